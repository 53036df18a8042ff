"""PDF: the text layer of each page, in the order in which its columns are read."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from jianbao.errors import ReadError
from jianbao.reading.formats.record import Record, printed_record
from jianbao.reading.formats.scan import Ocr, OnPage, scan_record
from jianbao.reading.printed.boxes import Box
from jianbao.reading.printed.direction import is_vertical
from jianbao.reading.printed.page import Printed, read_printed
from jianbao.reading.scans.engine import INSTALL, NoRecognition, is_installed
from jianbao.reading.scans.recognise import read_picture

_RISE, _FALL = 0.86, 0.14  # of the size: how far a character reaches above and below its base line
_JOIN = 0.25  # widths of a character beyond the usual gap: characters that are drawn one after the other are one run
_UPRIGHT_GAP = (
    -0.2
)  # ... and where lines are upright only characters that touch are one run: a number, a folio
_FOLIO = 20  # characters: a page with no more text and a picture over most of it is a scan
_COVERED = 0.5  # of the page
_DOTS = 200  # to the inch: a page is made a picture of this size to be recognised ...
_LONGEST_SIDE = 4500  # ... or of so many pixels, where that is less
_REOPENED = 20  # pages: PDFium keeps the pictures that it has read until the file is closed
_REPAIRED = {0x02: "-", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd", 0: "\ufffd"}


def read_pdf(
    data: bytes, path: str, *, ocr: Ocr = "auto", on_page: OnPage | None = None
) -> Iterator[Record | ReadError]:
    """The pages of a PDF as records, one page in memory at a time; one without text, or damaged, is a ReadError.

    Args:
        data: the file.
        path: its name in messages.
        ocr: ``auto``: a page without a text layer is recognised; ``always``: every page is; ``never``.
        on_page: is told of each page before it is recognised.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield ReadError(f"{path}: not a readable PDF ({error}); if it has a password, remove it", path=path)
        return
    try:
        pages = len(document)
        for number in range(1, pages + 1):
            if number % _REOPENED == 0:
                document.close()
                document = pypdfium2.PdfDocument(data)
            where = f"{path}: page {number}"
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError as error:
                yield ReadError(f"{where} cannot be read ({error})", path=path, line=number)
                continue
            try:
                yield _record(page, path, where, number, pages, ocr, on_page)
            finally:
                page.close()
    finally:
        document.close()


def _record(
    page: Any, path: str, where: str, number: int, pages: int, ocr: Ocr, on_page: OnPage | None
) -> Record | ReadError:
    """What is printed on a page, or shown by its picture."""
    import pypdfium2

    try:
        printed = _text_layer(page, number) if ocr != "always" else Printed("")
        has_text = len("".join(printed.text.split())) > _FOLIO
        blank = _is_blank(page) if not printed.text.strip() else False
        wanted = not has_text and not blank and (not printed.text.strip() or _is_picture(page))
    except pypdfium2.PdfiumError as error:
        return ReadError(f"{where} cannot be read ({error})", path=path, line=number)
    size = page.get_size()
    if blank:
        return ReadError(
            f"{where} has no text layer, and no picture to recognise: it is blank", path=path, line=number
        )
    if not wanted:
        return printed_record(printed, "pdf", number, pages, size)
    if ocr == "never":
        what = "has no text layer; leave --ocr never away to recognise its text"
        return ReadError(f"{where} {what}", path=path, line=number)
    if not is_installed():
        what = f"has no text layer; to recognise its text install the extra ocr: {INSTALL}"
        return NoRecognition(f"{where} {what}", path=path, line=number)
    if on_page:
        on_page(path, number, pages)
    scale = min(_DOTS / 72, _LONGEST_SIDE / max(size))
    pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
    return scan_record(read_picture(_three(pixels), number, scale=scale), path, where, number, pages, size)


def _three(pixels: Any) -> Any:
    """A rendered page as an array (height, width, 3)."""
    import numpy as np

    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    return np.ascontiguousarray(np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3])


def _is_blank(page: Any) -> bool:
    return next(iter(page.get_objects(max_depth=1)), None) is None


