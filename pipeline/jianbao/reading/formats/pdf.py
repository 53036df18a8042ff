"""PDF: the text layer of each page, in the order in which its columns are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jianbao.errors import ReadError
from jianbao.reading.formats.reading_order import Box, reading_order
from jianbao.reading.formats.record import Record

Rect = tuple[
    float, float, float, float
]  # left, bottom, right, top, in points from the bottom left of the page
_ROUNDING = 0.02  # points: PDFium makes a rectangle without height 0.01 high


def read_pdf(data: bytes, path: str) -> Iterator[Record | ReadError]:
    """The pages of a PDF as records, one per page; a page without text, or a damaged one, is a ReadError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield ReadError(f"{path}: not a readable PDF ({error}); if it has a password, remove it", path=path)
        return
    with document:
        for number in range(1, len(document) + 1):
            where = f"{path}: page {number}"
            try:
                text = _page_text(document, number - 1)
            except pypdfium2.PdfiumError as error:
                yield ReadError(f"{where} cannot be read ({error})", path=path, line=number)
                continue
            if not text.strip():
                what = f"{where} has no text layer; run a text recognition over it first"
                yield ReadError(what, path=path, line=number)
                continue
            yield Record(
                text, number=number if len(document) > 1 else None, line=number, encoding="", format="pdf"
            )


def _page_text(document: Any, index: int) -> str:
    """The text of the page at ``index`` (from 0) in reading order."""
    page = document[index]
    textpage = page.get_textpage()
    boxes = list(_boxes(textpage))
    textpage.close()
    page.close()
    return reading_order(boxes)


def _boxes(textpage: Any) -> Iterator[Box]:
    """The runs of text of a page, each in a box as high as its type is.

    PDFium's rectangles hold the ink alone. That of a comma is a speck at the foot of the line, and where the font
    is neither embedded nor installed most characters have no ink: their rectangle has a width and no height.
    The box of the type (of the font's ascent and descent) depends on neither.
    """
    rects = [textpage.get_rect(i) for i in range(textpage.count_rects())]
    for (left, bottom, right, top), (low, high) in zip(rects, _type_spans(textpage, rects), strict=True):
        text = textpage.get_text_bounded(left, bottom, right, top).replace("\r\n", "\n").strip()
        if text:
            yield Box(left, min(bottom, low), right, max(top, high), text)


def _type_spans(textpage: Any, rects: Sequence[Rect]) -> list[tuple[float, float]]:
    """The lowest and highest point of the type in each of ``rects``, which PDFium gives in text order."""
    spans = [(rect[1], rect[3]) for rect in rects]
    at = 0
    for i in range(textpage.count_chars() if rects else 0):
        ink = textpage.get_charbox(i)
        if not _holds(rects[at], ink):
            if at + 1 == len(rects) or not _holds(rects[at + 1], ink):
                continue  # a blank or line end that PDFium adds
            at += 1
        _, low, _, high = textpage.get_charbox(i, loose=True)
        spans[at] = min(spans[at][0], low), max(spans[at][1], high)
    return spans


def _holds(rect: Rect, ink: Rect) -> bool:
    """Whether the middle of ``ink`` lies in ``rect``."""
    x, y = (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2
    return rect[0] <= x <= rect[2] and rect[1] - _ROUNDING <= y <= rect[3] + _ROUNDING
