"""What reading noted of many pages, summed: one line per kind of note."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNT = re.compile(r"(\d[\d,]*)(?: of (\d[\d,]*))?(?= )")
_PARTICULAR = re.compile(r"\(.*?\)|\d[\d,.]*")


@dataclass(slots=True)
class NoteKind:
    """Notes that say the same of several pages: what the first one said, and what they count altogether."""

    first: str
    where: str  # of the first one
    pages: int
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        """The first note, with the number that it begins with summed over all of them."""
        parts = [f"{number:,}" for number in self.numbers]
        return _COUNT.sub(" of ".join(parts), self.first, count=1) if parts else self.first


class NoteSum:
    """Notes by kind, in the order in which their kinds were first met.

    >>> notes = NoteSum()
    >>> notes.add("a.png", "2 of 90 lines are recognised with a score below 0.8: 云岭")
    True
    >>> notes.add("b.png", "3 of 80 lines are recognised with a score below 0.8: 石桥")
    False
    >>> [(kind.pages, kind.text) for kind in notes.kinds()]
    [(2, '5 of 170 lines are recognised with a score below 0.8: 云岭')]
    """

    def __init__(self) -> None:
        self._kinds: dict[str, NoteKind] = {}

    def add(self, where: str, note: str) -> bool:
        """Count a note on the page ``where``; whether it is the first of its kind."""
        found = _COUNT.match(note)
        numbers = tuple(int(part.replace(",", "")) for part in found.groups() if part) if found else ()
        what = note.partition(": ")[0]
        kind = self._kinds.setdefault(
            _PARTICULAR.sub("#", what), NoteKind(note, where, 0, (0,) * len(numbers))
        )
        kind.pages += 1
        kind.numbers = tuple(a + b for a, b in zip(kind.numbers, numbers, strict=True))
        return kind.pages == 1

    def kinds(self) -> list[NoteKind]:
        """What was noted, each kind once."""
        return list(self._kinds.values())
