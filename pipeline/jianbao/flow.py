"""Flow: a checked chain of stages that takes articles in batches, counts, times, and sets bad ones aside."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.config import Config, Settings, with_engine
from jianbao.errors import ConfigError, EngineError, StageError
from jianbao.stage import Stage, check_order


class Rejection(Struct):
    """A page or article that failed: where, and why."""

    id: str
    stage: str
    reason: str


class Outcome(Struct):
    """What came of one batch: the articles that passed every stage, in order, and those that one rejected.

    ``seconds`` and ``counts``: by stage, how long it took and how many articles passed it. ``tallies``: what stages
    counted of their own work, by what it is.
    """

    articles: list[Article]
    rejected: list[Rejection] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    tallies: dict[str, int] = field(default_factory=dict)


class Flow:
    """Runs articles through ``stages``.

    An article that breaks a stage is left out of what is yielded and noted in ``rejected``; with ``strict``
    a StageError is raised instead. ``seconds`` and ``counts`` say what each stage took and how many passed, of
    all that was yielded so far.
    """

    def __init__(self, stages: Sequence[Stage], *, batch_size: int = 64, strict: bool = False) -> None:
        check_order(stages)
        self.stages = list(stages)
        self.batch_size = batch_size
        self.strict = strict
        self.rejected: list[Rejection] = []
        self.seconds: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def __repr__(self) -> str:
        """Its stages in order."""
        return f"Flow({' > '.join(stage.name for stage in self.stages)})"

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles that pass every stage, in order; batch by batch, as they are asked for.

        Raises ConfigError, when the first one is asked for, where a text or a single article is given.
        """
        return self._run(iter(_articles(articles)))

    def _run(self, source: Iterator[Article]) -> Iterator[Article]:
        while batch := list(islice(source, self.batch_size)):
            outcome = self.process(batch)
            self.rejected += outcome.rejected
            self.seconds.update(outcome.seconds)
            self.counts.update(outcome.counts)
            yield from outcome.articles

    def process(self, batch: Sequence[Article], only: Collection[str] | None = None) -> Outcome:
        """One batch through the whole chain, or ``only`` these stages of it. Nothing of it is kept in the flow.

        Raises ConfigError or EngineError for what is wrong for every article, StageError if ``strict``.
        """
        outcome = Outcome(list(batch))
        for stage in self.stages:
            if only is not None and stage.name not in only:
                continue
            began = time.perf_counter()
            outcome.articles = self._apply(stage, outcome.articles, outcome.rejected)
            outcome.seconds[stage.name] = time.perf_counter() - began
            outcome.counts[stage.name] = len(outcome.articles)
            outcome.tallies |= getattr(stage, "take_counts", dict)()
        return outcome

    def _apply(self, stage: Stage, batch: list[Article], rejected: list[Rejection]) -> list[Article]:
        try:
            done = list(stage(batch))
        except (ConfigError, EngineError):
            raise  # wrong for every article, not for one
        except (Exception, SystemExit):  # a stage may fail in any way; find the article it failed on
            return [done for article in batch for done in self._apply_one(stage, article, rejected)]
        self._note_dropped(stage, batch, done, rejected)
        return done

    def _apply_one(self, stage: Stage, article: Article, rejected: list[Rejection]) -> list[Article]:
        try:
            done = list(stage([article]))
        except (Exception, SystemExit) as error:
            self._reject(stage, article, f"{type(error).__name__}: {error}", rejected)
            return []
        self._note_dropped(stage, [article], done, rejected)
        return done

    def _note_dropped(
        self, stage: Stage, batch: list[Article], done: list[Article], rejected: list[Rejection]
    ) -> None:
        """Reject what a stage took and did not give back: a stage may not drop an article."""
        if len(done) == len(batch):
            return
        kept = {article.id for article in done}
        for article in batch:
            if article.id not in kept:
                self._reject(stage, article, "the stage did not give the article back", rejected)

    def _reject(self, stage: Stage, article: Article, reason: str, rejected: list[Rejection]) -> None:
        if self.strict:
            raise StageError(f"{article.id}: {stage.name} failed: {reason}")
        rejected.append(Rejection(article.id, stage.name, reason))


def _articles(given: Any) -> Iterator[Article]:
    """Each of ``given``, which must be articles."""
    if isinstance(given, str | bytes | Article) or not isinstance(given, Iterable):
        raise ConfigError(
            f"a chain takes articles, not one {type(given).__name__}; "
            "for a text: jianbao.analyse(text), for one article: chain([article])"
        )
    for article in given:
        if not isinstance(article, Article):
            raise ConfigError(
                f"a chain takes articles, not {type(article).__name__}; "
                "make one with Article.from_text(text), or use jianbao.analyse(text)"
            )
        yield article


def load(
    config: str | Path | Config | None = None,
    *,
    stages: Iterable[str] | None = None,
    settings: Settings = (),
    engine: str | None = None,
    strict: bool = True,
) -> Flow:
    """A chain of stages, checked; models load when the first article comes.

    config: a Config, or the path of a TOML file. stages: names, where not all are wanted.
    settings: a dict like ``{"summary.max_chars": 90}`` or ``{"summary": {"max_chars": 90}}``, or strings
    ``section.key=value``. engine: that of entities, short for the setting ``entities.engine``.
    strict: raise StageError where a stage fails on an article, rather than
    leave the article out and note it in ``Flow.rejected``.

    Raises ConfigError for settings or an order of stages that make no sense.

    >>> [stage.name for stage in load(stages=["sentences", "tokens"]).stages]
    ['sentences', 'tokens']
    """
    if not isinstance(config, Config):
        config = Config.make(config, with_engine(settings, engine), stages)
    elif engine or stages or settings:
        raise ConfigError("a Config is complete: give engine, stages and settings to Config.make")
    return Flow(config.build(), strict=strict)


def analyse(
    text: str,
    *,
    title: str = "",
    date: str | None = None,
    outlet: str | None = None,
    engine: str | None = None,
    stages: Iterable[str] | None = None,
    settings: Settings = (),
) -> Article:
    """Everything that is found in one text.

    text: an article's body, a paragraph per line. title: its headline. date: the paper's date (2021, 2021-05 or
    2021-05-08), which times like 昨天 are counted from. engine, stages, settings: as for ``load``; the chain is kept
    for the next call with the same ones.

    Raises ConfigError for arguments that make no sense, StageError where a stage fails.

    >>> article = analyse("市长周启明到云岭县调研。", engine="crf", date="2021-05-08")
    >>> [(person.name, person.posts[0].title) for person in article.persons or ()]
    [('周启明', '市长')]
    """
    made = Article.from_text(text, title=title, date=date, outlet=outlet)
    config = Config.make(None, with_engine(settings, engine), stages)
    if config.digest not in _chains:
        if len(_chains) == _CHAINS:
            del _chains[next(iter(_chains))]
        _chains[config.digest] = load(config)
    (article,) = _chains[config.digest]([made])
    return article


_CHAINS = 4  # that are kept for ``analyse``
_chains: dict[str, Flow] = {}
