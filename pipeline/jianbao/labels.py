"""Entity labels of other corpora and taggers, and which of our types each one means."""

from __future__ import annotations

from functools import cache

from jianbao.resources import rows


@cache
def known_labels() -> dict[str, str]:
    """Label to type: PERSON to PER, GPE to LOC ... (``data/entity_labels.tsv``)."""
    return {row[0]: row[1] for row in rows("entity_labels.tsv")}
