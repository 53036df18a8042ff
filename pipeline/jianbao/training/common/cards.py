"""Cards: what ``model.json`` says of a model that was trained."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jianbao.files import file_digest


def write_card(folder: Path, card: Mapping[str, Any], files: Iterable[str] = ()) -> None:
    """Write ``model.json`` to ``folder``; the SHA-256 of each of ``files``, which lie there, stands in the card."""
    digests = {name: file_digest(folder / name) for name in files}
    whole = {**card, "files": {**card.get("files", {}), **digests}}
    (folder / "model.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
