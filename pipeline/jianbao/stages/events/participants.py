"""Who takes part in an event, in which role; where it was, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jianbao.article import Article, Entity, Participant, Span, Time

# The verb that follows a run of names says what they do; 由……主持 and 在……陪同下 say it after the names too.
_ROLES = (
    ("主持", re.compile(r"[^。;]{0,12}?主持")),
    ("讲话", re.compile(r"[^。;,]{0,16}?(?:讲话|致辞|讲课|授课|作报告|作动员|发言)")),
    ("陪同", re.compile(r"[^。;,]{0,16}?陪同")),
    ("出席", re.compile(r"[^。;]{0,24}?(?:出席|参加|参会|列席|与会)")),
    ("主办", re.compile(r"[^。;,]{0,8}?(?:主办|举办|联合|组织|承办|召开|举行|发布|开展)")),
)
_PLACE_BEFORE = re.compile(r"(?:在|到|赴|来到|走进|深入|前往|抵达|莅临|位于|至|地点[:为])[^,。;]{0,4}$")
_CREDIT = re.compile(
    r"[(（][^()（）\n]{0,40}(?:记者|通讯员|供稿)[^()（）\n]{0,40}[)）]|(?:记者|通讯员)[  ][^\n,，。]{0,30}$",
    re.M,
)


def newsmakers(article: Article) -> list[Entity]:
    """The article's people, bodies and places, less who reported it: bylines, the dateline, (记者 ...)."""
    text = article.text
    reporters = {b.name for b in article.bylines} | {b.outlet for b in article.bylines}
    reporters |= {p.name for p in article.persons or () if p.role == "reporter"}
    spans = [(b.start, b.end) for b in article.blocks if b.kind in ("byline", "furniture")]
    spans += [m.span() for m in _CREDIT.finditer(text)]
    if article.dateline is not None:
        spans.append((article.dateline.start, article.dateline.end))
    return [
        e
        for e in article.entities or ()
        if e.text not in reporters and not any(a <= e.start and e.end <= b for a, b in spans)
    ]


def participants(
    text: str, names: Sequence[Entity], near: Iterable[Span], around: Iterable[Span]
) -> list[Participant]:
    """Who is named in the sentence of the trigger (``near``), and who has a role in those ``around`` it."""
    found: dict[str, Participant] = {}
    close = list(near)
    for span in around:
        inside = [e for e in names if span.start <= e.start and e.end <= span.end]
        for i, entity in enumerate(inside):
            if entity.type != "PER" and not (entity.type == "ORG" and _acts(text, entity, inside, i)):
                continue
            role = _role(text, entity.end, span.end)
            if not role and span not in close:
                continue
            known = found.get(entity.text)
            if known is None or (not known.role and role):
                found[entity.text] = Participant(entity.text, role, Span(entity.start, entity.end))
    return list(found.values())


def _role(text: str, at: int, end: int) -> str:
    """The role by the first verb of taking part after a name, in the same sentence."""
    best, where = "", end + 1
    for role, pattern in _ROLES:
        match = pattern.match(text, at, min(end, at + 120))
        if match and match.end() < where:
            best, where = role, match.end()
    if best:
        return best
    # a long run of names: 甲、乙、丙出席
    run = re.compile(r"[^。;]{0,110}?(出席|参加|陪同|主持)").match(text, at, end)
    names_only = run and not re.search(r"[,](?![^,]{0,20}[、])", text[at : run.start(1)])
    return (run.group(1).replace("参加", "出席") if run and names_only else "") or ""


def _acts(text: str, entity: Entity, inside: Sequence[Entity], i: int) -> bool:
    """Whether a body is an actor, not part of a post (市委书记某某) or of a place (在市委会议室)."""
    if i + 1 < len(inside) and inside[i + 1].start - entity.end < 8 and inside[i + 1].type in ("PER", "ORG"):
        between = text[entity.end : inside[i + 1].start]
        return "、" in between and len(between) < 3
    return not _PLACE_BEFORE.search(text, max(0, entity.start - 6), entity.start)


def place(text: str, entities: Sequence[Entity], spans: Iterable[Span]) -> Entity | None:
    """The first place that something happens in or goes to: after 在, 到, 来到 ...; else none."""
    for span in spans:
        for entity in entities:
            inside = entity.type == "LOC" and span.start <= entity.start and entity.end <= span.end
            if inside and _PLACE_BEFORE.search(text, max(span.start, entity.start - 8), entity.start):
                return entity
    return None


def date(article: Article, spans: Sequence[Span], trigger: int) -> Time | None:
    """The dated time nearest before ``trigger`` in its sentence, else the first of ``spans``."""
    known = [t for t in article.times or () if t.value and t.grain not in ("year", "decade", "century")]
    for span in spans:
        inside = [t for t in known if span.start <= t.start and t.end <= span.end]
        before = [t for t in inside if t.start < trigger]
        if before or inside:
            return before[-1] if before and span.start <= trigger < span.end else inside[0]
    return None
