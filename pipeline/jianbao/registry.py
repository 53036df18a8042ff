"""Names of stages and engines, and where their code is; imported on use.

Ours stand in the tables below and nowhere else: commands, configuration and spaCy components go by them. Those of
other packages are entry points of the groups ``jianbao.stages`` and ``jianbao.engines`` (docs/extending.md).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from jianbao.errors import ConfigError

# What a class must have by the protocols jianbao.stage.Stage and jianbao.engines.base.Engine.
STAGE_MEMBERS = ("name", "requires", "uses", "provides", "Config", "models", "load", "__call__")
ENGINE_MEMBERS = ("name", "load", "analyse")

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
    "auto": "jianbao.engines.auto.engine:AutoEngine",
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
    return [*STAGES, *_others("jianbao.stages", STAGES)]


def engine_names() -> list[str]:
    """All known engines: ours, then those that installed packages bring."""
    return [*ENGINES, *_others("jianbao.engines", ENGINES)]


def stage_class(name: str) -> Any:
    """The class of the stage ``name``; raises ConfigError where none has it, or it is not a stage."""
    if name in STAGES:
        return _import(STAGES[name])
    return _complete(name, _entry(name, "jianbao.stages", "stage", stage_names), "stage", STAGE_MEMBERS)


def engine_class(name: str) -> Any:
    """The class of the engine ``name``; raises ConfigError where none has it, or it is not an engine."""
    if name in ENGINES:
        return _import(ENGINES[name])
    return _complete(name, _entry(name, "jianbao.engines", "engine", engine_names), "engine", ENGINE_MEMBERS)


def _others(group: str, own: dict[str, str]) -> list[str]:
    return sorted({entry.name for entry in entry_points(group=group)} - own.keys())


def _import(place: str) -> Any:
    module, attribute = place.split(":")
    return getattr(import_module(module), attribute)


def _entry(name: str, group: str, what: str, known: Callable[[], list[str]]) -> Any:
    """What an installed package names in ``group``."""
    for entry in entry_points(group=group):
        if entry.name == name:
            try:
                return entry.load()
            except (ImportError, AttributeError) as error:
                raise ConfigError(f"{what} {name}: {entry.value} cannot be imported: {error}") from error
    raise ConfigError(f"there is no {what} {name!r}; known are {', '.join(known())}")


def _complete(name: str, kind: Any, what: str, members: tuple[str, ...]) -> Any:
    """``kind``; raises ConfigError where its class lacks a member: better now than in the middle of a run."""
    if missing := [member for member in members if not hasattr(kind, member)]:
        raise ConfigError(f"{what} {name}: {kind!r} is not one, it lacks {', '.join(missing)}")
    if kind.name != name:
        raise ConfigError(f"{what} {name}: its class is called {kind.name}; give the entry point that name")
    return kind
