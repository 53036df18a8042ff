"""Made-up newspaper pages out of real stories, with the label of each line: what the line model learns from.

They are put together as a page falls apart when it is copied from a print column or a web site: some stories in a
row, headers and folios, datelines and bylines at the head, glued to the end or under the story, paragraphs cut in
the middle of a sentence by empty lines, columns of 17 to 25 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from jianbao.language.width import fold
from jianbao.reading.bylines.datelines import opens_story
from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import physical_lines
from jianbao.resources import rows, words
from jianbao.training.layout.stories import Story

_GIVEN = (
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰建国文辉力建峰浩宇轩梓涵雨欣思佳怡志鹏晓燕海波春梅红雪"
)
_PLACES = ("云岭", "石桥", "临川", "青河", "东江", "南浦", "白沙", "龙泉", "望海", "安平", "新昌", "永和")
_PAPERS = ("日报", "晚报", "时报", "晨报", "新闻网", "都市报", "商报", "在线", "广播电视台", "传媒网")
_SENTENCE_END = re.compile(r"(?<=[。!?！？])(?![”’」』)）])|(?<=[。！？][”’」』])")
_HANGS = "，。；：、？！”’）》」』,.;:?!)"
_DATED = re.compile(r".{0,8}(?:\d日|\d月|近日|日前|昨[日天]|今[日天])")
_SLOT = re.compile(r"\{(\w+)\}")


class LabelledPage(NamedTuple):
    """A page with one label for each of its physical lines."""

    text: str
    labels: list[Label]


class _Row(NamedTuple):
    text: str
    label: Label
    blanks: int  # empty lines before it


class PageMaker:
    """Makes pages out of stories, each with the labels of its lines; the same seed makes the same pages."""

    def __init__(self, stories: Sequence[Story], *, seed: int = 0) -> None:
        self.stories = stories
        self.random = Random(seed)
        self._surnames = [ch for kind, listed in rows("surnames.tsv") if kind in "12" for ch in listed]
        self._sections = sorted(words("sections.txt"))
        self._forms: dict[str, list[str]] = {}
        for kind, *form in rows("layout_forms.tsv"):
            self._forms.setdefault(kind, []).append(form[0] if form else "")
        self._topics: dict[str, list[int]] = {}
        for i, story in enumerate(stories):
            for pair in {story.title[k : k + 2] for k in range(len(story.title) - 1)}:
                self._topics.setdefault(pair, []).append(i)

    def pages(self, count: int) -> Iterator[LabelledPage]:
        """``count`` pages: one in three a single story, the others two to four stories."""
        for _ in range(count):
            yield self._single() if self.random.random() < 0.35 else self._page()

    def _single(self) -> LabelledPage:
        """One story as web news gives it: headline and paragraphs, sometimes without a headline."""
        r = self.random
        story = r.choice(self.stories)
        rows = self._rows(story, gap=0, breaks=r.random() < 0.2)
        return _join(rows[1:] if r.random() < 0.05 else rows, indent="　　" if r.random() < 0.2 else "")

    def _page(self) -> LabelledPage:
        r = self.random
        gap = r.choice((0, 0, 1, 1, 1))
        between = r.choice((gap, gap, gap, gap + 1, gap + 2, 3))
        width = r.randint(16, 26) if gap == 0 and r.random() < 0.5 else 0
        indent = "　　" if gap == 0 and r.random() < 0.7 else r.choice(("", "", "　　"))
        rows = [_Row(self._form("header"), "F", r.choice((0, 1)))] if r.random() < 0.3 else []
        brief = r.random() < 0.12
        for number, story in enumerate(self._choose(r.choice((3, 4, 5, 6) if brief else (2, 2, 2, 3, 3, 4)))):
            if number and r.random() < 0.04:
                rows.append(_Row(self._form("folio"), "F", between))
            if brief:
                story = Story(story.title, [self._lead(story.paragraphs[0])])
            mine = self._rows(story, gap, breaks=not width, between=between)
            rows += [*self._wrapped(mine, width, indent)] if width else mine
        if gap:
            rows = [row._replace(blanks=row.blanks + 2) if r.random() < 0.04 else row for row in rows]
        return _join(rows, indent)

    def _choose(self, count: int) -> list[Story]:
        """Stories for a page: of one topic (titles that share a pair of characters) every other time."""
        r = self.random
        first = r.randrange(len(self.stories))
        title = self.stories[first].title
        at = r.randrange(len(title) - 1)
        alike = [i for i in self._topics[title[at : at + 2]] if i != first]
        if r.random() < 0.5 and len(alike) >= count:
            others = r.sample(alike, count - 1)
        else:
            others = r.sample(range(len(self.stories)), count - 1)
        return [self.stories[i] for i in (first, *others)]

    def _rows(self, story: Story, gap: int, *, breaks: bool, between: int = 0) -> list[_Row]:
        """The lines of a story: headline, byline, paragraphs with subheads and breaks, byline."""
        r = self.random
        paragraphs = list(story.paragraphs)
        head, tail = self._credits(paragraphs, gap)
        if r.random() < 0.12:
            (head if r.random() < 0.6 else tail).append(_Row(self._form("caption"), "B", gap))
        elif r.random() < 0.05 and (bare := self._clause(story.paragraphs[-1])):
            head.append(_Row(bare, "B", gap))  # a caption that nothing marks
        if r.random() < 0.12:
            tail.append(_Row(self._form("imprint"), "B", gap))
        if r.random() < 0.06:
            head.insert(0, _Row(f"原标题：{story.title}", "B", gap))
        lead = (
            len(paragraphs) > 1
            and len(paragraphs[0]) > len(story.paragraphs[0])
            and not opens_story(paragraphs[0])
        )
        body = self._body(story._replace(paragraphs=paragraphs), gap, breaks=breaks, lead=lead)
        return [*self._headline(story, gap, between), *head, *body, *tail]

    def _credits(self, paragraphs: list[str], gap: int) -> tuple[list[_Row], list[_Row]]:
        """Bylines on lines of their own before and behind the body; others are glued to its paragraphs."""
        r = self.random
        first = fold(paragraphs[0][:60])
        where = r.choice(("none", "head", "line", "glued", "after", "lead"))
        if (opens_story(first) or "记者" in first or "通讯员" in first) and r.random() < 0.8:
            where = "none"
        row = _Row("　" * r.choice((0, 0, 0, 4, 9)) + self._form("byline"), "B", gap)
        if where == "head":
            paragraphs[0] = self._dateline() + paragraphs[0]
        elif where in ("glued", "lead"):
            paragraphs[-1 if where == "glued" else 0] += r.choice(("", " ", "　")) + self._glued()
        return [row] if where == "line" else [], [row] if where == "after" else []

    def _headline(self, story: Story, gap: int, between: int) -> list[_Row]:
        """The headline: whole, shortened, on two lines, with a line above or below it, or behind a place."""
        r = self.random
        parts = [part for part in re.split(r"[\s，：]+", story.title) if len(part) >= 5]
        style, title = r.random(), story.title
        if style < 0.15 and parts:
            title = r.choice(parts)
        elif style < 0.18:
            title = self._form("place") + title
        lines = [title]
        if style > 0.98 and len(parts) > 1:
            lines = parts
        elif style > 0.96 and (clause := self._clause(story.paragraphs[0])):
            lines = r.choice(([clause, title], [title, clause], [title, "——" + clause]))
        return [
            _Row(line, "H", between if i == 0 else gap * (r.random() < 0.8)) for i, line in enumerate(lines)
        ]

    def _body(self, story: Story, gap: int, *, breaks: bool, lead: bool) -> Iterator[_Row]:
        """The paragraphs of a story, with subheads more often where the byline closes the lead."""
        r = self.random
        title, paragraphs, subheads = story
        invent = not subheads and len(paragraphs) > 2 and r.random() < (0.5 if lead else 0.12)
        marks = self._form("list").split(" ") if r.random() < 0.5 else []
        single = gap and r.random() < 0.2
        more = (0, 0, 0, 1, 2) if gap else (0,)
        for i, whole in enumerate(paragraphs):
            if i in subheads:
                yield _Row(whole, "S", gap + r.choice(more))
                continue
            may = invent and i and not _DATED.match(whole)  # what a date follows is rather a headline
            found = self._clause(title if r.random() < 0.25 else whole) if may else None
            if found and r.random() < 0.7:
                yield _Row((marks.pop(0) if marks else "") + found, "S", gap + r.choice(more))
            for paragraph in self._paragraphs(whole):
                parts = self._broken(paragraph) if breaks and r.random() < 0.6 else [paragraph]
                yield _Row(parts[0], "B", gap)
                for part in parts[1:]:
                    yield _Row(part, "C", 0 if single else gap)

    def _lead(self, paragraph: str) -> str:
        """The first sentences of a paragraph: a story in brief."""
        return "".join(
            [s for s in _SENTENCE_END.split(paragraph) if s.strip()][: self.random.choice((1, 1, 2))]
        )

    def _paragraphs(self, text: str) -> Iterator[str]:
        """A long paragraph sometimes in several, as an editor would set it."""
        sentences = [s.strip() for s in _SENTENCE_END.split(text) if s.strip()]
        if len(text) < 150 or len(sentences) < 3 or self.random.random() < 0.3:
            yield text
            return
        at = 0
        while at < len(sentences):
            step = self.random.randint(1, 4)
            yield "".join(sentences[at : at + step])
            at += step

    def _broken(self, paragraph: str) -> list[str]:
        """A paragraph cut where a column ends: anywhere, also inside words and numbers."""
        r = self.random
        if len(paragraph) <= 30:
            return [paragraph]
        least = min(len(paragraph) - 2, 6 if r.random() < 0.2 else 25)
        cuts = sorted({r.randint(least, len(paragraph) - 2) for _ in range(r.choice((1, 1, 2)))})
        parts = [paragraph[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(paragraph)], strict=True)]
        return [part for part in parts if part]

    def _wrapped(self, rows: Sequence[_Row], width: int, indent: str) -> Iterator[_Row]:
        """The rows of a printed column: paragraphs wrapped at ``width`` characters, the headline mostly not."""
        wrap_heads, head_indent = self.random.random() < 0.2, self.random.random() < 0.5
        for row in rows:
            if row.label == "H" and not wrap_heads:
                yield row
                continue
            lead = indent if row.label == "B" or (row.label == "H" and head_indent) else ""
            rest, label, blanks = lead + row.text, row.label, row.blanks
            while rest:
                end = width + (rest[width : width + 1] in tuple(_HANGS) and self.random.random() < 0.7)
                yield _Row(rest[:end], label, blanks)
                rest, label, blanks = rest[end:], "C", 0
                rest = lead + rest if rest and row.label == "H" else rest

    def _clause(self, text: str) -> str | None:
        """A clause of a text, such as may be a subhead or the second line of a headline."""
        clauses = [c for c in re.split(r"[，。；：！？、“”,;:\s]", text) if 5 <= len(c) <= 18]
        return self.random.choice(clauses) if clauses else None

    def _dateline(self) -> str:
        parts = (self._form("dateline"), self.random.choice(("", " ", "　")), self._form("credit"))
        return "".join(parts) + self.random.choice(("", " "))

    def _glued(self) -> str:
        return self._form("byline") if self.random.random() < 0.9 else self._name()

    def _name(self) -> str:
        r = self.random
        given = r.sample(_GIVEN, r.choice((1, 2, 2)))
        return r.choice(self._surnames[: r.choice((100, 250))]) + "".join(given)

    def _form(self, kind: str) -> str:
        """One of the forms of ``kind``, filled in."""
        return _SLOT.sub(lambda m: self._value(m[1]), self.random.choice(self._forms[kind]))

    def _value(self, slot: str) -> str:
        r = self.random
        month_day = f"{r.randint(1, 12)}月{r.randint(1, 28)}日"
        values = {
            "name": self._name(),
            "paper": r.choice(_PLACES) + r.choice(_PAPERS),
            "place": r.choice(_PLACES),
            "day": month_day,
            "date": f"20{r.randint(8, 24):02}年{month_day}",
            "week": "星期" + r.choice("一二三四五六日"),
            "section": r.choice(self._sections),
            "number": str(r.randint(1, 9)),
        }
        return values[slot]


def _join(rows: Sequence[_Row], indent: str) -> LabelledPage:
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
