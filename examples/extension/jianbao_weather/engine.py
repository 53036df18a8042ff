"""The wordlist engine: names from a list, for a corpus whose names are known beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from jianbao.article import Tokens
from jianbao.engines.base import Analysis, EngineSpan
from jianbao.errors import EngineError
from jianbao.files import file_digest
from jianbao.language.width import fold


class WordListEngine:
    """Entities that stand in a list; tokens are these names, and single characters between them.

    model: a UTF-8 file with one name per line and its type behind a tab: PER, LOC, ORG or TIME.
    """

    name = "wordlist"
    version = "1"

    def __init__(self, model: str | None = None) -> None:
        self.path = Path(model or "names.tsv")

    @property
    def model(self) -> str:
        """The file's name."""
        return self.path.name

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return file_digest(self.path)

    def load(self) -> None:
        """Read the list now; raises EngineError where it is missing or is not one."""
        _ = self._types

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis of each text."""
        return [self._analysis(fold(text)) for text in texts]

    def _analysis(self, text: str) -> Analysis:
        analysis = Analysis(Tokens([], [], []))
        for match in self._pattern.finditer(text):
            kind = self._types.get(match[0])
            analysis.tokens.starts.append(match.start())
            analysis.tokens.ends.append(match.end())
            analysis.tokens.tags.append(kind or "x")
            if kind:
                analysis.spans.append(EngineSpan(*match.span(), kind))
        return analysis

    @cached_property
    def _types(self) -> dict[str, str]:
        try:
            rows = [line.split("\t") for line in self.path.read_text("utf-8").splitlines() if line.strip()]
            return {fold(name): kind for name, kind in rows}
        except (OSError, ValueError) as error:
            raise EngineError(
                f"engine wordlist: {self.path} is not a list of names with their types ({error}); "
                "write one name per line, a tab, and PER, LOC, ORG or TIME"
            ) from error

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._types, key=len, reverse=True)
        return re.compile("|".join([*map(re.escape, names), r"\S"]))
