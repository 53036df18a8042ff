"""Features: templates over columns, hashed to 64-bit numbers, all characters of a text at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from jianbao.engines.crf.character_features import Ints
from jianbao.tagging.hashing import GOLDEN_RATIO, Keys

_LAST = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)

# A template is the columns it joins; "@" gives an offset in characters. In the name of a column, lw-1 is the
# word before by the tagger "l". See jianbao.engines.crf.character_features for their meaning.
CHARACTERS: tuple[str, ...] = (
    "c@-3", "c@-2", "c@-1", "c", "c@+1", "c@+2", "c@+3",
    "c@-2 c@-1", "c@-1 c", "c c@+1", "c@+1 c@+2", "c@-1 c@+1",
    "c@-2 c@-1 c", "c@-1 c c@+1", "c c@+1 c@+2", "c@-3 c@-2 c@-1", "c@+1 c@+2 c@+3",
    "k@-1 k k@+1", "k@-2 k@-1 k k@+1 k@+2", "k@-1 c", "in k", "line k", "line c@-1",
)  # fmt: skip
TAGGED: tuple[str, ...] = (
    "lt@-2", "lt@-1", "lt", "lt@+1", "lt@+2", "lt@-1 lt", "lt lt@+1", "lt@-1 lt lt@+1", "lt c", "lt@-1 c@-1",
    "lt@+1 c@+1", "lt llen", "lw+0 lp", "lw-1", "lw+1", "lw-1 lt", "lw+1 lt", "lw+0 lt+1", "lt-1 lw+0",
    "lt lt-1", "lt lt+1", "lt lt-1 lt+1", "lt lt+1 lt+2", "lt lt-1 lt-2", "lt lt-2 lt-1 lt+1 lt+2",
    "ltail lp", "ltail lt", "le+1 lt", "le-1 lt", "le+2 lt lt+1", "lw+2 lt", "lw-2 lt",
    "lrw lt", "lrw lrl lp", "lrl lt",
)  # fmt: skip
SECOND: tuple[str, ...] = (
    "jt@-1", "jt", "jt@+1", "jt@-1 jt jt@+1", "jt lt", "jw+0 jp", "jw-1", "jw+1", "jw+1 jp", "jw-1 jp",
    "jtail jp", "jrw jp", "jrl jt", "jt jt+1", "jt jt-1", "jt jt-1 jt+1",
)  # fmt: skip
# What lists, the calendar and the rest of the article say (jianbao.engines.crf.list_features).
LISTS: tuple[str, ...] = (
    "gz@-1", "gz", "gz@+1", "gz lt", "gz@-1 gz gz@+1", "gz c@+1", "gz c@-1", "gz hd@+1",
    "ti@-1", "ti", "ti@+1", "ti@-1 sn", "ti@+1 lt", "ti@-1 lt", "ti@+1 sn@-1",
    "hd", "hd@+1", "hd@+2", "hd lt", "hd hd@+1", "hd c@+1",
    "sn", "sn k@-1", "sn lt", "sn@-1 lt", "sn@-2 ti@+1", "sn sn@+1",
    "cal", "cal@-1", "cal@+1", "cal lt",
    "doc", "doc@-1", "doc@+1", "doc lt", "doc gz", "doc jt",
    "rep", "rep rep@-1", "rep lt", "rep@-1 lt", "rep@-1 rep rep@+1",
)  # fmt: skip


def of_jieba(templates: Sequence[str]) -> tuple[str, ...]:
    """``templates`` over the columns of jieba in the places of the first tagger's, for when it is the only one."""
    return tuple(
        " ".join("j" + part[1:] if part[0] == "l" and part != "line" else part for part in template.split())
        for template in templates
    )


def hash_templates(columns: Mapping[str, Ints], templates: Sequence[str]) -> Keys:
    """The hashed features, one row per character and one column per template."""
    size = len(next(iter(columns.values())))
    out = np.empty((size, len(templates)), dtype=np.uint64)
    shifted: dict[str, Keys] = {}
    for j, template in enumerate(templates):
        value = np.full(size, crc32(template.encode()), dtype=np.uint64) * GOLDEN_RATIO
        for part in template.split():
            if part not in shifted:
                name, _, offset = part.partition("@")
                shifted[part] = _shift(columns[name], int(offset or 0))
            value = (value ^ shifted[part]) * GOLDEN_RATIO
            value ^= value >> _HALF
        out[:, j] = value * _LAST
    return out


def _shift(column: Ints, by: int) -> Keys:
    """The column as seen ``by`` characters further on; -1 beyond the text."""
    out = np.full(len(column), -1, dtype=np.int64)
    if abs(by) < len(column):
        if by >= 0:
            out[: len(column) - by] = column[by:]
        else:
            out[-by:] = column[:by]
    return out.view(np.uint64)
