"""The protocol of an engine: texts in, tokens with tags and spans at character offsets out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from msgspec import Struct, field

from jianbao.article import Tokens


class EngineSpan(Struct):
    """An entity as the engine sees it: half-open, code points, into the text it was given."""

    start: int
    end: int
    type: str  # PER, LOC, ORG, TIME
    score: float | None = None


class Analysis(Struct):
    """What an engine says of one text. Blanks belong to no token; spans are in order."""

    tokens: Tokens
    spans: list[EngineSpan] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        return self.tokens.starts

    @property
    def ends(self) -> list[int]:
        return self.tokens.ends

    @property
    def tags(self) -> list[str]:
        return self.tokens.tags


@runtime_checkable
class Engine(Protocol):
    """Tags texts in batches; made without loading, loaded on first use, safe to call from several threads.

    A class is made with the model's place or name, or None for its own: ``LacEngine("folder")``.
    """

    name: str

    @property
    def model(self) -> str:
        """The model's name."""
        ...

    @property
    def version(self) -> str:
        """The model's version."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of the model's files."""
        ...

    def load(self) -> None:
        """Load the model now, so that one that is missing or broken is known before work starts.

        Raises EngineError that names the model, what is wrong with it, and the remedy.
        """
        ...

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis a text, in order; raises EngineError where the model cannot be loaded."""
        ...
