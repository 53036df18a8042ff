"""Words as columns of characters: position, number and gaps."""

from __future__ import annotations

from jianbao.tagging.words import FIRST, INSIDE, LAST, SINGLE, expand_words


def test_each_character_knows_its_word_and_its_position() -> None:
    places = expand_words(([1, 4, 5], [4, 5, 7], ["n", "v", "m"]), 8)
    assert places.word.tolist() == [-1, 0, 0, 0, 1, 2, 2, -1]
    assert places.position.tolist() == [0, FIRST, INSIDE, LAST, SINGLE, FIRST, LAST, 0]


def test_no_words_leave_every_character_outside() -> None:
    places = expand_words(([], [], []), 2)
    assert places.word.tolist() == [-1, -1]
    assert places.position.tolist() == [0, 0]
