"""Topics: named by their words, with articles that stand for them, the same under the same seed."""

from __future__ import annotations

import pytest
from jianbao.errors import ConfigError
from jianbao.mining.terms import Row, matrix, rows_of_texts
from jianbao.mining.topics import topic_name, topics

FIELDS = {
    "harvest": ["秋粮", "收购", "粮库", "农户", "水稻"],
    "school": ["学校", "教师", "学生", "课程", "校园"],
    "flood": ["防汛", "水库", "堤坝", "抢险", "汛期"],
}


def rows(each: int = 12) -> list[Row]:
    return [
        Row(f"{name}{i}", f"2021-{i % 12 + 1:02d}", [words[(i + k) % 5] for k in range(4)] * 2, f"{name} {i}")
        for i in range(each)
        for name, words in FIELDS.items()
    ]


@pytest.mark.parametrize("method", ["nmf", "minibatch", "lda"])
def test_articles_of_one_field_have_one_topic(method: str) -> None:
    model = topics(rows(), count=3, method=method)  # type: ignore[arg-type]
    assert model.method == method
    assert len(model.topics) == 3
    if method == "lda":  # needs more text than this to tell them apart
        return
    for name in FIELDS:
        assert len({t for id, t in zip(model.ids, model.assigned, strict=True) if id.startswith(name)}) == 1
    assert sum(t.size for t in model.topics) == 36


def test_a_topic_has_terms_of_its_field_and_articles_that_stand_for_it() -> None:
    for topic in topics(rows(), count=3).topics:
        home = next(n for n, words in FIELDS.items() if topic.terms[0].term in words)
        assert all(t.term in FIELDS[home] for t in topic.terms[:4])
        assert all(a.id.startswith(home) for a in topic.articles)
        assert set(topic.name.split("·")) <= set(FIELDS[home])


@pytest.mark.parametrize("method", ["nmf", "minibatch", "lda"])
def test_the_same_seed_gives_the_same_topics(method: str) -> None:
    first = topics(rows(), count=3, method=method, seed=7)  # type: ignore[arg-type]
    assert first == topics(rows(), count=3, method=method, seed=7)  # type: ignore[arg-type]


def test_small_and_empty_corpora_and_bad_requests() -> None:
    assert topics([], count=3).topics == []
    assert len(topics(rows(1), count=50).topics) <= 3
    with pytest.raises(
        ConfigError, match="unknown topic method 'plsa'; choose one of auto, nmf, minibatch, lda"
    ):
        topics(rows(), method="plsa")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="0 topics"):
        topics(rows(), count=0)


def test_a_name_does_not_say_the_same_twice() -> None:
    assert topic_name(["疫苗", "新冠疫苗", "接种", "病例"]) == "新冠疫苗·接种·病例"


def test_rare_and_ubiquitous_words_are_left_out() -> None:
    made = [Row(str(i), None, ["会议", "秋粮" if i % 3 else "防汛", f"独词{i}"]) for i in range(12)]
    assert matrix(made, max_share=0.7).terms == ["秋粮", "防汛"]


def test_texts_that_went_through_no_stage_have_content_words_only() -> None:
    (row,) = rows_of_texts([("a", "2021-05", "秋粮收购", "今天,各地的秋粮收购进展顺利。")])
    assert "秋粮" in row.terms
    assert not {"今天", "的", "各地"} & set(row.terms)
