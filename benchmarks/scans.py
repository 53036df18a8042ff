"""``make bench-scans``: pages set from given texts, drawn, bent and soiled as scans are, read, and compared.

python -m benchmarks.scans --data texts.jsonl --font FONT.otf [--pages 20] [--seed 1] [--out FOLDER] [--only 3,7]

Of every story it is known what it should be: its headline, where its body begins and ends, its characters. The texts
are given, never kept: JSON or JSON Lines with ``text`` (first line: headline) or with ``text`` and ``articles`` (gold).
"""

from __future__ import annotations

import json
import random
import re
import resource
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from jianbao import read
from jianbao.article import Article
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rich.console import Console
from rich.table import Table

WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dots to the inch
MARGIN = 90
BROAD = "%&@mwMW"  # ASCII that is as wide as a Chinese character
NO_START = "，。、；：！？）”’》」』】"
console = Console(highlight=False)


@dataclass
class Story:
    """What is set: a headline and paragraphs."""

    title: str
    paragraphs: list[str]

    @property
    def body(self) -> str:
        """Its paragraphs, without blanks."""
        return "".join("".join(self.paragraphs).split())


@dataclass
class Plan:
    """How a page is set and spoilt."""

    columns: int
    size: int
    gutter: float  # in characters
    turned: float = 0.0  # degrees
    noisy: bool = False
    vertical: bool = False
    beside: bool = False  # two stories side by side


@dataclass
class Sheet:
    """A page being set: the picture, and the stories that are on it."""

    picture: Image.Image
    font: Path
    stories: list[Story] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: int) -> None:
        """Draw a line, each character in a square of its own (half a square for ASCII), as print has it."""
        pen, font = ImageDraw.Draw(self.picture), face(self.font, size)
        for char in text:
            pen.text((x, y), char, font=font, fill=20)
            x += size * advance(char)

    def upright(self, x: float, y: float, text: str, size: int, pitch: float) -> None:
        """Draw a line from top to bottom."""
        pen, font = ImageDraw.Draw(self.picture), face(self.font, size)
        for i, char in enumerate(text):
            pen.text((x, y + i * pitch), char, font=font, fill=20)


def advance(char: str) -> float:
    """How wide a character is set, in widths of a Chinese one."""
    return 0.5 if ord(char) < 128 and char not in BROAD else 1


FACES: dict[tuple[Path, int], ImageFont.FreeTypeFont] = {}


def face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font of one size."""
    if (path, size) not in FACES:
        FACES[path, size] = ImageFont.truetype(str(path), size)
    return FACES[path, size]


def plans(count: int, seed: int) -> list[Plan]:
    """Pages of two to five columns; every third turned, every fourth soiled, two upright."""
    rng = random.Random(seed)
    out = []
    for i in range(count):
        columns = 2 + i % 4
        plan = Plan(columns, {2: 30, 3: 28, 4: 26, 5: 25}[columns], rng.choice((1.0, 1.2, 1.6)))
        plan.turned = rng.choice((-1, 1)) * rng.uniform(1, 3) if i % 3 == 1 else 0.0
        plan.noisy = i % 4 == 3
        plan.vertical = count > 8 and i in (6, 13)
        plan.beside = i % 5 == 2
        out.append(plan)
    return out


def wrap(text: str, width: int, *, indent: int = 2, upright: bool = False) -> list[str]:
    """A paragraph as lines of ``width`` characters; no line begins with a closing mark.

    upright: each character is set in a square of its own, ASCII too.
    """
    lines, line, room = [], "　" * indent, width - indent
    for char in text:
        need = 1 if upright else advance(char)
        if room < need and not (char in NO_START and room > -1):
            lines.append(line)
            line, room = "", width
        line, room = line + char, room - need
    return [*lines, line]


def set_page(plan: Plan, stories: Iterator[Story], font: Path, number: int) -> Sheet:
    """A page full of stories."""
    sheet = Sheet(Image.new("L", (WIDTH, HEIGHT), 250), font)
    if plan.vertical:
        _set_upright(sheet, plan, stories)
        return sheet
    sheet.text(MARGIN, 40, f"{number + 1:02d} 要闻　2021年3月{1 + number % 28}日　星期日", 26)
    y = 120.0
    if plan.beside:
        half = (WIDTH - 2 * MARGIN) / 2 - 25
        left = _set_story(sheet, plan, next(stories), MARGIN, y, half, max(1, plan.columns // 2))
        right = _set_story(sheet, plan, next(stories), WIDTH / 2 + 25, y, half, max(1, plan.columns // 2))
        y = max(left, right) + 40
    while y < HEIGHT - 500:
        story = next(stories)
        y = _set_story(sheet, plan, story, MARGIN, y, WIDTH - 2 * MARGIN, plan.columns) + 36
    sheet.text(WIDTH / 2 - 60, HEIGHT - 50, f"- {number + 1} -", 24)
    return sheet


def _set_story(
    sheet: Sheet, plan: Plan, story: Story, x: float, y: float, width: float, columns: int
) -> float:
    """Set a story into a rectangle; returns where the next may begin."""
    size, gutter = plan.size, plan.gutter * plan.size
    each = int((width - gutter * (columns - 1)) / columns / size)
    head = min(64, int(width / max(8, len(story.title))))
    head = max(head, int(1.5 * size))
    for row in (
        story.title[i : i + int(width / head)] for i in range(0, len(story.title), int(width / head))
    ):
        sheet.text(x, y, row, head)
        y += head * 1.3
    y += 0.4 * size
    lines = [line for paragraph in story.paragraphs for line in wrap(paragraph, each)]
    room = int((HEIGHT - 70 - y) / (1.5 * size))
    rows = min(-(-len(lines) // columns), room)
    kept = lines[: rows * columns]
    shown = Story(story.title, _kept(story.paragraphs, kept))
    for i, line in enumerate(kept):
        column, row = divmod(i, rows)
        sheet.text(x + column * (each * size + gutter), y + row * 1.5 * size, line, size)
    sheet.stories.append(shown)
    return y + rows * 1.5 * size


def _kept(paragraphs: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The paragraphs as far as the lines of them that are set."""
    left = sum(len(line.replace("　", "")) for line in lines)
    out = []
    for paragraph in paragraphs:
        bare = paragraph.replace("　", "")
        if left > 0:
            out.append(bare[:left])
        left -= len(bare)
    return out


