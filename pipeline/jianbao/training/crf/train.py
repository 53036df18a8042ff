"""Training of ``models/crf``: annotated pages in, a CRF over words, lists and the article out.

python-crfsuite estimates the weights (OWL-QN, with L1 so that most features go); they are kept as hashed
features (``jianbao.engines.crf.feature_templates``) and applied by ``jianbao.engines.crf.crf``.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from jianbao.article import Article, Page
from jianbao.engines.crf.crf import Crf
from jianbao.engines.crf.model import NEEDS, TEMPLATES, hash_features
from jianbao.errors import ReadError
from jianbao.evaluation.measures import Prf
from jianbao.labels import TYPES
from jianbao.reading.layout.split import split_page
from jianbao.stages.entities.assembly import assemble
from jianbao.stages.entities.batch import Batch
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.tokens.stage import TokensStage
from jianbao.tagging.hashing import Keys
from jianbao.tagging.labels import LABEL_NUMBER, LABELS, Mention, encode, split_pieces, transition_scores
from jianbao.training.common.cards import write_card
from jianbao.training.common.records import records

SHORT, LONG = 200, 2500  # characters: texts outside are no news item, or many
CARD = {
    "name": "crf",
    "version": "2",
    "task": "people, places, organisations and calendar times in newspaper text, by its conventions",
    "method": "linear-chain CRFs over hashed features of characters, words of LAC and jieba, lists, the calendar and "
    "the rest of the article (estimated by python-crfsuite)",
    "trained by": "jianbao train crf GOLD..., then again with --texts NEWS for lac-more.npz",
    "data": "annotated pages of Chinese newspapers and web news, and for lac-more.npz local web news as the product "
    "read it; for research use, not part of the repository",
    "terms": "the weights may be used under the project's licence; the texts they were trained on are not in them",
}
MEASURES = ("micro", *TYPES)


class Settings(NamedTuple):
    """How to train: L1 and L2, how long, and how often a feature must be seen to count."""

    c1: float = 0.1
    c2: float = 0.01
    iterations: int = 40
    least: int = 2


class Part(NamedTuple):
    """An article of a page with its features, and the mentions that it should have, at its own offsets."""

    article: Article
    text: str
    keys: Keys
    mentions: list[Mention]


class Example(NamedTuple):
    """An annotated page; ``gold`` are its mentions at offsets into the page as it came."""

    id: str
    layout: bool  # articles and layout are annotated too: a page to score on
    gold: set[Mention]
    parts: list[Part]


def examples(records: Iterable[dict[str, Any]], variant: str) -> Iterator[Example]:
    """The annotated pages as the chain sees them: split, mended, tagged by LAC and jieba.

    records: ``id``, ``text`` and ``entities`` of each page; one without ``articles`` is a single article.
    """
    tokens = TokensStage()
    for record in records:
        layout = "articles" in record
        page = Page(id=record["id"], text=record["text"], date=record.get("publish_date"))
        articles = split_page(page) if layout else [Article.from_text(page.text, id=page.id)]
        batch = Batch(list(tokens(articles)))
        gold = {(e["start"], e["end"], e["type"]) for e in record["entities"]}
        taggings = batch.taggings(NEEDS[variant])
        parts = [
            Part(article, text, hash_features(text, tagging, variant), sorted(_own(article, gold)))
            for article, text, tagging in zip(batch.articles, batch.texts, taggings, strict=True)
        ]
        yield Example(page.id, layout, gold, parts)


def _own(article: Article, gold: set[Mention]) -> Iterator[Mention]:
    """The mentions of a page that lie in ``article``, at its own offsets."""
    clean = {article.raw_map.to_raw(i): i for i in range(len(article.text))}
    for start, end, kind in gold:
        first, last = clean.get(start, -1), clean.get(end - 1, -1)
        if 0 <= first <= last and article.raw_span(first, last + 1) == (start, end):
            yield first, last + 1, kind


def variants() -> list[str]:
    """The models that there are: by the taggers that they see."""
    return list(TEMPLATES)


def train(
    paths: Sequence[Path],
    folder: Path,
    variant: str,
    settings: Settings,
    *,
    folds: int = 5,
    held_out: Sequence[str] = (),
) -> dict[str, Prf]:
    """Train a variant on annotated pages and write it, with its card, to ``folder``; returns its scores.

    paths: folders of ``.json`` pages, single pages, ``.jsonl`` files. folds: of cross-validation by page, 0 for
    none. held_out: ids of pages to score on and not to train on, instead of folds.
    Raises ReadError for data that cannot be read.
    """
    data = list(examples((record for path in paths for record in read_annotated(path)), variant))
    crf = fit([part for e in data if e.id not in held_out for part in e.parts], settings)
    folder.mkdir(parents=True, exist_ok=True)
    crf.save(folder / f"{variant}.npz")
    if held_out:
        scores = score([e for e in data if e.id in held_out], crf)
    else:
        scores = cross_validate(data, settings, folds) if folds > 1 else {}
    _write_card(folder, variant, data, settings, scores)
    return scores


def train_more(
    paths: Sequence[Path], texts: Sequence[Article], folder: Path, variant: str, settings: Settings
) -> int:
    """Train a second model on the annotated pages and on ``texts`` as the chain reads them now (self-training).

    The teacher is the stage with its shipped models, the encoder among them; the pupil is averaged with the
    first model of the variant. Returns the number of mentions learned from.
    Source: Scudder 1965; of a larger model into a smaller one, Hinton, Vinyals and Dean 2015.
    """
    data = list(examples((record for path in paths for record in read_annotated(path)), variant))
    parts = [part for example in data for part in example.parts]
    read = [part for article in texts for part in _as_read(article, variant)]
    crf = fit([*parts, *read], settings)
    folder.mkdir(parents=True, exist_ok=True)
    crf.save(folder / f"{variant}-more.npz")
    _write_card(folder, f"{variant}-more", data, settings, {}, [part.text for part in read])
    return sum(len(part.mentions) for part in read)


def _as_read(article: Article, variant: str) -> Iterator[Part]:
    """An article with the mentions that the chain finds in it."""
    [done] = _teacher()(TokensStage()([article]))
    batch = Batch([done])
    [tagging] = batch.taggings(NEEDS[variant])
    text = batch.texts[0]
    found: list[Mention] = [(e.start, e.end, e.type) for e in done.entities or ()]
    yield Part(done, text, hash_features(text, tagging, variant), found)


@cache
def _teacher() -> EntitiesStage:
    return EntitiesStage(EntitiesConfig(engine="crf,accurate"))


def unlabelled(path: Path, annotated: Iterable[str], most: int, seed: int = 3) -> list[Article]:
    """Texts of JSON Lines (plain or .xz; ``title`` and ``text``), in random order, ``most`` characters in all.

    Very short and very long ones are passed over, and those that share a run of 30 characters with an annotated text.
    """
    rows = list(records(path, lambda row: {**row, "text": row["text"]}, "text"))
    random.Random(seed).shuffle(rows)
    known = {run for text in annotated for run in _runs(text, 1)}
    out: list[Article] = []
    size = 0
    for row in rows:
        text = f"{row.get('title') or ''}\n{row['text']}"
        if SHORT < len(text) < LONG and known.isdisjoint(_runs(text, 7)):
            out.append(Article.from_text(text, id=str(row.get("id", len(out)))))
            size += len(text)
            if size >= most:
                break
    return out


def _runs(text: str, step: int) -> set[str]:
    bare = "".join(text.split())
    return {bare[i : i + 30] for i in range(0, max(len(bare) - 29, 1), step)}


def read_annotated(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a folder of pages, of one page, or of JSON Lines; ReadError names file and line."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise ReadError(f"{path}: no annotated pages (*.json) in this folder")
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ReadError(f"{file}: cannot read: {error.strerror}") from error
        rows = data.splitlines() if file.suffix == ".jsonl" else [data]
        for number, row in enumerate(rows, 1):
            if row.strip():
                yield _record(f"{file}:{number}", row, file.stem)


def _record(where: str, row: bytes, id: str) -> dict[str, Any]:
    try:
        record = {"id": id, **msgspec.json.decode(row, type=dict[str, Any])}
        _ = record["text"], [(e["start"], e["end"], e["type"]) for e in record["entities"]]
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise ReadError(f"{where}: no annotated page with text and entities: {error}") from error
    return record


def _write_card(
    folder: Path,
    variant: str,
    data: Sequence[Example],
    settings: Settings,
    scores: Mapping[str, Prf],
    read: Sequence[str] = (),
) -> None:
    """Add a variant to ``model.json``."""
    path = folder / "model.json"
    card: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    card.update(CARD)
    name = f"{variant}.npz"
    card.setdefault("training", {})[name] = {
        "annotated pages": len(data),
        "their characters": sum(len(part.text) for e in data for part in e.parts),
        "their mentions": sum(len(e.gold) for e in data),
        "characters read by the product": sum(map(len, read)),
        "settings": settings._asdict(),
    }
    if scores:
        card.setdefault("F1 on pages not trained on", {})[name] = {
            measure: round(prf.f1, 4) for measure, prf in scores.items()
        }
    write_card(folder, card, [name])


def fit(parts: Sequence[Part], settings: Settings) -> Crf:
    """A CRF trained on ``parts``; features seen fewer than ``settings.least`` times are left out."""
    import pycrfsuite

    known, count = np.unique(np.concatenate([part.keys.ravel() for part in parts]), return_counts=True)
    known = known[count >= settings.least]
    names = np.array([format(key, "x") for key in known.tolist()], dtype=object)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations})
    for part in parts:
        rows = np.searchsorted(known, part.keys).clip(max=len(known) - 1)
        there = known[rows] == part.keys
        labels = encode(len(part.text), part.mentions)
        for start, end in split_pieces(part.text):
            trainer.append([names[rows[i][there[i]]].tolist() for i in range(start, end)], labels[start:end])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "entities.crfsuite")
        trainer.train(path)
        return _read(path)


def _read(path: str) -> Crf:
    """The model that crfsuite wrote, as arrays."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    tagger.close()
    row_of = {name: i for i, name in enumerate(sorted({n for n, _ in info.state_features}, key=_key))}
    weights = np.zeros((len(row_of), len(LABELS)), dtype=np.float32)
    for (name, label), weight in info.state_features.items():
        weights[row_of[name], LABEL_NUMBER[label]] = weight
    transitions = transition_scores(LABELS)
    for (before, after), weight in info.transitions.items():
        transitions[LABEL_NUMBER[before], LABEL_NUMBER[after]] = weight
    return Crf(LABELS, np.array([_key(name) for name in row_of], dtype=np.uint64), weights, transitions)


