"""Normalisation for search: width, case, traditional and simplified; character by character."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jianbao.language.width import fold


def normalise(text: str) -> str:
    """``text`` in the form that is indexed and searched; offsets stay the same.

    Traditional characters become simplified by OpenCC's table of single characters (the first of several choices),
    full-width characters half-width, capitals lower case.

    >>> normalise("臺灣會議，ＡＢＣ")
    '台湾会议,abc'
    """
    return fold(text).translate(_table())


def changed_characters() -> tuple[str, str]:
    """The characters of the basic plane that ``normalise`` changes, and their normal forms in the same order."""
    plane = (chr(c) for c in range(0x21, 0x10000) if not 0xD800 <= c < 0xE000)
    changed = [(c, normalise(c)) for c in plane if normalise(c) != c and ord(normalise(c)) < 0x10000]
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
