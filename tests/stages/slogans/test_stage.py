"""The slogans stage on the page in corpus/: its families, and what its quoted strings are."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.errors import ConfigError
from jianbao.stages.slogans.stage import SlogansStage


def test_the_families_of_the_page(seed_articles: list[Article]) -> None:
    found = {f.family for a in seed_articles for f in a.slogans or ()}
    assert {"痛点/堵点/卡点", "烦心事/揪心事/操心事", "获得感/幸福感/安全感"} <= found


def test_members_slice_back(seed_articles: list[Article]) -> None:
    members = [(a, m) for a in seed_articles for f in a.slogans or () for m in f.members]
    assert members
    for article, member in members:
        assert article.text[member.start : member.end].replace("\n", "") == member.term


def test_every_quoted_string_has_a_kind(seed_articles: list[Article]) -> None:
    kinds = {q.kind for a in seed_articles for q in a.quoted or ()}
    assert kinds <= {"term", "slogan", "speech", "title", "nickname"}
    assert {"term", "slogan"} <= kinds


def test_it_needs_tokens() -> None:
    with pytest.raises(ConfigError, match="slogans needs tokens"):
        list(SlogansStage()([Article.from_text("“难点”“痛点”")]))
