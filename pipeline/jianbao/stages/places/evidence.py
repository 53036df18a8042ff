"""What a page itself says about where it is: the divisions it names, in places, bodies, the dateline and the outlet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from jianbao.article import Article, Entity
from jianbao.language.gazetteer import gazetteer
from jianbao.language.width import fold
from jianbao.stages.places.chains import Link, chain, is_bare_zone

_LIES_IN_FOCUS = ("town", "village", "zone", "road", "bridge", "station", "venue", "residence")
_NEAR = 40  # named divisions looked at on either side of a place


class Named(NamedTuple):
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
        found = [Named(e.start, code) for e in article.entities or () for code in _certain(e.type, e.text)]
        self.named = sorted(set(found))
        self._starts = [n.at for n in self.named]
        outside = [article.outlet, article.dateline.place if article.dateline else None]
        self.outside = [Named(-1, code) for name in outside if name for code in _certain("ORG", name)]
        self.abroad = any(
            chain(fold(e.text))[0].level == "country" for e in article.entities or () if _foreign(e)
        )
        self.focus = "" if self.abroad else self._focus()

    def _focus(self) -> str:
        """The smallest division, down to counties, that all others named lie around; "" where they lie apart."""
        known = gazetteer()
        deepest = ""
        for code in {n.code for n in (*self.named, *self.outside)}:
            if known.within(code, deepest) if deepest else True:
                deepest = code
            elif not known.within(deepest, code):
                return ""
        return deepest[:6] if len(deepest) == 9 else deepest

    def decide(self, codes: Sequence[str], at: int) -> str:
        """Which of the ``codes`` is meant at ``at``: the one that fits what is named nearest; else "".

        One fits that lies in a named division, or around it.
        """
        i = bisect_left(self._starts, at)
        before = self.named[max(0, i - _NEAR) : i][::-1]
        after = [n for n in self.named[i : i + _NEAR] if n.at > at]
        for near in (*before, *self.outside, *after):
            fitting = [c for c in codes if _related(c, near.code)]
            if len(fitting) == 1:
                return fitting[0]
        return ""


def _foreign(entity: Entity) -> bool:
    return entity.type == "LOC" and not entity.text.startswith("中国")


def _related(one: str, other: str) -> bool:
    known = gazetteer()
    return known.within(one, other) or known.within(other, one)


def _certain(kind: str, text: str) -> tuple[str, ...]:
    """The division that a name says for certain: the last link that only one division fits."""
    if kind not in ("LOC", "ORG"):
        return ()
    sure: tuple[str, ...] = ()
    for link in chain(fold("".join(text.split()))):
        code = sole(link.codes)
        if not code:
            break
        sure = (code,)
    return sure


def sole(codes: Sequence[str]) -> str:
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


class Where(NamedTuple):
    """What a place is found to be: level, code, path from the largest down, and what decided."""

    level: str
    code: str
    path: tuple[str, ...]
    decided: Literal["page", "gazetteer", "unresolved"]


def resolve(name: str, at: int, evidence: Evidence, host: str = "") -> Where:
    """Where the place ``name``, first named at ``at``, lies; ``host``: what the page says it lies in, if it does.

    What a page names without a host lies in the county or city that the page is about, if it is about one.
    """
    links, known = chain(fold(name)), gazetteer()
    last = links[-1]
    own, host = name[last.start :], host + name[: last.start]
    code, decided = _code(name, last, at, evidence, host)
    if code:
        return Where(known.level(code), code, known.path(code), decided)
    if last.level == "country":
        return Where("country", "", (own,), "gazetteer")
    if host:
        around = resolve(host, at, evidence)
        return Where(last.level, "", (*(around.path or (host,)), own), "page")
    if evidence.focus and last.level in _LIES_IN_FOCUS and not last.codes:
        if (
            is_bare_zone(own) and chain(known.names[evidence.focus])[-1].level == "zone"
        ):  # it is the one meant
            return Where(last.level, evidence.focus, known.path(evidence.focus), "page")
        return Where(last.level, "", (*known.path(evidence.focus), own), "page")
    return Where(last.level, "", (), "unresolved")


def _code(
    name: str, last: Link, at: int, evidence: Evidence, host: str
) -> tuple[str, Literal["page", "gazetteer", "unresolved"]]:
    """Which of the divisions of the ``last`` link is meant, and what decided."""
    known, codes = gazetteer(), last.codes
    if host and codes:
        outer = chain(fold(host))[-1].codes
        inside = [c for c in codes if any(known.within(c, o) for o in outer)]
        if len(inside) == 1:
            return inside[0], "page"
    if len(codes) > 1 and (named := evidence.decide(codes, at)):
        return named, "page"
    only = sole(codes) if codes else ""
    if only and not host and known.is_short(name, only) and _doubtful(name, only, evidence):
        return "", "unresolved"
    return only, "unresolved" if not only else "page" if host else "gazetteer"


def _doubtful(name: str, code: str, evidence: Evidence) -> bool:
    """A bare county's name on a page about other provinces, or that is a river's as well (东海), may be another's."""
    others = {n.code for n in (*evidence.named, *evidence.outside)} - {code}
    if gazetteer().level(code) != "county":
        return False
    same = any(c[:2] == code[:2] for c in others)
    return not same and (bool(others) or name[-1] in "海湖江河山岛洋")
