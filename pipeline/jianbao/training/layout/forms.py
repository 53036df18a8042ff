"""Furniture of made-up pages: datelines, bylines, headers, captions (``data/layout_forms.tsv``), filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Literal

from jianbao.language.surnames import surnames
from jianbao.resources import rows, words

FormKind = Literal["dateline", "credit", "byline", "imprint", "caption", "header", "folio", "list", "place"]
"""dateline, credit (behind it), byline (on a line of its own), imprint (editors and sources), caption (of a
picture), header (of a page), folio (within a page), list (the marks of a list), place (before a headline)."""

_SLOT = re.compile(r"\{(\w+)\}")


class Forms:
    """Fills forms with invented names, places and dates; the same random numbers make the same ones."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._surnames = [*surnames("1"), *surnames("2")]
        self._sections = sorted(words("sections.txt"))
        self._forms: dict[str, list[str]] = {}
        for kind, *form in rows("layout_forms.tsv"):
            self._forms.setdefault(kind, []).append(form[0] if form else "")

    def fill(self, kind: FormKind) -> str:
        """One of the forms of ``kind``, filled in."""
        return _SLOT.sub(lambda m: self._value(m[1]), self._random.choice(self._forms[kind]))

    def dateline(self) -> str:
        """A dateline with its credit, as it stands before the first sentence."""
        blank = self._random.choice
        parts = (self.fill("dateline"), blank(("", " ", "　")), self.fill("credit"))
        return "".join(parts) + blank(("", " "))

    def glued_byline(self) -> str:
        """A byline as it is glued to the end of a paragraph: seldom a bare name."""
        return self.fill("byline") if self._random.random() < 0.9 else self._name()

    def retitle(self, title: str) -> str:
        """The line that repeats the headline: 原标题."""
        return self._forms["retitle"][0].format(title=title)

    def _name(self) -> str:
        r = self._random
        given = r.sample(self._forms["given"][0], r.choice((1, 2, 2)))
        return r.choice(self._surnames[: r.choice((100, 250))]) + "".join(given)

    def _value(self, slot: str) -> str:
        """The value for a slot. All are drawn each time, so that a new slot changes no other one's numbers."""
        r = self._random
        places: Sequence[str] = self._forms["place_name"]
        month_day = f"{r.randint(1, 12)}月{r.randint(1, 28)}日"
        values = {
            "name": self._name(),
            "paper": r.choice(places) + r.choice(self._forms["paper"]),
            "place": r.choice(places),
            "day": month_day,
            "date": f"20{r.randint(8, 24):02}年{month_day}",
            "week": "星期" + r.choice("一二三四五六日"),
            "section": r.choice(self._sections),
            "number": str(r.randint(1, 9)),
        }
        return values[slot]
