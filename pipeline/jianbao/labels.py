"""Our types of entities, and labels of other corpora and taggers with the type each one means."""

from __future__ import annotations

from functools import cache
from typing import get_args

from jianbao.categories import EntityType
from jianbao.resources import rows

TYPES: tuple[EntityType, ...] = get_args(EntityType)  # PER, LOC, ORG, TIME: in this order everywhere


@cache
def known_labels() -> dict[str, str]:
    """Label to type: PERSON to PER, GPE to LOC ... (``data/entity_labels.tsv``)."""
    return {row[0]: row[1] for row in rows("entity_labels.tsv")}
