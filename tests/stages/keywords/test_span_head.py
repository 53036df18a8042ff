"""The span head: what the network's states say of candidates, and what is done where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.article import Article
from jianbao.engines import make_engine
from jianbao.engines.fast.engine import FastEngine
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates
from jianbao.stages.keywords.ranker import load_theme_ranker
from jianbao.stages.keywords.span_head import OF_HEAD, PARTS, TARGETS, SpanHead, head_rows, usable_head
from jianbao.stages.keywords.stage import KeywordsConfig, KeywordsStage
from jianbao.stages.tokens.stage import TokensStage

TITLE = "石桥镇开展防汛演练"
BODY = "昨天,石桥镇开展防汛演练。防汛演练在河边进行,三百名群众参加了演练。"


def prepared() -> Article:
    article = next(TokensStage()([Article.from_text(BODY, title=TITLE)]))
    article.entities = []
    return article


def drawn() -> tuple[Draft, dict[str, Candidate]]:
    draft = Draft(prepared())
    return draft, candidates(draft, load_background().df)


def test_the_edges_of_every_occurrence_count() -> None:
    draft, found = drawn()
    outputs = np.zeros((len(PARTS) * len(TARGETS), len(draft.text)), np.float32)
    at = draft.text.index("防汛演练")
    outputs[0, at] = 3.0  # the first character of the first place: that a theme begins
    rows = dict(zip(found, head_rows(outputs, draft, found).tolist(), strict=True))
    columns = {name: i for i, name in enumerate(OF_HEAD)}
    assert rows["防汛演练"][columns["most_chosen"]] == 3.0
    assert rows["防汛演练"][columns["mean_chosen"]] == 1.0  # it stands in three places
    assert rows["防汛演练"][columns["earliest_chosen"]] == 3.0
    assert rows["群众"][columns["most_chosen"]] == 0.0


def test_what_stands_beside_a_candidate_counts_too() -> None:
    draft, found = drawn()
    outputs = np.zeros((len(PARTS), len(TARGETS), len(draft.text)), np.float32)
    at = draft.text.index("群众")
    outputs[PARTS.index("before"), 0, at - 1] = 1.0
    outputs[PARTS.index("after"), 0, at + 2] = 2.0
    flat = outputs.reshape(len(PARTS) * len(TARGETS), -1)
    rows = dict(zip(found, head_rows(flat, draft, found).tolist(), strict=True))
    assert rows["群众"][0] == 3.0


def test_a_candidate_that_stands_nowhere_is_told_apart() -> None:
    draft, _ = drawn()
    outputs = np.zeros((len(PARTS) * len(TARGETS), len(draft.text)), np.float32)
    nowhere = {"水库": Candidate("水库", "N", ("水库",))}
    assert head_rows(outputs, draft, nowhere).tolist() == [[-1.0] * len(OF_HEAD)]


def test_the_head_of_another_network_is_left_out_with_a_warning() -> None:
    head = load_theme_ranker().head
    other = SpanHead("0" * 64, head.probe.weight, head.probe.bias)
    with pytest.warns(UserWarning, match="jianbao train themes"):
        assert usable_head(other) is None


def test_themes_are_found_without_the_head() -> None:
    plain = next(KeywordsStage(KeywordsConfig(span_head=False))([prepared()]))
    assert plain.keywords
    assert any("防汛演练" in k.term for k in plain.keywords[:3])


def test_keywords_are_the_same_whether_the_text_was_read_before_or_not() -> None:
    engine = make_engine("fast")
    assert isinstance(engine, FastEngine)
    stage = KeywordsStage()
    stage.load()
    engine.analyse([prepared().text])
    read = next(stage([prepared()])).keywords
    engine._readings.clear()
    assert next(stage([prepared()])).keywords == read
