"""Forms of time: this day some years ago, eras, lunar months, decades, quarters, weeks, and what recurs."""

from __future__ import annotations

import pytest

from tests.support.calendar_reading import read

PAPER = "2022-09-14"  # a Wednesday


@pytest.mark.parametrize(
    ("time", "value"),
    [
        ("五年前的今天", "2017-09-14"), ("去年今日", "2021-09-14"), ("明年的今天", "2023-09-14"),
        ("上月今日", "2022-08-14"), ("两年前的3月6日", "2020-03-06"), ("十年前的8月", "2012-08"),
        ("去年的第三季度", "2021-07/2021-09"), ("去年最后两个月", "2021-11/2021-12"),
        ("去年后四个月", "2021-09/2021-12"), ("2020年后5个月", "2020-08/2020-12"), ("今年前三个月", "2022-01/2022-03"),
        ("民国十八年九月", "1929-09"), ("民国元年", "1912"), ("民国九十九年3月2日", "2010-03-02"),
        ("民国二十一年（1932年）4月", "1932-04"), ("清乾隆四十年", "1775"), ("明万历十五年", "1587"),
        ("咸丰三年二月", "1853-03-10/1853-04-07"), ("昭和九年五月", "1934-05"), ("令和4年", "2022"),
        ("七月三十一日", "2022-07-31"), ("八月二十五日", "2022-08-25"), ("上月二十一日", "2022-08-21"),
        ("冬月廿一", "2022-12-14"), ("腊月二十八", "2022-01-30"), ("正月十五", "2022-02-15"),
        ("农历八月", "2022-08-27/2022-09-25"), ("闰四月初二", "2020-05-24"), ("六月六", "2022-07-04"),
        ("上季度", "2022-04/2022-06"), ("上一季度", "2022-04/2022-06"), ("本季度", "2022-07/2022-09"),
        ("下季度", "2022-10/2022-12"), ("下一季度", "2022-10/2022-12"),
        ("上上周", "2022-08-29/2022-09-04"), ("上上周四", "2022-09-01"), ("下下周一", "2022-09-26"),
        ("上周末", "2022-09-10/2022-09-11"), ("本周末", "2022-09-17/2022-09-18"), ("上周四", "2022-09-08"),
        ("大后天", "2022-09-17"), ("大前天", "2022-09-11"), ("再下个月", "2022-11"), ("上上个月", "2022-07"),
        ("1970年代", "1970/1979"), ("上世纪六七十年代", "1960/1979"), ("七八十年代", "1970/1989"),
        ("五十年代", "1950/1959"), ("上世纪70、80年代", "1970/1989"),
        ("上世纪七、八十年代", "1970/1989"), ("20世纪30年代", "1930/1939"),
        ("2021/2022年度", "2021/2022"), ("2020/21学年", "2020/2021"),
    ],
)  # fmt: skip
def test_forms(time: str, value: str) -> None:
    assert read(f"{time}，开始修路。", PAPER) == [(time, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("去年“五一”，游客很多", "2021-05-01"),
        ("2018年的“十一”假期", "2018-10-01"),
        ("“七一”前夕", "2022-07-01"),
    ],
)
def test_a_festival_in_the_year_before_it(text: str, value: str) -> None:
    assert read(text, PAPER)[-1][1] == value


def test_the_quarter_before_the_first_is_of_the_year_before() -> None:
    assert read("上季度亏损", "2022-02-01") == [("上季度", "2021-10/2021-12")]


def test_leap_months_of_the_year() -> None:
    assert read("闰二月十二", "2023-04-20") == [("闰二月十二", "2023-04-02")]


@pytest.mark.parametrize(
    "text",
    [
        "每天8:30—17:00开放", "每天上午9时至11时、下午3时至5时", "每周三下午2点", "每周一至周五上午9时",
        "周一至周五9:00—17:00", "每月8日", "每晚7点", "每逢周日上午", "每个工作日下午3时",
    ],
)  # fmt: skip
def test_what_recurs_is_no_day(text: str) -> None:
    assert read(text, PAPER) == []


def test_a_day_of_every_year_has_no_value() -> None:
    assert read("每年的6月5日是环境日，6月6日", PAPER) == [("6月5日", None), ("6月6日", "2022-06-06")]


@pytest.mark.parametrize(
    "text", ["民国二十年代", "乾隆年间", "康熙字典", "做礼拜", "60岁以上季度", "三月三次"]
)
def test_what_only_looks_like_a_form(text: str) -> None:
    assert [time for time, _ in read(text, PAPER) if time != "三月"] == []


def test_words_that_are_part_of_no_time_have_no_value() -> None:
    assert {value for _, value in read("两年初见成效，近十年同期平均值，这份初步报告", PAPER)} <= {None}


def test_a_festival_does_not_date_what_follows() -> None:
    assert read("“五一”表彰会，上午10时开始", PAPER)[-1][1] == "2022-09-14T10:00"


def test_after_midnight_the_day_in_view_stays() -> None:
    assert [value for _, value in read("今晚12点关门。上午8点开门", PAPER)] == [
        "2022-09-15T00:00",
        "2022-09-14T08:00",
    ]
