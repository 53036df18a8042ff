"""The layout of a graph: its strongest part, with a position for each node and space for each name."""

from __future__ import annotations

from typing import Any

NODES, EDGES = 70, 260
WIDTH, HEIGHT, MARGIN = 1600.0, 1000.0, 70.0
LONGEST = 14  # characters of a name that are shown


def draw(graph: Any, *, directed: bool = False) -> dict[str, Any]:
    """The nodes of the greatest weight of a networkx graph and the edges between them, in a box of 1600 by 1000.

    Returns: ``nodes``, [name, type, weight, community, x, y], the heaviest first; ``edges``, [from, to, weight] by the
    indices of the nodes; ``total``, the numbers of nodes and edges of the complete graph; ``directed``.
    """
    kept = _strongest(graph)
    total = {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
    if not kept:
        return {"nodes": [], "edges": [], "total": total, "directed": directed}
    part = graph.subgraph(kept)
    weights = dict(part.degree(weight="weight"))
    order = sorted(part, key=lambda v: (-weights[v], v))
    number = {name: i for i, name in enumerate(order)}
    most = max(weights.values())
    sizes = [_label_size(v, weights[v] / most) for v in order]
    places = _separate(order, _spring_layout(part, order), sizes)
    nodes = [
        [v, part.nodes[v].get("type", ""), int(weights[v]), part.nodes[v].get("community", -1), *places[v]]
        for v in order
    ]
    edges = [[number[a], number[b], w] for a, b, w in part.edges(data="weight")]
    if not directed:  # networkx gives either end first
        edges = [[*sorted(edge[:2]), edge[2]] for edge in edges]
    edges.sort(key=lambda e: (-e[2], e[0], e[1]))
    return {"nodes": nodes, "edges": edges[:EDGES], "total": total, "directed": directed}


def _strongest(graph: Any) -> list[str]:
    order = sorted(graph, key=lambda v: (-graph.degree(v, weight="weight"), v))[:NODES]
    part = graph.subgraph(order)
    return [v for v in order if part.degree(v)]


def _spring_layout(part: Any, order: list[str]) -> dict[str, tuple[float, float]]:
    """A spring layout; a hub without a name connects the parts of the graph, which otherwise drift apart."""
    import networkx as nx

    graph, hub = nx.Graph(), 0
    graph.add_nodes_from(order)
    graph.add_weighted_edges_from((a, b, 1.0) for a, b in part.edges())
    graph.add_weighted_edges_from((v, hub, 0.35) for v in order)
    found = nx.spring_layout(graph, seed=7, iterations=200, k=2.0 / len(graph) ** 0.5)
    xs, ys = [float(found[v][0]) for v in order], [float(found[v][1]) for v in order]
    return {v: (_scale(x, xs, WIDTH), _scale(y, ys, HEIGHT)) for v, x, y in zip(order, xs, ys, strict=True)}


def _scale(value: float, values: list[float], size: float) -> float:
    low, high = min(values), max(values)
    return MARGIN + (size - 2 * MARGIN) * (value - low) / (high - low) if high > low else size / 2


def _label_size(name: str, share: float) -> tuple[float, float]:
    """Width and height of a dot with its name above it, as network.js draws them; share: of the greatest weight."""
    radius, letter = 6 + 14 * share**0.5, 15 + 6 * share**0.5
    return letter * (min(len(name), LONGEST) + 0.6), 2 * radius + letter + 10


def _separate(
    order: list[str], places: dict[str, tuple[float, float]], sizes: list[tuple[float, float]]
) -> dict[str, tuple[int, int]]:
    """Move names that overlap apart step by step, vertically or horizontally, whichever is shorter."""
    at = {v: list(places[v]) for v in order}
    for _ in range(300):
        moved = False
        for i, a in enumerate(order):
            for j, b in enumerate(order[i + 1 :], i + 1):
                wide, high = (sizes[i][0] + sizes[j][0]) / 2, (sizes[i][1] + sizes[j][1]) / 2
                moved = _push(at[a], at[b], wide, high) or moved
        for place in at.values():
            place[0] = min(WIDTH - MARGIN, max(MARGIN, place[0]))
            place[1] = min(HEIGHT - MARGIN, max(MARGIN, place[1]))
        if not moved:
            break
    return {v: (round(x), round(y)) for v, (x, y) in at.items()}


def _push(a: list[float], b: list[float], wide: float, high: float) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    over_x, over_y = wide - abs(dx), high - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis, over, towards = (1, over_y, dy) if over_y <= over_x else (0, over_x, dx)
    step = over / 2 * (1 if towards >= 0 else -1)
    a[axis] -= step
    b[axis] += step
    return True
