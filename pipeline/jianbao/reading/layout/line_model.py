"""The line model: a linear-chain CRF that says what each line of a page is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from jianbao.models import load_model_file, open_crf
from jianbao.reading.layout.line_features import line_features
from jianbao.reading.layout.lines import Line, page_shape
from jianbao.resources import model_path

Label = Literal["H", "S", "B", "C", "F"]
"""H: a headline that starts an article; S: a subhead; B: begins a paragraph; C: goes on with the line before;
F: page furniture."""

_LONGEST_HEADLINE_ROW = 46  # characters
_OPENS = frozenset(("kind+1=D", "kind+1=Y", "opens=s", "opens=st"))  # a dateline or byline in the next line
_HEADLINE = frozenset(("end-1=.", "kind=-", "end=x"))  # a line without a stop behind one with it


class LineModel:
    """A trained line model; its file is opened on first use.

    Raises EngineError where the file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def label(self, lines: Sequence[Line]) -> list[Label]:
        """The label of each line of a page; the first one is never C."""
        if not lines:
            return []
        features = line_features(lines, page_shape(lines))
        labels: list[Label] = self._tagger.tag(features)
        return _mended(labels, features, lines)

    def continues(self, lines: Sequence[Line]) -> list[bool]:
        """For each line, taken as body text: whether it goes on with the line before rather than begin a paragraph."""
        self._tagger.set(line_features(lines, page_shape(lines)))
        return [self._tagger.marginal("C", i) > self._tagger.marginal("B", i) for i in range(len(lines))]

    def load(self) -> None:
        """Open the file now; raises EngineError where it is missing or damaged."""
        _ = self._tagger

    @cached_property
    def _tagger(self) -> Any:
        return load_model_file("layout", self.path.name, open_crf, folder=self.path.parent)


@cache
def default_model() -> LineModel:
    """The model that comes with the package."""
    return LineModel(model_path("layout") / "lines.crfsuite")


def _is_unfinished(features: Sequence[str]) -> bool:
    """Whether a line follows a long one that ends in mid-sentence, and neither indent nor mark sets it apart."""
    ends = any(f"end-1={end}" in features for end in ("x", "9", "”", ",", "、"))
    long = "size-1=8" in features or "size-1=9" in features
    return ends and long and "tail-1=-n" in features and "kind=-" in features


def _mended(labels: list[Label], features: Sequence[Sequence[str]], lines: Sequence[Line]) -> list[Label]:
    """The labels less what cannot be: a byline or a sentence as headline, a page that begins in mid-paragraph."""
    for i in range(1, len(labels)):
        mine = features[i]
        whole = (
            "kind=D" in mine
            or ("kind-1=Y" in mine and "page=W" not in mine)
            or (labels[i - 1] in "HS" and len(lines[i]) > _LONGEST_HEADLINE_ROW)
        )
        if labels[i] == "C" and whole:
            labels[i] = "B"
        elif labels[i] in "BH" and "end-1=(" in mine and labels[i - 1] in "BC":
            labels[i] = "C"  # a bracket is still open
        elif labels[i] == "B" and labels[i - 1] in "BC" and _is_unfinished(mine):
            labels[i] = "C"
    for i, label in enumerate(labels[:-1]):
        mine = features[i]
        opens = labels[i + 1] == "B" and not _OPENS.isdisjoint(mine)
        if label in "HS" and ("kind=Y" in mine or "kind=G" in mine):
            labels[i] = "B"
        elif (label == "S" and opens) or (label == "B" and "kind+1=D" in mine and _HEADLINE.issubset(mine)):
            labels[i] = "H"  # what a dateline or byline follows heads a story
        elif label == "H" and ("kind=O" in mine or "。" in lines[i].text[:-1]):
            labels[i] = "B"
    if labels[0] == "C":
        labels[0] = "B"
    return labels
