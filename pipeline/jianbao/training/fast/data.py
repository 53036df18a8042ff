"""Lessons for the fast engine's network: of annotated pages, of corpora, and of what a teacher labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from jianbao.engines.taggers import tag_words
from jianbao.tagging.decoding import certainty, decode_text
from jianbao.tagging.labels import Mention, split_pieces
from jianbao.training.accurate.data import Example, Swaps
from jianbao.training.fast.labels import Soft
from jianbao.training.fast.rows import Lesson, Shares, hard, sure_shares, words

LEAST = 0.6  # certainty of a mention that may get another name
_BATCH = 256


def joined(examples: Iterable[Example], size: int = 400) -> list[Example]:
    r"""Sentences on lines of one text, as many as stay under ``size`` characters.

    >>> joined([Example("到会。", []), Example("中牟县", [(0, 3, "LOC")])])
    [Example(text='到会。\n中牟县', mentions=[(4, 7, 'LOC')])]
    """
    out: list[Example] = []
    for text, mentions in examples:
        if out and len(out[-1].text) + len(text) < size:
            before, known = out[-1]
            at = len(before) + 1
            out[-1] = Example(f"{before}\n{text}", [*known, *((s + at, e + at, k) for s, e, k in mentions)])
        else:
            out.append(Example(text, list(mentions)))
    return out


def gold_lessons(examples: Iterable[Example], tags: Sequence[str]) -> Iterator[Lesson]:
    """Annotated texts with LAC's words; ``tags`` are its labels."""
    yield from _with_words(((e.text, sure_shares(len(e.text), e.mentions)) for e in examples), tags)


def hard_lessons(examples: Iterable[Example], head: str, names: Sequence[str]) -> Iterator[Lesson]:
    """Texts of a corpus whose convention ``head`` learns; ``names`` are its labels."""
    for text, mentions in examples:
        yield Lesson(text, None, {head: hard(len(text), mentions, names)})


def _with_words(pairs: Iterable[tuple[str, Shares]], tags: Sequence[str]) -> Iterator[Lesson]:
    source = iter(pairs)
    while some := list(islice(source, _BATCH)):
        for (text, shares), found in zip(some, tag_words([text for text, _ in some], "lac"), strict=True):
            yield Lesson(text, shares, {"lac": words(len(text), found, tags)})


def soft_lessons(
    found: Iterable[Soft],
    tags: Sequence[str],
    known: Mapping[str, Sequence[Example]],
    names: Mapping[str, Sequence[str]],
) -> Iterator[Lesson]:
    """What a teacher labelled, with the annotation of a corpus where the texts are its own.

    known: by head, the examples that were labelled, in order. names: the labels of these heads.
    """
    for number, soft in enumerate(found):
        size = len(soft.text)
        labels = {"lac": words(size, soft.words, tags)}
        for head, examples in known.items():
            labels[head] = hard(size, examples[number].mentions, names[head])
        yield Lesson(soft.text, soft.shares, labels)


def sure_mentions(text: str, shares: Shares) -> list[Mention]:
    """The mentions that a teacher is sure of, on one line each."""
    scores = shares.astype(np.float32)
    found = decode_text(scores, split_pieces(text))
    return [mention for mention in found if certainty(scores, mention) >= LEAST]


def renamed(lessons: Iterable[Lesson], swaps: Swaps, share: float, tags: Sequence[str]) -> Iterator[Lesson]:
    """The lessons with about ``share`` of the names that the teacher is sure of changed, and LAC's words anew."""
    yield from _with_words((_renamed(lesson, swaps, share) for lesson in lessons), tags)


def _renamed(lesson: Lesson, swaps: Swaps, share: float) -> tuple[str, Shares]:
    if lesson.shares is None:
        raise ValueError("a lesson without shares has no names to change")
    old = Example(lesson.text, sure_mentions(lesson.text, lesson.shares))
    new = swaps(old, share)
    parts: list[Shares] = []
    at = 0
    for (start, end, kind), (first, last, _) in zip(old.mentions, new.mentions, strict=True):
        parts.append(lesson.shares[at:start])
        same = new.text[first:last] == old.text[start:end]
        parts.append(
            lesson.shares[start:end] if same else sure_shares(last - first, [(0, last - first, kind)])
        )
        at = end
    return new.text, np.concatenate([*parts, lesson.shares[at:]])
