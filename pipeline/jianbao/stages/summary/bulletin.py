"""Bulletins: stories as they are read out, whose lead is the summary, as against reports of a newspaper."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.cues import cue_pattern
from jianbao.models import load_model_file
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.trees import Trees, load_trees

BULLETIN_NAMES = (
    "has_title", "paragraphs", "characters", "typical_paragraph", "lead", "lead_clauses", "quotes", "reporters",
    "opening", "digits", "commas", "first_paragraph",
)  # fmt: skip
_MOST = 3000  # characters: longer texts are all alike


def bulletin_row(body: Body) -> list[float]:
    """The features of "this story is a bulletin", in the order of BULLETIN_NAMES."""
    folded, clauses = body.folded[:_MOST], body.clauses
    sizes = sorted(p.end - p.start for p in body.paragraphs)
    lead = [c for c in clauses if c.sentence == clauses[0].sentence] if clauses else []
    letters = max(1, len(folded))
    return [
        float(bool(body.title)),
        float(len(sizes)),
        float(len(folded)),
        float(sizes[len(sizes) // 2] if sizes else 0),
        float(lead[-1].end - lead[0].start if lead else 0),
        float(len(lead)),
        100 * folded.count("“") / letters,
        float(len(_reporter().findall(folded))),
        float(body.paragraphs[0].start if body.paragraphs else 0),
        100 * sum(map(str.isdigit, folded)) / letters,
        100 * folded.count(",") / letters,
        float(body.paragraphs[0].end - body.paragraphs[0].start if sizes else 0),
    ]


def is_bulletin(body: Body) -> bool:
    """Whether the lead of the story is its summary; never under a headline."""
    return not body.title and bulletin_model().chance(bulletin_row(body)) >= 0.5


@cache
def bulletin_model() -> Trees:
    """Whether a story is a bulletin; raises EngineError where the model is missing or damaged."""
    return load_model_file("summary", "bulletin.json", load_trees)


def _reporter() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<author>")
