"""Where a place lies: by its own chain, by what the page says of it and names beside it, by the gazetteer."""

from __future__ import annotations

from typing import NamedTuple

from jianbao.categories import PlaceDecision, PlaceLevel
from jianbao.language.gazetteer import gazetteer
from jianbao.language.width import fold
from jianbao.resources import word_lists
from jianbao.stages.places.chains import Link, chain, ending, is_bare_zone, level_of
from jianbao.stages.places.evidence import Evidence, only_division

_LIES_IN_FOCUS = ("town", "village", "zone", "road", "bridge", "station", "venue", "residence")


class PlaceResolution(NamedTuple):
    """What a place is found to be: level, code, path from the largest down, and what decided."""

    level: PlaceLevel
    code: str
    path: tuple[str, ...]
    decision: PlaceDecision


def resolve_place(name: str, at: int, evidence: Evidence, host: str = "") -> PlaceResolution:
    """Where the place ``name``, first named at ``at``, lies; ``host``: what the page says it lies in, if it does.

    What a page names without a host lies in the county or city that the page is about, if it is about one.
    """
    links, known = chain(fold(name)), gazetteer()
    last = links[-1]
    own, host = name[last.start :], host + name[: last.start]
    code, decision = _code(name, last, at, evidence, host)
    if code:
        return PlaceResolution(known.level(code), code, known.path(code), decision)
    if last.level == "country":
        return PlaceResolution("country", "", (own,), "gazetteer")
    if host:
        around = resolve_place(host, at, evidence)
        return PlaceResolution(last.level, "", (*(around.path or (host,)), own), "page")
    if evidence.focus and last.level in _LIES_IN_FOCUS and not last.codes:
        return _in_focus(own, last, evidence.focus)
    if evidence.city and _is_of_city(own, last) and not last.codes:
        return _in_focus(own, last, evidence.city)
    return PlaceResolution(last.level, "", (), "unresolved")


def _in_focus(own: str, last: Link, focus: str) -> PlaceResolution:
    """A place of the division that the page is about; a bare zone (高新区) is that division itself, if it is a zone.

    A zone that cities have lies in the city, beside the county.
    """
    known = gazetteer()
    if is_bare_zone(own) and chain(known.names[focus])[-1].level == "zone":
        return PlaceResolution(last.level, focus, known.path(focus), "page")
    if _is_of_city(own, last) and level_of(known.names[focus])[0] != "zone":
        focus = next((outer for outer in known.ancestors(focus) if len(focus) == 6), focus)
    return PlaceResolution(last.level, "", (*known.path(focus), own), "page")


def _is_of_city(own: str, last: Link) -> bool:
    """Whether it is a zone such as cities have, beside their counties."""
    return last.level == "zone" and ending(own) in word_lists("place_words.tsv")["of_city"]


def _code(name: str, last: Link, at: int, evidence: Evidence, host: str) -> tuple[str, PlaceDecision]:
    """Which of the divisions of the ``last`` link is meant, and what decided."""
    known, codes = gazetteer(), last.codes
    if not codes:
        return "", "unresolved"
    if host:
        outer = chain(fold(host))[-1].codes
        inside = [c for c in codes if any(known.within(c, o) for o in outer)]
        if len(inside) == 1:
            return inside[0], "page"
    if len(codes) > 1 and (named := evidence.decide(codes, at)):
        return named, "page"
    only = only_division(codes)
    if not only or (not host and known.is_short(name, only) and _is_doubtful(name, only, evidence)):
        return "", "unresolved"
    return only, "page" if host else "gazetteer"


def _is_doubtful(name: str, code: str, evidence: Evidence) -> bool:
    """Whether the bare name of a county may be another's: on a page of other provinces, or a river's too (东海)."""
    if gazetteer().level(code) != "county":
        return False
    others = {n.code for n in (*evidence.named, *evidence.outside)} - {code}
    if any(c[:2] == code[:2] for c in others):
        return False
    return bool(others) or name[-1] in word_lists("place_words.tsv")["natural"]
