"""The invented pages in tests/data/gold: well-formed, and read well by the default chain."""

from __future__ import annotations

from pathlib import Path

from jianbao.config import Config
from jianbao.evaluation.datasets import load_dataset
from jianbao.evaluation.evaluate import evaluate
from jianbao.evaluation.layers import score

GOLD = Path(__file__).parent.parent / "data" / "gold"


def test_offsets_and_perfect_scores_of_the_gold_itself() -> None:
    pages = load_dataset(GOLD).pages
    assert len(pages) == 2
    for page in pages:
        for item in page["entities"] + page["quantities"] + page["quotes"]:
            assert page["text"][item["start"] : item["end"]] == item["text"]
    scores = score(pages, {page["id"]: page for page in pages})
    assert all(s.f1 == 1.0 for s in scores.prf.values() if s.gold)


def test_the_default_chain_reads_them_well() -> None:
    scores = evaluate(load_dataset(GOLD), Config()).scores
    assert scores.prf["article split"].f1 == 1.0
    assert scores.prf["entity micro"].f1 >= 0.8
    assert scores.prf["byline name+role+outlet"].f1 == 1.0
    assert scores.prf["quote speaker+content"].f1 >= 0.8
    assert scores.prf["quantity"].f1 >= 0.9
