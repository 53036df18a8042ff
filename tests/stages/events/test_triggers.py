"""Triggers are looked for only where one may begin: that misses none."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from jianbao.resources import rows
from jianbao.stages.events.triggers import _search, _triggers

WORDS = sorted(
    {
        piece
        for _, triggers in rows("event_triggers.tsv")
        for piece in re.findall(r"\w+", re.sub(r"\\d|\{\d+,\d+\}", "5", triggers))
    }
)


@given(st.lists(st.sampled_from([*WORDS, ",", "。", "的", "7.2级", "٣级地震", " "]), max_size=12))
def test_none_is_missed(parts: list[str]) -> None:
    text = "".join(parts)
    for at in range(len(text) + 1):
        found, expected = _search(text, at, len(text)), _triggers().pattern.search(text, at, len(text))
        assert (found and (found.span(), found.lastgroup)) == (
            expected and (expected.span(), expected.lastgroup)
        )


def test_each_word_of_a_trigger_is_tried() -> None:
    for word in WORDS:
        assert (_search(word, 0, len(word)) is None) == (_triggers().pattern.search(word) is None)
