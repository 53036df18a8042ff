"""Summaries: how near they are to an editor's, and whether they are whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from jianbao.article import Article, Span
from jianbao.evaluation.measures import rouge_l
from jianbao.language.width import fold
from jianbao.stages.summary.clause_summary import BRIEF_MOST
from jianbao.stages.summary.marks import balanced

_MARKS = re.compile(r"[\s“”‘’\"'《》「」,，.。;；:：!！?？、()（）【】\[\]—\-…·]")
_ENDS = "。！？!?…"
_CLOSERS = "”’」』》）)\"'"

Fault = Literal[
    "marks",  # a quotation mark or bracket without its other half
    "end",  # no stop at the end
    "word",  # a span begins or ends inside a word
    "name",  # or inside the name of a person, place or organisation
    "long",  # a brief of more characters than it may have
]


def summary_rouge(gold: str, predicted: str) -> float:
    """Character ROUGE-L of a summary without marks and blanks, 0 to 1.

    >>> summary_rouge("水厂通水。", "“水厂”通水")
    1.0
    """
    return rouge_l(_MARKS.sub("", gold), _MARKS.sub("", predicted))


def is_whole(summary: str) -> bool:
    """Whether its marks are in pairs and it ends with a stop; "" is whole.

    >>> is_whole("水厂“开闸”通水。"), is_whole("水厂“开闸通水。"), is_whole("水厂通水")
    (True, False, False)
    """
    return not any(_of_line(summary))


def summary_faults(article: Article) -> Iterator[Fault]:
    """What keeps the summary and the brief of ``article`` from being whole; nothing where there is no summary."""
    summary = article.summary
    if summary is None:
        return
    yield from _of_line(summary.text)
    yield from _of_line(summary.brief)
    if len(summary.brief) > BRIEF_MOST:
        yield "long"
    ends = {at for span in summary.spans for at in (span.start, span.end)}
    if article.tokens and _inside(ends, zip(article.tokens.starts, article.tokens.ends, strict=True)):
        yield "word"
    names = (Span(e.start, e.end) for e in article.entities or () if e.type != "TIME")
    if _inside(ends, ((name.start, name.end) for name in names)):
        yield "name"


def _of_line(line: str) -> Iterator[Fault]:
    if not balanced(fold(line)):
        yield "marks"
    bare = line.rstrip(_CLOSERS)
    if line and bare[-1:] not in tuple(_ENDS):
        yield "end"


def _inside(places: Iterable[int], spans: Iterable[tuple[int, int]]) -> bool:
    covered = {at for start, end in spans for at in range(start + 1, end)}
    return not covered.isdisjoint(places)
