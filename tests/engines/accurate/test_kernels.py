"""Kernels of the accurate engine: other forms of the same network, which say nearly the same."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.accurate.kernels import KERNELS, Kernel, choose_kernel, with_kernel
from jianbao.engines.taggers import model_records

TEXT = "6月3日,云岭县委书记周启明到石桥镇白沙村调研,县水利局局长马文涛陪同。" * 3


@pytest.mark.parametrize("kernel", ["int7", "blocks"])
def test_every_kernel_reads_nearly_as_the_floats_do(kernel: Kernel) -> None:
    [exact] = AccurateEngine(kernel="float").marginals([TEXT])
    [found] = AccurateEngine(kernel=kernel).marginals([TEXT])
    assert np.abs(found - exact).max() < 0.1
    assert (found.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.98


def test_the_kernel_is_chosen_by_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_kernel() in KERNELS
    monkeypatch.setattr("platform.machine", lambda: "s390x")
    assert choose_kernel() == "float"


def test_the_manifest_names_the_kernel() -> None:
    [record] = model_records(AccurateEngine(kernel="blocks"))
    assert record["kernel"] == "blocks"


def test_blocks_are_the_file_as_it_is() -> None:
    assert with_kernel(b"anything", "blocks") == b"anything"
