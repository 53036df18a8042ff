"""Keywords: the theme words of an article, ranked, with all the places where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import numpy as np

from jianbao.article import Article, Keyword
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.models import model_record
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.keywords.background import Background, load_background
from jianbao.stages.keywords.blend import blend_scores
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates, spans_of
from jianbao.stages.keywords.dedupe import choose_terms
from jianbao.stages.keywords.family_themes import strong_families, with_family
from jianbao.stages.keywords.features import feature_table
from jianbao.stages.keywords.ranker import Ranker, load_ranker
from jianbao.stages.keywords.sieve import Sieve
from jianbao.stages.keywords.stems import whole_terms
from jianbao.stages.keywords.unsupervised import textrank, tfidf


class KeywordsConfig(StageConfig, frozen=True):
    """``method``: ranker (trained), tfidf or textrank. ``limit``: how many keywords an article gets at most.

    ``penalty``: what full likeness to a better keyword takes off a score. ``families``: a slogan family in
    quotation marks is a theme, with all its members. ``sieve``: leave out what an editor would not sign (pieces of
    names and words, figures, reporters, generic words) and say each stem once.
    """

    method: Literal["ranker", "tfidf", "textrank"] = "ranker"
    limit: int = 12
    penalty: float = 0.3
    families: bool = True
    sieve: bool = False


class KeywordsStage(ArticleStage):
    """Writes ``keywords``, best first; a quoted term or a slogan may be one.

    >>> from jianbao.stages.tokens.stage import TokensStage
    >>> article = Article.from_text("全区换届选举工作完成，换届选举平稳有序。", title="换届选举")
    >>> article.entities = []
    >>> next(KeywordsStage()(TokensStage()([article]))).keywords[0].term
    '换届选举'
    """

    name = "keywords"
    requires = frozenset({"tokens", "entities"})
    uses = frozenset({"quantities", "quoted", "slogans"})
    provides = frozenset({"keywords"})
    Config = KeywordsConfig
    config: KeywordsConfig

    @cached_property
    def _background(self) -> Background:
        return load_background()

    @cached_property
    def _ranker(self) -> Ranker:
        return load_ranker()

    @property
    def models(self) -> list[dict[str, str]]:
        """The keywords model: every method counts terms by its table."""
        return [model_record("keywords")]

    def load(self) -> None:
        """Load the model and jieba, for titles; raises EngineError for what is missing or damaged."""
        _ = self._background
        if self.config.method == "ranker":
            _ = self._ranker
        shared_jieba().load()

    def annotate(self, article: Article) -> None:
        """Write the keywords of ``article``."""
        draft = Draft(article)
        found = candidates(draft, self._background.df)
        scores = self._scores(draft, found)
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        if self.config.sieve:
            ranked = self._sift(article, draft, found, ranked)
        chosen = choose_terms(ranked, self.config.limit, self.config.penalty)
        if self.config.families:
            chosen = with_family(chosen, article, scores)[: self.config.limit]
        article.keywords = [
            Keyword(term, round(score, 4), self.config.method, spans_of(term, draft.text))
            for term, score in chosen
        ]

    def _sift(
        self, article: Article, draft: Draft, found: dict[str, Candidate], ranked: Sequence[tuple[str, float]]
    ) -> list[tuple[str, float]]:
        members = {term for terms in strong_families(article) for term in terms}
        return whole_terms(Sieve(draft, found, self._background.df).sift(ranked), found, members)

    def _scores(self, draft: Draft, found: dict[str, Candidate]) -> dict[str, float]:
        if self.config.method == "tfidf":
            return tfidf(draft, found, self._background)
        if self.config.method == "textrank":
            return textrank(draft, found)
        matrix = feature_table(draft, found, self._background, self._ranker.rates)
        raw = blend_scores(self._ranker.trees.scores(matrix), matrix)
        return dict(zip(found, (1 / (1 + np.exp(-raw))).tolist(), strict=True))
