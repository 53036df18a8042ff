"""Entity labels of other annotations, read as ours."""

from __future__ import annotations

from collections.abc import Iterable

from jianbao.labels import known_labels
from jianbao.language.calendar import find_times
from jianbao.language.width import fold


def no_labels(found: Iterable[str]) -> str:
    """Why a model with the labels ``found`` is of no use; "" where it is of use."""
    names = sorted(set(found))
    if known_labels().keys() & set(names):
        return ""
    return f"none of its entity labels is known here ({', '.join(names) or 'it has none'}); " + (
        f"a model that finds some of {', '.join(known_labels())} is needed"
    )


def our_type(label: str, surface: str) -> str | None:
    """The type of a span that a model calls ``label``; None where it is none of ours.

    What models call dates and times is a TIME only where it falls on a calendar.

    >>> our_type("GPE", "云岭县"), our_type("DATE", "去年"), our_type("DATE", "两年")
    ('LOC', 'TIME', None)
    """
    kind = known_labels().get(label)
    if not surface.strip() or (kind == "TIME" and not find_times(fold(surface))):
        return None
    return kind
