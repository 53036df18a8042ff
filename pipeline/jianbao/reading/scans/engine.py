"""RapidOCR: finding lines in a picture and recognising them, with the models of its wheel and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jianbao.errors import ReadError, install_command

INSTALL = install_command("ocr")
_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LONGEST_SIDE = 3200  # pixels: lines are looked for in a picture no larger
_SHORTEST_SIDE = 900  # pixels: ... and no smaller
_MOST_LINES = 4000

Array = Any  # numpy.ndarray


class NoRecognition(ReadError):
    """RapidOCR or its models are not installed; the message says what to install."""


def is_installed() -> bool:
    """Whether scans can be read here."""
    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


class Recogniser:
    """Finds lines in pictures and recognises them.

    Raises NoRecognition, when it is made, where the extra ``ocr`` is not installed.
    """

    def __init__(self) -> None:
        if not is_installed():
            raise NoRecognition(f"text recognition is not installed; {INSTALL}, or save the text itself")
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        for name in (_DETECTION, _RECOGNITION):
            if not (models / name).is_file():  # RapidOCR would fetch it
                raise NoRecognition(f"rapidocr lacks its model {name}; install it again: {INSTALL}")
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Det.model_path": str(models / _DETECTION),
                "Det.max_candidates": _MOST_LINES,
                "Rec.model_path": str(models / _RECOGNITION),
                "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
            }
        )

    def find(self, picture: Array) -> Array:
        """The lines in a picture (height, width, 3): four corners each, as an array (lines, 4, 2) in its pixels."""
        import cv2
        import numpy as np

        height, width = picture.shape[:2]
        scale = min(_LONGEST_SIDE / max(height, width), 1.0)
        if min(height, width) < _SHORTEST_SIDE:
            scale = min(_SHORTEST_SIDE / min(height, width), 2.0, _LONGEST_SIDE / max(height, width))
        size = (max(32, round(width * scale)), max(32, round(height * scale)))
        small = picture if scale == 1.0 else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        record = {"preprocess": {"ratio_h": 1.0, "ratio_w": 1.0}}
        try:
            _, found = self._engine.detect_and_crop(small, record)
        except Exception as error:
            if type(error).__name__ == "RapidOCRError":  # it found nothing
                return np.zeros((0, 4, 2), np.float32)
            raise
        return np.asarray(found.boxes, np.float32) * np.array(
            [width / small.shape[1], height / small.shape[0]], np.float32
        )

    def recognise(self, lines: Sequence[Array]) -> list[tuple[str, float]]:
        """The text of each picture of a line, and the recognition's mean probability of its characters."""
        if not lines:
            return []
        found = self._engine.recognize_txt(list(lines))
        return [(text, float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


@cache
def recogniser() -> Recogniser:
    """The recogniser of this process, made on first use; raises NoRecognition where it is not installed."""
    return Recogniser()


def _threads() -> int:
    """As many as this process may use cores."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
