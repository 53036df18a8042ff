"""Printed pages: what the type of a line says goes before what the line model reads out of its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from jianbao.article import PageLine
from jianbao.categories import LineKind
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.bylines.datelines import opens_story
from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import TERMINAL, Line, Paragraph

_HEADS: tuple[LineKind, ...] = ("headline", "kicker", "subtitle")
_INDENTED = 0.12  # share of indented lines from which on a page indents its paragraphs
_CREDIT = 60  # characters: a longer line is no byline


def printed_paragraphs(
    lines: Sequence[Line], labels: Sequence[Label], printed: Sequence[PageLine]
) -> list[Paragraph]:
    """The paragraphs of a printed page, or none where nothing is known of its print.

    Big type is a headline, and where the page has some, nothing else begins a story. Where the page indents its
    paragraphs, an indented line begins one, and any other line goes on with the line before it, whatever stands
    between them.

    Args:
        lines: of the page.
        labels: what the line model says they are.
        printed: the printed lines of the page, in order.
    """
    if not printed:
        return []
    kinds = _kinds(lines, printed)
    headed = "headline" in kinds
    indented = _indents(lines, kinds)
    out: list[Paragraph] = []
    for line, label, kind in zip(lines, labels, kinds, strict=True):
        before = out[-1] if out else None
        if kind in _HEADS:
            out.append(Paragraph("headline", [line], "" if kind == "headline" else kind, sure=True))
        elif kind == "furniture":
            out.append(Paragraph("furniture", [line]))
        elif kind == "caption":
            if before is not None and before.kind == "caption" and not _ended(before):
                before.lines.append(line)
            else:
                out.append(Paragraph("caption", [line]))
        else:
            _add_body(out, line, label, headed=headed, indented=indented)
    return out


def _add_body(out: list[Paragraph], line: Line, label: Label, *, headed: bool, indented: bool) -> None:
    """Put a line of body text where it belongs."""
    before = out[-1] if out else None
    in_body = before is not None and before.kind in ("paragraph", "byline")
    if before is not None and in_body and _goes_on(before, line, label, indented=indented):
        before.lines.append(line)
        return
    if label == "F":
        out.append(Paragraph("furniture", [line]))
    elif label == "H" and not headed:
        out.append(Paragraph("headline", [line]))
    elif label in ("H", "S") and in_body and not TERMINAL.search(line.text):
        out.append(Paragraph("subhead", [line]))
    else:
        credit = len(line.text) <= _CREDIT and line.text[-1] not in ",、:;。" and is_credit_line(line.text)
        credit = credit and not opens_story(line.text)
        out.append(Paragraph("byline" if credit else "paragraph", [line]))


def _goes_on(before: Paragraph, line: Line, label: Label, *, indented: bool) -> bool:
    if indented:
        ended = bool(TERMINAL.search(before.text)) or before.kind == "byline"
        return not line.indent and (label == "C" or not ended)
    return label == "C"


def _ended(paragraph: Paragraph) -> bool:
    return bool(TERMINAL.search(paragraph.text)) or paragraph.text.endswith("摄")


def _kinds(lines: Sequence[Line], printed: Sequence[PageLine]) -> list[LineKind]:
    starts = [line.start for line in printed]
    return [printed[max(0, bisect_right(starts, line.start) - 1)].kind for line in lines]


def _indents(lines: Sequence[Line], kinds: Sequence[LineKind]) -> bool:
    """Whether the page indents its paragraphs: some lines are, most are not, and what comes before them ends."""
    body = [line for line, kind in zip(lines, kinds, strict=True) if kind == "body"]
    inset = sum(line.indent for line in body)
    return inset >= max(1, _INDENTED * len(body)) and inset <= 0.7 * len(body)


def printed_spans(
    printed: Sequence[PageLine], clean: Sequence[int], raw: Sequence[int], length: int
) -> list[PageLine]:
    """The printed lines that an article is made of, as spans of its text.

    Args:
        printed: the printed lines of the page, as spans of its text.
        clean, raw: where the pieces of the article begin in its text and in that of the page.
        length: of the article's text.
    """
    if not printed:
        return []
    starts = [line.start for line in printed]
    out: list[PageLine] = []
    for i, (at, begin) in enumerate(zip(clean, raw, strict=True)):
        end = clean[i + 1] if i + 1 < len(clean) else length
        line = printed[max(0, bisect_right(starts, begin) - 1)]
        size = min(end - at, line.end - begin)
        if size > 0:
            out.append(PageLine(at, at + size, line.kind, line.box, line.page, line.score))
    return out
