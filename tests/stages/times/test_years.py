"""Which year a month or a day belongs to that does not say it."""

from __future__ import annotations

import pytest

from tests.support.calendar_reading import read

PAPER = "2022-09-14"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # back in time: the paper's own year
        ("2019年11月，厂房封顶；9月12日，首台车床试机。", ["2019-11", "2022-09-12"]),
        ("去年10月至12月，河道清淤。3月5日，通航。", ["2021-10/2021-12", "2022-03-05"]),
        ("2021年8月启动，11月进场，6月底封顶，9月10日交付。", ["2021-08", "2021-11", "2022-06", "2022-09-10"]),
        ("2021年10月8日公告。2月3日，三家入围；5月，又有两家。", ["2021-10-08", "2022-02-03", "2022-05"]),
        ("2016年12月，他退伍。8月28日至30日，他参加集训。", ["2016-12", "2022-08-28/2022-08-30"]),
        ("2021年12月开馆，一季度接待游客2万人次。", ["2021-12", "2022-01/2022-03"]),
        # a day of these weeks, after a year and a month of long ago
        ("水库2018年4月动工，9月13日下闸蓄水。", ["2018-04", "2022-09-13"]),
        ("2015年6月20日，堤坝决口。9月11日，记者再访。", ["2015-06-20", "2022-09-11"]),
        ("2014年9月20日那场雨后，他没有走。9月12日，他又来了。", ["2014-09-20", "2022-09-12"]),
        ("协会成立于2011年9月。9月10日，年会召开。", ["2011-09", "2022-09-10"]),
        # the story goes on in the year said
        ("2017年2月9日立案，5月30日开庭，6月2日宣判。", ["2017-02-09", "2017-05-30", "2017-06-02"]),
        ("2017年10月动工，12月完工。", ["2017-10", "2017-12"]),
        ("2013年9月1日报到，9月12日开课。", ["2013-09-01", "2013-09-12"]),
        ("2013年7月9日公布名单，7月8日开会研究。", ["2013-07-09", "2013-07-08"]),
        # told by days over the turn of the year
        ("2011年11月4日受理，12月20日开庭，1月16日宣判。", ["2011-11-04", "2011-12-20", "2012-01-16"]),
        ("他2010年入伍，今年6月退役，9月12日到岗。", ["2010", "2022-06", "2022-09-12"]),
    ],
)  # fmt: skip
def test_years(text: str, values: list[str]) -> None:
    found = [value for _, value in read(text, PAPER)]
    assert found == values


def test_without_a_papers_date_no_year_is_made_up() -> None:
    assert read("2019年11月封顶；9月12日试机。", None) == [("2019年11月", "2019-11"), ("9月12日", None)]
    assert read("2019年11月6日封顶；11月5日验收。", None)[1] == ("11月5日", "2019-11-05")


def test_a_day_of_the_paper_after_a_month_of_another_year() -> None:
    assert read("2018年9月动工。13日，记者在现场看到", PAPER)[1] == ("13日", "2022-09-13")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2017年，全县产粮30万吨，比上年增长2%。", "2016"),
        ("全年产粮30万吨，较上年增长2%。", "2021"),
        ("上半年，用电量高于上年同期。", "2021-01/2021-06"),
        ("1至8月，降水量为上年同期的八成。", "2021-01/2021-08"),
        ("前8个月，客流同比上年同期增长。", "2021-01/2021-08"),
        ("客流与前年同期相当。", "2020"),
        ("一季度，客流比上一年同期多。", "2021-01/2021-03"),
        ("投诉量低于上月同期。", "2022-08"),
        ("存栏数比上年末增加。", "2021"),
        ("以上年同期为基数", "2021"),
    ],
)
def test_the_year_before(text: str, value: str) -> None:
    assert read(text, PAPER)[-1][1] == value


@pytest.mark.parametrize("text", ["60岁以上年长者", "网上年货节", "比上年纪的人"])
def test_what_is_no_year_before(text: str) -> None:
    assert read(text, PAPER) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1958年9月，水库动工。次年3月，大坝合龙。", "1959-03"),
        ("他2009年当选村主任，同年11月修路。", "2009-11"),
        ("厂房2016年12月封顶，当年3月就签了合同。", "2016-03"),
        ("1987年考入大学，第二年9月转系。", "1988-09"),
    ],
)
def test_the_same_year_and_the_next(text: str, value: str) -> None:
    assert read(text, PAPER)[-1][1] == value
