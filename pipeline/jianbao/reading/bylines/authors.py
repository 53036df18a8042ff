"""Authors that a record or a web page names beside the text, as bylines."""

from __future__ import annotations

import re

from jianbao.article import Block, Byline
from jianbao.language.width import fold
from jianbao.reading.bylines.bylines import find_bylines

_PREFIX = re.compile(r"^(?:作者|撰文|文)\s*[:/]\s*")
_NAME = re.compile(r"[一-鿿]{2,4}(?:·[一-鿿]{1,8})*|[A-Za-z][A-Za-z .'-]{2,40}")
_SIGNED = re.compile(
    r"(?:(?P<outlet>[一-鿿]{2,8}[报网社台端讯])\s*)?(?P<role>(?:[一-鿿]{0,4})(?:记者|通讯员|实习生|评论员|编辑))\s*[:]?\s*"
)


def named_authors(author: str) -> list[Byline]:
    """The authors that ``author`` names; they are not printed in the text, so their spans are empty, at 0.

    >>> [(b.name, b.role) for b in named_authors("本报记者 林晓峰 何静")]
    [('林晓峰', '记者'), ('何静', '记者')]
    >>> [(b.name, b.role, b.start, b.end) for b in named_authors("周启明")]
    [('周启明', '', 0, 0)]
    """
    text = fold(author or "").strip(" ()[]【】|/,;")
    if not text:
        return []
    found, _ = find_bylines(text, [Block("byline", 0, len(text))])
    if found:
        return [Byline(b.name, b.role, 0, 0, b.outlet) for b in found]
    bare = _PREFIX.sub("", text)
    outlet = None
    role = ""
    if match := _SIGNED.match(bare):
        outlet, role, bare = match["outlet"], match["role"].removeprefix("本报"), bare[match.end() :]
    names = [name.strip() for name in re.split(r"[\s、,;/|&]+(?![A-Za-z])|[、,;/|&]", bare) if name.strip()]
    return [Byline(name, role, 0, 0, outlet) for name in names if _NAME.fullmatch(name)]
