"""The body of one article as summaries see it: folded, in paragraphs, clauses and stories, each worked out once."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Protocol

from jianbao.article import Article, Span
from jianbao.language.width import fold
from jianbao.stages.summary.boilerplate import clean_title
from jianbao.stages.summary.clauses import Clause, cut_clauses
from jianbao.stages.summary.paragraphs import body_paragraphs
from jianbao.stages.summary.router import SEVERAL, SEVERAL_UNDER_TITLE, story_starts


class Stretch(Protocol):
    """Anything with a start and an end in the text: a span, a clause, a unit."""

    @property
    def start(self) -> int:
        """Its first code point."""
        ...

    @property
    def end(self) -> int:
        """The one after its last."""
        ...


class Body:
    """What the parts of a summary read of ``article``, whose text must not change meanwhile.

    All spans are half-open, count code points and point into ``article.text``; ``folded`` has the same offsets.

    >>> body = Body(Article.from_text("昨天，会议召开。代表到会。"))
    >>> [body.text(clause) for clause in body.clauses]
    ['昨天', '会议召开', '代表到会']
    """

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def folded(self) -> str:
        """The text with full-width forms as half-width ones, character for character."""
        return fold(self.article.text)

    @cached_property
    def title(self) -> str:
        """The title as one clean line, "" for none."""
        return clean_title(self.article.title)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs without datelines, bylines and boilerplate, in order."""
        return body_paragraphs(self.article, self.folded)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses of the paragraphs, in order."""
        return cut_clauses(self.folded, self.paragraphs)

    @cached_property
    def stories(self) -> list[list[Span]]:
        """The paragraphs of each story; most articles are one story, one without text is none."""
        spans = self.paragraphs
        if not spans:
            return []
        least = SEVERAL_UNDER_TITLE if self.article.title else SEVERAL
        cuts = story_starts([self.folded[s.start : s.end] for s in spans], least)
        return [spans[a:b] for a, b in zip(cuts, [*cuts[1:], len(spans)], strict=True)]

    @cached_property
    def lead_end(self) -> int:
        """Where the first two sentences end."""
        first = self.clauses[0].sentence if self.clauses else 0
        return max((c.end for c in self.clauses if c.sentence <= first + 1), default=0)

    def text(self, part: Stretch) -> str:
        """The text of a span or clause, as printed."""
        return self.article.text[part.start : part.end]

    def holds(self, start: int, end: int) -> bool:
        """Whether ``start:end`` lies within one paragraph."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self.paragraphs[at].end

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.paragraphs]
