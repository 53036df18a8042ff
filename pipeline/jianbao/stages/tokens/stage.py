"""Tokens: words and parts of speech by jieba, with its own dictionary and the user's."""

from __future__ import annotations

from functools import cached_property

from jianbao.article import Article
from jianbao.config import StageConfig
from jianbao.dictionary import read_dictionary
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.language.width import fold
from jianbao.stage import ArticleStage


class TokensConfig(StageConfig, frozen=True):
    """``hmm``: guess words that no dictionary holds. ``user_dict``: a user dictionary (jianbao.dictionary)."""

    hmm: bool = True
    user_dict: str = ""


class TokensStage(ArticleStage):
    """Writes ``tokens``: every character but blanks is in exactly one token.

    >>> article = next(TokensStage()([Article.from_text("高新区召开会议")]))
    >>> [article.text[a:b] for a, b in zip(article.tokens.starts, article.tokens.ends)]
    ['高新区', '召开', '会议']
    """

    name = "tokens"
    provides = frozenset({"tokens"})
    Config = TokensConfig

    def __init__(self, config: TokensConfig | None = None) -> None:
        self.config = config or TokensConfig()

    @cached_property
    def _engine(self) -> JiebaEngine:
        words = read_dictionary(self.config.user_dict).words() if self.config.user_dict else ()
        return JiebaEngine(hmm=self.config.hmm, words=words)

    def load(self) -> None:
        """Load jieba's dictionary and the user's now; raises ConfigError or EngineError for one that is wrong."""
        self._engine.load()

    def annotate(self, article: Article) -> None:
        article.tokens = self._engine.tokens(fold(article.text))
