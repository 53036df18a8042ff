"""Sentences and clauses of running text; marks inside quotation marks and brackets do not cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jianbao.article import Span
from jianbao.language.patterns import SENTENCE_ENDS

_OPENERS = "“‘「『《(【"
_CLOSERS = "”’」』》)\"'"
_MARK = re.compile(rf"[,;{SENTENCE_ENDS}{re.escape(_OPENERS + _CLOSERS)}]|…{{1,2}}|——")
_FINAL = SENTENCE_ENDS + "…"
_LONG_QUOTE = 60  # characters


class Clause(Struct, frozen=True):
    """A clause: the text between two commas or stops, the closing mark not included.

    ``sentence`` and ``paragraph`` are counted from 0 over the body; ``last`` is True where the clause ends
    its sentence.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    last: bool


class Cut(Struct, frozen=True):
    """Where a clause ends and the next begins; ``final`` where a sentence ends with it."""

    end: int
    after: int
    final: bool


def cut_clauses(folded: str, spans: Sequence[Span]) -> list[Clause]:
    """The clauses of ``spans`` of folded text, which are its paragraphs, in order.

    >>> text = "昨天,会议召开。“快,准”是要求。"
    >>> [text[c.start : c.end] for c in cut_clauses(text, [Span(0, len(text))])]
    ['昨天', '会议召开', '“快,准”是要求']
    """
    out: list[Clause] = []
    sentence = 0
    for number, span in enumerate(spans):
        at = span.start
        for cut in _cuts(folded, span.start, span.end):
            if cut.end > at:
                out.append(Clause(at, cut.end, sentence, number, cut.final))
            elif cut.final and out and out[-1].sentence == sentence:
                out[-1] = Clause(out[-1].start, out[-1].end, sentence, number, True)
            sentence += cut.final
            at = cut.after
            while at < span.end and folded[at].isspace():
                at += 1
    return out


def _cuts(folded: str, start: int, end: int) -> Iterator[Cut]:
    """The cuts of ``folded[start:end]``, the last at its end."""
    at = opened = start
    depth = 0
    for m in _MARK.finditer(folded, start, end):
        mark, place = m[0][0], m.start()
        if place < at:
            continue  # a closing mark that went with the sentence before it
        if mark in _OPENERS:
            opened = place if depth == 0 else opened
            depth += 1
            continue
        if mark in _CLOSERS:
            depth -= depth > 0
            continue
        if place - opened > _LONG_QUOTE:  # a mark that nobody closed, or a speech: cut inside it
            depth = 0
        after = m.end()
        while after < end and folded[after] in _CLOSERS:
            after += 1
        closed = after > m.end()
        if mark in _FINAL and (depth == 0 or closed):  # 。” ends the sentence, with its mark
            yield Cut(after if closed else place, after, True)
            at, depth = after, 0
        elif depth == 0 and mark not in _FINAL:
            yield Cut(place, m.end(), False)
            at = m.end()
    if at < end:
        yield Cut(end, end, True)
