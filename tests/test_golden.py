"""The whole default chain on the page in corpus/, one golden file per layer.

``pytest tests/test_golden.py --golden`` writes the files anew; look at the difference before you commit it.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from jianbao.article import LAYERS, Article


def plain(article: Article, layer: str) -> Any:
    """A layer in plain values: without probabilities, which differ in the last digits between processors."""
    text, value = article.text, getattr(article, layer)
    if layer == "sentences":
        return [text[s.start : s.end] for s in value]
    if layer == "tokens":
        words = zip(value.starts, value.ends, value.tags, strict=True)
        return [f"{start} {text[start:end]}/{tag}" for start, end, tag in words]
    return spelled(msgspec.to_builtins(value), text)


def spelled(value: Any, text: str) -> Any:
    """A value without ``score``; each span with its text behind it, to be read by people."""
    if isinstance(value, list):
        return [spelled(inner, text) for inner in value]
    if not isinstance(value, dict):
        return value
    return {key: _field(key, inner, text) for key, inner in value.items() if key != "score"}


def _field(key: str, value: Any, text: str) -> Any:
    if key in ("mentions", "spans"):
        return [_span(span, text) for span in value]
    return _span(value, text) if key.endswith("span") and value else spelled(value, text)


def _span(span: list[int], text: str) -> str:
    start, end = span
    return f"{start} {text[start:end]}"


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_of_the_page_in_corpus(layer: str, seed_articles: list[Article], golden: Any) -> None:
    golden(layer, {article.id: plain(article, layer) for article in seed_articles})
