"""Bylines and datelines of an article: at its head, in brackets, glued to a paragraph, after it, under pictures.

The places where a byline may stand overlap: a bracket at the head of a paragraph lies behind its dateline, a
photographer's mark in the last line of the story. In each block, from the first to the last, spans are claimed in
this order, and what is taken stays taken:

1. the whole block (``places.whole_block``): nothing in it is anything else;
2. brackets (``brackets.in_brackets``): their marks say where the byline ends;
3. its head without brackets (``places.head_of_block``);
4. a reporter named inside it (``places.reported``);
5. what follows its last full stop (``places.tail_of_block``);
6. credits of pictures (``places.pictures``): the weakest, a mark in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jianbao.article import Block, Byline, Dateline
from jianbao.language.web_phrases import web_phrases
from jianbao.language.width import fold
from jianbao.reading.bylines.brackets import in_brackets
from jianbao.reading.bylines.claims import Claims, Passage
from jianbao.reading.bylines.credit_words import word_set
from jianbao.reading.bylines.datelines import Head, find_head
from jianbao.reading.bylines.places import head_of_block, pictures, reported, tail_of_block, whole_block

_PLACES = (whole_block, in_brackets, head_of_block, reported, tail_of_block, pictures)
_HEAD = 60  # characters of a block in which its dateline is looked for


def find_bylines(text: str, blocks: Sequence[Block]) -> tuple[list[Byline], Dateline | None]:
    """The bylines of an article, in order, and its dateline if it has one.

    Args:
        text: the article's text; offsets of the results point into it.
        blocks: its layout; headlines and furniture are passed over.

    Returns:
        Each name in each role once, by where it stands, and the first dateline.

    >>> text = "本报讯 5月6日，全市教育工作会议召开。记者 张红军 李明/图"
    >>> [(b.name, b.role) for b in find_bylines(text, [Block("paragraph", 0, len(text))])[0]]
    [('张红军', '记者'), ('李明', '图')]
    """
    folded = _noise().sub(lambda m: " " * len(m[0]), fold(text))
    dateline: Dateline | None = None
    claims = Claims(text)
    for passage in _passages(folded, [b for b in blocks if b.kind not in ("headline", "furniture")]):
        if passage.head and not dateline:
            head = passage.head
            dateline = Dateline(head.start, head.end, head.outlet, head.place, head.date)
        for place in _PLACES:
            claims.take(place(passage))
    return _distinct(sorted(claims.bylines, key=lambda byline: byline.start)), dateline


def _passages(folded: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    last_text = next((block for block in reversed(blocks) if block.kind != "byline"), None)
    for block in blocks:
        yield Passage(
            folded,
            block,
            _head(folded, block),
            is_last=block is blocks[-1],
            is_last_text=block is last_text,
            ends_story=last_text is None or block.start >= last_text.start,
        )


def _head(folded: str, block: Block) -> Head | None:
    """The dateline of a block, with offsets into the article."""
    head = find_head(folded[block.start : min(block.end, block.start + _HEAD)])
    if head:
        head.start, head.end = head.start + block.start, head.end + block.start
    return head


def _distinct(bylines: Sequence[Byline]) -> list[Byline]:
    """Each name in each role once; 作者, or no role, adds nothing to a name that signs as a reporter too."""
    first: dict[tuple[str, str], Byline] = {}
    for byline in bylines:
        first.setdefault((re.sub(r"\s", "", byline.name), byline.role), byline)
    weak = word_set("weak") | {""}
    signed = {name for name, role in first if role not in weak}
    return [b for (name, role), b in first.items() if role not in weak or b.outlet or name not in signed]


@cache
def _noise() -> re.Pattern[str]:
    """What web pages glue to their last paragraph, and question marks that stand for blanks of the original."""
    return re.compile(
        rf"{web_phrases('bylines.noise')}|{web_phrases('bylines.neighbour')}[:\s][^\n]*"
        r"|(?<![—-])[—-]+\s*(?:end|END|完)\s*[—-]+|(?<=[\s?])\?|\?(?=\s*\?)"
    )
