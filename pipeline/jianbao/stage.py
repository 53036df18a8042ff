"""The contract of a stage, the bases that fill it with defaults, and the check that a chain is in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar, Protocol, runtime_checkable

import msgspec

from jianbao.article import LAYERS, Article
from jianbao.errors import ConfigError
from jianbao.extensions import is_namespaced, layer_type


class StageConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The base of all stage configurations: frozen, and strict about names. By itself: no settings at all."""


@runtime_checkable
class Stage(Protocol):
    """Something that reads some layers of an article and writes others.

    A stage is made with its configuration, which it stores, and loads what is heavy on first use or by ``load``.
    It takes articles and yields the same articles in the same order, with its layers written; ``text`` and the
    layers of others stay as they are. Most stages are an ``ArticleStage``, which has defaults for all but ``name``
    and ``provides``.

    ``requires``: layers it cannot work without. ``uses``: layers that it reads where a stage wrote them.
    ``provides``: layers it writes. ``Config``: the struct of its settings.
    """

    name: str
    requires: frozenset[str]
    uses: frozenset[str]
    provides: frozenset[str]
    Config: ClassVar[type[StageConfig]]

    @property
    def models(self) -> list[dict[str, str]]:
        """Name, version (where it has one) and digest of each model and dictionary in use, for the manifest."""
        ...

    def load(self) -> None:
        """Load now what is loaded on first use.

        Raises EngineError or ConfigError that names what is missing or damaged, and the remedy.
        """
        ...

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The same articles in the same order, with this stage's layers.

        Raises ConfigError where one lacks a layer that the stage requires.
        """
        ...


class _Base:
    """The defaults of a stage: it reads nothing, has no settings and no models."""

    name: str
    requires: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()
    Config: ClassVar[type[StageConfig]] = StageConfig
    config: StageConfig

    def __init__(self, config: StageConfig | None = None) -> None:
        self.config = config or self.Config()

    @property
    def models(self) -> list[dict[str, str]]:
        """No models."""
        return []

    def load(self) -> None:
        """Nothing to load."""

    def _require_all(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles; raises ConfigError at the first one without a required layer."""
        needed = sorted(self.requires)
        for article in articles:
            for layer in needed:
                require(article, layer, self.name)
            yield article


class ArticleStage(_Base):
    """A stage that looks at one article at a time: subclasses write ``annotate``.

    ``self.config`` is the configuration, an instance of ``Config``.
    """

    def annotate(self, article: Article) -> None:
        """Write this stage's layers into ``article``, which has all that ``requires`` names."""
        raise NotImplementedError

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles one by one, each with this stage's layers."""
        for article in self._require_all(articles):
            self.annotate(article)
            yield article


class BatchStage(_Base):
    """A stage that is faster over several articles at once: subclasses write ``annotate_batch``."""

    batch_size = 32

    def annotate_batch(self, articles: Sequence[Article]) -> None:
        """Write this stage's layers into ``articles``, of which each has all that ``requires`` names."""
        raise NotImplementedError

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles in order, with this stage's layers; ``batch_size`` of them are read at a time."""
        source = self._require_all(articles)
        while batch := list(islice(source, self.batch_size)):
            self.annotate_batch(batch)
            yield from batch


def require(article: Article, layer: str, stage: str) -> None:
    """Raise ConfigError where ``article`` lacks a ``layer`` that ``stage`` reads."""
    if article.layer(layer) is None:
        raise ConfigError(
            f"{stage} needs {layer}, and article {article.id!r} has none; run a stage that writes it first"
        )


def check_order(stages: Sequence[Stage]) -> None:
    """Raise ConfigError where a stage stands before one whose layer it reads, or writes what it must not.

    >>> from jianbao.stages.quotes.stage import QuotesStage
    >>> check_order([QuotesStage()])
    Traceback (most recent call last):
    jianbao.errors.ConfigError: quotes needs entities; add it before
    """
    written: set[str] = set()
    for number, stage in enumerate(stages):
        for layer in sorted(stage.requires - written):
            raise ConfigError(f"{stage.name} needs {layer}; add it before")
        for later in stages[number + 1 :]:
            for layer in sorted(stage.uses & later.provides):
                raise ConfigError(
                    f"{stage.name} uses {layer}, which {later.name} writes; put {later.name} before it"
                )
        if twice := stage.provides & written:
            raise ConfigError(
                f"{stage.name} writes {', '.join(sorted(twice))}, which an earlier stage wrote; remove one"
            )
        _check_layers(stage)
        written |= stage.provides


def _check_layers(stage: Stage) -> None:
    """Raise ConfigError where ``stage`` writes a layer that an article cannot hold."""
    for layer in sorted(stage.provides - set(LAYERS)):
        if not is_namespaced(layer):
            raise ConfigError(
                f"{stage.name} writes {layer!r}, which is not a layer of an article; "
                "name a layer of your own VENDOR.LAYER"
            )
        if layer_type(layer) is None:
            raise ConfigError(
                f"{stage.name} writes {layer}, whose type is not known; give it as an entry point of jianbao.layers"
            )


def load_all(stages: Iterable[Stage]) -> None:
    """Load what each stage needs, so that a model or dictionary that is wrong is known before work starts.

    Raises EngineError or ConfigError.
    """
    for stage in stages:
        stage.load()


def to_run_again(stages: Sequence[Stage], changed: Iterable[str], gone: Iterable[str] = ()) -> list[str]:
    """The names of the stages to run again where those ``changed``: with all that read or write their layers.

    gone: layers that a stage wrote which is no longer in the chain.

    >>> from jianbao.registry import stage_class
    >>> to_run_again([stage_class(name)() for name in ("sentences", "tokens", "slogans")], {"tokens"})
    ['tokens', 'slogans']
    """
    again = set(changed)
    while True:
        layers = {layer for stage in stages if stage.name in again for layer in stage.provides} | set(gone)
        more = {s.name for s in stages if layers & (s.requires | s.uses | s.provides)} | again
        if more == again:
            return [stage.name for stage in stages if stage.name in again]
        again = more
