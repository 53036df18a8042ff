"""Single stories out of JSON Lines: what made-up training pages are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.layout.furniture import is_link

_CLOSED = re.compile(r"[。！？!?…：:；;，,][”’」』）)】]*\Z|[）)]\Z")
_MAX_TITLE = 60


class Story(NamedTuple):
    """A story as it was found: its headline and its paragraphs."""

    title: str
    paragraphs: list[str]
    subheads: frozenset[int] = frozenset()  # which paragraphs are subheads


def stories(records: Iterable[dict[str, Any]]) -> Iterator[Story]:
    """The usable stories of ``records``: each has a ``text``, its headline is ``title`` or the first line.

    A text with ``items`` is a roundup: several stories, whose headlines (the items) are lines of the text.
    """
    for record in records:
        lines = [line.strip() for line in str(record["text"]).split("\n") if line.strip()]
        if items := record.get("items"):
            yield from _roundup(lines, items)
        elif title := record.get("title"):
            yield from _story(str(title).strip(), lines)
        elif lines:
            yield from _story(lines[0], lines[1:])


def _roundup(lines: Sequence[str], items: Sequence[str]) -> Iterator[Story]:
    """The stories of a roundup whose every headline is a whole line; others are skipped."""
    if not lines or lines[0] != items[0] or not set(items) <= set(lines):
        return
    heads = [i for i, line in enumerate(lines) if line in set(items)]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield from _story(lines[start], lines[start + 1 : end])


def _story(title: str, lines: Sequence[str]) -> Iterator[Story]:
    """The story without what does not belong to it; none where some short lines are neither subhead nor byline."""
    paragraphs = [line for line in lines if not is_link(fold(line))]
    while paragraphs and not _CLOSED.search(paragraphs[-1]):
        paragraphs.pop()
    bare = [i for i, line in enumerate(paragraphs) if _is_bare(line)]
    subheads = frozenset(
        i for i in bare if i and not _is_bare(paragraphs[i - 1]) and not _is_bare(paragraphs[i + 1])
    )
    fits = 5 <= len(title) <= _MAX_TITLE and "。" not in title and len("".join(paragraphs)) >= 40
    if fits and len(bare) == len(subheads) <= 6:
        yield Story(title, paragraphs, subheads)


def _is_bare(line: str) -> bool:
    """Whether a line is short, without a stop, and no byline or caption: a subhead, or something stray."""
    folded = fold(line)
    return (
        len(line) <= 40
        and not _CLOSED.search(line)
        and not is_credit_line(folded)
        and not _credit().search(line)
    )


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(any_of("layout_words.tsv", "story.credit"))


def shingles(text: str) -> set[str]:
    """The runs of 13 characters of a text, without blanks, commas and full stops, folded.

    >>> shingles("全县教育工作会议在文化中心召开") == shingles("全县教育工作会议，在文化中心召开。")
    True
    """
    plain = re.sub(r"[\s,.，。]", "", fold(text))
    return {plain[i : i + 13] for i in range(len(plain) - 12)}
