"""The structured summary: who, what, when, where, to whom, figures, demands, each with its spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from jianbao.article import Entity, Person, Quantity, Span, Summary, SummaryField
from jianbao.language.cues import cue_pattern
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause

_LIMIT = 5  # of each field
_FEW = 3  # of fields that are no lists
_TELLING = ("money", "share", "points")  # kinds of figures that say most
_LONG_DEMAND = 80  # characters: longer speech is no one demand
_SHORT_DEMAND = 6  # characters: shorter ones ask for nothing
_SHORT_CLAUSE = 8  # characters: shorter ones say nothing of themselves
_DEMAND_VERB = r"<demand>[,:]?(?=<must>)"
_DEMAND = rf"({_DEMAND_VERB})|^(?:各[^,。]{{0,10}})?<modal>(?!<not_modal>)"
_SETTING = r"^<setting>|<occasion>[上中]$"
_RECIPIENT = r"<give>(?:了|过)?|(?<!<no_towards>)向(?!<not_towards>)"
_NOT_HELD = frozenset({"曾任", "拟任", "候选", "免去"})  # what is no longer, or not yet, somebody's post


def fill_fields(body: Body, summary: Summary) -> None:
    """Write the fields of ``summary`` from the layers that the article has; what it lacks is left empty."""
    summary.to_whom = _to_whom(body)
    summary.who = _who(body, {f.text for f in summary.to_whom})
    summary.what = _what(body)
    summary.when = _when(body)
    summary.where = _where(body)
    summary.figures = _figures(body)
    summary.demands = _demands(body)


def _cite(body: Body, span: Span) -> SummaryField:
    return SummaryField(body.text(span), [span])


def _cite_all(body: Body, spans: Iterable[Span | Clause | Entity]) -> list[SummaryField]:
    return [_cite(body, Span(s.start, s.end)) for s in spans]


def _unique(fields: Iterable[SummaryField], limit: int = _LIMIT) -> list[SummaryField]:
    """The first ``limit`` of different texts; spans of the same text are put together."""
    out: dict[str, SummaryField] = {}
    for f in fields:
        if f.text in out:
            known = out[f.text].spans
            out[f.text].spans = [*known, *(s for s in f.spans if s not in known)]
        elif len(out) < limit:
            out[f.text] = f
    return list(out.values())


def _who(body: Body, others: set[str]) -> list[SummaryField]:
    """The people of the lead with their posts; without any, its first organisation, then other people.

    others: names of people to whom something is done; they are not the ones who act.
    """
    article, lead_end = body.article, body.lead_end
    people = sorted(
        (p for p in article.persons or () if p.role == "newsmaker" and p.mentions and p.name not in others),
        key=lambda p: p.mentions[0].start,
    )
    entities = sorted(article.entities or (), key=lambda e: e.start)
    lead = [e for e in entities if e.start < lead_end]
    first = [_person(p) for p in people if p.mentions[0].start < lead_end]
    if not people:
        names = [e for e in lead if e.type == "PER" and e.text not in others]
        first += _cite_all(body, names[:_FEW])
    known = {s for f in first for s in f.spans}
    organisations = [
        e for e in lead if e.type == "ORG" and not any(s.start <= e.start < s.end for s in known)
    ]
    if first:
        return _unique([*first, *_cite_all(body, organisations[:1])])
    return _unique([*_cite_all(body, organisations[:2]), *map(_person, people)])


def _person(person: Person) -> SummaryField:
    """A person with up to two posts in front: 市委副书记周启明."""
    held = [post for post in person.posts if post.status not in _NOT_HELD][:2]
    posts = "、".join((post.org or "") + post.title for post in held)
    spans = [Span(post.start, post.end) for post in held if post.start >= 0]
    return SummaryField(posts + person.name, spans + person.mentions[:1])


def _what(body: Body) -> list[SummaryField]:
    """The clauses of the first events; without events, the first clause of the body that says something."""
    events = sorted(body.article.events or (), key=lambda e: e.start)[:_FEW]
    clauses = [clause for clause in (_clause_of(body, e.start) for e in events) if clause]
    if not clauses:
        clauses = [c for c in body.clauses if c.end - c.start >= _SHORT_CLAUSE][:1] or body.clauses[:1]
    return _unique(_cite_all(body, clauses), _FEW)


def _clause_of(body: Body, at: int) -> Clause | None:
    """The clause that ``at`` lies in; of a mere setting (在开班仪式上) the clause that it sets the scene for."""
    clauses = body.clauses
    i = bisect_right(clauses, at, key=lambda c: c.start) - 1
    if i < 0 or at >= clauses[i].end:
        return None
    setting = cue_pattern("summary_cues.tsv", _SETTING).search(body.text(clauses[i]))
    if setting and i + 1 < len(clauses) and clauses[i + 1].sentence == clauses[i].sentence:
        return clauses[i + 1]
    return clauses[i]


def _when(body: Body) -> list[SummaryField]:
    """The times of the lead as printed; without any, the body's first."""
    article = body.article
    if article.times is not None:
        spans = [Span(t.start, t.end) for t in article.times]
    else:
        spans = [Span(e.start, e.end) for e in article.entities or () if e.type == "TIME"]
    return _unique(_cite_all(body, _near(body, spans)))


