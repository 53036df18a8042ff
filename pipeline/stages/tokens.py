"""Tokens: words and parts of speech by jieba, with its own dictionary and the user's."""

from __future__ import annotations

from functools import cached_property

from pipeline.article import Article
from pipeline.config import StageConfig
from pipeline.engines.jieba import JiebaEngine
from pipeline.stage import ArticleStage
from pipeline.width import fold


class TokensConfig(StageConfig, frozen=True):
    """``hmm``: guess words that no dictionary holds. ``user_dict``: a user dictionary file."""

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
        engine = JiebaEngine(hmm=self.config.hmm)
        if self.config.user_dict:
            engine.tagger.tokenizer.load_userdict(self.config.user_dict)
        return engine

    def annotate(self, article: Article) -> None:
        article.tokens = self._engine.tokens(fold(article.text))
