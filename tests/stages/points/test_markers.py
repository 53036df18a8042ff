"""Markers, how they join into lists, and numbers announced."""

from __future__ import annotations

import pytest
from jianbao.stages.points.announcements import announcement_before
from jianbao.stages.points.enumerations import build_lists, list_items
from jianbao.stages.points.markers import LAST, closed_families, find_markers


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("要求:一是抓;二是管", [("shi", 1), ("shi", 2)]),
        ("他要一是抓", [("shi", 1)]),
        ("唯一是他", []),
        ("他二是管", []),
        ("一是否定", []),
        ("。一要抓,二要管", [("yao", 1), ("yao", 2)]),
        ("一要求", []),
        ("第一,抓;第二是管", [("di", 1), ("di", 2)]),
        ("首先,抓。其次是管。最后,好", [("xian", 1), ("xian", 2), ("xian", LAST)]),
        ("最后,要抓", [("closing", LAST)]),
        ("(一)抓(2)管", [("paren", 1)]),
        ("①抓②管", [("ring", 1), ("ring", 2)]),
        ("1.抓\n2、管", [("digit", 1), ("digit", 2)]),
        ("2.5亩", []),
        ("产业、环境", []),
        ("", []),
    ],
)
def test_markers(text: str, markers: list[tuple[str, int]]) -> None:
    assert [(m.family, m.rank) for m in find_markers(text)] == markers


def lists(text: str) -> list[list[tuple[str, int]]]:
    return [[(m.family, m.rank) for m in found] for found in build_lists(find_markers(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是抓;二是管", [[("shi", 1), ("shi", 2)]]),
        ("一是抓", []),
        ("二是管;三是改", []),
        ("一是抓;三是改", []),
        ("一是抓,第一,人;第二,事。二是管", [[("shi", 1), ("shi", 2)], [("di", 1), ("di", 2)]]),
        ("一是抓。最后,要管", [[("shi", 1), ("closing", LAST)]]),
        ("一是抓。最后,管", []),
    ],
)
def test_lists(text: str, expected: list[list[tuple[str, int]]]) -> None:
    assert lists(text) == expected


def test_what_closing_words_may_close() -> None:
    assert closed_families() == ("xian", "shi", "di", "yao")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("一是抓,二是管,会后参观。", "管"),
        ("一是抓;二是管,改。会后参观。", "管,改"),
        ("一是抓。好。二是管。改。\n会后参观。", "管。改"),
        ("“一是抓。好。二是管。”会后参观", "管"),
        ("一是抓\n人\n二是管\n事\n会后参观", "管\n事"),
    ],
)
def test_where_the_last_item_ends(text: str, last: str) -> None:
    (markers,) = build_lists(find_markers(text))
    item = list_items(text, markers, len(text))[-1]
    assert text[item.start : item.end] == last


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("提出四点要求:", 4), ("从三个方面抓好落实。", 3), ("做到12项工作,", 12), ("提出两点要求。他强调,", 2),
        ("第三点要求:", None), ("提出要求:", None), ("提出四点要求。他说。他强调。", None),
    ],
)  # fmt: skip
def test_announcements(text: str, number: int | None) -> None:
    found = announcement_before(text, len(text))
    assert (found.number if found else None) == number
