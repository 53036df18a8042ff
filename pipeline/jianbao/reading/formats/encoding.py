"""The encoding of a text: told by its mark, its bytes, or by how Chinese the result looks."""

from __future__ import annotations

import codecs
from functools import cache

from jianbao.resources import words

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000


class UnknownEncoding(ValueError):
    """Bytes that are not text in any known encoding; the message says what is wrong with them."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding.

    UTF-8 is taken where it decodes; then GB18030, Big5 and UTF-16 are compared by their share of common
    characters; what none of them explains is left to charset-normalizer.

    Returns the text without a byte order mark, and a Python codec name.
    Raises UnknownEncoding for binary data and for bytes that fit no encoding.

    >>> decode("高新区召开会议。".encode("gbk"))
    ('高新区召开会议。', 'gb18030')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), name.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise UnknownEncoding(f"begins as {name} but byte {error.start} breaks it") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, error)
    if "\0" not in text:
        return text, "utf-8"
    return _guess(data, None) if len(data) >= 4 and text.count("\0") * 8 > len(text) else (text, "utf-8")


def encoding_of(sample: bytes) -> str:
    """The encoding of a file that begins with ``sample``, which may be cut in the middle of a character."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        return _guess(sample, error, final=False)[1]
    return "utf-8"


def chinese_share(text: str) -> float:
    r"""How much ``text`` looks like Chinese: the share of common characters, minus three times that of impossible ones.

    Impossible are the replacement character, private use and control characters. Only the start is looked at.

    >>> chinese_share("高新区召开会议。"), chinese_share("\ufffd" * 4)
    (0.875, -3.0)
    """
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    common = _common_characters()
    good = sum(ch in common for ch in sample)
    bad = sum(
        ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" or (ch < " " and ch not in "\t\n\r\f\v") for ch in sample
    )
    return (good - 3 * bad) / len(sample)


@cache
def _common_characters() -> frozenset[str]:
    return frozenset("".join(words("common_characters.txt"))) | frozenset(" \n\r")


def _guess(data: bytes, error: UnicodeDecodeError | None, *, final: bool = True) -> tuple[str, str]:
    candidates = []
    for name in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        if name.startswith("utf-16") and len(data) % 2 and final:
            continue
        try:
            candidates.append((codecs.getincrementaldecoder(name)().decode(data, final), name))
        except UnicodeDecodeError:
            continue
    scored = sorted(((chinese_share(text), -i) for i, (text, _) in enumerate(candidates)), reverse=True)
    if scored and scored[0][0] >= 0.2:
        return candidates[-scored[0][1]]
    return _leave_to_library(data, error)


def _leave_to_library(data: bytes, error: UnicodeDecodeError | None) -> tuple[str, str]:
    import charset_normalizer

    if b"\0" in data:
        raise UnknownEncoding("it holds NUL bytes: a binary file, or a damaged one")
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            text = data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            text = ""
        if chinese_share(text) >= 0.4:
            return text, best.encoding
    where = (
        f"; as UTF-8 it breaks at byte {error.start} (line {data.count(10, 0, error.start) + 1})"
        if error
        else ""
    )
    raise UnknownEncoding(f"it is not text in UTF-8, GB18030, Big5 or UTF-16{where}")
