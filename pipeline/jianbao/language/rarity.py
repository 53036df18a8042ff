"""Rarity: how seldom a word is in general text."""

from __future__ import annotations

from functools import cache

from jianbao.resources import package_file


@cache
def general_idf() -> dict[str, float]:
    """Jieba's table of inverse document frequencies: 260,000 words of general text."""
    table = package_file("jieba", "analyse", "idf.txt").read_text("utf-8")
    fields = table.rstrip("\n").replace("\n", " ").split(" ")
    values = {value: float(value) for value in set(fields[1::2])}  # most words share theirs
    return dict(zip(fields[::2], map(values.__getitem__, fields[1::2]), strict=True))
