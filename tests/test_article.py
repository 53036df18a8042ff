"""The data model: offsets, the raw map, JSON both ways."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.article import Article, Block, Entity, RawMap, Span, Tokens, decode, encode, json_schema

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)


@given(texts, texts, st.none() | st.sampled_from(["2021", "2021-05", "2021-05-07"]))
def test_json_round_trip(text: str, title: str, date: str | None) -> None:
    article = Article.from_text(text, title=title, date=date)
    article.tokens = Tokens(list(range(len(text))), list(range(1, len(text) + 1)), ["x"] * len(text))
    article.entities = [Entity(start=0, end=1, type="PER", text=article.text[:1])] if article.text else []
    assert decode(encode(article)) == article


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), min_size=1, max_size=20))
def test_raw_map_takes_every_offset_back(pieces: list[tuple[int, int]]) -> None:
    """Pieces of text with blanks before them that the clean text has not."""
    raw, clean, starts_clean, starts_raw = "", "", [], []
    for number, (length, gap) in enumerate(pieces):
        raw += " " * gap
        starts_clean.append(len(clean))
        starts_raw.append(len(raw))
        piece = chr(0x4E00 + number) * length
        raw += piece
        clean += piece
    mapping = RawMap(starts_clean, starts_raw)
    assert [raw[mapping.to_raw(i)] for i in range(len(clean))] == list(clean)
    start, end = mapping.span(0, len(clean))
    assert raw[start:end].replace(" ", "") == clean


def test_an_empty_raw_span_stays_empty() -> None:
    assert RawMap([0, 3], [2, 9]).span(3, 3) == (9, 9)


def test_an_unwritten_layer_is_absent_and_an_empty_one_is_a_list() -> None:
    article = Article.from_text("会议召开。")
    assert "entities" not in json.loads(encode(article))
    article.entities = []
    assert json.loads(encode(article))["entities"] == []


def test_fields_of_newer_versions_are_passed_over() -> None:
    row = json.loads(encode(Article.from_text("会议召开。")))
    row |= {"schema_version": "99", "mood": "glad"}
    assert decode(json.dumps(row)).text == "会议召开。"


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="text"):
        decode('{"id": "1"}')


def test_body_is_what_is_neither_headline_nor_furniture() -> None:
    article = Article.from_text("第一段。\n第二段。", title="标题")
    assert article.text[article.body.start : article.body.end] == "第一段。\n第二段。"
    article.blocks.append(Block("furniture", len(article.text), len(article.text)))
    assert article.body.end == len(article.text)
    assert Article.from_text("", title="标题").body == Span(3, 3)


def test_json_schema_names_every_field() -> None:
    schema = json_schema()
    fields = schema["$defs"]["Article"]["properties"]
    assert set(fields) == set(Article.__struct_fields__)
    assert schema["$schema"].endswith("2020-12/schema")
