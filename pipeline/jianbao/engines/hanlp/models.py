"""Models of HanLP on disk: found, looked through before anything in them is run, and loaded, all offline.

``hanlp.load`` asks the network for a name it does not have, and for its own latest version when a model fails
to load; it calls whatever class a config names, and hides the first error behind others. So it is not used.
"""

from __future__ import annotations

import importlib
import inspect
import os
import warnings
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from jianbao.errors import EngineError, MissingPackage

FILES = ("config.json", "model.pt")
_ROOMS = ("hanlp.components.ner.", "hanlp.components.mtl.")  # what finds entities


def prepare(*, allow_download: bool = False) -> None:
    """Set what HanLP and its libraries read when they are imported; to be called before the import.

    Raises MissingPackage where HanLP is not installed.
    """
    if find_spec("hanlp") is None or find_spec("torch") is None:
        raise MissingPackage("HanLP", "hanlp", before="engine hanlp: ")
    os.environ.setdefault("HANLP_VERBOSE", "0")
    os.environ.setdefault("HANLP_LOG_LEVEL", "ERROR")  # its log goes to standard output
    if not allow_download:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")


def find_model(place: str | Path | None, *, allow_download: bool = False) -> Path:
    """The folder of a model: ``place`` itself, or where HANLP_HOME holds the model of that name.

    Raises EngineError that says what is missing and where it is looked for.
    """
    if place is None:
        prepare()
        kept = ", ".join(kept_models())
        raise EngineError(
            "engine hanlp: HanLP is installed, but has no model of its own; name the folder of one, --engine "
            f"hanlp:FOLDER, or one that HANLP_HOME holds, --engine hanlp:NAME ({kept or 'it holds none'})"
        )
    if Path(place).is_dir():
        return Path(place)
    prepare(allow_download=allow_download)
    import hanlp
    from hanlp.utils.io_util import get_resource

    name = str(place)
    url = hanlp.pretrained.ALL.get(name, name)
    if not _is_url(url):
        close = get_close_matches(name, hanlp.pretrained.ALL, n=3)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise EngineError(f"engine hanlp: there is no folder and HanLP knows no model {name!r}{hint}")
    if not allow_download and not _kept(url):
        raise EngineError(_absent(name, [f"the model, {_home_path(url)}", *_usual_parts()]))
    return Path(get_resource(url, verbose=False))


def kept_models() -> list[str]:
    """The names of the entity and multi-task models that HANLP_HOME holds."""
    from hanlp.pretrained import mtl, ner

    return sorted(n for room in (ner, mtl) for n, url in room.ALL.items() if n.endswith("_ZH") and _kept(url))


def read_config(folder: Path) -> dict[str, Any]:
    """The config of the model in ``folder``, after a look at everything it would have imported and called.

    Raises EngineError for a folder that is not a model, one that finds no entities, and one that names code
    outside HanLP.
    """
    if (folder / "meta.json").is_file() and not (folder / "config.json").is_file():
        raise EngineError(f"engine hanlp: {folder} is a TensorFlow model of HanLP 2.0; take a PyTorch one")
    missing = [name for name in FILES if not (folder / name).is_file()]
    missing += [] if _vocabularies(folder) else ["vocabs.json"]
    if missing:
        raise EngineError(f"engine hanlp: {folder} is not a HanLP model: {', '.join(missing)} missing")
    config = _json(folder / "config.json")
    main = config.get("classpath") or config.get("class_path") or "nothing"
    if not str(main).startswith(_ROOMS):
        raise EngineError(
            f"engine hanlp: {folder} is {main}; a model that finds entities is needed: one of "
            "hanlp.components.ner or a multi-task one with an ner task"
        )
    for path in _code(folder, config):
        if not path.startswith("hanlp."):
            raise EngineError(f"engine hanlp: {folder} would run {path}, which is not HanLP's; do not use it")
    return config


def load_component(folder: Path, config: dict[str, Any], *, allow_download: bool = False) -> Any:
    """The component in ``folder``, whose ``config`` has been read.

    Raises EngineError that names what is missing, or the first of the errors that HanLP masks.
    """
    prepare(allow_download=allow_download)
    if not allow_download and (missing := list(_missing_parts(config))):
        raise EngineError(_absent(str(folder), missing))
    for path in _code(folder, config):
        if not _is_hanlp_class(path):
            raise EngineError(f"engine hanlp: {folder} would run {path}, which is not a HanLP class")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            component = _class(config.get("classpath") or config["class_path"])()
            component.load(str(folder), verbose=False)
    except Exception as error:  # HanLP, torch and transformers may raise any exception for a corrupt model
        raise EngineError(f"engine hanlp: {folder} cannot be loaded: {first_cause(error)}") from error
    _check_weights(component, folder)
    for module in component.model_.modules():
        if type(module).__name__ == "CRF":
            module.batch_first = True  # RNN models forget to say so, and their CRF reads the batch sideways
    return component


