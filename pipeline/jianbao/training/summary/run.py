"""``jianbao train summary``: from texts with summaries to ``models/summary``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jianbao.article import Article
from jianbao.errors import ConfigError
from jianbao.evaluation.measures import rouge_l
from jianbao.language.width import fold
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.lead import join_clauses, lead_text
from jianbao.stages.summary.ranker import CUT_NAMES, cut_rows
from jianbao.stages.summary.router import (
    BOUNDARY_NAMES,
    ROUTE_NAMES,
    BoundaryRows,
    boundary_chances,
    route_row,
)
from jianbao.stages.summary.trees import Trees, from_sklearn, save_trees
from jianbao.stages.tokens.stage import TokensStage
from jianbao.training.common.records import held_out, records
from jianbao.training.summary.train import headline_example, train_headline

BOUND = 90  # characters of a summary


class SummarizedText(Struct, frozen=True):
    """A text with the summary that an editor gave it; of several stories the summary is their headlines."""

    id: str
    text: str
    summary: str


def run(
    single: Path,
    several: Path,
    out: Path,
    *,
    seed: int = 0,
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Train what is in ``models/summary`` and write it to ``out``.

    Args:
        single: JSON Lines of single stories with their summaries.
        several: JSON Lines of texts of several stories, one paragraph each; their summaries are headlines.
        seed: of the boosted trees.
        on_progress: called with the number of texts of ``several`` that were read.

    Returns:
        How many examples each model was trained from.

    Raises:
        ConfigError: a file has too few texts to learn from.
        ReadError: a line of a file is not a text with its summary.
    """
    ones, many = list(training_texts(single)), list(training_texts(several))
    if len(ones) < 5 or len(many) < 5:
        raise ConfigError(f"{single}, {several}: too few texts to train from; five of each are the least")
    counts = {"headline": 0, "boundary": 0, "route": 0, "cut": 0}
    tagged = TokensStage()
    examples = list(headline_examples(many, tagged, on_progress))
    train_headline(examples, out / "headline.crf", minimum=8 if len(examples) > 1000 else 1)
    lines = [([fold(line) for line in _lines(t.text)], False) for t in ones]
    lines += [([fold(line) for line in _lines(t.text)], True) for t in many if _paired(t)]
    lines = [(texts, several) for texts, several in lines if len(texts) > 1]
    rows, labels = boundary_examples(lines)
    boundary = _classifier(rows, labels, BOUNDARY_NAMES, seed)
    save_trees(boundary, out / "boundary.json")
    routes = [route_row(texts, boundary_chances(texts, boundary)) for texts, _ in lines]
    save_trees(_classifier(routes, [s for _, s in lines], ROUTE_NAMES, seed), out / "route.json")
    cut, worth = cut_examples(ones, tagged)
    save_trees(_regressor(cut, worth, seed), out / "cut.json")
    counts.update(headline=len(examples), boundary=len(rows), route=len(routes), cut=len(cut))
    return counts


def training_texts(path: Path) -> Iterator[SummarizedText]:
    """The texts of a file that are not held out; raises ReadError with the line of one that is not a text."""

    def made(row: dict[str, Any]) -> SummarizedText:
        return SummarizedText(row["id"], row["text"], row["summary"])

    return (text for text in records(path, made, "id, text and summary") if not held_out(text.id))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paired(text: SummarizedText) -> list[tuple[str, str]]:
    """Paragraphs with their headlines, where there are as many of one as of the other."""
    parts = [p for p in re.split(r"[。!?！？]", text.summary) if p.strip()]
    lines = _lines(text.text)
    return list(zip(lines, parts, strict=True)) if len(lines) == len(parts) > 1 else []


def headline_examples(
    texts: Iterable[SummarizedText], tagged: TokensStage, on_progress: Callable[[int], None]
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Examples for the words of an opening that a headline keeps."""
    for number, text in enumerate(texts, 1):
        for line, headline in _paired(text):
            article = Article.from_text(line)
            tagged.annotate(article)
            if article.tokens and (example := headline_example(line, headline, article.tokens)):
                yield example
        on_progress(number)


def boundary_examples(lines: Sequence[tuple[list[str], bool]]) -> tuple[list[list[float]], list[bool]]:
    """Rows of "a story begins here": every paragraph of several stories does, none but the first of one."""
    rows, labels = [], []
    for texts, several in lines:
        features = BoundaryRows(texts)
        for i in range(1, len(texts)):
            if several:
                features.begin(i - 1)
            rows.append(features.row(i))
            labels.append(several)
    return rows, labels


def cut_examples(
    texts: Iterable[SummarizedText], tagged: TokensStage
) -> tuple[list[list[float]], list[float]]:
    """Rows of "the lead ends with this clause", and what such a lead is worth against the summary (ROUGE-L)."""
    rows, worth = [], []
    for text in texts:
        article = Article.from_text(text.text)
        tagged.annotate(article)
        body = Body(article)
        for i, row in enumerate(cut_rows(body, BOUND)):
            rows.append(row)
            worth.append(rouge_l(lead_text(article, join_clauses(body.clauses[: i + 1])), text.summary))
    return rows, worth


def _classifier(rows: list[list[float]], labels: Sequence[bool], names: Sequence[str], seed: int) -> Trees:
    from sklearn.ensemble import GradientBoostingClassifier

    model: Any = GradientBoostingClassifier(n_estimators=120, max_depth=3, subsample=0.7, random_state=seed)
    return from_sklearn(model.fit(rows, list(labels)), names)


def _regressor(rows: list[list[float]], worth: list[float], seed: int) -> Trees:
    from sklearn.ensemble import GradientBoostingRegressor

    model: Any = GradientBoostingRegressor(n_estimators=120, max_depth=3, subsample=0.7, random_state=seed)
    return from_sklearn(model.fit(rows, worth), CUT_NAMES)
