"""Training of the line model: annotated pages and real stories in, ``models/layout`` out.

Annotated pages say which lines are headlines, subheads and furniture, but not which line goes on with the one
before; a first model, trained on made-up pages alone, says that for them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pycrfsuite

from jianbao.article import Page
from jianbao.errors import ReadError
from jianbao.evaluation.layers import Scores, score
from jianbao.reading.layout.line_facts import line_facts
from jianbao.reading.layout.line_features import line_features
from jianbao.reading.layout.line_model import LineModel
from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import Line, page_shape, physical_lines
from jianbao.reading.layout.split import split_page
from jianbao.training.common.cards import write_card
from jianbao.training.common.records import records
from jianbao.training.layout.pages import LabelledPage, PageMaker
from jianbao.training.layout.stories import Story, shingles, stories
from jianbao.writing.gold import to_gold

Gold = Mapping[str, Any]
FOLDS = 5
PAGES = 2400  # made-up pages
STORIES = 1650  # most stories of a file
LONGEST = 1500  # characters of a story
WEIGHT = 8  # how often an annotated page counts
SETTINGS = {"c1": 0.5, "c2": 0.1, "max_iterations": 120}


def known_labels(page: Gold, lines: Sequence[Line]) -> list[Label | None]:
    """What the annotation says of each line: headline, subhead, furniture, or None for a line of the body."""
    text, at = page["text"], 0
    labels: list[Label | None] = ["F"] * len(lines)
    for article in page["articles"]:
        title, start, end = article["title"], article["body_start"], article["body_end"]
        head = text.find(title, at, start) if title else -1
        subheads = set(article.get("subheads") or ())
        for i, line in enumerate(lines):
            if head >= 0 and head <= line.start < head + len(title):
                labels[i] = "H"
            elif start <= line.start < end:
                labels[i] = "S" if text[line.start : line.end] in subheads else None
        at = end
    return labels


def label_gold(page: Gold, model: LineModel) -> LabelledPage:
    """An annotated page with a label for each line; ``model`` says which lines of a body go on with the one before."""
    lines = physical_lines(page["text"])
    known = known_labels(page, lines)
    labels: list[Label] = []
    for i, (own, goes_on) in enumerate(zip(known, model.continues(lines), strict=True)):
        inner = i > 0 and known[i - 1] is None
        labels.append(own or ("C" if goes_on and inner else "B"))
    return LabelledPage(page["text"], labels)


class Sample(NamedTuple):
    """A page as the trainer takes it: the features of its lines, made once, and their labels."""

    features: Any
    labels: list[Label]


def sample(page: LabelledPage) -> Sample:
    """The features and labels of ``page``."""
    lines = physical_lines(page.text)
    features = line_features(lines, line_facts(lines), page_shape(lines))
    return Sample(pycrfsuite.ItemSequence(features), page.labels)


def fit(samples: Iterable[Sample], path: Path) -> LineModel:
    """A line model trained on ``samples``, written to ``path``."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in samples:
        trainer.append(features, labels)
    trainer.set_params({**SETTINGS, "feature.possible_transitions": True})
    trainer.train(str(path))
    return LineModel(path)


def cross_validate(
    gold: Sequence[Gold], annotated: Sequence[Sample], made_up: Sequence[Sample], work: Path
) -> dict[str, Gold]:
    """The predictions for each page of ``gold`` by a model that has not seen it, by page id.

    annotated: the samples of the pages of ``gold``, in the same order.
    """
    predictions: dict[str, Gold] = {}
    for fold in range(FOLDS):
        seen = [page for i, page in enumerate(annotated) if i % FOLDS != fold]
        model = fit([*made_up, *seen * WEIGHT], work / f"fold{fold}.crfsuite")
        predictions |= {page["id"]: predict(page, model) for page in gold[fold::FOLDS]}
    return predictions


def predict(page: Gold, model: LineModel) -> Gold:
    """The articles of a page in the gold format."""
    whole = Page(id=page["id"], text=page["text"], date=page.get("publish_date"))
    return to_gold(whole, split_page(whole, model=model))


