"""Archives and containers: the files inside zip, tar, MHTML and WARC, one at a time."""

from __future__ import annotations

import email
import email.policy
import gzip
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from jianbao.errors import ReadError
from jianbao.reading.formats.office import BadArchive, member
from jianbao.reading.formats.record import error

_HIDDEN = re.compile(r"(?:^|/)(?:\.|__MACOSX/)|/$")
_WARC_TYPES = ("response", "resource", "conversion")


@dataclass(slots=True, frozen=True)
class Member:
    """A file inside an archive."""

    name: str
    data: bytes
    address: str = ""  # where a web page was fetched from
    date: str = ""  # when it was fetched; no date of issue
    html: bool = False  # the container says that it is a web page


def zip_members(stream: BinaryIO, path: str, most: int) -> Iterator[Member | ReadError]:
    """The files of a zip archive, sorted by name; one that is locked, damaged or too large is a ReadError."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as reason:
        yield error(
            path,
            None,
            f"not a readable zip archive ({reason}); get it again, or unpack it and read the folder",
        )
        return
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            name = _zip_name(info)
            if _HIDDEN.search(name):
                continue
            try:
                yield Member(name, member(archive, info.filename, most))
            except BadArchive as reason:
                yield error(f"{path}!{name}", None, str(reason))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member: GBK, where it was packed on a Chinese Windows without saying so."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def tar_members(stream: BinaryIO, path: str, most: int) -> Iterator[Member | ReadError]:
    """The files of a tar archive, also a compressed one, in its order."""
    try:
        with tarfile.open(fileobj=stream, mode="r:*") as archive:
            for info in archive:
                if not info.isfile() or _HIDDEN.search(info.name.removeprefix("./")):
                    continue
                name = info.name.removeprefix("./")
                if info.size > most:
                    yield error(
                        f"{path}!{name}", None, f"it has {info.size:,} bytes, more than {most:,}; split it"
                    )
                    continue
                opened = archive.extractfile(info)
                if opened is not None:
                    yield Member(name, opened.read(most + 1))
    except (tarfile.TarError, OSError, EOFError, zlib.error) as reason:
        yield error(
            path, None, f"the tar archive is damaged ({reason}); what stands before the damage is read"
        )


def mhtml_members(data: bytes, path: str) -> Iterator[Member | ReadError]:
    """The web pages of an MHTML file: its first HTML part, and the frames behind it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    found = False
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml", "text/plain"):
            continue
        if part.get_content_type() == "text/plain" and found:
            continue
        content: Any = part.get_payload(decode=True) or b""
        charset = part.get_content_charset()
        html = part.get_content_type() != "text/plain"
        if html and charset and b"charset" not in content[:4096].lower():
            content = f'<meta charset="{charset}">'.encode() + content
        address = str(part.get("Content-Location") or "")
        if content.strip():
            found = True
            yield Member("", content, address, html=html)
    if not found:
        yield error(path, None, "the MHTML file holds no web page; save the page again, or its text as .txt")


def warc_members(stream: BinaryIO, path: str, most: int) -> Iterator[Member | ReadError]:
    """The web pages of a WARC file, also one whose records are compressed one by one; others are passed over."""
    number = 0
    source: BinaryIO = stream
    if stream.seekable():
        start = stream.read(2)
        stream.seek(-len(start), 1)
        if start == b"\x1f\x8b":
            source = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
    try:
        while True:
            line = source.readline(1000)
            if not line:
                return
            if not line.strip():
                continue
            if not line.startswith(b"WARC/"):
                yield error(path, number or None, "the WARC file is damaged here; the rest is not read")
                return
            number += 1
            headers = _headers(source)
            size = int(headers.get("content-length", "0") or 0)
            if headers.get("warc-type") not in _WARC_TYPES or size > most:
                if size > most and headers.get("warc-type") in _WARC_TYPES:
                    yield error(path, number, f"the record has {size:,} bytes, more than {most:,}")
                _skip(source, size)
                continue
            data = source.read(size)
            if len(data) < size:
                yield error(
                    path,
                    number,
                    "the WARC file ends in the middle of a record; what stands before it is read",
                )
                return
            yield from _warc_page(headers, data)
    except (OSError, EOFError, ValueError, zlib.error) as reason:
        yield error(
            path, number or None, f"the WARC file is damaged ({reason}); what stands before it is read"
        )


def _warc_page(headers: dict[str, str], data: bytes) -> Iterator[Member]:
    kind = headers.get("content-type", "")
    status = 200
    if kind.startswith("application/http"):
        head, _, data = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").splitlines()
        status = int(match[1]) if lines and (match := re.match(r"HTTP/\S+ (\d{3})", lines[0])) else 0
        http = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        kind = http.get("content-type", "")
        if "chunked" in http.get("transfer-encoding", ""):
            data = _unchunked(data)
        data = _unpacked(data, http.get("content-encoding", ""))
    if status != 200 or not data.strip():
        return
    page = "html" in kind or (not kind and b"<html" in data[:2000].lower())
    plain = kind.startswith("text/plain")
    if not (page or plain or "pdf" in kind):
        return
    charset = re.search(r"charset=([\w-]+)", kind)
    if page and charset and b"charset" not in data[:4096].lower():
        data = f'<meta charset="{charset[1]}">'.encode() + data
    yield Member(
        "", data, headers.get("warc-target-uri", "").strip("<>"), headers.get("warc-date", ""), html=page
    )


def _headers(source: BinaryIO) -> dict[str, str]:
    found: dict[str, str] = {}
    while (line := source.readline(8000)).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _skip(source: BinaryIO, size: int) -> None:
    while size > 0:
        read = len(source.read(min(size, 1 << 20)))
        if not read:
            return
        size -= read


def _unchunked(data: bytes) -> bytes:
    out, at = bytearray(), 0
    while (end := data.find(b"\r\n", at)) >= 0:
        try:
            size = int(data[at:end].split(b";")[0], 16)
        except ValueError:
            return data if not out else bytes(out)
        if not size:
            break
        out += data[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return bytes(out)


def _unpacked(data: bytes, encoding: str) -> bytes:
    try:
        if "gzip" in encoding:
            return gzip.decompress(data)
        if "deflate" in encoding:
            return zlib.decompress(data)
    except (OSError, EOFError, zlib.error):
        return data
    return data
