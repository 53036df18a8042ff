"""How it was made: the manifest, and what failed."""

from __future__ import annotations

from itertools import islice
from typing import Any

from jianbao.report.charts import bars
from jianbao.report.cite import plain
from jianbao.writing.folder import RunFolder

REJECTED = 200


def origin(folder: RunFolder) -> dict[str, Any]:
    """What the tab "How it was made" shows."""
    manifest = folder.manifest
    rejected = list(islice(folder.rejected(), REJECTED)) if (folder.path / "rejected.jsonl").exists() else []
    made: dict[str, Any] = {"manifest": None, "rejected": plain(rejected), "charts": []}
    if manifest:
        made["manifest"] = plain(manifest)
        seconds = [(stage, round(s, 3)) for stage, s in manifest.seconds.items() if s > 0]
        if seconds:
            made["charts"] = [bars("seconds", seconds, of="seconds")]
    return made
