"""Configuration: which stages run, and one frozen section a stage; TOML file first, then ``--set``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from jianbao.errors import ConfigError
from jianbao.registry import STAGES, stage_class
from jianbao.stage import Stage, StageConfig, check_order

Settings = Mapping[str, Any] | Iterable[str]
"""``{"summary.max_chars": 90}``, ``{"summary": {"max_chars": 90}}``, or strings ``section.key=value``."""


class Config(msgspec.Struct, frozen=True):
    """What a run is to do: the chain, and the settings of each section that differ from its defaults.

    >>> Config.make(settings=["summary.max_chars=90"]).sections["summary"]
    {'max_chars': 90}
    """

    stages: tuple[str, ...] = tuple(STAGES)
    sections: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)

    @classmethod
    def make(
        cls, path: str | Path | None = None, settings: Settings = (), stages: Iterable[str] | None = None
    ) -> Config:
        """A configuration from a TOML file, settings and a list of stages.

        Raises ConfigError that names the file or the setting.
        """
        if isinstance(path, Mapping):
            raise ConfigError("the first argument is the path of a TOML file; give a dict as settings={...}")
        table = _load_toml(Path(path)) if path is not None else {}
        chain = list(stages) if stages is not None else table.pop("stages", list(STAGES))
        table.pop("stages", None)
        sections: dict[str, dict[str, Any]] = {}
        for name, section in table.items():
            if not isinstance(section, dict):
                raise ConfigError(f"{path}: {name!r} stands outside a section; put it under [stage-name]")
            sections[name] = dict(section)
        for section_name, key, value in _given(settings):
            sections.setdefault(section_name, {})[key] = value
        config = cls(stages=tuple(chain), sections=sections)
        config.build()  # complain now, not in the middle of a run
        return config

    def section(self, name: str) -> StageConfig:
        """The settings of the stage ``name``.

        Raises ConfigError for a setting that the stage does not have, or a value that it does not take.
        """
        kind: type[StageConfig] = stage_class(name).Config
        try:
            return msgspec.convert(self.sections.get(name, {}), kind)
        except msgspec.ValidationError as error:
            fields = ", ".join(kind.__struct_fields__) or "none"
            raise ConfigError(f"section [{name}]: {error}; its settings are: {fields}") from error

    def build(self) -> list[Stage]:
        """The stages of the chain, made but not loaded, in an order that has been checked.

        Raises ConfigError for a chain that is out of order, and for a setting that no stage reads.
        """
        for name in self.sections:
            self.section(name)
        stages: list[Stage] = [stage_class(name)(self.section(name)) for name in self.stages]
        check_order(stages)
        return stages

    @property
    def digest(self) -> str:
        """A short digest that changes when the configuration does."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:16]


def with_engine(settings: Settings, engine: str | None) -> Settings:
    """``settings`` with the engine of entities; None leaves them as they are."""
    if engine is None:
        return settings
    if isinstance(settings, Mapping):
        return {**settings, "entities.engine": engine}
    return [*settings, f"entities.engine={engine}"]


def _given(settings: Settings) -> Iterator[tuple[str, str, Any]]:
    """Section, key and value of each setting."""
    if isinstance(settings, str):
        raise ConfigError(f"settings {settings!r}: give a dict, or a list of strings section.key=value")
    if not isinstance(settings, Mapping):
        yield from map(_parse_setting, settings)
        return
    for name, value in settings.items():
        section, dot, key = name.partition(".")
        if dot:
            yield section, key, value
        elif isinstance(value, Mapping):
            yield from ((section, inner, value[inner]) for inner in value)
        else:
            raise ConfigError(f"setting {name!r}: write it as {{'section.key': value}}")


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: no valid TOML in UTF-8: {error}") from error


def _parse_setting(setting: str) -> tuple[str, str, Any]:
    left, equals, right = setting.partition("=")
    section, dot, key = left.strip().partition(".")
    if not equals or not dot or not key:
        raise ConfigError(
            f"--set {setting!r}: write it as section.key=value, for example summary.max_chars=90"
        )
    try:
        value: Any = tomllib.loads(f"v = {right.strip()}")["v"]
    except tomllib.TOMLDecodeError:
        value = right.strip()
    return section, key, value
