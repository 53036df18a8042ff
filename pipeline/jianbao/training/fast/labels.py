"""Soft labels: texts that nobody annotated, with what a teacher thinks of each character.

The teacher is the accurate engine, averaged with the student where a trained one goes on: they err in other places.
Whole distributions are learned (Hinton, Vinyals and Dean 2015), and LAC's words and parts of speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.engines import forget_engines
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.auto.engine import AutoEngine
from jianbao.engines.taggers import tag_words
from jianbao.tagging.arrays import code_points
from jianbao.tagging.words import TaggedWords
from jianbao.training.common.together import in_processes

_BATCH = 64  # texts labelled together
_SHARD = 128  # texts of a file


@dataclass(slots=True)
class Soft:
    """A folded text; ``shares`` [characters, LABELS] what the teacher thinks; ``words`` by LAC: starts, ends, tags."""

    text: str
    shares: NDArray[np.float16]
    words: TaggedWords


class Teacher:
    """The accurate engine with the model in ``folder``, averaged with the fast one in the folder ``student``.

    >>> from jianbao.resources import model_path
    >>> from jianbao.tagging.labels import LABELS
    >>> [soft] = Teacher(model_path("accurate"))(["张红军到中牟县调研。"])
    >>> LABELS[int(soft.shares[0].argmax())]
    'B-PER'
    """

    def __init__(self, folder: Path, student: Path | None = None) -> None:
        both = {"fast": f"fast:{student}", "accurate": f"accurate:{folder}"}
        self._engine = AutoEngine(threshold=0, engines=both) if student else AccurateEngine(folder)

    def __call__(self, texts: Sequence[str]) -> Iterator[Soft]:
        """One result a text, in order; ``texts`` are folded."""
        found = self._engine.marginals(texts)
        for text, words, shares in zip(texts, tag_words(texts, "lac"), found, strict=True):
            yield Soft(text, shares.astype(np.float16), words)


def label(
    texts: Sequence[str], teacher: Path, folder: Path, processes: int = 1, student: Path | None = None
) -> None:
    """Label the folded ``texts`` into files of ``folder``; those that are there are not made again.

    teacher: folder of its model. student: that of a student whose view is averaged in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    in_processes(lambda rank: _label(texts, teacher, student, folder, rank, processes), processes)


def _label(
    texts: Sequence[str], teacher: Path, student: Path | None, folder: Path, rank: int, processes: int
) -> None:
    """The files whose turn it is for process ``rank``."""
    if rank:
        forget_engines()
    says = Teacher(teacher, student)
    for at in range(rank * _SHARD, len(texts), processes * _SHARD):
        path = folder / f"{at // _SHARD:04}.npz"
        if not path.exists():
            some = texts[at : at + _SHARD]
            _save([s for i in range(0, len(some), _BATCH) for s in says(some[i : i + _BATCH])], path)


def labelled(folder: Path) -> Iterator[Soft]:
    """What ``label`` wrote to ``folder``, in order."""
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as data:
            yield from _read(data)


def _save(found: Sequence[Soft], path: Path) -> None:
    names = sorted({tag for soft in found for tag in soft.words[2]})
    number = {name: i for i, name in enumerate(names)}
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        np.savez(
            file,
            texts=code_points("".join(s.text for s in found)),
            lengths=np.array([len(s.text) for s in found]),
            shares=np.concatenate([s.shares for s in found]),
            names=np.array(names),
            counts=np.array([len(s.words[0]) for s in found]),
            starts=np.array([a for s in found for a in s.words[0]], np.int32),
            ends=np.array([b for s in found for b in s.words[1]], np.int32),
            tags=np.array([number[t] for s in found for t in s.words[2]], np.int16),
        )  # fmt: skip
    new.replace(path)


def _read(data: Mapping[str, Any]) -> Iterator[Soft]:
    arrays = {
        key: data[key] for key in ("texts", "lengths", "shares", "names", "counts", "starts", "ends", "tags")
    }
    whole = arrays["texts"].tobytes().decode("utf-32-le", "surrogatepass")
    names = arrays["names"].tolist()
    at = word = 0
    for length, count in zip(arrays["lengths"].tolist(), arrays["counts"].tolist(), strict=True):
        mine = slice(word, word + count)
        tags = [names[i] for i in arrays["tags"][mine].tolist()]
        words = arrays["starts"][mine].tolist(), arrays["ends"][mine].tolist(), tags
        yield Soft(whole[at : at + length], arrays["shares"][at : at + length], words)
        at, word = at + length, word + count
