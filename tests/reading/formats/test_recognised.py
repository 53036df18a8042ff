"""Recognised text: ALTO, PAGE, hOCR, METS, and the JSON of recognisers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TITLE, alto, columns_of, hocr, mets, page_xml
from reading_of import Found, found


def bare(text: str) -> str:
    """Without blanks: recognised words say nothing about those of the text."""
    return "".join(text.split())


LINES = [TITLE, *columns_of("　　" + BODY[0]), *columns_of("　　" + BODY[1])]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xml", alto()), ("a.xml", page_xml()), ("a.hocr", hocr()), ("a.html", hocr()), ("a", alto())],
)
def test_a_page_of_two_articles(tmp_path: Path, name: str, data: str) -> None:
    result = found(tmp_path, name, data)
    assert result.titles == [TITLE, OTHER]
    assert bare("".join(result.body(1))) == bare("".join(OTHER_BODY))


def test_an_issue_gives_its_articles_and_its_page_files_are_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "p1.xml").write_text(alto(), "utf-8")
    (tmp_path / "mets.xml").write_text(mets(), "utf-8")
    result = Found(tmp_path)
    assert result.titles == [TITLE, OTHER]
    assert {(a.date, a.outlet) for a in result.articles} == {("2022-04-13", "云岭日报")}
    assert result.errors == []


def test_an_issue_whose_page_files_are_not_there(tmp_path: Path) -> None:
    result = found(tmp_path, "mets.xml", mets())
    assert "alto/p1.xml, which is not beside it" in result.errors[0]


def boxes() -> list[tuple[list[int], str]]:
    """Left, top, right, bottom and text of each line, the headline larger."""
    return [([10, 10, 300, 40], LINES[0])] + [
        ([10, 60 + 20 * n, 400, 78 + 20 * n], x) for n, x in enumerate(LINES[1:])
    ]


def polygon(box: list[int]) -> list[list[int]]:
    left, top, right, bottom = box
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def place(box: list[int]) -> dict[str, int]:
    return {"left": box[0], "top": box[1], "width": box[2] - box[0], "height": box[3] - box[1]}


def corners(box: list[int]) -> list[dict[str, int]]:
    return [{"X": x, "Y": y} for x, y in polygon(box)]


@pytest.mark.parametrize(
    "value",
    [
        [[polygon(box), [text, 0.98]] for box, text in boxes()],
        [[[polygon(box), [text, 0.98]] for box, text in boxes()]],
        [[polygon(box), text, 0.98] for box, text in boxes()],
        {"res": {"rec_texts": [t for _, t in boxes()], "rec_boxes": [b for b, _ in boxes()]}},
        {"words_result": [{"words": t, "location": place(b)} for b, t in boxes()]},
        {"Response": {"TextDetections": [{"DetectedText": t, "Polygon": corners(b)} for b, t in boxes()]}},
        [{"transcription": t, "points": polygon(b)} for b, t in boxes()],
    ],
    ids=["paddle", "paddle-pages", "rapid", "paddlex", "baidu", "tencent", "label"],
)  # fmt: skip
def test_the_lines_of_a_recogniser(tmp_path: Path, value: Any) -> None:
    result = found(tmp_path, "a.json", json.dumps(value, ensure_ascii=False))
    assert result.titles == [TITLE]
    assert "".join(result.body()).replace("　", "") == BODY[0] + BODY[1]
    head = result.article.printed[0]
    assert (head.kind, result.article.text[head.start : head.end]) == ("headline", TITLE)


def test_xml_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "会议"><!ENTITY y "&x;&x;&x;">]><a><title>x</title><text>&y;</text></a>'
    assert "declares entities" in found(tmp_path, "a.xml", f'<?xml version="1.0"?>{bomb}').errors[0]
