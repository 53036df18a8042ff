"""Credits: role words before and behind names, outlets, units; anything else makes the whole no credit."""

from __future__ import annotations

import pytest
from jianbao.reading.bylines.credit_items import glued_names, is_outlet, items, may_be_outlet, without_place
from jianbao.reading.bylines.credits import is_credit_line, parse, strip_marks


def people(text: str, outlet: str | None = None) -> list[tuple[str, str]] | None:
    credits = parse(text, outlet)
    return None if credits is None else [(person.name, person.role) for person in credits.people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者 林晓峰", [("林晓峰", "记者")]),
        ("全媒体记者 林晓峰", [("林晓峰", "全媒体记者")]),
        ("记者 林晓峰 通讯员 何静", [("林晓峰", "记者"), ("何静", "通讯员")]),
        ("林晓峰 何静 文/图", [("林晓峰", "文/图"), ("何静", "文/图")]),
        ("记者 林晓峰 何静 文/图", [("林晓峰", "记者"), ("何静", "记者")]),  # 记者 is said already
        ("记者 林晓峰 摄", [("林晓峰", "摄")]),  # of pictures: outweighs 记者
        ("责任编辑 何静", []),
        ("县教育局办公室", [("县教育局办公室", "")]),
        ("来源:云岭日报 记者 林晓峰", [("林晓峰", "记者")]),
        ("今天下午两点", None),
        ("记者 林晓峰 获悉", None),
        ("", []),
    ],
)
def test_roles_before_and_behind_names(text: str, expected: list[tuple[str, str]] | None) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文/周启明 图/何静", [("周启明", "文"), ("何静", "图")]),
        ("文:周启明 图:何静", [("周启明", "文"), ("何静", "图")]),
        ("文 周启明 图 何静", [("周启明", "文"), ("何静", "图")]),
        ("撰文/周启明 摄影/何静", [("周启明", "撰文"), ("何静", "摄影")]),
        ("文/周启明 何静 图/王红", [("周启明", "文"), ("何静", "文"), ("王红", "图")]),
        ("记者 周启明 摄影:何静", [("周启明", "记者"), ("何静", "摄影")]),
        ("周启明/文 何静/图", [("周启明", "文"), ("何静", "图")]),
        ("记者 周启明 何静/图", [("周启明", "记者"), ("何静", "图")]),
        ("记者 周启明 通讯员 何静/图", [("周启明", "记者"), ("何静", "图")]),
        ("周启明 何静/摄", [("周启明", "摄"), ("何静", "摄")]),
        ("记者 周启明 摄/光明图片", None),  # 光明 is no name; as before, what does not fit makes it no credit
        ("图/县委办", [("县委办", "图")]),
    ],
)
def test_a_role_belongs_to_the_name_that_a_slash_joins_it_to(
    text: str, expected: list[tuple[str, str]] | None
) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "outlet", "expected"),
    [
        ("记者 林晓峰", "新华社", ["新华社"]),
        ("本报记者 林晓峰", "新华社", [None]),
        ("云岭日报记者 林晓峰", None, ["云岭日报"]),
        ("云岭日报洛阳记者 林晓峰", None, ["云岭日报"]),
        ("记者 林晓峰 云岭时报 何静", None, [None, "云岭时报"]),
        ("记者 林晓峰 通讯员 何静", "新华社", ["新华社", None]),
        ("通讯员 林晓峰 大河日报记者何静", None, [None, "大河日报"]),
    ],
)
def test_outlets(text: str, outlet: str | None, expected: list[str | None]) -> None:
    credits = parse(text, outlet)
    assert credits is not None
    assert [person.outlet for person in credits.people] == expected


def test_offsets_point_into_the_text() -> None:
    text = "■记者 杨 淇 通讯员何静"
    credits = parse(text)
    assert credits is not None
    assert [text[p.start : p.end] for p in credits.people] == ["杨 淇", "何静"]


@pytest.mark.parametrize(
    ("line", "glued", "expected"),
    [
        ("记者 林晓峰", False, True),
        ("责任编辑:何静", False, True),
        ("来源:云岭日报", False, True),
        ("林晓峰", False, False),
        ("林晓峰", True, True),
        ("记者节的由来", False, False),
        ("会议要求", True, False),
    ],
)
def test_lines_that_are_credits(line: str, glued: bool, expected: bool) -> None:
    assert is_credit_line(line, glued=glued) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("(记者 何静)", "记者 何静"), ("◎何静", "何静"), ("【何静】", "何静"), ("(何静", "(何静"), ("()", "()")],
)
def test_marks_around_credits(text: str, expected: str) -> None:
    assert strip_marks(text) == expected


def test_items_between_words() -> None:
    text = "“云岭视点” 林晓峰、杨 淇"
    assert [text[a:b] for a, b in items(text, 0, len(text), before_staff=True)] == ["林晓峰", "杨 淇"]
    start, end = items(text, 0, len(text), before_staff=False)[0]
    assert text[start:end] == "“云岭视点”"


@pytest.mark.parametrize(
    ("item", "known", "possible"),
    [
        ("云岭日报", True, True),
        ("掌上云岭", False, True),
        ("林晓峰", False, False),
        ("林晓峰何静", False, False),
        ("正在排队", False, False),
        ("abc", False, False),
    ],
)
def test_names_of_outlets(item: str, known: bool, possible: bool) -> None:
    assert is_outlet(item) is known
    assert may_be_outlet(item) is possible


def test_small_parts() -> None:
    assert without_place("云岭网石桥") == "云岭网"
    assert glued_names("林晓峰", 2.5) is None
