"""Other conventions: what an engine finds in the ways other corpora name entities or part words.

A tagger that was trained on several corpora has a head for each (``engine.conventions``). What counts as a
place, or whether 江泽民 is one word or two, differs from corpus to corpus; to compare with figures of the
literature, or to join texts annotated elsewhere, ask the head of that corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Tokens
from jianbao.engines.base import Engine, EngineSpan
from jianbao.errors import ConfigError
from jianbao.language.width import fold
from jianbao.tagging.labels import pieces
from jianbao.tagging.viterbi import NEVER, legal_mentions


class Convened(Protocol):
    """An engine with several heads: ``conventions`` gives the labels of each."""

    name: str

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]: ...

    def marginals(
        self, texts: Sequence[str], taggings: Any = None, head: str = "ours"
    ) -> list[NDArray[np.float32]]: ...


def entities_in(engine: Engine, texts: Sequence[str], convention: str) -> list[list[EngineSpan]]:
    """The entities of each text in ``convention``, as the network says, without the rules of the chain.

    texts: as they are; offsets are half-open, code points, into them. Raises ConfigError where the engine has
    no such convention.

    >>> from jianbao.engines import make_engine
    >>> [[(s.start, s.end, s.type) for s in spans]
    ...  for spans in entities_in(make_engine("accurate"), ["新华社记者周启明从北京报道"], "msra")]
    [[(0, 3, 'ORG'), (5, 8, 'PER'), (9, 11, 'LOC')]]
    """
    return [
        [EngineSpan(*mention) for mention in legal_mentions(np.log(shares + 1e-6), pieces(text), labels)]
        for text, shares, labels in _shares(engine, texts, convention)
    ]


def words_in(engine: Engine, texts: Sequence[str], convention: str = "pku") -> list[Tokens]:
    """The words and tags of each text in ``convention``: ``pku`` is that of the People's Daily of 1998.

    Blanks belong to no word. Raises ConfigError where the engine has no such convention.

    >>> from jianbao.engines import make_engine
    >>> text = "周启明到北京"
    >>> [tokens] = words_in(make_engine("accurate"), [text])
    >>> [text[a:b] for a, b in zip(tokens.starts, tokens.ends)], tokens.tags
    (['周', '启明', '到', '北京'], ['nr', 'nr', 'v', 'ns'])
    """
    out = []
    for text, shares, labels in _shares(engine, texts, convention):
        scores = np.log(shares + 1e-6) + _tiling(text, labels)
        found = legal_mentions(scores, pieces(text), labels)
        out.append(Tokens([m[0] for m in found], [m[1] for m in found], [m[2] for m in found]))
    return out


def _tiling(text: str, labels: Sequence[str]) -> NDArray[np.float32]:
    """Scores that keep every character but the blanks in a word."""
    out = np.zeros((len(text), len(labels)), np.float32)
    blank = np.fromiter((char.isspace() for char in text), bool, len(text))
    outside = np.array([label == "O" for label in labels])
    out[np.ix_(~blank, outside)] = out[np.ix_(blank, ~outside)] = NEVER
    return out


def conventions_of(engine: Engine) -> Mapping[str, Sequence[str]]:
    """The labels of each convention of the engine; {} where it has but its own."""
    return cast("Mapping[str, Sequence[str]]", getattr(engine, "conventions", {}))


def _shares(
    engine: Engine, texts: Sequence[str], convention: str
) -> Iterator[tuple[str, NDArray[np.float32], list[str]]]:
    known = conventions_of(engine)
    if convention not in known:
        had = f"it has {', '.join(known)}" if known else "it has one only; take engine accurate"
        raise ConfigError(f"engine {engine.name} has no convention {convention!r}: {had}")
    folded = [fold(text) for text in texts]
    labels = list(known[convention])
    for text, shares in zip(folded, cast("Convened", engine).marginals(folded, head=convention), strict=True):
        yield text, shares, labels
