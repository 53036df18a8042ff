"""The lead summary: the body's opening sentences, cut at the end of a clause."""

from __future__ import annotations

from bisect import bisect_right

from jianbao.article import Article, Span
from jianbao.stages.summary.clauses import Clause, clauses
from jianbao.stages.summary.ranker import best_cut


def lead(article: Article, spans: list[Span], max_chars: int) -> list[Span]:
    """Spans of the opening of ``spans``, at most ``max_chars`` characters with their closing marks.

    Whole clauses only, up to the clause end that the ranker thinks best; a first clause that is longer than
    the bound is cut between words, for want of better.
    """
    found = clauses(article, spans)
    count = best_cut(article, found, max_chars)
    if count:
        return joined(found[:count])
    return [Span(found[0].start, _word_end(article, found[0], max_chars))] if found else []


def _word_end(article: Article, clause: Clause, max_chars: int) -> int:
    """The end of the last word of ``clause`` that leaves room for a full stop."""
    bound = min(clause.end, clause.start + max(1, max_chars - 1))
    tokens = article.tokens
    if tokens is None:
        return bound
    at = bisect_right(tokens.ends, bound) - 1
    return tokens.ends[at] if at >= 0 and tokens.ends[at] > clause.start else bound


def joined(taken: list[Clause]) -> list[Span]:
    """The spans that ``taken`` cover, clauses next to each other in one paragraph made one."""
    out: list[Span] = []
    before: Clause | None = None
    for clause in taken:
        if before is not None and before.paragraph == clause.paragraph and clause.start - before.end <= 4:
            out[-1] = Span(out[-1].start, clause.end)
        else:
            out.append(Span(clause.start, clause.end))
        before = clause
    return out


def wording(article: Article, spans: list[Span]) -> str:
    """The text of ``spans``, each closed with a full stop.

    >>> wording(Article.from_text("会议召开，他说好。"), [Span(0, 4)])
    '会议召开。'
    """
    parts = []
    for span in spans:
        text = article.text[span.start : span.end].strip().rstrip("，,、；;：:")
        if text:
            parts.append(text if text[-1] in "。！？!?…”" else text + "。")
    return "".join(parts)
