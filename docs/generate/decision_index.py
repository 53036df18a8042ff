"""The index of ``docs/decisions``, read from the heads of the decisions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

HEAD = """# Decisions

Why things are as they are: one page per decision, with what was decided, why, the figures behind it and what else was
considered. A decision is not rewritten when things change: a later one supersedes it, or a dated note is added.
Made from the pages by `make docs`; do not edit.

| | decision | date | status |
|---|---|---|---|
"""
# The first lines of a decision: "# 20. Title", a blank line, "*2026-11-25 · accepted*"; or "accepted; ...",
# "superseded by ...".
_FORM = re.compile(
    r"# (\d+)\. ([^\n]+)\n\n\*(\d{4}-\d\d-\d\d) · (accepted(?:; [^*\n]+)?|superseded by [^*\n]+)\*\n\n"
)


class Decision(NamedTuple):
    """What the head of a decision says."""

    number: int
    title: str
    date: str
    status: str


def read_decision(path: Path) -> Decision:
    """The head of one decision; raises ValueError that names the file where it does not have the form."""
    found = _FORM.match(path.read_text("utf-8"))
    if not found or int(found[1]) != int(path.name[:4]):
        raise ValueError(f"{path}: begin with '# NUMBER. Title', a blank line, '*YYYY-MM-DD · accepted*'")
    return Decision(int(found[1]), found[2], found[3], found[4])


def decision_index(folder: Path) -> str:
    """The index as Markdown, by number."""
    paths = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    return HEAD + "".join(_row(path.name, read_decision(path)) for path in paths)


def _row(name: str, decision: Decision) -> str:
    return f"| {decision.number} | [{decision.title}]({name}) | {decision.date} | {decision.status} |\n"
