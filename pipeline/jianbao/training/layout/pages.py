"""Made-up newspaper pages out of real stories, with the label of each line: what the line model learns from.

They are put together as a page falls apart when it is copied from a print column or a web site: some stories in a
row, headers and folios, datelines and bylines at the head, glued to the end or under the story, paragraphs cut in
the middle of a sentence by empty lines, columns of 17 to 25 characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import physical_lines
from jianbao.training.layout.cuts import Row, sentences, wrap_rows
from jianbao.training.layout.forms import Forms
from jianbao.training.layout.stories import Story
from jianbao.training.layout.story_rows import StoryRows


class LabelledPage(NamedTuple):
    """A page with one label for each of its physical lines."""

    text: str
    labels: list[Label]


class PageMaker:
    """Makes pages out of stories, each with the labels of its lines; the same seed makes the same pages.

    stories: one or more; a page takes them at random, of one topic every other time.
    """

    def __init__(self, stories: Sequence[Story], *, seed: int = 0) -> None:
        self._stories = stories
        self._random = Random(seed)
        self._forms = Forms(self._random)
        self._setter = StoryRows(self._random, self._forms)
        self._topics: dict[str, list[int]] = {}  # pair of characters to the stories whose titles hold it
        for i, story in enumerate(stories):
            for pair in {story.title[k : k + 2] for k in range(len(story.title) - 1)}:
                self._topics.setdefault(pair, []).append(i)

    def pages(self, count: int) -> Iterator[LabelledPage]:
        """``count`` pages: one in three a single story, the others two to four stories."""
        for _ in range(count):
            yield self._single() if self._random.random() < 0.35 else self._page()

    def _single(self) -> LabelledPage:
        """One story as web news gives it: headline and paragraphs, sometimes without a headline."""
        r = self._random
        story = r.choice(self._stories)
        rows = self._setter.rows(story, gap=0, breaks=r.random() < 0.2)
        return _join(rows[1:] if r.random() < 0.05 else rows, indent="　　" if r.random() < 0.2 else "")

    def _page(self) -> LabelledPage:
        """Several stories, as a page of a newspaper has them; one page in eight is of briefs."""
        r = self._random
        gap = r.choice((0, 0, 1, 1, 1))
        between = r.choice((gap, gap, gap, gap + 1, gap + 2, 3))
        width = r.randint(16, 26) if gap == 0 and r.random() < 0.5 else 0
        indent = "　　" if gap == 0 and r.random() < 0.7 else r.choice(("", "", "　　"))
        rows = [Row(self._forms.fill("header"), "F", r.choice((0, 1)))] if r.random() < 0.3 else []
        brief = r.random() < 0.12
        for number, story in enumerate(self._choose(r.choice((3, 4, 5, 6) if brief else (2, 2, 2, 3, 3, 4)))):
            if number and r.random() < 0.04:
                rows.append(Row(self._forms.fill("folio"), "F", between))
            if brief:
                story = Story(story.title, [self._brief(story.paragraphs[0])])
            mine = self._setter.rows(story, gap, breaks=not width, between=between)
            rows += [*wrap_rows(mine, width, indent, r)] if width else mine
        if gap:
            rows = [row._replace(blanks=row.blanks + 2) if r.random() < 0.04 else row for row in rows]
        return _join(rows, indent)

    def _choose(self, count: int) -> list[Story]:
        """Stories for a page: of one topic (titles that share a pair of characters) every other time."""
        r = self._random
        first = r.randrange(len(self._stories))
        title = self._stories[first].title
        at = r.randrange(len(title) - 1)
        alike = [i for i in self._topics[title[at : at + 2]] if i != first]
        if r.random() < 0.5 and len(alike) >= count:
            others = r.sample(alike, count - 1)
        else:
            others = r.sample(range(len(self._stories)), count - 1)
        return [self._stories[i] for i in (first, *others)]

    def _brief(self, paragraph: str) -> str:
        """The first sentences of a paragraph: a story in brief."""
        return "".join(sentences(paragraph)[: self._random.choice((1, 1, 2))])


def _join(rows: Sequence[Row], indent: str) -> LabelledPage:
    """The rows as a text; a line that reading takes for several gets a label for each."""
    text, labels, starts = "", [], dict[int, Label]()
    for i, row in enumerate(rows):
        lead = indent if row.label == "B" and not row.text.startswith(("　", " ")) else ""
        text += "\n" * (row.blanks + 1 if i else row.blanks) + lead
        starts[len(text) + len(row.text) - len(row.text.lstrip())] = row.label
        text += row.text
    for line in physical_lines(text):
        labels.append(starts.get(line.start, "B"))
    return LabelledPage(text, labels)
