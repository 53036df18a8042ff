"""The fast engine's network: our kernels give the same bits on every processor, and nearly what the floats give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from jianbao.engines.fast.alphabet import Alphabet
from jianbao.engines.fast.engine import FastEngine
from jianbao.engines.fast.network import FLOAT, default_kernel, kernels, open_network, window_rows
from jianbao.resources import model_path

compiled = pytest.mark.skipif(kernels() == [FLOAT], reason="the kernels are not compiled")
OURS = [name for name in kernels() if name != FLOAT]
TEXT = "6月3日,云岭县水利局局长马文涛到石桥镇白沙村调研。全市教育工作会议召开,会议要求各单位抓好落实。"


@pytest.fixture(scope="module")
def folder() -> Path:
    return model_path("fast")


@pytest.fixture(scope="module")
def numbers(folder: Path) -> np.ndarray:
    strings = (folder / "strings.txt").read_text("utf-8").split("\n")
    return Alphabet((folder / "characters.txt").read_text("utf-8"), strings).read(TEXT)


@compiled
def test_all_kernels_give_the_same_bits(folder: Path, numbers: np.ndarray) -> None:
    windows = [(0, 26), (26, len(TEXT)), (3, 20), (5, 7), (30, 31)]
    windows.sort(key=lambda window: window[0] - window[1])
    data = (folder / "fast.onnx").read_bytes()
    found = [open_network(data, 1, kernel).states(numbers, windows) for kernel in OURS]
    assert all(np.array_equal(states, found[0]) for states in found)


@compiled
@pytest.mark.parametrize("kernel", OURS[:1])
def test_a_window_is_the_same_in_any_company(folder: Path, numbers: np.ndarray, kernel: str) -> None:
    network = open_network((folder / "fast.onnx").read_bytes(), 1, kernel)
    windows = [(0, 25), (25, len(TEXT)), (3, 20), (5, 7), (30, 31)]
    together = network.states(numbers, windows)
    for window, (start, end) in zip(windows, window_rows(windows), strict=True):
        assert np.array_equal(network.states(numbers, [window]), together[start:end])


@compiled
def test_they_read_nearly_as_the_floats_do() -> None:
    exact, found = FastEngine(kernel=FLOAT), FastEngine(kernel=OURS[0])
    [rows], [others] = exact.marginals([TEXT * 5]), found.marginals([TEXT * 5])
    assert np.abs(rows - others).max() < 0.2
    assert (rows.argmax(axis=1) == others.argmax(axis=1)).mean() > 0.98
    assert exact.kernel == FLOAT
    assert found.kernel == OURS[0]


@compiled
def test_a_network_of_another_shape_runs_in_floats(folder: Path) -> None:
    model = onnx.load(str(folder / "fast.onnx"))
    for constant in model.graph.initializer:
        if constant.name == "scales":
            constant.name = "others"
    for node in model.graph.node:
        node.input[:] = ["others" if name == "scales" else name for name in node.input]
    assert open_network(model.SerializeToString(), 1).kernel == FLOAT


@compiled
def test_numbers_and_windows_that_do_not_fit_are_refused(folder: Path, numbers: np.ndarray) -> None:
    network = open_network((folder / "fast.onnx").read_bytes(), 1, OURS[0])
    for windows in ([(0, len(TEXT) + 1)], [(-1, 3)], [(0, 2), (0, 5)]):
        with pytest.raises(ValueError, match="windows that do not lie in the numbers"):
            network.states(numbers, windows)
    with pytest.raises(ValueError, match="windows that do not lie in the numbers"):
        network.states(numbers + 10_000_000, [(0, 2)])


def test_a_kernel_slower_than_onnxruntime_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianbao.engines.fast.network.kernels", lambda: ["plain", FLOAT])
    assert default_kernel() == FLOAT
