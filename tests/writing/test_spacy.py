"""Articles as spaCy Docs, and back: text, offsets, entities, groups, what displaCy and DocBin make of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from jianbao.article import Article, Entity, Place, PlacePart, Time, Tokens, encode
from jianbao.article import Span as Extent
from jianbao.errors import ConfigError
from jianbao.writing.spacy import from_spacy, to_spacy, write_docbin
from spacy import displacy
from spacy.tokens import Doc, DocBin, Span

TEXT = "云岭县石桥镇  记者\n5月7日,周启明 到会。 散会。"


@pytest.fixture
def article() -> Article:
    article = Article.from_text(TEXT, date="2022-06-01")
    article.sentences = [Extent(0, 10), Extent(11, 23), Extent(24, 27)]
    article.tokens = Tokens(
        [0, 8, 11, 12, 13, 15, 16, 20, 22, 24, 26], [6, 10, 12, 13, 15, 16, 19, 22, 23, 26, 27],
        ["ns", "n", "m", "n", "m", "x", "nr", "v", "x", "v", "x"],
    )  # fmt: skip
    article.entities = [
        Entity(0, 6, "LOC", "云岭县石桥镇"), Entity(11, 15, "TIME", "5月7日"), Entity(16, 19, "PER", "周启明"),
    ]  # fmt: skip
    article.times = [Time(11, 15, "5月7日", value="2022-05-07")]
    parts = [PlacePart("云岭县", 0, 3, "county"), PlacePart("石桥镇", 3, 6, "town")]
    article.places = [Place("云岭县石桥镇", [Extent(0, 6)], parts=parts, code="999999")]
    return article


def test_text_tokens_and_sentences_are_the_articles(article: Article) -> None:
    doc = to_spacy(article)
    assert doc.text == TEXT
    words = [t.text for t in doc if not t.is_space]  # cut where a nested place ends
    assert words == ["云岭县", "石桥镇", "记者", "5", "月", "7日", ",", "周启明", "到会", "。", "散会", "。"]
    assert [t.tag_ for t in doc][:3] == ["ns", "ns", ""]
    assert [s.text.strip() for s in doc.sents] == ["云岭县石桥镇  记者", "5月7日,周启明 到会。", "散会。"]


def test_entities_have_types_and_codes(article: Article) -> None:
    ents = [(e.start_char, e.end_char, e.label_, e.kb_id_) for e in to_spacy(article).ents]
    assert ents == [(0, 6, "LOC", "999999"), (11, 15, "TIME", ""), (16, 19, "PER", "")]


def test_nested_places_are_a_span_group(article: Article) -> None:
    article.entities = [*(article.entities or []), Entity(3, 6, "LOC", "石桥镇")][1:]
    doc = to_spacy(article)
    assert [(s.text, s.label_) for s in doc.spans["places"]] == [("云岭县", "county"), ("石桥镇", "town")]
    assert [(s.text, s.label_) for s in doc.spans["times"]] == [("5月7日", "2022-05-07")]


def test_extension_attributes_tell_what_is_known(article: Article) -> None:
    doc = to_spacy(article)
    assert doc._.jianbao == article
    entity, time = doc.ents[1]._.jianbao
    assert (entity.type, time.value) == ("TIME", "2022-05-07")
    assert doc[0:2]._.jianbao[-1].name == "云岭县石桥镇"
    assert Doc(doc.vocab, words=["会"])._.jianbao is None


def test_there_and_back_is_the_same(article: Article, seed_articles: list[Article]) -> None:
    nlp = spacy.blank("zh")
    for one in (article, *seed_articles):
        before = encode(one)
        doc = to_spacy(one, nlp)
        assert doc.text == one.text
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [
            (e.start, e.end, e.type) for e in one.entities or []
        ]
        assert encode(from_spacy(doc)) == before == encode(one)


def test_what_was_corrected_in_spacy_comes_back(article: Article) -> None:
    doc = to_spacy(article)
    doc.ents = [doc.ents[0], Span(doc, doc.ents[2].start, doc.ents[2].end, label="ORG")]
    found = from_spacy(doc).entities or []
    assert [(e.text, e.type, e.reason) for e in found] == [
        ("云岭县石桥镇", "LOC", ""),
        ("周启明", "ORG", "spacy"),
    ]


def test_a_doc_from_elsewhere_becomes_an_article() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["。"]})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": label, "pattern": text} for text, label in (("云岭县", "GPE"), ("三元", "MONEY"))]
    )
    article = from_spacy(nlp("云岭县到了。三元。"))
    assert [(e.text, e.type) for e in article.entities or []] == [("云岭县", "LOC")]
    assert article.sentences == [Extent(0, 6), Extent(6, 9)]
    assert len(article.tokens or Tokens([], [], [])) == 9


def test_a_doc_of_another_text_is_refused(article: Article) -> None:
    doc = spacy.blank("zh")("散会")
    doc.user_data["jianbao"] = encode(article).decode()
    with pytest.raises(ConfigError, match="the text of the Doc is not that of the article"):
        from_spacy(doc)


def test_a_docbin_keeps_it_all(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "docs.spacy"
    assert write_docbin([article, Article.from_text("散会")], path) == {"docs": 2}
    first, second = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    assert encode(from_spacy(first)) == encode(article)
    assert [(s.text, s.label_) for s in first.spans["places"]] == [("云岭县", "county"), ("石桥镇", "town")]
    assert [e.label_ for e in first.ents] == ["LOC", "TIME", "PER"]
    assert second.text == "散会"


def test_displacy_draws_entities_and_nested_places(article: Article) -> None:
    doc = to_spacy(article)
    html = displacy.render(doc, style="ent", jupyter=False)
    assert html.count("<mark") == 3
    assert "周启明" in html
    spans = displacy.render(doc, style="span", options={"spans_key": "places"}, jupyter=False)
    assert "county" in spans
    assert "town" in spans


def test_awkward_texts_keep_their_text(awkward: str) -> None:
    article = Article.from_text(awkward)
    assert to_spacy(article).text == awkward
    assert from_spacy(to_spacy(article)) == article
