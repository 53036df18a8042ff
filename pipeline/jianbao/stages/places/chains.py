"""Place chains: a place name taken apart into its links, from large to small (枫杨办事处 ⊃ 大里村).

A link is a division the gazetteer knows, or a stretch that ends as such names do (``data/place_kinds.tsv``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from jianbao.categories import PlaceLevel
from jianbao.language.gazetteer import gazetteer
from jianbao.language.word_tables import role_pattern
from jianbao.resources import rows, words

_RANKS = {"province": 1, "city": 2, "county": 3, "town": 5}
_COUNTRY = 0
_LAST_RANK = 7
_NUMBER = re.compile(r"[\d一二三四五六七八九十之-]+号(?:院|附近|门前|旁)?$")  # 县前路18号 is on a road


class Link(NamedTuple):
    """One link of a chain: its place in the name, its level, and the codes it may have.

    ``rank`` is 0 for a country and grows as places get smaller; from 7 on (roads, buildings) nothing lies inside.
    """

    start: int
    end: int
    level: PlaceLevel
    rank: int
    codes: tuple[str, ...] = ()


class _Endings(NamedTuple):
    kinds: dict[str, tuple[PlaceLevel, int]]  # level and rank of each ending
    words: frozenset[str]  # endings that are words: no cut is made after them (智慧城市)
    pattern: re.Pattern[str]  # an ending right before the end of a stretch


@cache
def _endings() -> _Endings:
    kinds: dict[str, tuple[PlaceLevel, int]] = {}
    no_cut: set[str] = set()
    for level, rank, names in rows("place_kinds.tsv"):
        if level == "none":
            no_cut |= set(names.split())
            continue
        for name in names.split():
            kinds.setdefault(name, (cast(PlaceLevel, level), int(rank)))
    kinds |= dict.fromkeys(no_cut - kinds.keys(), ("", 0))
    longest_first = sorted(kinds, key=lambda e: (-len(e), e))
    return _Endings(kinds, frozenset(no_cut), re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})$"))


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(role_pattern("place_words.tsv", "goes_on"))


@cache
def _ends_early() -> re.Pattern[str]:
    return re.compile(role_pattern("place_words.tsv", "ends_early"))


def ending(name: str) -> str:
    """The longest ending of ``name`` that says what it is, or ""."""
    found = _endings().pattern.search(_NUMBER.sub("", name[-16:]))
    return found.group() if found else ""


def level_of(name: str) -> tuple[PlaceLevel, int]:
    """Level and rank by the ending: ("village", 6) for 大里村; ("", 7) where it says nothing."""
    if name in words("countries.txt"):
        return "country", _COUNTRY
    end = ending(name)
    level, rank = _endings().kinds.get(end, ("", 0))
    if level == "venue" and len(end) == 1 and len(name) < 3:  # 陶寺, 泗门: names of towns as often
        return "", _LAST_RANK
    return level, rank or _LAST_RANK


def is_bare_zone(name: str) -> bool:
    """Whether ``name`` says only what it is: 高新区."""
    return ending(name) == name and level_of(name)[0] == "zone"


@lru_cache(maxsize=50_000)
def chain(name: str) -> tuple[Link, ...]:
    """The links of ``name`` (folded), from large to small; together they cover all of it.

    >>> [name[a:b] for name in ("枫杨办事处大里村",) for a, b, *_ in chain(name)]
    ['枫杨办事处', '大里村']
    """
    links: list[Link] = []
    at, rank = 0, -1
    scope: tuple[str, ...] = ()
    while at < len(name):
        link = _known(name, at, rank, scope) or _by_ending(name, at, rank) or _rest(name, at)
        links.append(link)
        at, rank, scope = link.end, link.rank, link.codes or scope
        if link.level == "zone" and _names_county(name[at:]):
            rank = _RANKS["city"]  # 雄安新区|容城县
    return tuple(links)


def _known(name: str, at: int, rank: int, scope: tuple[str, ...]) -> Link | None:
    """The longest division of the gazetteer, or country, that opens at ``at`` and fits what stands before."""
    known = gazetteer()
    for end in range(min(len(name), at + known.longest), at + 1, -1):
        piece, rest = name[at:end], name[end:]
        if len(rest) == 1:
            continue
        if piece in words("countries.txt") and rank < 0:
            return Link(at, end, "country", _COUNTRY)
        codes = [c for c in known.named(piece) if _RANKS[known.level(c)] > rank and not _is_zone(piece, c)]
        if scope:
            codes = [c for c in codes if any(known.within(c, outer) for outer in scope)]
        if rest and codes:
            codes = [c for c in codes if not _continued(piece, rest, c)]
        if codes:
            return Link(at, end, known.level(codes[0]), _RANKS[known.level(codes[0])], tuple(codes))
    return None


def _names_county(rest: str) -> bool:
    """Whether the full name of a county opens ``rest``."""
    known = gazetteer()
    forms = (rest[:n] for n in range(3, known.longest) if n <= len(rest))
    return any(
        known.level(c) == "county" and known.names[c] == form for form in forms for c in known.named(form)
    )


def _is_zone(piece: str, code: str) -> bool:
    """高新区 is listed among some city's towns, and is a zone of every other city."""
    return len(code) == 9 and is_bare_zone(piece)


def _continued(piece: str, rest: str, code: str) -> bool:
    """Whether ``rest`` makes another name of a division's: 南京|路, 乐清市|区, 滨海|新城."""
    if (rest.startswith("区") and piece.endswith("市")) or (_ends_early().match(rest) and len(rest) < 3):
        return True
    known = gazetteer()
    if known.level(code) == "county" and known.is_short(piece, code) and rest.startswith("新区"):
        return True  # 平原新区 is no part of 平原县
    if not known.is_short(piece, code) or any(known.named(rest[:n]) for n in (4, 3, 2)):
        return False
    if _goes_on().match(rest):
        return True
    if len(rest) < 3 and level_of(rest)[0] in ("town", "village", "road"):  # 白沙|沟村
        return True
    return ending(rest) == rest and level_of(rest)[0] not in ("zone", "region", "county")


def _by_ending(name: str, at: int, rank: int) -> Link | None:
    """The shortest stretch of two characters or more that ends as a division, zone or village does."""
    for end in range(at + 2, len(name) - 1):
        if _ends_early().match(name, end):
            continue
        found = ending(name[at:end])
        if not found or found in _endings().words:
            continue
        level, own = _endings().kinds[found]
        if len(found) == end - at and level != "zone":  # a bare ending is no name, except 高新区
            continue
        longer = ending(name[at : end + 1])
        if len(longer) > len(found) and longer.startswith(found):  # 街道 before 街道办事处
            continue
        if rank < own < _LAST_RANK:
            return Link(at, end, level, own)
    return None


def _rest(name: str, at: int) -> Link:
    level, rank = level_of(name[at:])
    return Link(at, len(name), level, rank)
