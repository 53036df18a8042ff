"""Who appears with whom: names that stand in one sentence or one article, as a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from jianbao.article import Article
from jianbao.errors import WriteError
from jianbao.extras import from_extra
from jianbao.files import write_errors
from jianbao.mining.organisations import paper_of
from jianbao.mining.people import is_masked

Node = tuple[str, str]  # name, type
Within = Literal["sentence", "article"]  # in what two names appear together
Graph = Any  # networkx has no types


def cooccurrence(
    articles: Iterable[Article],
    *,
    types: Iterable[str] = ("PER", "ORG"),
    within: Within = "sentence",
    least: int = 1,
    most_names: int = 40,
    full: Mapping[tuple[str, str], str] | None = None,
) -> Graph:
    """The names of ``articles`` as an undirected graph; an edge's ``weight`` is how often two appear together.

    Args:
        types: the types of entities that become nodes.
        within: in what two names appear together.
        least: edges of less weight are left out, and then nodes without edges.
        most_names: sentences or articles with more names than this (lists of delegates) are skipped; they would
            tie everybody to everybody.
        full: (paper, printed form) -> full name (``organisations.full_names``), so that 市委 and 郑州市委 are
            one node.

    Returns: a networkx Graph. Nodes have ``type``, ``count`` and ``community`` (Louvain, Blondel et al. 2008, with
    a fixed seed). People whose name is masked (王某) are left out.
    Raises JianbaoError where networkx is not installed.
    """
    nx = _networkx()
    counts: Counter[Node] = Counter()
    numbers: dict[Node, int] = {}
    weights: dict[int, int] = {}  # by the numbers of both nodes in one: a large corpus has millions of pairs
    for article in articles:
        for names in _groups(article, frozenset(types), within, full or {}):
            counts.update(names)
            if len(names) <= most_names:
                own = [numbers.setdefault(name, len(numbers)) for name in sorted(names)]
                for i, j in combinations(own, 2):
                    weights[i << 32 | j] = weights.get(i << 32 | j, 0) + 1
    nodes = list(numbers)
    graph = nx.Graph()
    for pair, weight in weights.items():
        if weight >= least:
            a, b = nodes[pair >> 32], nodes[pair & 0xFFFFFFFF]
            graph.add_edge(a[0], b[0], weight=weight)
            for name, kind in (a, b):
                graph.nodes[name].update(type=kind, count=counts[name, kind])
    weights.clear()
    _mark_communities(nx, graph)
    return graph


def said_about(articles: Iterable[Article], *, full: Mapping[tuple[str, str], str] | None = None) -> Graph:
    """A directed networkx graph: from each speaker to the names in their quotes, ``weight`` is how often.

    full: as for ``cooccurrence``.
    """
    graph = _networkx().DiGraph()
    for article in articles:
        for quote in article.quotes or ():
            for entity in article.entities or ():
                inside = quote.start <= entity.start and entity.end <= quote.end
                if inside and entity.type != "TIME" and entity.text != quote.speaker:
                    speaker = _name(article, quote.speaker, full or {})
                    name = _name(article, entity.text, full or {})
                    weight = graph.get_edge_data(speaker, name, {"weight": 0})["weight"]
                    graph.add_edge(speaker, name, weight=weight + 1)
                    graph.nodes[name]["type"] = entity.type
    return graph


def write_graph(graph: Graph, path: str | Path) -> None:
    """Write a graph as ``.gexf`` (Gephi) or ``.graphml``; raises WriteError for other names."""
    nx, path = _networkx(), Path(path)
    writers = {".gexf": nx.write_gexf, ".graphml": nx.write_graphml}
    if path.suffix not in writers:
        raise WriteError(f"{path}: name the file .gexf or .graphml")
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[path.suffix](graph, path)


def _name(article: Article, text: str, full: Mapping[tuple[str, str], str]) -> str:
    form = "".join(text.split())
    return full.get((paper_of(article), form), form)


def _groups(
    article: Article, types: frozenset[str], within: Within, full: Mapping[tuple[str, str], str]
) -> Iterator[set[Node]]:
    """The sets of names that appear together: of each article, or of each of its sentences."""
    wanted = (
        e for e in article.entities or () if e.type in types and not (e.type == "PER" and is_masked(e.text))
    )
    entities = sorted(wanted, key=lambda e: e.start)
    if within == "article":
        yield {(_name(article, e.text, full), e.type) for e in entities}
        return
    at = 0
    for sentence in article.sentences or ():
        names: set[Node] = set()
        while at < len(entities) and entities[at].start < sentence.end:
            names.add((_name(article, entities[at].text, full), entities[at].type))
            at += 1
        if names:
            yield names


def _mark_communities(nx: Any, graph: Graph) -> None:
    for number, members in enumerate(nx.community.louvain_communities(graph, seed=0) if graph else ()):
        for name in members:
            graph.nodes[name]["community"] = number


def _networkx() -> Any:
    with from_extra("network"):
        import networkx
    return networkx
