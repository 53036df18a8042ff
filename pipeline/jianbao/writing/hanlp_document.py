"""Articles as HanLP's ``Document``: words and entities by sentence, entities by word index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from jianbao.article import Article
from jianbao.writing.words import Word, by_sentence


def to_hanlp(article: Article) -> dict[str, Any]:
    """The article as plain values for ``hanlp_common.document.Document``.

    ``tok/jianbao`` words, ``pos/jianbao`` their tags (jieba's), ``ner/jianbao`` entities as
    [surface, type, first word, word after the last]; one list per sentence. Entities that cross the end of a
    sentence are left out.

    >>> to_hanlp(Article.from_text("会议"))["tok/jianbao"]
    [['会', '议']]
    """
    sentences = list(by_sentence(article))
    text = article.text
    return {
        "tok/jianbao": [[text[w.start : w.end] for w in sentence] for sentence in sentences],
        "pos/jianbao": [[w.tag or "_" for w in sentence] for sentence in sentences],
        "ner/jianbao": [_entities(article, sentence) for sentence in sentences],
    }


def _entities(article: Article, sentence: list[Word]) -> list[list[Any]]:
    starts = {word.start: i for i, word in enumerate(sentence)}
    ends = {word.end: i + 1 for i, word in enumerate(sentence)}
    return [
        [article.text[e.start : e.end], e.type, starts[e.start], ends[e.end]]
        for e in sorted(article.entities or (), key=lambda e: e.start)
        if e.start in starts and e.end in ends
    ]


def write_hanlp(articles: Iterable[Article], file: IO[str]) -> None:
    """Write one JSON object per line, with the article's id."""
    for article in articles:
        file.write(msgspec.json.encode({"id": article.id, **to_hanlp(article)}).decode() + "\n")