def _vocabularies(folder: Path) -> list[Path]:
    """The files of vocabularies; a multi-task model has one a task: ner/msra_vocabs.json."""
    return sorted({*folder.glob("*vocabs.json"), *folder.glob("*/*vocabs.json")})


def _code(folder: Path, config: dict[str, Any]) -> list[str]:
    """The classes that HanLP will import and call for a model."""
    vocabularies = [_json(path) for path in _vocabularies(folder)]
    return _values(config, "classpath", "class_path") + _values(vocabularies, "type")


def _check_weights(component: Any, folder: Path) -> None:
    """HanLP leaves weights that the file lacks as they were drawn at random; that is an error here."""
    import torch

    held = torch.load(folder / "model.pt", map_location="cpu", weights_only=True, mmap=True).keys()
    learned = (name for name, weight in component.model_.named_parameters() if weight.requires_grad)
    wanted = {name for name in learned if ".pooler." not in name}  # no tagger uses a pooler
    if missing := sorted(wanted - held):
        raise EngineError(
            f"engine hanlp: {folder / 'model.pt'} lacks {len(missing)} of {len(wanted)} weights of this model, "
            f"{missing[0]} for one; it belongs to another"
        )


def _missing_parts(config: dict[str, Any]) -> Iterator[str]:
    """What a model needs besides its own folder and this machine does not have."""
    from hanlp.layers.transformers.resource import tokenizer_mirrors

    for name in dict.fromkeys(_values(config, "transformer")):
        mirror = tokenizer_mirrors.get(name)
        if mirror and not _kept(mirror):
            yield f"its transformer {name}, {_home_path(mirror)}"
        elif not mirror and not Path(name).is_dir() and not _in_cache(name):
            yield f"its transformer {name}, a folder or a model in the cache of Hugging Face"
    # what a config names besides, the data it was trained on for one, is never opened
    for url in dict.fromkeys(_values(config, "mapper", "embed", "path", "filepath")):
        if _is_url(url) and not _kept(url):
            yield f"its {'char table' if 'char_table' in url else 'part'} {url}, {_home_path(url)}"


def _usual_parts() -> Iterator[str]:
    """What the config of a model that is not there would most likely ask for."""
    from hanlp.utils.lang.zh.char_table import HANLP_CHAR_TABLE_JSON

    yield "its transformer, which its config.json names"
    if not _kept(HANLP_CHAR_TABLE_JSON):
        yield f"its char table, {_home_path(HANLP_CHAR_TABLE_JSON)}"


def _absent(name: str, missing: list[str]) -> str:
    return (
        f"engine hanlp: {name} is not complete on this machine, and nothing is fetched unasked. "
        f"Missing: {'; '.join(missing)}. Copy them there, or fetch them once with --allow-download"
    )


def _home_path(url: str) -> str:
    """Where HanLP keeps what it fetched from ``url``, archives unpacked."""
    from hanlp.utils.io_util import hanlp_home, path_from_url, split_if_compressed

    return str(split_if_compressed(path_from_url(url.partition("#")[0], hanlp_home()))[0])


def _kept(url: str) -> bool:
    """Whether it is there, unpacked or as the archive."""
    unpacked = Path(_home_path(url))
    archives = (unpacked.with_name(unpacked.name + ending) for ending in (".zip", ".tgz", ".tar.gz", ".gz"))
    return unpacked.exists() or any(path.is_file() for path in archives)


def _in_cache(transformer: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return isinstance(try_to_load_from_cache(transformer, "config.json"), str)
    except HFValidationError:  # a path, not a name
        return False


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _json(path: Path) -> dict[str, Any]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise EngineError(f"engine hanlp: {path} is not a JSON object: {error}") from error


def _strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string anywhere in a JSON value, with the name it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)


def _values(value: object, *keys: str) -> list[str]:
    return [text for key, text in _strings(value) if key in keys]


def _class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _is_hanlp_class(path: str) -> bool:
    """Whether it is a class that HanLP itself defines, not one, or a function, that one of its modules imports."""
    try:
        found = _class(path)
    except (ImportError, AttributeError):
        return False
    return inspect.isclass(found) and found.__module__.startswith("hanlp.")


def first_cause(error: BaseException) -> str:
    """What was raised, and what was raised at first, where libraries have hidden one error behind another."""
    first = error
    while inner := first.__cause__ or first.__context__:
        first = inner
    told = f"{type(error).__name__}: {error}".strip()
    return told if first is error else f"{told} (at first {type(first).__name__}: {first})"
