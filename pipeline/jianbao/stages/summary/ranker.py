"""Where to cut a lead: a clause end is chosen by what a summary that ends there is likely to be worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jianbao.article import Article
from jianbao.language.narration import narration
from jianbao.language.width import fold
from jianbao.models import load_model_file
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.trees import Trees, load_trees

_SPEAKS = re.compile(r"(?:强调|指出|要求|表示|希望|提出|认为)")
CUT_NAMES = (
    "length", "ends_sentence", "ends_paragraph", "sentence", "clause", "clause_length", "announces", "waits",
    "verb", "next_length", "next_goes_on", "next_speaks", "next_new_sentence", "body", "paragraphs", "speaks",
    "colon", "first_sentence", "room",
)  # fmt: skip


@cache
def _announces() -> re.Pattern[str]:
    """A clause that only announces: no summary may end with it."""
    return re.compile(rf"{narration('summary.announcing')}[道着]?:?$")


@cache
def _waits() -> re.Pattern[str]:
    """A clause of time, place or reason alone, which waits for its main clause."""
    return re.compile(narration("summary.waiting"))


@cache
def _goes_on() -> re.Pattern[str]:
    """A clause that goes on with the one before."""
    return re.compile(narration("summary.onward"))


def dangling(folded: str, clause: Clause) -> bool:
    """Does ``clause`` only lead up to what comes next: 会议指出, 近日, 在 ... 中?"""
    text = folded[clause.start : clause.end]
    if clause.last:
        return False
    return bool(_announces().search(text)) or (bool(_waits().match(text)) and clause.end - clause.start <= 12)


def cut_rows(article: Article, found: Sequence[Clause], max_chars: int) -> list[tuple[int, list[float]]]:
    """For each clause that a summary of ``max_chars`` may end with: its index, and the features of that."""
    folded = fold(article.text)
    verbs = _verbs(article)
    out = []
    first = sum(c.end - c.start + 1 for c in found if c.sentence == found[0].sentence) if found else 0
    length = 0
    total = float(min(2000, sum(c.end - c.start for c in found)))
    for i, c in enumerate(found):
        length += c.end - c.start + 1
        if length > max_chars:
            break
        text = folded[c.start : c.end]
        after = found[i + 1] if i + 1 < len(found) else None
        follows = folded[after.start : after.end] if after else ""
        row = [
            float(length),
            float(c.last),
            float(after is None or after.paragraph != c.paragraph),
            float(c.sentence - found[0].sentence),
            float(i),
            float(len(text)),
            float(bool(_announces().search(text))),
            float(bool(_waits().match(text))),
            float(any(c.start <= v < c.end for v in verbs)),
            float(len(follows)),
            float(bool(_goes_on().match(follows))),
            float(bool(_SPEAKS.search(follows))),
            float(after is not None and after.sentence != c.sentence),
            total,
            float(found[-1].paragraph + 1),
            float(bool(_SPEAKS.search(text))),
            float(folded[c.end : c.end + 1] == ":" or text.endswith(":")),
            float(first),
            float(length + len(follows) + 1 <= max_chars),
        ]
        out.append((i, row))
    return out


def _verbs(article: Article) -> list[int]:
    tokens = article.tokens
    if tokens is None:
        return []
    limit = 600  # leads are short
    return [
        s
        for s, t in zip(tokens.starts[:limit], tokens.tags[:limit], strict=True)
        if t in ("v", "vn", "vd", "vi")
    ]


@cache
def cut_model() -> Trees:
    """What a cut is worth; raises EngineError where the model is missing or damaged."""
    return load_model_file("summary", "cut.json", load_trees)


def best_cut(article: Article, found: Sequence[Clause], max_chars: int) -> int:
    """How many clauses of ``found`` make the best opening of at most ``max_chars``; 0 where none fits."""
    folded = fold(article.text)
    rows = cut_rows(article, found, max_chars)
    fit = [(i, row) for i, row in rows if not dangling(folded, found[i])] or rows
    if not fit:
        return 0
    model = cut_model()
    return max(fit, key=lambda pair: (model.score(pair[1]), pair[0]))[0] + 1
