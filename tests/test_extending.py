"""A package of somebody else's: its stage, its layer and its engine work as ours do, where it is installed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from extension import EXAMPLE
from jianbao.article import Article, decode, encode
from jianbao.errors import ConfigError
from jianbao.extensions import layer_type, register_layer
from jianbao.registry import stage_class
from jianbao.stage import ArticleStage, check_order

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "extending.md").read_text("utf-8")
TEXT = "今天多云,8至15℃。周启明到云岭县调研。"


class Mood(msgspec.Struct):
    """A layer of one value."""

    label: str


class MoodStage(ArticleStage):
    """Writes a layer that is registered in this process."""

    name = "mood"
    provides = frozenset({"tests.mood"})

    def annotate(self, article: Article) -> None:
        article.extensions["tests.mood"] = Mood("glad")


@pytest.fixture
def mood() -> None:
    register_layer("tests.mood", Mood)


def python(code: str, environment: dict[str, str], folder: Path) -> str:
    return _run([sys.executable, "-c", code], environment, folder)


def jianbao(arguments: str, environment: dict[str, str], folder: Path) -> str:
    return _run([sys.executable, "-m", "jianbao.cli", *arguments.split()], environment, folder)


def _run(words: list[str], environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_layer_of_another_package_comes_back_typed(mood: None) -> None:
    (article,) = MoodStage()([Article.from_text(TEXT)])
    assert article.layer("tests.mood") == Mood("glad")
    again = decode(encode(article))
    assert again == article
    assert isinstance(again.extensions["tests.mood"], Mood)
    assert "extensions" not in json.loads(encode(Article.from_text(TEXT)))


def test_a_layer_that_nobody_here_knows_is_kept_as_it_is() -> None:
    article = Article.from_text(TEXT)
    article.extensions["stranger.layer"] = {"a": [1, {"b": "c"}]}
    again = decode(encode(article))
    assert again.extensions == {"stranger.layer": {"a": [1, {"b": "c"}]}}
    assert decode(encode(again)) == again


def test_a_layer_that_does_not_fit_its_type_is_refused(mood: None) -> None:
    row = json.loads(encode(Article.from_text(TEXT))) | {"extensions": {"tests.mood": {"label": 1}}}
    with pytest.raises(msgspec.ValidationError, match=r"tests\.mood: Expected `str`"):
        decode(json.dumps(row))


def test_a_name_without_a_vendor_is_refused(mood: None) -> None:
    with pytest.raises(ConfigError, match=r"is called VENDOR\.LAYER"):
        register_layer("mood", Mood)
    with pytest.raises(ConfigError, match="there is a layer of this name already"):
        register_layer("tests.mood", dict[str, str])


def test_a_stage_that_writes_what_an_article_cannot_hold_is_refused(mood: None) -> None:
    check_order([MoodStage()])
    for layer, message in (("moods", "is not a layer of an article"), ("tests.none", "type is not known")):
        stage = MoodStage()
        stage.provides = frozenset({layer})
        with pytest.raises(ConfigError, match=message):
            check_order([stage])


@pytest.mark.usefixtures("extension")
def test_a_package_names_its_stage_and_its_layer() -> None:
    assert stage_class("weather").__module__ == "jianbao_weather.stage"
    assert layer_type("weather.reports").__args__ == (sys.modules["jianbao_weather.stage"].Report,)


def test_its_stage_runs_in_a_chain_and_its_layer_is_in_the_run(
    environment: dict[str, str], tmp_path: Path, page: Path
) -> None:
    jianbao(f"run {page} -o out --stages sentences,weather", environment, tmp_path)
    (row,) = (
        json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()
    )
    reports = [{"start": 2, "end": 4, "sky": "多云", "low": 8.0, "high": 15.0}]
    assert row["extensions"] == {"weather.reports": reports}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["weather.reports"] == 1
    assert manifest["seconds"]["weather"] >= 0
    schema = json.loads((tmp_path / "out" / "schema.json").read_text("utf-8"))
    layers = schema["$defs"]["Article"]["properties"]["extensions"]["properties"]
    assert layers["weather.reports"]["items"] == {"$ref": "#/$defs/Report"}
    assert set(schema["$defs"]["Report"]["properties"]) == {"start", "end", "sky", "date", "low", "high"}
    code = (
        "from jianbao.writing.folder import RunFolder\n"
        "(article,) = RunFolder('out').articles()\n"
        "(report,) = article.layer('weather.reports')\n"
        "print(type(report).__name__, report['sky'] if isinstance(report, dict) else report.sky)"
    )
    assert python(code, environment, tmp_path).split() == ["Report", "多云"]
    without = {**environment, "PYTHONPATH": ""}
    assert python(code, without, tmp_path).split() == ["dict", "多云"]


def test_a_run_with_its_layer_is_shown_and_its_settings_are_read(
    environment: dict[str, str], tmp_path: Path, page: Path
) -> None:
    setting = "--set weather.temperatures=false"
    jianbao(f"run {page} -o out --stages sentences,weather {setting}", environment, tmp_path)
    shown = jianbao("show out --all", environment, tmp_path)
    assert "今天多云" in shown
    assert '{"start":2,"end":4,"sky":"多云"}' in shown
    (row,) = jianbao("show out --json", environment, tmp_path).splitlines()
    assert json.loads(row)["extensions"]["weather.reports"] == [{"start": 2, "end": 4, "sky": "多云"}]
    (stage,) = (
        s for s in json.loads(jianbao("stages --json", environment, tmp_path)) if s["name"] == "weather"
    )
    assert (stage["requires"], stage["uses"], stage["provides"], stage["settings"]) == (
        ["sentences"], ["times"], ["weather.reports"], {"temperatures": True},
    )  # fmt: skip


def test_its_engine_tags_and_is_in_the_manifest(
    environment: dict[str, str], tmp_path: Path, page: Path, word_list: Path
) -> None:
    chain = "--stages tokens,entities"
    jianbao(f"run {page} -o out {chain} --engine wordlist:{word_list}", environment, tmp_path)
    (row,) = jianbao("show out --json", environment, tmp_path).splitlines()
    names = [(e["text"], e["type"]) for e in json.loads(row)["entities"] if e["type"] != "TIME"]
    assert names == [("周启明", "PER"), ("云岭县", "LOC")]
    models = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["models"]
    assert ("names.tsv", "1") in [(m["name"], m.get("version")) for m in models]


def test_it_is_a_component_of_spacy(environment: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import spacy\n"
        "nlp = spacy.blank('zh')\n"
        "nlp.add_pipe('jianbao_weather')\n"
        f"print(nlp({TEXT!r})._.jianbao.layer('weather.reports')[0].sky)"
    )
    assert python(code, environment, tmp_path).strip() == "多云"


def test_what_the_page_shows_is_the_example(environment: dict[str, str], tmp_path: Path) -> None:
    blocks = dict.fromkeys(re.findall(r"^```(?:python|toml)\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE))
    files = [
        EXAMPLE / name for name in ("jianbao_weather/stage.py", "jianbao_weather/engine.py", "pyproject.toml")
    ]
    assert list(blocks) == [file.read_text("utf-8") for file in files]
    (json_line,) = re.findall(r"^```json\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
    assert decode(json_line).layer("weather.reports")
    (use,) = re.findall(r"^```python no-run\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
    assert python(use, environment, tmp_path).split() == ["多云", "8.0", "15.0", "小雨", "None", "None"]
