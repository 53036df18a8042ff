"""Label Studio: tasks with predictions, and what its export "JSON" gives back (https://labelstud.io/guide/export)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jianbao.annotation.marks import COLOURS, LABELS, Marked, checked, from_utf16, utf16_offsets
from jianbao.errors import ReadError

NAME = "labelstudio"
_KIND = {"from_name": "label", "to_name": "text", "type": "labels"}


def write(articles: Iterable[Marked], folder: Path) -> list[Path]:
    """Write ``tasks.json``, and ``config.xml``, the labelling interface of the project."""
    tasks = [
        {
            "data": {"id": a.id, "text": a.text},
            "predictions": [{"model_version": "jianbao", "result": list(_results(a))}],
        }
        for a in articles
    ]
    (folder / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False, indent=1), "utf-8")
    labels = "\n".join(f'    <Label value="{name}" background="{COLOURS[name]}"/>' for name in LABELS)
    (folder / "config.xml").write_text(
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        '  <TextArea name="note" toName="text" perRegion="true" editable="true"/>\n</View>\n',
        "utf-8",
    )
    return [folder / "tasks.json", folder / "config.xml"]


def _results(article: Marked) -> Iterator[dict[str, Any]]:
    units = utf16_offsets(article.text)
    for number, mark in enumerate(article.marks):
        place = {
            "start": units[mark.start], "end": units[mark.end], "text": article.text[mark.start : mark.end],
        }  # fmt: skip
        yield {"id": f"m{number}", **_KIND, "value": {**place, "labels": [mark.label]}}
        if mark.note:
            note = {"from_name": "note", "to_name": "text", "type": "textarea"}
            yield {"id": f"m{number}", **note, "value": {**place, "text": [mark.note]}}


def read(path: Path) -> Iterator[Marked]:
    """The articles of an export; of several annotations of one the last that was not cancelled.

    Raises ReadError that names the task where the file is not an export of Label Studio.
    """
    try:
        tasks = json.loads(path.read_text("utf-8-sig"))
        if not isinstance(tasks, list):
            raise ValueError("it is not a list of tasks")
        for number, task in enumerate(tasks, 1):
            yield _article(f"{path}: task {number}", task)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{path}: not an export of Label Studio in the format JSON ({error!r})") from error


def _article(where: str, task: dict[str, Any]) -> Marked:
    text = task["data"]["text"]
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    results = (done or task.get("predictions") or [{"result": []}])[-1]["result"]
    notes = {r["id"]: "".join(r["value"]["text"]) for r in results if r["type"] == "textarea"}
    marks = []
    for result in results:
        if result["type"] == "labels":
            value = result["value"]
            start, end = (from_utf16(where, text, value[edge]) for edge in ("start", "end"))
            marks += [
                checked(where, text, start, end, name, notes.get(result["id"])) for name in value["labels"]
            ]
    return Marked(str(task["data"]["id"]), text, sorted(set(marks)))
