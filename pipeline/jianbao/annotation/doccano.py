"""doccano: JSON Lines of a project for sequence labelling, out and back (https://doccano.github.io/doccano)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianbao.annotation.marks import COLOURS, LABELS, Marked, checked
from jianbao.errors import ReadError

NAME = "doccano"


def write(articles: Iterable[Marked], folder: Path) -> list[Path]:
    """Write ``articles.jsonl``, and ``labels.json``, the labels of the project, which must allow overlapping."""
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for article in articles:
            notes = {f"{m.start}-{m.end}-{m.label}": m.note for m in article.marks if m.note}
            row = {
                "text": article.text, "label": [[m.start, m.end, m.label] for m in article.marks],
                "jianbao_id": article.id, "notes": notes,
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    labels = [{"text": name, "background_color": COLOURS[name]} for name in LABELS]
    (folder / "labels.json").write_text(json.dumps(labels, indent=1), "utf-8")
    return [folder / "articles.jsonl", folder / "labels.json"]


def read(path: Path) -> Iterator[Marked]:
    """The articles of an export (JSONL); raises ReadError that names the line where it is not one."""
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
            text, notes = row["text"], row.get("notes") or row.get("meta", {}).get("notes") or {}
            labels = row["label"] if "label" in row else row["labels"]
            marks = {
                checked(where, text, start, end, label, notes.get(f"{start}-{end}-{label}"))
                for start, end, label in labels
            }
            ident = row.get("jianbao_id") or row.get("meta", {}).get("jianbao_id") or row["id"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ReadError(f"{where}: not a line that doccano exports as JSONL ({error!r})") from error
        yield Marked(str(ident), text, sorted(marks))
