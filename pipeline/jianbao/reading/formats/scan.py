"""Pictures of pages (PNG, JPEG, TIFF with several pages ...): recognised, page by page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any, Literal

from jianbao.article import UNSURE
from jianbao.errors import ReadError
from jianbao.reading.formats.record import Record, printed_record
from jianbao.reading.printed.page import Printed
from jianbao.reading.scans.engine import INSTALL, NoRecognition, is_installed
from jianbao.reading.scans.recognise import read_picture

Ocr = Literal["auto", "always", "never"]
"""Whether text is recognised: auto: where a page has no text of its own; always: on every page; never."""

OnPage = Callable[[str, int, int], None]
"""Is told before a page is recognised: the file, the number of the page (1-based), and how many it has."""

_LONGEST_SIDE = 5000  # pixels: larger pictures are made smaller
_MOST_PIXELS = 400_000_000
_SHOWN = 3  # doubtful lines that a note quotes


def read_images(
    data: bytes, path: str, *, ocr: Ocr = "auto", on_page: OnPage | None = None
) -> Iterator[Record | ReadError]:
    """The pages of a picture file as records; one that holds no text is a ReadError.

    Args:
        data: the file: PNG, JPEG, TIFF, BMP, WebP or GIF, of one page or several.
        path: its name in messages.
        ocr: ``never`` makes it an error.
        on_page: is told of each page before it is recognised.
    """
    if ocr == "never":
        yield ReadError(f"{path}: a picture, and --ocr never forbids to recognise its text", path=path)
        return
    if not is_installed():
        what = "a picture; to recognise its text install the extra ocr"
        yield NoRecognition(f"{path}: {what}: {INSTALL}", path=path)
        return
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            pages = getattr(picture, "n_frames", 1)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        yield ReadError(f"{path}: not a readable picture ({error}); save it as PNG or JPEG", path=path)
        return
    with picture:
        for number in range(1, pages + 1):
            if on_page:
                on_page(path, number, pages)
            where = f"{path}: page {number}" if pages > 1 else path
            try:
                picture.seek(number - 1)
                pixels, scale = _pixels(picture)
            except (Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
                what = f"the picture is damaged or too large ({error}); save it again as PNG or JPEG"
                yield ReadError(f"{where}: {what}", path=path, line=number)
                continue
            size = (pixels.shape[1] / scale, pixels.shape[0] / scale)
            printed = read_picture(pixels, number, scale=scale)
            yield scan_record(printed, path, where, number, pages, size)


def scan_record(
    printed: Printed, path: str, where: str, number: int, pages: int, size: tuple[float, float]
) -> Record | ReadError:
    """The record of a recognised page, with a note on its doubtful lines; a ReadError where it has no text."""
    if not printed.text.strip():
        what = "no text is found in the picture; is it a page, upright and sharp enough to read?"
        return ReadError(f"{where}: {what}", path=path, line=number)
    return printed_record(printed, "scan", number, pages, size, _notes(printed))


def _notes(printed: Printed) -> list[str]:
    low = [line for line in printed.lines if line.score is not None and line.score < UNSURE]
    if not low:
        return []
    shown = "; ".join(printed.text[line.start : line.end] for line in low[:_SHOWN])
    return [f"{len(low)} of {len(printed.lines)} lines are recognised with a score below {UNSURE}: {shown}"]


def _pixels(picture: Any) -> tuple[Any, float]:
    """The page as an array (height, width, 3), and how much smaller it was made."""
    import numpy as np

    page, scale = upright_page(picture)
    return np.asarray(page), scale


def upright_page(picture: Any) -> tuple[Any, float]:
    """The page of an open Pillow image: RGB, turned as its camera says; and how much smaller it was made."""
    import numpy as np
    from PIL import Image, ImageOps

    page = ImageOps.exif_transpose(picture.copy())
    if page.mode in ("I;16", "I", "F"):
        values = np.asarray(page, dtype=np.float64)
        page = Image.fromarray((255 * (values - values.min()) / max(1e-9, np.ptp(values))).astype(np.uint8))
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        white = Image.new("RGBA", page.size, "white")
        white.alpha_composite(page)
        page = white
    page = page.convert("RGB")
    scale = min(1.0, _LONGEST_SIDE / max(page.size))
    if scale < 1.0:
        page = page.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.LANCZOS)
    return page, scale
