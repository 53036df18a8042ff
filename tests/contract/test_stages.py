"""What every stage owes, ours and the example's: what it declares, offsets that slice back, no crash."""

from __future__ import annotations

import msgspec
import pytest
from jianbao.article import LAYERS, Article, decode, encode
from jianbao.config import Config
from jianbao.errors import ConfigError
from jianbao.registry import STAGE_MEMBERS, STAGES, stage_class
from jianbao.stage import Stage, check_order

NAMES = [*STAGES, "weather"]
EVERY_LAYER = [*LAYERS, "weather.reports"]

pytestmark = pytest.mark.usefixtures("extension")


@pytest.fixture(scope="module")
def chain(extension: None) -> list[Stage]:
    sections = {"keywords": {"sieve": True}}  # with all that a stage can be set to read
    return Config(stages=tuple(NAMES), sections=sections).build()


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
        before = {layer: encode_layer(article, layer) for layer in EVERY_LAYER}
        (after,) = list(stage([article]))
        assert after is article
        assert article.text == awkward
        for layer in EVERY_LAYER:
            if layer in stage.provides:
                assert article.layer(layer) is not None, f"{stage.name} did not write {layer}"
            else:
                assert encode_layer(article, layer) == before[layer], f"{stage.name} changed {layer}"
    for layer, found in article.layers().items():
        for start, end, surface in spans_of(found):
            assert 0 <= start <= end <= len(awkward), layer
            if surface is not None:
                assert awkward[start:end] == surface, layer
    assert decode(encode(article)) == article


def encode_layer(article: Article, layer: str) -> bytes:
    return msgspec.json.encode(article.layer(layer))


class Watched(Article):
    """An article that notes which layers are looked at."""

    def __getattribute__(self, name: str) -> object:
        if name in LAYERS:
            LOOKED_AT.add(name)
        return Article.__getattribute__(self, name)


LOOKED_AT: set[str] = set()


def test_every_stage_reads_the_layers_it_declares_and_no_others(chain: list[Stage], seed_page) -> None:
    from jianbao import split_page

    articles = [Watched(**msgspec.structs.asdict(article)) for article in split_page(seed_page)]
    for stage in chain:
        LOOKED_AT.clear()
        articles = list(stage(articles))
        read = LOOKED_AT - stage.provides
        assert read <= stage.requires | stage.uses, stage.name
        if stage.name in STAGES:  # what the example reads is not on this page
            assert read >= stage.requires | stage.uses, stage.name


def test_every_stage_loads_and_names_its_models(chain: list[Stage]) -> None:
    for stage in chain:
        stage.load()
        for model in stage.models:
            assert set(model) - {"version", "kernel"} == {"name", "digest"}, stage.name
            assert all(isinstance(value, str) and value for value in model.values()), stage.name
            assert int(model["digest"], 16)


def test_every_stage_refuses_an_article_without_what_it_needs(chain: list[Stage]) -> None:
    for stage in chain:
        if stage.requires:
            with pytest.raises(
                ConfigError, match=f"{stage.name} needs {min(stage.requires)}, and article 'a1'"
            ):
                list(stage([Article.from_text("会议召开。", id="a1")]))


def test_the_layers_of_an_article_are_what_our_stages_write(chain: list[Stage]) -> None:
    ours = [stage for stage in chain if stage.name in STAGES]
    writers = [next(s.name for s in ours if layer in s.provides) for layer in LAYERS]
    assert list(dict.fromkeys(writers)) == list(STAGES)
    assert frozenset().union(*(s.provides for s in ours)) == set(LAYERS)
    check_order(chain)


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
    assert [member for member in STAGE_MEMBERS if not hasattr(kind, member)] == []
    stage = kind()
    assert isinstance(stage, Stage)
    assert stage.name == name
    assert stage.provides
    assert stage.provides <= set(EVERY_LAYER)
    assert stage.requires | stage.uses <= set(EVERY_LAYER)
    assert not stage.requires & stage.uses
    assert kind.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_settings_of_every_stage_round_trip(name: str) -> None:
    settings = stage_class(name).Config
    assert msgspec.convert(msgspec.to_builtins(settings()), settings) == settings()
    assert stage_class(name)().config == settings()
