"""Labels: entity mentions as one label per character (B, I, E, S and O), and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from jianbao.labels import TYPES
from jianbao.language.patterns import CLOSING_MARKS, SENTENCE_ENDS
from jianbao.tagging.arrays import FloatArray

Mention = tuple[int, int, str]  # start, end, type
Piece = tuple[int, int]  # start and end of what is decoded at a time

FORBIDDEN = -1e4  # the score of a label, or of a transition, that rules it out


def label_set(kinds: Sequence[str]) -> list[str]:
    """O, then B, I, E and S of each kind.

    >>> label_set(["PER"])
    ['O', 'B-PER', 'I-PER', 'E-PER', 'S-PER']
    """
    return ["O", *(f"{position}-{kind}" for kind in kinds for position in "BIES")]


LABELS = label_set(TYPES)
LABEL_NUMBER = {label: i for i, label in enumerate(LABELS)}

_SENTENCE = re.compile(rf"[^{SENTENCE_ENDS}]*[{SENTENCE_ENDS}]+[{CLOSING_MARKS}]*|[^{SENTENCE_ENDS}]+")
_LONGEST = 250  # characters decoded in one piece


def encode(length: int, mentions: Iterable[Mention]) -> list[str]:
    """One label for each of ``length`` characters.

    >>> encode(5, [(0, 3, "PER"), (4, 5, "LOC")])
    ['B-PER', 'I-PER', 'E-PER', 'O', 'S-LOC']
    """
    labels = ["O"] * length
    for start, end, kind in mentions:
        if end - start == 1:
            labels[start] = f"S-{kind}"
            continue
        labels[start], labels[end - 1] = f"B-{kind}", f"E-{kind}"
        labels[start + 1 : end - 1] = [f"I-{kind}"] * (end - start - 2)
    return labels


def decode(labels: Sequence[str]) -> Iterator[Mention]:
    """The mentions of a legal row of labels."""
    start = 0
    for at, label in enumerate(labels):
        if label[0] in "BS":
            start = at
        if label[0] in "ES":
            yield start, at + 1, label[2:]


def transition_scores(labels: Sequence[str]) -> FloatArray:
    """Scores [from, to] that keep a row of labels legal: 0 where b may follow a, else ``FORBIDDEN``."""
    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            opened, goes_on = a[0] in "BI", b[0] in "IE"
            if opened != goes_on or (opened and a[2:] != b[2:]):
                out[i, j] = FORBIDDEN
    return out


def split_pieces(text: str) -> list[Piece]:
    """What is decoded at a time: sentences of a line, the very long ones cut at commas or anywhere."""
    out: list[Piece] = []
    for line in re.finditer(r"[^\n]+", text):
        for match in _SENTENCE.finditer(line.group()):
            start, end = line.start() + match.start(), line.start() + match.end()
            while end - start > _LONGEST:
                comma = text.rfind(",", start + 50, start + _LONGEST)
                cut = comma + 1 if comma > 0 else start + _LONGEST
                out.append((start, cut))
                start = cut
            out.append((start, end))
    return out


def reorder_columns(scores: FloatArray, labels: Sequence[str]) -> FloatArray:
    """The columns of ``scores``, named by ``labels``, in the order of LABELS; zeros for those that are missing."""
    if list(labels) == LABELS:
        return scores
    out = np.zeros((len(scores), len(LABELS)), dtype=np.float32)
    out[:, [LABEL_NUMBER[label] for label in labels]] = scores
    return out
