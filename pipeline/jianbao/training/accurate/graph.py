"""The accurate engine's network as an ONNX graph, built by hand from its parameters, with weights of 7 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from jianbao.training.accurate.encoder import Shape

Arrays = Mapping[str, NDArray[Any]]
_OPSET = 17
_SMALL = 128  # outputs of a layer that is not worth its rounding: a head
_TOP = 63  # of 7 bits: two products of it with 8 bits stay in 16, which vpmaddubsw adds them in where there is no VNNI


class Graph:
    """Nodes and constants as they are added; each method returns the name of what it adds."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, outputs: Sequence[str] = (), domain: str = "", **more: Any) -> str:
        """Add a node; returns the name of its first output."""
        names = list(outputs) or [f"{kind}_{len(self.nodes)}"]
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=name, domain=domain, **more))
        return names[0]

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant, once; returns its name."""
        self.constants.setdefault(name, numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def weight(self, name: str) -> str:
        """Add a parameter as it is; returns its name."""
        return self.constant(name, self.arrays[name].astype(np.float32))

    def table(self, name: str, at: str) -> str:
        """Rows of an embedding table, which is kept in half floats."""
        rows = self.op("Gather", self.constant(name, self.arrays[name].astype(np.float16)), at)
        return self.op("Cast", rows, to=TensorProto.FLOAT)

    def linear(self, name: str, x: str) -> str:
        """``x @ weight + bias`` of PyTorch's ``Linear``; big weights in 7 bits, those of the heads as they are."""
        weight = self.arrays[f"{name}.weight"].astype(np.float32)
        if weight.shape[0] < _SMALL:
            product = self.op("MatMul", x, self.constant(f"{name}.matrix", weight.T))
        else:
            codes, scales = quantize(weight)
            product = self.op(
                "DynamicQuantizeMatMul", x, self.constant(f"{name}.codes", codes),
                self.constant(f"{name}.scales", scales), domain="com.microsoft",
            )  # fmt: skip
        return self.op("Add", product, self.weight(f"{name}.bias"))

    def norm(self, name: str, x: str, eps: float) -> str:
        """Add a layer norm of ``x``; returns the name of its output."""
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=max(eps, 1e-12))


def build(
    arrays: Arrays, shape: Shape, columns: Sequence[str], labels: Mapping[str, Sequence[str]]
) -> onnx.ModelProto:
    """The graph, from numbers of characters and hints to the probabilities of labels.

    Inputs: ``ids`` and one for each of ``columns``, [rows, length]. Outputs: one for each convention, the probabilities
    of its labels, [rows, length, labels]. All rows of a batch are of one length.

    arrays: the parameters of ``Tagger`` by name. labels: by head.
    """
    g = Graph(arrays)
    x = g.op("Add", g.table("characters.weight", "ids"), _places(g))
    for k, column in enumerate(columns):
        x = g.op("Add", x, g.table(f"hints.{k}.weight", column))
    x = g.norm("norm", x, shape.eps)
    for i in range(shape.layers):
        x = _layer(g, f"layers.{i}", x, shape)
    for k, column in enumerate(columns):
        x = g.op("Add", x, g.table(f"late.{k}.weight", column))
    for head in labels:
        g.op("Softmax", g.linear(f"heads.{head}", x), outputs=[head], axis=-1)
    row = ["rows", "length"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, row) for n in ("ids", *columns)]
    outputs = [
        helper.make_tensor_value_info(head, TensorProto.FLOAT, [*row, len(known)])
        for head, known in labels.items()
    ]
    graph = helper.make_graph(g.nodes, "tagger", inputs, outputs, list(g.constants.values()))
    imports = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=imports, ir_version=8)


def _places(g: Graph) -> str:
    """The embeddings of the positions of a row."""
    length = g.op("Gather", g.op("Shape", "ids"), g.constant("one", np.array(1, np.int64)))
    zero, one = g.constant("zero", np.array(0, np.int64)), g.constant("one", np.array(1, np.int64))
    return g.table("places", g.op("Range", zero, length, one))


def _layer(g: Graph, name: str, x: str, shape: Shape) -> str:
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    g.op("Split", g.linear(f"{name}.qkv", x), outputs=parts, axis=-1)
    seen = g.op("MultiHeadAttention", *parts, domain="com.microsoft", num_heads=shape.heads)
    x = g.norm(f"{name}.norm", g.op("Add", x, g.linear(f"{name}.out", seen)), shape.eps)
    up = g.op("Gelu", g.linear(f"{name}.up", x), domain="com.microsoft")
    return g.norm(f"{name}.norm_after", g.op("Add", x, g.linear(f"{name}.down", up)), shape.eps)


def quantize(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """7-bit codes [inputs, outputs] and a scale for each output: weight.T = codes * scales.

    What comes in gets one scale when the network runs; it is one window, and so nothing depends on its neighbours.

    >>> quantize(np.array([[6.3, -3.1]], np.float32))
    (array([[ 63],
           [-31]], dtype=int8), array([0.1], dtype=float32))
    """
    scales = (np.maximum(np.abs(weight).max(axis=1), 1e-9) / _TOP).astype(np.float32)
    return np.ascontiguousarray(np.round(weight / scales[:, None]).astype(np.int8).T), scales
