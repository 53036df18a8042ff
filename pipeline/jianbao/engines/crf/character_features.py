"""Columns: what is known of each character, as integers, before features are made of it.

A column is an array [characters]. Two sources: the characters themselves (``text_columns``), and the words of a
tagger (``word_columns``).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import code_points
from jianbao.tagging.words import TaggedWords, WordPlaces, expand_words

Ints = NDArray[np.int64]

_CLASSES = (
    "0123456789",
    "零〇一二两三四五六七八九十百千万亿",
    "年月日时分号点秒",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "、",
    ",;:，；：",
    "。!?…",
    "“‘「『\"'",
    "”’」』",
    "(〔[【<",
    ")〕]】>",
    "《",
    "》",
    "·•・‧",
    " \t\u3000",
    "\n",
    "/|-—~～–",
)
_CLASS_OF = {ord(c): i + 2 for i, chars in enumerate(_CLASSES) for c in chars}
# Tags of words that may stand inside a name: a run of them is looked at as a whole.
_NOMINAL = frozenset([
    "n", "nr", "ns", "nt", "nz", "nw", "vn", "an", "s", "f", "PER", "LOC", "ORG",
    "j", "l", "i", "ng", "vg", "nrt", "nrfg", "eng", "m", "q", "b", "a",
])  # fmt: skip
_LONGEST_RUN = 6  # words left in a run, as far as they are counted
_ENCLOSED = re.compile(r"《[^《》\n]{1,60}》|“[^“”\n]{1,60}”|\([^()\n]{1,60}\)")
_KIND_OF_MARK = {"《": 1, "“": 2, "(": 3}
_SIGNATURES = ("记者", "通讯员", "摄", "供稿")  # in lines that say who wrote or took a picture
_NEIGHBOURS = range(-3, 4)  # words around a word, by their distance
_PAD = 4  # empty words at either end of a column of words: more than the farthest neighbour


def text_columns(text: str) -> dict[str, Ints]:
    """Columns of the characters alone.

    ``c``: code point; ``k``: class (0 other, 1 Han, then those of ``_CLASSES``); ``in``: the marks it stands between;
    ``line``: how long its line is, and whether somebody signs there.
    """
    codes = code_points(text).astype(np.int64)
    return {"c": codes, "k": _classes(codes), "in": _enclosed(text), "line": _lines(text)}


def _classes(codes: Ints) -> Ints:
    table = np.zeros(0x10000, dtype=np.int64)
    table[0x4E00:0xA000] = 1
    table[list(_CLASS_OF)] = list(_CLASS_OF.values())
    found: Ints = table[np.minimum(codes, 0xFFFF)]
    return found


def _enclosed(text: str) -> Ints:
    out = np.zeros(len(text), dtype=np.int64)
    for match in _ENCLOSED.finditer(text):
        out[match.start() : match.end()] = _KIND_OF_MARK[match.group()[0]]
    return out


def _lines(text: str) -> Ints:
    out = np.zeros(len(text), dtype=np.int64)
    for match in re.finditer(r"[^\n]+", text):
        dozens = min((match.end() - match.start()) // 12, 3)
        signed = any(word in match.group() for word in _SIGNATURES)
        out[match.start() : match.end()] = dozens * 2 + signed
    return out


class WordCodes(NamedTuple):
    """Columns over words, with ``_PAD`` zeros at either end, so that neighbours of any word can be looked up."""

    form: Ints  # checksum of the word
    tag: Ints  # checksum of its tag
    tail: Ints  # its last character
    run_form: Ints  # of the last word of the run of nominal words it is in; 0 in none
    run_left: Ints  # how many words of that run follow
    size: Ints  # characters


def word_columns(text: str, words: TaggedWords, prefix: str) -> dict[str, Ints]:
    """Columns of the word each character is in; a character in no word has zeros.

    prefix: names the tagger, in front of each column's name. ``p``: position in the word; ``t``: tag and position;
    ``tail``: last character; ``rw``, ``rl``: last word of the run of nominal words, and the words left to it;
    ``len``: characters of the word; ``w-3`` to ``w+3``, ``t``, ``e``: form, tag and last character of the words
    around it.
    """
    places = expand_words(words, len(text))
    codes = _word_codes(text, words)
    own = _rows_at(places, 0)
    columns = {
        "p": places.position,
        "t": codes.tag[own] * 8 + places.position,
        "tail": codes.tail[own],
        "rw": codes.run_form[own],
        "rl": codes.run_left[own],
        "len": codes.size[own],
    }
    for distance in _NEIGHBOURS:
        row = _rows_at(places, distance)
        columns[f"w{distance:+d}"] = codes.form[row]
        columns[f"t{distance:+d}"] = codes.tag[row]
        columns[f"e{distance:+d}"] = codes.tail[row]
    return {prefix + name: column for name, column in columns.items()}


def _rows_at(places: WordPlaces, distance: int) -> Ints:
    """For each character, the row in ``WordCodes`` of the word ``distance`` words after its own."""
    return np.where(places.word >= 0, places.word + _PAD + distance, 0)


def _word_codes(text: str, words: TaggedWords) -> WordCodes:
    starts, ends, tags = words
    forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    form = [crc32(form.encode("utf-8", "surrogatepass")) for form in forms]
    number = {name: crc32(name.encode()) for name in set(tags)}
    run_form, run_left = _nominal_runs(words, form)
    return WordCodes(
        _padded(form),
        _padded([number[name] for name in tags]),
        _padded([ord(form[-1]) for form in forms]),
        _padded(run_form),
        _padded(run_left),
        _padded([end - start for start, end in zip(starts, ends, strict=True)]),
    )


def _padded(values: list[int]) -> Ints:
    return np.pad(np.array(values, dtype=np.int64), _PAD)


def _nominal_runs(words: TaggedWords, form: list[int]) -> tuple[list[int], list[int]]:
    """Of each word, the last form of the run of adjacent nominal words it is in, and the words left to it."""
    starts, ends, tags = words
    last_forms, counts = [0] * len(form), [0] * len(form)
    last_form, left, next_start = 0, 0, -1
    for i in range(len(form) - 1, -1, -1):
        if tags[i] not in _NOMINAL:
            last_form, next_start = 0, -1
            continue
        if ends[i] != next_start or not last_form:
            last_form, left = form[i], 0
        last_forms[i], counts[i] = last_form, min(left, _LONGEST_RUN)
        left, next_start = left + 1, starts[i]
    return last_forms, counts
