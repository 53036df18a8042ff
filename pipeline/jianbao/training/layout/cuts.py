"""How paragraphs fall apart when a page is copied: into more paragraphs, at the end of a column, into printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from jianbao.reading.layout.line_repairs import Label

_SENTENCE_END = re.compile(r"(?<=[。!?！？])(?![”’」』)）])|(?<=[。！？][”’」』])")
_CLAUSE_END = re.compile(r"[，。；：！？、“”,;:\s]")
_HANGING = "，。；：、？！”’）》」』,.;:?!)"  # marks that do not begin a printed line


class Row(NamedTuple):
    """A line of a made-up page."""

    text: str
    label: Label
    blanks: int  # empty lines before it


def sentences(text: str) -> list[str]:
    """The sentences of a text.

    >>> sentences("会议召开。“抓好落实！”会议要求。")
    ['会议召开。', '“抓好落实！”', '会议要求。']
    """
    return [s for s in _SENTENCE_END.split(text) if s.strip()]


def clause(text: str, random: Random) -> str | None:
    """A clause of a text, such as may be a subhead or the second line of a headline; None where it has none."""
    clauses = [c for c in _CLAUSE_END.split(text) if 5 <= len(c) <= 18]
    return random.choice(clauses) if clauses else None


def shorter_paragraphs(text: str, random: Random) -> Iterator[str]:
    """A long paragraph sometimes in several, as an editor would set it."""
    found = [s.strip() for s in sentences(text)]
    if len(text) < 150 or len(found) < 3 or random.random() < 0.3:
        yield text
        return
    at = 0
    while at < len(found):
        step = random.randint(1, 4)
        yield "".join(found[at : at + step])
        at += step


def column_pieces(paragraph: str, random: Random) -> list[str]:
    """A paragraph cut where a column ends: anywhere, also inside words and numbers."""
    if len(paragraph) <= 30:
        return [paragraph]
    least = min(len(paragraph) - 2, 6 if random.random() < 0.2 else 25)
    cuts = sorted({random.randint(least, len(paragraph) - 2) for _ in range(random.choice((1, 1, 2)))})
    parts = [paragraph[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(paragraph)], strict=True)]
    return [part for part in parts if part]


def wrap_rows(rows: Sequence[Row], width: int, indent: str, random: Random) -> Iterator[Row]:
    """The rows of a printed column: paragraphs wrapped at ``width`` characters, the headline mostly not."""
    wrap_heads, head_indent = random.random() < 0.2, random.random() < 0.5
    for row in rows:
        if row.label == "H" and not wrap_heads:
            yield row
            continue
        lead = indent if row.label == "B" or (row.label == "H" and head_indent) else ""
        rest, label, blanks = lead + row.text, row.label, row.blanks
        while rest:
            end = width + (rest[width : width + 1] in tuple(_HANGING) and random.random() < 0.7)
            yield Row(rest[:end], label, blanks)
            rest, label, blanks = rest[end:], "C", 0
            rest = lead + rest if rest and row.label == "H" else rest
