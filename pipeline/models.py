"""The trained models of ``models/``: their cards (``model.json``), and whether their files are whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError
from pipeline.resources import model_path


@dataclass(frozen=True, slots=True)
class Model:
    """A folder with a trained model. ``card`` is what its ``model.json`` says, empty where it has none."""

    folder: Path
    card: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    def faults(self) -> list[str]:
        """What is wrong with its files: none where each has the SHA-256 that the card gives.

        >>> read_model(model_path("tagger")).faults()
        []
        """
        files = self.card.get("files")
        if not isinstance(files, dict):
            return ["no card with the digests of its files"]
        return [fault for name, digest in files.items() if (fault := _fault(self.folder / name, digest))]


def _fault(path: Path, digest: str) -> str:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"{path.name}: {error.strerror}"
    return "" if found == digest else f"{path.name}: not the file that the card was written for"


def read_model(folder: Path) -> Model:
    """The model in ``folder``; raises EngineError where its card cannot be read."""
    path = folder / "model.json"
    if not path.is_file():
        return Model(folder)
    try:
        card = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"{path}: no card of a model: {error}") from error
    if not isinstance(card, dict):
        raise EngineError(f"{path}: no card of a model: it is no JSON object")
    return Model(folder, card)


def shipped_models(folder: Path | None = None) -> list[Model]:
    """The models in ``folder``, by name; by default those that come with jianbao.

    Raises EngineError where there is no such folder, or a card that cannot be read.
    """
    folder = folder or model_path("")
    if not folder.is_dir():
        raise EngineError(f"{folder}: no folder of models")
    return [read_model(path) for path in sorted(folder.iterdir()) if path.is_dir()]
