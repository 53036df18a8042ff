"""The layout of graphs: the same for the same graph, inside its box, without names on each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from jianbao.report.elements.drawing import HEIGHT, NODES, WIDTH, draw

nx = pytest.importorskip("networkx")


def graph(pairs: list[tuple[str, str, int]]) -> object:
    made = nx.Graph()
    for a, b, weight in pairs:
        made.add_edge(a, b, weight=weight)
        for name in (a, b):
            made.nodes[name].update(type="PER", community=0)
    return made


PAIRS = [(f"人{i}", f"人{j}", 1 + (i * j) % 3) for i, j in combinations(range(12), 2)]


def test_the_order_in_which_a_graph_was_built_does_not_matter() -> None:
    first = draw(graph(PAIRS))
    assert first["edges"] == draw(graph([(b, a, w) for a, b, w in PAIRS[::-1]]))["edges"]
    assert first["edges"] == sorted(first["edges"], key=lambda e: (-e[2], e[0], e[1]))


def test_nodes_are_inside_the_box_and_apart_heaviest_first() -> None:
    nodes = draw(graph(PAIRS))["nodes"]
    assert [n[2] for n in nodes] == sorted((n[2] for n in nodes), reverse=True)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for *_, x, y in nodes)
    assert len({(x, y) for *_, x, y in nodes}) == len(nodes)


def test_a_large_graph_is_cut_and_an_empty_one_is_empty() -> None:
    star = graph([("甲", f"乙{i}", 1 + i) for i in range(NODES + 30)])
    drawn = draw(star)
    assert len(drawn["nodes"]) == NODES
    assert drawn["total"] == {"nodes": NODES + 31, "edges": NODES + 30}
    assert draw(nx.Graph())["nodes"] == []
