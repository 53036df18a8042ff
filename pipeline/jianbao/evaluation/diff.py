"""What an upgrade changed: two runs layer by layer, with examples."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct, field

from jianbao.article import Article
from jianbao.writing.folder import Place, RunFolder


class LayerExample(Struct):
    """An article of which a layer differs: what only A has and what only B has, each item as JSON."""

    article: str
    only_a: list[str]
    only_b: list[str]


class LayerDiff(Struct):
    """A layer of the articles that both runs have: items that both have, and in how many articles it differs."""

    both: int = 0
    only_a: int = 0
    only_b: int = 0
    articles: int = 0
    examples: list[LayerExample] = field(default_factory=list)


class RunDiff(Struct):
    """Two runs by the ids of their articles; ``listed`` has the first of those that cannot be compared.

    ``stages``: which changed by what the manifests say, were added or removed.
    """

    articles: int = 0  # that both have
    same: int = 0  # in every layer
    only_a: int = 0
    only_b: int = 0
    other_text: int = 0  # of the same id, with another text: their layers are not compared
    listed: dict[str, list[str]] = field(default_factory=dict)  # ids by only_a, only_b, other_text
    layers: dict[str, LayerDiff] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)


def diff(a: RunFolder, b: RunFolder, *, examples: int = 3) -> RunDiff:
    """Compare the articles of two runs by id.

    Both are read side by side; from where their order differs, the places of the articles of ``b`` are held, no text.
    examples: of each layer, and of each list of ids.
    Raises ReadError where one is not a run.
    """
    found = RunDiff(stages=_stages(a, b))
    theirs = b.check().located_articles()
    rest: dict[str, Place] | None = None  # the articles of B that are still to come, once the order differs
    for article in a.check().articles():
        if rest is None:
            following = next(theirs, None)
            if following is not None and following[1].id == article.id:
                _compare(article, following[1], found, examples)
                continue
            rest = {following[1].id: following[0]} if following else {}
            rest |= {other.id: place for place, other in theirs}
        place = rest.pop(article.id, None)
        if place is None:
            found.only_a += 1
            _list(found, "only_a", article.id, examples)
        else:
            _compare(article, b.article_at(place), found, examples)
    for id in rest if rest is not None else (other.id for _, other in theirs):
        found.only_b += 1
        _list(found, "only_b", id, examples)
    return found


def _compare(a: Article, b: Article, found: RunDiff, examples: int) -> None:
    found.articles += 1
    if a.text != b.text:
        found.other_text += 1
        _list(found, "other_text", a.id, examples)
        return
    ours, theirs = a.layers(), b.layers()
    same = True
    for name in sorted(ours.keys() | theirs.keys()):
        layer = found.layers.setdefault(name, LayerDiff())
        x, y = _items(ours.get(name)), _items(theirs.get(name))
        layer.both += (x & y).total()
        if x == y:
            continue
        same = False
        layer.articles += 1
        only_a, only_b = x - y, y - x
        layer.only_a += only_a.total()
        layer.only_b += only_b.total()
        if len(layer.examples) < examples:
            layer.examples.append(LayerExample(a.id, list(only_a.elements()), list(only_b.elements())))
    found.same += same


def _items(layer: Any) -> Counter[str]:
    """The items of a layer as JSON; of ``tokens`` each word with its place and part of speech."""
    if layer is None:
        return Counter()
    if hasattr(layer, "starts"):
        rows: Any = zip(layer.starts, layer.ends, layer.tags, strict=True)
    else:
        rows = layer if isinstance(layer, list) else [layer]
    return Counter(msgspec.json.encode(row, order="sorted").decode() for row in rows)


def _list(found: RunDiff, what: str, id: str, most: int) -> None:
    ids = found.listed.setdefault(what, [])
    if len(ids) < most:
        ids.append(id)


def _stages(a: RunFolder, b: RunFolder) -> dict[str, str]:
    """The stages that differ by the manifests."""
    before, after = (m.stage_digests if (m := folder.manifest) else {} for folder in (a, b))
    if not before or not after:
        return {}
    told: dict[str, str] = {}
    for name in (*before, *(name for name in after if name not in before)):
        if name not in after:
            told[name] = "removed"
        elif name not in before:
            told[name] = "added"
        elif before[name] != after[name]:
            told[name] = "changed"
    return told
