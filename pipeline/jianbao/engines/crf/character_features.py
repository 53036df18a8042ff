"""Columns: what is known of each character, as integers, before features are made of it."""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.words import Triples

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
_INSIDE = re.compile(r"《[^《》\n]{1,60}》|“[^“”\n]{1,60}”|\([^()\n]{1,60}\)")
_INSIDE_KIND = {"《": 1, "“": 2, "(": 3}


def text_columns(text: str) -> dict[str, Ints]:
    """Columns of the characters alone: code, class, the marks they stand between, the kind of line."""
    code = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    kind = np.zeros(0x10000, dtype=np.int64)
    kind[0x4E00:0xA000] = 1
    for at, value in _CLASS_OF.items():
        kind[at] = value
    inside = np.zeros(len(text), dtype=np.int64)
    for match in _INSIDE.finditer(text):
        inside[match.start() : match.end()] = _INSIDE_KIND[match.group()[0]]
    line = np.zeros(len(text), dtype=np.int64)
    for match in re.finditer(r"[^\n]+", text):
        short = min((match.end() - match.start()) // 12, 3)
        signed = any(word in match.group() for word in ("记者", "通讯员", "摄", "供稿"))
        line[match.start() : match.end()] = short * 2 + signed
    return {"c": code, "k": kind[np.minimum(code, 0xFFFF)], "in": inside, "line": line}


def token_columns(text: str, tokens: Triples, prefix: str) -> dict[str, Ints]:
    """Columns of the word a character is in: its tag and position, the words around, the run it ends in.

    ``prefix`` names the tagger; a character outside every token has zeros.
    """
    starts, ends, tags = tokens
    count = len(starts)
    word = np.zeros(count + 8, dtype=np.int64)
    tag = np.zeros(count + 8, dtype=np.int64)
    tail = np.zeros(count + 8, dtype=np.int64)
    run_word = np.zeros(count + 8, dtype=np.int64)
    run_left = np.zeros(count + 8, dtype=np.int64)
    codes: dict[str, int] = {}
    for i in range(count):
        form = text[starts[i] : ends[i]]
        word[i + 4] = crc32(form.encode("utf-8", "surrogatepass"))
        tail[i + 4] = ord(form[-1])
        name = tags[i]
        if name not in codes:
            codes[name] = crc32(name.encode())
        tag[i + 4] = codes[name]
    last_word, left, next_start = 0, 0, -1
    for i in range(count - 1, -1, -1):
        if tags[i] in _NOMINAL:
            if ends[i] != next_start or not last_word:
                last_word, left = int(word[i + 4]), 0
            run_word[i + 4], run_left[i + 4] = last_word, min(left, 6)
            left, next_start = left + 1, starts[i]
        else:
            last_word, next_start = 0, -1
    owner = np.zeros(len(text), dtype=np.int64)
    place = np.zeros(len(text), dtype=np.int64)
    if count:
        first, after = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        length = after - first
        flat = np.repeat(first - np.concatenate(([0], np.cumsum(length)[:-1])), length) + np.arange(
            length.sum()
        )
        owner[flat] = np.repeat(np.arange(count) + 4, length)
        place[flat] = 2
        place[first] = 1
        place[after - 1] = 3
        place[first[length == 1]] = 4
    columns = {
        prefix + "p": place,
        prefix + "t": tag[owner] * 8 + place,
        prefix + "tail": tail[owner],
        prefix + "rw": run_word[owner],
        prefix + "rl": run_left[owner],
        prefix + "len": np.bincount(owner, minlength=count + 8)[owner] * (owner > 0),
    }
    for shift in range(-3, 4):
        at = np.clip(owner + shift, 0, count + 7) * (owner > 0)
        columns[f"{prefix}w{shift:+d}"] = word[at]
        columns[f"{prefix}t{shift:+d}"] = tag[at]
        columns[f"{prefix}e{shift:+d}"] = tail[at]
    return columns