def _key(name: str) -> int:
    return int(name, 16)


def cross_validate(
    data: Sequence[Example], settings: Settings, folds: int = 5, seed: int = 1
) -> dict[str, Prf]:
    """Scores on pages that the model was not trained on, fold by fold, at offsets into the pages as they came.

    Only pages with a layout are held out and scored; the others are trained on in every fold.
    """
    ids = [example.id for example in data if example.layout]
    random.Random(seed).shuffle(ids)
    total = {name: Prf() for name in MEASURES}
    for k in range(folds):
        held = set(ids[k::folds])
        crf = fit([part for e in data if e.id not in held for part in e.parts], settings)
        for name, counts in score([e for e in data if e.id in held], crf).items():
            total[name].add(counts.correct, counts.predicted, counts.gold)
    return total


def score(held: Iterable[Example], crf: Crf) -> dict[str, Prf]:
    """What ``crf`` finds on pages, against what is there."""
    scores = {name: Prf() for name in MEASURES}
    for example in held:
        predicted = found(example, crf)
        for name in MEASURES:
            a, b = ({m for m in side if name in ("micro", m[2])} for side in (example.gold, predicted))
            scores[name].add(len(a & b), len(b), len(a))
    return scores


def found(example: Example, crf: Crf) -> set[Mention]:
    """The mentions that ``crf`` finds in an annotated page, at offsets into the page as it came."""
    out: set[Mention] = set()
    for part in example.parts:
        cuts = split_pieces(part.text)
        scores = crf.marginals(crf.emissions(part.keys), cuts)
        for (start, end, kind), _ in assemble([part.text], [scores], [cuts])[0].mentions:
            out.add((*part.article.raw_span(start, end), kind))
    return out
