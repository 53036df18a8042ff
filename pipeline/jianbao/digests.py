"""What a stage's results depend on, as a digest: its settings, its code and data files, its models.

The code of a stage is its module and all that it imports from the same package, and the data files that these name.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from jianbao.models import model_record
from jianbao.registry import engine_class
from jianbao.resources import data_path
from jianbao.stage import Stage

LAYOUT = "layout"  # the first step of the chain, which makes articles of pages
_LAYOUT_MODULE = "jianbao.reading.layout.split"
_DATA = re.compile(r"[\w-]+\.(?:tsv|txt|json|csv|bin|crfsuite)")


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
    own, modules, files = module.partition(".")[0], set[str](), set[str]()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _DATA.fullmatch(node.value):
            files.add(node.value)
    return (
        [name for name in modules if name.partition(".")[0] == own and _source(name)],
        [name for name in files if data_path(name).is_file()],
    )


@cache
def _source(module: str) -> Path | None:
    """The source file of a module, None where there is no such module or it has none."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        return None
    return Path(spec.origin)
