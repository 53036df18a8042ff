"""Stories: does a text run several together, and where does each begin? And so: lead or headlines?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from jianbao.article import Article, Span
from jianbao.language.narration import narration
from jianbao.language.width import fold
from jianbao.models import load_model_file
from jianbao.stages.summary.clauses import paragraphs
from jianbao.stages.summary.trees import Trees, load_trees

# How a story begins: a date, a source.
_DATE = re.compile(r"\d{1,2}[日号]|今天|昨天|今日|昨日|日前|近日|当地时间|昨晚|今晚|上午|下午|截至")
_SOURCE = re.compile(
    r"据[^,。]{2,20}(?:报道|消息|称|公布|统计|数据)|[^,。]{2,16}(?:最新|发布|公布|印发|宣布|通报|数据显示)"
)
_SPEECH = re.compile(r"(?:表示|指出|强调|说|认为|要求)[,:]?")
_FINAL = "。！？!?…”’）)】"
BOUNDARY_NAMES = (
    "before_overlap", "story_overlap", "after_overlap", "goes_on", "date", "date_before", "source", "speech",
    "length", "length_before", "count", "place", "bare_line", "same_start", "story_length", "digits",
)  # fmt: skip
ROUTE_NAMES = (
    "paragraphs",
    "likely",
    "share",
    "mean",
    "least",
    "most",
    "characters",
    "typical_length",
    "first_chance",
)


SEVERAL = 0.75  # to take one story for several costs more than the other way round
SEVERAL_UNDER_TITLE = 0.97  # what stands under one headline is one story, as a rule


def stories(article: Article) -> list[list[Span]]:
    """The paragraphs of each story of ``article``; most articles are one story."""
    spans = paragraphs(article)
    if not spans:
        return []
    folded = fold(article.text)
    least = SEVERAL_UNDER_TITLE if article.title else SEVERAL
    cuts = story_starts([folded[s.start : s.end] for s in spans], least)
    ends = [*cuts[1:], len(spans)]
    return [spans[a:b] for a, b in zip(cuts, ends, strict=True)]


def story_starts(texts: Sequence[str], least: float = SEVERAL) -> list[int]:
    """Which of the (folded) paragraphs begin a story; only the first where the text is one story.

    ``least`` is the probability from which on it is held to be several.
    """
    if len(texts) < 2 or len(texts) > _MOST:
        return [0] if texts else []
    boundary, route = story_models()
    chances = boundary_chances(texts, boundary)
    if route.chance(route_row(texts, chances)) < least:
        return [0]
    return [0, *(i for i, chance in enumerate(chances, 1) if chance >= 0.5)]


_MOST = 60  # paragraphs; a text of more is no roundup


@cache
def story_models() -> tuple[Trees, Trees]:
    """Where a story begins, and whether there are several; raises EngineError where one is missing or damaged."""
    boundary, route = (
        load_model_file("summary", name, load_trees) for name in ("boundary.json", "route.json")
    )
    return boundary, route


@cache
def _goes_on() -> re.Pattern[str]:
    """How a paragraph goes on with its story."""
    return re.compile(narration("stories.onward"))


def boundary_chances(texts: Sequence[str], model: Trees) -> list[float]:
    """For each paragraph but the first, the probability that a story begins with it."""
    chances: list[float] = []
    pairs = [neighbours(t) for t in texts]
    begin = 0
    for i in range(1, len(texts)):
        chance = model.chance(boundary_row(texts, pairs, begin, i))
        if chance >= 0.5:
            begin = i
        chances.append(chance)
    return chances


def neighbours(text: str) -> frozenset[str]:
    """Pairs of neighbouring Han characters, letters or digits."""
    return frozenset(a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum())


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def boundary_row(texts: Sequence[str], pairs: Sequence[frozenset[str]], begin: int, i: int) -> list[float]:
    """The features of "a story begins with paragraph ``i``", where the story before begins with ``begin``."""
    here, before = texts[i], texts[i - 1]
    story = frozenset().union(*pairs[begin:i])
    head = here[:40]
    after = _overlap(pairs[i], pairs[i + 1]) if i + 1 < len(texts) else -1.0
    return [
        _overlap(pairs[i], pairs[i - 1]),
        _overlap(pairs[i], story),
        after,
        float(bool(_goes_on().match(here))),
        float(bool(_DATE.search(head))),
        float(bool(_DATE.search(texts[begin][:40]))),
        float(bool(_SOURCE.match(here))),
        float(bool(_SPEECH.search(head))),
        float(min(len(here), 400)),
        float(min(len(before), 400)),
        float(min(len(texts), 20)),
        float(i - begin),
        float(len(here) <= 35 and here[-1:] not in _FINAL),
        float(here[:2] == texts[begin][:2]),
        float(min(sum(map(len, texts[begin:i])), 800)),
        float(sum(ch.isdigit() for ch in head)),
    ]


def route_row(texts: Sequence[str], chances: Sequence[float]) -> list[float]:
    """The features of "this text is several stories"."""
    sizes = sorted(map(len, texts))
    likely = sum(c >= 0.5 for c in chances)
    return [
        float(len(texts)),
        float(likely),
        likely / len(chances),
        sum(chances) / len(chances),
        min(chances),
        max(chances),
        float(sum(sizes)),
        float(sizes[len(sizes) // 2]),
        chances[0],
    ]
