"""Rows: texts as the numbers that the tagger's network reads, with the words of the fast engine and jieba as hints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.accurate.engine import HINTS
from jianbao.engines.accurate.vocabulary import Vocabulary
from jianbao.engines.taggers import tag_texts
from jianbao.engines.windows import chunks
from jianbao.tagging.labels import encode
from jianbao.training.accurate.data import Example, windows_of
from jianbao.training.common.rows import RowsBase

Numbers = NDArray[np.int16]


@dataclass(slots=True)
class Rows(RowsBase):
    """Many rows end to end: ``ids`` [n], ``hints`` [n, columns], ``labels`` [n], ``starts`` [rows + 1]."""

    ids: Numbers
    hints: Numbers
    labels: Numbers
    starts: NDArray[np.int64]


def make_rows(
    examples: Sequence[Example], vocabulary: Vocabulary, labels: Mapping[str, int], most: int
) -> Rows:
    """Rows of at most ``most`` characters; labels by their numbers in ``labels``."""
    ids: list[Numbers] = []
    hints: list[Numbers] = []
    marks: list[Numbers] = []
    for at in range(0, len(examples), 256):
        batch = examples[at : at + 256]
        for example, tagging in zip(batch, tag_texts([e.text for e in batch], HINTS), strict=True):
            whole = vocabulary.hints(example.text, tagging)
            spans = list(chunks(example.text, most))
            for (start, end), part in zip(spans, windows_of(example, spans), strict=True):
                ids.append(vocabulary.ids(part.text))
                hints.append(whole[start:end])
                row = [labels[label] for label in encode(len(part.text), part.mentions)]
                marks.append(np.array(row, np.int16))
    lengths = [len(row) for row in ids]
    return Rows(
        np.concatenate(ids),
        np.concatenate(hints),
        np.concatenate(marks),
        np.concatenate(([0], np.cumsum(lengths))),
    )
