"""What a page says about where it is: the divisions it names in places, organisations, the dateline and the outlet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.article import Article, Entity
from jianbao.language.gazetteer import gazetteer
from jianbao.language.width import fold, without_blanks
from jianbao.stages.places.chains import chain

_NEAR = 40  # named divisions looked at on either side of a place


class NamedDivision(NamedTuple):
    """A division that is named, and where; -1 for what stands outside the text."""

    at: int
    code: str


class Evidence:
    """The divisions an article names without doubt, in order, and the one it is about.

    >>> article = Article.from_text("郑州市中牟县官渡镇")
    >>> article.entities = [Entity(0, 9, "LOC", "郑州市中牟县官渡镇")]
    >>> Evidence(article).focus
    '410122'
    """

    def __init__(self, article: Article) -> None:
        found = [
            NamedDivision(e.start, code) for e in article.entities or () for code in _certain(e.type, e.text)
        ]
        self.named = sorted(set(found))
        self._starts = [n.at for n in self.named]
        outside = [article.outlet, article.dateline.place if article.dateline else None]
        self.outside = [NamedDivision(-1, code) for name in outside if name for code in _certain("ORG", name)]
        self.abroad = any(
            chain(fold(e.text))[0].level == "country" for e in article.entities or () if _foreign(e)
        )
        self.focus = "" if self.abroad else self._focus()
        self.city = "" if self.abroad else self._city()

    def _focus(self) -> str:
        """The smallest division, down to counties, that all others named lie around; "" where they lie apart."""
        known = gazetteer()
        deepest = ""
        for code in {n.code for n in (*self.named, *self.outside)}:
            if not deepest or known.within(code, deepest):
                deepest = code
            elif not known.within(deepest, code):
                return ""
        return deepest[:6] if len(deepest) == 9 else deepest

    def _city(self) -> str:
        """The one city in which all counties and districts named lie; "" where there is none."""
        codes = {n.code for n in (*self.named, *self.outside) if len(n.code) > 2}
        cities = {code[:4] for code in codes}
        city = cities.pop() if len(cities) == 1 else ""
        return city if city in gazetteer().names else ""

    def decide(self, codes: Sequence[str], at: int) -> str:
        """Which of the ``codes`` is meant at ``at``: the one that fits what is named nearest; else "".

        One fits that lies in a named division, or around it; else a county of the city that a named county lies in.
        """
        i = bisect_left(self._starts, at)
        before = self.named[max(0, i - _NEAR) : i][::-1]
        after = [n for n in self.named[i : i + _NEAR] if n.at > at]
        alike = all(len(code) == 6 for code in codes)
        for fits in (_related, _sisters) if alike else (_related,):
            for near in (*before, *self.outside, *after):
                fitting = [c for c in codes if fits(c, near.code)]
                if len(fitting) == 1:
                    return fitting[0]
        return ""


def _foreign(entity: Entity) -> bool:
    return entity.type == "LOC" and not entity.text.startswith("中国")


def _related(one: str, other: str) -> bool:
    known = gazetteer()
    return known.within(one, other) or known.within(other, one)


def _sisters(one: str, other: str) -> bool:
    """Whether they are counties or districts of one city."""
    return len(other) >= 6 and one[:4] == other[:4]


def _certain(kind: str, text: str) -> tuple[str, ...]:
    """The divisions that a name says for certain: its links as far as only one division fits each."""
    if kind not in ("LOC", "ORG"):
        return ()
    sure: tuple[str, ...] = ()
    for link in chain(fold(without_blanks(text))):
        code = only_division(link.codes)
        if not code:
            break
        sure = (*sure, code)
    return sure


def only_division(codes: Sequence[str]) -> str:
    """The one division that is meant where nothing else decides: the only one, or the one around all others.

    A bare name is that of a prefecture or province before that of a district elsewhere (西安, not 西安区).
    """
    known = gazetteer()
    large = [c for c in codes if known.level(c) in ("province", "city")]
    for pool in (codes, large):
        around = [c for c in pool if all(known.within(other, c) for other in pool)]
        if around:
            return around[0]
    provinces = [c for c in codes if known.level(c) == "province"]
    return provinces[0] if len(provinces) == 1 else ""
