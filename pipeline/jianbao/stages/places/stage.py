"""Places: each place of an article with its chain, its level, and what it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jianbao.article import Article, Entity, Place, PlacePart, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.places.chains import Link, chain
from jianbao.stages.places.evidence import Evidence, resolve

_GAP = ("", "的", "境内的", "所属的", "所辖的")  # between a place and one that lies in it: 石桥镇的白沙村


class PlacesStage(ArticleStage):
    """Writes ``places``: one for every name of a place, in the order of first mentions. Reads ``entities``.

    What a place lies in is read off the page first: its own chain, a longer mention of it, the place right before
    it, what else the page names; then off the gazetteer. A name that several divisions bear stays ``unresolved``
    unless the page decides.

    >>> article = Article.from_text("枫杨办事处大里村办实事")
    >>> article.entities = [Entity(0, 8, "LOC", "枫杨办事处大里村")]
    >>> place = next(PlacesStage()([article])).places[0]
    >>> [(p.name, p.level) for p in place.parts], place.parent
    ([('枫杨办事处', 'town'), ('大里村', 'village')], '枫杨办事处')
    """

    name = "places"
    requires = frozenset({"entities"})
    provides = frozenset({"places"})

    def annotate(self, article: Article) -> None:
        entities = sorted(article.entities or (), key=lambda e: e.start)
        mentions: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.type == "LOC" and (name := "".join(entity.text.split())):
                mentions.setdefault(name, []).append(entity)
        evidence = Evidence(article)
        hosts = _hosts(article.text, mentions, entities)
        article.places = [
            _place(article, name, found, evidence, hosts.get(name, "")) for name, found in mentions.items()
        ]


def _place(article: Article, name: str, found: list[Entity], evidence: Evidence, host: str) -> Place:
    links, where = chain(fold(name)), resolve(name, found[0].start, evidence, host)
    around = name[: links[-1].start] or host
    printed = around[chain(fold(around))[-1].start :] if around else None
    inherited = where.path[-2] if len(where.path) > 1 else None
    return Place(
        name=name,
        mentions=[Span(e.start, e.end) for e in found],
        parts=_parts(article.text, found[0], links),
        level=where.level,
        parent=printed or inherited,
        code=where.code,
        path=list(where.path),
        resolved=where.decided,
    )


def _parts(text: str, mention: Entity, links: tuple[Link, ...]) -> list[PlacePart]:
    """The links as spans of the text, where blanks may stand inside a name."""
    at = [i for i in range(mention.start, mention.end) if not text[i].isspace()]
    spans = [(at[a], at[b - 1] + 1, level) for a, b, level, *_ in links]
    return [PlacePart("".join(text[a:b].split()), a, b, level) for a, b, level in spans]


def _may_hold(one: str, two: str) -> bool:
    rank = chain(fold("".join(one.split())))[-1].rank
    return rank < min(7, chain(fold("".join(two.split())))[0].rank)


def _hosts(text: str, names: Iterable[str], entities: Sequence[Entity]) -> dict[str, str]:
    """What the page says a place lies in: the head of a longer name of it, or the place right before it."""
    hosts: dict[str, str] = {}
    for one, two in pairwise(entities):
        if (
            one.type == two.type == "LOC"
            and text[one.end : two.start] in _GAP
            and _may_hold(one.text, two.text)
        ):
            hosts.setdefault("".join(two.text.split()), "".join(one.text.split()))
    for name in names:
        for link in chain(fold(name))[1:]:
            hosts[name[link.start :]] = name[: link.start]
    return hosts
