"""Other conventions: a head for each corpus, offsets into the text as it is, every character in a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jianbao.engines import make_engine
from jianbao.engines.heads import conventions_of, entities_in, words_in
from jianbao.errors import ConfigError

NEWS = "本报讯　记者周启明从北京报道：１２月３日，云岭县召开大会。"


def test_an_engine_of_one_convention_says_so() -> None:
    assert conventions_of(make_engine("lac")) == {}
    with pytest.raises(ConfigError, match="engine lac has no convention 'msra': it has one only"):
        entities_in(make_engine("lac"), [NEWS], "msra")


def test_an_unknown_convention_is_named_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"no convention 'ctb': it has ours, msra"):
        words_in(make_engine("accurate"), [NEWS], "ctb")


def test_entities_of_another_corpus_are_at_the_offsets_of_the_text() -> None:
    [found] = entities_in(make_engine("accurate"), [NEWS], "msra")
    assert ("周启明", "PER") in [(NEWS[s.start : s.end], s.type) for s in found]
    assert {s.type for s in found} <= {"PER", "LOC", "ORG"}


def test_words_of_the_peoples_daily_part_surname_and_given_name() -> None:
    [tokens] = words_in(make_engine("accurate"), [NEWS])
    words = [NEWS[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert words[3:8] == ["周", "启明", "从", "北京", "报道"]
    assert dict(zip(words, tokens.tags, strict=True))["北京"] == "ns"
    assert dict(zip(words, tokens.tags, strict=True))["１２月"] == "t"


@settings(max_examples=30, deadline=None)
@example("aaaaaaaaaaaaaaaaaaaa\na")  # the likeliest reading ends in the middle of a word
@given(st.text(alphabet="周启明在北京,。 １\n说ab", max_size=40))
def test_words_cover_every_character_that_is_no_blank(text: str) -> None:
    [tokens] = words_in(make_engine("accurate"), [text])
    covered = np.zeros(len(text), int)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        covered[start:end] += 1
    assert covered.tolist() == [int(not char.isspace()) for char in text]
