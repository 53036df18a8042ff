"""Slogan families: terms in one breath that share a morpheme and a frame, mined without a list of answers.

One breath is a run joined by 、 or ，, by quotation marks side by side, or by nothing at all (获得感幸福感安全感).
A run becomes a family where its members are cut alike: same length, a shared morpheme in the same place.
Plain lists look alike too (水费、电费), so an unquoted run must also share an abstract head (点, 感, 力 ...), a
verb or modal in front (敢想、敢干、敢闯), or a frame inside (抓得很细、做得很实).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from jianbao.article import Slogan, SloganFamily
from jianbao.language.patterns import HAN_EXTENDED, SENTENCE_ENDS
from jianbao.language.rarity import general_idf
from jianbao.resources import rows, word_lists
from jianbao.resources import words as word_list
from jianbao.stages.slogans.words import Words

_MAX = 8  # characters of a member
_PAIR = (5, 4, 3)  # characters of members of which there are but two
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{2,20})[”\"」』]")
_PAUSE = re.compile(r"[、,]")
_STRONG = re.compile(rf"[{SENTENCE_ENDS};:\n]")
_HAN = re.compile(f"{HAN_EXTENDED}+")
_GAP = 8  # characters between quoted members in one breath
_OPEN = "×"  # in a frame: here members differ


class Term(NamedTuple):
    """A possible member of a family."""

    start: int
    end: int
    text: str
    quoted: bool


def find_families(words: Words) -> list[SloganFamily]:
    """The slogan families of an article, in order of their first member."""
    quoted = list(quoted_items(words.text))
    found: list[SloganFamily] = []
    for run in [*quoted_runs(words, quoted), *pause_runs(words), *glued_runs(words)]:
        found += families_of(run, words)
    found += _echoes(quoted, found)
    found += [_single(item) for item in quoted if _numbered().fullmatch(item.text)]
    return _merge(found)


def _numbers() -> str:
    return "".join(word_lists("slogan_cues.tsv")["number"])


def _measures() -> str:
    return "".join(word_lists("slogan_cues.tsv")["measure"])


@cache
def _numbered() -> re.Pattern[str]:
    """六个一, 四个意识, 两学一做, 三严三实, 五位一体, 一网通办: a number, and a measure or a second number."""
    n, m = _numbers(), _measures()
    return re.compile(rf"[{n}](?:[{m}][^{n}\W]{{0,2}}[{n}]?|[^\W{n}]{{1,2}}[{n}][^\W]{{1,2}})")


def quoted_items(text: str) -> Iterator[Term]:
    """What stands between quotation marks, short and without marks of its own."""
    for match in _QUOTED.finditer(text):
        if _HAN.fullmatch(match[1]):
            yield Term(match.start(1), match.end(1), match[1], True)


def quoted_runs(words: Words, items: Sequence[Term]) -> Iterator[list[Term]]:
    """Quoted items in one breath: side by side, or in clauses that follow each other with a pause."""
    run: list[Term] = []
    for item in items:
        gap = words.text[run[-1].end : item.start] if run else ""
        if run and gap != "”\n“" and (len(gap) > _GAP or _STRONG.search(gap)):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def pause_runs(words: Words) -> Iterator[list[Term]]:
    """Runs of members between 、 or commas; the first and last are cut to the length of their fellows."""
    text = words.text
    marks = [m.start() for m in _PAUSE.finditer(text)]
    i = 0
    while i < len(marks):
        j = i
        while (
            j + 1 < len(marks)
            and text[marks[j + 1]] == text[marks[i]]
            and 2 <= marks[j + 1] - marks[j] - 1 <= _MAX
        ):
            j += 1
        middle = [
            Term(marks[k] + 1, marks[k + 1], text[marks[k] + 1 : marks[k + 1]], False) for k in range(i, j)
        ]
        yield from _cut_ends(words, marks[i], middle, marks[j])
        i = j + 1


def _cut_ends(words: Words, first: int, middle: list[Term], last: int) -> Iterator[list[Term]]:
    """Runs around the pauses ``first`` ... ``last``, with the members between them."""
    if not middle:
        yield from _pair(words, first, last)
    k = 0
    while k < len(middle):
        size = len(middle[k].text)
        m = k
        while m < len(middle) and len(middle[m].text) == size:
            m += 1
        run = middle[k:m]
        left = _left(words, run[0].start - 1, size) if k == 0 else None
        right = _right(words, run[-1].end + 1, size) if m == len(middle) else None
        if _HAN.fullmatch("".join(item.text for item in run)):
            yield [*([left] if left else []), *run, *([right] if right else [])]
        k = m


def _pair(words: Words, first: int, last: int) -> Iterator[list[Term]]:
    """Two members around a pause: with none between them all lengths are tried, the longest first."""
    text = words.text
    for size in _PAIR:
        shared = sum(map(eq, text[max(0, first - size) : first], text[last + 1 : last + 1 + size]))
        if 2 * shared < size:
            continue  # two members are a family only where half their characters are shared: ``_is_frame``
        left, right = _left(words, first, size), _right(words, last + 1, size)
        if left and right and any(families_of([left, right], words)):
            yield [left, right]
            return


def _left(words: Words, end: int, size: int) -> Term | None:
    """The ``size`` characters before ``end`` as a member, where they are whole words in Han characters."""
    piece = words.text[max(0, end - size) : end]
    fits = len(piece) == size and _HAN.fullmatch(piece) and words.on_edges(end - size, end)
    return Term(end - size, end, piece, False) if fits else None


def _right(words: Words, start: int, size: int) -> Term | None:
    """The same of the ``size`` characters from ``start`` on."""
    piece, after = words.text[start : start + size], words.text[start + size : start + size + 1]
    if size > 5 and after == "的":  # the clause goes on: it was cut in the middle
        return None
    fits = len(piece) == size and _HAN.fullmatch(piece) and words.on_edges(start, start + size)
    return Term(start, start + size, piece, False) if fits else None


def glued_runs(words: Words) -> Iterator[list[Term]]:
    """Three or more terms of one length side by side that end with the same abstract head: 获得感幸福感安全感."""
    for size, pattern in _glued():
        for match in pattern.finditer(words.text):
            start, end = match.span()
            if words.on_edges(start, end):
                yield [
                    Term(at, at + size, words.text[at : at + size], False) for at in range(start, end, size)
                ]


@cache
def _glued() -> list[tuple[int, re.Pattern[str]]]:
    heads = "".join(_heads())
    han = HAN_EXTENDED
    return [
        (n, re.compile(f"{han}{{{n - 1}}}([{heads}])(?:{han}{{{n - 1}}}(?<=[^{heads}])\\1){{2,}}"))
        for n in (3, 2, 4)
    ]


def families_of(run: Sequence[Term], words: Words) -> Iterator[SloganFamily]:
    """The families in ``run``: stretches of members of one length that share a frame, the longest first."""
    i = 0
    while i < len(run):
        j, columns = i + 1, [{c} for c in run[i].text]
        while j < len(run) and len(run[j].text) == len(columns):
            wider = [column | {c} for column, c in zip(columns, run[j].text, strict=True)]
            if all(len(column) > 1 for column in wider):
                break
            columns, j = wider, j + 1
        frame = "".join(next(iter(c)) if len(c) == 1 else _OPEN for c in columns)
        members = list({item.text: item for item in run[i:j]}.values())
        if len(members) >= 2 and _is_frame(frame, frame.replace(_OPEN, ""), members, words):
            yield _family(members, frame.replace(_OPEN, ""), frame)
        i = max(j, i + 1)


def _is_frame(frame: str, shared: str, members: Sequence[Term], words: Words) -> bool:
    """Whether members that share ``frame`` are a family rather than a plain list."""
    if set(shared) <= word_list("slogan_weak.txt") or not all(_HAN.fullmatch(m.text) for m in members):
        return False
    dense, enough = len(shared) * 2 >= len(frame), len(members) >= 3
    if all(m.quoted for m in members):
        return enough or (dense and _side_by_side(members, words.text))
    head = _heads().get(shared[-1]) if frame.startswith(_OPEN) and not frame.endswith(_OPEN) else None
    if head != "abstract" and any(_is_name(m, words) for m in members):
        return False
    if not frame.endswith(_OPEN):  # 烦心事/揪心事/操心事
        return enough and head is not None
    if frame.startswith(_OPEN):  # 抓得很细/做得很实, 解民忧/纾民困/暖民心
        third = len(shared) * 3 >= len(frame) >= 3
        return third and (dense or enough) and _starts_with(words, members, "VA")
    # 敢想/敢干/敢闯, 有理想/有道德; but 超员/超速/超载 are words of the dictionary, a plain list
    return (
        enough and _starts_with(words, members, "VAD") and not all(m.text in general_idf() for m in members)
    )


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("slogan_heads.tsv")}


def _side_by_side(members: Sequence[Term], text: str) -> bool:
    """Whether members follow each other with nothing but marks between them; “无意”或“故意” do not."""
    ordered = sorted(members, key=lambda m: m.start)
    gaps = [text[a.end : b.start] for a, b in pairwise(ordered)]
    return not any(_HAN.search(gap) for gap in gaps)


def _is_name(item: Term, words: Words) -> bool:
    """Whether a proper name, a number or a time lies in ``item``; one character that looks like one does not."""
    i, j = words.first_at(item.start), words.first_at(item.end)
    return any(
        letter in "PLOTMQEZ" and (letter in "MQT" or words.ends[k] - words.starts[k] > 1)
        for k, letter in enumerate(words.classes[i:j], i)
    )


def _starts_with(words: Words, members: Sequence[Term], letters: str) -> bool:
    """Whether most members start with a word of one of these classes."""
    n = sum(words.classes[words.first_at(m.start) : words.first_at(m.start) + 1] in letters for m in members)
    return n * 2 > len(members)


def _echoes(items: Sequence[Term], found: Sequence[SloganFamily]) -> Iterator[SloganFamily]:
    """Quoted terms far apart that differ in one character of three or more: 领头羊, 领头雁."""
    taken = {m.term for family in found for m in family.members}
    frames: dict[str, dict[str, Term]] = {}
    for item in items:
        if 3 <= len(item.text) <= 5 and item.text not in taken:
            for k in {0, len(item.text) - 1}:
                frame = item.text[:k] + _OPEN + item.text[k + 1 :]
                frames.setdefault(frame, {}).setdefault(item.text, item)
    for frame, members in frames.items():
        if len(members) >= 2 and not set(frame) & set(_numbers()):
            yield _family(list(members.values()), frame.replace(_OPEN, ""), frame)


def _single(item: Term) -> SloganFamily:
    """六个一, 两学一做: a slogan that names its members by a number."""
    frame = "".join(c if c in _numbers() + _measures() else _OPEN for c in item.text)
    return _family([item], frame.replace(_OPEN, ""), frame)


def _family(members: Sequence[Term], shared: str, frame: str) -> SloganFamily:
    ordered = sorted(members, key=lambda m: m.start)
    return SloganFamily(
        family="/".join(m.text for m in ordered),
        shared=shared,
        frame=frame,
        members=[Slogan(m.text, m.start, m.end) for m in ordered],
    )


def _merge(found: Sequence[SloganFamily]) -> list[SloganFamily]:
    """Families of one frame that have a member in common are one."""
    merged: list[SloganFamily] = []
    by_term: dict[tuple[str, str], int] = {}
    for family in sorted(found, key=lambda f: (f.members[0].start, -len(f.members))):
        at = next(
            (by_term[family.frame, m.term] for m in family.members if (family.frame, m.term) in by_term), None
        )
        if at is None:
            at = len(merged)
            merged.append(family)
        else:
            have = {m.term for m in merged[at].members}
            merged[at].members += [m for m in family.members if m.term not in have]
            merged[at].family = "/".join(m.term for m in merged[at].members)
        for m in family.members:
            by_term[family.frame, m.term] = at
    return merged
