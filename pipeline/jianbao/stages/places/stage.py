"""Places: each place of an article with its chain, its level, and what it lies in."""

from __future__ import annotations

from jianbao.article import Article, Entity, Place, PlacePart, Span
from jianbao.language.width import fold, without_blanks
from jianbao.stage import ArticleStage
from jianbao.stages.places.chains import Link, chain
from jianbao.stages.places.evidence import Evidence
from jianbao.stages.places.hosts import find_hosts
from jianbao.stages.places.resolution import resolve_place


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
        """Write ``places``."""
        entities = sorted(article.entities or (), key=lambda e: e.start)
        mentions: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.type == "LOC" and (name := without_blanks(entity.text)):
                mentions.setdefault(name, []).append(entity)
        evidence = Evidence(article)
        hosts = find_hosts(article.text, mentions, entities)
        article.places = [
            _place(article.text, found, evidence, hosts.get(name, "")) for name, found in mentions.items()
        ]


def _place(text: str, mentions: list[Entity], evidence: Evidence, host: str) -> Place:
    """The place of these mentions, which share a name; ``parent`` is as printed, or else as the gazetteer has it."""
    name = without_blanks(mentions[0].text)
    links, found = chain(fold(name)), resolve_place(name, mentions[0].start, evidence, host)
    around = name[: links[-1].start] or host
    printed = around[chain(fold(around))[-1].start :] if around else None
    inherited = found.path[-2] if len(found.path) > 1 else None
    return Place(
        name=name,
        mentions=[Span(e.start, e.end) for e in mentions],
        parts=_parts(text, mentions[0], links),
        level=found.level,
        parent=printed or inherited,
        code=found.code,
        path=list(found.path),
        resolved=found.decision,
    )


def _parts(text: str, mention: Entity, links: tuple[Link, ...]) -> list[PlacePart]:
    """The links as spans of the text, where blanks may stand inside a name."""
    at = [i for i in range(mention.start, mention.end) if not text[i].isspace()]
    spans = [(at[link.start], at[link.end - 1] + 1, link.level) for link in links]
    return [PlacePart(without_blanks(text[a:b]), a, b, level) for a, b, level in spans]
