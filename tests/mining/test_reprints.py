"""Reprints and similar articles."""

from __future__ import annotations

from jianbao.mining.reprints import Document, minhash, reprints, similar
from jianbao.mining.terms import Row

STORY = "昨天,云岭县石桥镇举行防汛演练,县应急管理局组织抢险队伍赶赴现场,共出动队员一百二十人、冲锋舟六艘。"
OTHER = "白沙村今年种植的水稻喜获丰收,村民们忙着收割晾晒,粮库工作人员上门收购,价格比去年高出一成。"


def test_reprints_are_grouped_in_order_of_date() -> None:
    found = reprints([
        Document("late", "本报讯 " + STORY, "2021-06-05", "演练"),
        Document("other", OTHER, "2021-06-02"),
        Document("early", STORY.replace(",", ",\n"), "2021-06-03"),
    ])  # fmt: skip
    (group,) = found
    assert group.ids == ["early", "late"]
    assert group.dates == ["2021-06-03", "2021-06-05"]
    assert 0.5 <= group.similarity <= 1


def test_different_and_short_texts_are_no_reprints() -> None:
    assert reprints([Document("a", STORY), Document("b", OTHER)]) == []
    assert reprints([Document("a", "会议召开。"), Document("b", "会议召开。")]) == []
    assert reprints([]) == []


def test_marks_and_width_do_not_count() -> None:
    first, second = minhash(STORY), minhash(STORY.replace(",", ",").replace("、", " "))
    assert (first == second).all()


def test_many_copies_are_one_group() -> None:
    (group,) = reprints([Document(f"c{i:03d}", STORY) for i in range(150)])
    assert len(group.ids) == 150
    assert group.similarity == 1


def test_the_nearest_articles_come_first() -> None:
    rows = [
        Row("a", None, ["防汛", "演练", "抢险"]), Row("b", None, ["防汛", "演练", "水库"]),
        Row("c", None, ["秋粮", "收购", "抢险"]), Row("d", None, ["秋粮", "收购", "水库"]),
    ]  # fmt: skip
    found = {s.id: [id for id, _ in s.neighbours] for s in similar(rows, least=0.01)}
    assert found["a"][0] == "b"
    assert found["c"][0] == "d"
    assert all(id not in near for id, near in found.items())
    assert similar([]) == []
