"""Kernels: how the network's matrices are multiplied, in whole numbers or in floats.

The file holds weights of 7 bits with a scale for each column (``DynamicQuantizeMatMul``); what comes in, one window, is
put in 8 bits when it is multiplied. Integers add up to the same on every processor: with 7 bits no sum is cut off, as
those of 8 bits are on x86 without VNNI, and the figures of 7 and 8 bits do not differ (decision 92).
"""

from __future__ import annotations

from typing import Any, Literal, get_args

Kernel = Literal["int7", "float"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)
_WHOLE = "DynamicQuantizeMatMul"


def with_kernel(data: bytes, kernel: Kernel) -> bytes:
    """The serialised model ``data`` with its products put in the form ``kernel``; ``int7`` is the file as it is.

    ``float`` is for comparison, and needs the package onnx. Raises whatever onnx raises for a damaged model.
    """
    if kernel == "int7":
        return data
    import onnx

    model = onnx.load_from_string(data)
    constants = {constant.name: constant for constant in model.graph.initializer}
    nodes = list(model.graph.node)
    for number, node in enumerate(nodes):
        if node.op_type == _WHOLE:
            codes, scales = (onnx.numpy_helper.to_array(constants[name]) for name in node.input[1:3])
            weight: Any = codes * scales
            constants[node.input[1]].CopyFrom(onnx.numpy_helper.from_array(weight, node.input[1]))
            nodes[number] = onnx.helper.make_node("MatMul", node.input[:2], list(node.output), name=node.name)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return bytes(model.SerializeToString())
