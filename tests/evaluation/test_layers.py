"""Our scorer: equal on both sides is perfect, and every layer is counted by its own rule."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from jianbao.evaluation.layers import score
from jianbao.evaluation.measures import common_subsequence, match_pairs, rouge_l

TEXT = "标题\n市长周启明说,要办好实事。增长12.5亿元。"
GOLD: dict[str, Any] = {
    "id": "g",
    "text": TEXT,
    "articles": [
        {
            "title": "标题",
            "body_start": 3,
            "body_end": len(TEXT),
            "byline": [{"name": "何静", "role": "记者", "outlet": None}],
        }
    ],
    "entities": [{"start": 5, "end": 8, "type": "PER"}],
    "persons": [{"name": "周启明", "titles": [{"org": None, "title": "市长"}]}],
    "times": [{"text": "5月7日8时", "value": "2021-05-07T08:00"}],
    "quantities": [{"start": 19, "end": 25, "text": "12.5亿元", "value": 1250000000, "unit": "元"}],
    "quotes": [{"start": 10, "end": 16, "speaker": "周启明", "direct": False}],
    "points": [["办好实事", "增长收入"]],
    "themes": ["“实事”", "市长"],
    "summary": "周启明要求办好实事。",
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(GOLD), **fields}


def test_the_gold_itself_is_perfect() -> None:
    scores = score([GOLD], {"g": GOLD})
    assert {name: s.f1 for name, s in scores.prf.items() if s.gold} == dict.fromkeys(
        (name for name, s in scores.prf.items() if s.gold), 1.0
    )
    assert scores.shares.pop("theme junk@8").value == 0.0
    assert {s.value for s in scores.shares.values()} == {1.0}


def test_a_page_without_prediction_is_all_missed() -> None:
    scores = score([GOLD], {})
    assert all(s.correct == 0 and s.predicted == 0 for s in scores.prf.values())
    assert scores.prf["entity micro"].gold == 1
    assert scores.shares["summary ROUGE-L"].value == 0


@pytest.mark.parametrize(
    ("field", "value", "name", "correct"),
    [
        ("entities", [{"start": 5, "end": 8, "type": "ORG"}], "entity micro", 0),
        ("entities", [{"start": 4, "end": 8, "type": "PER"}], "entity micro", 0),
        ("persons", [{"name": "周启明", "titles": [{"org": "市", "title": "市长"}]}], "person name+title", 1),
        (
            "persons",
            [{"name": "周启明", "titles": [{"org": "市", "title": "市长"}]}],
            "person name+org+title",
            0,
        ),
        ("quantities", [{"value": 12.5, "unit": "亿元"}], "quantity", 1),
        ("quantities", [{"value": 12.5, "unit": "元"}], "quantity", 0),
        (
            "quotes",
            [{"start": 10, "end": 14, "speaker": "周启明", "direct": False}],
            "quote speaker+content",
            1,
        ),
        ("quotes", [{"start": 10, "end": 12, "speaker": "周启明", "direct": False}], "quote content", 0),
        ("quotes", [{"start": 10, "end": 16, "speaker": "会议", "direct": False}], "quote content", 1),
        ("points", [["办好实事。"]], "points", 1),
    ],
)
def test_each_layer_by_its_rule(field: str, value: Any, name: str, correct: int) -> None:
    assert score([GOLD], {"g": changed(**{field: value})}).prf[name].correct == correct


@pytest.mark.parametrize(("shift", "right"), [(2, 1.0), (3, 0.0)])
def test_a_body_may_be_two_characters_off(shift: int, right: float) -> None:
    article = {**GOLD["articles"][0], "body_end": len(TEXT) - shift}
    assert score([GOLD], {"g": changed(articles=[article])}).shares["article joint"].value == right


def test_a_time_may_lack_the_hour_for_the_date_score() -> None:
    found = changed(times=[{"text": "5月7日8时", "value": "2021-05-07"}])
    shares = score([GOLD], {"g": found}).shares
    assert (shares["time exact"].value, shares["time date"].value) == (0.0, 1.0)


def test_themes_count_softly_where_one_contains_the_other() -> None:
    shares = score([GOLD], {"g": changed(themes=["办实事", "副市长"])}).shares
    assert (shares["theme recall@10 exact"].value, shares["theme recall@10 soft"].value) == (0.0, 1.0)


def test_matching_is_one_to_one_and_best_first() -> None:
    assert match_pairs([(0.6, 0, 0), (0.9, 1, 0), (0.7, 0, 1)]) == [(1, 0), (0, 1)]


def test_longest_common_subsequence_agrees_with_the_table() -> None:
    def table(a: str, b: str) -> int:
        row = [0] * (len(b) + 1)
        for x in a:
            last = 0
            for j, y in enumerate(b, 1):
                last, row[j] = row[j], last + 1 if x == y else max(row[j], row[j - 1])
        return row[-1]

    for a, b in [
        ("市长周启明说", "周市长启说明"),
        ("", "中"),
        ("一一二", "一二一"),
        ("甲乙丙丁" * 20, "丁丙乙甲" * 17),
    ]:
        assert common_subsequence(a, b) == table(a, b)
    assert rouge_l("办好实事", "办好") == pytest.approx(2 / 3)
