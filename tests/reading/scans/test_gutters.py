"""Lines that the detector drew across two columns, on pages of black squares: where they are cut, and where not."""

from __future__ import annotations

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from jianbao.reading.scans.gutters import cut_at_gutters  # noqa: E402
from jianbao.reading.scans.lines import Strip, grown  # noqa: E402
from jianbao.reading.scans.rules import rules_in, without  # noqa: E402

SIZE, PITCH = 24, 36  # of a character; from line to line
GUTTER = 24
LEFT, RIGHT = 40, 40 + 10 * SIZE + GUTTER  # where two columns of ten characters begin
MARKS = "，。：！1"


class Paper:
    """A page with lines of squares: 字 is a character; marks are smaller."""

    def __init__(self) -> None:
        self.ink = np.zeros((900, 700), bool)
        self.strips: list[Strip] = []

    def text(self, x: int, y: int, text: str, size: int = SIZE) -> int:
        """Draw a line; returns where it ends."""
        for char in text:
            step = size // 2 if char in "1 " else size
            edge = size // 12
            if char == "字":
                self.ink[y : y + size, x + edge : x + size - edge] = True
            elif char in "，。":
                self.ink[y + 2 * size // 3 : y + size, x + edge : x + size // 3] = True
            elif char == "：":
                for part in (size // 6, 2 * size // 3):
                    self.ink[y + part : y + part + size // 5, x + edge : x + edge + size // 6] = True
            elif char in "！1":
                self.ink[y : y + size, x + edge : x + edge + size // 6] = True
            x += step
        return x

    def line(self, x: int, y: int, text: str, size: int = SIZE) -> Paper:
        """A line that the detector found as one."""
        end = self.text(x, y, text, size)
        self.strips.append(self.tight(x, y, end, y + size))
        return self

    def across(self, row: int, left: str, right: str) -> Paper:
        """Two lines at one level that the detector took for one."""
        y = 100 + row * PITCH
        self.text(LEFT, y, left)
        end = self.text(RIGHT, y, right)
        self.strips.append(self.tight(LEFT, y, end, y + SIZE))
        return self

    def beside(self, row: int, left: str, right: str) -> Paper:
        """Two lines at one level that were found apart."""
        y = 100 + row * PITCH
        for x, text in ((LEFT, left), (RIGHT, right)):
            bare = text.lstrip("　")
            if bare:
                self.line(x + SIZE * (len(text) - len(bare)), y, bare)
        return self

    def tight(self, left: int, top: int, right: int, bottom: int) -> Strip:
        at = np.flatnonzero(self.ink[top:bottom, left:right].any(axis=0))
        return Strip(left + int(at[0]), top, left + int(at[-1]) + 1, bottom)

    def cut(self) -> list[Strip]:
        rules = rules_in(self.ink, SIZE)
        return cut_at_gutters(self.strips, without(self.ink, rules), rules.upright)


FULL = "字" * 10


def is_apart(strips: list[Strip]) -> bool:
    """No line reaches across the gutter."""
    return not any(s.left < RIGHT - GUTTER - 2 and s.right > RIGHT + 2 for s in strips)


def test_a_line_across_is_cut_where_others_prove_the_gutter() -> None:
    paper = Paper().across(0, FULL, FULL).across(1, FULL, FULL).across(2, FULL, FULL).across(3, FULL, FULL)
    assert is_apart(paper.cut())
    assert len(paper.cut()) == 8


def test_a_single_line_is_not_cut() -> None:
    assert len(Paper().across(0, FULL, FULL).cut()) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("字字字字。", "　　字字字字字字字字"),
        ("　　字字字字字字字字", "字字字。"),
        ("字字。", "字字字字字字字字字，"),
        ("", FULL),
    ],
)
def test_short_and_indented_neighbours_do_not_hide_the_gutter(left: str, right: str) -> None:
    """The first line of a story: above it a headline, below it lines that stop short of the gutter."""
    paper = Paper().line(LEFT, 40, "字" * 11, 44)
    paper.across(0, FULL, FULL).beside(1, left, right)
    for row in (2, 3, 4):
        paper.beside(row, FULL, FULL)
    assert is_apart([s for s in paper.cut() if s.height < 30])


def test_a_last_line_of_two_digits_is_cut_off() -> None:
    paper = Paper()
    for row in range(4):
        paper.beside(row, FULL, FULL)
    assert is_apart(paper.across(4, "字字字字字字字字字，", "11").cut())


@pytest.mark.parametrize("mark", ["：", "！", "，", " "])
def test_a_headline_is_not_cut_at_its_marks(mark: str) -> None:
    """The blank half of a mark in a headline stands above the gutter by chance."""
    paper = Paper()
    size = 48
    before = (RIGHT - LEFT - GUTTER) // size
    head = "字" * before + mark + "字" * 5
    paper.line(LEFT + GUTTER // 2, 30, head, size)
    for row in range(5):
        paper.beside(row, FULL, FULL)
    assert sum(s.height > 30 for s in paper.cut()) == 1


def test_a_rule_in_the_gutter_parts_even_two_lines_and_is_no_ink() -> None:
    paper = Paper().across(0, FULL, FULL).across(1, "字字字", "字字字字")
    middle = RIGHT - GUTTER // 2
    paper.ink[90:400, middle : middle + 2] = True
    rules = rules_in(paper.ink, SIZE)
    assert rules.upright[100:390, middle].all()
    clean = without(paper.ink, rules)
    assert not clean[90:400, middle - 1 : middle + 3].any()
    assert clean[110, LEFT + 5]  # characters stay
    assert len(paper.cut()) == 4


def test_strokes_of_characters_and_pictures_are_no_rules() -> None:
    ink = np.zeros((400, 400), bool)
    ink[20:44, 20:23] = True  # the stroke of a character
    ink[100:300, 100:300] = True  # a picture
    rules = rules_in(ink, SIZE)
    assert not rules.upright.any()
    assert not rules.level.any()
    assert (without(ink, rules) == ink).all()


@pytest.mark.parametrize(("dirt", "grows"), [(1, False), (2, False), (6, True)])
def test_a_mark_at_the_end_is_taken_in_and_dirt_is_not(dirt: int, grows: bool) -> None:
    paper = Paper().line(LEFT, 100, FULL)
    end = paper.strips[0].right
    paper.ink[112 : 112 + dirt, end + 6 : end + 6 + dirt] = True
    (line,) = grown(paper.strips, paper.ink)
    assert (line.right > end) == grows
