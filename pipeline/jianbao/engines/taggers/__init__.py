"""The words of other engines for engines that read them; each tagger is loaded once per process."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, cast

from jianbao.engines import make_engine
from jianbao.engines.base import Engine
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.tagging.words import TaggedWords, Taggings, tagged_words

if TYPE_CHECKING:
    from jianbao.engines.fast.engine import FastEngine

TAGGERS = ("lac", "fast", "jieba")  # in the order in which taggings have them


def load_taggers(names: Collection[str]) -> None:
    """Load the taggers that are named; raises EngineError for one that is missing or damaged."""
    for name in TAGGERS:
        if name in names:
            make_engine(name).load()


def model_records(engine: Engine, needs: Collection[str] = ()) -> list[dict[str, str]]:
    """Name, version and digest of the engine's model and of the taggers it reads, for the manifest of a run.

    An engine that chooses how it multiplies by the processor says so: ``kernel``.
    """
    engines = [engine, *(make_engine(name) for name in TAGGERS if name in needs)]
    return [{"name": e.model, "version": e.version, "digest": e.digest} | _kernel(e) for e in engines]


def _kernel(engine: Engine) -> dict[str, str]:
    kernel = getattr(engine, "kernel", "")
    return {"kernel": kernel} if kernel else {}


def tag_words(texts: Sequence[str], name: str) -> list[TaggedWords]:
    """The words of each folded text by ``lac``, ``fast`` or ``jieba``."""
    if name == "jieba":
        return [tagged_words(shared_jieba().tokens(text)) for text in texts]
    engine = make_engine(name)
    if name == "fast":  # its spans would be decoded for nobody
        return list(map(tagged_words, cast("FastEngine", engine).tokens(texts)))
    return [tagged_words(analysis.tokens) for analysis in engine.analyse(texts)]


def join_taggings(texts: Sequence[str], words: dict[str, list[TaggedWords]]) -> list[Taggings]:
    """One tagging per text, of the words of all texts by each tagger.

    >>> join_taggings(["到会"], {"jieba": [([0], [2], ["v"])]})
    [{'jieba': ([0], [2], ['v'])}]
    """
    return [{name: found[i] for name, found in words.items()} for i in range(len(texts))]


def tag_texts(texts: Sequence[str], needs: Collection[str]) -> list[Taggings]:
    """The words of each folded text by the taggers that are named."""
    return join_taggings(texts, {name: tag_words(texts, name) for name in TAGGERS if name in needs})
