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
    df: dict[str, int] = {}
    rates: dict[str, tuple[int, int]] = {}
    documents = 1
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            term, *counts = line.rstrip("\n").split("\t")
            if term == "#documents":
                documents = int(counts[0])
                continue
            if counts[0] != "0":
                df[term] = int(counts[0])
            if len(counts) == 3:
                rates[term] = int(counts[1]), int(counts[2])
    return Background(documents, df, rates, general_idf())
