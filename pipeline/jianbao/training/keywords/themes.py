"""``jianbao train themes``: the ranker of themes from annotated texts, measured by cross-validation over texts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jianbao.article import Article, Keyword, Page
from jianbao.config import Config
from jianbao.engines import make_engine
from jianbao.engines.fast.engine import FastEngine
from jianbao.evaluation.datasets import load_dataset
from jianbao.evaluation.layers import Scores
from jianbao.evaluation.themes import alike, theme_hits
from jianbao.flow import Flow
from jianbao.reading.layout.split import split_page
from jianbao.stages.keywords.background import Background, load_background
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates, theme_candidates
from jianbao.stages.keywords.cover import cover_terms
from jianbao.stages.keywords.features import Rates, feature_table
from jianbao.stages.keywords.kinds import kind_of
from jianbao.stages.keywords.ranker import Calibrated, ThemeRanker, Trees, load_ranker
from jianbao.stages.keywords.sieve import Sieve
from jianbao.stages.keywords.span_head import OF_HEAD, SpanHead, head_rows
from jianbao.stages.keywords.theme_features import (
    KEYS,
    THEME_FEATURES,
    Tally,
    ThemeKeys,
    ThemeRate,
    fill_theme_rates,
    theme_keys,
    theme_rate,
    theme_table,
)
from jianbao.stages.summary.page_digest import page_themes
from jianbao.training.common.records import records
from jianbao.training.keywords.run import STAGES, headless
from jianbao.training.keywords.span_head import HeadSums
from jianbao.training.keywords.train import fit_trees, plain, tree_arrays

FOLDS, PARTS = 5, 3  # of the texts; and of each fold, for rates that a text must not have given itself
_ENOUGH = 5  # candidates of a key, for its rates to be kept
_SHINGLE, _SHARED = 16, 20  # characters in a row, and how many such rows make two texts near-duplicates
_NEAR_SHARE, _OTHER_SHARE = 0.4, 0.12  # of the candidates that hold or lie in a theme, and of the others


class ThemeText(NamedTuple):
    """An annotated page: its themes, and what ``theme_hits`` looks at."""

    page: Page
    gold: dict[str, Any]


class Form(NamedTuple):
    """An article as one engine read it, with or without its headline: its candidates, their labels and keys."""

    text: int  # number of the annotated text
    engine: int  # number of the engine that read it
    whole: bool  # with its headline
    article: Article
    draft: Draft
    found: dict[str, Candidate]
    table: NDArray[np.float32]
    keys: list[ThemeKeys]
    chosen: NDArray[np.bool_]
    near: NDArray[np.float64]
    sample: NDArray[np.bool_]
    of_head: dict[
        int, NDArray[np.float32]
    ]  # OF_HEAD by heads that saw neither the form's fold nor the one named


class Settings(Struct, frozen=True):
    """``engines``: whose words and entities are learned from; ``rounds``, ``leaves``, ``rate``: of the trees.

    ``network``: the fast engine whose states the span head reads, ``fast`` or ``fast:FOLDER``.
    """

    engines: tuple[str, ...] = ("accurate", "fast")
    network: str = "fast"
    rounds: int = 80
    leaves: int = 8
    rate: float = 0.1
    seed: int = 0


def run(
    gold: Sequence[Path],
    out: Path,
    settings: Settings | None = None,
    *,
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, float]:
    """Train the ranker of themes and write ``themes.json`` to ``out``; the figures by cross-validation over texts.

    Near-duplicate texts are held out together. Raises ReadError for a file that holds no annotated themes.
    """
    settings = settings or Settings()
    texts = [text for path in gold for text in theme_texts(path)]
    read = (
        (engine, number, article)
        for engine, name in enumerate(settings.engines)
        for number, article in read_articles(texts, name, partial(_report, on_progress, engine * len(texts)))
    )
    return train(texts, read, out, settings)


def _report(on_progress: Callable[[int], None], before: int, done: int) -> None:
    on_progress(before + done)


def train(
    texts: Sequence[ThemeText], read: Iterable[tuple[int, int, Article]], out: Path, settings: Settings
) -> dict[str, float]:
    """Train on articles that were read: (number of the engine, number of the text, article with its layers)."""
    background, tags = load_background(), load_ranker().rates
    dice = np.random.default_rng(settings.seed)
    forms: list[Form] = []
    for engine, number, article in read:
        for shown in (article, headless(article)) if article.body.start else (article,):
            form = make_form(texts[number], shown, background, tags, dice)
            if form:
                forms.append(form._replace(text=number, engine=engine, whole=shown is article))
    fold_of = folds([text.page.text for text in texts], settings.seed)
    head = learn_head(forms, fold_of, settings)
    part_of = [_part(fold_of, number) for number in range(len(fold_of))]
    tallies = tally_parts(forms, part_of)
    whole = add_up(tallies.values())
    figures: dict[str, float] = {}
    rankers = []
    for headed in (False, True):
        found, slope, shift = cross_validate(texts, forms, fold_of, background, settings, headed=headed)
        figures |= found if headed else {f"{name}, no span head": value for name, value in found.items()}
        trees = fit_themes(forms, whole, tallies, fold_of, settings, headed=headed)
        rankers.append(Calibrated(trees, slope, shift))
    info = {"texts": len(texts), "engines": settings.engines, "rounds": settings.rounds, **figures}
    save_themes(out, ThemeRanker(rankers[0], rankers[1], head, [], info), whole)
    return figures


def learn_head(forms: Sequence[Form], fold_of: Sequence[int], settings: Settings) -> SpanHead:
    """The span head of all texts; writes into each form what heads say of it that did not see its text.

    Of each text the forms that the last engine read are learned from, with their headlines.
    """
    network = cast("FastEngine", make_engine(settings.network))
    sums, last = HeadSums(network.digest, FOLDS), len(settings.engines) - 1
    for form in forms:
        if form.whole and form.engine == last:
            targets = np.column_stack([form.chosen, form.near])
            sums.add(fold_of[form.text], network.states(form.draft.text), form.draft, form.found, targets)
    for form in forms:
        states, own = network.states(form.draft.text), fold_of[form.text]
        for other in range(FOLDS):
            outputs = sums.head(frozenset({own, other})).probe.outputs(states)
            form.of_head[other] = head_rows(outputs, form.draft, form.found)
    return sums.head()


def theme_texts(path: Path) -> Iterator[ThemeText]:
    """The annotated texts of ``path``: JSON Lines with id, text and themes, or gold pages; raises ReadError."""

    def made(row: dict[str, Any]) -> ThemeText:
        themes = row["themes"]
        if not isinstance(row["text"], str) or not all(isinstance(t, str) for t in themes):
            raise TypeError("text is a string, themes a list of strings")
        return ThemeText(Page(id=row["id"], text=row["text"], date=row.get("publish_date")), row)

    if ".jsonl" in path.suffixes:
        yield from records(path, made, "id, text and themes")
    else:
        yield from map(made, load_dataset(path).pages)


def read_articles(
    texts: Sequence[ThemeText], engine: str, on_progress: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[int, Article]]:
    """The articles of each text with the layers that keywords need, by ``engine``: (number of the text, article)."""
    flow = Flow(
        Config.make(None, [f'entities.engine="{engine}"'], (*STAGES[:3], "quantities", *STAGES[3:])).build()
    )
    for number, text in enumerate(texts):
        for article in flow.process(split_page(text.page)).articles:
            yield number, article
        on_progress(number + 1)


def make_form(
    text: ThemeText, article: Article, background: Background, tags: Rates, dice: np.random.Generator
) -> Form | None:
    """The candidates of ``article`` and what they are worth; None where it has none."""
    draft = Draft(article)
    found = theme_candidates(draft, candidates(draft, background.df), background.df)
    if not found:
        return None
    themes = {plain(t) for t in text.gold["themes"]}
    terms = [plain(t) for t in found]
    chosen = np.array([t in themes for t in terms])
    near = np.array([max((likeness(t, g) for g in themes), default=0.0) for t in terms])
    roll = dice.random(len(terms))
    sample = chosen | (roll < np.where(near > 0, _NEAR_SHARE, _OTHER_SHARE))
    table = theme_table(feature_table(draft, found, background, tags), draft, found, background)
    keys = [theme_keys(term, c) for term, c in found.items()]
    return Form(0, 0, True, article, draft, found, table, keys, chosen, near, sample, {})


def likeness(a: str, b: str) -> float:
    """How near two themes are: the share of the shorter in the longer where it lies inside, else 0."""
    return min(len(a), len(b)) / max(len(a), len(b)) if alike(a, b) else 0.0


def folds(texts: Sequence[str], seed: int) -> list[int]:
    """The fold of each text; texts that share long stretches are in one fold.

    >>> fold_of = folds(["今天全县防汛演练在石桥镇举行，抢险队伍赶赴现场处置险情，群众有序转移。" * 2] * 2, 0)
    >>> fold_of[0] == fold_of[1]
    True
    """
    leader = list(range(len(texts)))

    def find(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    holders: defaultdict[str, list[int]] = defaultdict(list)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for number, text in enumerate(re.sub(r"\W", "", t) for t in texts):
        for at in range(max(0, len(text) - _SHINGLE)):
            shingle = text[at : at + _SHINGLE]
            for other in {i for i in holders[shingle] if i != number}:
                shared[other, number] += 1
            if len(holders[shingle]) < PARTS:
                holders[shingle].append(number)
    for (i, j), count in shared.items():
        if count >= _SHARED:
            leader[find(j)] = find(i)
    groups = sorted({find(i) for i in range(len(texts))})
    order = dict(zip(groups, np.random.default_rng(seed).permutation(len(groups)).tolist(), strict=True))
    return [order[find(i)] % FOLDS for i in range(len(texts))]


def _part(fold_of: Sequence[int], text: int) -> int:
    """The part of the texts that a text is in: PARTS of each fold."""
    return fold_of[text] * PARTS + text % PARTS


Tallies = list[dict[str, Tally]]  # by key of KEYS


def tally_parts(forms: Iterable[Form], part_of: Sequence[int]) -> dict[int, Tallies]:
    """What the candidates of each part of the texts were worth, by key."""
    parts: dict[int, Tallies] = {}
    for form in forms:
        tallies = parts.setdefault(part_of[form.text], [{} for _ in KEYS])
        for keys, chosen, near in zip(form.keys, form.chosen.tolist(), form.near.tolist(), strict=True):
            for counts, key in zip(tallies, keys, strict=True):
                have = counts.get(key, Tally(0, 0, 0.0))
                counts[key] = Tally(have.seen + 1, have.chosen + chosen, have.near + near)
    return parts


def add_up(parts: Iterable[Tallies]) -> Tallies:
    """The tallies of several parts together."""
    whole: Tallies = [{} for _ in KEYS]
    for tallies in parts:
        for counts, more in zip(whole, tallies, strict=True):
            for key, tally in more.items():
                have = counts.get(key, Tally(0, 0, 0.0))
                counts[key] = Tally(
                    have.seen + tally.seen, have.chosen + tally.chosen, have.near + tally.near
                )
    return whole


class Without:
    """Rates of one key counted on ``whole`` less ``part``, worked out as they are asked for: what RateTable tells."""

    def __init__(self, key: int, whole: Mapping[str, Tally], part: Mapping[str, Tally]) -> None:
        self._key, self._whole, self._part = key, whole, part
        self._known: dict[str, ThemeRate] = {}

    def rows(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """(terms, 2); the priors for what was not seen often enough."""
        return np.array([self._rate(term) for term in terms], np.float32).reshape(-1, 2)

    def _rate(self, term: str) -> ThemeRate:
        if term not in self._known:
            tally, less = self._whole.get(term), self._part.get(term)
            if tally and less:
                tally = Tally(tally.seen - less.seen, tally.chosen - less.chosen, tally.near - less.near)
            enough = tally if tally and tally.seen >= _ENOUGH else Tally(0, 0, 0.0)
            self._known[term] = theme_rate(self._key, enough)
        return self._known[term]


def rates_of(whole: Tallies, less: Tallies | None = None) -> list[Without]:
    """The rates of what was counted, without what was counted on ``less``."""
    parts = less or [{} for _ in KEYS]
    return [Without(i, w, p) for i, (w, p) in enumerate(zip(whole, parts, strict=True))]


def fit_themes(
    forms: Sequence[Form],
    whole: Tallies,
    parts: Mapping[int, Tallies],
    fold_of: Sequence[int],
    settings: Settings,
    *,
    headed: bool = False,
    without: int | None = None,
) -> Trees:
    """Trees on the sampled candidates of ``forms``, each with the rates that the other parts of the texts gave.

    headed: with what the span head says, by heads that saw neither the text nor the fold ``without``.
    """
    rates = {part: rates_of(whole, tallies) for part, tallies in parts.items()}
    rows, labels, weights = [], [], []
    for form in forms:
        fold = fold_of[form.text]
        taken = form.table[form.sample].copy()
        keys = [key for key, t in zip(form.keys, form.sample.tolist(), strict=True) if t]
        fill_theme_rates(taken, keys, rates[_part(fold_of, form.text)])
        if headed:
            of_head = form.of_head[fold if without is None else without][form.sample]
            taken = np.concatenate([taken, of_head], axis=1)
        rows.append(taken)
        labels.append(form.chosen[form.sample])
        share = np.where(form.chosen, 1.0, np.where(form.near > 0, _NEAR_SHARE, _OTHER_SHARE))
        weights.append(1.0 / share[form.sample])
    return fit_trees(
        np.concatenate(rows), np.concatenate(labels), np.concatenate(weights),
        rounds=settings.rounds, rate=settings.rate, leaves=settings.leaves, seed=settings.seed,
    )  # fmt: skip


def cross_validate(
    texts: Sequence[ThemeText],
    forms: Sequence[Form],
    fold_of: Sequence[int],
    background: Background,
    settings: Settings,
    *,
    headed: bool = False,
) -> tuple[dict[str, float], float, float]:
    """Figures on texts held out, and the slope and shift that make their log odds true."""
    part_of = [_part(fold_of, number) for number in range(len(fold_of))]
    tallies = tally_parts(forms, part_of)
    raw: list[tuple[Form, NDArray[np.float32]]] = []
    for fold in range(FOLDS):
        rest = {part: t for part, t in tallies.items() if part // PARTS != fold}
        whole = add_up(rest.values())
        held = [form for form in forms if fold_of[form.text] == fold]
        learned = [form for form in forms if fold_of[form.text] != fold]
        if not held or not learned:
            continue
        trees = fit_themes(learned, whole, rest, fold_of, settings, headed=headed, without=fold)
        rates = rates_of(whole)
        for form in held:
            table = form.table.copy()
            fill_theme_rates(table, form.keys, rates)
            if headed:
                table = np.concatenate([table, form.of_head[fold]], axis=1)
            raw.append((form, trees.scores(table)))
    slope, shift = calibrate(np.concatenate([s for _, s in raw]), np.concatenate([f.chosen for f, _ in raw]))
    scores = Scores()
    pages: defaultdict[tuple[int, int], list[Article]] = defaultdict(list)
    for form, odds in raw:
        if form.whole:
            _put_keywords(form, slope * odds + shift, background)
            pages[form.engine, form.text].append(form.article)
    for (_, number), articles in pages.items():
        hits = theme_hits(texts[number].gold, page_themes(articles))
        for exact, soft in hits.found:
            scores.share("theme recall@10 exact", exact)
            scores.share("theme recall@10 soft", soft)
        for good, junk in zip(hits.good, hits.junk, strict=True):
            scores.share("theme precision@8 soft", good)
            scores.share("theme junk@8", junk)
    return {name: round(share.value, 4) for name, share in scores.shares.items()}, slope, shift


def _put_keywords(form: Form, odds: NDArray[np.float32], background: Background) -> None:
    scores = dict(zip(form.found, (1 / (1 + np.exp(-odds))).tolist(), strict=True))
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    sifted = Sieve(form.draft, form.found, background.df).sift(ranked)
    form.article.keywords = [
        Keyword(t, p, "ranker", kind=kind_of(form.found[t])) for t, p in cover_terms(sifted, 12)
    ]


def calibrate(odds: NDArray[np.float32], chosen: NDArray[np.bool_], rounds: int = 30) -> tuple[float, float]:
    """Slope and shift of log odds that fit what was chosen best: Platt 1999, by Newton's method."""
    x = np.stack([odds.astype(float), np.ones(len(odds))])
    w = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-w @ x))
        slope = x @ (p - chosen) + 1e-3 * (w - [1.0, 0.0])
        bend = (x * (p * (1 - p))) @ x.T + 1e-3 * np.eye(2)
        w -= np.linalg.solve(bend, slope)
    return round(float(w[0]), 4), round(float(w[1]), 4)


def save_themes(folder: Path, ranker: ThemeRanker, whole: Tallies) -> None:
    """Write ``themes.json``: both sets of trees, the span head, the rates of keys that were seen often enough."""
    rates = {
        name: {
            key: [round(x, 3) for x in theme_rate(i, tally)]
            for key, tally in sorted(whole[i].items())
            if tally.seen >= _ENOUGH
        }
        for i, name in enumerate(KEYS)
    }
    head = ranker.head
    data = {
        "features": THEME_FEATURES, "of_head": OF_HEAD,
        "plain": _calibrated(ranker.plain), "headed": _calibrated(ranker.headed), "rates": rates,
        "span_head": {
            "network": head.network,
            "weight": [[float(f"{x:.5g}") for x in row] for row in head.probe.weight.tolist()],
            "bias": [float(f"{x:.6g}") for x in head.probe.bias.tolist()],
        },
        "info": dict(ranker.info),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "themes.json").write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")


def _calibrated(found: Calibrated) -> dict[str, Any]:
    return {**tree_arrays(found.trees), "slope": found.slope, "shift": found.shift}
