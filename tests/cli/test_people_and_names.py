"""``person``, ``names`` and ``network`` as a user types them, in one process: what is tested is what they print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import write_run
from jianbao.article import Article, Entity, Person, Post, Quote, Span
from jianbao.cli import app
from jianbao.errors import ConfigError, WriteError
from typer.testing import CliRunner, Result

nx = pytest.importorskip("networkx")


def article(id: str, date: str, text: str, org: str, title: str) -> Article:
    made = Article.from_text(text, id=id, date=date, outlet="洛阳日报")
    made.sentences = [Span(0, len(text))]
    made.entities, at = [], 0
    for name, kind in (
        ("洛阳市委", "ORG"),
        (org, "ORG"),
        ("周启明", "PER"),
        ("马文涛", "PER"),
        ("欧阳静", "PER"),
    ):
        if (at := text.find(name)) >= 0:
            made.entities.append(Entity(start=at, end=at + len(name), type=kind, text=name))
    made.entities.sort(key=lambda e: e.start)
    made.persons = [Person(name="周启明", posts=[Post(title=title, org=org)])]
    start = text.index("说，") + 2
    made.quotes = [
        Quote(start=start, end=len(text), text=text[start:], speaker="周启明", cue="说", direct=False)
    ]
    return made


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> str:
    articles = [
        article("a", "2020-03-01", "洛阳市委书记周启明说，马文涛、欧阳静做得好。", "洛阳市委", "书记"),
        article("b", "2021-05-07", "市委书记周启明说，要学马文涛、欧阳静。", "市委", "书记"),
        article("c", "2022-08-09", "省发改委主任周启明说，马文涛、欧阳静已到任。", "省发改委", "主任"),
    ]
    return str(write_run(tmp_path_factory.mktemp("people") / "run", articles))


def jianbao(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_person_shows_posts_in_time_and_why_articles_were_joined(run: str) -> None:
    (entry,) = json.loads(jianbao("person", run, "周启明", "--json").stdout)
    assert [(p["date"], p["title"]) for p in entry["posts"]] == [
        ("2020-03-01", "书记"), ("2021-05-07", "书记"), ("2022-08-09", "主任"),
    ]  # fmt: skip
    assert "both 洛阳市委 书记" in jianbao("person", run, "周启明").stdout
    assert "周启明" in jianbao("person", run).stdout


def test_person_undoes_a_merge(run: str) -> None:
    apart = jianbao("person", run, "周启明", "--json", "--apart", "a,b", "--apart", "b,c", "--apart", "a,c")
    assert len(json.loads(apart.stdout)) == 3


def test_names_puts_short_names_under_full_ones(run: str) -> None:
    (body,) = json.loads(jianbao("names", run, "市委", "--json").stdout)
    assert body["name"] == "洛阳市委"
    assert {form["text"] for form in body["forms"]} == {"洛阳市委", "市委"}
    (body,) = json.loads(jianbao("names", run, "市委", "--json", "--apart", "市委,洛阳市委").stdout)
    assert body["name"] == "市委"


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
@pytest.mark.parametrize(
    ("kind", "tie"), [("together", ("周启明", "洛阳市委")), ("said", ("周启明", "马文涛"))]
)
def test_network_writes_files_that_open_again(
    run: str, tmp_path: Path, suffix: str, kind: str, tie: tuple[str, str]
) -> None:
    path = tmp_path / f"graph{suffix}"
    done = jianbao("network", run, "-o", str(path), "--kind", kind)
    assert done.exit_code == 0, done.output
    graph = {".gexf": nx.read_gexf, ".graphml": nx.read_graphml}[suffix](path)
    assert graph.has_edge(*tie)
    assert graph.edges[tie]["weight"] >= 2
    assert graph.is_directed() == (kind == "said")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (["person", "RUN", "无此人"], ConfigError, "nobody named"),
        (["person", "RUN", "周启明", "--apart", "a"], ConfigError, "two article ids"),
        (["names", "RUN", "无此名"], ConfigError, "nothing called"),
        (["names", "RUN", "--kind", "river"], ConfigError, "--kind river: unknown; choose one of org, place"),
        (["network", "RUN", "-o", "x.png"], WriteError, r"\.gexf or \.graphml"),
        (
            ["network", "RUN", "-o", "x.gexf", "--kind", "near"],
            ConfigError,
            "--kind near: unknown; choose one of together, said",
        ),
        (
            ["network", "RUN", "-o", "x.gexf", "--types", "DOG"],
            ConfigError,
            "--types DOG: unknown; choose one of PER, ORG, LOC",
        ),
    ],
)
def test_mistakes_are_explained(run: str, arguments: list[str], error: type[Exception], message: str) -> None:
    done = jianbao(*[run if a == "RUN" else a for a in arguments])
    with pytest.raises(error, match=message):
        raise done.exception or AssertionError(done.output)
