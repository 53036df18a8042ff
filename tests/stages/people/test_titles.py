"""Titles in running text: which words belong to one."""

from __future__ import annotations

import pytest
from jianbao.language.titles import title_set, title_words, titles
from jianbao.stages.people.titles import Title, title_after, title_before


@pytest.mark.parametrize(
    ("text", "title", "core"),
    [
        ("市长", "市长", "市长"),
        ("常务副市长", "常务副市长", "常务副市长"),
        ("他是县委常务副书记", "常务副书记", "常务副书记"),
        ("公安局长", "公安局长", "局长"),  # with its field
        ("宣传部长", "宣传部长", "部长"),
        ("党委书记", "党委书记", "书记"),
        ("区领导", "区领导", "领导"),
        ("研究院教师", "教师", "教师"),  # 院 is the end of another word
        ("分院长", "院长", "院长"),
        ("护士长", "护士长", "护士长"),
        ("二级调研员", "二级调研员", "二级调研员"),
        ("工会主席", "工会主席", "工会主席"),
    ],
)
def test_titles_before_a_name(text: str, title: str, core: str) -> None:
    found = title_before(text, len(text))
    assert found is not None
    assert (text[found.start :], text[found.core :]) == (title, core)


@pytest.mark.parametrize("text", ["", "他们说", "成长", "全市"])
def test_what_is_no_title(text: str) -> None:
    assert title_before(text, len(text)) is None


def test_a_title_does_not_cross_the_floor() -> None:
    assert title_before("副市长", 3, 1) == Title(1, 3, "office", 1)
    assert title_before("副市长", 3, 2) is None


@pytest.mark.parametrize(
    ("text", "kind", "weak"),
    [("局长", "office", False), ("教授", "rank", False), ("民警", "job", False), ("代表", "member", True),
     ("同志", "courtesy", False), ("记者", "reporter", False), ("村民", "none", False)],
)  # fmt: skip
def test_kinds(text: str, kind: str, weak: bool) -> None:
    found = title_before(text, len(text))
    assert found is not None
    assert (found.kind, found.weak) == (kind, weak)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("周启明书记说", "书记"),
        ("周启明常务副市长说", "常务副市长"),
        ("周启明副教授说", "副教授"),
        ("周启明老师说", "老师"),
        ("周启明说", ""),
        ("周启明代表学校", ""),  # a verb
        ("周启明民警", ""),  # a job does not follow the name
    ],
)
def test_titles_after_a_name(text: str, title: str) -> None:
    found = title_after(text, 3)
    assert (text[found.start : found.end] if found else "") == title


def test_the_sets_hold_titles() -> None:
    for name in ("single", "staff", "called_after"):
        assert set(title_set(name)) <= set(titles()), name
    assert not title_words("status") & title_words("present")
