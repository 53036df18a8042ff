"""Trained models, shipped and installed: their cards (``model.json``), and whether their files are complete."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from zlib import error as ZlibError

import msgspec

from jianbao.archives import BadArchive, unpack
from jianbao.errors import EngineError
from jianbao.files import file_digest, folder_digest
from jianbao.resources import model_path

_T = TypeVar("_T")
_DAMAGE = (OSError, EOFError, ValueError, LookupError, TypeError, ZlibError, msgspec.MsgspecError)
"""What readers raise at a file that is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Model:
    """A folder with a trained model. ``card`` is what its ``model.json`` says, empty where it has none."""

    folder: Path
    card: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    @property
    def files(self) -> dict[str, str]:
        """The files that the card names, with the SHA-256 that they must have; empty where it names none."""
        files = self.card.get("files")
        return files if isinstance(files, dict) else {}

    @property
    def digest(self) -> str:
        """SHA-256 of its file; of several, that of what ``sha256sum FILES`` prints, in the card's order.

        Raises OSError where a file is missing.
        """
        if not self.files:
            return folder_digest(self.folder)
        digests = {name: file_digest(self.folder / name) for name in self.files}
        if len(digests) == 1:
            return next(iter(digests.values()))
        lines = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
        return hashlib.sha256(lines.encode()).hexdigest()

    def faults(self) -> list[str]:
        """What is wrong with its files: none where each has the SHA-256 that the card gives.

        >>> read_model(model_path("accurate")).faults()
        []
        """
        if not isinstance(self.card.get("files"), dict):
            return ["no card with the digests of its files"]
        return [fault for name, digest in self.files.items() if (fault := _fault(self.folder / name, digest))]


def _fault(path: Path, digest: str) -> str:
    try:
        found = file_digest(path)
    except OSError as error:
        return f"{path.name}: {error.strerror}"
    return "" if found == digest else f"{path.name}: not the file that the card was written for"


def read_model(folder: Path) -> Model:
    """The model in ``folder``; raises EngineError if its card cannot be read."""
    path = folder / "model.json"
    if not path.is_file():
        return Model(folder)
    try:
        card = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EngineError(f"{path}: not a model card: {error}") from error
    if not isinstance(card, dict):
        raise EngineError(f"{path}: not a model card: it is not a JSON object")
    return Model(folder, card)


def load_model_file(model: str, name: str, load: Callable[[Path], _T], *, folder: Path | None = None) -> _T:
    """What ``load`` makes of the file ``name`` of a shipped model, or of one of its kind in ``folder``.

    Raises EngineError that names the model, what is wrong with it, and the remedy, where the file is missing, is
    not the one that the card was written for, or cannot be read by ``load``.
    """
    folder = folder or model_path(model)
    path = folder / name
    try:
        if (expected := read_model(folder).files.get(name)) and (fault := _fault(path, expected)):
            raise ValueError(fault)
        return load(path)
    except _DAMAGE as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise EngineError(
            f"{path}: the {model} model cannot be loaded ({reason}); "
            f"reinstall jianbao, or retrain it with `jianbao train {model}`"
        ) from error


def open_crf(path: Path) -> Any:
    """The tagger of a file by python-crfsuite."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def model_record(model: str) -> dict[str, str]:
    """Name, version (where its card gives one) and digest of a shipped model, for the manifest of a run.

    >>> sorted(model_record("layout"))
    ['digest', 'name']
    """
    found = read_model(model_path(model))
    version = {"version": str(found.card["version"])} if "version" in found.card else {}
    try:
        return {"name": model, **version, "digest": found.digest}
    except OSError as error:
        raise EngineError(f"{found.folder}: the {model} model cannot be read: {error.strerror}") from error


def user_models() -> Path:
    """The folder of models that users install: JIANBAO_MODELS, or one in the user's data."""
    chosen = os.environ.get("JIANBAO_MODELS")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(chosen) if chosen else data / "jianbao" / "models"


def find_model(name: str | Path) -> Path:
    """The folder of a model: a path as it is; a bare name among the shipped ones, then the installed ones."""
    path = Path(name)
    if path.exists() or len(path.parts) != 1:
        return path
    return next((f for f in (model_path(str(name)), user_models() / name) if f.is_dir()), path)


def install(source: Path) -> Model:
    """Copy a model, a folder with ``model.json`` or an archive of one, to where engines find it by its name.

    It is looked through first: its files must have the digests of the card. Raises EngineError if it is
    not a complete model, or another one has its name.
    """
    with tempfile.TemporaryDirectory() as space:
        model = _complete(_unpacked(source, Path(space)), source)
        name = str(model.card.get("name") or model.name)
        if not re.fullmatch(r"[\w-][\w.-]*", name):
            raise EngineError(f"{source}: {name!r} is an invalid folder name; fix `name` in its model.json")
        target = user_models() / name
        for known in (model_path(name), target):
            if known.is_dir():
                raise EngineError(f"{source}: there is a model {name} already: {known}")
        try:
            _copy(model, target)
        except OSError as error:
            raise EngineError(f"{target}: cannot write: {error.strerror}; set JIANBAO_MODELS") from error
    return read_model(target)


def _copy(model: Model, target: Path) -> None:
    """All of the card's files or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for file in ("model.json", *model.card["files"]):
            shutil.copyfile(model.folder / file, made / file)
        made.chmod(0o755)
        made.rename(target)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _unpacked(source: Path, space: Path) -> Path:
    """The folder with the card: ``source`` itself, or where an archive of it was unpacked."""
    if source.is_file():
        try:
            unpack(source, space)
        except BadArchive as error:
            raise EngineError(f"{source}: not a .zip or .tar.gz of a model: {error}") from error
        source = space
    cards = [path.parent for path in (source / "model.json", *source.glob("*/model.json")) if path.is_file()]
    if len(cards) != 1:
        raise EngineError(f"{source}: a model is a folder with one model.json; here are {len(cards)}")
    return cards[0]


def _complete(folder: Path, source: Path) -> Model:
    model = read_model(folder)
    outside = [n for n in model.files if Path(n).name != n]
    links = [
        f"{n}: a link, not a file" for n in model.files if n not in outside and (folder / n).is_symlink()
    ]
    nothing = [] if model.files else ["its card names no files"]
    if faults := outside or links or nothing or model.faults():
        raise EngineError(f"{source}: not a complete model: {'; '.join(faults)}")
    return model


def shipped_models(folder: Path | None = None) -> list[Model]:
    """The models in ``folder``, by name; by default those that come with jianbao.

    Raises EngineError if there is no such folder, or a card cannot be read.
    """
    folder = folder or model_path("")
    if not folder.is_dir():
        raise EngineError(f"{folder}: no folder of models")
    return [read_model(path) for path in sorted(folder.iterdir()) if path.is_dir()]
