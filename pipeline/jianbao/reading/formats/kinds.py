"""What a file is: by its suffix, by its first bytes; and what to say of one that cannot be read."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Format = Literal[
    "jsonl", "json", "csv", "parquet", "arrow", "xlsx", "xls", "html", "pdf", "image", "text", "markdown", "docx",
    "odt", "epub", "rtf", "zip", "tar", "mhtml", "warc", "xml",
]  # fmt: skip
"""How a file holds its pages: a table, one document, or an archive of others."""

SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".php": "html",
    ".asp": "html", ".aspx": "html",
    ".jsp": "html", ".hocr": "html", ".pdf": "pdf", ".txt": "text", ".md": "markdown", ".markdown": "markdown",
    ".docx": "docx", ".docm": "docx", ".odt": "odt", ".epub": "epub", ".rtf": "rtf", ".zip": "zip", ".tar": "tar",
    ".tgz": "tar", ".tbz2": "tar", ".txz": "tar", ".mhtml": "mhtml", ".mht": "mhtml", ".eml": "mhtml", ".warc": "warc",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image", ".bmp": "image",
    ".webp": "image", ".gif": "image",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".alto": "xml", ".mets": "xml", ".page": "xml",
}  # fmt: skip

TABLES: frozenset[Format] = frozenset(("jsonl", "json", "csv", "parquet", "arrow", "xlsx", "xls"))
ARCHIVES: frozenset[Format] = frozenset(("zip", "tar", "mhtml", "warc"))

_SIGNS: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"ARROW1", "arrow"), (b"FEA1", "arrow"), (b"{\\rtf", "rtf"),
    (b"WARC/1.", "warc"),
)  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_UNREADABLE: tuple[tuple[bytes, str], ...] = (
    (b"\0\0\0\x0cjP", "a picture (JPEG 2000)"), (b"AT&TFORM", "a scanned document (DjVu)"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"CAJ", "a CAJ document"),
    (b"HN\0", "a CAJ document"),
    (b"ITSF", "a compiled help file (CHM)"), (b"SQLite format 3", "an SQLite database"),
    (b"\x80\x04\x95", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"), (b"\x80\x02", "a Python pickle"), (b"\x93NUMPY", "a NumPy array"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"ID3", "a sound file"), (b"OggS", "a sound file"),
    (b"\0\0\0\x18ftyp", "a video"), (b"\0\0\0\x20ftyp", "a video"), (b"wOFF", "a font"), (b"\0\1\0\0\0", "a font"),
    (b"RIFF", "a picture, sound or video file (RIFF)"), (b"\x28\xb5\x2f\xfd", "a file compressed with Zstandard"),
    (b"BOOKMOBI", "a Mobipocket book"), (b"\x89HDF", "an HDF5 file"), (b"<?php", "a program in PHP"),
)  # fmt: skip
_REMEDIES = {
    "a picture": "save it as PNG, JPEG or TIFF",
    "a scanned document": "save it as PDF or TIFF",
    "a RAR archive": "unpack it and read the folder, or pack it as .zip",
    "a 7-Zip archive": "unpack it and read the folder, or pack it as .zip",
    "a file compressed": "unpack it, or compress it with gzip",
    "a CAJ document": "save it as PDF or text in its reader",
    "a compiled help": "unpack it and read the .html files",
    "a dump of a database": "export its table as .csv or .jsonl",
    "an SQLite database": "export its table as .csv or .jsonl",
    "a Python pickle": "it may run any program when opened, so it is never read; save it as .jsonl or .parquet",
    "a NumPy array": "save it as .jsonl or .parquet",
    "an HDF5 file": "save it as .parquet",
    "a Mobipocket book": "convert it to .epub",
    "a Word document": "open it and save it as .docx or as UTF-8 text",
    "a PowerPoint": "save its text as .txt or .docx",
    "an old Excel": "open it and save it as .xlsx or .csv",
    "a thumbnail": "it holds no text; delete it, or leave it out",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def by_suffix(name: str) -> Format | None:
    """The format that the last suffix of a name tells; None where it tells none.

    >>> by_suffix("a/2021.docx"), by_suffix("page.bak")
    ('docx', None)
    """
    return SUFFIXES.get(PurePath(name).suffix.lower())


def by_content(head: bytes, name: str = "") -> Format | str | None:
    r"""What a file's first bytes show it to be: a format, a sentence about one that cannot be read, or None: text.

    >>> by_content(b"%PDF-1.4"), by_content(b"PK\x03\x04", "a.zip")
    ('pdf', 'zip')
    >>> by_content(b"Rar!\x1a\x07")
    'it is a RAR archive; unpack it and read the folder, or pack it as .zip'
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, form in _SIGNS:
        if start.startswith(sign):
            return form
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    if head.startswith(_PICTURES) or (head.startswith(b"BM") and _is_binary(head)) or head[8:12] == b"WEBP":
        return "image"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(_OLE):
        return _compound(head, name)
    for sign, what in _UNREADABLE:
        if head.startswith(sign) and (len(sign) > 3 or _is_binary(head)):
            return cannot_be_read(what)
    lower = start[:4096].lower()
    if lower.startswith((b"<!doctype html", b"<html")) or (start[:1] == b"<" and b"<html" in lower):
        return "html"
    if lower.startswith(b"<?xml") or re.match(
        rb"<(alto|pcgts|mets|rss|feed|rdf|page|document|tei|newsml|nitf)\b", lower
    ):
        return "xml"
    if re.match(
        rb"(?:from|mime-version|content-type|subject|date|x-[\w-]+|snapshot-content-location): ?.*", lower
    ) and (b"multipart/" in lower or b"mime-version" in lower):
        return "mhtml"
    if re.match(rb"<(?:!--|!doctype|head|meta|body|div|table|title|script|p)\b", lower) or start.startswith(
        b"<!--"
    ):
        return "html"
    if start[:1] == b"{" and b'"' in start[:40]:
        return "jsonl"
    if re.match(rb"\[\s*\{\s*\"", start):
        return "json"
    return None


def cannot_be_read(what: str) -> str:
    """The sentence about a file that is ``what``, with its remedy."""
    remedy = next(
        (r for start, r in _REMEDIES.items() if what.startswith(start)), "save its text as .txt in UTF-8"
    )
    return f"it is {what}; {remedy}"


def _zipped(head: bytes) -> Format:
    """What a zip file is, by its first member."""
    if b"mimetypeapplication/epub" in head[:200]:
        return "epub"
    if b"mimetypeapplication/vnd.oasis" in head[:200]:
        return "odt"
    return "zip"  # a docx or xlsx without its suffix is told by its members


def _compound(head: bytes, name: str) -> Format | str:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xls":
        return "xls"
    kinds = {
        ".doc": "a Word document of the old kind (.doc)", ".wps": "a Word document of the old kind (.wps)",
        ".ppt": "a PowerPoint presentation of the old kind (.ppt)", ".db": "a thumbnail cache of Windows (Thumbs.db)",
        ".msg": "an Outlook message (.msg)", ".hwp": "a Hangul document (.hwp)",
    }  # fmt: skip
    return cannot_be_read(
        kinds.get(suffix, "a Word document of the old kind, or another Office file before 2007")
    )


def _is_binary(head: bytes) -> bool:
    return b"\0" in head[:4096] or sum(byte < 9 for byte in head[:512]) > 4
