"""The contracts of engines: texts in, words and entity spans at character offsets out; some give probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeGuard, runtime_checkable

from msgspec import Struct, field

from jianbao.article import Tokens
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.words import Taggings

OURS = "ours"  # the convention of the gold pages: what the chain uses


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
        """Where each token begins."""
        return self.tokens.starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends."""
        return self.tokens.ends

    @property
    def tags(self) -> list[str]:
        """The part of speech of each token, in the engine's tag set."""
        return self.tokens.tags


@runtime_checkable
class Engine(Protocol):
    """Tags texts in batches; made without loading, loaded on first use, safe to call from several threads.

    A class is made with the place or name of its model, or None for its own: ``LacEngine("folder")``.
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
        """SHA-256 of the model's files, in hexadecimal."""
        ...

    def load(self) -> None:
        """Load the model now, so that one that is missing or damaged is known before work starts.

        Raises EngineError that names the model, what is wrong with it, and the remedy.
        """
        ...

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text, in order; raises EngineError if the model cannot be loaded."""
        ...


class ProbabilisticEngine(Engine, Protocol):
    """An engine that says how likely each label is at each character, in one or several conventions.

    What counts as a place, or as a word, differs from corpus to corpus; an engine that was trained on several has a
    head for each. ``ours`` is the convention of the gold pages; every such engine has it.
    """

    @property
    def needs(self) -> frozenset[str]:
        """The taggers whose words it reads: ``lac``, ``fast``, ``jieba``, or none."""
        ...

    @property
    def labels(self) -> list[str]:
        """The labels of the convention ``ours``, in the order of the columns of ``marginals``."""
        ...

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of each convention that ``marginals`` takes as ``head``."""
        ...

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """The probability of each label for each character: one array [characters, labels] per text.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words by the taggers that
        ``needs`` names, if the caller has them already; by default the engine asks the taggers itself. A tagger that
        is missing in a tagging counts as unknown. head: one of ``conventions``.
        """
        ...


@runtime_checkable
class _HasMarginals(Protocol):
    """Methods only: ``isinstance`` with a protocol of properties would read them, and load the model."""

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """As ProbabilisticEngine has it."""
        ...


def is_probabilistic(engine: Engine) -> TypeGuard[ProbabilisticEngine]:
    """Whether an engine gives probabilities, not only spans; nothing is loaded to tell."""
    return isinstance(engine, _HasMarginals)
