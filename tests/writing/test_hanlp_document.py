"""Articles as HanLP's Document: entities by word index, sentence by sentence."""

from __future__ import annotations

import io
import json

import pytest
from jianbao.article import Article, Entity, Span, Tokens
from jianbao.writing.hanlp_document import to_hanlp, write_hanlp


@pytest.fixture
def article() -> Article:
    article = Article.from_text("周启明到会。云岭县办事处召开。", id="a1")
    article.sentences = [Span(0, 6), Span(6, 15)]
    article.tokens = Tokens(
        [0, 3, 5, 6, 12, 14], [3, 5, 6, 12, 14, 15], ["nr", "v", "x", "ns", "v", "x"]
    )  # fmt: skip
    article.entities = [
        Entity(0, 3, "PER", "周启明"),
        Entity(6, 9, "LOC", "云岭县"),
        Entity(9, 12, "ORG", "办事处"),
    ]
    return article


def test_entities_count_words_of_their_sentence(article: Article) -> None:
    found = to_hanlp(article)
    assert found["tok/jianbao"] == [["周启明", "到会", "。"], ["云岭县", "办事处", "召开", "。"]]
    assert found["pos/jianbao"] == [["nr", "v", "x"], ["ns", "ns", "v", "x"]]
    assert found["ner/jianbao"] == [
        [["周启明", "PER", 0, 1]], [["云岭县", "LOC", 0, 1], ["办事处", "ORG", 1, 2]],
    ]  # fmt: skip


def test_every_entity_is_its_words(seed_articles: list[Article]) -> None:
    for article in seed_articles:
        found = to_hanlp(article)
        for words, entities in zip(found["tok/jianbao"], found["ner/jianbao"], strict=True):
            for surface, _, begin, end in entities:
                assert "".join(surface.split()) == "".join(words[begin:end])
        assert sum(map(len, found["ner/jianbao"])) == len(article.entities or ())


def test_one_object_a_line(article: Article) -> None:
    file = io.StringIO()
    write_hanlp([article, article], file)
    rows = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [row["id"] for row in rows] == ["a1", "a1"]


@pytest.mark.hanlp
def test_hanlp_takes_it_for_a_document(article: Article) -> None:
    document = pytest.importorskip("hanlp_common.document").Document(**to_hanlp(article))
    assert document.count_sentences() == 2
    assert "PER" in document.squeeze(0).to_pretty()
