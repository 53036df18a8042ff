"""The lead summary: the body's opening sentences, cut at the end of a clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from jianbao.article import Article, Span, Tokens
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.marks import loose_marks
from jianbao.stages.summary.ranker import best_cut

_NEAR = 4  # characters between two clauses of one span: marks and blanks


def lead_spans(body: Body, max_chars: int) -> list[Span]:
    """Spans of the opening of ``body``, at most ``max_chars`` characters with their closing marks.

    Whole clauses only, up to the clause end that the ranker thinks best. A first clause that is longer than
    the bound is cut between words; a body without clauses has no lead.
    """
    if not body.clauses:
        return []
    if count := best_cut(body, max_chars):
        return paired(body.folded, join_clauses(body.clauses[:count]))
    first = body.clauses[0]
    return paired(body.folded, [Span(first.start, _word_end(body.article.tokens, first, max_chars))])


def words_up_to(body: Body, max_chars: int) -> str:
    """The words that open the body, with an ellipsis, in at most ``max_chars`` characters; "" without a body."""
    if not body.clauses:
        return ""
    first = body.clauses[0]
    end = _word_end(body.article.tokens, first, max_chars)
    text = "".join(body.text(span) for span in paired(body.folded, [Span(first.start, end)])).strip(
        "，,、；;：: "
    )
    return text + ("…" if end < first.end else "。") if text else ""


def paired(folded: str, spans: Sequence[Span]) -> list[Span]:
    """``spans`` without the quotation marks and brackets that have lost their other half.

    >>> paired("“两委”换届”工作", [Span(0, 9)])
    [Span(start=0, end=6), Span(start=7, end=9)]
    """
    loose = set(loose_marks(folded, spans))
    if not loose:
        return list(spans)
    out = []
    for span in spans:
        at = span.start
        for place in sorted(p for p in loose if span.start <= p < span.end):
            out += [Span(at, place)] if place > at else []
            at = place + 1
        out += [Span(at, span.end)] if span.end > at else []
    return out


def _word_end(tokens: Tokens | None, clause: Clause, max_chars: int) -> int:
    """The end of the last word of ``clause`` that leaves room for a full stop."""
    bound = min(clause.end, clause.start + max(1, max_chars - 1))
    if tokens is None:
        return bound
    at = bisect_right(tokens.ends, bound) - 1
    return tokens.ends[at] if at >= 0 and tokens.ends[at] > clause.start else bound


def join_clauses(clauses: Sequence[Clause]) -> list[Span]:
    """The spans that ``clauses`` cover, those next to each other in one paragraph made one.

    >>> join_clauses([Clause(0, 4, 0, 0, False), Clause(5, 9, 0, 0, True), Clause(11, 14, 1, 1, True)])
    [Span(start=0, end=9), Span(start=11, end=14)]
    """
    out: list[Span] = []
    before: Clause | None = None
    for clause in clauses:
        if before is not None and before.paragraph == clause.paragraph and clause.start - before.end <= _NEAR:
            out[-1] = Span(out[-1].start, clause.end)
        else:
            out.append(Span(clause.start, clause.end))
        before = clause
    return out


def lead_text(article: Article, spans: Sequence[Span]) -> str:
    """The text of ``spans``, each closed with a full stop.

    >>> lead_text(Article.from_text("会议召开，他说好。"), [Span(0, 4)])
    '会议召开。'
    """
    parts = []
    for span in spans:
        text = article.text[span.start : span.end].strip().rstrip("，,、；;：:")
        if text:
            parts.append(text if text[-1] in "。！？!?…”" else text + "。")
    return "".join(parts)
