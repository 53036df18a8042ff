"""Brackets and quotation marks in names: no mention begins or ends inside a pair and goes on outside of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from jianbao.language.patterns import HAN, QUOTATION_PAIRS, SENTENCE_ENDS, alternatives
from jianbao.language.quotation import STRAIGHT, TITLE_PAIRS, mark_pairs
from jianbao.resources import word_lists
from jianbao.tagging.labels import Mention

_PAIRS = {**QUOTATION_PAIRS, **TITLE_PAIRS, "(": ")", "[": "]", "【": "】", "〔": "〕"}
_ROUND = "(["  # brackets: a name stands before them; quotation marks may open one
_MARKS = frozenset((*_PAIRS, *_PAIRS.values(), STRAIGHT))
_REACH = 12  # characters of a name that a mention may lack inside a pair of marks
_GAP = 4  # characters of a name between a mention and a bracket: 德正|律师|(上海)
_BREAK = re.compile(rf"[,{SENTENCE_ENDS};:\n]")  # never inside the marked part of a name
_END = re.compile(rf"[{SENTENCE_ENDS};\n]")


def close_marks(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a folded text, those with an odd mark widened to the whole name, or cut at the mark.

    A mention whose marks are in pairs stays, unless it begins with a bracket: a name stands before it. What is left
    of a mention that cannot be widened is its longest part without odd marks, if that is most of it or a time.

    >>> close_marks("在云岭(江南)学校", [(1, 3, "LOC"), (4, 9, "ORG")])
    [(1, 9, 'ORG')]
    """
    if _MARKS.isdisjoint(text):
        return list(found)
    pairs = mark_pairs(text, _PAIRS)
    out: list[Mention] = []
    for i, mention in enumerate(found):
        if out and mention[1] <= out[-1][1]:
            continue  # it became a part of the name before
        whole = _whole(text, mention, found, pairs)
        if whole is None:
            continue
        while out and out[-1][1] > whole[0]:
            out.pop()
        out.append(_joined_after(text, whole, found[i + 1 :]))
    return out


def sentence_end(text: str, mention: Mention) -> bool:
    """Whether a sentence ends inside a mention, outside of its quotation marks.

    >>> sentence_end("到会。周启明", (1, 6, "ORG")), sentence_end("“加油!少年”社", (0, 8, "ORG"))
    (True, False)
    """
    start, end, _ = mention
    form = text[start:end]
    if not _END.search(form):
        return False
    quoted = mark_pairs(form, QUOTATION_PAIRS)
    return any(not any(a < m.start() < b for a, b in quoted) for m in _END.finditer(form))


def _whole(
    text: str, mention: Mention, found: Sequence[Mention], pairs: Sequence[tuple[int, int]]
) -> Mention | None:
    """The mention with its marks in pairs; None where nothing of it stands."""
    start, end, kind = mention
    near = [(a, b) for a, b in pairs if a < end and b >= start - 1 and b - a <= _REACH + end - start]
    if kind in ("LOC", "ORG"):
        for a, b in near:
            if a < start <= b < end:
                start = _begin(text, a, b, start, found)
            elif a == start and text[a] in _ROUND:
                start = _begin(text, a, b, start, [m for m in found if m[2] == kind])
            elif start <= a < end <= b:
                end = _finish(text, a, b, end)
            elif b == start - 1 and text[a] not in (*_ROUND, STRAIGHT) and _goes_on(text, start, end):
                start = _begin(text, a, b, start, found)
    return _balanced(text, (start, end, kind), pairs)


def _begin(text: str, opening: int, closing: int, start: int, found: Iterable[Mention]) -> int:
    """Where a name begins that goes on over the pair of marks; ``start`` where that is not clear."""
    inside = text[opening + 1 : closing]
    if len(inside) > _REACH or _BREAK.search(inside):
        return start
    gap = _GAP if text[opening] in _ROUND else 0
    for a, b, kind in found:
        if a < opening and 0 <= opening - b <= gap and kind != "TIME" and _is_name(text[b:opening]):
            return a if gap or kind != "PER" else opening
    if gap:
        return start
    return opening - (text[opening - 1 : opening] in _words("level") and not _han(text, opening - 2))


def _finish(text: str, opening: int, closing: int, end: int) -> int:
    """Where a name ends of which a pair of marks is cut: after the pair, if the rest of it may be in a name."""
    inside = text[opening + 1 : closing]
    fits = closing - end <= _REACH and not _BREAK.search(inside) and _is_name(text[end:closing])
    return closing + 1 if fits else end


def _joined_after(text: str, mention: Mention, later: Sequence[Mention]) -> Mention:
    """The mention with what its name goes on with: 集团|(云岭)分公司."""
    start, end, kind = mention
    if kind != "TIME" and (match := _branch().match(text, end)):
        place = next((m for m in later if m[0] == match.start("place")), None)
        if place and place[1] == match.end("place") and place[2] == "LOC" and _is_name(match["gap"]):
            return start, match.end(), "ORG"
    return mention


def _balanced(text: str, mention: Mention, pairs: Sequence[tuple[int, int]]) -> Mention | None:
    """The longest part of a mention without odd marks, if it is most of it or a time."""
    start, end, kind = mention
    even = {at for a, b in pairs if start <= a and b < end for at in (a, b)}
    odd = [at for at in range(start, end) if text[at] in _MARKS and at not in even]
    if not odd:
        return mention
    edges = [start - 1, *odd, end]
    a, b = max(((a + 1, b) for a, b in pairwise(edges)), key=lambda part: part[1] - part[0])
    return (a, b, kind) if 2 * (b - a) > end - start or kind == "TIME" else None


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a mention is only the end of a name: 工作领导小组."""
    return any(text.startswith(word, start, end) for word in _words("after_quote"))


def _is_name(gap: str) -> bool:
    return all(char.isalnum() for char in gap) and not set(gap) & _words("stop")


def _han(text: str, at: int) -> bool:
    return at >= 0 and bool(re.match(HAN, text[at])) and text[at] not in _words("stop")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word_lists("name_marks.tsv")[kind])


@cache
def _branch() -> re.Pattern[str]:
    heads = alternatives(_words("after_bracket"))
    return re.compile(
        rf"(?P<gap>{HAN}{{0,{_GAP}}})\((?P<place>{HAN}{{2,6}})\){HAN}{{0,2}}(?:{heads})(?:(?={HAN})|\b)"
    )
