"""Inputs for ``make fuzz``: files with damaged bytes, texts of odd pieces, one piece a thousand times."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

from benchmarks.texts import SEED

KINDS = ("bytes", "text", "growth")


class Made(Struct):
    """An input: the bytes of a file, and its suffix."""

    kind: str
    suffix: str
    data: bytes


def make(seed: int, number: int, only: str | None = None) -> Made:
    """Input ``number`` of ``seed``: the same bytes each time.

    >>> make(1, 5) == make(1, 5)
    True
    """
    dice = random.Random(f"{seed}-{number}")
    kind = only or dice.choices(KINDS, (80, 19.9, 0.1))[0]
    return {"bytes": _damaged, "text": _text, "growth": _growth}[kind](dice)


# Files: a good one, some of its bytes changed


def _damaged(dice: random.Random) -> Made:
    suffix, data = dice.choice(_good_files())
    for _ in range(dice.choice((1, 1, 2, 3, 8, 30))):
        data = dice.choice(_CHANGES)(data, dice)
    return Made("bytes", suffix, data[:200_000])


def _flip(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + data[at + dice.choice((1, 2, 3, 10, 100, len(data))) :]


def _double(data: bytes, dice: random.Random) -> bytes:
    at, length = dice.randrange(len(data) + 1), dice.choice((1, 3, 16, 200))
    return data[:at] + data[at : at + length] * dice.choice((2, 3, 50)) + data[at + length :]


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_TOKENS) + data[at:]


def _swap(data: bytes, dice: random.Random) -> bytes:
    a, b = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return data[b:] + data[a:b] + data[:a]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _flip,
    _flip,
    _cut,
    _double,
    _insert,
    _swap,
)
_TOKENS = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n\n\n", b'"', b"'", b"{", b"}", b"[", b"]", b",",
    b"\\u0000", b"\\ud800", b"<", b">", b"<!--", b"-->", b"<table>", b"<script>",
    b"&#0;", b"&#xD800;", b"&amp;", b"<![CDATA[",
    b'<meta charset="undefined">', b'<meta charset="idna">', b"1e999", b"-1", b"9" * 40, b"NaN", b"null", b"stream",
    b"endobj", b"/Kids", b"/Length 99999999", "，".encode(), "\u2028".encode(), "\u202e".encode(), "１２".encode(),
)  # fmt: skip


@cache
def _good_files() -> list[tuple[str, bytes]]:
    """A small good file of each format, suffix and bytes."""
    text = (
        "云岭县召开教育工作会议\n"
        "本报讯（记者 周启明）5月7日，县委书记李明说：“要解决群众的痛点、堵点。”全县共326户。\n"
    )
    record = {"id": "a", "title": "会议", "date": "2021-05-08", "outlet": "云岭日报", "text": text}
    lines = (json.dumps(record, ensure_ascii=False) + "\n").encode() * 3
    html = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>会议_云岭新闻网</title></head><body>'
        f"<h1>会议</h1><div><p>{text}</p><p>{text}</p><table><tr><td>3</td></tr></table></div></body></html>"
    )
    return [
        (".txt", text.encode()), (".txt", text.encode("gb18030")), (".txt", text.encode("utf-16")), ("", text.encode()),
        (".html", html.encode()), (".html", html.replace("utf-8", "gbk").encode("gbk")), (".jsonl", lines),
        (".json", json.dumps([record]).encode()), (".csv", f"id,text\na,{text.strip()}\nb,好\n".encode()),
        (".tsv", b"id\ttext\na\tok\n"), (".jsonl.gz", gzip.compress(lines, mtime=0)),
        (".jsonl.xz", lzma.compress(lines)), (".txt.bz2", bz2.compress(text.encode())),
        (".parquet", _parquet(record)), (".pdf", _pdf()),
    ]  # fmt: skip


def _parquet(record: dict[str, str]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({key: [value] * 3 for key, value in record.items()}), file)
    return file.getvalue()


def _pdf() -> bytes:
    """The smallest PDF with a line of text."""
    stream = b"BT /F 12 Tf 72 700 Td (A page of a newspaper, 326 households) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF\n"


# Texts: pieces of a page, marks, digits of several scripts, one after another


def _text(dice: random.Random) -> Made:
    count = dice.choice((1, 2, 3, 5, 8, 20, 60, 150))
    return Made("text", ".txt", "".join(_piece(dice) for _ in range(count)).encode())


def _growth(dice: random.Random) -> Made:
    """One or two pieces many times over."""
    once = "".join(_piece(dice) for _ in range(dice.choice((1, 1, 2, 3))))
    times = dice.choice((2_000, 8_000, 20_000)) // max(1, len(once))
    return Made("growth", ".txt", (once * max(1, times)).encode())


def _piece(dice: random.Random) -> str:
    if dice.random() < 0.5:
        return dice.choice(_pieces())
    page = _page()
    at = dice.randrange(len(page))
    return page[at : at + dice.choice((1, 2, 3, 5, 8, 13, 40))]


@cache
def _pieces() -> list[str]:
    marks = ["\n", "\n\n", "　　", " ", "\t", "\u200b", "\ufeff", "\u2028"]
    return marks + Path(__file__).with_name("fuzz_pieces.txt").read_text("utf-8").split()


@cache
def _page() -> str:
    return Path(SEED).read_text("utf-8")
