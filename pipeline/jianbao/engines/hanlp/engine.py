"""The hanlp engine: any local NER or multi-task model of HanLP 2.1 (the extra ``hanlp``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any

from msgspec import Struct, field

from jianbao.article import Tokens
from jianbao.engines.base import Analysis, EngineSpan
from jianbao.engines.hanlp.models import find_model, first_cause, load_component, read_config
from jianbao.engines.labels import entity_type, label_fault
from jianbao.engines.windows import windows
from jianbao.errors import EngineError
from jianbao.files import folder_digest
from jianbao.labels import known_labels

WINDOW = 126  # characters: what models were trained on, and what the smallest take
BATCH = 32
SAMPLE = "周启明到云岭县调研。"
_LEFT_OUT = 8  # characters that a model may leave out between two words
_WORD = re.compile(r"\w")
_PREFIX = re.compile(r"[BIMESLU]-")


class RunnableModel(Struct):
    """A component, and the tasks of it that are run (None: it is an NER model, which has none)."""

    component: Any
    ner: str | None = None
    pos: str | None = None
    window: int = WINDOW


class Sentence(Struct):
    """What a model says of a sentence: words as offsets into it, their tags, and the entities by word."""

    words: list[tuple[int, int]]
    tags: list[str]
    entities: list[Any] = field(default_factory=list)  # (surface, label, first word, word after the last)


class HanlpEngine:
    """Tokens, tags and entities by a model of HanLP; one caller at a time.

    model: the folder of an NER model, which takes single characters (its tokens are those, without tags), or
    of a multi-task one, which segments (and tags, where it has a pos task); or the name of one that HANLP_HOME
    holds. allow_download: fetch a model that is known by name, with what it needs.
    """

    name = "hanlp"

    def __init__(self, model: str | Path | None = None, *, allow_download: bool = False) -> None:
        self.place, self.allow_download = model, allow_download
        self._lock = RLock()

    @property
    def model(self) -> str:
        """The name of the model's folder."""
        return self._folder.name

    @property
    def version(self) -> str:
        """The version of HanLP that the model was made with."""
        return str(self._config.get("hanlp_version", "unknown"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the model's files."""
        return folder_digest(self._folder)

    def load(self) -> None:
        """Load the model now; raises EngineError where it is missing, damaged, or finds no entities."""
        _ = self._runnable

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text; sentences of similar length go through together."""
        model = self._runnable
        parts = [(i, a, b) for i, text in enumerate(texts) for a, b in windows(text, model.window)]
        found = [_characters(texts[i][a:b]) for i, a, b in parts]
        # models stumble over sentences in which they see no word at all
        order = [n for n, (i, a, b) in enumerate(parts) if _WORD.search(texts[i][a:b])]
        order.sort(key=lambda n: parts[n][2] - parts[n][1])
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            sentences = [texts[i][a:b] for i, a, b in (parts[n] for n in batch)]
            with self._lock:
                for n, sentence in zip(batch, _run(model, sentences), strict=True):
                    found[n] = sentence
        analyses = [Analysis(Tokens([], [], [])) for _ in texts]
        for (i, at, end), sentence in zip(parts, found, strict=True):
            _collect(texts[i][at:end], at, sentence, analyses[i])
        return analyses

    @cached_property
    def _folder(self) -> Path:
        return find_model(self.place, allow_download=self.allow_download)

    @cached_property
    def _config(self) -> dict[str, Any]:
        return read_config(self._folder)

    @property
    def _runnable(self) -> RunnableModel:
        with self._lock:
            return self._loaded_model

    @cached_property
    def _loaded_model(self) -> RunnableModel:
        component = load_component(self._folder, self._config, allow_download=self.allow_download)
        model = RunnableModel(component, window=_window(component))
        tasks: dict[str, Any] = getattr(component, "tasks", None) or {}
        finders = {name: _labels(task.vocabs) for name, task in tasks.items() if name.startswith("ner")}
        known = finders.values() if tasks else [_labels(component.vocabs)]
        if trouble := label_fault(label for labels in known for label in labels):
            raise EngineError(f"engine hanlp: {self._folder}: {trouble}")
        if tasks:
            model.ner = max(finders, key=lambda name: len(_types(finders[name])))  # of equal ones the first
            model.pos = next((name for name in tasks if name.startswith("pos")), None)
        try:
            list(_run(model, [SAMPLE]))
        except Exception as error:  # some models load and cannot run: better known now than in a long run
            raise EngineError(f"engine hanlp: {self._folder} cannot run: {first_cause(error)}") from error
        return model


def _window(component: Any) -> int:
    limit = getattr(getattr(component.model_, "encoder", None), "max_sequence_length", None)
    return min(WINDOW, limit - 2) if limit else WINDOW


def _labels(vocabularies: Any) -> set[str]:
    """The entity labels of a tagging (B-PER) or a biaffine model (PER)."""
    tags = [t for key in ("tag", "label") if key in vocabularies for t in vocabularies[key].idx_to_token if t]
    return {_PREFIX.sub("", tag) for tag in tags} - {"O"}


def _characters(text: str) -> Sentence:
    return Sentence([(i, i + 1) for i in range(len(text))], [""] * len(text))


def _types(labels: set[str]) -> set[str]:
    return {known_labels()[label] for label in labels if label in known_labels()}


def _run(model: RunnableModel, sentences: list[str]) -> Iterator[Sentence]:
    if model.ner is None:
        found = model.component([list(text) for text in sentences], batch_size=BATCH)
        for text, entities in zip(sentences, found, strict=True):
            sentence = _characters(text)
            sentence.entities = entities
            yield sentence
        return
    found = model.component(sentences, tasks=[t for t in (model.ner, model.pos) if t])
    words = found[next(key for key in found if key.startswith("tok"))]
    for i, text in enumerate(sentences):
        tags = list(found[model.pos][i]) if model.pos else [""] * len(words[i])
        yield Sentence(align(text, words[i]), tags, found[model.ner][i])


def align(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where each word stands in ``text``, in order; blanks, and what the model left out, are in none.

    >>> align("他 说:好", ["他", "说", ":", "好"])
    [(0, 1), (2, 3), (3, 4), (4, 5)]
    """
    spans, at = [], 0
    for word in words:
        while at < len(text) and text[at].isspace():
            at += 1
        # a word that a model wrote in another form is not found: as many characters are taken in its place
        start = max(text.find(word, at, at + len(word) + _LEFT_OUT), at)
        at = min(start + len(word), len(text))
        spans.append((start, at))
    return spans


def _collect(text: str, at: int, sentence: Sentence, analysis: Analysis) -> None:
    """Add the tokens and the entities of the sentence that begins at ``at``."""
    tokens = analysis.tokens
    for (start, end), tag in zip(sentence.words, sentence.tags, strict=True):
        if text[start:end].strip():
            tokens.starts.append(at + start)
            tokens.ends.append(at + end)
            tokens.tags.append(tag)
    last = 0
    for _, label, first, stop in sorted(sentence.entities, key=lambda e: (e[2], -e[3])):
        start, end = sentence.words[first][0], sentence.words[stop - 1][1]
        surface = text[start:end]
        kind = entity_type(label, surface)
        if kind and start >= last:
            start += len(surface) - len(surface.lstrip())
            analysis.spans.append(EngineSpan(at + start, at + start + len(surface.strip()), kind))
            last = end
