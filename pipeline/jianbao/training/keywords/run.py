"""``jianbao train keywords``: from titles, texts and editors' tags to ``models/keywords``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from jianbao.article import Article, Entity, Page, QuotedTerm, Slogan, SloganFamily, Tokens
from jianbao.config import Config
from jianbao.evaluation.datasets import load_dataset
from jianbao.flow import Flow
from jianbao.reading.layout.split import split_page
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.blend import blend_scores
from jianbao.stages.keywords.dedupe import choose_terms
from jianbao.stages.keywords.features import Rates, fill_rates
from jianbao.stages.keywords.ranker import Trees
from jianbao.training.common.records import held_out, records
from jianbao.training.keywords.train import (
    Example,
    Prepared,
    count_rates,
    fit,
    plain,
    prepare,
    save,
    thinned,
    write_terms,
)

STAGES = ("sentences", "tokens", "entities", "slogans")


class Inputs(Struct):
    """``data``: JSON Lines (plain or .xz) with id, title, text and keywords; ``gold``: annotated pages."""

    data: list[Path]
    gold: list[Path]


def run(
    inputs: Inputs,
    out: Path,
    *,
    gold_weight: float = 12.0,
    keep: float = 0.15,
    rounds: int = 160,
    seed: int = 0,
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, float]:
    """Train the ranker and write ``out``; the F1@5 on the texts held out, in per cent.

    Every text is learned from twice, with its title and without, so that the ranker does not lean on titles;
    ``keep`` is the share of terms that are no keywords that is learned from, weighted up again.
    """
    flow, background = Flow(Config.make(stages=STAGES).build()), load_background()
    groups: list[list[Prepared]] = []
    tests: list[list[tuple[Prepared, frozenset[str]]]] = []
    examples = (pair for path in inputs.data for pair in tagged_texts(path))
    for number, (page, tags) in enumerate(examples, 1):
        article = next(iter(flow.process(split_page(page)[:1]).articles), None)
        if article is None:
            continue
        pair = [Example(article, tags), Example(headless(article), tags)]
        found = list(prepare(pair, background))
        if held_out(page.id):
            tests.append([(p, tags) for p in found])
        else:
            groups.append(found)
        on_progress(number)
    for page, tags in gold_pages(inputs.gold):
        articles = flow.process(split_page(page)).articles
        both = [Example(a, tags, gold_weight) for x in articles for a in (x, headless(x))]
        groups.append(list(prepare(both, background)))
    rates = count_rates(item for group in groups for item in group)
    trees = fit(*thinned(groups, rates, keep=keep, seed=seed), rounds=rounds, seed=seed)
    figures = {
        f"f1_at_5_{name}": round(f1_at(5, trees, rates, [t[i] for t in tests if len(t) > i]), 2)
        for i, name in enumerate(("with_title", "without_title"))
    }
    info = {"rounds": rounds, "texts": len(groups), "held_out": len(tests), **figures}
    save(out, trees, rates, info)
    write_terms(out / "terms.tsv.gz", background.documents, background.df, rates.term)
    return figures


def tagged_texts(path: Path) -> Iterator[tuple[Page, frozenset[str]]]:
    """The texts of a JSON Lines file and their keywords; raises ReadError with the line."""

    def made(row: dict[str, Any]) -> tuple[Page, frozenset[str]]:
        page = Page(id=row["id"], text=row["text"], title=row.get("title"), date=row.get("date"))
        return page, frozenset(map(plain, row["keywords"]))

    return records(path, made, "id, title, text and keywords")


def gold_pages(paths: Sequence[Path]) -> Iterator[tuple[Page, frozenset[str]]]:
    """Annotated pages and their themes."""
    for path in paths:
        for row in load_dataset(path).pages:
            page = Page(id=row["id"], text=row["text"], date=row.get("publish_date"))
            yield page, frozenset(map(plain, row.get("themes", ())))


def headless(article: Article) -> Article:
    """``article`` as it would be without its headline: text and layers from the body on."""
    at = article.body.start
    short = Article.from_text(article.text[at:], id=article.id, date=article.date)
    tokens = article.tokens or Tokens([], [], [])
    first = next((i for i, start in enumerate(tokens.starts) if start >= at), len(tokens))
    short.tokens = Tokens(
        [s - at for s in tokens.starts[first:]], [e - at for e in tokens.ends[first:]], tokens.tags[first:]
    )
    short.entities = [
        Entity(e.start - at, e.end - at, e.type, e.text) for e in article.entities or () if e.start >= at
    ]
    short.quoted = [
        QuotedTerm(q.text, q.start - at, q.end - at, q.kind) for q in article.quoted or () if q.start >= at
    ]
    short.slogans = [
        SloganFamily(
            f.family, f.shared, f.frame, [Slogan(m.term, m.start - at, m.end - at) for m in f.members]
        )
        for f in article.slogans or ()
        if f.members[0].start >= at
    ]
    return short


def f1_at(count: int, trees: Trees, rates: Rates, tests: Iterable[tuple[Prepared, frozenset[str]]]) -> float:
    """The mean F1 of the first ``count`` terms against the tags, in per cent."""
    scores = []
    for item, tags in tests:
        fill_rates(item.features, item.keys, rates)
        raw = blend_scores(trees.scores(item.features), item.features)
        odds = (1 / (1 + np.exp(-raw))).tolist()
        ranked = sorted(zip((k[0] for k in item.keys), odds, strict=True), key=lambda pair: -pair[1])
        terms = list(dict.fromkeys(plain(t) for t, _ in choose_terms(ranked, count, 0.3)))
        hits = len(tags & set(terms))
        scores.append(200.0 * hits / (len(terms) + len(tags)) if terms else 0.0)
    return float(np.mean(scores)) if scores else 0.0


def card(inputs: Inputs, figures: dict[str, Any]) -> dict[str, Any]:
    """What ``model.json`` says of a training: its inputs by name, and the figures."""
    return {"data": [p.name for p in inputs.data], "gold": [p.name for p in inputs.gold], **figures}
