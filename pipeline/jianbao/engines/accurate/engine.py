"""The accurate engine: a character encoder that also takes the words and tags of the fast engine and jieba as features.

A BERT encoder (the first layers of multilingual-e5-small, MIT; Wang et al. 2024) fine-tuned on annotated
newspaper pages by ``jianbao train accurate``, in ONNX with whole numbers for weights; words are the fast engine's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from jianbao.engines import make_engine
from jianbao.engines.accurate.kernels import Kernel, with_kernel
from jianbao.engines.accurate.vocabulary import BEGIN, END, Vocabulary
from jianbao.engines.base import OURS, Analysis
from jianbao.engines.model_folder import ModelFolder
from jianbao.engines.onnx import open_session
from jianbao.engines.spans import entity_spans
from jianbao.engines.taggers import join_taggings, load_taggers, tag_texts, tag_words
from jianbao.engines.windows import chunks
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABELS
from jianbao.tagging.words import Taggings, tagged_words

if TYPE_CHECKING:
    from jianbao.engines.fast.engine import FastEngine

NETWORK, CHARACTERS = "tagger.onnx", "characters.txt"
HINTS = ("fast", "jieba")  # the taggers whose words are features


class AccurateEngine:
    """Entities in the conventions of the gold pages, with the words of the fast engine.

    model: a folder with ``model.json``, or the name of a shipped or installed model; ``accurate`` by default.
    hints: use the words and tags of ``fast`` and jieba as features, which is more accurate; without them the encoder
    sees the characters alone. threads: of one window. kernel: how matrices are multiplied
    (``jianbao.engines.accurate.kernels``).

    >>> [analysis] = AccurateEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "accurate"

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        hints: bool = True,
        threads: int = 1,
        kernel: Kernel = "int7",
    ) -> None:
        self.folder = find_model(model or self.name)
        self.hints, self.threads = hints, threads
        self.kernel = kernel
        keys = ("window", "tags", "labels")
        self._files = ModelFolder(self.name, self.folder, (NETWORK, CHARACTERS), keys)
        self._lock = Lock()

    @property
    def model(self) -> str:
        """The model's name, by its card."""
        return str(self._card["name"])

    @property
    def version(self) -> str:
        """The model's version, by its card."""
        return str(self._card["version"])

    @property
    def digest(self) -> str:
        """SHA-256 of the network."""
        return str(self._card["files"][NETWORK])

    @property
    def needs(self) -> frozenset[str]:
        """The fast engine and jieba, or neither without ``hints``."""
        return frozenset(HINTS if self.hints else ())

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``: those of ``jianbao.tagging.labels``, in that order."""
        return LABELS

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of each convention that ``marginals`` knows by ``head``."""
        found: Mapping[str, Sequence[str]] = self._card["labels"]
        return found

    def load(self) -> None:
        """Load the model and the taggers it reads now; raises EngineError for one that is missing or damaged."""
        self.load_network()
        load_taggers({"fast", *self.needs})

    def load_network(self) -> None:
        """Load the network alone, without the taggers; raises EngineError where it is missing or damaged."""
        _ = self._session, self._vocabulary

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        folded = [fold(text) for text in texts]
        tokens = cast("FastEngine", make_engine("fast")).tokens(folded)
        words = {}
        if self.hints:
            words = {"fast": list(map(tagged_words, tokens)), "jieba": tag_words(folded, "jieba")}
        found = entity_spans(folded, self.marginals(folded, join_taggings(folded, words)))
        return list(map(Analysis, tokens, found))

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """The probability of each label for each character: one array [characters, labels] per text, rows sum to 1.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words (starts, ends, tags) by
        ``fast`` and by ``jieba``, if the caller has them already; a tagger that is missing counts as unknown.
        head: ``ours`` with the labels of ``jianbao.tagging.labels``, or another of ``conventions``.
        """
        if taggings is None:
            taggings = tag_texts(texts, self.needs)
        wanted = [self.windows(text) for text in texts]
        empty = np.zeros((0, len(self.conventions[head])), np.float32)
        found = self.read_windows(texts, taggings, wanted, head)
        return [np.concatenate([empty, *parts]) for parts in found]

    def windows(self, text: str) -> list[tuple[int, int]]:
        """The windows of a folded text, each read by itself: half-open spans that tile it."""
        return list(chunks(text, self._window))

    def read_windows(
        self,
        texts: Sequence[str],
        taggings: Sequence[Taggings],
        wanted: Sequence[Sequence[tuple[int, int]]],
        head: str = OURS,
    ) -> list[list[FloatArray]]:
        """The probabilities of ``marginals`` in some windows alone: of each text, those ``wanted``, in order.

        One window is long enough for full speed, and nothing is spent on padding. Windows that repeat are read once.
        """
        read: dict[bytes, FloatArray] = {}
        out: list[list[FloatArray]] = []
        for text, tagging, some in zip(texts, taggings, wanted, strict=True):
            out.append([])
            if some:
                ids, hints = self._vocabulary.ids(text), self._vocabulary.hints(text, tagging)
            for start, end in some:
                own = np.pad(np.column_stack((ids[start:end], hints[start:end])), ((1, 1), (0, 0)))
                own[0, 0], own[-1, 0] = BEGIN, END
                key = own.tobytes()
                if key not in read:
                    read[key] = self._run(own.astype(np.int64), head)
                out[-1].append(read[key])
        return out

    def _run(self, columns: NDArray[np.int64], head: str) -> FloatArray:
        """One window: numbers of characters and hints, [characters, columns], its first and its last the edges."""
        names = ("ids", *self._vocabulary.tags)
        feed = {name: np.ascontiguousarray(columns[None, :, i]) for i, name in enumerate(names)}
        found: FloatArray = self._session.run([head], feed)[0][0, 1:-1]
        return found

    @property
    def _card(self) -> Mapping[str, Any]:
        return self._files.card

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        characters = self._files.read(CHARACTERS).decode("utf-8")
        return Vocabulary(characters, self._card["tags"])

    @property
    def _window(self) -> int:
        return int(self._card["window"])

    @property
    def _session(self) -> Any:
        with self._lock:
            return self._opened_session

    @cached_property
    def _opened_session(self) -> Any:
        return self._files.opened(
            NETWORK, lambda data: open_session(with_kernel(data, self.kernel), self.threads)
        )
