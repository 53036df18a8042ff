"""What an article holds together: names, quoted terms and figures, whose inside no keyword may begin or end in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from jianbao.article import Article
from jianbao.stages.keywords.candidates import Candidate, Draft, spans_of
from jianbao.stages.slogans.words import Words

_LONGEST_QUOTED = 8  # characters; a part of what is longer may be a theme


class KnownSpans:
    """The names, quoted terms, times and figures of ``draft``, and its words: where a term may begin and end."""

    def __init__(self, draft: Draft) -> None:
        self._text = draft.text
        spans = list(_spans(draft.article))
        self._lines = [_Line(draft.text, draft.words, spans)]
        if draft.title and not draft.head_end:  # a title that does not stand in the text
            known = {draft.text[a:b] for a, b in spans}
            in_title = [(s.start, s.end) for term in known for s in spans_of(term, draft.title)]
            self._lines.append(_Line(draft.title, draft.title_words, in_title))
        self._figures = _owners(draft.text, _figures(draft.article))

    def cut(self, c: Candidate) -> bool:
        """Whether ``c`` begins or ends inside a name, a quoted term, a figure or a word wherever it stands."""
        return not any(line.holds(c.term) for line in self._lines)

    def is_figure(self, c: Candidate) -> bool:
        """Whether ``c`` is a figure or a time, or a part of one, wherever it stands."""
        at, size, figures = self._text.find(c.term), len(c.term), self._figures
        if at < 0:
            return False
        while at >= 0:
            if not figures[at] or figures[at] != figures[at + size - 1]:
                return False
            at = self._text.find(c.term, at + size)
        return True


class _Line:
    """A text or title, its words, and the spans of it that are read as one."""

    def __init__(self, text: str, words: Words, spans: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._whole, self._inside = set(spans), _inside(text, spans)
        self._edges = bytearray(len(text) + 1)  # 1 where a word begins, 2 where one ends, 3 for both
        for start in words.starts:
            self._edges[start] = 1
        for end in words.ends:
            self._edges[end] |= 2

    def holds(self, term: str) -> bool:
        """Whether ``term`` stands somewhere as a whole: known as one, or cutting neither a known span nor a word."""
        at, size, inside = self._text.find(term), len(term), self._inside
        while at >= 0:
            end = at + size
            if (at, end) in self._whole:
                return True
            if not inside[at] and not inside[end] and self._edges[at] & 1 and self._edges[end] & 2:
                return True
            at = self._text.find(term, end)
        return False


def _spans(article: Article) -> Iterable[tuple[int, int]]:
    """All spans that are read as one: entities, short quoted terms, members of slogans, figures."""
    yield from ((e.start, e.end) for e in article.entities or ())
    for quoted in article.quoted or ():
        if quoted.kind != "speech" and quoted.end - quoted.start <= _LONGEST_QUOTED:
            yield quoted.start, quoted.end
    for family in article.slogans or ():
        yield from ((m.start, m.end) for m in family.members)
    yield from ((q.start, q.end) for q in article.quantities or ())


def _figures(article: Article) -> Iterable[tuple[int, int]]:
    yield from ((e.start, e.end) for e in article.entities or () if e.type == "TIME")
    yield from ((q.start, q.end) for q in article.quantities or ())


def _inside(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each offset whether a boundary there would go through one of ``spans``."""
    out = bytearray(len(text) + 1)
    for start, end in spans:
        out[start + 1 : end] = b"\1" * (end - start - 1)
    return out


def _owners(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """For each character the number of the span it lies in, from 1; 0 for none."""
    out = [0] * (len(text) + 1)
    for number, (start, end) in enumerate(spans, 1):
        out[start:end] = [number] * (end - start)
    return out


class Paragraphs:
    """In how many paragraphs of an article a term stands."""

    def __init__(self, article: Article) -> None:
        self._starts = [b.start for b in article.blocks if b.kind != "headline"] or [0]

    def count(self, starts: Iterable[int]) -> int:
        """How many paragraphs hold one of ``starts``."""
        return len({bisect_right(self._starts, start) for start in starts})
