"""The structured summary: who, what, when, where, to whom, figures, demands, each with its spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.article import Article, Quantity, Span, Summary, SummaryField
from jianbao.language.width import fold
from jianbao.stages.summary.clauses import Clause, clauses, paragraphs

_LIMIT = 5  # of each field
_DEMAND = re.compile(
    r"(?:要求|强调|希望|提出|指出)[,:]?(?=要|必须)|^(?:各[^,。]{0,10})?(?:要|必须|务必|应当)(?!求|闻|素|点|是)"
)
_SETTING = re.compile(r"^(?:在|当|随着|自)|(?:仪式|会议|会|活动|现场|过程)[上中]$")
_RECIPIENT = re.compile(
    r"(?:慰问|看望|走访|表彰|会见|接见|宴请|资助|捐赠给|颁发给|赠送给|赠予|送给|授予|面向|致信|致电)"
    r"(?:了|过)?|(?<![方导趋倾偏转走迈])向(?!前|好|上|下|来|着|东|西|南|北|往|导)"
)


def fill(article: Article, summary: Summary) -> None:
    """Write the fields of ``summary`` from the layers that ``article`` has; what it lacks is left empty."""
    body = paragraphs(article)
    found = clauses(article, body)
    lead_end = _lead_end(found)
    summary.to_whom = _to_whom(article, found)
    summary.who = _who(article, lead_end, {f.text for f in summary.to_whom})
    summary.what = _what(article, found)
    summary.when = _when(article, body, lead_end)
    summary.where = _where(article, body, lead_end)
    summary.figures = _figures(article, body)
    summary.demands = _demands(article, found)


def _cite(article: Article, start: int, end: int) -> SummaryField:
    return SummaryField(article.text[start:end], [Span(start, end)])


def _unique(fields: Iterator[SummaryField] | list[SummaryField], limit: int = _LIMIT) -> list[SummaryField]:
    """The first ``limit`` of different texts; spans of the same text are put together."""
    out: dict[str, SummaryField] = {}
    for f in fields:
        if f.text in out:
            out[f.text].spans = [*out[f.text].spans, *(s for s in f.spans if s not in out[f.text].spans)]
        elif len(out) < limit:
            out[f.text] = f
    return list(out.values())


def _lead_end(found: list[Clause]) -> int:
    """Where the first two sentences end."""
    return max((c.end for c in found if c.sentence <= found[0].sentence + 1), default=0) if found else 0


def _in(body: list[Span], start: int, end: int) -> bool:
    return any(s.start <= start and end <= s.end for s in body)


def _who(article: Article, lead_end: int, others: set[str]) -> list[SummaryField]:
    """The people of the lead with their posts; without any, its first organisation, then other people."""
    people = []
    for p in article.persons or ():
        if p.role == "newsmaker" and p.mentions and p.name not in others:
            posts = "、".join((post.org or "") + post.title for post in p.posts[:2])
            spans = [Span(q.start, q.end) for q in p.posts[:2] if q.start >= 0] + p.mentions[:1]
            people.append((p.mentions[0].start, SummaryField(posts + p.name, spans)))
    people.sort(key=lambda pair: pair[0])
    first = [f for at, f in people if at < lead_end]
    entities = sorted(article.entities or (), key=lambda e: e.start)
    if not people:
        names = [e for e in entities if e.type == "PER" and e.start < lead_end and e.text not in others]
        first += [_cite(article, e.start, e.end) for e in names[:3]]
    orgs = [_cite(article, e.start, e.end) for e in entities if e.type == "ORG" and e.start < lead_end]
    known = {s for f in first for s in f.spans}
    orgs = [f for f in orgs if not any(k.start <= f.spans[0].start < k.end for k in known)]
    rest = [f for at, f in people if at >= lead_end]
    return _unique([*first, *orgs[: 1 if first else 2], *(rest if not first else [])])


def _what(article: Article, found: list[Clause]) -> list[SummaryField]:
    """The clauses of the first events; without events, the first clause of the body that says something."""
    out = []
    for event in sorted(article.events or (), key=lambda e: e.start)[:3]:
        if home := _home(article, found, event.start):
            out.append(_cite(article, home.start, home.end))
    if not out:
        out = [_cite(article, c.start, c.end) for c in found if c.end - c.start >= 8][:1]
    return _unique(out or [_cite(article, c.start, c.end) for c in found[:1]], 3)


def _home(article: Article, found: list[Clause], at: int) -> Clause | None:
    """The clause that ``at`` lies in; of a mere setting (在开班仪式上) the clause that it sets the scene for."""
    for clause, after in zip(found, [*found[1:], None], strict=True):
        if clause.start <= at < clause.end:
            setting = _SETTING.search(article.text[clause.start : clause.end])
            goes_on = after is not None and after.sentence == clause.sentence
            return after if setting and goes_on else clause
    return None


def _when(article: Article, body: list[Span], lead_end: int) -> list[SummaryField]:
    """The times of the lead as printed; without any, the body's first."""
    if article.times is not None:
        spans = [(t.start, t.end) for t in article.times]
    else:
        spans = [(e.start, e.end) for e in article.entities or () if e.type == "TIME"]
    inside = [s for s in sorted(spans) if _in(body, *s)]
    return _unique([_cite(article, *s) for s in [s for s in inside if s[0] < lead_end][:3] or inside[:1]])


