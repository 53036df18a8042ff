"""A model's folder as an engine reads it: the card, files that are what the card says, the network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from jianbao.engines.onnx import return_memory
from jianbao.errors import EngineError
from jianbao.tagging.labels import LABELS

T = TypeVar("T")
_KEYS = ("name", "version", "files")  # what every card has


@dataclass
class ModelFolder:
    """``folder`` with ``model.json`` and the files it names.

    engine: its name, for messages and for the remedy. files: those that the card must name. keys: what else the card
    must have.
    """

    engine: str
    folder: Path
    files: tuple[str, ...]
    keys: tuple[str, ...] = ()

    @cached_property
    def card(self) -> Mapping[str, Any]:
        """What ``model.json`` says; raises EngineError if it is missing or another engine's."""
        path = self.folder / "model.json"
        try:
            card = json.loads(path.read_text("utf-8"))
            known = {key: card[key] for key in (*_KEYS, *self.keys)}
            _ = [known["files"][name] for name in self.files]
            ours = known["labels"]["ours"] if "labels" in self.keys else LABELS
        except FileNotFoundError as error:
            raise self.error(self._missing()) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self.error(f"{path} is not a model card for this engine ({error})") from error
        if ours != LABELS:
            raise self.error(f"the labels of {path} are not PER, LOC, ORG and TIME as B, I, E, S")
        return known

    def read(self, name: str) -> bytes:
        """A file of the model; raises EngineError if it is not the one that the card was written for."""
        expected, path = self.card["files"][name], self.folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise self.error(f"cannot read {path}: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != expected:
            raise self.error(
                f"{path} ({len(data):,} bytes) is cut short or not the file that model.json was written for"
            )
        return data

    def opened(self, name: str, open_: Callable[[bytes], T]) -> T:
        """What ``open_`` makes of a file; raises EngineError if it cannot."""
        data = self.read(name)
        try:
            made = open_(data)
        except Exception as error:  # onnx and onnxruntime may raise any exception for a corrupt file
            raise self.error(f"cannot load {self.folder}: {error}") from error
        del data
        return_memory()
        return made

    def _missing(self) -> str:
        if self.folder.is_dir():
            return f"{self.folder} holds no model.json"
        return f"there is no model {str(self.folder)!r}, neither as a folder nor among those installed"

    def error(self, fault: str) -> EngineError:
        """An error that names the engine, the fault and the remedy."""
        return EngineError(
            f"engine {self.engine}: {fault}; reinstall jianbao, or retrain it with `jianbao train {self.engine}`"
        )
