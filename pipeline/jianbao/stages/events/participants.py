"""Who takes part in an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from jianbao.article import Article, Entity, Participant, Span
from jianbao.language.word_tables import role_pattern
from jianbao.stages.events.roles import role_after
from jianbao.stages.events.setting import leads_to_place


@cache
def _credits() -> re.Pattern[str]:
    """(记者 李明 摄), and 记者 李明 at the end of a line; over text that is not folded."""
    reporter = role_pattern("event_words.tsv", "reporter")
    contributor = role_pattern("event_words.tsv", "contributor")
    inner = r"[^()（）\n]{0,40}"
    return re.compile(rf"[(（]{inner}{contributor}{inner}[)）]|{reporter} [^\n,，。]{{0,30}}$", re.M)


def newsmakers(article: Article) -> list[Entity]:
    """The article's entities without those who reported it: bylines, the dateline, (记者 ...)."""
    reporters = {b.name for b in article.bylines} | {b.outlet for b in article.bylines}
    reporters |= {p.name for p in article.persons or () if p.role == "reporter"}
    spans = [(b.start, b.end) for b in article.blocks if b.kind in ("byline", "furniture")]
    spans += [m.span() for m in _credits().finditer(article.text)]
    if article.dateline is not None:
        spans.append((article.dateline.start, article.dateline.end))
    return [
        e
        for e in article.entities or ()
        if e.text not in reporters and not any(a <= e.start and e.end <= b for a, b in spans)
    ]


@cache
def _source() -> re.Pattern[str]:
    """据, 从 ... right before the name of who only tells of it."""
    return re.compile(r"(?:^|[^\u4e00-\u9fff]|记者)" + role_pattern("event_words.tsv", "source") + "$")


def find_participants(
    text: str, names: Sequence[Entity], near: Sequence[Span], around: Iterable[Span]
) -> list[Participant]:
    """People and organisations that take part: all of the trigger's sentence, and those with a role near it.

    text: folded. near: the sentence of the trigger. around: the sentences in which a role is looked for.
    """
    found: dict[str, Participant] = {}
    for span in around:
        inside = [e for e in names if span.start <= e.start and e.end <= span.end]
        for i, entity in enumerate(inside):
            if not _may_act(text, inside, i):
                continue
            role = role_after(text, entity.end, span.end)
            known = found.get(entity.text)
            if (role or span in near) and (known is None or (role and not known.role)):
                found[entity.text] = Participant(entity.text, role, Span(entity.start, entity.end))
    return list(found.values())


def _may_act(text: str, inside: Sequence[Entity], i: int) -> bool:
    """Whether a name can be that of somebody who acts: a person's, or that of an organisation.

    An organisation does not act where it is part of a post (市委书记某某) or of a place (在市委会议室).
    """
    entity = inside[i]
    if _source().search(text, max(0, entity.start - 6), entity.start):
        return False
    if entity.type != "ORG":
        return entity.type == "PER"
    following = inside[i + 1] if i + 1 < len(inside) else None
    if following and following.start - entity.end < 8 and following.type in ("PER", "ORG"):
        between = text[entity.end : following.start]
        return "、" in between and len(between) < 3
    return not leads_to_place(text, entity.start, max(0, entity.start - 6))
