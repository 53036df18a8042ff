"""What belongs to a value after its unit: 三年半, 1米85, 10秒05, 九成五, 123元5角6分."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jianbao.language.numerals import parse
from jianbao.stages.quantities.figure_words import after_figure
from jianbao.stages.quantities.units import Unit, unit_at

_ARABIC = re.compile(r"\d{1,2}(?![\d%十百千万亿个多余]|\.\d|,\d{3}(?!\d))")
_CHINESE = re.compile(r"[零一二三四五六七八九]{1,2}(?![零〇一二两三四五六七八九十百千万亿])")
_PLACES = {"米": 2, "秒": 2, "成": 1, "块": 1}  # units whose decimals may stand after them, and how many
_DIGIT = "[0-9零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_COINS = {
    "元": re.compile(rf"零?(?:({_DIGIT})[角毛])?(?:零?({_DIGIT}{{1,2}})分)?(?!之|[钟秒])"),
    "角": re.compile(rf"()({_DIGIT})分(?!之|[钟秒])"),
    "块": re.compile(rf"({_DIGIT})[毛角](?:({_DIGIT})分)?钱?"),
}
_COINS["圆"] = _COINS["元"]


class Tail(NamedTuple):
    """What comes after a unit: where it ends, and what it adds to the value."""

    end: int
    added: float


def tail_after(text: str, end: int, unit: str, kind: Unit, value: float) -> Tail | None:
    """The tail of a figure of one ``value`` whose ``unit`` ends at ``end``, or None."""
    if kind.kind == "time" and text.startswith("半", end) and not text.startswith("半年", end):
        return Tail(end + 1, 0.5)
    if unit in _COINS and (coins := _coins(text, end, unit)):
        return coins
    if unit in _PLACES and value == int(value):
        return _decimals(text, end, _PLACES[unit])
    return None


def _coins(text: str, end: int, unit: str) -> Tail | None:
    found = _COINS[unit].match(text, end)
    if not found or not (found[1] or found[2]):
        return None
    tenths, hundredths = (Decimal(str(parse(part) or 0)) if part else Decimal(0) for part in found.groups())
    return Tail(found.end(), float(hundredths / 10 if unit == "角" else tenths / 10 + hundredths / 100))


def _decimals(text: str, end: int, places: int) -> Tail | None:
    """85 of 1米85; not 20 of 宽5米20名, nor 2 of 200米2号楼."""
    arabic = _ARABIC.match(text, end)
    found = arabic or _CHINESE.match(text, end)
    if not found or len(found.group()) > places or unit_at(text, found.end()):
        return None
    if after_figure("tail_ends").match(text, found.end()):
        return None
    if not arabic and not after_figure("decimal_ends").match(text, found.end()):
        return None
    digits = found.group() if arabic else "".join(str(int(parse(c) or 0)) for c in found.group())
    return Tail(found.end(), float(Decimal(f"0.{digits}")))
