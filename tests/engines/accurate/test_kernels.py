"""Kernels of the accurate engine: other forms of the same network, which say nearly the same."""

from __future__ import annotations

import numpy as np
import pytest
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.accurate.kernels import with_kernel
from jianbao.engines.taggers import model_records

TEXT = "6月3日,云岭县委书记周启明到石桥镇白沙村调研,县水利局局长马文涛陪同。" * 3


def test_whole_numbers_read_nearly_as_floats_do() -> None:
    pytest.importorskip("onnx")
    [exact] = AccurateEngine(kernel="float").marginals([TEXT])
    [found] = AccurateEngine().marginals([TEXT])
    assert np.abs(found - exact).max() < 0.1
    assert (found.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.98


def test_the_manifest_names_the_kernel() -> None:
    [record] = model_records(AccurateEngine())
    assert record["kernel"] == "int7"


def test_the_file_is_run_as_it_is() -> None:
    assert with_kernel(b"anything", "int7") == b"anything"