def _where(article: Article, body: list[Span], lead_end: int) -> list[SummaryField]:
    """Places of events, then of the lead; without any, the body's first."""
    events = [(e.place_span.start, e.place_span.end) for e in article.events or () if e.place_span]
    spans = sorted((e.start, e.end) for e in article.entities or () if e.type == "LOC")
    inside = [s for s in spans if _in(body, *s)]
    near = [s for s in inside if s[0] < lead_end][:3] or inside[:1]
    return _unique([_cite(article, *s) for s in [*events[:2], *near]])


def _to_whom(article: Article, found: list[Clause]) -> list[SummaryField]:
    """Who is visited, honoured, informed: the first entity right after a verb or preposition of giving."""
    folded = fold(article.text)
    entities = sorted((e for e in article.entities or () if e.type != "TIME"), key=lambda e: e.start)
    starts = {e.start: e for e in entities}
    out = []
    for c in found:
        for m in _RECIPIENT.finditer(folded, c.start, c.end):
            e = starts.get(m.end())
            if e and e.end <= c.end:
                out.append(_cite(article, e.start, e.end))
    return _unique(out, 3)


def _figures(article: Article, body: list[Span]) -> list[SummaryField]:
    """The figures that say most: with a change, then money and shares, then the large; in text order."""
    ranked = []
    for q in article.quantities or ():
        if not _in(body, q.start, q.end):
            continue
        top = max(q.value) if isinstance(q.value, list) else q.value
        telling = q.kind in ("money", "share", "points")
        weight = 4 * bool(q.change) + 3 * telling + (top >= 10) + (top >= 1000)
        ranked.append((-weight, q.start, q))
    chosen = sorted((q for _, _, q in sorted(ranked, key=lambda r: r[:2])[:_LIMIT]), key=lambda q: q.start)
    out = []
    for q in chosen:
        out.append(SummaryField(_figure(article, q), [Span(q.start, q.end)]))
    return _unique(out)


def _figure(article: Article, q: Quantity) -> str:
    """A figure with its noun, in the order of the page: 慰问金326万元, 326万元慰问金."""
    said = f"{q.change}{q.text}"
    if not q.counted or q.counted in q.text:
        return said
    behind = article.text.startswith((q.counted, f"的{q.counted}"), q.end)
    return f"{said}{q.counted}" if behind else f"{q.counted}{said}"


def _demands(article: Article, found: list[Clause]) -> list[SummaryField]:
    """What is asked for: clauses that begin with 要 or 必须 or follow 要求, and speech that demands."""
    folded = fold(article.text)
    spans = [
        Span(q.start, q.end) for q in article.quotes or () if q.kind == "demand" and q.end - q.start <= 80
    ]
    for c in found:
        m = _DEMAND.search(folded[c.start : c.end])
        if m:
            at = c.start + (m.end() if m.group()[0] in "要强希提指" and len(m.group()) >= 2 else 0)
            if c.end - at >= 6:
                spans.append(Span(at, c.end))
    kept = {s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans)}
    return _unique([_cite(article, s.start, s.end) for s in sorted(kept, key=lambda s: (s.start, s.end))])
