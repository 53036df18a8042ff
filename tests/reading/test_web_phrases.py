"""What web pages say of themselves: one list, in which each reader finds its own set."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from jianbao.language.web_phrases import WebPhraseReader, web_phrases
from jianbao.resources import rows


def test_every_reader_of_the_list_is_known() -> None:
    named = {reader for _, readers in rows("web_phrases.tsv") for reader in readers.split()}
    assert named == set(get_args(WebPhraseReader))


def test_no_phrase_stands_twice() -> None:
    phrases = [phrase for phrase, _ in rows("web_phrases.tsv")]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    ("phrase", "readers"),
    [
        ("返回搜狐", {"layout.link", "quotes.reporter", "quotes.inline", "summary.boilerplate"}),
        (
            "返回搜狐,查看更多",
            {"layout.link", "bylines.noise", "quotes.reporter", "quotes.inline", "summary.boilerplate"},
        ),
        ("上一篇", {"layout.link", "bylines.neighbour"}),
        ("原标题", {"quotes.reporter"}),
        ("会议召开", set()),
    ],
)
def test_who_reads_a_phrase(phrase: str, readers: set[str]) -> None:
    assert {r for r in get_args(WebPhraseReader) if re.match(web_phrases(r), phrase)} == readers
