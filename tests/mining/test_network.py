"""Graphs: who stands with whom, who speaks about whom, and the files other programs open."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.article import Article, Entity, Quote
from jianbao.errors import WriteError
from jianbao.mining.network import cooccurrence, said_about, write_graph
from jianbao.mining.organisations import full_names, merge_organisations
from jianbao.stages.sentences.stage import SentencesStage

nx = pytest.importorskip("networkx")


def article(text: str, *names: str) -> Article:
    (made,) = SentencesStage()([Article.from_text(text)])
    made.entities = []
    for name in names:
        at = -1
        while (at := text.find(name, at + 1)) >= 0:
            made.entities.append(Entity(start=at, end=at + len(name), type="PER", text=name))
    return made


TEXT = "周启明和马文涛到会。何静发言。周启明与马文涛座谈。"


def test_names_of_one_sentence_are_tied_as_often_as_they_meet() -> None:
    graph = cooccurrence([article(TEXT, "周启明", "马文涛", "何静")])
    assert graph["周启明"]["马文涛"]["weight"] == 2
    assert "何静" not in graph
    assert graph.nodes["周启明"] | {"community": 0} == {"type": "PER", "count": 2, "community": 0}


def test_names_of_one_article_may_be_tied_too() -> None:
    graph = cooccurrence([article(TEXT, "周启明", "马文涛", "何静")], within="article")
    assert graph.number_of_edges() == 3
    assert cooccurrence([article(TEXT, "周启明", "马文涛")], within="article", least=2).number_of_nodes() == 0


def test_a_list_of_delegates_ties_nobody() -> None:
    names = [f"周启{chr(0x4E00 + i)}" for i in range(50)]
    assert cooccurrence([article("、".join(names) + "。", *names)]).number_of_edges() == 0


def test_speakers_point_at_whom_they_name() -> None:
    made = article("周启明说，马文涛做得好。", "周启明", "马文涛")
    made.quotes = [Quote(start=5, end=12, text=made.text[5:12], speaker="周启明", cue="说", direct=False)]
    assert list(said_about([made]).edges(data="weight")) == [("周启明", "马文涛", 1)]


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_graph_files_round_trip(tmp_path: Path, suffix: str) -> None:
    graph = cooccurrence([article(TEXT, "周启明", "马文涛")])
    path = tmp_path / f"graph{suffix}"
    write_graph(graph, path)
    read = {".gexf": nx.read_gexf, ".graphml": nx.read_graphml}[suffix](path)
    assert set(read.nodes) == {"周启明", "马文涛"}


def test_other_graph_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"\.gexf or \.graphml"):
        write_graph(nx.Graph(), tmp_path / "graph.png")


def test_short_names_are_put_under_the_full_ones() -> None:
    made = article("周启明到洛阳市委座谈。周启明向市委汇报。", "周启明", "洛阳市委", "市委")
    for entity in made.entities or ():
        entity.type = "PER" if entity.text == "周启明" else "ORG"
    made.entities = [e for e in made.entities or () if not (e.text == "市委" and e.start < 10)]
    full = full_names(merge_organisations([made]))
    assert cooccurrence([made], full=full)["周启明"]["洛阳市委"]["weight"] == 2
    assert set(cooccurrence([made])) == {"周启明", "洛阳市委", "市委"}
