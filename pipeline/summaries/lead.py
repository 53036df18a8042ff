"""The lead summary: the body's opening sentences, cut at the end of a clause."""

from __future__ import annotations

from pipeline.article import Article, Span
from pipeline.summaries.clauses import Clause, clauses


def lead(article: Article, spans: list[Span], max_chars: int) -> list[Span]:
    """Spans of the opening of ``spans``, at most ``max_chars`` characters with their closing mark.

    Whole clauses only; a first clause that is longer than the bound is cut there, for want of better.
    """
    found = clauses(article, spans)
    taken: list[Clause] = []
    size = 0
    for clause in found:
        gap = clause.start - taken[-1].end if taken and taken[-1].paragraph == clause.paragraph else 1
        if size + gap + clause.end - clause.start + 1 > max_chars + (not taken):
            break
        size += gap + clause.end - clause.start
        taken.append(clause)
    if not taken and found:
        return [Span(found[0].start, min(found[0].end, found[0].start + max(1, max_chars - 1)))]
    return joined(taken)


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
