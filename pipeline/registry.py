"""Names of stages and engines, and where their code is; imported on use."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from pipeline.errors import ConfigError

# In the order of the default chain.
STAGES: dict[str, str] = {
    "sentences": "pipeline.stages.sentences:Sentences",
    "tokens": "pipeline.stages.tokens:TokensStage",
    "entities": "pipeline.stages.entities:Entities",
    "times": "pipeline.stages.times:Times",
    "quantities": "pipeline.stages.quantities:Quantities",
    "places": "pipeline.stages.places:Places",
    "people": "pipeline.stages.people:People",
    "quotes": "pipeline.stages.quotes:Quotes",
    "points": "pipeline.stages.points:Points",
    "slogans": "pipeline.stages.slogans:Slogans",
    "keywords": "pipeline.stages.keywords:Keywords",
    "events": "pipeline.stages.events:Events",
    "summary": "pipeline.stages.summary:Summarize",
}

ENGINES: dict[str, str] = {
    "lac": "pipeline.engines.lac:LacEngine",
    "jieba": "pipeline.engines.jieba:JiebaEngine",
    "jianbao": "pipeline.engines.jianbao:JianbaoEngine",
    "fast": "pipeline.engines.fast:FastEngine",
    "spacy": "pipeline.engines.spacy:SpacyEngine",
    "hanlp": "pipeline.engines.hanlp:HanlpEngine",
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
