"""Our stages as spaCy components: ``jianbao_entities``, ``jianbao_people`` ... in any Chinese pipeline.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("jianbao_people")
>>> doc = nlp("市长周启明5月7日到云岭县调研。")
>>> [(post.title, person.name) for person in doc._.jianbao.persons for post in person.posts]
[('市长', '周启明')]
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jianbao.article import Article
from jianbao.config import Config
from jianbao.extras import from_extra
from jianbao.registry import STAGES, stage_class, stage_names
from jianbao.stage import Stage
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.writing.spacy import annotate, edges, from_spacy, register_extensions

with from_extra("spacy"):
    from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc


class StageComponent:
    """Runs one of our stages on a Doc, and before it those whose layers it needs and the Doc has not.

    Entities that another component found (``doc.ents``) are taken as they are. What is found is on the Doc as
    ``to_spacy`` puts it there: ``ents``, span groups, ``doc._.jianbao``. The Doc's own tokens stay, but are cut
    where a span begins or ends inside one. ``doc.user_data["date"]`` is the paper's date.
    """

    def __init__(self, name: str, settings: dict[str, Any], engine: str = "") -> None:
        """Of the stage ``name``: its own settings, and the engine of entities that it reads ("": the default)."""
        self.name = name
        sections = {name: settings} if settings else {}
        if engine:
            sections["entities"] = {**sections.get("entities", {}), "engine": engine}
        self._config = Config(stages=tuple(needed(name)), sections=sections)
        self._config.build()  # complain of settings that make no sense when the pipe is added
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """One Doc, with what was found on it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Docs in batches, as ``nlp.pipe`` asks."""
        docs = iter(stream)
        while batch := list(itertools.islice(docs, batch_size)):
            articles = [_article(doc) for doc in batch]
            for stage in self._stages:
                lacking = [a for a in articles if any(a.layer(layer) is None for layer in stage.provides)]
                list(stage(lacking))
            for doc, article in zip(batch, articles, strict=True):
                _cut(doc, edges(article))
                annotate(doc, article)
                _set_sentences(doc, article)
                yield doc

    @cached_property
    def _stages(self) -> list[Stage]:
        return self._config.build()


def needed(name: str) -> list[str]:
    """The stage ``name`` and those whose layers it reads, in the order of the chain.

    >>> needed("times")
    ['tokens', 'entities', 'times']
    """
    wanted, found, known = set(stage_class(name).requires), [name], stage_names()
    for earlier in reversed(known[: known.index(name)]):
        kind = stage_class(earlier)
        if kind.provides & wanted:
            wanted |= kind.requires
            found.append(earlier)
    return found[::-1]


def _article(doc: Doc) -> Article:
    """The Doc's article; the tokens of a Doc from elsewhere are left out, as ours are what our stages know."""
    known = doc._.jianbao is not None
    article = from_spacy(doc)
    if not known:
        article.tokens = article.sentences = None
    return article


def _cut(doc: Doc, cuts: set[int]) -> None:
    """Split the tokens of ``doc`` at the offsets ``cuts``."""
    with doc.retokenize() as retokenizer:
        for token in doc:
            end = token.idx + len(token)
            if inner := sorted(at for at in cuts if token.idx < at < end):
                edges = [token.idx, *inner, end]
                parts = [doc.text[a:b] for a, b in itertools.pairwise(edges)]
                retokenizer.split(token, parts, heads=[(token, i) for i in range(len(parts))])


def _set_sentences(doc: Doc, article: Article) -> None:
    """Give the Doc our sentences, so that ``doc.sents`` works, where no other component set its own."""
    if doc.has_annotation("SENT_START"):
        return
    if article.sentences is None:
        (article,) = SentencesStage()([Article.from_text(article.text)])
    starts = {sentence.start for sentence in article.sentences or ()}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts


def _factory(stage: str) -> Callable[..., StageComponent]:
    """Register the stage with spaCy; returns what the entry point of the package names."""

    def make(nlp: Language, name: str, settings: dict[str, Any], engine: str = "") -> StageComponent:
        return StageComponent(stage, settings, engine)

    make.__name__ = f"jianbao_{stage}"
    assigns = ["doc.ents"] if stage == "entities" else []
    Language.factory(
        f"jianbao_{stage}", default_config={"settings": {}, "engine": ""}, assigns=assigns, func=make
    )
    return make


_factories = {f"jianbao_{stage}": _factory(stage) for stage in STAGES}


def __getattr__(name: str) -> Callable[..., StageComponent]:
    """The factory ``jianbao_STAGE``: what entry points of the group ``spacy_factories`` name, other packages' too."""
    stage = name.removeprefix("jianbao_")
    if name not in _factories and name != stage and stage in stage_names():
        _factories[name] = _factory(stage)
    if name not in _factories:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _factories[name]
