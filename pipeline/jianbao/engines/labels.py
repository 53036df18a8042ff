"""Entity labels of other annotations, read as our types."""

from __future__ import annotations

from collections.abc import Iterable

from jianbao.labels import known_labels
from jianbao.language.calendar import find_times
from jianbao.language.width import fold


def label_fault(found: Iterable[str]) -> str:
    """Why a model with the labels ``found`` cannot be used; "" if it can."""
    names = sorted(set(found))
    if known_labels().keys() & set(names):
        return ""
    return f"none of its entity labels is known here ({', '.join(names) or 'it has none'}); " + (
        f"a model that finds some of {', '.join(known_labels())} is needed"
    )


def entity_type(label: str, surface: str) -> str | None:
    """Our type of a span that a model calls ``label``; None if we have none for it.

    What models call dates and times is a TIME only if it falls on a calendar.

    >>> entity_type("GPE", "云岭县"), entity_type("DATE", "去年"), entity_type("DATE", "两年")
    ('LOC', 'TIME', None)
    """
    kind = known_labels().get(label)
    if not surface.strip() or (kind == "TIME" and not find_times(fold(surface))):
        return None
    return kind
