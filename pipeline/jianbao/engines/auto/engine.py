"""The auto engine: the fast engine reads everything, the accurate one what the fast one is unsure of.

A cascade (Viola and Jones 2001; of sequence taggers, Weiss and Taskar 2010). Where both have read, their probabilities
are averaged. How unsure is unsure enough was set on annotated texts by ``jianbao train auto``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from jianbao.engines import make_engine
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.base import OURS, Analysis
from jianbao.engines.fast.engine import FastEngine, Labelling
from jianbao.engines.model_folder import ModelFolder
from jianbao.engines.spans import entity_spans
from jianbao.engines.taggers import tag_texts
from jianbao.errors import ConfigError
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABELS
from jianbao.tagging.words import Taggings, tagged_words

READ, TWICE = "characters_read", "characters_read_twice"
Window = tuple[int, int]  # half-open, of a folded text
Windows = Sequence[Sequence[Window]]  # of each text


class AutoEngine:
    """Entities in the conventions of the gold pages, with the words of the fast engine.

    model: a folder with ``model.json``, which names both engines and the threshold, or the name of a shipped or
    installed one; ``auto`` by default. threshold: another than the card's; 0 has everything read twice. engines:
    others than the card's, by ``fast`` and ``accurate``; with both and a threshold no card is read.

    >>> [analysis] = AutoEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "auto"

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        threshold: float | None = None,
        engines: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = find_model(model or self.name)
        self._files = ModelFolder(self.name, self.folder, (), ("threshold", "engines"))
        self._threshold, self._engines = threshold, engines
        self._counts: Counter[str] = Counter()

    @property
    def model(self) -> str:
        """The model's name, by its card."""
        return str(self._files.card["name"])

    @property
    def version(self) -> str:
        """The model's version, by its card."""
        return str(self._files.card["version"])

    @property
    def digest(self) -> str:
        """SHA-256 of the digests of both networks and the threshold."""
        whole = f"{' '.join(self.digests.values())} {self.threshold}"
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def kernel(self) -> str:
        """How matrices are multiplied, of both engines."""
        return f"{self._fast.kernel}, {self._accurate.kernel}"

    @property
    def threshold(self) -> float:
        """From which ``unsureness`` on the accurate engine reads a window."""
        return float(self._files.card["threshold"]) if self._threshold is None else self._threshold

    @property
    def specs(self) -> Mapping[str, str]:
        """The engines that read, by ``fast`` and ``accurate``, as ``make_engine`` takes them."""
        return self._files.card["engines"] if self._engines is None else self._engines

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of both networks."""
        return {"fast": self._fast.digest, "accurate": self._accurate.digest}

    @property
    def needs(self) -> frozenset[str]:
        """Jieba alone; its own fast engine gives the other words."""
        return frozenset({"jieba"})

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``: those of ``jianbao.tagging.labels``, in that order."""
        return LABELS

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of each convention that ``marginals`` knows by ``head``."""
        return self._accurate.conventions

    def load(self) -> None:
        """Load both models now; raises EngineError or ConfigError for one that is missing, damaged or another's."""
        _ = self.threshold
        self._fast.load()
        self._accurate.load_network()
        make_engine("jieba").load()

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        folded = [fold(text) for text in texts]
        rows, labellings = self._read(folded, None)
        found = entity_spans(folded, rows)
        return [
            Analysis(self._fast.words(text, labelling), spans)
            for text, labelling, spans in zip(folded, labellings, found, strict=True)
        ]

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """The probability of each label for each character: one array [characters, labels] per text, rows sum to 1.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words by ``jieba``, if the caller
        has them already. head: ``ours``, or another of ``conventions``, in which the accurate engine reads everything.
        """
        if head != OURS:
            return self._accurate.marginals(texts, None, head)
        return self._read(texts, taggings)[0]

    def read_both(self, texts: Sequence[str]) -> Iterator[tuple[list[Window], FloatArray, list[FloatArray]]]:
        """Of each folded text its windows, what the fast engine says of it, and the accurate one of each window."""
        for text in texts:
            [(rows, labelling)], windows = self._fast.read([text]), self._accurate.windows(text)
            [parts] = self._again([text], [labelling], None, [windows])
            yield windows, rows, parts

    def take_counts(self) -> dict[str, int]:
        """How many characters were read, and read twice, since this was last asked."""
        counts, self._counts = self._counts, Counter()
        return dict(counts)

    def _read(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None
    ) -> tuple[list[FloatArray], list[Labelling]]:
        """The probabilities and the labels of words of each folded text."""
        read = self._fast.read(texts)
        rows, labellings = [own for own, _ in read], [labelling for _, labelling in read]
        wanted = self._unsure(texts, rows)
        again = self._again(texts, labellings, taggings, wanted)
        for own, windows, parts in zip(rows, wanted, again, strict=True):
            for (start, end), part in zip(windows, parts, strict=True):
                own[start:end] = (own[start:end] + part) / 2
        twice = sum(end - start for windows in wanted for start, end in windows)
        self._counts.update({READ: sum(map(len, texts)), TWICE: twice})
        return rows, labellings

    def _again(
        self,
        texts: Sequence[str],
        labellings: Sequence[Labelling],
        taggings: Sequence[Taggings] | None,
        wanted: Windows,
    ) -> list[list[FloatArray]]:
        """What the accurate engine says of the windows ``wanted``; nobody is asked about texts without any."""
        some = [i for i, windows in enumerate(wanted) if windows]
        texts_ = [texts[i] for i in some]
        known = [taggings[i] for i in some] if taggings is not None else tag_texts(texts_, self.needs)
        hints = [
            {"fast": tagged_words(self._fast.words(texts[i], labellings[i])), **own}
            for i, own in zip(some, known, strict=True)
        ]
        found = self._accurate.read_windows(texts_, hints, [wanted[i] for i in some])
        out: list[list[FloatArray]] = [[] for _ in texts]
        for i, parts in zip(some, found, strict=True):
            out[i] = parts
        return out

    def _unsure(self, texts: Sequence[str], rows: Sequence[FloatArray]) -> Windows:
        """The windows of each text that the accurate engine is to read."""
        threshold = self.threshold
        return [
            [
                (start, end)
                for start, end in self._accurate.windows(text)
                if unsureness(own[start:end]) >= threshold
            ]
            for text, own in zip(texts, rows, strict=True)
        ]

    @cached_property
    def _fast(self) -> FastEngine:
        return cast("FastEngine", self._engine("fast", FastEngine))

    @cached_property
    def _accurate(self) -> AccurateEngine:
        return cast("AccurateEngine", self._engine("accurate", AccurateEngine))

    def _engine(self, name: str, kind: type) -> Any:
        """The engine that the card names for a part; raises ConfigError where that is another kind of engine."""
        spec = str(self.specs.get(name, name))
        found = make_engine(spec)
        if not isinstance(found, kind):
            raise ConfigError(
                f"engine auto: {self.folder} names {spec} for its {name} engine; name one of {name}"
            )
        return found


def unsureness(rows: FloatArray) -> float:
    """How unsure probabilities [characters, labels] are: the mean square of what the likeliest label lacks to 1.

    >>> unsureness(np.array([[0.9, 0.1], [0.5, 0.5]])).__round__(4)
    0.13
    """
    lacking = 1 - rows.max(axis=1)
    return float(np.dot(lacking, lacking) / max(len(rows), 1))
