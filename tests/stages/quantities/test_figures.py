"""The grammar of figures, without an article: span, values, unit, qualifier, kind."""

from __future__ import annotations

import pytest
from jianbao.stages.quantities.figures import figures
from jianbao.stages.quantities.numbers import multiplier, number_at


def found(text: str) -> list[tuple[str, tuple[float, ...], str, str, str]]:
    return [
        (text[f.start : f.end], f.values, f.unit, f.qualifier, f.kind)
        for f in figures(text, bytes(len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("5个多小时", ("5个多小时", (5,), "小时", "多", "time")),
        ("两个半月", ("两个半月", (2.5,), "个月", "", "time")),
        ("两个半个月", ("两个半个月", (2.5,), "个月", "", "time")),
        ("三年半时间", ("三年半", (3.5,), "年", "", "time")),
        ("1米6左右", ("1米6", (1.6,), "米", "左右", "measure")),
        ("5千克", ("5千克", (5,), "千克", "", "measure")),
        ("200多万名", ("200多万名", (2_000_000,), "名", "多", "count")),
        ("96 名", ("96 名", (96,), "名", "", "count")),
        ("2/3以上", ("2/3", (0.666667,), "", "以上", "share")),
        ("百分之八十以上", ("百分之八十", (80,), "%", "以上", "share")),
        ("翻了3番", ("3番", (3,), "番", "", "rate")),
        ("两成", ("两成", (2,), "成", "", "share")),
        ("二人", ("二人", (2,), "人", "", "count")),
        ("3-5亿元", ("3-5亿元", (3e8, 5e8), "元", "", "money")),
        ("3亿至5亿元", ("3亿至5亿元", (3e8, 5e8), "元", "", "money")),
        ("4300年至3900年", ("4300年至3900年", (3900, 4300), "年", "", "time")),
        ("不超过30人", ("30人", (30,), "人", "不超过", "count")),
        ("500米处", ("500米", (500,), "米", "", "measure")),
    ],
)
def test_one(text: str, figure: tuple[str, tuple[float, ...], str, str, str]) -> None:
    assert found(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "二类", "二期", "第3名", "A4张", "一人一岗", "新的一年", "一天来", "前两天", "这两年", "2017级学生",
        "二〇二三年", "7点40分", "四届三次会议", "1738公里处", "1738公里+500米处", "五星级", "半天", "数百人", "几十人",
        "13900001234个", "四分之一决赛", "五分之六",
    ],
)  # fmt: skip
def test_what_is_not_a_figure(text: str) -> None:
    assert found(text) == []


def test_points_are_counted_and_clock_times_are_not() -> None:
    assert [f[0] for f in found("提出四点要求")] == ["四点"]
    assert found("四点出发") == []


def test_numbers_with_what_comes_after() -> None:
    assert number_at("20千瓦", "20千", 3) == (2, 20.0, "20", "", True)
    assert number_at("零", "零", 1) is None
    assert [multiplier(n) for n in ("5", "5万", "1.2万亿")] == [1.0, 1e4, 1e12]
