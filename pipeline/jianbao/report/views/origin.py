"""The tab "How it was made": the manifest of the run, what reading noted, and what failed."""

from __future__ import annotations

from itertools import islice
from typing import Any

from jianbao.reading.notes import NoteSum
from jianbao.report.elements.charts import bars
from jianbao.report.elements.cite import to_plain
from jianbao.writing.folder import RunFolder

REJECTED = 200
NOTES = 100


def describe_origin(folder: RunFolder, notes: NoteSum) -> dict[str, Any]:
    """The manifest, the rejected pages and articles, what was noted of pages, and a chart of the seconds per stage."""
    manifest = folder.manifest
    rejected = list(islice(folder.rejected(), REJECTED)) if (folder.path / "rejected.jsonl").exists() else []
    data: dict[str, Any] = {"manifest": None, "rejected": to_plain(rejected), "charts": []}
    data["notes"] = [
        {"text": kind.text, "pages": kind.pages, "where": kind.where} for kind in notes.kinds()[:NOTES]
    ]
    if manifest:
        data["manifest"] = to_plain(manifest)
        seconds = [(stage, round(s, 3)) for stage, s in manifest.seconds.items() if s > 0]
        if seconds:
            data["charts"] = [bars("seconds", seconds, of="seconds")]
    return data
