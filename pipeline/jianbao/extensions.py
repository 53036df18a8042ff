"""Layers of other packages: their names, their types, and how an article gets them back from JSON.

A package gives the type of its layer as an entry point of the group ``jianbao.layers``, under the name of the
layer, ``VENDOR.LAYER``. Where the package is not installed the layer is kept as it was read: plain values.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import entry_points
from typing import Any

import msgspec

from jianbao.errors import ConfigError

GROUP = "jianbao.layers"
_NAME = re.compile(r"[a-z][\w-]*\.[a-z][\w-]*")
_registered: dict[str, Any] = {}


def is_namespaced(layer: str) -> bool:
    """Whether a name is one that another package may give to its layer.

    >>> is_namespaced("weather.reports"), is_namespaced("reports")
    (True, False)
    """
    return _NAME.fullmatch(layer) is not None


def register_layer(layer: str, kind: Any) -> None:
    """Make ``kind`` the type of ``layer`` in this process; an installed package uses an entry point instead.

    layer: ``VENDOR.LAYER``. kind: a msgspec Struct, or what msgspec can convert to: a list of Structs.
    Raises ConfigError where the name has no vendor, or has another type already.
    """
    if not is_namespaced(layer):
        raise ConfigError(f"{layer!r}: a layer of another package is called VENDOR.LAYER, in lower case")
    if layer_type(layer) not in (None, kind):
        raise ConfigError(f"{layer}: there is a layer of this name already; choose another one")
    _registered[layer] = kind


def layer_type(layer: str) -> Any | None:
    """The type of a layer of another package, None where no installed package has it.

    Raises ConfigError where the package that has it cannot be imported.
    """
    return _registered.get(layer) or _installed_type(layer)


def layer_types() -> dict[str, Any]:
    """All layers of other packages that are known here, with their types."""
    names = {entry.name for entry in entry_points(group=GROUP)} | _registered.keys()
    return {name: layer_type(name) for name in sorted(names)}


def convert_layer(layer: str, value: Any) -> Any:
    """``value`` as the type of ``layer``, or as it is where no package knows the layer.

    Raises ValueError where it does not fit.
    """
    kind = layer_type(layer)
    if kind is None:
        return value
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"{layer}: {error}") from error


@cache
def _installed_type(layer: str) -> Any | None:
    for entry in entry_points(group=GROUP):
        if entry.name == layer:
            try:
                return entry.load()
            except (ImportError, AttributeError) as error:
                raise ConfigError(f"layer {layer}: {entry.value} cannot be imported: {error}") from error
    return None
