"""Stories: whether a text runs several together, and where each begins; so whether it gets a lead or headlines.

Two boosted-tree models over features of the paragraphs: "a story begins here", and "this text is several".
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache
from itertools import pairwise
from operator import add

from jianbao.language.cues import cue_pattern
from jianbao.language.narration import narration
from jianbao.models import load_model_file
from jianbao.stages.summary.trees import Trees, load_trees

# How a story begins: a date, a source.
_DATE = r"\d{1,2}[日号]|<day>"
_SOURCE = r"据[^,。]{2,20}<source>|[^,。]{2,16}<release>"
_SPEECH = r"<state>[,:]?"
_FINAL = "。！？!?…”’）)】"
_HEAD = 40  # characters of a paragraph in which dates and speech count
_LIKELY = 0.5  # the probability from which on a paragraph begins a story
_MOST = 60  # paragraphs; a text of more is no roundup
SEVERAL = 0.75  # to take one story for several costs more than the other way round
SEVERAL_UNDER_TITLE = 0.97  # what stands under one headline is one story, as a rule
BOUNDARY_NAMES = (
    "before_overlap", "story_overlap", "after_overlap", "goes_on", "date", "date_before", "source", "speech",
    "length", "length_before", "count", "place", "bare_line", "same_start", "story_length", "digits",
)  # fmt: skip
ROUTE_NAMES = (
    "paragraphs", "likely", "share", "mean", "least", "most", "characters", "typical_length", "first_chance",
)  # fmt: skip


def story_starts(texts: Sequence[str], least: float = SEVERAL) -> list[int]:
    """Which paragraphs begin a story; only the first where the text is one story.

    Args:
        texts: the paragraphs, folded.
        least: the probability from which on the text is held to be several stories.
    """
    if len(texts) < 2 or len(texts) > _MOST:
        return [0] if texts else []
    boundary, route = story_models()
    chances = boundary_chances(texts, boundary)
    if route.chance(route_row(texts, chances)) < least:
        return [0]
    return [0, *(i for i, chance in enumerate(chances, 1) if chance >= _LIKELY)]


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
    rows = BoundaryRows(texts)
    for i in range(1, len(texts)):
        chance = model.chance(rows.row(i))
        if chance >= _LIKELY:
            rows.begin(i)
        chances.append(chance)
    return chances


def character_pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring Han characters, letters or digits.

    >>> sorted(character_pairs("开会,县里"))
    ['县里', '开会']
    """
    return frozenset(filter(str.isalnum, map(add, text, text[1:])))


def _overlap(a: Set[str], b: Set[str]) -> float:
    """Shared pairs as a share of the smaller set."""
    return len(a & b) / max(1, min(len(a), len(b)))


class BoundaryRows:
    """The features of "a story begins with this paragraph", paragraph by paragraph.

    ``row`` is asked for paragraphs in order; ``begin`` says where the story before the next ones begins (at
    first: with the first paragraph).
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._pairs = [character_pairs(text) for text in texts]
        self._beside = [_overlap(b, a) for a, b in pairwise(self._pairs)]
        self.begin(0)

    def begin(self, i: int) -> None:
        """From now on the story before the next paragraph begins with paragraph ``i``."""
        self._begin, self._past = i, i
        self._story: set[str] = set()
        self._length = 0
        self._date = bool(cue_pattern("summary_cues.tsv", _DATE).search(self._texts[i][:_HEAD]))

    def row(self, i: int) -> list[float]:
        """The features of paragraph ``i`` (not the first) in the order of BOUNDARY_NAMES."""
        self._read_to(i)
        here, first, head = self._texts[i], self._texts[self._begin], self._texts[i][:_HEAD]
        date, source, speech = (cue_pattern("summary_cues.tsv", frame) for frame in (_DATE, _SOURCE, _SPEECH))
        return [
            self._beside[i - 1],
            _overlap(self._pairs[i], self._story),
            self._beside[i] if i + 1 < len(self._texts) else -1.0,
            float(bool(_goes_on().match(here))),
            float(bool(date.search(head))),
            float(self._date),
            float(bool(source.match(here))),
            float(bool(speech.search(head))),
            float(min(len(here), 400)),
            float(min(len(self._texts[i - 1]), 400)),
            float(min(len(self._texts), 20)),
            float(i - self._begin),
            float(len(here) <= 35 and here[-1:] not in _FINAL),
            float(here[:2] == first[:2]),
            float(min(self._length, 800)),
            float(sum(map(str.isdigit, head))),
        ]

    def _read_to(self, i: int) -> None:
        """Take the paragraphs before ``i`` into the story."""
        for k in range(self._past, i):
            self._story |= self._pairs[k]
            self._length += len(self._texts[k])
        self._past = i


def route_row(texts: Sequence[str], chances: Sequence[float]) -> list[float]:
    """The features of "this text is several stories" in the order of ROUTE_NAMES.

    Args:
        texts: the paragraphs, folded; two or more.
        chances: of all but the first, that a story begins with it.
    """
    sizes = sorted(map(len, texts))
    likely = sum(c >= _LIKELY for c in chances)
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
