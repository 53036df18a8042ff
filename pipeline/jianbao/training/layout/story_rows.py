"""The lines of one story of a made-up page: headline, byline, paragraphs with subheads and breaks, byline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.bylines.datelines import opens_story
from jianbao.training.layout.cuts import Row, clause, column_pieces, shorter_paragraphs
from jianbao.training.layout.forms import Forms
from jianbao.training.layout.stories import Story


class StoryRows:
    """Sets stories in lines, each time otherwise; the same random numbers make the same lines."""

    def __init__(self, random: Random, forms: Forms) -> None:
        self._random = random
        self._forms = forms

    def rows(self, story: Story, gap: int, *, breaks: bool, between: int = 0) -> list[Row]:
        """The lines of a story.

        Args:
            story: its headline and paragraphs.
            gap: empty lines between paragraphs.
            breaks: whether paragraphs are cut in mid-sentence.
            between: empty lines before its headline.
        """
        paragraphs = list(story.paragraphs)
        head, tail = self._credits(paragraphs, gap)
        self._add_extras(story, head, tail, gap)
        signed_lead = (
            len(paragraphs) > 1
            and len(paragraphs[0]) > len(story.paragraphs[0])
            and not opens_story(paragraphs[0])
        )
        body = self._body(story._replace(paragraphs=paragraphs), gap, breaks=breaks, signed_lead=signed_lead)
        return [*self._headline(story, gap, between), *head, *body, *tail]

    def _add_extras(self, story: Story, head: list[Row], tail: list[Row], gap: int) -> None:
        """Now and then a caption, an imprint or the headline once more, before the body or behind it."""
        r = self._random
        if r.random() < 0.12:
            (head if r.random() < 0.6 else tail).append(Row(self._forms.fill("caption"), "B", gap))
        elif r.random() < 0.05 and (bare := clause(story.paragraphs[-1], r)):
            head.append(Row(bare, "B", gap))  # a caption that nothing marks
        if r.random() < 0.12:
            tail.append(Row(self._forms.fill("imprint"), "B", gap))
        if r.random() < 0.06:
            head.insert(0, Row(self._forms.retitle(story.title), "B", gap))

    def _credits(self, paragraphs: list[str], gap: int) -> tuple[list[Row], list[Row]]:
        """Bylines on lines of their own before and behind the body; others are glued to its paragraphs, in place."""
        r = self._random
        first = fold(paragraphs[0][:60])
        where = r.choice(("none", "head", "line", "glued", "after", "lead"))
        if (opens_story(first) or _signed().search(first)) and r.random() < 0.8:
            where = "none"
        row = Row("　" * r.choice((0, 0, 0, 4, 9)) + self._forms.fill("byline"), "B", gap)
        if where == "head":
            paragraphs[0] = self._forms.dateline() + paragraphs[0]
        elif where in ("glued", "lead"):
            at = -1 if where == "glued" else 0
            paragraphs[at] += r.choice(("", " ", "　")) + self._forms.glued_byline()
        return [row] if where == "line" else [], [row] if where == "after" else []

    def _headline(self, story: Story, gap: int, between: int) -> list[Row]:
        """The headline: whole, shortened, on two lines, with a line above or below it, or behind a place."""
        r = self._random
        parts = [part for part in re.split(r"[\s，：]+", story.title) if len(part) >= 5]
        style, title = r.random(), story.title
        if style < 0.15 and parts:
            title = r.choice(parts)
        elif style < 0.18:
            title = self._forms.fill("place") + title
        lines = [title]
        if style > 0.98 and len(parts) > 1:
            lines = parts
        elif style > 0.96 and (found := clause(story.paragraphs[0], r)):
            lines = r.choice(([found, title], [title, found], [title, "——" + found]))
        return [
            Row(line, "H", between if i == 0 else gap * (r.random() < 0.8)) for i, line in enumerate(lines)
        ]

    def _body(self, story: Story, gap: int, *, breaks: bool, signed_lead: bool) -> Iterator[Row]:
        """The paragraphs of a story, with subheads more often where the byline closes the lead."""
        r = self._random
        title, paragraphs, subheads = story
        invent = not subheads and len(paragraphs) > 2 and r.random() < (0.5 if signed_lead else 0.12)
        marks = self._forms.fill("list").split(" ") if r.random() < 0.5 else []
        single = gap and r.random() < 0.2
        more = (0, 0, 0, 1, 2) if gap else (0,)
        for i, paragraph in enumerate(paragraphs):
            if i in subheads:
                yield Row(paragraph, "S", gap + r.choice(more))
                continue
            may = invent and i and not _dated().match(paragraph)  # what a date follows is rather a headline
            subhead = clause(title if r.random() < 0.25 else paragraph, r) if may else None
            if subhead and r.random() < 0.7:
                yield Row((marks.pop(0) if marks else "") + subhead, "S", gap + r.choice(more))
            for shorter in shorter_paragraphs(paragraph, r):
                parts = column_pieces(shorter, r) if breaks and r.random() < 0.6 else [shorter]
                yield Row(parts[0], "B", gap)
                for part in parts[1:]:
                    yield Row(part, "C", 0 if single else gap)


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf".{{0,8}}{any_of('layout_words.tsv', 'story.dated')}")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(any_of("layout_words.tsv", "story.signed"))
