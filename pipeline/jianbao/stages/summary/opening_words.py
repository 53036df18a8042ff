"""The words of a story's opening, and what the CRF over headline words is told of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Span, Tokens
from jianbao.language.patterns import SENTENCE_ENDS

OPENING_CHARS = 130  # of a story's first paragraph that are looked at, in whole sentences
STOPS = frozenset(",;:…" + SENTENCE_ENDS)  # marks (folded) that end a clause
_TAGS = {
    "per": "nr", "loc": "ns", "org": "nt", "time": "t", "nz": "nz", "nw": "nz", "eng": "nz", "x": "nz",
    "vn": "vn",
}  # fmt: skip


class OpeningWords(Struct):
    """The words of an opening: where they are, what they are (folded), and their coarse parts of speech."""

    spans: list[Span]
    words: list[str]
    tags: list[str]


def coarse_tag(word: str, tag: str) -> str:
    """A part of speech that means the same for jieba's and LAC's tags: n nr ns nt nz t v vn a d m q ...

    >>> coarse_tag("云岭县", "LOC"), coarse_tag("云岭县", "ns"), coarse_tag("，", "x")
    ('ns', 'ns', 'w')
    """
    if word == "%":
        return "q"
    if not any(map(str.isalnum, word)):
        return "w"
    low = tag.lower()
    if low in _TAGS:
        return _TAGS[low]
    return low[:2] if low[:2] in ("nr", "ns", "nt") else low[:1] or "n"


def opening_words(folded: str, tokens: Tokens, start: int, end: int) -> OpeningWords:
    """The words of ``folded[start:end]`` up to the last sentence end within OPENING_CHARS.

    The first sentence is taken whole up to three times that length.
    """
    stop = _last_sentence(folded, start, end)
    first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, stop)
    spans = [Span(a, b) for a, b in zip(tokens.starts[first:last], tokens.ends[first:last], strict=True)]
    words = [folded[span.start : span.end] for span in spans]
    return OpeningWords(spans, words, list(map(coarse_tag, words, tokens.tags[first:last])))


def _last_sentence(folded: str, start: int, end: int) -> int:
    """The end of the last sentence that counts."""
    best = 0
    for i in range(start, min(end, start + 3 * OPENING_CHARS)):
        if folded[i] in SENTENCE_ENDS:
            if best and i + 1 - start > OPENING_CHARS:
                return best
            best = i + 1
    return best or min(end, start + OPENING_CHARS)


def word_features(words: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
    """What the CRF is told of each word: itself, its neighbours, and where it stands in clause and sentence.

    Args:
        words: of an opening, folded.
        tags: their parts of speech, as ``coarse_tag`` gives them.

    Returns:
        For each word its features; the model's names for them, so they must not change.
    """
    n = len(words)
    places = _Places(words)
    clause, place, sentence, size = places.clause, places.place, places.sentence, places.size
    counts = Counter(words)
    clauses = min(clause[-1] + 1, 6) if n else 0
    w = ["^", "^", *words, "^", "^"]
    g = ["^", "^", *tags, "^", "^"]
    out = []
    verb, before = False, -1
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if clause[i] != before:
            verb, before = False, clause[i]
        k = i + 2
        c = min(clause[i], 4)
        row = [
            "b", "w=" + word, "g=" + tag, f"c={c}", f"s={min(sentence[i], 2)}", f"gc={tag}{c}",
            "l=" + w[k - 1], "r=" + w[k + 1], "L=" + w[k - 2], "R=" + w[k + 2],
            f"lg={g[k - 1]}{tag}", f"rg={tag}{g[k + 1]}", f"lgr={g[k - 1]}{tag}{g[k + 1]}",
            f"rr={tag}{g[k + 1]}{g[k + 2]}", f"ll={g[k - 2]}{g[k - 1]}{tag}",
            f"n={min(len(word), 5)}", f"p={min(place[i], 6)}", f"e={min(size[clause[i]] - place[i], 6)}",
            f"v={verb}{tag}", f"t={clauses}", "z=" + word[-1], f"k={min(counts[word], 3)}",
            f"de={'的' in words[i + 1 : i + 6] and clause[min(i + 5, n - 1)] == clause[i]}",
        ]  # fmt: skip
        if word[0].isdigit():
            row.append("num")
        out.append(row)
        verb = verb or tag == "v"
    return out


class _Places:
    """Of each word its clause, its place in the clause and its sentence; and the size of each clause."""

    def __init__(self, words: Sequence[str]) -> None:
        self.clause: list[int] = []
        self.place: list[int] = []
        self.sentence: list[int] = []
        clause = place = sentence = 0
        for word in words:
            self.clause.append(clause)
            self.place.append(place)
            self.sentence.append(sentence)
            place += 1
            if word in STOPS:
                clause, place = clause + 1, 0
                sentence += word in SENTENCE_ENDS
        self.size = Counter(self.clause)
