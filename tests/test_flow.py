"""The chain: its order, its counts, and what it does with an article that breaks a stage."""

from __future__ import annotations

import pytest
from jianbao import Article, Flow, load
from jianbao.errors import ConfigError, StageError
from jianbao.registry import stage_class
from jianbao.stage import ArticleStage, check_order


class Picky(ArticleStage):
    """Breaks on articles whose text says so."""

    name = "picky"
    provides = frozenset({"points"})

    def annotate(self, article: Article) -> None:
        if "坏" in article.text:
            raise ValueError("坏 is too much for me")
        article.points = []


def make(*texts: str) -> list[Article]:
    return [Article.from_text(text, id=f"a{i}") for i, text in enumerate(texts)]


def test_a_stage_before_what_it_needs_is_refused_with_the_remedy() -> None:
    with pytest.raises(ConfigError, match="quotes needs entities; add it before"):
        check_order([stage_class("quotes")()])


def test_a_layer_written_twice_is_refused() -> None:
    with pytest.raises(ConfigError, match="writes sentences, which an earlier stage wrote"):
        load(stages=["sentences", "sentences"])


def test_a_bad_article_is_set_aside_with_its_reason_and_the_rest_goes_on() -> None:
    flow = Flow([Picky()])
    assert [a.id for a in flow(make("好", "坏", "也好"))] == ["a0", "a2"]
    (rejection,) = flow.rejected
    assert (rejection.id, rejection.stage) == ("a1", "picky")
    assert "坏 is too much" in rejection.reason
    assert flow.counts["picky"] == 2


def test_strict_stops_at_the_first_bad_article() -> None:
    with pytest.raises(StageError, match="a1: picky failed: ValueError"):
        list(Flow([Picky()], strict=True)(make("好", "坏")))


def test_articles_come_in_batches_and_in_order() -> None:
    flow = Flow([Picky()], batch_size=2)
    assert [a.id for a in flow(make(*"一二三四五"))] == ["a0", "a1", "a2", "a3", "a4"]


def test_load_takes_single_stages_for_a_hand_made_article() -> None:
    (article,) = load(stages=["sentences"])([Article.from_text("一。二！三")])
    assert article.sentences is not None
    assert [article.text[s.start : s.end] for s in article.sentences] == ["一。", "二！", "三"]
    assert article.entities is None
