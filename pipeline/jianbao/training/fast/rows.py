"""Rows for the fast engine's network: texts in numbers, with what each head is to say of each character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.fast.alphabet import Alphabet, pack_runs, unpack_run
from jianbao.engines.windows import chunks
from jianbao.tagging.arrays import code_points
from jianbao.tagging.labels import LABELS, Mention, encode
from jianbao.tagging.words import TaggedWords
from jianbao.training.common.rows import RowsBase

SURE = 0.95  # the share of a label that somebody annotated; the rest is spread over all
NOTHING = -100  # the label of a character of which nothing is known
_LETTERS = 1 << 20  # code points counted at a time

Shares = NDArray[np.float16]
Numbers = NDArray[np.int16]


@dataclass(slots=True)
class Lesson:
    """A folded text and what is to be learned of it.

    shares: [characters, LABELS], how likely each label of ours is, or None. labels: by head, one number a
    character, ``NOTHING`` where none is known.
    """

    text: str
    shares: Shares | None
    labels: dict[str, Numbers]


@dataclass(slots=True)
class Rows(RowsBase):
    """Many rows end to end.

    ``numbers`` [3, n]; ``shares`` [n, LABELS], zeros where there are none; ``labels`` [heads, n];
    ``starts`` [rows + 1].
    """

    numbers: NDArray[np.int32]
    shares: Shares
    labels: Numbers
    starts: NDArray[np.int64]


def make_rows(lessons: Iterable[Lesson], alphabet: Alphabet, heads: Sequence[str], most: int) -> Rows:
    """Rows of at most ``most`` characters; ``heads`` are those of ``labels``, in its order."""
    numbers, shares, labels, lengths = [], [], [], []
    for lesson in lessons:
        size = len(lesson.text)
        if not size:
            continue
        numbers.append(alphabet.read(lesson.text))
        shares.append(np.zeros((size, len(LABELS)), np.float16) if lesson.shares is None else lesson.shares)
        nothing = np.full(size, NOTHING, np.int16)
        labels.append(np.stack([lesson.labels.get(head, nothing) for head in heads]))
        lengths += [end - start for start, end in chunks(lesson.text, most)]
    return Rows(
        np.concatenate(numbers, axis=1),
        np.concatenate(shares),
        np.concatenate(labels, axis=1),
        np.cumsum([0, *lengths]),
    )


def frequent(texts: Iterable[str], most: int, least: int = 4) -> list[str]:
    """The commonest strings of two and three characters, at most ``most``, each met ``least`` times or more.

    Strings with blanks or digits are left out: they are endless.
    """
    counts: dict[int, Counter[int]] = {2: Counter(), 3: Counter()}
    lump: list[str] = []
    waiting = 0
    for text in texts:
        lump.append(text)
        waiting += len(text)
        if waiting > _LETTERS:
            _count("\n".join(lump), counts)
            lump, waiting = [], 0
    _count("\n".join(lump), counts)
    found = [
        (count, unpack_run(number, length))
        for length, counter in counts.items()
        for number, count in counter.items()
        if count >= least
    ]
    found = [(count, string) for count, string in found if string.isalpha()]
    return [string for _, string in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:most]]


def _count(text: str, counts: Mapping[int, Counter[int]]) -> None:
    points = code_points(text)
    for length, counter in counts.items():
        if len(points) >= length:
            numbers, times = np.unique(pack_runs(points, length), return_counts=True)
            counter.update(dict(zip(numbers.tolist(), times.tolist(), strict=True)))


def hard(length: int, mentions: Iterable[Mention], names: Sequence[str]) -> Numbers:
    """Mentions as the numbers of their labels, one a character."""
    number = {name: i for i, name in enumerate(names)}
    return np.array([number[label] for label in encode(length, mentions)], np.int16)


def sure_shares(length: int, mentions: Iterable[Mention]) -> Shares:
    """What somebody annotated as shares: nearly one for it."""
    out = np.full((length, len(LABELS)), (1 - SURE) / len(LABELS), np.float16)
    out[np.arange(length), hard(length, mentions, LABELS)] += np.float16(SURE)
    return out


def words(length: int, tokens: TaggedWords, names: Sequence[str]) -> Numbers:
    """Tokens as the numbers of LAC's labels; ``names`` are ``n-B``, ``n-I`` ..."""
    number = {name: i for i, name in enumerate(names)}
    out = np.full(length, NOTHING, np.int16)
    for start, end, tag in zip(*tokens, strict=True):
        out[start] = number.get(f"{tag}-B", number.get(tag, NOTHING))
        if end - start > 1:
            out[start + 1 : end] = number.get(f"{tag}-I", NOTHING)
    return out
