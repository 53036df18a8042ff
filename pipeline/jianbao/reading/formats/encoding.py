"""The encoding of a text: told by its mark, its bytes, or by how Chinese the result looks."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest characters of both scripts, with the marks that no Chinese text is without.
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子"
    "说說产產种種面而方后後多定行学學法所民得经經十三之进進着著等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機"
    "当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反"
    "你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并提直题題党黨程展五果料"
    "市县縣区區省委书書记記报報讯訊村镇鎮会议議,.，。、；：？！“”（）《》「」0123456789 \n\r"
)
_SAMPLE = 20_000


class UnknownEncoding(ValueError):
    """Bytes that are no text in any encoding we know; the message says what is wrong with them."""


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
    """How much ``text`` looks like Chinese: the share of common characters, less that of impossible ones."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    good = sum(ch in _COMMON for ch in sample)
    bad = sum(
        ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" or (ch < " " and ch not in "\t\n\r\f\v") for ch in sample
    )
    return (good - 3 * bad) / len(sample)


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
    raise UnknownEncoding(f"it is no text in UTF-8, GB18030, Big5 or UTF-16{where}")
