"""The JSON on the pages of the layers persons and quotes is what the stages write."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from jianbao.article import Article, Entity
from jianbao.stages.people.stage import PeopleStage
from jianbao.stages.quotes.stage import QuotesStage

PAGES = Path(__file__).parents[3] / "docs" / "layers"
TEXT = "石桥县教育局局长周启明（女，回族）、副局长马文涛到场。周局长说，要办好群众的实事。"


@pytest.mark.parametrize(("page", "layer"), [("people.md", "persons"), ("quotes.md", "quotes")])
def test_the_example(page: str, layer: str) -> None:
    article = Article.from_text(TEXT)
    article.entities = [
        Entity(0, 6, "ORG", "石桥县教育局"), Entity(8, 11, "PER", "周启明"), Entity(21, 24, "PER", "马文涛"),
    ]  # fmt: skip
    article = next(iter(QuotesStage()(PeopleStage()([article]))))
    text = (PAGES / page).read_text("utf-8")
    shown = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert TEXT in text
    assert shown is not None
    assert json.loads(shown[1]) == json.loads(msgspec.json.encode(getattr(article, layer)))
