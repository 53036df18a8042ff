"""The trees of the keyword ranker: all nodes at once give what a walk from the root gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.article import Article, Entity
from jianbao.stages.keywords import ranker
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.blend import FAR, NEAR, blend_scores
from jianbao.stages.keywords.candidates import Draft, candidates
from jianbao.stages.keywords.features import FEATURES, feature_table, log_odds
from jianbao.stages.keywords.ranker import LEAVES, Trees
from jianbao.stages.tokens.stage import TokensStage


def one_tree(inner: list[tuple[int, float, int]], leaves: list[float]) -> Trees:
    """``inner``: column, threshold, leaves left where the test fails; padded as trained trees are."""
    pad = LEAVES - 1 - len(inner)
    columns, bounds, masks = zip(*inner, strict=True)
    return Trees(
        [[*columns, *[0] * pad]],
        [[*bounds, *[np.inf] * pad]],
        [[*masks, *[0xFFFF] * pad]],
        [[*leaves, *[0.0] * (LEAVES - len(leaves))]],
        0.5,
    )


def test_the_lowest_leaf_that_is_left_is_the_answer() -> None:
    # column 0 at most 1: leaf 0; else column 1 at most 2: leaf 1, else leaf 2
    trees = one_tree([(0, 1.0, 0b110), (1, 2.0, 0b101)], [1.0, 2.0, 4.0])
    rows = np.array([[1, 9], [2, 2], [2, 3]], np.float32)
    assert trees.scores(rows).tolist() == [1.5, 2.5, 4.5]


def test_many_rows_score_as_they_do_one_by_one() -> None:
    trees = one_tree([(0, 0.0, 0b110), (1, 0.0, 0b101)], [1.0, 2.0, 4.0])
    rows = np.random.default_rng(3).normal(size=(1200, 2)).astype(np.float32)
    assert trees.scores(rows).tolist() == [trees.scores(row[None])[0] for row in rows]
    assert trees.scores(rows[:0]).tolist() == []


@pytest.mark.skipif(ranker.compiled is None, reason="it is not compiled")
@given(st.integers(0, 10_000), st.sampled_from([1, 2, 3, 9, 700]), st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_in_c_rows_reach_the_same_leaves(seed: int, rows: int, count: int) -> None:
    """Bit for bit, equal values and no numbers included."""
    random = np.random.default_rng(seed)
    shape = (count, int(random.integers(1, LEAVES)))
    threshold = random.integers(-2, 3, shape).astype(np.float32)
    threshold[random.random(shape) < 0.2] = np.inf
    trees = Trees(
        random.integers(0, 5, shape), threshold, random.integers(0, 1 << 16, shape),
        random.normal(size=(count, LEAVES)).astype(np.float32), 0.25,
    )  # fmt: skip
    matrix = random.integers(-3, 4, (rows, 5)).astype(np.float32)
    matrix[random.random(matrix.shape) < 0.05] = np.nan
    found = trees.scores(matrix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranker, "compiled", None)
        expected = trees.scores(matrix)
    assert found.tobytes() == expected.tobytes()


def table_of(text: str, title: str = "") -> tuple[list[str], dict[str, np.ndarray]]:
    article = next(TokensStage()([Article.from_text(text, title=title)]))
    article.entities = [Entity(0, 3, "LOC", "云岭县")]
    draft = Draft(article)
    found = candidates(draft, load_background().df)
    matrix = feature_table(draft, found, load_background())
    return list(found), dict(zip(FEATURES, matrix.T, strict=True))


def test_features_tell_where_a_term_stands() -> None:
    text = "演练由县应急局组织。防汛演练检验了队伍的应急能力。"
    terms, columns = table_of(text, "云岭县举办防汛演练")
    at = terms.index("防汛演练")
    assert columns["in_title"][at] == columns["has_title"][at] == 1
    assert columns["title_at"][at] == pytest.approx(5 / 9)
    assert columns["count"][at] == pytest.approx(np.log(2))
    assert columns["chars"][at] == 4
    assert columns["place"][terms.index("云岭县")] == 1
    assert columns["tfidf"].max() == 1


def test_without_a_title_there_is_no_place_in_it() -> None:
    _, columns = table_of("云岭县组织防汛演练。")
    assert set(columns["has_title"]) == {0}
    assert set(columns["title_at"]) == {-1}


def test_rates_are_smoothed() -> None:
    assert log_odds((0, 0)) == pytest.approx(np.log(0.04 / 0.96))
    assert log_odds((100, 50)) > log_odds((10, 5)) > log_odds((100, 1))


@pytest.mark.parametrize(("genre", "added"), [(NEAR, 0.0), (FAR, 2.0), (FAR + 3, 2.0)])
def test_tfidf_counts_as_far_as_the_text_is_foreign(genre: float, added: float) -> None:
    matrix = np.zeros((1, len(FEATURES)), np.float32)
    matrix[0, FEATURES.index("genre")], matrix[0, FEATURES.index("tfidf")] = genre, 0.5
    assert blend_scores(np.zeros(1, np.float32), matrix)[0] == pytest.approx(added, abs=1e-5)
