"""The fast engine: words, tags and entities from one small network, without LAC or jieba.

A student (Hinton, Vinyals and Dean 2015) of the accurate engine: LAC's two bidirectional GRUs (Jiao, Sun and Sun
2018), which also read frequent strings of two and three characters, trained by ``jianbao train fast``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Tokens
from jianbao.engines.base import OURS, Analysis
from jianbao.engines.fast.alphabet import Alphabet, Numbers
from jianbao.engines.fast.network import Network, Window, default_kernel, open_network, window_rows
from jianbao.engines.fast.probe import Probe, Readings
from jianbao.engines.model_folder import ModelFolder
from jianbao.engines.spans import entity_spans
from jianbao.engines.windows import chunks
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.arrays import FloatArray, code_points
from jianbao.tagging.labels import LABELS
from jianbao.tagging.words import Taggings

ROWS = 16  # windows run together: more do not fit the cache
FILES = ("fast.onnx", "heads.npz", "characters.txt", "strings.txt")
WORDS = "lac"  # the head of words and tags, beside ``ours`` and those of other conventions
Labelling = NDArray[np.intp]  # the label of a word of each character
_LAST = 0x3001
_BLANK = np.array([chr(i).isspace() for i in range(_LAST + 1)])  # by code point; none above is a blank


class FastEngine:
    """Entities in the conventions of the gold pages, with words and tags as LAC has them.

    model: a folder with ``model.json``, or the name of a shipped or installed model; ``fast`` by default.
    threads: of one batch, in onnxruntime. kernel: how matrices are multiplied, one of
    ``jianbao.engines.fast.network.kernels``; by default what is fastest on this processor.

    >>> [analysis] = FastEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "fast"

    def __init__(
        self, model: str | Path | None = None, *, threads: int = 1, kernel: str | None = None
    ) -> None:
        self.folder = find_model(model or "fast")
        self.threads, self._kernel = threads, kernel
        self._files = ModelFolder(self.name, self.folder, FILES, ("window", "labels"))
        self._lock = Lock()
        self._probe: Probe | None = None
        self._readings = Readings()

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
        """SHA-256 of the network."""
        return str(self._files.card["files"]["fast.onnx"])

    @property
    def kernel(self) -> str:
        """How matrices are multiplied; before the model is loaded, how they will be."""
        loaded = self.__dict__.get("_loaded_model")
        return loaded[1].kernel if loaded else self._kernel or default_kernel()

    @property
    def needs(self) -> frozenset[str]:
        """No tagger: the network reads characters alone."""
        return frozenset()

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``: those of ``jianbao.tagging.labels``, in that order."""
        return LABELS

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of each convention that ``marginals`` knows by ``head``; for LAC's words see ``analyse``."""
        return {head: names for head, names in self._labels.items() if head != WORDS}

    def load(self) -> None:
        """Load the model now; raises EngineError where it is missing, damaged or another engine's."""
        _ = self._model

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        folded = [fold(text) for text in texts]
        read = self.read(folded)
        found = entity_spans(folded, [rows for rows, _ in read])
        return [
            Analysis(self.words(text, path), spans)
            for text, (_, path), spans in zip(folded, read, found, strict=True)
        ]

    def read(self, texts: Sequence[str]) -> list[tuple[FloatArray, Labelling]]:
        """Of each folded text ``marginals``, and the labels of words that ``words`` makes words of."""
        count = len(self._labels[WORDS])
        return [
            (_probabilities(scores[count:]), _best_labels(scores[:count]))
            for scores in self._scores(texts, [WORDS, OURS])
        ]

    def watch(self, probe: Probe) -> None:
        """Have ``probe`` look at the states of every text that is read from now on; see ``watched``."""
        if probe is not self._probe:
            self._probe = probe
            self._readings.clear()

    def watched(self, text: str) -> FloatArray:
        """What the probe that was set last makes of a folded text, [outputs, characters].

        Nothing is read again of a text that was read lately, by whatever method. Raises LookupError without a probe.
        """
        if self._probe is None:
            raise LookupError("no probe watches; call watch first")
        if (found := self._readings.get(text)) is None:
            self._scores([text], [OURS])
            found = self._readings.get(text)
        if found is None:  # another thread read very much meanwhile, or set another probe
            return self.watched(text)
        return found

    def states(self, text: str) -> FloatArray:
        """The states of a folded text, [characters, states]: what probes are trained on."""
        alphabet, network, _ = self._model
        spans = list(self._windows(text))
        found = dict(_read_windows(network, alphabet.read(text), spans))
        return np.concatenate([found[span] for span in spans] or [np.zeros((0, 0), np.float32)])

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """The probability of each label for each character: one array [characters, labels] per text, rows sum to 1.

        texts: folded (``jianbao.language.width.fold``). taggings: ignored.
        head: ``ours`` with the labels of ``jianbao.tagging.labels``, or another of ``conventions``.
        """
        return [_probabilities(scores) for scores in self._scores(texts, [head])]

    def _scores(self, texts: Sequence[str], heads: Sequence[str]) -> list[FloatArray]:
        """The scores of the labels of ``heads``, one after another, [labels, characters] of each text.

        Windows of all texts are run together. Labels come first because numpy is far faster so.
        """
        alphabet, network, parts = self._model
        weight = np.concatenate([parts[f"{head}.weight"] for head in heads])
        bias = np.concatenate([parts[f"{head}.bias"] for head in heads])[:, None]
        numbers = alphabet.read("\n".join(texts))
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        spans = [
            (at + a, at + b) for at, text in zip(starts, texts, strict=False) for a, b in self._windows(text)
        ]
        out = np.zeros((len(bias), numbers.shape[1]), np.float32)
        probe = self._probe
        seen = np.zeros((len(probe.bias) if probe else 0, numbers.shape[1]), np.float32)
        for (start, end), states in _read_windows(network, numbers, spans):
            out[:, start:end] = weight @ states.T + bias  # by itself: sums depend on the size
            if probe:
                seen[:, start:end] = probe.outputs(states)
        if probe:
            for text, (start, end) in zip(texts, pairwise(starts), strict=True):
                self._readings.put(text, seen[:, start : end - 1].copy())
        return [out[:, start : end - 1] for start, end in pairwise(starts)]

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The words of each folded text, as ``analyse`` has them, without its spans."""
        return [self.words(text, path) for text, (_, path) in zip(texts, self.read(texts), strict=True)]

    def words(self, text: str, path: Labelling) -> Tokens:
        """The labels of LAC's words as tokens: a word goes on while they say so, up to a blank at most."""
        if not text:
            return Tokens([], [], [])
        blank = _BLANK[np.minimum(code_points(text), _LAST)]
        begins = ~self._inside[path] | blank
        begins[[0, *(start for start, _ in self._windows(text))]] = True
        begins[1:] |= blank[:-1]
        heads = np.flatnonzero(begins)
        ends = np.append(heads[1:], len(path))
        heads, ends = heads[~blank[heads]], ends[~blank[heads]]
        names = self._names
        return Tokens(heads.tolist(), ends.tolist(), [names[i] for i in path[heads].tolist()])

    def _windows(self, text: str) -> Iterator[Window]:
        return chunks(text, int(self._files.card["window"]))

    @property
    def _labels(self) -> Mapping[str, list[str]]:
        found: Mapping[str, list[str]] = self._files.card["labels"]
        return found

    @cached_property
    def _inside(self) -> NDArray[np.bool_]:
        return np.array([label.endswith("-I") for label in self._labels[WORDS]])

    @cached_property
    def _names(self) -> list[str]:
        return [label.rsplit("-", 1)[0] for label in self._labels[WORDS]]

    @property
    def _model(self) -> tuple[Alphabet, Network, Mapping[str, FloatArray]]:
        with self._lock:
            return self._loaded_model

    @cached_property
    def _loaded_model(self) -> tuple[Alphabet, Network, Mapping[str, FloatArray]]:
        files = self._files
        network = files.opened("fast.onnx", lambda data: open_network(data, self.threads, self._kernel))
        with np.load(io.BytesIO(files.read("heads.npz"))) as data:
            heads = {name: data[name] for name in data.files}
        strings = files.read("strings.txt").decode("utf-8").split("\n")
        return Alphabet(files.read("characters.txt").decode("utf-8"), strings), network, heads


def _read_windows(
    network: Network, numbers: Numbers, spans: Sequence[Window]
) -> Iterator[tuple[Window, FloatArray]]:
    """Each of ``spans`` with its states [characters, states], as they are run together."""
    for batch in _batches(spans):
        states = network.states(numbers, batch)
        for span, (first, last) in zip(batch, window_rows(batch), strict=True):
            yield span, states[first:last]


def _batches(spans: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows in groups of similar length, the longest first."""
    order = sorted(spans, key=lambda span: span[0] - span[1])
    for at in range(0, len(order), ROWS):
        yield order[at : at + ROWS]


def _probabilities(scores: FloatArray) -> FloatArray:
    """Scores [labels, characters] as probabilities [characters, labels]."""
    out: FloatArray = np.exp(scores - scores.max(axis=0, initial=-np.inf))
    out /= out.sum(axis=0)
    return np.ascontiguousarray(out.T)


def _best_labels(scores: FloatArray) -> Labelling:
    """The label with the highest score of each character; over rows that lie together ``argmax`` is far faster."""
    best: Labelling = np.ascontiguousarray(scores.T).argmax(axis=1)
    return best
