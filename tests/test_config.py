"""Configuration: file, then settings; every mistake is named with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.config import Config
from jianbao.errors import ConfigError


def test_settings_override_the_file(tmp_path: Path) -> None:
    path = tmp_path / "jianbao.toml"
    path.write_text('stages = ["sentences", "tokens"]\n[tokens]\nhmm = true\n', "utf-8")
    config = Config.make(path, ["tokens.hmm=false"])
    assert config.stages == ("sentences", "tokens")
    assert config.sections["tokens"] == {"hmm": False}
    assert [s.name for s in config.build()] == ["sentences", "tokens"]


def test_the_digest_follows_the_settings() -> None:
    assert (
        Config.make(settings=["tokens.hmm=true"]).digest != Config.make(settings=["tokens.hmm=false"]).digest
    )
    assert Config.make().digest == Config.make().digest


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("tokens.hmm", "write it as section.key=value"),
        ("hmm=true", "write it as section.key=value"),
        ("nosuch.key=1", "there is no stage 'nosuch'"),
        ("tokens.nosuch=1", r"section \[tokens\]: .*nosuch.*; its settings are: hmm"),
        ("tokens.hmm=maybe", r"section \[tokens\]"),
        ("layout.nonsense=1", "there is no stage 'layout'"),
        ("reading.nonsense=1", "there is no stage 'reading'"),
        ("times.nonsense=1", r"section \[times\]: .*nonsense.*; its settings are: none"),
        ("summary.method=nonsense", r"section \[summary\]: Invalid enum value 'nonsense'"),
    ],
)
def test_a_wrong_setting_is_explained(setting: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Config.make(settings=[setting])


@pytest.mark.parametrize("setting", ["summary.nonsense=1", "summary.method=nonsense", "times.nonsense=1"])
def test_settings_of_a_stage_that_does_not_run_are_checked_too(setting: str) -> None:
    with pytest.raises(ConfigError, match=r"section \[(summary|times)\]"):
        Config.make(settings=[setting], stages=["sentences"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"stages = [", "no valid TOML"),
        (b"\xff\xfe", "no valid TOML in UTF-8"),
        (b"hmm = 1", "stands outside a section"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as error:
        Config.make(path)
    assert "broken.toml" in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere.toml: cannot read"):
        Config.make(tmp_path / "nowhere.toml")
