"""Background counts: in how many documents a term comes, and how often it was somebody's keyword."""

from __future__ import annotations

import gzip
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jianbao.language.rarity import general_idf
from jianbao.models import load_model_file
from jianbao.resources import model_path


class Background(NamedTuple):
    """``df``: documents a term comes in, of ``documents``; ``idf``: jieba's general table, for other genres.

    ``seen`` and ``tagged``: training texts in which the term was a candidate, and a keyword.
    """

    documents: int
    df: dict[str, int]
    rates: dict[str, tuple[int, int]]
    idf: dict[str, float]

    def rarity(self, term: str) -> float:
        """The inverse document frequency of ``term`` in newspapers, in nats."""
        return math.log(self.documents / (self.df.get(term, 0) + 1.0))


def load_background(folder: Path | None = None) -> Background:
    """The shipped table, or that of the model in ``folder``, loaded once.

    Raises EngineError where it is missing or damaged.
    """
    return _background(folder or model_path("keywords"))


@cache
def _background(folder: Path) -> Background:
    return load_model_file("keywords", "terms.tsv.gz", read_background, folder=folder)


def read_background(path: Path) -> Background:
    """The table of a file: rows of term, df, seen, tagged; gzip, tab-separated."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").rstrip("\n").split("\n")
    parts = [line.partition("\t") for line in lines]
    counts = {text: [int(number) for number in text.split("\t")] for text in {part[2] for part in parts}}
    known = {text: (c[0], (c[1], c[2]) if len(c) == 3 else None) for text, c in counts.items()}
    df: dict[str, int] = {}
    rates: dict[str, tuple[int, int]] = {}
    for term, _, text in parts:
        number, rate = known[text]  # the numbers of many terms are the same, and are kept once
        if number:
            df[term] = number
        if rate:
            rates[term] = rate
    return Background(df.pop("#documents", 1), df, rates, general_idf())
