"""List features: what lists, the calendar and the rest of the article say of each character, as integers.

Lists: administrative divisions, surnames, titles, how names of bodies and places end, and what kind of word a
word is over a large corpus. The article: names that the tagger saw somewhere in it, and strings it repeats.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import numpy as np

from jianbao.engines.crf.character_features import Ints
from jianbao.language.calendar import find_times
from jianbao.language.surnames import Rank, surnames
from jianbao.language.titles import titles as title_list
from jianbao.resources import data_path, rows, words
from jianbao.tagging.words import TaggedWords

_LEVELS = {2: 1, 4: 2, 6: 3, 9: 4}  # by the length of the code; 4: a town
_SHORT = 4  # added to the level of a name without its ending
_RANKS: dict[Rank, int] = {"1": 1, "2": 2, "3": 3, "c": 4}
_NAMES = {"PER": 1, "nr": 1, "LOC": 2, "ns": 2, "ORG": 3, "nt": 3}  # a tagger's tags for names


class Lexicon:
    """Entries with the number of their kind; ``lengths`` are those of entries by their first character."""

    def __init__(self, kinds: Mapping[str, int]) -> None:
        self.kinds = kinds
        found: dict[str, set[int]] = {}
        for entry in kinds:
            found.setdefault(entry[0], set()).add(len(entry))
        self.lengths = {first: sorted(some, reverse=True) for first, some in found.items()}


def list_columns(text: str, tokens: TaggedWords) -> dict[str, Ints]:
    """The columns of a folded text; ``tokens`` are the first tagger's.

    ``gz``: division; ``ti``: title; ``hd``: ending of a name; ``sn``: surname; ``cal``: calendar time; ``doc``: a
    name that it saw here or elsewhere in the article; ``rep``: how often the article has the two characters.
    Each column except ``sn`` and ``rep`` holds ``kind * 4 + place`` (1 first, 2 inside, 3 last, 0 alone), 0 for none.
    """
    return {
        "gz": marked(text, divisions()),
        "ti": marked(text, titles()),
        "hd": marked(text, heads()),
        "sn": _surnames(text),
        "cal": _calendar(text),
        "doc": marked(text, names_of(text, tokens)),
        "rep": repeated(text),
    }


def marked(text: str, lexicon: Lexicon) -> Ints:
    """Where entries of ``lexicon`` stand: from left to right, the longest first, without overlaps.

    >>> marked("在中牟县城", Lexicon({"中牟县": 3})).tolist()
    [0, 13, 14, 15, 0]
    """
    out = np.zeros(len(text), dtype=np.int64)
    for start, end in matches(text, lexicon):
        _write(out, start, end, lexicon.kinds[text[start:end]])
    return out


def _write(out: Ints, start: int, end: int, kind: int) -> None:
    out[start:end] = kind * 4 + 2
    out[end - 1] = kind * 4 + 3
    out[start] = kind * 4 + (1 if end - start > 1 else 0)


def matches(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where entries stand: from left to right, the longest first, without overlaps."""
    after = 0
    for at, char in enumerate(text):
        if at < after or char not in lexicon.lengths:
            continue
        for length in lexicon.lengths[char]:
            if text[at : at + length] in lexicon.kinds and at + length <= len(text):
                after = at + length
                yield at, after
                break


@cache
def _ending() -> re.Pattern[str]:
    """What a division's name may lack: 中牟 for 中牟县, 琼中 for 琼中黎族苗族自治县."""
    groups = "|".join(
        sorted((group.removesuffix("族") for group in words("ethnic_groups.txt")), reverse=True)
    )
    peoples = rf"(?:(?:{groups})族?|各族)*"
    return re.compile(
        rf"(?:特别行政区|地区|新区|矿区|林区|{peoples}自治[区州县旗]|省|市|盟|县|区|旗|街道|镇|(?:(?:{groups})族)?乡)$"
    )


@cache
def divisions() -> Lexicon:
    """Administrative divisions, with and without their endings; the kind is the level, larger ones first."""
    out: dict[str, int] = {}
    with gzip.open(data_path("divisions.tsv.gz"), "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    for code, name in sorted(pairs, key=lambda pair: len(pair[0])):
        level = _LEVELS.get(len(code), 2)
        short = _ending().sub("", name)
        if len(short) < 2:  # 内蒙古
            short = name.removesuffix("自治区")
        out.setdefault(name, level)
        if 2 <= len(short) < len(name):
            out.setdefault(short, level + _SHORT)
    return Lexicon(out)


@cache
def titles() -> Lexicon:
    """The last words of posts, numbered by kind."""
    return _numbered((word, title.kind) for word, title in title_list().items())


@cache
def heads() -> Lexicon:
    """How names of bodies and places end, numbered by kind."""
    return _numbered((row[0], row[1]) for row in rows("name_heads.tsv"))


def _numbered(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    kinds: dict[str, int] = {}
    return Lexicon({word: kinds.setdefault(kind, len(kinds) + 1) for word, kind in pairs})


@cache
def _surname_classes() -> dict[str, int]:
    """The number of each surname's rank."""
    out: dict[str, int] = {}
    for rank, number in _RANKS.items():
        for name in surnames(rank):
            out.setdefault(name, number)
    return out


def _surnames(text: str) -> Ints:
    classes = _surname_classes()
    get = classes.get
    single = np.fromiter((get(char, 0) for char in text), dtype=np.int64, count=len(text))
    for at in range(len(text) - 1):
        if text[at : at + 2] in classes:
            single[at : at + 2] = 4, 5
    return single


def _calendar(text: str) -> Ints:
    out = np.zeros(len(text), dtype=np.int64)
    for span in find_times(text):
        _write(out, span.start, span.end, 2 if span.strong else 1)
    return out


def names_of(text: str, tokens: TaggedWords) -> Lexicon:
    """The names of two and more characters that the tagger saw in the article, with their commonest kind."""
    seen: Counter[tuple[str, str]] = Counter()
    for start, end, tag in zip(*tokens, strict=True):
        if tag in _NAMES and end - start > 1:
            seen[text[start:end], tag] += 1
    return Lexicon({name: _NAMES[tag] for (name, tag), _ in sorted(seen.items(), key=lambda item: item[1])})


def repeated(text: str) -> Ints:
    """How often the text has the pair of characters that starts here: 0 once, then 1, 2 and 3 (five and more).

    >>> repeated("县前路在县前路").tolist()
    [1, 1, 0, 0, 1, 1, 0]
    """
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    count = Counter(pairs)
    steps = {1: 0, 2: 1, 3: 2, 4: 2}
    return np.array([*(steps.get(count[pair], 3) for pair in pairs), 0][: len(text)], dtype=np.int64)
