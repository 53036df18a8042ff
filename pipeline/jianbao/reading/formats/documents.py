"""Single documents: plain text, HTML, and the text layer of PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jianbao.errors import ReadError
from jianbao.reading.formats.encoding import UnknownEncoding, decode
from jianbao.reading.formats.reading_order import Box, reading_order
from jianbao.reading.formats.records import Record

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)


def read_text(data: bytes, path: str) -> Record | ReadError:
    """A plain text file as one page."""
    try:
        text, encoding = decode(data)
    except UnknownEncoding as error:
        return ReadError(f"{path}: {error}; save it as UTF-8 text", path=path)
    return Record(text, encoding=encoding)


def read_html(data: bytes, path: str) -> Record | ReadError:
    """The main text of an HTML page, its title and its date, by trafilatura."""
    try:
        html, encoding = _decode_html(data)
    except UnknownEncoding as error:
        return ReadError(f"{path}: {error}; save the page as UTF-8", path=path)
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        favor_recall=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = found.text if found is not None else None
    if not text or not text.strip():
        return ReadError(
            f"{path}: no article text is found in the HTML; save the text itself as .txt", path=path
        )
    return Record(text, title=found.title, date=found.date, encoding=encoding, format="html")


def read_pdf(data: bytes, path: str) -> Iterator[Record | ReadError]:
    """The pages of a PDF, each in the order its columns are read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield ReadError(f"{path}: no readable PDF ({error}); if it has a password, remove it", path=path)
        return
    with document:
        for number in range(1, len(document) + 1):
            where = f"{path}: page {number}"
            try:
                text = _pdf_text(document, number - 1)
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


def _pdf_text(document: Any, index: int) -> str:
    page = document[index]
    textpage = page.get_textpage()
    boxes = []
    for i in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(i)
        text = textpage.get_text_bounded(left, bottom, right, top).replace("\r\n", "\n").strip()
        if text and right > left and top > bottom:
            boxes.append(Box(left, bottom, right, top, text))
    textpage.close()
    page.close()
    return reading_order(boxes)


def _decode_html(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            return data.decode(name).lstrip("\ufeff"), name
        except (UnicodeDecodeError, LookupError):
            return decode(data)  # the page lies about itself; look at its bytes
    return decode(data)