def _set_upright(sheet: Sheet, plan: Plan, stories: Iterator[Story]) -> None:
    """Two registers of upright lines, a headline at the right of each story."""
    size = 32
    pitch, step = size * 1.08, size * 1.75
    for register in (0, 1):
        top, x = 90 + register * 1140, float(WIDTH - MARGIN - 70)
        each = int(1040 / pitch)
        while x > MARGIN + 6 * step:
            story = next(stories)
            title = story.title[: int(1040 / 60)]
            sheet.upright(x, top, title, 54, 58)
            x -= step * 1.3
            lines = [line for paragraph in story.paragraphs for line in wrap(paragraph, each, upright=True)]
            room = int((x - MARGIN) / step)
            lines = lines[:room]
            for line in lines:
                sheet.upright(x, top, line, size, pitch)
                x -= step
            x -= 40
            sheet.stories.append(Story(title, _kept(story.paragraphs, lines)))


def spoil(picture: Image.Image, plan: Plan, seed: int) -> Image.Image:
    """The page as a scanner shows it."""
    rng = np.random.default_rng(seed)
    if plan.turned:
        picture = picture.rotate(plan.turned, resample=Image.Resampling.BICUBIC, fillcolor=250)
    if plan.noisy:
        picture = picture.filter(ImageFilter.GaussianBlur(0.7))
        values = np.asarray(picture, np.float32)
        values = values - 12 * np.linspace(0, 1, values.shape[1])[None, :] + rng.normal(0, 12, values.shape)
        specks = rng.random(values.shape)
        values[specks < 0.0008] = 0
        values[specks > 0.9992] = 255
        picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    return picture


def distance(a: str, b: str) -> int:
    """The edit distance of two strings."""
    if not a or not b:
        return len(a) + len(b)
    codes = np.array([ord(ch) for ch in b])
    row = np.arange(len(b) + 1)
    ramp = np.arange(len(b) + 1)
    for i, char in enumerate(a, 1):
        least = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        new = np.concatenate([[i], least])
        row = np.minimum.accumulate(new - ramp) + ramp
    return int(row[-1])


def plain(text: str) -> str:
    """``text`` as it is compared: no blanks, full-width characters as narrow ones, marks of one kind."""
    table = str.maketrans("。“”‘’—－・", ".\"\"''--·")
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(table)))


def body(article: Article) -> str:
    """The body of an article: what is neither headline nor furniture nor caption."""
    return plain(
        "".join(article.text[b.start : b.end] for b in article.blocks_of("paragraph", "subhead", "byline"))
    )


@dataclass
class Score:
    """What came of one page."""

    stories: int = 0
    joint: int = 0
    characters: int = 0
    wrong: int = 0
    seconds: float = 0.0
    low: int = 0
    lines: int = 0

    @property
    def error_rate(self) -> float:
        """Wrong characters of a hundred."""
        return 100 * self.wrong / max(1, self.characters)


