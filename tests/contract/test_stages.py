"""What every stage owes: the layers it promises, offsets that slice back, an unchanged text, no crash."""

from __future__ import annotations

import msgspec
import pytest
from jianbao.article import LAYERS, Article, decode, encode
from jianbao.config import Config
from jianbao.registry import STAGES, stage_class
from jianbao.stage import Stage

NAMES = list(STAGES)


@pytest.fixture(scope="module")
def chain() -> list[Stage]:
    return Config().build()


def spans_of(value: object):
    """Every (start, end, text or None) anywhere inside a layer."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from spans_of(item)
    elif isinstance(value, msgspec.Struct):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if isinstance(start, int) and isinstance(end, int) and start >= 0:
            name = type(value).__name__
            has_surface = name in {"Entity", "Time", "Quantity", "Quote", "Point", "QuotedTerm"}
            yield start, end, value.text if has_surface else None
        for field in value.__struct_fields__:
            yield from spans_of(getattr(value, field))


def run_chain(chain: list[Stage], article: Article) -> Article:
    for stage in chain:
        (article,) = list(stage([article]))
    return article


def test_every_stage_keeps_its_contract_on_awkward_texts(chain: list[Stage], awkward: str) -> None:
    article = Article.from_text(awkward, date="2021-05-08")
    for stage in chain:
        before = {layer: encode_layer(article, layer) for layer in LAYERS}
        (after,) = list(stage([article]))
        assert after is article
        assert article.text == awkward
        for layer in LAYERS:
            if layer in stage.provides:
                assert getattr(article, layer) is not None, f"{stage.name} did not write {layer}"
            elif layer != "entities":
                assert encode_layer(article, layer) == before[layer], f"{stage.name} changed {layer}"
    for layer in LAYERS:
        for start, end, surface in spans_of(getattr(article, layer)):
            assert 0 <= start <= end <= len(awkward), layer
            if surface is not None:
                assert awkward[start:end] == surface, layer
    assert decode(encode(article)) == article


def encode_layer(article: Article, layer: str) -> bytes:
    return msgspec.json.encode(getattr(article, layer))


def test_every_stage_takes_no_articles_at_all(chain: list[Stage]) -> None:
    assert [list(stage([])) for stage in chain] == [[] for _ in chain]


def test_every_stage_gives_the_same_twice(chain: list[Stage], seed_page) -> None:
    from jianbao import split_page

    one, two = ([encode(run_chain(chain, a)) for a in split_page(seed_page)] for _ in range(2))
    assert one == two


def test_the_order_of_articles_is_kept(chain: list[Stage]) -> None:
    articles = [Article.from_text(f"第{i}次会议5月{i}日召开。", id=str(i)) for i in range(1, 9)]
    for stage in chain:
        articles = list(stage(articles))
    assert [a.id for a in articles] == [str(i) for i in range(1, 9)]


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_is_made_without_loading_and_says_what_it_does(name: str) -> None:
    kind = stage_class(name)
    stage = kind()
    assert isinstance(stage, Stage)
    assert stage.name == name
    assert stage.provides
    assert stage.provides <= set(LAYERS)
    assert stage.requires <= set(LAYERS)
    assert kind.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_settings_of_every_stage_round_trip(name: str) -> None:
    settings = getattr(stage_class(name), "Config", None)
    if settings is None:
        assert not hasattr(stage_class(name)(), "config")
    else:
        assert msgspec.convert(msgspec.to_builtins(settings()), settings) == settings()
