"""Rows: texts as the numbers that the tagger's network reads, with what LAC and jieba say as hints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.jianbao_input import Vocabulary, heard
from pipeline.engines.jieba import JiebaEngine
from pipeline.engines.lac import LacEngine
from pipeline.engines.windows import chunks
from pipeline.entities.columns import Triples
from pipeline.entities.labels import encode
from pipeline.training.rows import RowsBase
from pipeline.training.tagger.data import Example, windows_of

Numbers = NDArray[np.int16]


@dataclass(slots=True)
class Rows(RowsBase):
    """Many rows end to end: ``ids`` [n], ``hints`` [n, columns], ``labels`` [n], ``starts`` [rows + 1]."""

    ids: Numbers
    hints: Numbers
    labels: Numbers
    starts: NDArray[np.int64]


class Hinter:
    """What LAC and jieba say of texts: the taggings that the entities stage has."""

    def __init__(self) -> None:
        self._lac, self._jieba = LacEngine(), JiebaEngine()

    def __call__(self, texts: Sequence[str]) -> list[dict[str, Triples]]:
        return heard(texts, self._lac.analyse(texts), self._jieba)


def make_rows(
    examples: Sequence[Example], vocabulary: Vocabulary, labels: Mapping[str, int], hinter: Hinter, most: int
) -> Rows:
    """Rows of at most ``most`` characters; labels by their numbers in ``labels``."""
    ids: list[Numbers] = []
    hints: list[Numbers] = []
    marks: list[Numbers] = []
    for at in range(0, len(examples), 256):
        batch = examples[at : at + 256]
        for example, tagging in zip(batch, hinter([e.text for e in batch]), strict=True):
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
