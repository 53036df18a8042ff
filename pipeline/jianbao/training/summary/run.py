"""``jianbao train summary``: from texts with summaries to ``models/summary``."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.config import Config
from jianbao.errors import ConfigError, ReadError
from jianbao.evaluation.measures import rouge_l
from jianbao.flow import Flow
from jianbao.language.width import fold
from jianbao.reading.layout.split import split_page
from jianbao.resources import model_path
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.bulletin import BULLETIN_NAMES, bulletin_row
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
from jianbao.training.common.cards import write_card
from jianbao.training.common.records import held_out, records
from jianbao.training.summary.choice import (
    Example,
    cross_validate,
    fit_choice,
    folds_of,
    near_duplicates,
    prepare,
    save_choice_model,
)
from jianbao.training.summary.train import headline_example, train_headline

BOUND = 90  # characters of a summary
FEWEST = 20  # texts with an editor's summary
FILES = ("headline.crf", "boundary.json", "route.json", "cut.json", "choice.json", "bulletin.json")
STAGES = ("sentences", "tokens", "entities", "times", "quantities", "people", "quotes", "events")


class SummarizedText(Struct, frozen=True):
    """A text with the summary that an editor gave it; of several stories the summary is their headlines."""

    id: str
    text: str
    summary: str


class Inputs(Struct, frozen=True):
    """What to train from; a part without data stays as it is shipped.

    Attributes:
        gold: annotated pages or lines with an editor's summary (``text``, ``summary``): the choice of clauses.
        single: JSON Lines of single stories with their summaries: where a lead is cut.
        several: JSON Lines of texts of several stories, one paragraph each; their summaries are headlines.
    """

    gold: Sequence[Path] = ()
    single: Path | None = None
    several: Path | None = None


def run(
    inputs: Inputs,
    out: Path,
    *,
    seed: int = 0,
    folds: int = 5,
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, float]:
    """Train what is in ``models/summary`` and write it to ``out`` with its card.

    Args:
        seed: of the boosted trees.
        folds: in how many parts the gold is cut to measure the choice of clauses on texts that were not trained on,
            near-duplicates in one part; 0 for no measure.
        on_progress: called with the number of texts that were read.

    Returns:
        How many examples each part was trained from, and the ROUGE-L of the choice of clauses, in per cent.

    Raises:
        ConfigError: there are too few texts to learn from.
        ReadError: a line of a file is not a text with its summary.
    """
    if (inputs.single is None) != (inputs.several is None):
        raise ConfigError(
            "single stories and texts of several train the parts together; give both, or neither"
        )
    counts: dict[str, float] = {}
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if not (out / name).exists():
            shutil.copyfile(model_path("summary") / name, out / name)
    if inputs.single and inputs.several:
        counts |= _train_broadcast(inputs.single, inputs.several, out, seed, on_progress)
    if inputs.gold:
        counts |= _train_choice(inputs, out, seed, folds, on_progress)
    write_card(out, _card(inputs, counts, seed), FILES)
    return counts


def _card(inputs: Inputs, counts: Mapping[str, float], seed: int) -> dict[str, Any]:
    named = [*inputs.gold, *(path for path in (inputs.single, inputs.several) if path)]
    return {
        "name": "summary",
        "task": "which clauses make a summary; words of an opening that a headline keeps; where a story begins; "
        "whether a text is several stories or a bulletin; where a lead is cut",
        "method": "boosted trees (scikit-learn) as plain arrays; a linear-chain CRF for headline.crf",
        "trained by": "jianbao train summary",
        "data": [path.name for path in named],
        "seed": seed,
        "figures": dict(counts),
    }


def _train_choice(
    inputs: Inputs, out: Path, seed: int, folds: int, on_progress: Callable[[int], None]
) -> dict[str, float]:
    examples = list(gold_examples(inputs.gold, on_progress))
    prepared = [item for item in map(prepare, examples) if item is not None]
    if len(prepared) < FEWEST:
        raise ConfigError(f"{len(prepared)} texts with a summary are too few; {FEWEST} are the least")
    groups = near_duplicates([item.body.article.text for item in prepared])
    counts: dict[str, float] = {"gold": len(prepared)}
    if folds > 1:
        counts["rouge_l"] = round(100 * cross_validate(prepared, groups, folds, seed=seed), 1)
    save_choice_model(fit_choice(prepared, folds_of(groups, 5), seed=seed), out / "choice.json")
    if inputs.single:
        bodies = [Body(a) for t in training_texts(inputs.single) for a in split_page(Page(t.id, t.text))[:1]]
        rows = [bulletin_row(body) for body in bodies]
        others = [
            [0.0, *bulletin_row(item.body)[1:]] for item in prepared
        ]  # as they would be without their title
        labels = [True] * len(rows) + [False] * len(others)
        save_trees(_classifier([*rows, *others], labels, BULLETIN_NAMES, seed), out / "bulletin.json")
        counts["bulletin"] = len(labels)
    return counts


def gold_examples(paths: Iterable[Path], on_progress: Callable[[int], None]) -> Iterator[Example]:
    """The texts of one article with their summaries, through the chain up to the events.

    Raises ReadError that names the file and the line of one that has no text or summary.
    """
    flow = Flow(Config.make(stages=STAGES).build())
    for number, row in enumerate((row for path in paths for row in _gold_rows(path)), 1):
        articles = split_page(Page(row.id, row.text))
        if len(articles) == 1 and row.summary.strip():
            yield from (Example(article, row.summary) for article in flow.process(articles).articles)
        on_progress(number)


def _gold_rows(path: Path) -> Iterator[SummarizedText]:
    def made(row: dict[str, Any]) -> SummarizedText:
        return SummarizedText(str(row["id"]), row["text"], row["summary"])

    if not path.is_dir() and path.suffix != ".json":
        yield from records(path, made, "id, text and summary")
        return
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            yield made(json.loads(file.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReadError(f"{file}: needs id, text and summary: {error}") from error


def _train_broadcast(
    single: Path, several: Path, out: Path, seed: int, on_progress: Callable[[int], None]
) -> dict[str, float]:
    ones, many = list(training_texts(single)), list(training_texts(several))
    if len(ones) < 5 or len(many) < 5:
        raise ConfigError(f"{single}, {several}: too few texts to train from; five of each are the least")
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
    return {"headline": len(examples), "boundary": len(rows), "route": len(routes), "cut": len(cut)}


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