def figures(gold: Sequence[Gold], predictions: Mapping[str, Gold]) -> dict[str, float]:
    """Joint accuracy of the split and F1 of names, roles and outlets of bylines."""
    scores: Scores = score(gold, predictions)
    return {
        "joint": round(scores.shares["article joint"].value, 4),
        "split F1": round(scores.prf["article split"].f1, 4),
        "byline F1": round(scores.prf["byline name+role+outlet"].f1, 4),
    }


def read_stories(path: Path, keep_apart: set[str], most: int) -> list[Story]:
    """Up to ``most`` stories of a JSON Lines file (.jsonl, .jsonl.xz), one in eleven of them with subheads.

    keep_apart: runs of characters (see ``shingles``) of texts that must not be among them.
    """
    rows = records(path, lambda row: {**row, "text": row["text"]}, "text")
    found = [story for story in stories(rows) if len("".join(story.paragraphs)) < LONGEST]
    chosen: list[Story] = []
    for subheads, share in ((False, most * 10 // 11), (True, most // 11)):
        some = [story for story in found if bool(story.subheads) == subheads]
        chosen += Random(0).sample(some, min(share, len(some)))
    return [story for story in chosen if not keep_apart & shingles("".join(story.paragraphs))]


def train(
    gold: Sequence[Gold], files: Sequence[Path], out: Path, *, pages: int = PAGES
) -> dict[str, dict[str, float]]:
    """Cross-validates on ``gold``, trains on all of it and ``pages`` pages made of the stories in ``files``.

    Writes the model and its card to the folder ``out``. Returns the figures of the cross-validation: of all
    pages, and of those whose ids begin with the same letter. Raises ReadError where ``files`` hold no story
    that is not on the annotated pages.
    """
    apart = set[str]().union(*(shingles(page["text"]) for page in gold))
    pools = [read_stories(path, apart, STORIES) for path in files]
    if not any(pools):
        raise ReadError("no stories to make pages of; name files with other texts than the annotated pages'")
    maker = PageMaker([story for pool in pools for story in pool * _times(len(pool))], seed=1)
    made_up = [sample(page) for page in maker.pages(pages)]
    with tempfile.TemporaryDirectory() as work:
        first = fit(made_up, Path(work) / "first.crfsuite")
        annotated = [sample(label_gold(page, first)) for page in gold]
        predictions = cross_validate(gold, annotated, made_up, Path(work))
    out.mkdir(parents=True, exist_ok=True)
    fit([*made_up, *annotated * WEIGHT], out / "lines.crfsuite")
    groups = {"all": list(gold)} | {
        k: [p for p in gold if p["id"][0] == k] for k in sorted({p["id"][0] for p in gold})
    }
    result = {name: figures(group, predictions) for name, group in groups.items()}
    _write_card(out, len(gold), sum(map(len, pools)), pages, result)
    return result


def _times(size: int) -> int:
    """How often the stories of a pool are used: a small one up to three times, so that large ones do not drown it."""
    return max(1, min(3, STORIES // max(size, 1)))


def _write_card(
    out: Path, gold: int, found: int, made: int, result: Mapping[str, Mapping[str, float]]
) -> None:
    card = {
        "name": "layout",
        "task": "what each line of a newspaper page is: headline (H), subhead (S), paragraph begin (B), "
        "continuation (C), furniture (F)",
        "method": "linear-chain CRF over line features (python-crfsuite, Apache-2.0 / BSD)",
        "trained by": "jianbao train layout",
        "settings": {**SETTINGS, "weight of an annotated page": WEIGHT},
        "data": f"{gold} annotated pages of Chinese newspapers and {made} pages put together from {found} single "
        "stories (broadcast news and local web news); for research use, not part of the repository",
        "terms": "trained on texts that are for research use; the weights hold single characters and counts, no texts",
        "cross-validation": {
            "folds": FOLDS,
            "by": "page; groups by the first letter of the page's id",
            **result,
        },
    }
    write_card(out, card, ["lines.crfsuite"])
