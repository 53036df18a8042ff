"""Words and their tags against texts that are segmented by hand: SIGHAN 2005, the People's Daily corpus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from jianbao.article import Article, Tokens
from jianbao.errors import ReadError
from jianbao.evaluation.datasets import bytes_of, lines_of
from jianbao.evaluation.evaluate import Evaluation
from jianbao.evaluation.layers import Scores
from jianbao.flow import Flow
from jianbao.language.width import fold
from jianbao.resources import rows

Words = list[tuple[int, int, str]]  # start, end, tag ("" where there is none)


class WordText(Struct):
    """A text and its words, which tile it; offsets half-open, code points."""

    text: str
    words: Words


def load_words(path: str | Path) -> list[WordText]:
    """One sentence or paragraph per line, words separated by blanks, each ``word`` or ``word/tag``; folded.

    Raises ReadError if the file cannot be read, or only some words of it have tags.
    """
    path = Path(path)
    lines = lines_of(path, bytes_of(path))
    lines_of_words = [[_token(token) for token in line.split()] for line in lines]
    tagged = {tag != "" for line in lines_of_words for _, tag in line}
    if tagged == {True, False}:
        number = next(i for i, line in enumerate(lines_of_words, 1) if any(not tag for _, tag in line))
        raise ReadError(f"{path}:{number}: a word without a tag among words with one (word/tag)")
    return [_joined(line) for line in lines_of_words if line]


def _token(token: str) -> tuple[str, str]:
    word, slash, tag = token.rpartition("/")
    return (word, tag) if slash and word and tag.isascii() and tag.isalpha() else (token, "")


def _joined(line: Sequence[tuple[str, str]]) -> WordText:
    words: Words = []
    text = ""
    for word, tag in line:
        words.append((len(text), len(text) + len(word), tag))
        text += word
    return WordText(fold(text), words)


def evaluate_words(
    texts: Sequence[WordText], tokens_of: Callable[[Sequence[str]], Sequence[Tokens]]
) -> Evaluation:
    """F1 of words and, where the texts have tags, of words with their kind (``kind``)."""
    tokens_of(["周启明到北京调研。"])  # models load before the clock runs
    began = time.perf_counter()
    found = tokens_of([text.text for text in texts])
    seconds = time.perf_counter() - began
    scores = Scores()
    for text, tokens in zip(texts, found, strict=True):
        spans = {(start, end) for start, end, _ in text.words}
        seen = set(zip(tokens.starts, tokens.ends, strict=True))
        scores.count("words", len(spans & seen), len(seen), len(spans))
        if any(tag for _, _, tag in text.words):
            wanted = {(start, end, kind(tag)) for start, end, tag in text.words}
            got = set(_kinds(tokens))
            scores.count("words with kind", len(wanted & got), len(got), len(wanted))
    return Evaluation(scores, sum(len(text.text) for text in texts), seconds, [])


def chain_words(flow: Flow, texts: Sequence[str]) -> list[Tokens]:
    """The words that the stages of ``flow``, ``tokens`` among them, find in each text."""
    articles = flow(Article.from_text(text, id=str(i)) for i, text in enumerate(texts))
    return [article.tokens or Tokens([], [], []) for article in articles]


def _kinds(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    for start, end, tag in zip(tokens.starts, tokens.ends, tokens.tags, strict=True):
        yield start, end, kind(tag)


def kind(tag: str) -> str:
    """What tag sets agree on: noun, verb, adjective ... as the first letter of the People's Daily's tag.

    >>> kind("nr"), kind("PER"), kind("vn"), kind("Vg"), kind("xc")
    ('n', 'n', 'v', 'v', 'y')
    """
    return _of_lac().get(tag, tag)[:1].lower()


@cache
def _of_lac() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("lac_tags.tsv")}
