"""A story in one line: words of its opening that a headline writer would keep.

A linear-chain CRF gives each word of the opening the probability that it stands in the headline; a search
over keep and drop then finds the words with the best expected F1 that still read as Chinese: what is
dropped are openings and attributes of clauses rather than their ends, and measure words, marks and
particles stay with what they belong to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import Any

from msgspec import Struct

from jianbao.article import Article, Span, Tokens
from jianbao.language.width import fold
from jianbao.models import load_model_file, open_crf

OPENING_CHARS = 130  # of a story's first paragraph that are looked at, in whole sentences
TYPICAL = 16.0  # characters of a headline
_STOPS = frozenset(",;:。!?…")
_JOINS_NEXT = frozenset("“《(·-—/‘")
_JOINS_BEFORE = frozenset("”》)·-—/%’")
_TAGS = {
    "per": "nr",
    "loc": "ns",
    "org": "nt",
    "time": "t",
    "nz": "nz",
    "nw": "nz",
    "eng": "nz",
    "x": "nz",
    "vn": "vn",
}


class Words(Struct):
    """The words of an opening: where they are, what they are, and their coarse parts of speech."""

    spans: list[Span]
    words: list[str]
    tags: list[str]


def coarse(word: str, tag: str) -> str:
    """A part of speech that means the same for jieba's and LAC's tags: n nr ns nt nz t v vn a d m q ..."""
    if word == "%":
        return "q"
    if not any(ch.isalnum() for ch in word):
        return "w"
    low = tag.lower()
    if low in _TAGS:
        return _TAGS[low]
    return low[:2] if low[:2] in ("nr", "ns", "nt") else low[:1] or "n"


def opening(folded: str, tokens: Tokens, first: int, start: int, end: int) -> Words:
    """The words of ``folded[start:end]`` up to the last sentence end within OPENING_CHARS.

    ``first`` is the index of a token at or before ``start``. The first sentence is taken whole up to three
    times that length.
    """
    stop = _last_sentence(folded, start, end)
    spans, words, tags = [], [], []
    for i in range(first, len(tokens.starts)):
        a, b = tokens.starts[i], tokens.ends[i]
        if a >= stop:
            break
        if a >= start:
            spans.append(Span(a, b))
            words.append(folded[a:b])
            tags.append(coarse(folded[a:b], tokens.tags[i]))
    return Words(spans, words, tags)


def _last_sentence(folded: str, start: int, end: int) -> int:
    best = 0
    for i in range(start, min(end, start + 3 * OPENING_CHARS)):
        if folded[i] in "。!?":
            if best and i + 1 - start > OPENING_CHARS:
                return best
            best = i + 1
    return best or min(end, start + OPENING_CHARS)


def features(words: list[str], tags: list[str]) -> list[list[str]]:
    """What the CRF sees of each word: itself, its neighbours, and where it stands in clause and sentence."""
    n = len(words)
    clause, place, sentence, size = _positions(words)
    counts = Counter(words)
    clauses = clause[-1] + 1 if n else 0
    w = ["^", "^", *words, "^", "^"]
    g = ["^", "^", *tags, "^", "^"]
    out = []
    verb, before = False, -1
    for i in range(n):
        if clause[i] != before:
            verb, before = False, clause[i]
        k = i + 2
        c, word, tag = min(clause[i], 4), words[i], tags[i]
        row = [
            "b", "w=" + word, "g=" + tag, f"c={c}", f"s={min(sentence[i], 2)}", f"gc={tag}{c}",
            "l=" + w[k - 1], "r=" + w[k + 1], "L=" + w[k - 2], "R=" + w[k + 2],
            f"lg={g[k - 1]}{tag}", f"rg={tag}{g[k + 1]}", f"lgr={g[k - 1]}{tag}{g[k + 1]}",
            f"rr={tag}{g[k + 1]}{g[k + 2]}", f"ll={g[k - 2]}{g[k - 1]}{tag}",
            f"n={min(len(word), 5)}", f"p={min(place[i], 6)}", f"e={min(size[clause[i]] - place[i], 6)}",
            f"v={verb}{tag}", f"t={min(clauses, 6)}", "z=" + word[-1], f"k={min(counts[word], 3)}",
            f"de={'的' in words[i + 1 : i + 6] and clause[min(i + 5, n - 1)] == clause[i]}",
        ]  # fmt: skip
        if word[0].isdigit():
            row.append("num")
        out.append(row)
        verb = verb or tag == "v"
    return out


def _positions(words: list[str]) -> tuple[list[int], list[int], list[int], Counter[int]]:
    """Of each word: its clause, its place in the clause, its sentence; and the size of each clause."""
    clause, place, sentence = [], [], []
    c = p = s = 0
    for word in words:
        clause.append(c)
        place.append(p)
        sentence.append(s)
        p += 1
        if word in _STOPS:
            c, p = c + 1, 0
            s += word in "。!?"
    return clause, place, sentence, Counter(clause)


@cache
def headline_model() -> Any:
    """The CRF that says which words a headline keeps; raises EngineError where it is missing or damaged."""
    return load_model_file("summary", "headline.crf", open_crf)


def chances(words: list[str], tags: list[str]) -> list[float]:
    """For each word the probability that a headline keeps it."""
    tagger = headline_model()
    tagger.set(features(words, tags))
    return [tagger.marginal("K", i) for i in range(len(words))]


def select(
    words: list[str], tags: list[str], keep: list[float], room: int, typical: float = TYPICAL
) -> list[bool]:
    """The words to keep: best expected F1 against a headline of ``typical`` characters, within ``room``.

    For each price of a character the best choice is found by dynamic programming; of these choices the one
    with the highest expected F1 is taken (the trick of Dinkelbach 1967 for ratios).
    """
    sizes = [sum(ch.isalnum() for ch in w) for w in words]
    expected = 0.5 * max(6.0, sum(a * b for a, b in zip(sizes, keep, strict=True)) / 0.86) + 0.5 * typical
    breaks = _break_costs(words, tags)
    best, found = -1.0, [False] * len(words)
    for price in _PRICES:
        chosen = _search(words, tags, [s * (k - price) for s, k in zip(sizes, keep, strict=True)], breaks)
        length = sum(s for s, c in zip(sizes, chosen, strict=True) if c)
        if length < 4 or sum(len(w) for w, c in zip(words, chosen, strict=True) if c) > room:
            continue
        hit = sum(s * k for s, k, c in zip(sizes, keep, chosen, strict=True) if c)
        value = 2 * hit / (length + expected)
        if not any(c and t == "v" for t, c in zip(tags, chosen, strict=True)):
            value *= _VERBLESS
        if value > best:
            best, found = value, chosen
    return found


def _break_costs(words: list[str], tags: list[str]) -> list[float]:
    """What it costs, in characters, to keep a word and drop its neighbour: before each word."""
    out = [0.0] * len(words)
    for i in range(1, len(words)):
        a, b = words[i - 1], words[i]
        if a in _STOPS or b in _STOPS:
            continue
        cost = _GAP
        if tags[i - 1] == "m" or tags[i] in ("q", "u"):
            cost += 4
        if "c" in (tags[i - 1], tags[i]):
            cost += 1
        if a in _JOINS_NEXT or b in _JOINS_BEFORE:
            cost += 4
        if tags[i] == "nr" and tags[i - 1] in ("n", "nr"):
            cost += 1
        out[i] = cost
    return out


def _search(words: list[str], tags: list[str], gain: list[float], breaks: list[float]) -> list[bool]:
    """The best choice by Viterbi over three states: nothing kept yet of this clause, keep, dropped after."""
    none, kept, after = 0.0, -1e9, -1e9
    back: list[tuple[int, int, int]] = []
    for i, word in enumerate(words):
        if word in _STOPS:
            loose = 1.2 if i and tags[i - 1] in ("p", "u", "d", "c") else 0.0
            ends = (none, kept - loose, after - _CUT_END)
            state = max(range(3), key=ends.__getitem__)
            none, kept, after = ends[state], -1e9, -1e9
            back.append((state, state, state))
            continue
        cost = breaks[i]
        start = none - 1.3 * cost - _NEW_CLAUSE - (0.5 if tags[i] in ("u", "d", "c") else 0.0)
        ways = (start, kept, after - cost - _MID)
        state = max(range(3), key=ways.__getitem__)
        dropped = (1, kept - cost) if kept - cost >= after else (2, after)
        back.append((0, state, dropped[0]))
        kept, after = ways[state] + gain[i], dropped[1]
    ends = (none, kept, after - _CUT_END)
    state = max(range(3), key=ends.__getitem__)
    out = [False] * len(words)
    for i in range(len(words) - 1, -1, -1):
        out[i] = state == 1 and words[i] not in _STOPS
        state = back[i][state]
    return out


_PRICES = (0.05, 0.09, 0.14, 0.2, 0.27, 0.35, 0.45, 0.6)
_VERBLESS = 0.3  # what words without a verb are worth
_GAP = 0.4  # characters: the price of a word kept beside one dropped
_MID = 1.8  # characters: the price of a hole inside a clause
_CUT_END = 6.0  # characters: the price of a clause whose end is dropped
_NEW_CLAUSE = 1.0  # characters: the price of one more clause


class Opening(Struct):
    """A story's opening with what a headline would keep of it: it can be said in more or fewer words."""

    words: Words
    keep: list[float]

    def pieces(self, room: int, typical: float = TYPICAL) -> list[Span]:
        """Spans that say the story in one line of at most ``room`` characters, in order."""
        w = self.words
        out: list[Span] = []
        for span, keep in zip(w.spans, select(w.words, w.tags, self.keep, room, typical), strict=True):
            if keep and out and span.start == out[-1].end:
                out[-1] = Span(out[-1].start, span.end)
            elif keep:
                out.append(span)
        return out


def opening_of(article: Article, paragraph: Span) -> Opening:
    """The opening of ``paragraph``; it has no words where the article has no tokens."""
    tokens = article.tokens or Tokens([], [], [])
    first = bisect_left(tokens.starts, paragraph.start)
    found = opening(fold(article.text), tokens, first, paragraph.start, paragraph.end)
    return Opening(found, chances(found.words, found.tags) if found.words else [])


def headline_text(article: Article, pieces: list[Span]) -> str:
    """``pieces`` as one line: run together inside a clause, a comma between clauses.

    >>> headline_text(Article.from_text("昨天,县里开会,部署工作。"), [Span(3, 7), Span(8, 12)])
    '县里开会，部署工作。'
    """
    out = ""
    folded = fold(article.text)
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None and any(ch in _STOPS for ch in folded[before.end : piece.start]):
            out += "，"
        out += article.text[piece.start : piece.end]
    out = out.strip("，,、；;：: ")
    return out + "。" if out and out[-1] not in "。！？!?" else out
