"""What a keyword is, and which keywords are shown as themes."""

from __future__ import annotations

import pytest
from jianbao.article import Keyword
from jianbao.stages.keywords.candidates import Candidate
from jianbao.stages.keywords.kinds import MOST, kind_of, themes_of


def candidate(term: str, pattern: str = "N", **marks: object) -> Candidate:
    c = Candidate(term, pattern, (term,))
    for name, value in marks.items():
        setattr(c, name, value)
    return c


@pytest.mark.parametrize(
    ("c", "kind"),
    [
        (candidate("陆青禾", entity="PER"), "person"),
        (candidate("清渠县", entity="LOC"), "place"),
        (candidate("清渠县稻米协会", entity="ORG"), "organisation"),
        (candidate("清渠", "L"), "place"),
        (candidate("插秧比赛"), "event"),
        (candidate("粮仓火灾"), "event"),
        (candidate("稻田养鱼计划"), "policy"),
        (candidate("计划"), "topic"),
        (candidate("稻田养鱼"), "topic"),
        (candidate("堵点", slogan=True), "slogan"),
    ],
)
def test_the_kind_of_a_keyword(c: Candidate, kind: str) -> None:
    assert kind_of(c) == kind


def keyword(term: str, score: float, kind: str = "topic") -> Keyword:
    return Keyword(term, score, "ranker", kind=kind)  # type: ignore[arg-type]


def test_names_stand_behind_better_themes() -> None:
    found = [keyword("陆青禾", 0.1, "person"), keyword("清渠县", 0.3, "place"), keyword("插秧比赛", 0.6)]
    assert themes_of(found) == ["插秧比赛", "陆青禾", "清渠县"]


def test_a_name_that_the_story_is_about_stays_first() -> None:
    assert themes_of([keyword("陆青禾", 0.7, "person"), keyword("插秧", 0.6)]) == ["陆青禾", "插秧"]


def test_at_most_ten_are_shown() -> None:
    assert len(themes_of([keyword(f"词{i}", 0.5) for i in range(15)])) == MOST == 10
    assert themes_of(None) == []