def score(sheet: Sheet, articles: Sequence[Article], *, say: bool = False) -> Score:
    """Compare the stories of a page with the articles that were read off it."""
    out = Score(stories=len(sheet.stories))
    free = list(articles)
    for story in sheet.stories:
        title, text = plain(story.title), plain(story.body)
        found = min(
            free,
            key=lambda a: distance(plain(a.title), title) + distance(body(a)[:40], text[:40]),
            default=None,
        )
        own = body(found) if found else ""
        if found:
            free.remove(found)
        wrong = distance(own, text)
        headed = found is not None and distance(plain(found.title), title) <= 0.1 * len(title)
        ends = distance(own[:12], text[:12]) <= 3 and distance(own[-12:], text[-12:]) <= 3
        out.joint += headed and ends
        out.characters += len(text)
        out.wrong += wrong
        if say and not (headed and ends):
            got = f"{found.title if found else '-'} | {own[:14]} ... {own[-14:]}"
            console.print(f"  {story.title} | got {got} | want {text[:14]} ... {text[-14:]}", markup=False)
    lines = [line for article in articles for line in article.printed]
    out.lines, out.low = len(lines), sum((line.score or 1) < 0.8 for line in lines)
    return out


def stories_of(paths: Sequence[Path]) -> list[Story]:
    """The stories of the given texts that fit a page."""
    out = []
    for path in paths:
        whole = path.read_text("utf-8")
        rows: list[Any] = (
            [json.loads(whole)]
            if path.suffix == ".json"
            else [json.loads(x) for x in whole.splitlines() if x.strip()]
        )
        for row in (item for value in rows for item in (value if isinstance(value, list) else [value])):
            parts = row["text"].split("\n")
            if row.get("articles"):
                if len(row["articles"]) != 1:
                    continue
                first = row["articles"][0]
                parts = [first["title"], *row["text"][first["body_start"] : first["body_end"]].split("\n")]
            title = "".join(parts[0].split())
            paragraphs = [re.sub(r"\s", "", part) for part in parts[1:] if part.strip()]
            if 6 <= len(title) <= 30 and 200 <= sum(map(len, paragraphs)) <= 1600:
                out.append(Story(title, paragraphs))
    return out


def endless(stories: Sequence[Story], seed: int) -> Iterator[Story]:
    """The stories in random order, again and again."""
    rng = random.Random(seed)
    while True:
        yield from rng.sample(stories, len(stories))


def main(
    data: Annotated[list[Path], typer.Option(help="JSON or JSON Lines with texts.")],
    font: Annotated[Path, typer.Option(help="A Chinese font: NotoSerifSC-Regular.otf, for example.")],
    pages: Annotated[int, typer.Option(help="How many pages.")] = 20,
    seed: Annotated[int, typer.Option(help="Of the layout and the noise.")] = 1,
    only: Annotated[str, typer.Option(help="Only these pages: 0,7.")] = "",
    out: Annotated[Path, typer.Option(help="Folder of the pictures.")] = Path("outputs/scans"),
    say: Annotated[bool, typer.Option("--say", help="Print the stories that went wrong.")] = False,
) -> None:
    """Set pages, draw them, read them, and say how much is right."""
    stories = stories_of(data)
    supply = endless(stories, seed)
    out.mkdir(parents=True, exist_ok=True)
    chosen = {int(part) for part in only.split(",") if part}
    table = Table(
        "page", "columns", "turned", "noisy", "upright", "stories", "joint", "errors %", "low lines", "s"
    )
    total, clean = Score(), Score()
    for number, plan in enumerate(plans(pages, seed)):
        sheet = set_page(plan, supply, font, number)
        if chosen and number not in chosen:
            continue
        path = out / f"page-{number:02d}.png"
        spoil(sheet.picture, plan, seed + number).save(path)
        began = time.perf_counter()
        articles = list(read(path))
        found = score(sheet, articles, say=say)
        found.seconds = time.perf_counter() - began
        for into in (total, *([] if plan.noisy or plan.turned else [clean])):
            for name in ("stories", "joint", "characters", "wrong", "seconds", "low", "lines"):
                setattr(into, name, getattr(into, name) + getattr(found, name))
        row = (
            str(number), str(plan.columns), f"{plan.turned:.1f}", "x" * plan.noisy, "x" * plan.vertical,
            str(found.stories), str(found.joint), f"{found.error_rate:.2f}", f"{found.low}/{found.lines}",
            f"{found.seconds:.0f}",
        )  # fmt: skip
        table.add_row(*row)
        console.print(" ".join(row), markup=False)
    console.print(table)
    console.print(
        f"joint {total.joint / max(1, total.stories):.3f} of {total.stories} stories; "
        f"wrong characters {total.error_rate:.2f} % "
        f"({clean.error_rate:.2f} % on straight clean pages); {total.seconds:.0f} s; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )


if __name__ == "__main__":
    typer.run(main)
