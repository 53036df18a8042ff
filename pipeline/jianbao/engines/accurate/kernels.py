"""Kernels: the network's matrix products in the form that the processor at hand multiplies fastest.

The file holds weights of 8 bits in blocks (``MatMulNBits``), which onnxruntime multiplies well on no processor. When
the engine loads, the products are put as ``DynamicQuantizeMatMul``: one scale for each column of the weights, and
one for all that comes in. What comes in is one window, and so nothing depends on the window's neighbours.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import FloatArray

Kernel = Literal["int7", "blocks", "float"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)
_BLOCKS = "MatMulNBits"
_TOP = 63  # of 7 bits: two products of it with 8 bits stay in 16, which vpmaddubsw adds them in where there is no VNNI
_MIDDLE = 128  # the code of zero in the file
_PARTS = {"com.microsoft": "DynamicQuantizeMatMul", "": "MatMul"}


def choose_kernel() -> Kernel:
    """The fastest kernel of this processor: ``int7``, or ``float`` where onnxruntime has no products of integers.

    Integers add up to the same on every processor: with 7 bits no sum is cut off, as those of 8 bits are on x86 without
    VNNI, and the figures of 7 and 8 bits do not differ (decision 92).
    """
    import platform

    return "int7" if platform.machine().lower() in ("x86_64", "amd64", "arm64", "aarch64") else "float"


def with_kernel(data: bytes, kernel: Kernel) -> bytes:
    """The serialised model ``data`` with its products put in the form ``kernel``; ``blocks`` is the file as it is.

    Raises whatever onnx raises for a damaged model.
    """
    if kernel == "blocks":
        return data
    import onnx

    model = onnx.load_from_string(data)
    constants = {constant.name: constant for constant in model.graph.initializer}
    nodes = list(model.graph.node)
    for number, node in enumerate(nodes):
        if node.op_type == _BLOCKS:
            weight = _weight(node, constants)
            names = node.input[1], node.input[2]
            parts: tuple[NDArray[Any], ...] = (weight,) if kernel == "float" else _columns(weight)
            for name, part in zip(names, parts, strict=False):
                constants[name].CopyFrom(onnx.numpy_helper.from_array(part, name))
            domain = "" if kernel == "float" else "com.microsoft"
            inputs = [node.input[0], *names[: len(parts)]]
            nodes[number] = onnx.helper.make_node(
                _PARTS[domain], inputs, list(node.output), name=node.name, domain=domain
            )
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return bytes(model.SerializeToString())


def _weight(node: Any, constants: dict[str, Any]) -> FloatArray:
    """The weights of a node in blocks, [inputs, outputs]."""
    import onnx

    codes, scales = (onnx.numpy_helper.to_array(constants[name]) for name in node.input[1:3])
    size = next(part.i for part in node.attribute if part.name == "K")
    blocks = (codes.astype(np.float32) - _MIDDLE) * scales.reshape(*codes.shape[:2], 1)
    return np.ascontiguousarray(blocks.reshape(len(codes), -1)[:, :size].T)


def _columns(weight: FloatArray) -> tuple[NDArray[np.int8], FloatArray]:
    """Codes of 7 bits and a scale for each column: weight = code * scale."""
    scales = (np.maximum(np.abs(weight).max(axis=0), 1e-9) / _TOP).astype(np.float32)
    return np.round(weight / scales).astype(np.int8), scales
