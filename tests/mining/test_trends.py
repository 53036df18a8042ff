"""Trends by month, and their bursts."""

from __future__ import annotations

import numpy as np
from jianbao.mining.terms import Row
from jianbao.mining.topics import topics
from jianbao.mining.trends import kleinberg, topic_trends, trends


def rows() -> list[Row]:
    """Two years of ten articles a month; 防汛 in every July, 会展 once a month, 秋粮 never more than usual."""
    made = []
    for month in range(24):
        date = f"{2020 + month // 12}-{month % 12 + 1:02d}-15"
        for i in range(10):
            terms = ["秋粮"] if i < 5 else ["学校"]
            terms += ["防汛"] if month % 12 == 6 and i < 8 else []
            terms += ["会展"] if i == 0 else []
            made.append(Row(f"{month}-{i}", date, terms))
    return made


def test_a_burst_is_found_where_it_is() -> None:
    found = trends(rows(), min_count=5)
    assert [t.name for t in found.trends] == ["防汛"]
    assert {(b.start, b.end) for b in found.trends[0].bursts} == {
        ("2020-07", "2020-07"),
        ("2021-07", "2021-07"),
    }
    assert all(b.weight > 0 for b in found.trends[0].bursts)


def test_terms_asked_for_are_counted_month_by_month() -> None:
    found = trends(rows(), terms=["会展", "没有的词", "会展"])
    assert [t.name for t in found.trends] == ["会展", "没有的词"]
    assert found.trends[0].counts == [1] * 24
    assert sum(found.trends[1].counts) == 0
    assert found.totals == [10] * 24
    assert (found.months[0], found.months[-1], len(found.months)) == ("2020-01", "2021-12", 24)


def test_months_without_articles_are_there_and_articles_without_a_month_are_not() -> None:
    made = [
        Row("a", "2020-01", ["防汛"]), Row("b", "2020-04-01", ["防汛"]), Row("c", None, ["防汛"]),
        Row("d", "2020", ["防汛"]),
    ]  # fmt: skip
    found = trends(made, terms=["防汛"])
    assert found.months == ["2020-01", "2020-02", "2020-03", "2020-04"]
    assert found.trends[0].counts == [1, 0, 0, 1]


def test_an_undated_corpus_has_no_trends() -> None:
    assert trends([Row("a", None, ["防汛"])]).trends == []
    assert trends([Row("a", None, ["防汛"]), Row("b", "2019-02-21", ["防汛"])], terms=["防汛"]).undated == 1
    assert trends([]).months == []


def test_topics_have_trends_too() -> None:
    model = topics(rows(), count=2)
    found = topic_trends(model)
    assert [t.name for t in found.trends] == [t.name for t in model.topics]
    assert sum(sum(t.counts) for t in found.trends) == sum(a >= 0 for a in model.assigned)


def test_an_even_series_never_bursts() -> None:
    state, saving = kleinberg(np.full((1, 12), 5), np.full(12, 50))
    assert not state.any()
    assert (saving <= 0).all()
