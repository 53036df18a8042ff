"""One form for all spellings: width, case, traditional and simplified; character for character."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jianbao.language.width import fold


def normal(text: str) -> str:
    """``text`` in the form that is indexed and searched: offsets stay the same.

    Traditional characters become simplified ones by OpenCC's table of single characters (its first choice),
    full width half width, capitals small letters.

    >>> normal("臺灣會議，ＡＢＣ")
    '台湾会议,abc'
    """
    return fold(text).translate(_table())


def pairs() -> tuple[str, str]:
    """What ``normal`` changes in the basic plane, and what it becomes: two strings, character for character."""
    plane = (chr(c) for c in range(0x21, 0x10000) if not 0xD800 <= c < 0xE000)
    changed = [(c, normal(c)) for c in plane if normal(c) != c and ord(normal(c)) < 0x10000]
    return "".join(c for c, _ in changed), "".join(n for _, n in changed)


@cache
def _table() -> dict[int, int]:
    import opencc

    path = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    table = {ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for line in path.read_text("utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        if len(traditional) == 1 and simplified:
            table[ord(traditional)] = ord(simplified.split(" ")[0][0])
    return table
