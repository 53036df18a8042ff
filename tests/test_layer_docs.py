"""The pages of docs/layers: their examples are articles whose spans hold what they say; the files they name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jianbao.article import Article, decode
from jianbao.stages.events.stage import EventsStage
from jianbao.stages.places.stage import PlacesStage
from jianbao.stages.points.stage import PointsStage
from jianbao.stages.quantities.stage import QuantitiesStage
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.times.stage import TimesStage
from jianbao.stages.tokens.stage import TokensStage

ROOT = Path(__file__).parents[1]
PAGES = ["entities", "events", "places", "points", "quantities", "sentences", "times", "tokens"]


def page(name: str) -> str:
    return (ROOT / "docs" / "layers" / f"{name}.md").read_text("utf-8")


def example(name: str) -> Article:
    (block,) = re.findall(r"```json\n(.*?)```", page(name), re.S)
    return decode(block)


@pytest.mark.parametrize("name", PAGES)
def test_spans_hold_what_the_example_says(name: str) -> None:
    article = example(name)
    layer = getattr(article, name)
    assert layer
    for item in layer if isinstance(layer, list) else ():
        for inner in (item, *getattr(item, "items", ()), *getattr(item, "parts", ())):
            said = getattr(inner, "text", None) or getattr(inner, "trigger", None)
            assert said is None or article.text[inner.start : inner.end] == said


@pytest.mark.parametrize(
    ("name", "stage"),
    [("points", PointsStage), ("sentences", SentencesStage), ("tokens", TokensStage)],
)
def test_the_stage_writes_the_example(name: str, stage: type) -> None:
    article = example(name)
    expected = getattr(article, name)
    setattr(article, name, None)
    assert getattr(next(stage()([article])), name) == expected


@pytest.mark.parametrize(
    ("name", "stage", "entities"),
    [
        ("times", TimesStage, {"5月7日上午": "TIME", "去年9月": "TIME"}),
        ("places", PlacesStage, {"中牟县": "LOC", "白沙沟村": "LOC"}),
        ("quantities", QuantitiesStage, {}),
        ("events", EventsStage, {"5月7日": "TIME", "周启明": "PER"}),
    ],
)
def test_the_stage_writes_the_example_from_entities(name: str, stage: type, entities: dict[str, str]) -> None:
    from jianbao.article import Entity

    article = example(name)
    expected = getattr(article, name)
    setattr(article, name, None)
    spans = [(article.text.index(text), text, kind) for text, kind in entities.items()]
    article.entities = [Entity(at, at + len(text), kind, text) for at, text, kind in spans]  # type: ignore[arg-type]
    if name == "events":
        next(TimesStage()(SentencesStage()([article])))
    if name == "quantities":
        next(TokensStage()([article]))
    assert getattr(next(stage()([article])), name) == expected


@pytest.mark.parametrize("name", PAGES)
def test_files_that_are_named_exist(name: str) -> None:
    text = page(name)
    package = ROOT / "pipeline" / "jianbao"
    for file in re.findall(r"`(?:jianbao/)?((?:data|stages|language)/[\w./]+\.\w+|categories\.py)`", text):
        assert (package / file).exists(), file
    for file in re.findall(r"`(\w+\.py)`", text):
        assert (package / file).exists() or (package / "stages" / name / file).exists(), file
    for link in re.findall(r"\]\(([^)]+\.md)\)", text):
        assert (ROOT / "docs" / "layers" / link).exists(), link
