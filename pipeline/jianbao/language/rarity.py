"""Rarity: how seldom a word is in general text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def general_idf() -> dict[str, float]:
    """Jieba's table of inverse document frequencies: 260,000 words of general text."""
    table = files("jieba").joinpath("analyse", "idf.txt").read_text("utf-8")
    return {word: float(value) for word, value in (line.split(" ") for line in table.splitlines() if line)}
