"""From annotated pages, corpora and unlabelled news to ``models/fast``: labels, training, export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from jianbao.engines.fast.alphabet import Alphabet
from jianbao.engines.fast.engine import FILES
from jianbao.training.common.cards import write_card
from jianbao.training.common.curves import draw
from jianbao.training.common.log import measured_at
from jianbao.training.fast.exams import SOFT
from jianbao.training.fast.exported import read_back
from jianbao.training.fast.graph import write
from jianbao.training.fast.net import Net, from_lac
from jianbao.training.fast.prepare import WINDOW, Inputs, labels_of_heads, prepare
from jianbao.training.fast.train import Plan, train

WEIGHTS = {SOFT: 1.0, "lac": 0.8, "msra": 0.4, "cluener": 0.2, "pku": 0.25}  # of the losses
RATE_AGAIN = 3e-4  # where a trained student goes on


def run(
    inputs: Inputs, work: Path, out: Path, *, steps: int, finish: int, processes: int, seed: int
) -> dict[str, Any]:
    """Train by ``inputs`` and write the model to ``out``; returns what was measured at the end of ``steps``.

    work: keeps labels, rows, checkpoints, the logs and their curves, so that a run that was stopped goes on.
    finish: steps at the end, slower, in which the pages held out are trained on as well; the model before that lies
    in ``work/measured``.
    """
    torch.manual_seed(seed)
    material = prepare(inputs, work, processes, seed)
    alphabet = material.alphabet
    net = fresh(alphabet, inputs.begin)
    plan = Plan(steps, WEIGHTS, work / "train", seed=seed, processes=processes)
    if inputs.begin:
        plan = replace(plan, rate=RATE_AGAIN)
    train(net, material.sources, material.exams, plan)
    draw(plan.folder, work / "curves.svg")
    figures = measured_at(plan.folder, steps)
    card = {"figures": figures, "steps": [steps, finish]}
    export(net, alphabet, work / "measured" if finish else out, card)
    if finish:
        slower = Plan(
            finish, WEIGHTS, work / "finish", rate=plan.rate / 4, seed=seed + 1, processes=processes
        )
        train(net, material.every, {}, slower)
        export(net, alphabet, out, card)
    return figures


def fresh(alphabet: Alphabet, begin: Path | None = None) -> Net:
    """The network as it begins: as LAC, or as the student in the folder ``begin``."""
    labels = {head: len(names) for head, names in labels_of_heads().items()}
    net = Net(len(alphabet.characters), len(alphabet.strings), labels)
    if begin:
        read_back(begin, net)
    else:
        from_lac(net, alphabet.characters)
    return net


def export(net: Net, alphabet: Alphabet, out: Path, card: Mapping[str, Any]) -> None:
    """Write the files that the engine reads and ``model.json`` to ``out``."""
    write(net, alphabet, out)
    record = {
        "name": "fast",
        "version": "1",
        "task": "words, tags, people, places, organisations and calendar times, fast (engine fast)",
        **card,
        "window": WINDOW,
        "labels": labels_of_heads(),
    }
    write_card(out, record, FILES)
