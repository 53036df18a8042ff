"""Figures by section: where a story belongs, and what is scored of pages with some layers only."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.config import Config
from jianbao.evaluation.datasets import Dataset
from jianbao.evaluation.evaluate import evaluate
from jianbao.evaluation.sections import section


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("两男子深夜盗窃电缆被抓\n民警接到报警后赶到现场，将嫌疑人抓获。", "police"),
        ("城东小学迎来新校长\n学生和家长参加了开学典礼，老师们很高兴。", "education"),
        ("明起三天有大雨\n气象台发布暴雨预警，气温将下降。", "weather"),
        ("老街的石榴树\n一位老人种了四十年树。", "other"),
    ],
)
def test_a_story_goes_under_the_section_of_its_words(text: str, name: str) -> None:
    assert section({"text": text}) == name


def test_what_the_page_says_wins() -> None:
    assert section({"text": "民警抓获嫌疑人，民警。", "section": "要闻"}) == "要闻"


def test_pages_with_some_layers_are_scored_by_these_and_by_section() -> None:
    text = "局长周启明到场\n石桥县教育局局长周启明说：“要办好群众的实事。”"
    start = text.index("要办好")
    quote = {"start": start, "end": start + 9, "text": "要办好群众的实事。", "speaker": "周启明", "cue": "说"}
    pages = [
        {"id": "a", "text": text, "section": "教育", "quotes": [quote]},
        {"id": "b", "text": "昨天下雨。", "section": "天气", "quotes": []},
    ]
    result = evaluate(Dataset(Path("pages.jsonl"), pages=pages), Config())
    assert {name.split()[0] for name in result.scores.prf} == {"quote"}
    assert not result.scores.shares
    assert result.scores.prf["quote direct"].f1 == 1.0
    assert {name: n for name, (n, _) in result.sections.items()} == {"天气": 1, "教育": 1}
    assert result.sections["教育"][1].prf["quote speaker+content"].gold == 1
