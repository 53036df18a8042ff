"""Networks in ONNX, run by onnxruntime on the CPU."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Any


def open_session(model: bytes, threads: int) -> Any:
    """The onnxruntime session of a serialised model.

    threads: of one batch. Raises what onnxruntime raises for a damaged model, which may be any exception.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def return_memory() -> None:
    """Give what was freed back to the system: the C library keeps it, 50 MB after the networks are loaded."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # only glibc has it
            ctypes.CDLL(None).malloc_trim(0)
