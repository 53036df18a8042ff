"""The features of the line model: the facts of a line and its neighbours, the gaps between them, recurring words.

A feature is a string ``name=codes``. Names and codes are part of the trained model (``models/layout``): changing one
means training it anew. docs/layers/layout.md explains each of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.reading.layout.line_facts import EDGE, SHORT, LineFacts
from jianbao.reading.layout.lines import Line, Shape
from jianbao.reading.layout.recurrence import Stream, pairs, recurrence

_HEADINGS = 4  # that many lines before are looked at as possible headlines, besides the first of the page


def line_features(lines: Sequence[Line], facts: Sequence[LineFacts], shape: Shape) -> list[list[str]]:
    """The features of each line of a page, as python-crfsuite takes them.

    Args:
        lines: the lines of the page.
        facts: the facts of each of them (``line_facts``).
        shape: what they have in common (``page_shape``).
    """
    padded = [EDGE, *facts, EDGE, EDGE]
    page = page_code(shape)
    gaps = _gap_codes(lines)
    stream = Stream([line.text for line in lines])
    headings: list[set[str]] = []
    features = []
    for i, line in enumerate(lines):
        before, mine, after, later = padded[i : i + 4]
        gap = gaps[i]
        dent = "i" if line.indent else "n"
        item = [
            *_shape_features(page, before, mine, after, later),
            *_text_features(line.text, before, mine),
            *_place_features(lines, i, page, gap, dent, mine),
            f"join={page}{before.ending}{dent}{gap}{_fullness(lines, i - 1, shape)}",
            f"tail-1={_signed_code(before)}{dent}",
        ]
        if len(line) <= SHORT:
            item += _between_features(before, mine, after, later, gap)
        if shape.width:
            own_fullness = "f" if len(line) >= shape.width - 1 else "s"
            item.append(
                f"fit={_fullness(lines, i - 1, shape)}{own_fullness}{before.ending}{dent}{mine.ending}"
            )
        if len(line) <= SHORT and "。" not in line.text:
            item += recurrence(stream, i, headings)
            if _may_head(mine, len(line)):
                headings = [*headings[:1], *headings[1:][-_HEADINGS:], pairs(line.text)]
        features.append(item)
    return features


def page_code(shape: Shape) -> str:
    """``W``: a hard-wrapped column; ``I``: paragraphs are indented; ``P``: neither."""
    return "W" if shape.width else "I" if shape.indented else "P"


def _gap_codes(lines: Sequence[Line]) -> list[str]:
    """For each line the empty lines before it (3 for more), and ``<`` where other lines stand closer, or ``=``."""
    gaps = {line.blanks for line in lines[1:]}
    closest = min(gaps) if len(gaps) > 1 else None
    wider = (closest is not None and line.blanks > closest for line in lines)
    return [f"{min(line.blanks, 3)}{'<' if far else '='}" for line, far in zip(lines, wider, strict=True)]


def _fullness(lines: Sequence[Line], i: int, shape: Shape) -> str:
    """Whether line ``i`` fills the column: ``f`` or ``s``; ``-`` where there is no column or no such line."""
    if not shape.width or i < 0:
        return "-"
    return "f" if len(lines[i]) >= shape.width - 1 else "s"


def _signed_code(facts: LineFacts) -> str:
    return "y" if facts.is_signed else "-"


def _may_head(facts: LineFacts, length: int) -> bool:
    """Whether a short line may be a headline, to which later ones are compared."""
    return facts.ending in "x!”9" and facts.kind in ("plain", "lead", "item") and length >= 5


def _shape_features(
    page: str, before: LineFacts, mine: LineFacts, after: LineFacts, later: LineFacts
) -> list[str]:
    """Kinds, sizes and endings of a line and its neighbours."""
    prior, own = before.kind_code + before.size_code, mine.size_code + mine.ending
    growing = int(later.size_code > after.size_code)
    return [
        "b",
        f"page={page}",
        f"end-1={before.ending}",
        f"size={mine.size_code}",
        f"looks={mine.size_code}{mine.looks}",
        f"end={mine.ending}",
        f"kind={mine.kind_code}",
        f"sort={mine.kind_code}{own}",
        f"prev={prior}{before.ending}",
        f"pair={before.size_code}{before.ending}{own}",
        f"kind-1={before.kind_code}",
        f"kind+1={after.kind_code}",
        f"kinds={before.kind_code}{mine.kind_code}{after.kind_code}",
        f"size-1={before.size_code}",
        f"size+1={after.size_code}",
        f"sizes={mine.size_code}{after.size_code}{mine.ending}{page}",
        f"body+1={own}{after.kind_code}{after.size_code}{growing}",
    ]


def _text_features(text: str, before: LineFacts, mine: LineFacts) -> list[str]:
    """The first and last characters of a line, and the last ones of the line before."""
    return [
        f"c0={text[:1]}",
        f"c01={text[:2]}",
        f"c-1={before.last}",
        f"c-21={before.last_two}",
        f"z={mine.last}",
        f"z2={mine.last_two}",
    ]


def _place_features(
    lines: Sequence[Line], i: int, page: str, gap: str, dent: str, mine: LineFacts
) -> list[str]:
    """Where a line stands: at an end of the page, behind a gap, with an indent."""
    last = i + 1 == len(lines)
    gap_after = 9 if last else lines[i + 1].blanks
    dent_after = int(not last and lines[i + 1].indent)
    return [
        f"gap={page}{gap}",
        f"pos={min(i, 2)}{int(not last)}",
        f"dents={page}{dent}{dent_after}{mine.ending}{gap}",
        f"gaps={page}{min(lines[i].blanks, 3)}{min(gap_after, 3)}{mine.ending}",
    ]


def _between_features(
    before: LineFacts, mine: LineFacts, after: LineFacts, later: LineFacts, gap: str
) -> list[str]:
    """Whether a short line stands between the end of one story and the opening of another."""
    opening = after.opening_code
    closing = "y" if before.kind == "byline" or before.is_signed else before.ending
    return [
        f"opens={opening}",
        f"between={closing}{opening}",
        f"between2={closing}{opening}{mine.ending}{gap[0]}",
        f"follows={after.kind_code}{later.kind_code}{closing}",
        f"follows2={after.kind_code}{later.opening_code}{mine.ending}",
    ]