def _where(body: Body) -> list[SummaryField]:
    """Places of events, then of the lead; without any, the body's first."""
    events = [e.place_span for e in body.article.events or () if e.place_span]
    places = [Span(e.start, e.end) for e in body.article.entities or () if e.type == "LOC"]
    return _unique(_cite_all(body, [*events[:2], *_near(body, places)]))


def _near(body: Body, spans: Iterable[Span]) -> list[Span]:
    """The first of ``spans`` in the lead; without any, the first in the body."""
    inside = [s for s in sorted(spans, key=lambda s: (s.start, s.end)) if body.holds(s.start, s.end)]
    return [s for s in inside if s.start < body.lead_end][:_FEW] or inside[:1]


def _to_whom(body: Body) -> list[SummaryField]:
    """Who is visited, honoured, informed: the first entity right after a verb or preposition of giving."""
    starts = {
        e.start: e for e in sorted(body.article.entities or (), key=lambda e: e.start) if e.type != "TIME"
    }
    recipient = cue_pattern("summary_cues.tsv", _RECIPIENT)
    found: list[Entity] = []
    for c in body.clauses if starts else ():
        for m in recipient.finditer(body.folded, c.start, c.end):
            e = starts.get(m.end())
            if e and e.end <= c.end:
                found.append(e)
    return _unique(_cite_all(body, found), _FEW)


def _figures(body: Body) -> list[SummaryField]:
    """The figures that say most: with a change, then money and shares, then the large; in text order."""
    inside = [q for q in body.article.quantities or () if body.holds(q.start, q.end)]
    most = sorted(inside, key=lambda q: (-_weight(q), q.start))[:_LIMIT]
    chosen = sorted(most, key=lambda q: q.start)
    return _unique([SummaryField(_figure(body, q), [Span(q.start, q.end)]) for q in chosen])


def _weight(q: Quantity) -> int:
    """How much a figure says."""
    top = max(q.value) if isinstance(q.value, list) else q.value
    return 4 * bool(q.change) + 3 * (q.kind in _TELLING) + (top >= 10) + (top >= 1000)


def _figure(body: Body, q: Quantity) -> str:
    """A figure with its noun, in the order of the page: 慰问金326万元, 326万元慰问金."""
    figure = f"{q.change}{q.text}"
    if not q.counted or q.counted in q.text:
        return figure
    behind = body.article.text.startswith((q.counted, f"的{q.counted}"), q.end)
    return f"{figure}{q.counted}" if behind else f"{q.counted}{figure}"


def _demands(body: Body) -> list[SummaryField]:
    """What is asked for: clauses that begin with 要 or 必须 or follow 要求, and speech that demands."""
    demand = cue_pattern("summary_cues.tsv", _DEMAND)
    spans = [
        Span(q.start, q.end)
        for q in body.article.quotes or ()
        if q.kind == "demand" and q.end - q.start <= _LONG_DEMAND
    ]
    for c in body.clauses:
        if m := demand.search(body.folded[c.start : c.end]):
            at = c.start + (m.end() if m[1] else 0)
            if c.end - at >= _SHORT_DEMAND:
                spans.append(Span(at, c.end))
    return _unique(_cite_all(body, _outermost(spans)))


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """``spans`` in order, without those that lie in another."""
    kept = {s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans)}
    return sorted(kept, key=lambda s: (s.start, s.end))
