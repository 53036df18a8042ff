"""A model's folder as an engine reads it: the card, files that are what the card says, the network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jianbao.errors import EngineError
from jianbao.tagging.labels import LABELS


@dataclass
class ModelFolder:
    """``folder`` with ``model.json`` and the files it names.

    engine: its name, for messages. files: those that it must name. keys: what else
    the card must have. remedy: what to do where it is broken.
    """

    engine: str
    folder: Path
    files: tuple[str, ...]
    keys: tuple[str, ...]
    remedy: str

    @cached_property
    def card(self) -> Mapping[str, Any]:
        """What ``model.json`` says; raises EngineError where it is missing or of another kind."""
        path = self.folder / "model.json"
        try:
            card = json.loads(path.read_text("utf-8"))
            known = {key: card[key] for key in ("name", "version", "files", "labels", *self.keys)}
            _ = [known["files"][name] for name in self.files], known["labels"]["ours"]
        except FileNotFoundError as error:
            raise EngineError(
                f"engine {self.engine}: {self.folder} holds no model.json; {self.remedy}"
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineError(
                f"engine {self.engine}: {path} is not a model card for this engine ({error}); {self.remedy}"
            ) from error
        if known["labels"]["ours"] != LABELS:
            raise EngineError(
                f"engine {self.engine}: the labels of {path} are not PER, LOC, ORG and TIME as B, I, E, S; "
                f"{self.remedy}"
            )
        return known

    def read(self, name: str) -> bytes:
        """A file of the model; raises EngineError where it is not the one that the card speaks of."""
        expected, path = self.card["files"][name], self.folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise EngineError(
                f"engine {self.engine}: cannot read {path}: {error.strerror}; {self.remedy}"
            ) from error
        if hashlib.sha256(data).hexdigest() != expected:
            raise EngineError(
                f"engine {self.engine}: {path} ({len(data):,} bytes) is cut short or not the file that "
                f"model.json was written for; {self.remedy}"
            )
        return data

    def network(self, name: str, threads: int) -> Any:
        """The onnxruntime session of a file; raises EngineError where it cannot be loaded."""
        data = self.read(name)
        try:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.log_severity_level = 3
            return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises what it likes at a broken file
            raise EngineError(
                f"engine {self.engine}: cannot load {self.folder}: {error}; {self.remedy}"
            ) from error
