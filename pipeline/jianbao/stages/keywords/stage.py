"""Keywords: the theme words of an article, ranked, with all the places where each stands."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np

from jianbao.article import Article, Keyword
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.models import model_record
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.keywords.background import Background, load_background
from jianbao.stages.keywords.blend import blend_scores, theme_weight
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates, spans_of, theme_candidates
from jianbao.stages.keywords.cover import POOL, cover_terms
from jianbao.stages.keywords.dedupe import choose_terms
from jianbao.stages.keywords.family_themes import with_family
from jianbao.stages.keywords.features import feature_table
from jianbao.stages.keywords.kinds import kind_of
from jianbao.stages.keywords.ranker import Ranker, ThemeRanker, load_ranker, load_theme_ranker
from jianbao.stages.keywords.sieve import Sieve
from jianbao.stages.keywords.span_head import SpanHead, usable_head
from jianbao.stages.keywords.theme_features import theme_table
from jianbao.stages.keywords.unsupervised import textrank, tfidf

_THEMES = 0.5  # from this weight on the conventions of themes hold: the sieve, and each stem once


class KeywordsConfig(StageConfig, frozen=True):
    """``method``: ranker (trained), tfidf or textrank. ``limit``: how many keywords an article gets at most.

    ``convention``: what the ranker takes for keywords: ``themes`` of a page, ``tags`` of broadcast news, or
    ``auto``, by the text. ``penalty``: what full likeness to a better tag takes off a score. ``families``: a slogan
    family in quotation marks is a theme, with all its members. ``sieve``: leave out of themes what an editor would
    not sign (pieces of names and words, figures, reporters, generic words). ``span_head``: themes are ranked by what
    the fast engine's network knows of them too; costs nothing where entities are by ``auto`` or ``fast``, and its
    reading of the text where they are by others.
    """

    method: Literal["ranker", "tfidf", "textrank"] = "ranker"
    convention: Literal["auto", "themes", "tags"] = "auto"
    limit: int = 12
    penalty: float = 0.3
    families: bool = True
    sieve: bool = True
    span_head: bool = True


class KeywordsStage(ArticleStage):
    """Writes ``keywords``, best first; a quoted term or a slogan may be one.

    >>> from jianbao.stages.tokens.stage import TokensStage
    >>> article = Article.from_text("昨天举行防汛演练。防汛演练在镇里进行，群众参加了防汛演练。", title="防汛演练")
    >>> article.entities = []
    >>> next(KeywordsStage()(TokensStage()([article]))).keywords[0].term
    '防汛演练'
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

    @cached_property
    def _themes(self) -> ThemeRanker:
        return load_theme_ranker()

    @cached_property
    def _head(self) -> SpanHead | None:
        return usable_head(self._themes.head) if self.config.span_head else None

    @property
    def models(self) -> list[dict[str, str]]:
        """The keywords model, by whose table every method counts terms, and the network that its span head reads."""
        head = self._head if self.config.method == "ranker" else None
        return [model_record("keywords"), *(head.models if head else [])]

    def load(self) -> None:
        """Load the model and jieba, for titles; raises EngineError for what is missing or damaged."""
        _ = self._background
        if self.config.method == "ranker":
            _ = self._ranker, self._themes, self._head
        shared_jieba().load()

    def annotate(self, article: Article) -> None:
        """Write the keywords of ``article``."""
        draft = Draft(article)
        found = candidates(draft, self._background.df)
        if self.config.method == "ranker":
            scores, chosen = self._rank(draft, found)
        else:
            scores = (
                tfidf(draft, found, self._background)
                if self.config.method == "tfidf"
                else textrank(draft, found)
            )
            chosen = self._choose_tags(scores)
        if self.config.families:
            chosen = with_family(chosen, article, scores)[: self.config.limit]
        article.keywords = [
            Keyword(
                term, round(score, 4), self.config.method, spans_of(term, draft.text), kind_of(found[term])
            )
            for term, score in chosen
        ]

    def _rank(
        self, draft: Draft, found: dict[str, Candidate]
    ) -> tuple[dict[str, float], list[tuple[str, float]]]:
        """The score of each term, and those that were chosen: as themes or as tags, by the convention."""
        weight = self._weight(draft, found)
        if weight == 1:
            found = theme_candidates(draft, found, self._background.df)
        if not found:
            return {}, []
        matrix = feature_table(draft, found, self._background, self._ranker.rates)
        raw = np.zeros(len(found), np.float32)
        if weight < 1:
            raw += (1 - weight) * blend_scores(self._ranker.trees.scores(matrix), matrix)
        if weight > 0:
            table = theme_table(matrix, draft, found, self._background, self._themes.rates)
            of_head = self._head.rows(draft, found) if self._head else None
            raw += weight * self._themes.scores(table, of_head)
        scores = dict(zip(found, (1 / (1 + np.exp(-raw))).tolist(), strict=True))
        if weight < _THEMES:
            return scores, self._choose_tags(scores)
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        if self.config.sieve:
            ranked = Sieve(draft, found, self._background.df).sift(ranked, POOL)
        return scores, cover_terms(ranked, self.config.limit)

    def _choose_tags(self, scores: dict[str, float]) -> list[tuple[str, float]]:
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        return choose_terms(ranked, self.config.limit, self.config.penalty)

    def _weight(self, draft: Draft, found: dict[str, Candidate]) -> float:
        """How far the convention of themes holds."""
        if self.config.convention == "auto":
            return theme_weight(draft, found, self._background)
        return float(self.config.convention == "themes")
