"""Numerals: Arabic, Chinese and mixed ones (19万1369, 二十三, 1.44万亿) to numbers."""

from __future__ import annotations

import re
from decimal import Decimal

# Arabic digits with multipliers, or a run of Chinese ones. Linear: each repetition opens with a character of its own.
NUMERAL = r"(?:\d+(?:,\d{3})*(?:\.\d+)?(?:[十百千万亿]\d*(?:\.\d+)?)*|[零〇一二两三四五六七八九十百千万亿]+)"

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
_LARGE = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_LIMIT = Decimal(10**18)  # what is larger is no figure of a newspaper
_PIECE = re.compile(r"\d+(?:\.\d+)?|.")


def parse(numeral: str) -> float | None:
    """The number that ``numeral`` writes, or None where it writes none.

    >>> parse("19万1369"), parse("二十三"), parse("1.44万亿"), parse("二〇二一"), parse("千")
    (191369.0, 23.0, 1440000000000.0, 2021.0, 1000.0)
    """
    text = numeral.replace(",", "")
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):  # read digit by digit: 二〇二一
        return float("".join(str(_DIGITS[c]) for c in text)) if len(text) < 300 else None
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
        elif piece[0].isdigit() and len(piece) < 300:
            digit = Decimal(piece)
        else:
            return None
    return float(round(total + section + (digit or 0), 6)) if total < _LIMIT else None


def approximate(numeral: str) -> tuple[float, float] | None:
    """The two ends of a numeral of neighbouring digits: 二三 is two or three, 三四十 thirty or forty.

    >>> approximate("二三"), approximate("七八十"), approximate("二一")
    ((2.0, 3.0), (70.0, 80.0), None)
    """
    low, high = (_DIGITS.get(c, 0) for c in (numeral + "零零")[:2])
    if low < 1 or high != low + 1 or any(c in _DIGITS for c in numeral[2:]):
        return None
    ends = parse(numeral[0] + numeral[2:]), parse(numeral[1:])
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None
