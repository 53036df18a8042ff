"""Tokens: words and parts of speech by jieba, with its own dictionary and the user's."""

from __future__ import annotations

from functools import cached_property

from jianbao.article import Article
from jianbao.dictionary import Dictionary, read_dictionary
from jianbao.engines.jieba.engine import JiebaEngine, shared_jieba
from jianbao.language.width import fold
from jianbao.stage import ArticleStage, StageConfig


class TokensConfig(StageConfig, frozen=True):
    """``hmm``: guess words that no dictionary holds. ``user_dict``: a user dictionary (jianbao.dictionary)."""

    hmm: bool = True
    user_dict: str = ""


class TokensStage(ArticleStage):
    """Writes ``tokens``: every character except blanks is in exactly one token.

    >>> article = next(TokensStage()([Article.from_text("高新区召开会议")]))
    >>> [article.text[a:b] for a, b in zip(article.tokens.starts, article.tokens.ends)]
    ['高新区', '召开', '会议']
    """

    name = "tokens"
    provides = frozenset({"tokens"})
    Config = TokensConfig
    config: TokensConfig

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        return read_dictionary(self.config.user_dict) if self.config.user_dict else None

    @cached_property
    def _engine(self) -> JiebaEngine:
        """The process's own jieba, or another one where words are added to it or it does not guess."""
        if self._dictionary is None and self.config.hmm:
            return shared_jieba()
        return JiebaEngine(hmm=self.config.hmm, words=self._dictionary.words() if self._dictionary else ())

    @property
    def models(self) -> list[dict[str, str]]:
        """Jieba's dictionary and the user's."""
        engine = self._engine
        own = {"name": engine.model, "version": engine.version, "digest": engine.digest}
        return [own, *([self._dictionary.record] if self._dictionary else [])]

    def load(self) -> None:
        """Load jieba's dictionary and the user's now; raises ConfigError or EngineError for an invalid one."""
        self._engine.load()

    def annotate(self, article: Article) -> None:
        """Write ``tokens``."""
        article.tokens = self._engine.tokens(fold(article.text))
