"""Tokens: words and parts of speech by jieba, with its own dictionary and the user's."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any

from pipeline.article import Article, Tokens
from pipeline.config import StageConfig
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
    def _tagger(self) -> Any:
        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()  # our own: jieba's global one belongs to whoever imports us
        if self.config.user_dict:
            tokenizer.load_userdict(self.config.user_dict)
        return jieba.posseg.POSTokenizer(tokenizer)

    def annotate(self, article: Article) -> None:
        tokens = Tokens([], [], [])
        at = 0
        for word, tag in self._tagger.cut(fold(article.text), HMM=self.config.hmm):
            end = at + len(word)
            if not word.isspace():
                tokens.starts.append(at)
                tokens.ends.append(end)
                tokens.tags.append(tag)
            at = end
        article.tokens = tokens
