"""The fast engine's network as files: an ONNX graph of embeddings and GRUs, the heads, the alphabet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from jianbao.engines.fast.alphabet import Alphabet
from jianbao.training.accurate.graph import Graph
from jianbao.training.fast.net import LAYERS, WIDTH, Net, to_onnx


def build(net: Net) -> onnx.ModelProto:
    """The graph: ``numbers`` [3, length, rows] and ``lengths`` [rows] in, states [length, rows, 2 * WIDTH] out.

    Embeddings of characters are half floats, those of strings 8 bits with a scale a column.
    """
    g = Graph({})
    parts = ["characters", "pairs", "triples"]
    g.op("Split", "numbers", outputs=[f"{p}.1" for p in parts], axis=0)
    zero = g.constant("zero", np.array([0], np.int64))
    rows = [g.op("Squeeze", f"{p}.1", zero) for p in parts]
    characters = g.constant("characters", net.characters.weight.detach().numpy().astype(np.float16))
    x = g.op("Cast", g.op("Gather", characters, rows[0]), to=TensorProto.FLOAT)
    codes, scales = quantized(net.strings.weight.detach().numpy())
    table, scale = g.constant("strings", codes), g.constant("scales", scales)
    for row in rows[1:]:
        found = g.op("Cast", g.op("Gather", table, row), to=TensorProto.FLOAT)
        x = g.op("Add", x, g.op("Mul", found, scale))
    shape = g.constant("shape", np.array([0, 0, -1], np.int64))
    for layer in range(LAYERS):
        x = g.op("Reshape", _gru(g, f"gru{layer}", to_onnx(net.gru, layer), x), shape)
    more = g.op("Reshape", _gru(g, "top", to_onnx(net.top, 0), x), shape)
    g.op("Add", x, more, outputs=["states"])
    inputs = [
        helper.make_tensor_value_info("numbers", TensorProto.INT32, [3, "length", "rows"]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["rows"]),
    ]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["length", "rows", 2 * WIDTH])]
    graph = helper.make_graph(g.nodes, "fast", inputs, outputs, list(g.constants.values()))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _gru(g: Graph, name: str, weights: list[NDArray[np.float32]], x: str) -> str:
    """Both directions of a layer, [length, rows, directions, WIDTH]."""
    constants = [g.constant(f"{name}.{k}", array) for k, array in enumerate(weights)]
    y = g.op(
        "GRU", x, *constants, "lengths", direction="bidirectional", hidden_size=WIDTH, linear_before_reset=1
    )
    return g.op("Transpose", y, perm=[0, 2, 1, 3])


def quantized(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """8-bit codes [rows, columns] and a scale for each column: table = codes * scales."""
    scales = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    return np.round(table / scales).astype(np.int8), scales.astype(np.float32)


def write(net: Net, alphabet: Alphabet, out: Path) -> None:
    """Write ``fast.onnx``, ``heads.npz``, ``characters.txt`` and ``strings.txt`` to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(net), str(out / "fast.onnx"))
    heads: dict[str, Any] = {}
    for name, value in net.heads.state_dict().items():
        heads[name] = value.numpy()
    np.savez(out / "heads.npz", **heads)
    (out / "characters.txt").write_text(alphabet.characters, "utf-8", newline="\n")
    (out / "strings.txt").write_text("\n".join(alphabet.strings), "utf-8", newline="\n")
