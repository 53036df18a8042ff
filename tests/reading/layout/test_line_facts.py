"""What a line shows by itself, the features made of it, and the repairs that read the same facts."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

import pytest
from jianbao.reading.layout.line_facts import EDGE, KIND_CODES, Ending, Kind, LineFacts, line_facts
from jianbao.reading.layout.line_features import line_features
from jianbao.reading.layout.line_repairs import Label, repair_labels
from jianbao.reading.layout.lines import Shape, page_shape, physical_lines
from jianbao.reading.layout.recurrence import Stream, pairs, recurrence


def facts(line: str) -> LineFacts:
    """The facts of a line in the middle of a page."""
    return line_facts(physical_lines("云岭县召开会议\n" + line))[1]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("要闻　02", "header"), ("相关新闻", "link"),
        ("记者 林晓峰", "byline"), ("本报讯 6月3日，会议召开。", "dateline"),
        ("一、抓好落实", "item"), ("■抓好落实", "item"), ("核心提示：会议召开", "note"), ("图为会议现场", "caption"),
        ("6月3日，会议召开。", "lead"), ("记者获悉，会议召开。", "lead"), ("石桥镇厂房起火", "plain"),
    ],
)  # fmt: skip
def test_kinds(line: str, kind: Kind) -> None:
    assert facts(line).kind == kind


@pytest.mark.parametrize(
    ("line", "ending"),
    [
        ("会议召开。", "."), ("会议召开。”", "."), ("会议召开！", "!"),
        ("会议召开。（何静）", "!"), ("会议（在县", "("), ("会议，", ","),
        ("会议、", "、"), ("会议；", ";"), ("会议：", ":"), ("投入3", "9"), ("“会议”", "”"), ("会议", "x"),
    ],
)  # fmt: skip
def test_endings(line: str, ending: Ending) -> None:
    assert facts(line).ending == ending


@pytest.mark.parametrize(
    ("length", "size"), [(1, 0), (3, 0), (4, 1), (9, 2), (46, 7), (47, 8), (64, 8), (65, 9)]
)
def test_sizes(length: int, size: int) -> None:
    assert facts("云" * length).size == size


def test_openings_and_bylines_glued_to_the_end() -> None:
    assert facts("本报讯（记者 何静）6月3日，会议召开。").opening_code == "st"
    assert facts("会议要求，要抓好落实。").opening_code == "r"
    assert facts("石桥镇厂房起火").opening_code == "-"
    assert facts("要抓好落实。记者 何静").is_signed
    assert not facts("记者 何静").is_signed


def test_every_kind_has_a_code_of_its_own() -> None:
    assert set(KIND_CODES) == set(get_args(Kind))
    assert len(set(KIND_CODES.values())) == len(KIND_CODES)
    assert (EDGE.kind_code, EDGE.size_code, EDGE.opening_code) == ("^", "^", "^")


def test_features_name_the_facts() -> None:
    lines = physical_lines("石桥镇厂房起火\n本报讯 6月3日，石桥镇厂房起火。")
    first, second = line_features(lines, line_facts(lines), page_shape(lines))
    assert {
        "kind=-",
        "size=2",
        "end=x",
        "kind-1=^",
        "kind+1=D",
        "opens=st",
        "c01=石桥",
        "pos=01",
        "ahead=6",
    } <= set(first)
    assert {"kind=D", "kind-1=-", "size-1=2", "end=.", "gap=P0=", "pos=10"} <= set(second)


def test_no_line_has_a_feature_twice() -> None:
    text = "要闻　02\n\n石桥镇厂房起火\n\n本报讯 6月3日，石桥镇厂房起火。\n\n记者 何静"
    lines = physical_lines(text)
    for features in line_features(lines, line_facts(lines), page_shape(lines)):
        names = [feature.split("=")[0] for feature in features]
        assert len(names) == len(set(names))


def repaired(text: str, labels: str, *, width: int = 0) -> str:
    """The labels of the lines of ``text`` after repair."""
    lines = physical_lines(text)
    changed = cast(list[Label], list(labels))
    repair_labels(changed, lines, line_facts(lines), Shape(width, False))
    return "".join(changed)


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("会议召开。", "C", "B"),  # a page does not begin in mid-paragraph
        ("厂房起火\n本报讯 6月3日，起火。", "HC", "HB"),  # a dateline begins a paragraph
        ("记者 何静\n会议召开。", "BC", "BB"),  # so does what follows a byline
        ("会议（在县\n城）召开。", "BB", "BC"),  # a bracket is open
        ("会" * 50 + "，\n会议召开。", "BB", "BC"),  # a long line that breaks off
        ("会" * 50 + "，\n　　会议召开。", "BB", "BB"),  # but not before an indent
        ("记者 何静\n会议召开。", "HB", "BB"),  # a byline is no headline
        ("会议召开。会议要求抓好\n落实。", "HB", "BB"),  # nor are two sentences
        ("会议召开。\n厂房起火\n本报讯 6月3日，起火。", "BBB", "BHB"),  # a dateline has a headline
        ("会议召开。\n厂房起火\n记者 何静", "BSB", "BHB"),
    ],
)
def test_repairs(text: str, labels: str, expected: str) -> None:
    assert repaired(text, labels) == expected


def test_in_a_column_lines_go_on_behind_a_byline() -> None:
    assert repaired("记者 何静\n会议召开。", "BC", width=20) == "BC"


def test_words_of_a_headline_recur_below_it() -> None:
    stream = Stream(["石桥镇厂房起火", "6月3日，石桥镇一处厂房起火。", "云岭县召开会议"])
    assert "ahead=6" in recurrence(stream, 0, [])
    assert "ahead=0" in recurrence(stream, 2, [])
    assert recurrence(Stream(["，。"]), 0, []) == ["rec=none"]
    assert pairs("a1，云") == {"a1"}
    assert replace(EDGE, kind="plain").kind_code == "-"
