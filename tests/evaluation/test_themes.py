"""Scores of themes: what is found, what is good, what is junk."""

from __future__ import annotations

import pytest
from jianbao.evaluation.themes import Names, is_junk, theme_hits

TEXT = "陆青禾到清渠县看插秧比赛，比赛有32支队伍，尉迟明川说好。"
ENTITIES = [
    {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "type": kind}
    for name, kind in (("陆青禾", "PER"), ("清渠县", "LOC"), ("尉迟明川", "PER"))
]
GOLD = {"text": TEXT, "entities": ENTITIES, "themes": ["插秧比赛", "“清渠县”", "队伍"]}


def test_recall_is_exact_and_soft() -> None:
    hits = theme_hits(GOLD, ["插秧", "清渠县"])
    assert hits.found == [(False, True), (True, True), (False, False)]
    assert hits.good == [True, True]


def test_the_first_ten_count_for_recall_and_eight_for_the_rest() -> None:
    themes = [f"别的{c}" for c in "甲乙丙丁戊己庚辛壬"]
    assert theme_hits(GOLD, [*themes, "队伍"]).found[2] == (True, True)
    assert theme_hits(GOLD, [*themes, "别的癸", "队伍"]).found[2] == (False, False)
    assert len(theme_hits(GOLD, themes).good) == len(theme_hits(GOLD, themes).junk) == 8


@pytest.mark.parametrize(
    ("term", "junk"),
    [
        ("插秧比赛", False),
        ("陆青禾", False),
        ("青禾", True),  # a piece of a name
        ("明川说", True),
        ("32支", True),
        ("开展", True),  # in every paper
        ("记者", True),
        ("稻田", False),  # stands nowhere
    ],
)
def test_junk(term: str, junk: bool) -> None:
    assert is_junk(term, Names(TEXT, ENTITIES)) is junk


def test_a_document_without_themes_or_predictions() -> None:
    assert theme_hits({"text": TEXT, "themes": []}, []) == ([], [], [])
