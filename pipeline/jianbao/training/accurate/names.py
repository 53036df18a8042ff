"""Invented names of people of many languages and of firms, shops, schools and units, by the lists of a data file."""

from __future__ import annotations

import random
import re

from jianbao.resources import word_lists

_BODIES = ("firm", "shop", "school", "unit")
_LISTS = "training_names.tsv"


def person(dice: random.Random) -> str:
    """A name that is not Han Chinese: Mongolian, Tibetan, Uyghur, Western, Japanese, in Chinese or Latin letters."""
    return _filled("person_patterns", "", dice).replace("_", " ")


def body(form: str, place: str, dice: random.Random) -> str | None:
    """The name of another body of the kind that the ending of ``form`` tells; None where it tells none.

    place: stands where a name begins with one.

    >>> body("石桥镇中心小学", "云岭县", random.Random(2))
    '云岭县实验小学'
    """
    for kind in _BODIES:
        if form.endswith(word_lists(_LISTS)[f"{kind}_ends"]):
            return _filled(f"{kind}_patterns", place, dice)
    return None


def _filled(patterns: str, place: str, dice: random.Random) -> str:
    lists = word_lists(_LISTS)

    def chosen(found: re.Match[str]) -> str:
        name = found.group(1)
        return place if name == "place" else dice.choice(lists[name])

    return re.sub(r"\{(\w+)\}", chosen, dice.choice(lists[patterns]))
