"""The encoding of a text: told by its mark, its bytes, or by how Chinese the result looks."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
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
_ASCII = re.compile(r"[\x00-\x7f\s]+")


_DAMAGE = 0.02  # of the characters: a text with more of them replaced is none
_LIKELY = 0.3  # the share of common characters beyond ASCII from which the best encoding is taken
_SURE = 0.8  # the share of characters in daily use from which a line's encoding is believed


class UnknownEncoding(ValueError):
    """Bytes that are not text in any known encoding; the message says what is wrong with them."""


@dataclass(slots=True)
class Decoded:
    """A text, the name of its encoding, and what had to be repaired to read it."""

    text: str
    encoding: str
    notes: list[str] = field(default_factory=list)


def decode_whole(data: bytes) -> Decoded:
    r"""The text of ``data``: as ``decode`` reads it, or with its damage replaced and told (``decode_damaged``).

    Raises UnknownEncoding for binary data and for bytes that fit no encoding.

    >>> decode_whole("高新区召开会议。".encode() + b"\xff").notes
    ['1 byte that is no text is replaced by \ufffd (line 1)']
    """
    try:
        text, encoding = decode(data)
        if "\0" not in text:
            return Decoded(text, encoding)
    except UnknownEncoding:
        text = ""
    stripped = data.rstrip(b"\0")
    if stripped != data and b"\0" not in stripped:
        found = decode_whole(stripped)
        found.notes.insert(0, f"{len(data) - len(stripped)} NUL bytes at its end are left out")
        return found
    return Decoded(text, encoding) if text else decode_damaged(data)


def decode_damaged(data: bytes) -> Decoded:
    """The text of ``data`` line by line: each in UTF-8, GB18030 or Big5, what is neither is replaced by U+FFFD.

    Raises UnknownEncoding where more than a few bytes are no text.
    """
    if b"\0" in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decode(data)  # says what is wrong
        raise UnknownEncoding("it holds NUL bytes: a binary file, or a damaged one")
    lines = data.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    found = [_decode_line(line) for line in lines]
    usual = Counter(encoding for text, encoding in found if encoding not in ("", "ascii"))
    main = usual.most_common(1)[0][0] if usual else _likeliest(data)
    pieces, broken = [], []
    for number, ((text, encoding), line) in enumerate(zip(found, lines, strict=True), 1):
        if not encoding:
            text = line.decode(main, "replace")
            broken += [number] * (text.count("\ufffd"))
        pieces.append(text)
    whole = "".join(pieces)
    if len(broken) > max(2, _DAMAGE * len(whole)) or _share_beyond(whole) < 0.2:
        decode(data)  # says what is wrong
        raise UnknownEncoding(_where_it_breaks(data, main))
    notes = []
    if broken:
        what = (
            "1 byte that is no text is" if len(broken) == 1 else f"{len(broken)} bytes that are no text are"
        )
        notes.append(f"{what} replaced by \ufffd (line {', '.join(map(str, dict.fromkeys(broken[:5])))})")
    others = {e: [n for n, (_, o) in enumerate(found, 1) if o == e] for e in usual if e != main}
    for encoding, numbers in others.items():
        notes.append(
            f"{len(numbers)} of its lines are in {encoding}, the others in {main} (line {numbers[0]} the first)"
        )
    return Decoded(whole, main, notes)


def _decode_line(line: bytes) -> tuple[str, str]:
    """A line and its encoding; "" as encoding where it is in none without damage."""
    if line.isascii():
        return line.decode("ascii"), "ascii"
    tried = []
    for name in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8":
            return text, name
        tried.append((_share_beyond(text) + plausible(text), name, text))
    _, name, text = max(tried, default=(0.0, "", ""))
    return (text, name) if name and plausible(text) >= _SURE else ("", "")


def _likeliest(data: bytes) -> str:
    """The encoding in which ``data`` looks most like Chinese, its damage replaced."""
    names = ("utf-8", "gb18030", "big5hkscs")
    texts = {name: data.decode(name, "replace") for name in names}
    return max(names, key=lambda name: _share_beyond(texts[name]) + plausible(texts[name]))


def _where_it_breaks(data: bytes, name: str) -> str:
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(10, 0, error.start) + 1
        return (
            f"it is no text: as {name}, which it is most like, it breaks at byte {error.start} (line {line})"
        )
    return "it is no text in UTF-8, GB18030, Big5 or UTF-16"


def mojibake(text: str) -> tuple[str, str]:
    """``text`` with its encoding put right, and what it was; ("", "") where it is as it should be.

    Text in one encoding that was read in another is taken back only where this loses nothing and the result is Chinese.

    >>> mojibake("云岭县召开春耕会议。".encode("gbk").decode("latin-1"))
    ('云岭县召开春耕会议。', 'GB18030 read as Latin-1')
    """
    sample = text[:_SAMPLE]
    before = plausible(sample)
    if before >= 0.7:
        return "", ""
    for wrong, right, what in _MISREADINGS:
        try:
            mended = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        after = plausible(mended)
        if after >= 0.85 and after > before + 0.2:
            return mended, what
    return "", ""


_MISREADINGS = (
    ("latin-1", "utf-8", "UTF-8 read as Latin-1"),
    ("cp1252", "utf-8", "UTF-8 read as Windows-1252"),
    ("gb18030", "utf-8", "UTF-8 read as GB18030"),
    ("latin-1", "gb18030", "GB18030 read as Latin-1"),
    ("cp1252", "gb18030", "GB18030 read as Windows-1252"),
    ("latin-1", "big5hkscs", "Big5 read as Latin-1"),
)


def looks_garbled(text: str) -> bool:
    """Whether ``text`` looks like text in one encoding that was read in another, and parts were lost on the way.

    >>> looks_garbled("浜戝箔鍘垮彫寮�浼氳��"), looks_garbled("云岭县召开春耕会。")
    (True, False)
    """
    beyond = re.sub(r"[\s\x00-\x7e]+", "", text[:_SAMPLE])
    if len(beyond) < 4:
        return False
    if beyond.count("锟斤拷") > 1:
        return True
    if plausible(beyond) >= 0.65:
        return False
    lost = sum(map(beyond.count, "\ufffd锟斤拷"))
    return lost > 0.02 * len(beyond) or bool(_LATIN.search(beyond)) or _is_rare(beyond)


_LATIN = re.compile(r"[\x80-\xff]{4}")


def _is_rare(text: str) -> bool:
    """Whether a text is ideographs of which hardly half are in daily use."""
    han = re.findall(r"[\u4e00-\u9fff]", text)
    return len(han) >= 12 and plausible("".join(han)) < 0.6


def _replaced(number: int) -> str:
    what = "1 byte that is no text is" if number == 1 else f"{number} bytes that are no text are"
    return f"{what} replaced by \ufffd"


def decoded_lines(stream: Iterator[bytes]) -> Iterator[tuple[str, str, str]]:
    """Lines of a table: text, encoding, and what had to be repaired ("" where nothing had).

    UTF-8, or the older encoding that lines before were in; a byte that is no text is replaced.
    """
    legacy = ""
    for line in stream:
        try:
            yield line.decode("utf-8"), "utf-8", ""
            continue
        except UnicodeDecodeError:
            pass
        text, encoding = _decode_line(line)
        if not encoding:
            encoding = legacy or _likeliest(line)
            text = line.decode(encoding, "replace")
            yield text, encoding, _replaced(text.count("\ufffd"))
            continue
        legacy = legacy if encoding in ("ascii", "utf-8") else encoding
        yield text, encoding, ""


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


def plausible(text: str) -> float:
    """The share of characters beyond ASCII that are in daily use (the first levels of GB 2312 and Big5), 1 for none.

    Only the start is looked at.

    >>> plausible("云岭县召开春耕会议。"), plausible("ÔÆÁëÏØ")
    (1.0, 0.0)
    """
    beyond = _ASCII.sub("", text[:_SAMPLE])
    daily = _daily_characters()
    return sum(map(daily.__contains__, beyond)) / len(beyond) if beyond else 1.0


@cache
def _daily_characters() -> frozenset[str]:
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    traditional = bytes(b for lead in range(0xA4, 0xC7) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    marks = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—–…·～℃％〇○●■□▲△◆◇★☆①②③④⑤⑥⑦⑧⑨⑩"
    widths = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(
        simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore") + marks + widths
    )


def _share_beyond(text: str) -> float:
    """``chinese_share`` of what is not ASCII: markup and script say nothing about an encoding."""
    beyond = _ASCII.sub("", text)
    return chinese_share(beyond) if beyond else chinese_share(text)


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
    scored = sorted(((_share_beyond(text), -i) for i, (text, _) in enumerate(candidates)), reverse=True)
    if scored and scored[0][0] >= _LIKELY:
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
