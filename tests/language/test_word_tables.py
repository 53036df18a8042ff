"""Tables of words by role."""

from __future__ import annotations

import re

import pytest
from jianbao.language.word_tables import role_pattern, word_values
from jianbao.resources import rows, word_lists

TABLES = [
    "calendar_words.tsv", "change_words.tsv", "enumeration_words.tsv", "event_words.tsv", "figure_words.tsv",
    "place_words.tsv", "share_words.tsv",
]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_a_role_and_words_that_are_patterns(name: str) -> None:
    assert all(len(row) == 2 and row[1] == " ".join(row[1].split()) for row in rows(name))
    for role in word_lists(name):
        re.compile(role_pattern(name, role))


@pytest.mark.parametrize("name", TABLES)
def test_the_header_explains_every_role(name: str) -> None:
    from jianbao.resources import data_path

    header = "".join(x for x in data_path(name).read_text("utf-8").splitlines() if x.startswith("#"))
    assert [role for role in word_lists(name) if role not in header] == []


def test_the_first_word_that_fits_counts() -> None:
    assert re.match(role_pattern("figure_words.tsv", "before"), "超过3人").group() == "超过"  # type: ignore[union-attr]


def test_words_with_values() -> None:
    assert word_values("calendar_words.tsv", "weekday")["天"] == 6
    assert word_values("enumeration_words.tsv", "step")["最后"] == 99
