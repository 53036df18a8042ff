"""Other conventions: the entities or words an engine finds in the ways of other corpora.

A tagger that was trained on several corpora has a head for each (``ProbabilisticEngine.conventions``). What counts
as a place, or whether 江泽民 is one word or two, differs from corpus to corpus; to compare with figures of the
literature, or to join texts annotated elsewhere, ask the head of that corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from jianbao.article import Tokens
from jianbao.engines.base import Engine, EngineSpan, is_probabilistic
from jianbao.errors import ConfigError
from jianbao.language.width import fold
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.decoding import log_probabilities
from jianbao.tagging.labels import FORBIDDEN, split_pieces
from jianbao.tagging.viterbi import decode_spans


def entities_in(engine: Engine, texts: Sequence[str], convention: str) -> list[list[EngineSpan]]:
    """The entities of each text in ``convention``, as the network says, without the rules of the chain.

    texts: as they are; offsets are half-open, code points, into them. Raises ConfigError if the engine does not
    have the convention.

    >>> from jianbao.engines import make_engine
    >>> [[(s.start, s.end, s.type) for s in spans]
    ...  for spans in entities_in(make_engine("accurate"), ["新华社记者周启明从北京报道"], "msra")]
    [[(0, 3, 'ORG'), (5, 8, 'PER'), (9, 11, 'LOC')]]
    """
    return [
        [EngineSpan(*mention) for mention in decode_spans(scores, split_pieces(text), labels)]
        for text, scores, labels in _scores(engine, texts, convention)
    ]


def words_in(engine: Engine, texts: Sequence[str], convention: str = "pku") -> list[Tokens]:
    """The words and tags of each text in ``convention``: ``pku`` is that of the People's Daily of 1998.

    Blanks belong to no word. Raises ConfigError if the engine does not have the convention.

    >>> from jianbao.engines import make_engine
    >>> text = "周启明到北京"
    >>> [tokens] = words_in(make_engine("accurate"), [text])
    >>> [text[a:b] for a, b in zip(tokens.starts, tokens.ends)], tokens.tags
    (['周', '启明', '到', '北京'], ['nr', 'nr', 'v', 'ns'])
    """
    out = []
    for text, scores, labels in _scores(engine, texts, convention):
        found = decode_spans(scores + _tiling(text, labels), split_pieces(text), labels)
        out.append(Tokens([m[0] for m in found], [m[1] for m in found], [m[2] for m in found]))
    return out


def _tiling(text: str, labels: Sequence[str]) -> FloatArray:
    """Scores that keep every character but the blanks in a word."""
    out = np.zeros((len(text), len(labels)), np.float32)
    blank = np.fromiter((char.isspace() for char in text), bool, len(text))
    outside = np.array([label == "O" for label in labels])
    out[np.ix_(~blank, outside)] = out[np.ix_(blank, ~outside)] = FORBIDDEN
    return out


def conventions_of(engine: Engine) -> Mapping[str, Sequence[str]]:
    """The labels of each convention of the engine; {} if it gives no probabilities."""
    return engine.conventions if is_probabilistic(engine) else {}


def _scores(
    engine: Engine, texts: Sequence[str], convention: str
) -> Iterator[tuple[str, FloatArray, list[str]]]:
    """Each folded text with the scores of its labels, [characters, labels], and the labels."""
    known = conventions_of(engine)
    if convention not in known or not is_probabilistic(engine):
        had = f"it has {', '.join(known)}" if known else "it has one only; use engine accurate"
        raise ConfigError(f"engine {engine.name} has no convention {convention!r}: {had}")
    folded = [fold(text) for text in texts]
    labels = list(known[convention])
    for text, rows in zip(folded, engine.marginals(folded, head=convention), strict=True):
        yield text, log_probabilities(rows), labels
