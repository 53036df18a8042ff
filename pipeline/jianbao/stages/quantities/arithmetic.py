"""Checks of printed figures: shares recomputed, percent where points are meant, parts that do not sum.

A check is a doubt with its arithmetic, not a verdict: it names the figures it compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import floor

from jianbao.article import Check, Quantity, Span

_SHARE_WORD = re.compile(r"占|比例|比重|[一-鿿]率")
_SHARE_BEFORE = re.compile(r"占(?:比|到|了|[^,。;]{0,14}的)?(?:比例|比重)?(?:约|近|超|达|为|至)*$")
_RISES = re.compile(r"增|升|提|扩|涨")
_FALLS = re.compile(r"降|减|回落|缩|跌|滑")
_LISTS = re.compile(r"其中|包括|分别|:|含")
_CLOSE = 5.0  # a share farther off than this, in points, is of something else
_PART_REACH = 40
_TOTAL_REACH = 400  # a total stands at most this many characters before its parts


def check(text: str, quantities: Sequence[Quantity]) -> None:
    """Add the doubts to the quantities they are about; ``quantities`` are in order of the text."""
    for i, quantity in enumerate(quantities):
        if quantity.unit == "%" and isinstance(quantity.value, float):
            found = _points(text, quantities, i) or _share(text, quantities, i)
            quantity.checks += [found] if found else []
    _sums(text, quantities)


def _points(text: str, quantities: Sequence[Quantity], i: int) -> Check | None:
    """占比47.2%，比上届提升8.3%: percent is printed where the difference of two shares is told."""
    now = quantities[i]
    if not now.change or i == 0 or not isinstance(now.value, float):
        return None
    base = quantities[i - 1]
    gap = text[base.end : now.start]
    if base.unit != "%" or base.change or not isinstance(base.value, float) or re.search(r"[。;\n]", gap):
        return None
    if gap.count(",") > 1 or not _SHARE_WORD.search(text, max(0, base.start - 12), base.start):
        return None
    sign = 1 if _RISES.search(now.change) else -1 if _FALLS.search(now.change) else 0
    if not sign or now.value <= 0:
        return None
    points, percent = base.value - sign * now.value, base.value / (1 + sign * now.value / 100)
    message = (
        f"{base.text} {now.change} {now.text}: {points:.4g}% before if percentage points are meant, "
        f"{percent:.4g}% if percent"
    )
    return Check("percent_or_points", message, now.value, round(percent, 4), _spans(base, now))


def _share(text: str, quantities: Sequence[Quantity], i: int) -> Check | None:
    """248名，占比43.2%, of 573: the share recomputed from the counts printed before it."""
    share = quantities[i]
    if not isinstance(share.value, float) or not _SHARE_BEFORE.search(
        text, max(0, share.start - 20), share.start
    ):
        return None
    if i == 0 or share.qualifier:
        return None
    part = quantities[i - 1]
    if not isinstance(part.value, float) or part.kind not in ("count", "money", "measure") or part.qualifier:
        return None
    if share.start - part.end > _PART_REACH or re.search(r"[。;\n]", text[part.end : share.start]):
        return None
    totals = _totals(quantities, i - 1, part)
    if not totals:
        return None
    total, computed = min(
        ((t, 100 * part.value / _number(t)) for t in totals),
        key=lambda pair: abs(pair[1] - float(share.value)),  # type: ignore[arg-type]
    )
    step = _step(share.text)
    off = abs(computed - share.value)
    if off <= step / 2 + 1e-9 or off > _CLOSE:
        return None
    truncated = abs(floor(computed / step + 1e-9) * step - share.value) < 1e-6
    kind = "share_truncated" if truncated else "share_mismatch"
    said = "truncated, not rounded" if truncated else "does not fit"
    message = f"{part.text}/{total.text} = {computed:.2f} %, printed {share.value:g}: {said}"
    return Check(kind, message, share.value, round(computed, 4), _spans(total, part, share))


def _totals(quantities: Sequence[Quantity], at: int, part: Quantity) -> list[Quantity]:
    """Larger counts of the same unit not far before ``part``."""
    found = []
    for k in range(at - 1, max(-1, at - 40), -1):
        other = quantities[k]
        if part.start - other.end > _TOTAL_REACH:
            break
        if other.unit == part.unit and not other.qualifier and _number(other) > _number(part):
            found.append(other)
    return found


def _sums(text: str, quantities: Sequence[Quantity]) -> None:
    """共19人，其中4人……，15人……: parts of one sentence that make more than their total, or less where all are told."""
    i = 0
    while i < len(quantities) - 2:
        total = quantities[i]
        stop = re.compile(r"[。\n]").search(text, total.end, total.end + _TOTAL_REACH)
        limit = stop.start() if stop else total.end + _TOTAL_REACH
        lead = _LISTS.search(text, total.end, min(limit, quantities[i + 1].start))
        parts = [q for q in quantities[i + 1 : i + 12] if q.end <= limit and q.unit == total.unit]
        if lead and len(parts) > 1 and _comparable(total, parts):
            _sum(text, total, parts, lead.group())
            i += len(parts)
        i += 1


def _comparable(total: Quantity, parts: Sequence[Quantity]) -> bool:
    fine = (
        total.unit not in ("%", "")
        and total.kind in ("count", "money")
        and not total.qualifier
        and not total.change
    )
    return fine and all(not p.qualifier and not p.change and _number(p) < _number(total) for p in parts)


def _sum(text: str, total: Quantity, parts: Sequence[Quantity], lead: str) -> None:
    made, printed = sum(_number(p) for p in parts), _number(total)
    less = made < printed and lead in ("分别", ":", "包括") and made > 0.9 * printed
    if made > printed * (1 + 1e-9) or less:
        message = f"{' + '.join(p.text for p in parts)} = {made:g}, printed {total.text}"
        total.checks.append(Check("sum", message, printed, made, _spans(total, *parts)))


def _number(quantity: Quantity) -> float:
    return quantity.value if isinstance(quantity.value, float) else max(quantity.value)


def _step(printed: str) -> float:
    """The last decimal place printed: 43.2% to 0.1."""
    digits = re.sub(r"[^\d.]", "", printed)
    return float(Decimal(1).scaleb(-len(digits.partition(".")[2])))


def _spans(*quantities: Quantity) -> list[Span]:
    return [Span(q.start, q.end) for q in quantities]
