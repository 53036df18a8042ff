"""Constants of ONNX files, read without onnx: the same as with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from jianbao.engines.fast.constants import read_constants
from jianbao.resources import model_path

onnx = pytest.importorskip("onnx")

ARRAYS = st.sampled_from(["float32", "float16", "int8", "int32", "int64"]).flatmap(
    lambda kind: arrays(kind, array_shapes(min_dims=0, max_dims=3, max_side=200), fill=st.just(1))
)


def model_of(constants: dict[str, np.ndarray], operators: list[str]) -> bytes:
    helper = onnx.helper
    nodes = [helper.make_node(name, ["x"], [f"y{i}"]) for i, name in enumerate(operators)]
    initializers = [onnx.numpy_helper.from_array(value, name) for name, value in constants.items()]
    return bytes(helper.make_model(helper.make_graph(nodes, "g", [], [], initializers)).SerializeToString())


@given(
    st.dictionaries(st.text(min_size=1, max_size=9), ARRAYS, max_size=3),
    st.lists(st.sampled_from(["GRU", "Add"])),
)
def test_it_reads_what_onnx_wrote(constants: dict[str, np.ndarray], operators: list[str]) -> None:
    found = read_constants(model_of(constants, operators))
    assert found.operators == operators
    assert {name: value.tobytes() for name, value in found.arrays.items()} == {
        name: value.tobytes() for name, value in constants.items()
    }
    assert all(found.arrays[name].shape == value.shape for name, value in constants.items())


def test_the_shipped_network_is_read_as_onnx_reads_it() -> None:
    data = (model_path("fast") / "fast.onnx").read_bytes()
    known = {c.name: onnx.numpy_helper.to_array(c) for c in onnx.load_from_string(data).graph.initializer}
    found = read_constants(data).arrays
    assert found.keys() == known.keys()
    assert all(np.array_equal(found[name], value) for name, value in known.items())


@pytest.mark.parametrize("data", [b"\x3a\xff", b"\x3a\x05abc", b"no model at all", b"\x0b"])
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, LookupError)):
        read_constants(data)


def test_constants_kept_in_another_way_are_passed_over() -> None:
    other = onnx.helper.make_tensor("packed", onnx.TensorProto.FLOAT, [2], [1.0, 2.0])
    graph = onnx.helper.make_graph([], "g", [], [], [other])
    assert read_constants(onnx.helper.make_model(graph).SerializeToString()).arrays == {}
