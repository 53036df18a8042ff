"""Headlines: each story of a page in one line, and how they share the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Span
from jianbao.language.width import fold
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.headline import Opening, headline_text, read_opening
from jianbao.stages.summary.lead import paired
from jianbao.stages.summary.marks import balanced
from jianbao.stages.summary.word_choice import TYPICAL

_LONG = 30.0  # characters: no line of several is meant to be longer


class StoryLine(Struct):
    """One of several stories: its opening, from which a headline is made."""

    body: Body
    opening: Opening

    def pieces(self, room: int, typical: float) -> list[Span]:
        """The spans of the opening that the line is made of."""
        return paired(self.body.folded, self.opening.pieces(room, typical))

    def text(self, room: int, typical: float) -> str:
        """The story in one line of at most ``room`` characters; "" where nothing fits."""
        return headline_text(self.body, self.pieces(room, typical))


def story_lines(body: Body) -> list[StoryLine]:
    """The stories of an article."""
    return [StoryLine(body, read_opening(body, story[0])) for story in body.stories]


def fit_lines(lines: Sequence[StoryLine], max_chars: int) -> list[str]:
    """The text of each line, within ``max_chars`` together: short ones leave room to long ones, in order.

    Where not even short forms fit, the last stories are left out.
    """
    if not lines:
        return []
    typical = max(TYPICAL, min(_LONG, 0.75 * max_chars / len(lines)))
    rooms = fair_shares([len(line.text(max_chars, typical)) for line in lines], max_chars)
    out: list[str] = []
    used = 0
    for line, room in zip(lines, rooms, strict=True):
        text = line.text(room, typical) or line.text(max_chars - used, TYPICAL)
        if text and used + len(text) <= max_chars:
            out.append(text)
            used += len(text)
    return out


def fair_shares(wishes: Sequence[int], total: int) -> list[int]:
    """Shares of ``total`` for ``wishes``: nobody gets more than they wish, what is left goes to the others.

    >>> fair_shares([10, 50, 50], 70)
    [10, 30, 30]
    """
    out = [0] * len(wishes)
    left, order = total, sorted(range(len(wishes)), key=lambda i: (wishes[i], i))
    for k, i in enumerate(order):
        out[i] = min(wishes[i], left // (len(order) - k))
        left -= out[i]
    return out


def fitting_title(title: str, room: int) -> str:
    """The title with a full stop; of one that is too long, the parts before a blank that fit.

    >>> fitting_title("石桥镇办戏曲节 百姓点赞", 10)
    '石桥镇办戏曲节。'
    """
    parts = title.split(" ")
    for count in range(len(parts), 0, -1):
        text = " ".join(parts[:count])
        text = text if text[-1:] in "。！？!?…" else text + "。"
        if len(text) <= room and balanced(fold(text)):
            return text
    return ""
