"""The line model: a linear-chain CRF that says what each line of a page is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from pipeline.errors import EngineError
from pipeline.reading.linefeatures import line_features
from pipeline.reading.lines import Line, page_shape
from pipeline.resources import model_path

Label = Literal["H", "S", "B", "C", "F"]
"""H: a headline that starts an article; S: a subhead; B: begins a paragraph; C: goes on with the line before;
F: page furniture."""


def label_lines(lines: Sequence[Line]) -> list[Label]:
    """The label of each line of a page; the first one is never C.

    Raises EngineError where the model's file is missing or damaged.
    """
    if not lines:
        return []
    features = line_features(lines, page_shape(lines))
    labels: list[Label] = _tagger().tag(features)
    for i, label in enumerate(labels[:-1]):
        if label in "HS" and ("kind=Y" in features[i] or "kind=G" in features[i]):
            labels[i] = "B"
        elif (
            label == "S" and labels[i + 1] == "B" and ("kind+1=D" in features[i] or "kind+1=Y" in features[i])
        ):
            labels[i] = "H"  # what a dateline or byline follows heads a story
        elif label == "H" and ("kind=O" in features[i] or "。" in lines[i].text[:-1]):
            labels[i] = "B"
    if labels[0] == "C":
        labels[0] = "B"
    return labels


@cache
def _tagger() -> Any:
    import pycrfsuite

    path = model_path("layout") / "lines.crfsuite"
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(path))
    except (OSError, ValueError) as error:
        raise EngineError(
            f"{path}: the layout model cannot be loaded ({error}); install the package again"
        ) from error
    return tagger
