"""Where to cut a lead: a clause end is chosen by what a summary that ends there is likely to be worth."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import chain, repeat

from jianbao.article import Tokens
from jianbao.language.cues import cue_pattern
from jianbao.language.narration import narration
from jianbao.models import load_model_file
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.trees import Trees, load_trees

_SPEAKS = r"<speak>"
_SHORT = 12  # characters: a longer clause of time or place can end a summary
_LEAD_WORDS = 600  # leads are short: verbs beyond do not matter
CUT_NAMES = (
    "length", "ends_sentence", "ends_paragraph", "sentence", "clause", "clause_length", "announces", "waits",
    "verb", "next_length", "next_goes_on", "next_speaks", "next_new_sentence", "body", "paragraphs", "speaks",
    "colon", "first_sentence", "room",
)  # fmt: skip


def is_dangling(folded: str, clause: Clause) -> bool:
    """Whether ``clause`` only leads up to what comes next: 会议指出, 近日, 在 ... 中.

    >>> is_dangling("会议指出,要加强巡查。", Clause(0, 4, 0, 0, False))
    True
    """
    if clause.last:
        return False
    text = folded[clause.start : clause.end]
    if _announcing().search(text):
        return True
    return len(text) <= _SHORT and _waiting().match(text) is not None


@cache
def _announcing() -> re.Pattern[str]:
    """A clause that only announces: no summary may end with it."""
    return re.compile(rf"{narration('summary.announcing')}[道着]?:?$")


@cache
def _waiting() -> re.Pattern[str]:
    """A clause of time, place or reason alone, which waits for its main clause."""
    return re.compile(narration("summary.waiting"))


@cache
def _onward() -> re.Pattern[str]:
    """A clause that goes on with the one before."""
    return re.compile(narration("summary.onward"))


def _speaks(text: str) -> bool:
    return cue_pattern("summary_cues.tsv", _SPEAKS).search(text) is not None


def cut_rows(body: Body, max_chars: int) -> list[list[float]]:
    """The features of "the summary ends with this clause" in the order of CUT_NAMES.

    One row for each clause, from the first on, that a summary of at most ``max_chars`` may end with.
    """
    clauses, folded = body.clauses, body.folded
    if not clauses:
        return []
    verbs = _verb_starts(body.article.tokens)
    first = sum(c.end - c.start + 1 for c in clauses if c.sentence == clauses[0].sentence)
    total = float(min(2000, sum(c.end - c.start for c in clauses)))
    paragraphs = float(clauses[-1].paragraph + 1)
    rows: list[list[float]] = []
    length = 0
    for i, (c, after) in enumerate(zip(clauses, chain(clauses[1:], repeat(None)), strict=False)):
        length += c.end - c.start + 1
        if length > max_chars:
            break
        text = folded[c.start : c.end]
        follows = folded[after.start : after.end] if after else ""
        rows.append(
            [
                float(length),
                float(c.last),
                float(after is None or after.paragraph != c.paragraph),
                float(c.sentence - clauses[0].sentence),
                float(i),
                float(len(text)),
                float(bool(_announcing().search(text))),
                float(bool(_waiting().match(text))),
                float(bisect_left(verbs, c.start) < bisect_left(verbs, c.end)),
                float(len(follows)),
                float(bool(_onward().match(follows))),
                float(_speaks(follows)),
                float(after is not None and after.sentence != c.sentence),
                total,
                paragraphs,
                float(_speaks(text)),
                float(folded[c.end : c.end + 1] == ":" or text.endswith(":")),
                float(first),
                float(length + len(follows) + 1 <= max_chars),
            ]
        )
    return rows


def _verb_starts(tokens: Tokens | None) -> list[int]:
    """Where verbs begin among the first words."""
    if tokens is None:
        return []
    words = zip(tokens.starts[:_LEAD_WORDS], tokens.tags[:_LEAD_WORDS], strict=True)
    return [start for start, tag in words if tag in ("v", "vn", "vd", "vi")]


@cache
def cut_model() -> Trees:
    """What a cut is worth; raises EngineError where the model is missing or damaged."""
    return load_model_file("summary", "cut.json", load_trees)


def best_cut(body: Body, max_chars: int) -> int:
    """How many clauses of ``body`` make the best opening of at most ``max_chars``; 0 where none fits."""
    rows = list(enumerate(cut_rows(body, max_chars)))
    fit = [(i, row) for i, row in rows if not is_dangling(body.folded, body.clauses[i])] or rows
    if not fit:
        return 0
    model = cut_model()
    return max((model.score(row), i) for i, row in fit)[1] + 1
