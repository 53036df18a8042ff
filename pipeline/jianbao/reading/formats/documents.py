"""Single documents: plain text and HTML."""

from __future__ import annotations

import re
from typing import Any

from jianbao.errors import ReadError
from jianbao.reading.formats.encoding import UnknownEncoding, decode
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


def _decode_html(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            return data.decode(name).lstrip("\ufeff"), name
        except (UnicodeError, LookupError):
            return decode(data)  # the page lies about itself; look at its bytes
    return decode(data)
