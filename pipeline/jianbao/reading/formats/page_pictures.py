"""The picture of a printed page, to be shown beside what was read off it: from the scan, or drawn from the PDF."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jianbao.reading.formats.scan import upright_page

Box = tuple[float, float, float, float]

_WIDEST, _HIGHEST = 1000, 1500  # pixels: a clipping is made no larger
_DOTS = 150  # to the inch: a page of a PDF is drawn so
_QUALITY = 45  # of the JPEG: print stays legible
_FORMATS = ("pdf", "scan")


def can_draw() -> bool:
    """Whether pictures can be made here: they need Pillow."""
    return find_spec("PIL") is not None


class PagePictures:
    """Clippings of the pages of scans and PDF files; of all pages the last one is kept, so ask page by page.

    Its methods need Pillow (``can_draw``).
    """

    def __init__(self) -> None:
        self._at: tuple[str, int] | None = None
        self._page: Any = None  # grey
        self._scale = 1.0  # pixels in one unit of the boxes

    def clipping(self, path: str, format: str, number: int, box: Box) -> bytes | None:
        """The part of a page inside ``box``, a grey JPEG; None where the file is gone or holds no such page.

        Args:
            path: of the file; files inside archives are not opened.
            format: ``pdf`` or ``scan``, as ``Source.format`` has it; of others there are no pictures.
            number: of the page, 1-based.
            box: left, top, right, bottom, in the unit of ``PageLine.box``.
        """
        if (path, number) != self._at:
            self._at = (path, number)
            self._page, self._scale = _open(path, format, number)
        if self._page is None:
            return None
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        width, height = self._page.size
        left, top, right, bottom = max(0, left), max(0, top), min(width, right), min(height, bottom)
        if right - left < 2 or bottom - top < 2:
            return None
        part = self._page.crop((left, top, right, bottom))
        part.thumbnail((_WIDEST, _HIGHEST))
        out = io.BytesIO()
        part.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue()


def _open(path: str, format: str, number: int) -> tuple[Any, float]:
    """A page as a grey picture, and how many of its pixels one unit of the boxes is; (None, 1) where there is none."""
    if format not in _FORMATS or not Path(path).is_file():
        return None, 1.0
    try:
        return _drawn(path, number) if format == "pdf" or _is_pdf(path) else _scanned(path, number)
    except Exception:  # of any picture library: a file that has changed costs its clippings, not the report
        return None, 1.0


def _is_pdf(path: str) -> bool:
    with open(path, "rb") as file:
        return b"%PDF-" in file.read(1024)


def _drawn(path: str, number: int) -> tuple[Any, float]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        scale = _DOTS / 72
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        page.close()
    return picture, scale


def _scanned(path: str, number: int) -> tuple[Any, float]:
    from PIL import Image

    with Image.open(path) as file:
        file.seek(number - 1)
        page, scale = upright_page(file)
    return page.convert("L"), scale
