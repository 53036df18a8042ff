"""Pages as W3C Web Annotations: targets are spans of the page as it came."""

from __future__ import annotations

import io
import json

import pytest
from jianbao import split_page
from jianbao.article import Article, Page, Source
from jianbao.flow import Flow, load
from jianbao.writing.webanno import CONTEXT, to_webanno, write_webanno


@pytest.fixture(scope="module")
def chain() -> Flow:
    return load()


@pytest.fixture
def articles(chain: Flow, story: Page) -> list[Article]:
    return list(chain(split_page(story)))


def test_targets_point_at_the_page_as_it_came(story: Page, articles: list[Article]) -> None:
    found = to_webanno(story, articles)
    assert (found["@context"], found["type"], found["id"]) == (CONTEXT, "AnnotationPage", "urn:jianbao:story")
    assert found["items"]
    for item in found["items"]:
        position, quotation = item["target"]["selector"]
        exact = story.text[position["start"] : position["end"]]
        assert quotation["exact"] == exact != ""
        assert story.text[: position["start"]].endswith(quotation["prefix"])
        assert story.text[position["end"] :].startswith(quotation["suffix"])
    assert len({item["id"] for item in found["items"]}) == len(found["items"])


def test_bodies_say_type_value_and_speaker(story: Page, articles: list[Article]) -> None:
    items = to_webanno(story, articles)["items"]
    found = [(i["target"]["selector"][1]["exact"], [b["value"] for b in i["body"]]) for i in items]
    assert ("6月3日", ["TIME", "2022-06-03"]) in found
    assert ("云岭县", ["LOC"]) in found
    assert any(values[0].startswith("周启明") for _, values in found if values[-1] == "quote")


def test_one_page_a_line_with_its_source(chain: Flow) -> None:
    page = Page(id="报 1", text="会议在云岭县召开。", source=Source(path="a/b.txt"))
    file = io.StringIO()
    write_webanno([(page, list(chain(split_page(page))))], file)
    [row] = [json.loads(line) for line in file.getvalue().splitlines()]
    assert row["id"] == "urn:jianbao:%E6%8A%A5%201"
    assert {item["target"]["source"] for item in row["items"]} == {"a/b.txt"}
