"""Patterns with words in data: roles are filled in, words are not expressions, unknown roles are errors."""

from __future__ import annotations

import pytest
from jianbao.language.cues import cue_pattern
from jianbao.resources import word_lists


@pytest.mark.parametrize("file", ["summary_cues.tsv", "slogan_cues.tsv"])
def test_every_role_has_words_and_none_twice(file: str) -> None:
    for words in word_lists(file).values():
        assert words
        assert len(words) == len(set(words))


def test_roles_are_replaced_by_their_words() -> None:
    pattern = cue_pattern("slogan_cues.tsv", r"被<named>")
    assert pattern.search("被誉为")
    assert not pattern.search("被打")


def test_a_role_that_the_file_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        cue_pattern("slogan_cues.tsv", "<nothing>")


def test_groups_that_look_behind_are_no_roles() -> None:
    assert cue_pattern("slogan_cues.tsv", r"(?<!一)<measure>").search("六个")
