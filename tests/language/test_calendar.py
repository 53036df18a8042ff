"""The grammar of calendar times: what is one, where it ends, and what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.language.calendar import find_times, recurring_times
from jianbao.language.calendar_atoms import _pattern, atoms
from jianbao.language.width import fold
from jianbao.stages.times.festivals import festival_at_end, festival_date
from jianbao.stages.times.fields import read_fields
from jianbao.stages.times.lunar import to_solar


def found(text: str, *, strong: bool = False) -> list[str]:
    return [text[s.start : s.end] for s in find_times(fold(text)) if s.strong or not strong]


@pytest.mark.parametrize(
    "time",
    [
        "5月7日", "2月底", "去年", "昨天上午", "昨日(8日)上午", "今天（3月2日）", "上世纪80年代",
        "2018-2019年度", "去年同期",
        "6月3日晚19时", "13日至14日", "10月5-6日", "2012年7月22至23日", "二〇一八年五月", "今年1—7月",
        "今年4、5两个月",
        "2011年3月到今年4月30号", "21时30分至21时50分", "下午两点半", "正月初九", "本月初", "今年前三季度",
        "2018-05-07", "上半年",
        "12 月 22 日上午", "５月１日", "六年前", "上周五",
    ],
)  # fmt: skip
def test_one_time(time: str) -> None:
    assert found(f"会议于{time}，在市里召开") == [time]


@pytest.mark.parametrize(
    "text",
    [
        "历时两年10天", "第2点要求", "22号楼", "30日内办结", "每周二、周三不同", "《昆明日报》",
        "昆明日报讯", "3日游",
        "大年初一", "近年来、此前、期间", "第35届", "90周年", "市1号线", "连续2个季度", "24小时", "《2018年规划》",
        "比分101比98", "一月球", "情况到第二天仍在持续",
    ],
)  # fmt: skip
def test_no_time(text: str) -> None:
    assert found(text, strong=True) == []


def test_neighbours_by_enumeration_comma_stay_apart() -> None:
    assert found("4月1日、2日举行") == ["4月1日", "2日"]


def test_weak_ones_are_marked() -> None:
    assert found("上午，他讲了2点") == ["上午", "2点"]
    assert found("上午，他讲了2点", strong=True) == []
    assert found("上午9点，他来了", strong=True) == ["上午9点"]


def test_festival_by_number_only_in_quotes_or_before_a_holiday() -> None:
    assert found("“五一”期间、五一假期") == ["五一", "五一"]
    assert found("二五一十，七七八八") == []


@given(st.text(alphabet="今去年12月日至-(上午8时)，《》五一“”号点底初 ", max_size=60))
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    spans = find_times(fold(text))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        for moment in span.moments:
            read_fields(moment)  # every atom can be read


def test_long_input_without_punctuation() -> None:
    assert len(find_times("5月7日至" * 20_000)) == 10_000
    assert find_times("1" * 100_000) == []
    assert find_times("《" * 100_000) == []


def test_lunar_calendar() -> None:
    assert to_solar(2018, 1, 9) == (2018, 2, 24)
    assert to_solar(2018, 13, 1) is None
    assert festival_date("除夕", 2019) == (2019, 2, 4)
    assert festival_date("中秋节", 2021) == (2021, 9, 21)
    assert festival_at_end("会议") == ""


@pytest.mark.parametrize(
    "time",
    [
        "十年前的今天", "去年今日", "民国三十一年五月", "清同治八年", "昭和三年", "上上周四", "大后天",
        "再下个月", "上个季度",
        "1960年代", "上世纪七八十年代", "2019/2020年度", "九月三十一日", "腊月初六", "闰五月初三", "冬月十二",
        "6月8日21时至次日6时", "早7点到晚9点", "去年最后三个月", "6月5日零时至8日24时",
    ],
)  # fmt: skip
def test_one_time_of_several_words(time: str) -> None:
    assert found(f"会议于{time}，在市里召开") == [time] or found(f"，{time}，") == [time]


def test_years_before_stand_after_comparisons() -> None:
    assert found("比上年增长，高于上年同期，与上月同期持平") == ["上年", "上年同期", "上月同期"]
    assert found("60岁以上年长者") == []


def test_rows_of_days_are_one_time_each() -> None:
    assert found("8月7、9、12日，赶集") == ["8月7", "9", "12日"]
    assert found("7、9、12号楼，2、3日内") == []


def test_what_recurs_is_kept_apart() -> None:
    text = "每周三上午9时、下午2时，5月3日"
    assert found(text) == ["5月3日"]
    assert [text[a:b] for a, b in recurring_times(fold(text))] == ["上午9时", "下午2时"]


def test_every_row_begins_with_a_character_that_is_looked_at() -> None:
    text = (
        "2021年，60年代，上世纪80年代，三年前，1-3月，去年，次年3月，农历四月，闰四月，正月初一，五月，下月，上月同期，廿五，30日，今天，后天，"
        "大后天，次日8时，当天8时，昨天，前天，明年，上周，这周，周二，星期二，礼拜二，年底，去年最后三个月，第一季度，首季度，本季度，2021年全年，"
        "上半年，头3个月，2020年春天，“七一”，上午，中午，凌晨，清晨，傍晚，晚上，深夜，午夜，半夜，夜里，今天白天，早8点，12:30，5日零时，"
        "民国元年，清光绪三年，伪满康德二年，日本昭和三年，再下个月"
    )
    assert [(a.start, a.end) for a in atoms(text)] == [m.span() for m in _pattern().finditer(text)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("周日，公园举行灯会", ["周日"]),
        ("本周五，比赛开始", ["本周五"]),
        ("周五安排相声，周六安排评书", []),
        ("天气预报\n周一(晴)", []),
    ],
)
def test_a_weekday_that_opens_a_clause_is_sure(text: str, times: list[str]) -> None:
    assert found(text, strong=True) == times
