"""The jieba engine: a dictionary and rules, for machines too small for a model.

Words and parts of speech are jieba's (MIT); names are its nr, ns and nt, places that touch are one place, and
times are what the calendar grammar is sure of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from jianbao.article import Tokens
from jianbao.engines import make_engine
from jianbao.engines.base import Analysis, EngineSpan
from jianbao.engines.jieba.tagger import Tagger, main_dictionary, make_tagger
from jianbao.errors import EngineError
from jianbao.files import file_digest, package_version
from jianbao.language.calendar import find_times
from jianbao.language.width import fold

_TYPE_OF_TAG = {"nr": "PER", "nrfg": "PER", "nrt": "PER", "ns": "LOC", "nt": "ORG"}


class JiebaEngine:
    """Tokens, tags and entities by jieba, with a tokenizer of its own.

    model: another main dictionary (``dict.txt.big``); the one that jieba brings by default.
    hmm: guess words that no dictionary holds. words: more words, each with its frequency (None: as common as it
    must be to stay whole) and its tag (None: the one it has).

    >>> [analysis] = JiebaEngine().analyse(["5月7日,在河南省郑州市"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (6, 12, 'LOC')]
    """

    name = "jieba"

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        hmm: bool = True,
        words: Iterable[tuple[str, int | None, str | None]] = (),
    ) -> None:
        self.dictionary, self.hmm, self.words = model, hmm, tuple(words)

    @property
    def model(self) -> str:
        """The name of the dictionary."""
        return Path(self.dictionary).name if self.dictionary else "jieba"

    @property
    def version(self) -> str:
        """The version of the package jieba."""
        return package_version("jieba") or "unknown"

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the dictionary."""
        return file_digest(Path(self.dictionary) if self.dictionary else main_dictionary())

    def load(self) -> None:
        """Load the dictionary now; raises EngineError where it is missing or damaged."""
        _ = self.tagger

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        return [self._analysis(fold(text)) for text in texts]

    def tokens(self, folded: str) -> Tokens:
        """The words of a folded text; every character but blanks is in exactly one."""
        return Tokens(*self.tagger.tokens(folded, self.hmm))

    @cached_property
    def tagger(self) -> Tagger:
        """The tagger over this engine's dictionary and words; raises EngineError where that is not one of jieba's."""
        if self.dictionary is not None and not Path(self.dictionary).is_file():
            raise EngineError(
                f"engine jieba: {self.dictionary}: no such dictionary; leave it out to use jieba's own"
            )
        try:
            return make_tagger(Path(self.dictionary) if self.dictionary else None, self.words)
        except ValueError as error:  # also of text that is not UTF-8
            raise EngineError(
                f"engine jieba: {self.dictionary}: not a jieba dictionary (word, frequency and tag per line, "
                f"UTF-8): {error}; leave it out to use jieba's own"
            ) from error

    def _analysis(self, folded: str) -> Analysis:
        tokens = self.tokens(folded)
        times = [EngineSpan(t.start, t.end, "TIME") for t in find_times(folded) if t.strong]
        busy = {at for t in times for at in range(t.start, t.end)}
        names = [s for s in _names(tokens) if busy.isdisjoint(range(s.start, s.end))]
        return Analysis(tokens, sorted([*times, *names], key=lambda s: s.start))


def shared_jieba() -> JiebaEngine:
    """Jieba with its own dictionary, one a process: loading it twice costs time and memory."""
    engine = make_engine("jieba")
    assert isinstance(engine, JiebaEngine)
    return engine


def _names(tokens: Tokens) -> list[EngineSpan]:
    """Names by their tags; what touches is joined: 河南省 + 郑州市, a surname of one character + a given name."""
    spans: list[EngineSpan] = []
    for start, end, tag in zip(tokens.starts, tokens.ends, tokens.tags, strict=True):
        kind = _TYPE_OF_TAG.get(tag)
        last = spans[-1] if spans else None
        if (
            kind
            and last
            and (last.end, last.type) == (start, kind)
            and (kind == "LOC" or last.end - last.start == 1)
        ):
            last.end = end
        elif kind:
            spans.append(EngineSpan(start, end, kind))
    return [s for s in spans if s.end - s.start > 1]
