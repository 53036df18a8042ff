"""Names of stages and engines, and where their code is; imported on use."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from jianbao.errors import ConfigError

# In the order of the default chain.
STAGES: dict[str, str] = {
    "sentences": "jianbao.stages.sentences.stage:SentencesStage",
    "tokens": "jianbao.stages.tokens.stage:TokensStage",
    "entities": "jianbao.stages.entities.stage:EntitiesStage",
    "times": "jianbao.stages.times.stage:TimesStage",
    "quantities": "jianbao.stages.quantities.stage:QuantitiesStage",
    "places": "jianbao.stages.places.stage:PlacesStage",
    "people": "jianbao.stages.people.stage:PeopleStage",
    "quotes": "jianbao.stages.quotes.stage:QuotesStage",
    "points": "jianbao.stages.points.stage:PointsStage",
    "slogans": "jianbao.stages.slogans.stage:SlogansStage",
    "keywords": "jianbao.stages.keywords.stage:KeywordsStage",
    "events": "jianbao.stages.events.stage:EventsStage",
    "summary": "jianbao.stages.summary.stage:SummaryStage",
}

ENGINES: dict[str, str] = {
    "accurate": "jianbao.engines.accurate.engine:AccurateEngine",
    "fast": "jianbao.engines.fast.engine:FastEngine",
    "crf": "jianbao.engines.crf.engine:CrfEngine",
    "lac": "jianbao.engines.lac.engine:LacEngine",
    "jieba": "jianbao.engines.jieba.engine:JiebaEngine",
    "spacy": "jianbao.engines.spacy.engine:SpacyEngine",
    "hanlp": "jianbao.engines.hanlp.engine:HanlpEngine",
}


def stage_names() -> list[str]:
    """All known stages: ours in chain order, then those that installed packages bring."""
    return [*STAGES, *sorted({e.name for e in entry_points(group="jianbao.stages")} - STAGES.keys())]


def stage_class(name: str) -> Any:
    """The class of the stage ``name``; raises ConfigError where none has it."""
    return _resolve(name, STAGES, "jianbao.stages", "stage", stage_names())


def engine_class(name: str) -> Any:
    """The class of the engine ``name``; raises ConfigError where none has it."""
    return _resolve(name, ENGINES, "jianbao.engines", "engine", list(ENGINES))


def _resolve(name: str, own: dict[str, str], group: str, what: str, known: list[str]) -> Any:
    if name in own:
        module, attribute = own[name].split(":")
        return getattr(import_module(module), attribute)
    for entry in entry_points(group=group):
        if entry.name == name:
            return entry.load()
    raise ConfigError(f"there is no {what} {name!r}; known are {', '.join(known)}")
