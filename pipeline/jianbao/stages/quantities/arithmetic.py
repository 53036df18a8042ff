"""Checks of printed figures: shares recomputed, percent where points are meant, parts that do not sum.

A check is a doubt with its arithmetic, not a verdict: it names the figures it compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from math import floor

from jianbao.article import Check, Quantity, Span
from jianbao.categories import CheckKind
from jianbao.language.patterns import STATEMENT_ENDS
from jianbao.language.word_tables import role_pattern
from jianbao.resources import word_lists

_SHARE_LEAD = 12  # a word that makes a percentage a share stands at most this many characters before it
_CLOSE = 5.0  # a share farther off than this, in points, is of something else
_PART_REACH = 40
_TOTAL_REACH = 400  # a total stands at most this many characters before its parts
_STATEMENT_END = re.compile(f"[{STATEMENT_ENDS}]")
_LINE_OR_SENTENCE_END = re.compile(r"[。\n]")


def add_checks(text: str, quantities: Sequence[Quantity]) -> None:
    """Add the doubts to the quantities they are about; ``quantities`` are in order of the folded ``text``."""
    for i, quantity in enumerate(quantities):
        if quantity.unit == "%" and isinstance(quantity.value, float):
            found = _points(text, quantities, i) or _share(text, quantities, i)
            quantity.checks += [found] if found else []
    _sums(text, quantities)


@cache
def _word(role: str) -> re.Pattern[str]:
    return re.compile(role_pattern("share_words.tsv", role))


@cache
def _share_before() -> re.Pattern[str]:
    """What ends right before a printed share: 占, 占比达, 占委员总数的比例约."""
    holds, proportion, about = (
        role_pattern("share_words.tsv", role) for role in ("holds", "proportion", "about")
    )
    return re.compile(rf"{holds}(?:[比到了]|[^,。;]{{0,14}}的)?{proportion}?{about}*$")


def _points(text: str, quantities: Sequence[Quantity], i: int) -> Check | None:
    """占比47.2%，比上届提升8.3%: percent is printed where the difference of two shares is told."""
    now = quantities[i]
    if not now.change or i == 0 or not isinstance(now.value, float):
        return None
    base, sign = quantities[i - 1], _direction(now.change)
    if base.change or not isinstance(base.value, float) or not _is_share_nearby(text, base, now):
        return None
    if not sign or now.value <= 0:
        return None
    points, percent = base.value - sign * now.value, base.value / (1 + sign * now.value / 100)
    message = (
        f"{base.text} {now.change} {now.text}: {points:.4g}% before if percentage points are meant, "
        f"{percent:.4g}% if percent"
    )
    return Check("percent_or_points", message, now.value, round(percent, 4), _spans(base, now))


def _direction(change: str) -> int:
    """1 for a rise, -1 for a fall, 0 where the verb does not say."""
    table = word_lists("change_words.tsv")
    if any(word in change for word in table["rise"]):
        return 1
    return -1 if any(word in change for word in table["fall"]) else 0


def _is_share_nearby(text: str, base: Quantity, now: Quantity) -> bool:
    """Whether ``base`` is a share in percent, told in the same statement right before ``now``."""
    gap = text[base.end : now.start]
    if base.unit != "%" or _STATEMENT_END.search(gap) or gap.count(",") > 1:
        return False
    return bool(_word("share").search(text, max(0, base.start - _SHARE_LEAD), base.start))


def _share(text: str, quantities: Sequence[Quantity], i: int) -> Check | None:
    """248名，占比43.2%, of 573: the share recomputed from the counts printed before it."""
    share = quantities[i]
    printed = share.value
    if i == 0 or share.qualifier or not isinstance(printed, float):
        return None
    part = quantities[i - 1]
    if not _is_share_of(text, share, part) or not isinstance(part.value, float):
        return None
    ratios = [(100 * part.value / _number(total), total) for total in _totals(quantities, i - 1, part)]
    if not ratios:
        return None
    ratio, total = min(ratios, key=lambda pair: abs(pair[0] - printed))
    step = _step(share.text)
    if not step / 2 + 1e-9 < abs(ratio - printed) <= _CLOSE:
        return None
    truncated = abs(floor(ratio / step + 1e-9) * step - printed) < 1e-6
    kind: CheckKind = "share_truncated" if truncated else "share_mismatch"
    doubt = "truncated, not rounded" if truncated else "does not fit"
    message = f"{part.text}/{total.text} = {ratio:.2f} %, printed {printed:g}: {doubt}"
    return Check(kind, message, printed, round(ratio, 4), _spans(total, part, share))


def _is_share_of(text: str, share: Quantity, part: Quantity) -> bool:
    """Whether the text calls ``share`` a share, right after a count of the same statement."""
    if part.kind not in ("count", "money", "measure") or part.qualifier:
        return False
    if share.start - part.end > _PART_REACH or _STATEMENT_END.search(text[part.end : share.start]):
        return False
    return bool(_share_before().search(text, max(0, share.start - 20), share.start))


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
        stop = _LINE_OR_SENTENCE_END.search(text, total.end, total.end + _TOTAL_REACH)
        limit = stop.start() if stop else total.end + _TOTAL_REACH
        lead = _word("parts").search(text, total.end, min(limit, quantities[i + 1].start))
        parts = [q for q in quantities[i + 1 : i + 12] if q.end <= limit and q.unit == total.unit]
        if lead and len(parts) > 1 and _comparable(total, parts) and not _overlap(text, total, parts):
            _check_sum(total, parts, lead.group())
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


def _overlap(text: str, total: Quantity, parts: Sequence[Quantity]) -> bool:
    """女党员50名,大专以上学历90名: parts told by different qualities may share members, and 其中 parts of a part."""
    starts = [total.end, *(part.end for part in parts[:-1])]
    labels = [text[start : part.end] for start, part in zip(starts, parts, strict=True)]
    if any(_word("within").search(label) for label in labels[1:]):
        return True
    return len(set(map(_qualities, labels))) > 1


def _qualities(label: str) -> frozenset[str]:
    """The qualities that a label tells its part by: sex, schooling, rank ..."""
    return frozenset(role for role, pattern in _quality_patterns() if pattern.search(label))


@cache
def _quality_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    roles = [role for role in word_lists("share_words.tsv") if role.startswith("by_")]
    return tuple((role, _word(role)) for role in roles)


def _check_sum(total: Quantity, parts: Sequence[Quantity], lead: str) -> None:
    made, printed = sum(_number(p) for p in parts), _number(total)
    all_told = lead in word_lists("share_words.tsv")["all_parts"]
    less = all_told and 0.9 * printed < made < printed
    if made > printed * (1 + 1e-9) or less:
        message = f"{' + '.join(p.text for p in parts)} = {_as_printed(made)}, printed {total.text}"
        total.checks.append(Check("sum", message, printed, made, _spans(total, *parts)))


def _number(quantity: Quantity) -> float:
    return quantity.value if isinstance(quantity.value, float) else max(quantity.value)


def _as_printed(value: float) -> str:
    """The number as newspapers print it.

    >>> _as_printed(1.1e9), _as_printed(2345678.0), _as_printed(140.0)
    ('11亿', '234.5678万', '140')
    """
    for unit, least, size in (("亿", 10**8, 10**8), ("万", 10**6, 10**4)):
        if value >= least:
            return f"{_plain(value / size)}{unit}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _step(printed: str) -> float:
    """The last decimal place printed: 43.2% to 0.1."""
    digits = re.sub(r"[^\d.]", "", printed)
    return float(Decimal(1).scaleb(-len(digits.partition(".")[2])))


def _spans(*quantities: Quantity) -> list[Span]:
    return [Span(q.start, q.end) for q in quantities]
