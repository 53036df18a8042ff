"""A story in one line: words of its opening that a headline writer would keep.

A linear-chain CRF gives each word of the opening the probability that it stands in the headline; a search
over keep and drop then finds the words with the best expected F1 that still read as Chinese: what is
dropped are openings and attributes of clauses rather than their ends, and measure words, marks and
particles stay with what they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from jianbao.article import Span, Tokens
from jianbao.models import load_model_file, open_crf
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.opening_words import STOPS, OpeningWords, opening_words, word_features
from jianbao.stages.summary.word_choice import TYPICAL, WordChoices


class Opening:
    """A story's opening with what a headline would keep of it: it can be said in more or fewer words."""

    def __init__(self, words: OpeningWords, keep: Sequence[float]) -> None:
        self._spans = words.spans
        self._choices = WordChoices(words.words, words.tags, keep)

    def pieces(self, room: int, typical: float = TYPICAL) -> list[Span]:
        """Spans that say the story in one line of at most ``room`` characters, in order.

        Args:
            typical: characters, how long such lines are.
        """
        out: list[Span] = []
        for span, keep in zip(self._spans, self._choices.best(room, typical), strict=True):
            if keep and out and span.start == out[-1].end:
                out[-1] = Span(out[-1].start, span.end)
            elif keep:
                out.append(span)
        return out


def read_opening(body: Body, paragraph: Span) -> Opening:
    """The opening of ``paragraph``; it has no words where the article has no tokens."""
    tokens = body.article.tokens or Tokens([], [], [])
    words = opening_words(body.folded, tokens, paragraph.start, paragraph.end)
    return Opening(words, keep_chances(words.words, words.tags) if words.words else [])


def keep_chances(words: Sequence[str], tags: Sequence[str]) -> list[float]:
    """For each word of an opening the probability that a headline keeps it."""
    tagger = headline_model()
    tagger.set(word_features(words, tags))
    return [tagger.marginal("K", i) for i in range(len(words))]


@cache
def headline_model() -> Any:
    """The CRF that says which words a headline keeps; raises EngineError where it is missing or damaged."""
    return load_model_file("summary", "headline.crf", open_crf)


def headline_text(body: Body, pieces: Sequence[Span]) -> str:
    """``pieces`` as one line: run together inside a clause, a comma between clauses.

    >>> from jianbao.article import Article
    >>> body = Body(Article.from_text("昨天,县里开会,部署工作。"))
    >>> headline_text(body, [Span(3, 7), Span(8, 12)])
    '县里开会，部署工作。'
    """
    out = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before is not None and not STOPS.isdisjoint(body.folded[before.end : piece.start]):
            out += "，"
        out += body.text(piece)
    out = out.strip("，,、；;：: ")
    return out + "。" if out and out.rstrip("”’」』")[-1:] not in "。！？!?" else out
