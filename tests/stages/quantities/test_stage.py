"""Quantities: value, unit, range, qualifier; what looks like a figure and is none; change, noun, arithmetic."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Entity, Quantity, Tokens
from jianbao.language.numerals import approximate, parse
from jianbao.stages.quantities.figures import figures
from jianbao.stages.quantities.stage import QuantitiesStage


def found(text: str, *names: str) -> list[Quantity]:
    """The quantities of a text in which ``names`` are calendar times."""
    article = Article.from_text(text)
    article.entities = [Entity(text.index(n), text.index(n) + len(n), "TIME", n) for n in names]
    quantities = next(QuantitiesStage()([article])).quantities or []
    assert all(article.text[q.start : q.end] == q.text for q in quantities)
    return quantities


def values(text: str, *names: str) -> list[tuple[str, float | list[float], str]]:
    return [(q.text, q.value, q.unit) for q in found(text, *names)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("共选出573名", 573, "名"),
        ("２４８名", 248, "名"),
        ("投资12.5亿元", 1_250_000_000, "元"),
        ("约2.3万余名党员", 23_000, "名"),
        ("占地20多亩", 20, "亩"),
        ("运量531.3亿吨公里", 53_130_000_000, "吨公里"),
        ("十多万人次", 100_000, "人次"),
        ("三百名群众", 300, "名"),
        ("两部手机", 2, "部"),
        ("五个方面", 5, "个"),
        ("提升3.4个百分点", 3.4, "个百分点"),
        ("下降百分之二十", 20, "%"),
        ("三年半时间", 3.5, "年"),
        ("半吨重", 0.5, "吨"),
        ("约50万", 500_000, ""),
        ("19万1369户", 191_369, "户"),
        ("1.44万亿元", 1_440_000_000_000, "元"),
        ("300多元/吨", 300, "元/吨"),
        ("面积150m2", 150, "m2"),
        ("发现77具遗体", 77, "具"),
        ("三分之二以上", 0.666667, ""),
        ("近6900万台币", 69_000_000, "台币"),
        ("增加1.9万人大大缓解", 19_000, "人"),
    ],
)
def test_one_figure(text: str, value: float, unit: str) -> None:
    ((_, got, got_unit),) = values(text)
    assert (got, got_unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("投入3-5亿元", [300_000_000, 500_000_000], "元"),
        ("10到13级大风", [10, 13], "级"),
        ("增长5%-10%", [5, 10], "%"),
        ("3至5个月", [3, 5], "个月"),
        ("14岁—16岁不等", [14, 16], "岁"),
        ("二三十人", [20, 30], "人"),
    ],
)
def test_ranges(text: str, ends: list[float], unit: str) -> None:
    ((_, got, got_unit),) = values(text)
    assert (got, got_unit) == (ends, unit)


@pytest.mark.parametrize(
    "text",
    [
        "第35届运动会", "2019年", "〔2021〕5号", "101比98", "行动2号", "两学一做", "双向四车道", "五星级", "一个好办法",
        "一名群众", "一批项目", "“六个破除”", "《三十而立》", "武直-19两型", "电话13900001234市公安局", "四分之一决赛",
        "电动三轮车", "2023届毕业生", "前三季度", "三九天气", "数百名", "几十人", "5月7日", "7点40分", "新的一年",
        "四届三次会议",
    ],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert values(text, *(["5月7日"] if text == "5月7日" else [])) == []


def test_no_figure_opens_in_a_name_or_date_but_a_length_of_time_is_one() -> None:
    text = "5月7日,缩短至1小时左右"
    assert [t for t, _, _ in values(text, "5月7日", "1小时")] == ["1小时"]
    assert [t for t, _, _ in values("2018年和两个月", "2018年")] == ["两个月"]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约3人", "约"),
        ("近3人", "近"),
        ("超过3人", "超过"),
        ("3人以上", "以上"),
        ("30余人", "余"),
        ("3人", ""),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    assert found(text)[0].qualifier == qualifier


def test_kind_and_change() -> None:
    rise, points, money = found("同比增长8.5%,比上年提高2个百分点,投资3亿元")
    assert (rise.kind, rise.change) == ("share", "同比增长")
    assert (points.kind, points.change) == ("points", "比上年提高")
    assert (money.kind, money.change) == ("money", "")


def test_noun_that_is_counted() -> None:
    article = Article.from_text("全村共有573名村民,平均年龄38.8岁")
    words = [("全村", "n"), ("共有", "v"), ("573", "m"), ("名", "q"), ("村民", "n"), (",", "x"), ("平均年龄", "n"),
             ("38.8", "m"), ("岁", "q")]  # fmt: skip
    ends = [sum(len(w) for w, _ in words[: i + 1]) for i in range(len(words))]
    article.tokens = Tokens(
        [e - len(w) for e, (w, _) in zip(ends, words, strict=True)], ends, [t for _, t in words]
    )
    people, age = next(QuantitiesStage()([article])).quantities or []
    assert (people.counted, age.counted) == ("村民", "平均年龄")
    assert found("573名村民")[0].counted == ""


def checks(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(c.kind, c.printed, c.computed) for q in found(text) for c in q.checks]


def test_shares_are_recomputed() -> None:
    ((kind, printed, computed),) = checks("共选出委员573名,其中女性248名,占43.2%。")
    assert (kind, printed) == ("share_truncated", 43.2)
    assert computed == pytest.approx(43.2810, abs=1e-4)
    assert checks("共选出委员573名,其中女性248名,占43.3%。") == []
    assert checks("共选出委员573名,其中女性248名,占45.0%。")[0][0] == "share_mismatch"


def test_percent_where_points_are_meant() -> None:
    ((kind, printed, computed),) = checks("本科以上学历占比47.2%,比上届提升8.3%。")
    assert (kind, printed) == ("percent_or_points", 8.3)
    assert computed == pytest.approx(47.2 / 1.083, abs=1e-4)
    assert checks("本科以上学历占比47.2%,比上届提升8.3个百分点。") == []
    assert checks("产值5亿元,比上年增长8.3%。") == []


def test_parts_that_do_not_sum() -> None:
    more = found("检查单位100家,其中合格60家、整改40家、关停5家。")
    assert [c.message for q in more for c in q.checks] == ["60家 + 40家 + 5家 = 105, printed 100家"]
    assert checks("检查单位100家,其中合格60家、整改35家。") == []  # some of them
    assert [k for k, _, _ in checks("检查单位100家,分别为合格60家、整改35家。")] == ["sum"]
    assert checks("检查单位100家,分别为合格60家、整改40家。") == []


def test_numerals() -> None:
    assert [parse(n) for n in ("二十三", "两千零五", "三万五千亿", "1,234.5", "")] == [
        23,
        2005,
        3.5e12,
        1234.5,
        None,
    ]
    assert parse("9" * 400) is None
    assert approximate("七八十") == (70, 80)


def test_barred_characters_open_nothing() -> None:
    assert [f.values for f in figures("3人5人", bytearray(b"\1\0\0\0"))] == [(5.0,)]


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "一二三四五六七八九十百千万亿" * 4_000, "12345.67万" * 6_000, "其中5人、" * 10_000]
)
def test_long_runs_come_to_an_end(text: str) -> None:
    assert all(q.end <= len(text) for q in found(text))
