"""The contract of a stage, and the check that a chain of stages is in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from jianbao.article import Article
from jianbao.errors import ConfigError


@runtime_checkable
class Stage(Protocol):
    """Something that reads some layers of an article and writes others.

    A stage stores its configuration when it is made and loads what is heavy on first use. It takes articles
    and yields the same articles in the same order, with its layers written; ``text`` stays as it is.
    """

    name: str
    requires: frozenset[str]
    provides: frozenset[str]

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]: ...


class ArticleStage:
    """A stage that looks at one article at a time: subclasses write ``annotate``."""

    name: str
    requires: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset()

    def annotate(self, article: Article) -> None:
        """Write this stage's layers into ``article``."""
        raise NotImplementedError

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        for article in articles:
            self.annotate(article)
            yield article


def require(article: Article, layer: str, stage: str) -> None:
    """Raise ConfigError where ``article`` lacks a ``layer`` that ``stage`` reads."""
    if getattr(article, layer) is None:
        raise ConfigError(
            f"{stage} needs {layer}, and article {article.id!r} has none; run a stage that writes it first"
        )


def check_order(stages: Sequence[Stage]) -> None:
    """Raise ConfigError where a stage stands before one whose layer it reads.

    >>> from jianbao.stages.quotes.stage import QuotesStage
    >>> check_order([QuotesStage()])
    Traceback (most recent call last):
    jianbao.errors.ConfigError: quotes needs entities; add it before
    """
    written: set[str] = set()
    for stage in stages:
        for layer in sorted(stage.requires - written):
            raise ConfigError(f"{stage.name} needs {layer}; add it before")
        if twice := stage.provides & written:
            raise ConfigError(
                f"{stage.name} writes {', '.join(sorted(twice))}, which an earlier stage wrote; remove one"
            )
        written |= stage.provides


def load_all(stages: Sequence[Stage]) -> None:
    """Load what each stage needs, so that a model or dictionary that is wrong is known before work starts.

    Raises EngineError or ConfigError.
    """
    for stage in stages:
        if load := getattr(stage, "load", None):
            load()
