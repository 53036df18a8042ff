"""Silver rows: texts that nobody annotated, labelled by an earlier tagger where it is sure.

Self-training (Yarowsky 1995): the network sees many more pages than somebody could annotate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Page
from jianbao.engines.accurate.engine import HINTS, AccurateEngine
from jianbao.engines.accurate.vocabulary import Vocabulary
from jianbao.engines.taggers import tag_texts
from jianbao.engines.windows import chunks
from jianbao.language.width import fold
from jianbao.reading.layout.split import split_page
from jianbao.tagging.decoding import log_probabilities
from jianbao.tagging.labels import LABELS, split_pieces
from jianbao.tagging.viterbi import decode_labels
from jianbao.training.accurate.rows import Rows
from jianbao.training.common.records import records

SURE = 0.6  # a less likely label is not learned from
_KEY = 20  # characters in a row that two different stories do not share
_BATCH = 64


def unlabelled_articles(
    path: Path, known: Iterable[str], *, longest: int = 3000, most: int = 1_000_000
) -> Iterator[str]:
    """The folded articles of a file with ``title`` and ``text`` per line, without stories that ``known`` texts tell.

    longest: characters of a story. most: stories of the file, evenly spread over it. Raises ReadError that names
    the line that has none.
    """
    seen = {key for text in known for key in _keys(text, step=1)}
    stories = list(records(path, lambda row: row.get("title", "") + "\n" + row["text"], "text"))
    for number in range(0, len(stories), -(-len(stories) // most) or 1):
        text = stories[number][:longest]
        if not any(key in seen for key in _keys(text, step=7)):
            yield from (fold(a.text) for a in split_page(Page(id=str(number), text=text)))


def _keys(text: str, step: int) -> Iterator[str]:
    bare = re.sub(r"\s", "", fold(text))
    return (bare[i : i + _KEY] for i in range(0, len(bare) - _KEY, step))


def silver_rows(texts: Sequence[str], teacher: AccurateEngine, vocabulary: Vocabulary, most: int) -> Rows:
    """Rows of folded ``texts``; the label is -100 where the teacher is not sure."""
    ids, hints, labels, lengths = [], [], [], []
    for at in range(0, len(texts), _BATCH):
        batch = texts[at : at + _BATCH]
        taggings = tag_texts(batch, HINTS)
        for text, tagging, marks in zip(batch, taggings, _labels(batch, taggings, teacher), strict=True):
            numbers, known = vocabulary.ids(text), vocabulary.hints(text, tagging)
            for start, end in chunks(text, most):
                ids.append(numbers[start:end])
                hints.append(known[start:end])
                labels.append(marks[start:end])
                lengths.append(end - start)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return Rows(np.concatenate(ids), np.concatenate(hints), np.concatenate(labels), starts)


def _labels(texts: Sequence[str], taggings: Any, teacher: AccurateEngine) -> Iterator[NDArray[np.int16]]:
    for text, shares in zip(texts, teacher.marginals(texts, taggings), strict=True):
        best = np.maximum(decode_labels(log_probabilities(shares), split_pieces(text), LABELS), 0)
        sure = shares[np.arange(len(best)), best] >= SURE
        yield np.where(sure, best, -100).astype(np.int16)
