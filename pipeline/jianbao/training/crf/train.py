"""Training of ``models/crf``: annotated pages in, a CRF over words, lists and the article out.

python-crfsuite estimates the weights (OWL-QN, with L1 so that most features go); they are kept as hashed
features (``jianbao.engines.crf.feature_templates``) and applied by ``jianbao.engines.crf.crf``.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jianbao.article import Article
from jianbao.engines.crf.crf import Crf
from jianbao.engines.crf.model import NEEDS, TEMPLATES, hash_features
from jianbao.evaluation.measures import Prf
from jianbao.labels import TYPES
from jianbao.stages.entities.assembly import assemble
from jianbao.stages.entities.batch import Batch
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.tokens.stage import TokensStage
from jianbao.tagging.labels import Mention, split_pieces
from jianbao.training.common.cards import write_card
from jianbao.training.common.records import records
from jianbao.training.crf.examples import Example, Part, examples, read_annotated
from jianbao.training.crf.weights import Settings, fit

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
