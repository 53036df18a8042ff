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
    said = _Said(body, summary)
    summary.to_whom = _to_whom(body)
    summary.who = _who(body, said, {f.text for f in summary.to_whom})
    summary.what = _what(body, said)
    summary.when = _when(body, said)
    summary.where = _where(body, said)
    summary.figures = _figures(body, said)
    summary.demands = _demands(body)


class _Said:
    """What the summary says: fields are read from there first, so that they agree with the sentence."""

    def __init__(self, body: Body, summary: Summary) -> None:
        self._spans = summary.spans
        self._lead_end = body.lead_end

    def has(self, start: int, end: int) -> bool:
        """Whether ``start:end`` is in the summary."""
        return any(span.start <= start and end <= span.end for span in self._spans)

    def clauses(self, body: Body) -> list[Clause]:
        """The clauses that the summary has most of, in order."""
        return [
            clause
            for clause in body.clauses
            if any(
                2 * (min(clause.end, span.end) - max(clause.start, span.start)) > clause.end - clause.start
                for span in self._spans
            )
        ]

    def nearest(self, spans: Iterable[Span]) -> list[Span]:
        """Of ``spans`` those in the summary; without any, those of the lead; without any, the first."""
        ordered = sorted(spans, key=lambda s: (s.start, s.end))
        inside = [s for s in ordered if self.has(s.start, s.end)]
        return inside or [s for s in ordered if s.start < self._lead_end] or ordered[:1]


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


def _who(body: Body, said: _Said, others: set[str]) -> list[SummaryField]:
    """The people of the summary with their posts, then its organisations; without any, those of the lead.

    others: names of people to whom something is done; they are not the ones who act.
    """
    article = body.article
    mentions = {
        mention: person
        for person in article.persons or ()
        if person.role == "newsmaker" and person.name not in others
        for mention in person.mentions
    }
    entities = sorted(article.entities or (), key=lambda e: e.start)
    if not mentions:
        names = [Span(e.start, e.end) for e in entities if e.type == "PER" and e.text not in others]
        people = _cite_all(body, said.nearest(names)[:_FEW])
    else:
        people = [_person(mentions[mention]) for mention in said.nearest(mentions)]
    taken = {s for f in people for s in f.spans}
    organisations = [
        Span(e.start, e.end)
        for e in entities
        if e.type == "ORG" and not any(s.start <= e.start < s.end for s in taken)
    ]
    acting = [s for s in said.nearest(organisations) if said.has(s.start, s.end) or not people]
    named = any(said.has(s.start, s.end) for f in people for s in f.spans)
    if people and not named and acting:
        return _unique([*_cite_all(body, acting[:2]), *people])
    return _unique([*people, *_cite_all(body, acting[: 1 if people else 2])])


def _person(person: Person) -> SummaryField:
    """A person with up to two posts in front: 市委副书记周启明."""
    held = [post for post in person.posts if post.status not in _NOT_HELD][:2]
    posts = "、".join((post.org or "") + post.title for post in held)
    spans = [Span(post.start, post.end) for post in held if post.start >= 0]
    return SummaryField(posts + person.name, spans + person.mentions[:1])


def _what(body: Body, said: _Said) -> list[SummaryField]:
    """The clauses of the summary that tell of events; without events, the clause that ends each of its sentences."""
    told = said.clauses(body)
    events = sorted(body.article.events or (), key=lambda e: e.start)[:_FEW]
    clauses = [clause for clause in (_clause_of(body, e.start) for e in events) if clause]
    if told:
        clauses = [clause for clause in clauses if clause in told]
    if not clauses:
        saying = [c for c in told if c.end - c.start >= _SHORT_CLAUSE] or told
        clauses = list({c.sentence: c for c in saying}.values())  # the verb that matters stands last
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


def _when(body: Body, said: _Said) -> list[SummaryField]:
    """The times of the summary as printed; without any, those of the lead, else the body's first."""
    article = body.article
    if article.times is not None:
        spans = [Span(t.start, t.end) for t in article.times]
    else:
        spans = [Span(e.start, e.end) for e in article.entities or () if e.type == "TIME"]
    return _unique(_cite_all(body, said.nearest(_held(body, said, spans))[:_FEW]))


def _where(body: Body, said: _Said) -> list[SummaryField]:
    """Places of events that the summary tells, then its others; without any, those of the lead, else the first."""
    events = [e.place_span for e in body.article.events or () if e.place_span]
    places = [Span(e.start, e.end) for e in body.article.entities or () if e.type == "LOC"]
    near = said.nearest(_held(body, said, places))[:_FEW]
    first = [s for s in events[:2] if s in near or not any(said.has(n.start, n.end) for n in near)]
    return _unique(_cite_all(body, [*first, *near]))


def _held(body: Body, said: _Said, spans: Iterable[Span]) -> list[Span]:
    """Those of ``spans`` that are in the body or the summary."""
    return [s for s in spans if body.holds(s.start, s.end) or said.has(s.start, s.end)]


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


def _figures(body: Body, said: _Said) -> list[SummaryField]:
    """The figures of the summary, then those that say most: a change, money and shares, the large; in text order."""
    inside = [q for q in body.article.quantities or () if body.holds(q.start, q.end)]
    most = sorted(inside, key=lambda q: (-said.has(q.start, q.end), -_weight(q), q.start))[:_LIMIT]
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