def _is_picture(page: Any) -> bool:
    """Whether pictures cover most of a page, as in a scan with a printed folio."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    area = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        area += abs((right - left) * (top - bottom))
    return bool(area >= _COVERED * width * height)


@dataclass(slots=True)
class Glyph:
    """A character of a PDF page: upright, with the origin at the top left of the page."""

    box: Box
    turn: int  # quarter turns to the left that it is printed with


def _text_layer(page: Any, number: int) -> Printed:
    """What is printed on a page."""
    textpage = page.get_textpage()
    try:
        return _printed(list(_glyphs(textpage, page)), number)
    finally:
        textpage.close()


def _printed(glyphs: Sequence[Glyph], number: int) -> Printed:
    """The page whose characters are ``glyphs``; what is turned against most of them becomes notes."""
    if not glyphs:
        return Printed("")
    turn = Counter(glyph.turn for glyph in glyphs).most_common(1)[0][0]
    main = [_upright(glyph.box, turn) for glyph in glyphs if glyph.turn == turn]
    notes: list[Box] = []
    for other in sorted({glyph.turn for glyph in glyphs} - {turn}):
        aside = [_upright(glyph.box, other) for glyph in glyphs if glyph.turn == other]
        notes += _runs(aside, 0.0)
    vertical = is_vertical(main)
    gap = _UPRIGHT_GAP if vertical else _usual_gap(main)
    return read_printed(
        _runs(main, gap),
        notes=[n for n in notes if n.text.strip()],
        gap=max(gap, 0.0),
        vertical=vertical,
        number=number,
    )


def _glyphs(textpage: Any, page: Any) -> Iterator[Glyph]:
    """The characters of a page in the order in which they are drawn, without the blanks that PDFium adds."""
    import pypdfium2.raw as pdfium

    matrix, rect = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    left, _, _, high = page.get_bbox()
    for i in range(textpage.count_chars()):
        if pdfium.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, i)
        pdfium.FPDFText_GetMatrix(textpage, i, matrix)
        pdfium.FPDFText_GetLooseCharBox(textpage, i, rect)
        pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
        size = pdfium.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        loose = (rect.left - left, high - rect.top, rect.right - left, high - rect.bottom)
        text = _REPAIRED.get(code) or chr(code)
        if text in "\r\n":
            continue
        yield Glyph(_glyph_box(loose, x.value - left, high - y.value, size, turn, text), turn)


def _glyph_box(
    loose: tuple[float, float, float, float], x: float, y: float, size: float, turn: int, text: str
) -> Box:
    """The square of a character: as wide as the font says, as high as its type is, standing on its base line.

    loose: the box of font and type, which may be higher than the type; x, y: the origin on the base line.
    """
    left, top, right, bottom = loose
    if turn % 2:
        wide, deep = bottom - top, right - left
    else:
        wide, deep = right - left, bottom - top
    if not 0.5 < size < 2000:
        size = deep or wide or 1.0
    frame = (left, min(top, bottom), right, max(top, bottom))
    if turn == 0 and top - 0.5 * size <= y <= bottom + 0.5 * size and right - left > 0:
        return Box(left, y - _RISE * size, right, y + _FALL * size, text, size)
    return Box(*frame, text, size)


def _upright(box: Box, turn: int) -> Box:
    """A box that is printed with quarter turns to the left, as it stands when the page is turned back."""
    if turn == 0:
        return box
    frame = (box.left, box.top, box.right, box.bottom)
    if turn == 1:
        left, top, right, bottom = -box.bottom, box.left, -box.top, box.right
    elif turn == 2:
        left, top, right, bottom = -box.right, -box.bottom, -box.left, -box.top
    else:
        left, top, right, bottom = box.top, -box.right, box.bottom, -box.left
    return Box(left, top, right, bottom, box.text, box.size, box.score, frame)


def _usual_gap(boxes: Sequence[Box]) -> float:
    """The usual gap between characters that are drawn one after the other on a line, in their widths."""
    gaps = [
        (b.left - a.right) / a.size
        for a, b in itertools.pairwise(boxes)
        if abs(b.bottom - a.bottom) < 0.2 * a.size and -0.2 * a.size <= b.left - a.right <= 0.6 * a.size
    ]
    return max(0.0, min(0.4, median(gaps))) if gaps else 0.0


def _runs(boxes: Sequence[Box], gap: float) -> list[Box]:
    """Characters that are drawn one after the other on one line, put together."""
    out: list[Box] = []
    for box in boxes:
        before = out[-1] if out else None
        if before is not None and _follows(before, box, gap):
            frames = [b.frame or (b.left, b.top, b.right, b.bottom) for b in (before, box)]
            before.frame = (
                min(f[0] for f in frames), min(f[1] for f in frames),
                max(f[2] for f in frames), max(f[3] for f in frames),
            )  # fmt: skip
            before.text += box.text
            before.right = max(before.right, box.right)
            before.top, before.bottom = min(before.top, box.top), max(before.bottom, box.bottom)
        else:
            out.append(
                Box(box.left, box.top, box.right, box.bottom, box.text, box.size, box.score, box.frame)
            )
    return [_stripped(run) for run in out if run.text.strip()]


def _follows(before: Box, box: Box, gap: float) -> bool:
    size = min(before.size, box.size)
    if before.ink_right < before.right - 0.1 * size:
        return False  # behind a mark with a blank half a line may be cut: it may hang into a gutter
    level = abs(box.bottom - before.bottom) < 0.25 * size
    near = -0.4 * size <= box.left - before.right <= (gap + _JOIN) * size
    return level and near and abs(box.size - before.size) <= 0.1 * max(box.size, before.size)


def _stripped(run: Box) -> Box:
    """The run without blanks at its ends, which are no print."""
    text = run.text
    ahead, behind = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    if ahead or behind:
        each = run.width / len(text)
        run.left += ahead * each
        run.right -= behind * each
        run.text = text.strip()
    return run
