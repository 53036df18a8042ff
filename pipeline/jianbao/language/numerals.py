"""Numerals: Arabic, Chinese and mixed ones (19万1369, 二十三, 1.44万亿, 二十六点三亿) to numbers."""

from __future__ import annotations

import re
from decimal import Decimal

_HAN = "零〇一二两三四五六七八九"  # digits
# Arabic digits with multipliers, or a run of Chinese ones. Linear: each repetition opens with a character of its own.
NUMERAL = (
    rf"(?:\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?(?:[十百千万亿](?:零(?=\d))?\d*(?:\.\d+)?)*|[{_HAN}十百千万亿]+)"
)
# After a Chinese numeral: the decimals of 二十六点三亿, 三·五; not the minutes of 三点五十.
DECIMALS = rf"(?<=[{_HAN}十百千万亿])[点·.][{_HAN}]+(?![{_HAN}十])[百千万亿]*"
# Blanks as thousands marks: 12 345, 1 200 000; not the groups of a telephone number.
SPACED = r"(?<![A-Za-z\d-])(?<!\d[.,:/ ])[1-9]\d{0,2}(?:[ \u2009\u202f]\d{3})+(?! ?\d)(?:\.\d+)?[万亿]*"
# As on cheques: 伍万, 叁佰. 伍 and 陆 alone are more often words.
CAPITALS = (
    r"(?<![队登着收内大放])(?![伍陆陸拾](?![壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟万萬亿億]|[元圆][整零壹贰叁肆伍陆柒捌玖]))"
    r"[壹贰貳叁叄肆伍陆陸柒捌玖拾][壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟零万萬亿億]*"
)

_FOLD = str.maketrans(
    "壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟萬億", "一二二三三四五六六七八九十百千万亿", ", \u2009\u202f"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
_LARGE = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_LIMIT = Decimal(10**18)  # what is larger is no figure of a newspaper
_PIECE = re.compile(r"\d+(?:\.\d+)?|.")
_DECIMAL = re.compile(r"([^\d点·.]+)[点·.]([零〇一二三四五六七八九]+)([百千万亿]*)")
_SPOKEN = re.compile(
    r"(.*[^零〇万])([百千万亿])([1-9一二三四五六七八九])"
)  # 3万5: the digit is of the next place
_ABOUT = re.compile(r"(|.*[十百千万亿])([一两二三四五六七八])([两二三四五六七八九])([十百千万亿]*)")


def parse(numeral: str) -> float | None:
    """The number that ``numeral`` writes, or None where it writes none.

    >>> parse("19万1369"), parse("二十三"), parse("1.44万亿"), parse("二〇二一"), parse("千")
    (191369.0, 23.0, 1440000000000.0, 2021.0, 1000.0)
    >>> parse("二十六点三亿"), parse("13万2"), parse("12 345"), parse("伍万")
    (2630000000.0, 132000.0, 12345.0, 50000.0)
    """
    value = _read(numeral.translate(_FOLD))
    return None if value is None or value >= _LIMIT else float(round(value, 6))


def _read(text: str) -> Decimal | None:
    if not text or len(text) > 300:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):  # read digit by digit: 二〇二一
        return Decimal(_digits(text))
    if decimal := _DECIMAL.fullmatch(text):
        whole, multiplier = _read(decimal[1]), _read(decimal[3] or "一")
        return None if whole is None else (whole + Decimal(f"0.{_digits(decimal[2])}")) * (multiplier or 1)
    if spoken := _SPOKEN.fullmatch(text):
        return _next_place(*spoken.groups())
    return _sections(text)


def _digits(text: str) -> str:
    return "".join(str(_DIGITS[c]) for c in text)


def _next_place(before: str, multiplier: str, digit: str) -> Decimal | None:
    value, last = _sections(before + multiplier), _sections(digit)
    unit = (_SMALL | _LARGE)[multiplier]
    return None if value is None or last is None else value + last * unit / 10


def _sections(text: str) -> Decimal | None:
    total = section = Decimal(0)  # section: below the next 万 or 亿; decimal, so that 531.3亿 is exact
    digit: Decimal | None = None
    for piece in _PIECE.findall(text):
        if piece in _DIGITS:
            digit = Decimal(_DIGITS[piece])
        elif piece in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[piece]
            digit = None
        elif piece in _LARGE:
            section += digit or 0
            # 1.44万亿: a multiplier with nothing before it in its own section multiplies all so far
            if section == 0 and total:
                total *= _LARGE[piece]
            elif piece == "亿" and 0 < total < _LARGE["亿"]:  # 三万五千亿
                total = (total + section) * _LARGE["亿"]
            else:
                total += (section or 1) * _LARGE[piece]
            section, digit = Decimal(0), None
        elif piece[0].isdigit():
            digit = Decimal(piece)
        else:
            return None
    return total + section + (digit or 0)


def approximate(numeral: str) -> tuple[float, float] | None:
    """The two ends of a numeral of neighbouring digits: 二三 is two or three, 十五六 fifteen or sixteen; and of 三五.

    >>> approximate("二三"), approximate("七八十"), approximate("十五六"), approximate("二一")
    ((2.0, 3.0), (70.0, 80.0), (15.0, 16.0), None)
    """
    found = _ABOUT.fullmatch(numeral)
    if not found or not (
        _DIGITS[found[3]] == _DIGITS[found[2]] + 1 or found.group(1, 2, 3) == ("", "三", "五")
    ):
        return None
    ends = parse(found[1] + found[2] + found[4]), parse(found[1] + found[3] + found[4])
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None
