"""Evaluation: run a chain over annotated data and score every layer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.batches import analyse_pages
from jianbao.config import Config
from jianbao.engines.base import Engine
from jianbao.engines.heads import entities_in
from jianbao.errors import ReadError
from jianbao.evaluation.datasets import Dataset, SpanText
from jianbao.evaluation.layers import Mention, Scores, mentions, score
from jianbao.evaluation.sections import section
from jianbao.flow import Flow
from jianbao.writing.gold import to_gold

ErrorKind = Literal[
    "missed",  # only in the gold
    "spurious",  # only in the prediction
    "type",  # the same span with another type
    "boundary",  # spans that overlap
]


class EntityError(Struct):
    """A mention on which gold and prediction differ; ``gold`` and ``predicted`` are "surface/TYPE", or empty."""

    document: str  # id
    kind: ErrorKind
    gold: str
    predicted: str
    context: str


class Evaluation(Struct):
    """Scores, size of the texts in characters, seconds, the errors of the entities, and scores by section.

    ``sections``: of pages only; the number of pages and their scores by section of the paper, largest section first.
    """

    scores: Scores
    characters: int
    seconds: float
    errors: list[EntityError]
    sections: dict[str, tuple[int, Scores]] = {}


def evaluate(dataset: Dataset, config: Config) -> Evaluation:
    """Run the chain of ``config`` over ``dataset`` and score every annotated layer.

    Models are loaded before the time is taken. Raises StageError if a stage fails.
    """
    flow = Flow(config.build(), strict=True)
    list(flow([Article.from_text("本报讯 市长李明5月7日到中牟县调研。")]))  # loads the models
    began = time.perf_counter()
    sections: dict[str, tuple[int, Scores]] = {}
    if dataset.texts:
        scores, errors = _evaluate_spans(dataset.texts, flow)
        seconds = time.perf_counter() - began
    else:
        predictions = predict(dataset.pages, flow)
        seconds = time.perf_counter() - began
        scores, errors = score(dataset.pages, predictions), list(_page_errors(dataset.pages, predictions))
        sections = _by_section(dataset.pages, predictions)
    characters = sum(len(t.text) for t in dataset.texts) + sum(len(p["text"]) for p in dataset.pages)
    return Evaluation(scores, characters, seconds, errors, sections)


def evaluate_convention(dataset: Dataset, engine: Engine, convention: str) -> Evaluation:
    """Score the entities of ``engine`` in the convention of another corpus (``msra``) on texts with spans.

    Raises ConfigError if the engine does not have the convention, ReadError if ``dataset`` consists of pages.
    """
    if dataset.pages:
        raise ReadError(
            f"{dataset.path}: pages follow our own convention; for another one give texts with spans"
        )
    entities_in(engine, ["周启明到北京调研。"], convention)  # loads the models
    began = time.perf_counter()
    spans = entities_in(engine, [t.text for t in dataset.texts], convention)
    found = [{(s.start, s.end, s.type) for s in of_text} for of_text in spans]
    scores, errors = _score_spans(dataset.texts, found)
    characters = sum(len(t.text) for t in dataset.texts)
    return Evaluation(scores, characters, time.perf_counter() - began, errors)


def predict(gold: Sequence[dict[str, Any]], flow: Flow) -> dict[str, dict[str, Any]]:
    """The predictions of ``flow`` for the gold pages, by id, in the gold format."""
    pages = [Page(id=row["id"], text=row["text"], date=row.get("publish_date")) for row in gold]
    found = analyse_pages(pages, flow)
    return {r.page.id: to_gold(r.page, articles, themes=r.themes, summary=r.summary) for r, articles in found}


def _page_errors(
    gold: Sequence[dict[str, Any]], predictions: Mapping[str, dict[str, Any]]
) -> Iterator[EntityError]:
    for row in gold:
        if row.get("entities") is not None:
            found = mentions(predictions.get(row["id"], {}))
            yield from compare_mentions(row["id"], row["text"], mentions(row), found)


def _by_section(
    gold: Sequence[dict[str, Any]], predictions: Mapping[str, dict[str, Any]]
) -> dict[str, tuple[int, Scores]]:
    pages: dict[str, list[dict[str, Any]]] = {}
    for row in gold:
        pages.setdefault(section(row), []).append(row)
    ordered = sorted(pages.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: (len(rows), score(rows, predictions)) for name, rows in ordered}


def _evaluate_spans(texts: Sequence[SpanText], flow: Flow) -> tuple[Scores, list[EntityError]]:
    articles = (Article.from_text(t.text, id=str(i)) for i, t in enumerate(texts, 1))
    return _score_spans(texts, ({(e.start, e.end, e.type) for e in a.entities or ()} for a in flow(articles)))


def _score_spans(
    texts: Sequence[SpanText], mentions_of: Iterable[set[Mention]]
) -> tuple[Scores, list[EntityError]]:
    """Score mentions, of the types that occur in the gold only."""
    scores = Scores()
    errors: list[EntityError] = []
    kinds = sorted({kind for text in texts for _, _, kind in text.spans})
    for number, (gold, every) in enumerate(zip(texts, mentions_of, strict=True), 1):
        found = {mention for mention in every if mention[2] in kinds}
        for kind in kinds:
            a, b = ({m for m in side if m[2] == kind} for side in (gold.spans, found))
            scores.count(f"entity {kind}", len(a & b), len(b), len(a))
        scores.count("entity micro", len(gold.spans & found), len(found), len(gold.spans))
        errors += compare_mentions(str(number), gold.text, gold.spans, found)
    return scores, errors


def compare_mentions(id: str, text: str, gold: set[Mention], found: set[Mention]) -> Iterator[EntityError]:
    """The differences between two sets of mentions of one text, in its order, those only in ``found`` last.

    >>> [(e.kind, e.gold, e.predicted) for e in compare_mentions("a", "到云岭县", {(1, 4, "LOC")}, {(1, 3, "LOC")})]
    [('boundary', '云岭县/LOC', '云岭/LOC')]
    """
    spurious = sorted(found - gold)
    for start, end, kind in sorted(gold - found):
        clash = next((m for m in spurious if m[0] < end and start < m[1]), None)
        context = text[max(0, start - 10) : end + 10].replace("\n", "⏎")
        if clash is None:
            yield EntityError(id, "missed", f"{text[start:end]}/{kind}", "", context)
        else:
            spurious.remove(clash)
            what: ErrorKind = "type" if clash[:2] == (start, end) else "boundary"
            yield EntityError(
                id, what, f"{text[start:end]}/{kind}", f"{text[clash[0] : clash[1]]}/{clash[2]}", context
            )
    for start, end, kind in spurious:
        context = text[max(0, start - 10) : end + 10].replace("\n", "⏎")
        yield EntityError(id, "spurious", "", f"{text[start:end]}/{kind}", context)
