"""Words of a tagger as three columns: starts, ends, tags."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.article import Tokens

Triples = tuple[Sequence[int], Sequence[int], Sequence[str]]  # starts, ends, tags


def triples(tokens: Tokens | None) -> Triples:
    """Tokens as starts, ends and tags; none as empty ones."""
    return (tokens.starts, tokens.ends, tokens.tags) if tokens else ([], [], [])
