"""The chain: its order, its counts, and what it does with an article that breaks a stage."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pytest
from jianbao import Article, Flow, load
from jianbao.errors import ConfigError, StageError
from jianbao.flow import Rejection
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


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        (
            "sentences,tokens,entities,events,times",
            "events uses times, which times writes; put times before it",
        ),
        (
            "tokens,entities,keywords,slogans",
            "keywords uses quoted, which slogans writes; put slogans before",
        ),
        ("tokens,entities,quotes,people", "quotes uses persons, which people writes; put people before it"),
        ("quantities,tokens", "quantities uses tokens, which tokens writes; put tokens before it"),
        ("sentences,tokens,summary,entities", "summary uses entities, which entities writes"),
        ("tokens,entities,events", "events needs sentences; add it before"),
    ],
)
def test_a_stage_before_what_it_uses_is_refused(stages: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(stages=stages.split(","))


def test_what_a_stage_uses_may_be_missing() -> None:
    chain = load(stages=["sentences", "tokens", "entities", "events", "summary"]).stages
    assert [stage.name for stage in chain][-2:] == ["events", "summary"]


def test_an_article_without_what_a_stage_needs_is_refused() -> None:
    picky = Picky()
    picky.requires = frozenset({"entities", "tokens"})
    with pytest.raises(ConfigError, match="picky needs entities, and article 'a0' has none"):
        list(picky(make("好")))


def test_a_batch_leaves_nothing_behind_in_the_flow() -> None:
    flow = Flow([Picky()])
    outcome = flow.process(make("好", "坏"))
    assert [a.id for a in outcome.articles] == ["a0"]
    assert [r.id for r in outcome.rejected] == ["a1"]
    assert outcome.counts == {"picky": 1}
    assert outcome.seconds["picky"] > 0
    assert (flow.rejected, flow.counts, flow.seconds) == ([], {}, {})


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


class Forgetful(Picky):
    """Does not give back what it does not like; leaves the program where it is told to."""

    name = "forgetful"

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            if article.text == "走":
                sys.exit(9)
            if article.text != "坏":
                yield article


def test_an_article_that_a_stage_drops_is_noticed() -> None:
    flow = Flow([Forgetful()])
    assert [a.id for a in flow(make("好", "坏", "也好"))] == ["a0", "a2"]
    assert flow.rejected == [Rejection("a1", "forgetful", "the stage did not give the article back")]
    with pytest.raises(StageError, match="a1: forgetful failed: the stage did not give"):
        list(Flow([Forgetful()], strict=True)(make("好", "坏")))


def test_a_stage_cannot_end_the_program() -> None:
    flow = Flow([Forgetful()])
    assert [a.id for a in flow(make("好", "走", "坏", "也好"))] == ["a0", "a3"]
    assert [(r.id, r.reason) for r in flow.rejected] == [
        ("a1", "SystemExit: 9"),
        ("a2", "the stage did not give the article back"),
    ]


def test_articles_come_in_batches_and_in_order() -> None:
    flow = Flow([Picky()], batch_size=2)
    assert [a.id for a in flow(make(*"一二三四五"))] == ["a0", "a1", "a2", "a3", "a4"]


def test_load_takes_single_stages_for_a_hand_made_article() -> None:
    (article,) = load(stages=["sentences"])([Article.from_text("一。二！三")])
    assert article.sentences is not None
    assert [article.text[s.start : s.end] for s in article.sentences] == ["一。", "二！", "三"]
    assert article.entities is None
