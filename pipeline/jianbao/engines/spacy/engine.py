"""The spacy engine: any Chinese spaCy pipeline on disk or installed, its labels read as our types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from jianbao.article import Tokens
from jianbao.engines.base import Analysis, EngineSpan
from jianbao.engines.labels import entity_type, label_fault
from jianbao.engines.windows import chunks
from jianbao.errors import EngineError
from jianbao.extras import from_extra
from jianbao.files import folder_digest

CHUNK = 3000  # characters of one Doc
BATCH = 32  # Docs at a time; what they leave in the vocabulary is freed after each batch


class SpacyEngine:
    """Tokens, tags and entities by a spaCy pipeline.

    model: the folder that ``nlp.to_disk`` wrote, or the name of an installed pipeline; where it is left out,
    the installed one whose name begins with ``zh``.
    """

    name = "spacy"

    def __init__(self, model: str | Path | None = None) -> None:
        self.place = model
        self._lock = Lock()  # a pipeline's memory zone is for one caller at a time

    @property
    def model(self) -> str:
        """The pipeline's name, with its language."""
        meta = self._nlp.meta
        return f"{meta.get('lang')}_{meta.get('name')}"

    @property
    def version(self) -> str:
        """The pipeline's version."""
        return str(self._nlp.meta.get("version", "unknown"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the pipeline's files."""
        return folder_digest(Path(self._nlp.path))

    def load(self) -> None:
        """Load the pipeline now; raises EngineError where it is missing, damaged, or finds no entities."""
        _ = self._nlp

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text; long texts go through in chunks that end with a sentence."""
        analyses = [Analysis(Tokens([], [], [])) for _ in texts]
        parts = [
            (i, a, b) for i, text in enumerate(texts) for a, b in chunks(text, CHUNK) if text[a:b].strip()
        ]
        with self._lock:
            for begin in range(0, len(parts), BATCH):
                batch = parts[begin : begin + BATCH]
                with self._nlp.memory_zone():  # no Doc leaves it
                    docs = self._nlp.pipe([texts[i][a:b] for i, a, b in batch])
                    for (i, at, _), doc in zip(batch, docs, strict=True):
                        _collect(doc, at, analyses[i])
        return analyses

    @cached_property
    def _nlp(self) -> Any:
        with from_extra("spacy", before="engine spacy: "):
            import spacy

        place = self.place if self.place is not None else _installed()
        try:
            nlp = spacy.load(place)
        except Exception as error:  # spaCy and its parts may raise any exception for a corrupt pipeline
            raise EngineError(_trouble(place, error)) from error
        if nlp.lang != "zh":
            raise EngineError(f"engine spacy: {place} is a pipeline for {nlp.lang!r}, not for Chinese (zh)")
        if trouble := label_fault(label for name in nlp.pipe_names for label in _labels(nlp, name)):
            raise EngineError(f"engine spacy: {place}: {trouble}")
        return nlp


def _labels(nlp: Any, name: str) -> Sequence[str]:
    """The entity labels of a component; those of taggers and parsers are something else."""
    writes = nlp.get_pipe_meta(name).assigns
    return getattr(nlp.get_pipe(name), "labels", ()) if "doc.ents" in writes else ()


def _installed() -> str:
    from spacy.util import get_installed_models

    names = sorted(name for name in get_installed_models() if name.startswith("zh"))
    if not names:
        raise EngineError(
            "engine spacy: no Chinese pipeline is installed; name a folder that nlp.to_disk wrote: "
            "--engine spacy:FOLDER"
        )
    return names[0]


def _trouble(place: str | Path, error: Exception) -> str:
    if isinstance(place, Path) or Path(place).exists():
        return f"engine spacy: {place} is not a spaCy pipeline that can be loaded: {type(error).__name__}: {error}"
    return (
        f"engine spacy: there is no folder and no installed pipeline {place!r}; "
        "name a folder that nlp.to_disk wrote: --engine spacy:FOLDER"
    )


def _collect(doc: Any, at: int, analysis: Analysis) -> None:
    """Add the tokens and spans of a Doc whose text begins at ``at``; blanks belong to neither."""
    tokens = analysis.tokens
    for token in doc:
        if not token.is_space:
            tokens.starts.append(at + token.idx)
            tokens.ends.append(at + token.idx + len(token.text))
            tokens.tags.append(token.tag_ or token.pos_)
    analysis.spans += _spans(doc, at)


def _spans(doc: Any, at: int) -> Iterator[EngineSpan]:
    for ent in doc.ents:
        surface = ent.text
        if kind := entity_type(ent.label_, surface):
            start = at + ent.start_char + len(surface) - len(surface.lstrip())
            yield EngineSpan(start, start + len(surface.strip()), kind)
