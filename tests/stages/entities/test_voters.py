"""Engines as voters: which are asked, how spans become votes, and what a mention says of them."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.article import Article
from jianbao.engines.base import EngineSpan
from jianbao.errors import ConfigError
from jianbao.stages.entities.voters import make_voters, vote_by_spans
from jianbao.stages.entities.voting import ALONE, make_entity
from jianbao.tagging.decoding import decode_text
from jianbao.tagging.labels import LABELS, reorder_columns, split_pieces


def test_engines_are_made_in_the_order_they_are_named() -> None:
    assert [source.name for source in make_voters("jieba, lac")] == ["jieba", "lac"]


@pytest.mark.parametrize("setting", ["", " , ", "nosuch", "lac,nosuch", "lac,lac"])
def test_engines_that_make_no_sense_are_refused(setting: str) -> None:
    with pytest.raises(ConfigError, match=r"engine"):
        make_voters(setting)


def test_votes_are_read_back_as_the_spans_they_were() -> None:
    text = "沈河滩到云岭县"
    spans = [
        EngineSpan(4, 7, "LOC"),
        EngineSpan(0, 3, "PER"),
        EngineSpan(5, 7, "ORG"),
        EngineSpan(3, 4, "MISC"),
    ]
    scores = vote_by_spans(text, spans)
    assert decode_text(scores, split_pieces(text)) == [(0, 3, "PER"), (4, 7, "LOC")]
    assert scores.sum(axis=1) == pytest.approx(1)


def test_two_votes_outdo_one() -> None:
    text = "云岭县医院"
    one, other = (
        vote_by_spans(text, [EngineSpan(0, 5, "ORG")]),
        vote_by_spans(text, [EngineSpan(0, 3, "LOC")]),
    )
    assert decode_text(np.mean([one, one, other], axis=0), split_pieces(text)) == [(0, 5, "ORG")]
    assert decode_text(np.mean([one, other, other], axis=0), split_pieces(text)) == [(0, 3, "LOC")]


def test_a_model_with_labels_in_another_order_is_put_right() -> None:
    own = np.array([[0.25, 0.75]], dtype=np.float32)
    whole = reorder_columns(own, ["S-LOC", "O"])
    assert whole[0, LABELS.index("S-LOC")] == 0.25
    assert whole[0, 0] == 0.75
    assert whole.shape == (1, len(LABELS))


def test_a_mention_says_who_found_it_and_what_the_others_saw() -> None:
    article = Article.from_text("云岭县医院")
    whole, part = (0, 5, "ORG"), (0, 3, "LOC")
    found = make_entity(
        article, whole, 0.7, "model", {"lac": [whole], "jieba": [part], "spacy": [part], ALONE: [whole]}
    )
    assert found.engines == ["lac"]
    assert [(a.start, a.end, a.type, a.reason) for a in found.alternatives] == [
        (0, 3, "LOC", "found by jieba, spacy")
    ]


def test_a_reading_that_the_article_changed_stays_as_an_alternative() -> None:
    article = Article.from_text("沈河滩")
    found = make_entity(article, (0, 3, "PER"), 0.7, "article", {ALONE: [(0, 3, "LOC")]})
    assert found.engines == []
    assert [(a.type, a.reason) for a in found.alternatives] == [
        ("LOC", "found without the rules and the rest of the article")
    ]
