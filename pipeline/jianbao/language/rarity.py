"""Rarity: how seldom a word is in general text."""

from __future__ import annotations

from functools import cache

from jianbao.resources import package_file


@cache
def general_idf() -> dict[str, float]:
    """Jieba's table of inverse document frequencies: 260,000 words of general text."""
    table = package_file("jieba", "analyse", "idf.txt").read_text("utf-8")
    return {word: float(value) for word, value in (line.split(" ") for line in table.splitlines() if line)}
