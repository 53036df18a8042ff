"""Annotated data: the forms that are read, and the mistakes that are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.errors import ReadError
from jianbao.evaluation.datasets import load_dataset
from jianbao.evaluation.evaluate import compare_mentions


def test_span_lines(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text('{"text": "周启明到云岭县", "ents": [[0, 3, "PER"], [4, 7, "LOC"]]}\n\n', "utf-8")
    (text,) = load_dataset(path).texts
    assert text.spans == {(0, 3, "PER"), (4, 7, "LOC")}


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "周启明到云岭县", "label": [[0, 3, "PERSON"], [4, 7, "GPE"]]}',
        '{"text": "周启明到云岭县", "entities": [{"start": 0, "end": 3, "type": "nr"}, '
        '{"start": 4, "end": 7, "type": "LOC"}]}',
    ],
)
def test_other_names_and_labels(tmp_path: Path, line: str) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text(line, "utf-8")
    (text,) = load_dataset(path).texts
    assert text.spans == {(0, 3, "PER"), (4, 7, "LOC")}


def test_lines_with_some_layers_are_pages_where_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(
        '{"text": "局长周启明到场。", "entities": [{"start": 2, "end": 5, "type": "PER"}], "persons": []}\n',
        "utf-8",
    )
    assert load_dataset(path).texts[0].spans == {(2, 5, "PER")}
    (page,) = load_dataset(path, partial=True).pages
    assert (page["id"], page["persons"]) == ("some:1", [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": 3, "quotes": []}', "bad.jsonl:1: not in the gold format: it lacks text"),
        ('{"text": "周", "quotes": "x"}', "bad.jsonl:1: .* quotes must be lists"),
        (
            '{"text": "周", "quotes": [], "entities": [{"start": 0, "end": 9, "type": "PER"}]}',
            "bad.jsonl:1: spans",
        ),
    ],
)
def test_mistakes_in_partial_pages_are_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(ReadError, match=message):
        load_dataset(path, partial=True)


def test_conll_of_characters_with_both_schemes(tmp_path: Path) -> None:
    path = tmp_path / "chars.bio"
    path.write_text(
        "周 B-PER\n启 I-PER\n明 I-PER\n到 O\n云 B-LOC\n岭 M-LOC\n县 E-LOC\n\n市委 S-ORG\n", "utf-8"
    )
    first, second = load_dataset(path).texts
    assert (first.text, first.spans) == ("周启明到云岭县", {(0, 3, "PER"), (4, 7, "LOC")})
    assert second.spans == {(0, 2, "ORG")}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b"{", "a.jsonl:1: no JSON object"),
        ("a2.jsonl", '{"text": "周", "ents": [[0, 3, "PER"]]}'.encode(), "a2.jsonl:1: spans that do not fit"),
        ("a3.jsonl", b'{"ents": [[0, 3, "PER"]]}', "a3.jsonl:1: spans that do not fit"),
        ("a4.jsonl", '{"text": "周", "ents": [{"start": 0}]}'.encode(), "a4.jsonl:1: spans that do not fit"),
        ("b.json", b'{"text": 3}', "lacks text"),
        ("c.json", b'{"text": "x"}', "lacks articles, entities"),
        ("d.bio", "周\n".encode(), "d.bio:1: a token and a tag"),
        ("e.bio", b"\xff\xff B-PER", "not UTF-8"),
    ],
)
def test_what_is_no_annotated_data_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        load_dataset(path)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no gold pages"):
        load_dataset(tmp_path)


def test_differences_are_told_apart() -> None:
    gold = {(0, 3, "PER"), (4, 7, "LOC"), (8, 10, "ORG")}
    found = {(0, 3, "PER"), (4, 7, "ORG"), (9, 10, "ORG"), (11, 12, "PER")}
    errors = list(compare_mentions("a", "周启明到云岭县的市委和何", gold, found))
    assert [(e.kind, e.gold, e.predicted) for e in errors] == [
        ("type", "云岭县/LOC", "云岭县/ORG"),
        ("boundary", "市委/ORG", "委/ORG"),
        ("spurious", "", "何/PER"),
    ]
