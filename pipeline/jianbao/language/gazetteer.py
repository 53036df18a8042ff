"""The gazetteer: the administrative divisions of China (``data/divisions.tsv.gz``) by name and by code."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Literal

from jianbao.resources import data_path, rows, words

DivisionLevel = Literal["province", "city", "county", "town"]
LEVELS: dict[int, DivisionLevel] = {
    2: "province",
    4: "city",
    6: "county",
    9: "town",
}  # by the length of the code
_PARENT = {9: 6, 6: 4, 4: 2}


class Gazetteer:
    """Divisions by name. Each has a code of 2 (province), 4 (city), 6 (county) or 9 digits (town).

    >>> known = Gazetteer([("41", "河南省"), ("4101", "郑州市"), ("410122", "中牟县")])
    >>> known.named("中牟"), known.path("410122"), known.level("410122")
    (('410122',), ('河南省', '郑州市', '中牟县'), 'county')
    """

    def __init__(self, divisions: list[tuple[str, str]], others: Iterable[tuple[str, str]] = ()) -> None:
        """``divisions``: code and name of each. ``others``: further names, each with the code of what it names."""
        self.names = dict(divisions)
        for code, name in divisions:  # some towns are listed with their county's name: 济源市邵原镇
            self.names[code] = name.removeprefix(self.names.get(parent(code), "-")) or name
        divisions = list(self.names.items())
        table: defaultdict[str, list[str]] = defaultdict(list)
        for code, name in divisions:
            table[name].append(code)
            for form in short_forms(name, _level(code)):
                table[form].append(code)
        for code, name in divisions:
            for form in former_forms(name, _level(code)):
                if form not in table:
                    table[form] = [code]
        for form, code in others:
            table[form].append(code)
        self._codes = {
            form: tuple(sorted(codes, key=len) if len(codes) > 1 else codes) for form, codes in table.items()
        }
        self.longest = max(map(len, self._codes), default=0)

    def named(self, form: str) -> tuple[str, ...]:
        """The codes of the divisions of this name, full or short; empty where there is none."""
        return self._codes.get(form, ())

    def is_short(self, form: str, code: str) -> bool:
        """Whether ``form`` is the bare name of ``code``: 中牟 for 中牟县."""
        return self.level(code) != "town" and self.names[code].startswith(form) and self.names[code] != form

    def level(self, code: str) -> DivisionLevel:
        """The level of a division."""
        return _level(code)

    def ancestors(self, code: str) -> Iterator[str]:
        """The codes ``code`` lies in, the nearest first."""
        while (code := parent(code)) != "":
            if code in self.names:
                yield code

    def within(self, code: str, outer: str) -> bool:
        """Whether ``code`` lies in ``outer`` or is the same."""
        return code == outer or outer in self.ancestors(code)

    def path(self, code: str) -> tuple[str, ...]:
        """The names from the province down to ``code``."""
        names = [self.names[c] for c in (*reversed(tuple(self.ancestors(code))), code)]
        return tuple(
            name for name, _ in groupby(names)
        )  # 中山市 has no counties: its only one bears its name


def parent(code: str) -> str:
    """The code of the next larger division, "" for a province; there may be none of that code (北京's districts)."""
    if "-" in code:
        return code.split("-")[0]
    return code[: _PARENT.get(len(code), 0)]


def _level(code: str) -> DivisionLevel:
    return "city" if "-" in code else LEVELS[len(code)]


def short_forms(name: str, level: DivisionLevel) -> list[str]:
    """What else a division is called: 河南, 中牟, 延边, 枫杨办事处 for 枫杨街道.

    >>> short_forms("延边朝鲜族自治州", "city"), short_forms("枫杨街道", "town"), short_forms("中县", "county")
    (['延边'], ['枫杨街道办事处', '枫杨办事处', '枫杨街道办'], [])
    """
    if level == "town":
        if not name.endswith(("街道", "办事处")):  # as most
            return []
        bare = name.removesuffix("办事处").removesuffix("街道")
        forms = [bare + end for end in ("街道", "街道办事处", "办事处", "街道办")]
        return [f for f in forms if f != name] if bare != name else []
    bare = next((name.removesuffix(e) for e in _endings() if name.endswith(e)), name)
    groups = _groups() if "自治" in name else _groups(bare=False)
    while group := next((g for g in groups if bare.endswith(g) and len(bare) - len(g) >= 2), ""):
        bare = bare.removesuffix(group)
    return [bare] if bare != name and len(bare) >= 2 else []


def former_forms(name: str, level: DivisionLevel) -> list[str]:
    """What a division was called before it became a city or district, and the common form of an autonomous one.

    What is called 地区 is the prefecture that was there before the city, or today the city and what lies around it.

    >>> former_forms("余江区", "county"), former_forms("孟连傣族拉祜族佤族自治县", "county")
    (['余江县'], ['孟连县'])
    >>> former_forms("商丘市", "city"), former_forms("伊犁哈萨克自治州", "city")
    (['商丘地区'], ['伊犁地区', '伊犁州'])
    """
    bare = [] if level == "town" else short_forms(name, level)
    if level in ("province", "city") and bare and not name.endswith("盟"):
        region = [bare[0] + "地区"]
        return [*region, bare[0] + "州"] if name.endswith("自治州") else region
    if level == "county":
        return [bare[0] + "县"] if bare and not name.endswith("旗") else []
    return []


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for ending, *_ in rows("division_endings.txt"))


@cache
def _groups(*, bare: bool = True) -> tuple[str, ...]:
    names = words("ethnic_groups.txt")
    if bare:  # 巴音郭楞蒙古自治州
        names |= {n.removesuffix("族") for n in names if len(n) > 2}
    return tuple(sorted(names | {"各族"}, key=lambda g: (-len(g), g)))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package; read once."""
    lines = gzip.decompress(data_path("divisions.tsv.gz").read_bytes()).decode("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    others = [(name, code) for name, code, _ in rows("division_names.tsv")]
    return Gazetteer([(code, name) for code, name in pairs], others)
