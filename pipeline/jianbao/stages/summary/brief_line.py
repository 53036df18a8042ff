"""A story in one line of whole clauses: what the headline model would keep, with all that belongs to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jianbao.article import Span, Tokens
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.headline import headline_text, read_opening
from jianbao.stages.summary.headlines import fitting_title
from jianbao.stages.summary.opening_words import coarse_tag

MOST = 60  # characters of the line
_ROOM, _TYPICAL = 40, 24.0  # characters that the headline model is asked for
_SHORT = 9  # characters: a line of fewer says too little
_BOUND = ("以上", "以下", "以内", "以外", "上述", "其中")  # what these words begin has lost its head
_SPEECH = '“"「'
_ACTS = frozenset(["v", "d", "p", "c", "u"])  # parts of speech of a clause that goes on from the one before


def brief_line(body: Body, paragraph: Span) -> str:
    """The story that begins with ``paragraph`` in one line of at most ``MOST`` characters.

    Its title where whole clauses do not fit, or name nobody and nothing; "" where there is none either.
    """
    pieces = read_opening(body, paragraph).pieces(_ROOM, _TYPICAL)
    touched = [
        i for i, c in enumerate(body.clauses) if any(c.start < p.end and p.start < c.end for p in pieces)
    ]
    spans = _fitting(body, touched)
    line = headline_text(body, spans) if spans else ""
    title = fitting_title(body.title, MOST) if body.title else ""
    if title and not (line and _says_something(body, spans, line)):
        return title
    return line or _first_clauses(body, paragraph)


def _fitting(body: Body, touched: Sequence[int]) -> list[Span]:
    """The clauses ``touched``, each whole and with the one it goes on from, as far as they fit; [] for none."""
    if not touched:
        return []
    first = _with_subject(body, touched[0])
    spans: list[Span] = []
    for i in [*range(first, touched[0]), *touched]:
        clause = body.clauses[i]
        more = [*spans, Span(clause.start, clause.end) if spans else _undated(body, clause)]
        if len(headline_text(body, more)) > MOST:
            break
        spans = more
    reaches = bool(spans) and spans[-1].end >= body.clauses[touched[0]].end
    return spans if reaches and _is_statement(body, spans) else []


def _is_statement(body: Body, spans: Sequence[Span]) -> bool:
    """Whether the line neither lost its head nor is speech, and does not only lead up to what follows."""
    start = spans[0].start
    if body.folded[start] in _SPEECH or body.text(spans[0]).startswith(_BOUND) or _in_word(body, start):
        return False
    last = next(c for c in body.clauses if c.end == spans[-1].end)
    return last.last or _first_tag(body, last) != "p"


def _with_subject(body: Body, i: int) -> int:
    """The clause of the same sentence that says whose act clause ``i`` is; ``i`` where it says so itself."""
    clauses = body.clauses
    while i and clauses[i - 1].sentence == clauses[i].sentence and _goes_on(body, clauses[i]):
        i -= 1
    return i


def _goes_on(body: Body, clause: Clause) -> bool:
    """Whether ``clause`` begins with a verb, an adverb or the like: its subject stands before it."""
    return _first_tag(body, clause) in _ACTS


def _first_tag(body: Body, clause: Clause) -> str:
    """The part of speech of the first word of ``clause``; "" where no word begins in it."""
    tokens = body.article.tokens or Tokens([], [], [])
    at = bisect_left(tokens.starts, clause.start)
    if at == len(tokens.starts) or tokens.starts[at] >= clause.end:
        return ""
    return coarse_tag(body.folded[tokens.starts[at] : tokens.ends[at]], tokens.tags[at])


def _in_word(body: Body, at: int) -> bool:
    tokens = body.article.tokens or Tokens([], [], [])
    i = bisect_right(tokens.starts, at) - 1
    return i >= 0 and tokens.starts[i] < at < tokens.ends[i]


def _undated(body: Body, clause: Clause) -> Span:
    """``clause`` without the time it opens with."""
    start = clause.start
    for e in body.article.entities or ():
        if e.type == "TIME" and e.start == start and e.end < clause.end - 1 and body.folded[e.end] != "的":
            start = e.end
    while start < clause.end and body.folded[start] in " \n\t，,":
        start += 1
    return Span(start, clause.end)


def _says_something(body: Body, spans: Sequence[Span], line: str) -> bool:
    """Whether the line is more than a few words, and names somebody, a place or a figure."""
    if len(line) < _SHORT:
        return False
    known = [*(body.article.entities or ()), *(body.article.quantities or ())]
    return any(s.start <= k.start and k.end <= s.end for s in spans for k in known)


def _first_clauses(body: Body, paragraph: Span) -> str:
    """The clauses that open ``paragraph``, as many as fit; the first one cut at a word where not one does."""
    spans: list[Span] = []
    for clause in body.clauses:
        if clause.start < paragraph.start or clause.start >= paragraph.end:
            continue
        more = [*spans, Span(clause.start, clause.end)]
        if len(headline_text(body, more)) > MOST:
            break
        spans = more
    return headline_text(body, spans) if spans else _cut_at_word(body, paragraph)


def _cut_at_word(body: Body, paragraph: Span) -> str:
    tokens = body.article.tokens or Tokens([], [], [])
    ends = [e for e in tokens.ends if paragraph.start < e <= min(paragraph.end, paragraph.start + MOST - 1)]
    return body.text(Span(paragraph.start, ends[-1])) + "…" if ends else ""
