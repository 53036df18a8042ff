"""The line model: a linear-chain CRF that says what each line of a page is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jianbao.models import load_model_file, open_crf
from jianbao.reading.layout.line_facts import line_facts
from jianbao.reading.layout.line_features import line_features
from jianbao.reading.layout.line_repairs import Label, repair_labels
from jianbao.reading.layout.lines import Line, page_shape
from jianbao.resources import model_path


class LineModel:
    """A trained line model; its file is opened on first use.

    path: of the ``.crfsuite`` file. Its methods raise EngineError if the file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def label(self, lines: Sequence[Line]) -> list[Label]:
        """The label of each line of a page; the first one is never C."""
        if not lines:
            return []
        facts, shape = line_facts(lines), page_shape(lines)
        labels: list[Label] = self._tagger.tag(line_features(lines, facts, shape))
        repair_labels(labels, lines, facts, shape)
        return labels

    def continues(self, lines: Sequence[Line]) -> list[bool]:
        """For each line, taken as body text: whether it goes on with the line before (C more likely than B)."""
        self._tagger.set(line_features(lines, line_facts(lines), page_shape(lines)))
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
