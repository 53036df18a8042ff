"""What a stage's results depend on, as a digest: its settings, its code and data files, its models.

The code of a stage is its module and all that it imports from the same package, and the data files that these name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import msgspec

from jianbao.models import model_record
from jianbao.registry import engine_class
from jianbao.resources import data_path
from jianbao.stage import Stage

LAYOUT = "layout"  # the first step of the chain, which makes articles of pages
# only passes on what the package has: to follow it would make every stage depend on everything
_EXPORTS = "jianbao"
_LAYOUT_MODULE = "jianbao.reading.layout.split"
_DATA = re.compile(r"""(?<=["'])[\w-]+\.(?:tsv|txt|json|csv|bin|crfsuite)(?:\.gz)?(?=["'])""")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n(]+))|import[ \t]+([^\n]+))",
    re.M,
)
_EXAMPLE = re.compile(r"^[ \t]*>>>[^\n]*", re.M)
_COMMENT = re.compile(r"#[^\n]*")


def stage_digests(stages: Iterable[Stage]) -> dict[str, str]:
    """The digest of the layout and of each stage, by name.

    Raises EngineError or ConfigError where a model cannot be read.
    """
    digests = {LAYOUT: _digest(code_digest(_LAYOUT_MODULE), [model_record("layout")])}
    for stage in stages:
        settings = msgspec.json.encode(getattr(stage, "config", None), order="deterministic").decode()
        code = [code_digest(module) for module in (type(stage).__module__, *_engine_modules(stage))]
        digests[stage.name] = _digest(settings, *code, stage.models)
    return digests


def chain_digest(stages: Mapping[str, str]) -> str:
    """Of all stages in their order: pages of the same chain need nothing done again."""
    return _digest(list(stages.items()))


def _digest(*what: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(what), digest_size=8).hexdigest()


def _engine_modules(stage: Stage) -> Iterator[str]:
    """The modules of the engines that a setting ``engine`` names: they are imported by name."""
    for spec in str(getattr(getattr(stage, "config", None), "engine", "")).split(","):
        if name := spec.strip().partition(":")[0]:
            yield engine_class(name).__module__


@cache
def code_digest(module: str) -> str:
    """Of the source of ``module``, of what it imports from its own package, and of the data files named in them."""
    whole = hashlib.blake2b(digest_size=8)
    for name in sorted(_closure(module)):
        path = _source(name)
        whole.update(f"{name}\0".encode() + (path.read_bytes() if path else b""))
    for name in sorted({file for part in _closure(module) for file in _names(part)[1]}):
        whole.update(f"{name}\0".encode() + data_path(name).read_bytes())
    return whole.hexdigest()


def _closure(module: str) -> set[str]:
    found, todo = set[str](), [module]
    while todo:
        if (name := todo.pop()) not in found:
            found.add(name)
            todo += _names(name)[0]
    return found


@cache
def _names(module: str) -> tuple[list[str], list[str]]:
    """The modules of the same package that ``module`` imports, and the data files that it names."""
    path = _source(module)
    if path is None:
        return [], []
    own = module.partition(".")[0]
    modules, files = named_in(path.read_text("utf-8"))
    return (
        [name for name in modules if name.partition(".")[0] == own and name != _EXPORTS and _source(name)],
        [name for name in files if data_path(name).is_file()],
    )


def named_in(source: str) -> tuple[set[str], set[str]]:
    r"""The modules that ``source`` may import, and the strings in it that are names of data files.

    By patterns: to parse the package takes a second. What ``from`` brings may be a module or something in one.

    >>> sorted(named_in("from a import (\n    b,  # one\n    c as d,\n)\nimport e.f as g, h\n")[0])
    ['a', 'a.b', 'a.c', 'e.f', 'h']
    """
    source, modules = _EXAMPLE.sub("", source), set[str]()
    for origin, wrapped, listed, plain in _IMPORT.findall(source):
        names = [
            name.split()[0]
            for name in _COMMENT.sub("", wrapped or listed or plain).split(",")
            if name.strip()
        ]
        modules.update([origin, *(f"{origin}.{name}" for name in names)] if origin else names)
    return modules, set(_DATA.findall(source))


@cache
def _source(module: str) -> Path | None:
    """The source file of a module, None where there is no such module or it has none."""
    package, _, below = module.partition(".")
    for folder in _folders(package):
        at = folder.joinpath(*below.split(".")) if below else folder
        for path in (at.with_name(f"{at.name}.py") if below else at, at / "__init__.py"):
            if path.is_file():
                return path
    spec = None if below else _spec(package)
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


@cache
def _folders(package: str) -> list[Path]:
    spec = _spec(package)
    return [Path(folder) for folder in (spec and spec.submodule_search_locations) or ()]


def _spec(package: str) -> ModuleSpec | None:
    try:
        return find_spec(package)
    except (ImportError, ValueError, AttributeError):
        return None
