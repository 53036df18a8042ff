"""Setting of ``models/auto``: how unsure the fast engine must be of a window for the accurate one to read it.

Both engines read everything once; then each threshold is tried on what they said, through the whole stage entities
but the user's dictionary. The texts must be ones that neither network was trained on: of those it knows, the fast one
is too sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from jianbao.engines.auto.engine import AutoEngine, unsureness
from jianbao.errors import ConfigError
from jianbao.evaluation.datasets import load_dataset
from jianbao.language.width import fold
from jianbao.stages.entities.assembly import assemble
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import Mention, split_pieces
from jianbao.training.common.cards import write_card

SHARES = (0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4, 0.6, 1.0)
CARD = {
    "name": "auto",
    "version": "1",
    "task": "people, places, organisations and calendar times in newspaper text: the engine fast reads everything, the "
    "engine accurate the windows that fast is unsure of, and where both have read their probabilities are averaged",
    "method": "a window (up to as many characters as the accurate engine reads at once) is read twice where the mean "
    "square of what fast's likeliest label lacks to 1 reaches the threshold",
    "trained by": "jianbao train auto GOLD...",
    "terms": "no text is part of it: it is a number",
}


class Try(Struct):
    """A threshold, the share of the characters it has read twice, and the F1 of strict spans with types."""

    threshold: float
    share: float
    f1: float


class Read(Struct):
    """A text with its annotation, and what both engines say of it."""

    text: str
    gold: set[Mention]
    windows: list[tuple[int, int]]
    fast: FloatArray
    accurate: list[FloatArray]  # of each window


def train(
    paths: Sequence[Path], folder: Path, engine: AutoEngine, *, within: float
) -> tuple[list[Try], Try, float]:
    """Set the threshold on annotated texts and write the card to ``folder``.

    within: how much of the accurate engine's F1 may be lost for fewer windows read twice.

    Returns all that was tried, what was chosen, and the F1 of the accurate engine alone. Raises ConfigError where
    there is no annotated text.
    """
    read = list(_read(paths, engine))
    if not any(item.gold for item in read):
        raise ConfigError(f"no annotated entities in {', '.join(map(str, paths))}")
    alone = _f1(read, -1.0, average=False)
    tries = list(_tries(read))
    fitting = [t for t in tries if t.f1 >= alone - within] or tries[-1:]
    chosen = min(fitting, key=lambda t: t.share)
    _write(folder, engine, tries, chosen, alone, read)
    return tries, chosen, alone


def _read(paths: Sequence[Path], engine: AutoEngine) -> Iterator[Read]:
    texts: list[tuple[str, set[Mention]]] = []
    for path in paths:
        dataset = load_dataset(path)
        texts += [(item.text, item.spans) for item in dataset.texts]
        texts += [
            (page["text"], {(e["start"], e["end"], e["type"]) for e in page["entities"]})
            for page in dataset.pages
        ]
    folded = [fold(text) for text, _ in texts]
    for text, (_, gold), both in zip(folded, texts, engine.read_both(folded), strict=True):
        yield Read(text, gold, *both)


def _tries(read: Sequence[Read]) -> Iterator[Try]:
    """The thresholds that have the shares read twice, least first."""
    scored = sorted(((unsureness(r.fast[a:b]), b - a) for r in read for a, b in r.windows), reverse=True)
    total, reached, at = sum(size for _, size in scored), 0, 0
    for share in SHARES:
        while at < len(scored) and reached < share * total:
            reached += scored[at][1]
            at += 1
        threshold = 1.0 if not at else 0.0 if at == len(scored) else float(f"{scored[at - 1][0]:.3g}")
        twice = sum(size for score, size in scored if score >= threshold)
        yield Try(threshold, round(twice / max(total, 1), 4), _f1(read, threshold))


def _f1(read: Sequence[Read], threshold: float, *, average: bool = True) -> float:
    """The F1 with a threshold; without ``average`` by what the accurate engine says alone."""
    both = found = gold = 0
    readings = assemble(
        [r.text for r in read],
        [_rows(r, threshold, average=average) for r in read],
        [split_pieces(r.text) for r in read],
    )
    for item, reading in zip(read, readings, strict=True):
        mentions = {mention for mention, _ in reading.mentions}
        both += len(mentions & item.gold)
        found += len(mentions)
        gold += len(item.gold)
    return round(2 * both / max(found + gold, 1), 4)


def _rows(item: Read, threshold: float, *, average: bool) -> FloatArray:
    rows = item.fast.copy()
    for (start, end), part in zip(item.windows, item.accurate, strict=True):
        if unsureness(item.fast[start:end]) >= threshold:
            rows[start:end] = (rows[start:end] + part) / 2 if average else part
    return rows


def _write(
    folder: Path, engine: AutoEngine, tries: Sequence[Try], chosen: Try, alone: float, read: Sequence[Read]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "what": "strict F1 of the stage entities on texts that neither network was trained on, by the share of their "
        "characters that is read twice",
        "texts": len(read),
        "entities": sum(len(item.gold) for item in read),
        "engine accurate": alone,
        "by share": {str(t.share): t.f1 for t in tries},
        "chosen": {"share": chosen.share, "F1": chosen.f1},
    }
    made = {"engines": dict(engine.specs), "set for": dict(engine.digests), "threshold": chosen.threshold}
    write_card(folder, CARD | made | {"figures": figures})
