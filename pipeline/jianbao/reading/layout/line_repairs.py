"""Repairs of line labels: what a sequence model says at times and no page holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jianbao.reading.layout.line_facts import SHORT, LineFacts
from jianbao.reading.layout.lines import Line, Shape

Label = Literal["H", "S", "B", "C", "F"]
"""H: a headline that starts an article; S: a subhead; B: begins a paragraph; C: goes on with the line before;
F: page furniture."""

_LONGEST_HEADLINE_ROW = 46  # characters: a longer line goes on with no headline
_LONG = (
    8  # the size of a line from which one on that breaks off is taken for unfinished: 47 characters and more
)


def repair_labels(
    labels: list[Label], lines: Sequence[Line], facts: Sequence[LineFacts], shape: Shape
) -> None:
    """Changes labels, in place, that cannot be: a byline as headline, a page that begins in mid-paragraph.

    First each line against the one before it (does it go on with it?), then against the one behind it (does it
    head what follows?).
    """
    for i in range(1, len(labels)):
        labels[i] = _against_line_before(i, labels, lines, facts, shape)
    for i in range(len(labels) - 1):
        labels[i] = _against_line_after(i, labels, lines, facts)
    if labels[0] == "C":
        labels[0] = "B"


def _against_line_before(
    i: int, labels: Sequence[Label], lines: Sequence[Line], facts: Sequence[LineFacts], shape: Shape
) -> Label:
    label, prior = labels[i], labels[i - 1]
    if label == "C":
        return "B" if _stands_alone(i, prior, lines, facts, shape) else "C"
    in_body = prior in ("B", "C")
    if label in ("B", "H") and in_body and facts[i - 1].ending == "(":
        return "C"  # a bracket is still open
    if label == "B" and in_body and _breaks_off(lines[i], facts[i - 1], facts[i]):
        return "C"
    return label


def _stands_alone(
    i: int, prior: Label, lines: Sequence[Line], facts: Sequence[LineFacts], shape: Shape
) -> bool:
    """Whether a line begins anew: a dateline, what follows a byline, a long line under a headline."""
    return (
        facts[i].kind == "dateline"
        or (facts[i - 1].kind == "byline" and not shape.width)
        or (prior in ("H", "S") and len(lines[i]) > _LONGEST_HEADLINE_ROW)
    )


def _breaks_off(line: Line, before: LineFacts, mine: LineFacts) -> bool:
    """Whether the line before is long and ends in mid-sentence, and neither indent nor mark sets this one apart."""
    unfinished = before.ending in ("x", "9", "”", ",", "、") and before.size >= _LONG and not before.is_signed
    return unfinished and not line.indent and mine.kind == "plain"


def _against_line_after(
    i: int, labels: Sequence[Label], lines: Sequence[Line], facts: Sequence[LineFacts]
) -> Label:
    label, mine, after = labels[i], facts[i], facts[i + 1]
    if label in ("H", "S") and mine.kind in ("byline", "caption"):
        return "B"
    if label == "S" and labels[i + 1] == "B" and _opens_story(lines[i], after):
        return "H"
    if label == "B" and after.kind == "dateline" and _is_like_headline(i, facts):
        return "H"  # what a dateline follows heads a story
    if label == "H" and (mine.kind == "note" or "。" in lines[i].text[:-1]):
        return "B"
    return label


def _opens_story(line: Line, after: LineFacts) -> bool:
    """Whether a dateline or byline follows a line, or stands near the start of the line behind a short one."""
    signed = len(line) <= SHORT and after.opening_code in ("s", "st")
    return signed or after.kind in ("dateline", "byline")


def _is_like_headline(i: int, facts: Sequence[LineFacts]) -> bool:
    """Whether a line has no mark or stop, behind one that ends with a full stop."""
    return i > 0 and facts[i - 1].ending == "." and facts[i].kind == "plain" and facts[i].ending == "x"
