"""What an upgrade changed: two runs layer by layer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import write_run
from jianbao import Config, run
from jianbao.article import Article, Entity
from jianbao.cli import main
from jianbao.evaluation.diff import diff
from jianbao.writing.folder import RunFolder


def article(id: str, *names: str, text: str = "周启明到石桥镇，李文华到云岭县。") -> Article:
    made = Article.from_text(text, id=id)
    made.entities = [
        Entity(start=at, end=at + len(name), type="PER", text=name)
        for name in names
        if (at := text.find(name)) >= 0
    ]
    made.points = []
    return made


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    a = [article("a", "周启明"), article("b", "周启明"), article("c", "李文华"), article("old")]
    b = [
        article("new"),
        article("c", "李文华"),
        article("a", "周启明", "李文华"),
        article("b", text="换了。"),
    ]
    return write_run(tmp_path / "a", a), write_run(tmp_path / "b", b)


def test_layers_are_compared_by_the_ids_of_articles_whatever_their_order(runs: tuple[Path, Path]) -> None:
    found = diff(RunFolder(runs[0]), RunFolder(runs[1]))
    assert (found.articles, found.same, found.only_a, found.only_b, found.other_text) == (3, 1, 1, 1, 1)
    assert found.listed == {"only_a": ["old"], "only_b": ["new"], "other_text": ["b"]}
    layer = found.layers["entities"]
    assert (layer.both, layer.only_a, layer.only_b, layer.articles) == (2, 0, 1, 1)
    (example,) = layer.examples
    assert (example.article, example.only_a) == ("a", [])
    assert json.loads(example.only_b[0])["text"] == "李文华"
    assert found.layers["points"].articles == 0


def test_the_same_run_twice_is_the_same(runs: tuple[Path, Path]) -> None:
    found = diff(RunFolder(runs[0]), RunFolder(runs[0]))
    assert (found.articles, found.same, found.only_a, found.only_b) == (4, 4, 0, 0)


def test_the_command_names_the_stages_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.txt"
    page.write_text("会议召开\n\n一是抓落实，二是办实事。\n", "utf-8")
    for name, stages in (("a", ["sentences"]), ("b", ["sentences", "points"])):
        run([str(page)], tmp_path / name, Config.make(stages=stages))
    monkeypatch.setattr("sys.argv", ["jianbao", "diff", str(tmp_path / "a"), str(tmp_path / "b")])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    out = capsys.readouterr().out
    assert "stages: points added" in out
    assert "1 articles in both, 0 of them the same" in out
    assert "points  a" in out
