"""TIME spans to ISO 8601: by the words, by what stood before, by the paper's date; never by the clock."""

import pytest
from jianbao.article import Article, Dateline, Entity, Time
from jianbao.errors import ConfigError
from jianbao.stages.times.stage import TimesStage


def resolved(text: str, *times: str, date: str | None = "2021-05-10", filed: str = "") -> list[Time]:
    """The times layer of ``text`` where each of ``times`` is a TIME entity, found in turn."""
    article = Article.from_text(text, date=date)
    article.dateline = Dateline(0, 0, date=filed) if filed else None
    article.entities, at = [], 0
    for time in times:
        at = text.index(time, at)
        article.entities.append(Entity(at, at + len(time), "TIME", time))
        at += len(time)
    return next(TimesStage()([article])).times or []


def values(text: str, *times: str, date: str | None = "2021-05-10", filed: str = "") -> list[str | None]:
    return [t.value for t in resolved(text, *times, date=date, filed=filed)]


@pytest.mark.parametrize(
    ("time", "value"),
    [
        ("5月7日", "2021-05-07"), ("2月底", "2021-02"), ("12月20日", "2020-12-20"),
        ("6月24日", "2021-06-24"),
        ("去年", "2020"), ("今年底", "2021"), ("年初", "2021"), ("上月底", "2021-04"),
        ("昨日", "2021-05-09"),
        ("昨晚（9日）", "2021-05-09"), ("9日晚8时", "2021-05-09T20:00"),
        ("今年前三季度", "2021-01/2021-09"),
        ("去年下半年", "2020-07/2020-12"), ("2018-2019年度", "2018/2019"),
        ("10月5-6日", "2020-10-05/2020-10-06"),
        ("13日至14日", "2021-05-13/2021-05-14"), ("上世纪80年代", "1980/1989"), ("今明两年", "2021/2022"),
        ("五年前", "2016"), ("上周五", "2021-05-07"), ("本周", "2021-05-10/2021-05-16"),
        ("七一", "2021-07-01"),
        ("正月初九", "2021-02-20"), ("今年春节", "2021-02-12"), ("５月１日", "2021-05-01"),
        ("二〇一八年三月五日", "2018-03-05"),
        ("2011年3月到今年4月30号", "2011-03/2021-04-30"), ("4月1日12.4", "2021-04-01"),
        ("30日", "2021-04-30"),
        ("11月至明年3月", "2021-11/2022-03"), ("5月8日20时至9日7时", "2021-05-08T20:00/2021-05-09T07:00"),
        ("2月30日", None), ("某个时候", None),
    ],
)  # fmt: skip
def test_against_the_papers_date(time: str, value: str | None) -> None:
    assert values(f"{time}，会议召开。", time) == [value]


def test_without_a_date_only_the_words_count() -> None:
    text = "2017年8月4日，去年，今天，9月3日晚"
    assert values(text, "2017年8月4日", "去年", "今天", "9月3日晚", date=None) == [
        "2017-08-04", None, None, "2017-09-03",
    ]  # fmt: skip


def test_partial_date_of_the_paper() -> None:
    assert values("5月7日，昨天，17日，2月", "5月7日", "昨天", "17日", "2月", date="2021-05") == [
        "2021-05-07", None, "2021-05-17", "2021-02",
    ]  # fmt: skip


def test_the_year_said_holds_within_the_paragraph() -> None:
    text = "2016年3月2日立案，4月8日审结，10日宣判。\n4月20日，会议召开。"
    assert values(text, "2016年3月2日", "4月8日", "10日", "4月20日") == [
        "2016-03-02", "2016-04-08", "2016-04-10", "2021-04-20",
    ]  # fmt: skip


def test_same_period_of_last_year_is_the_period_said_before() -> None:
    text = "今年第一季度增长，高于去年同期。"
    assert values(text, "今年第一季度", "去年同期") == ["2021-01/2021-03", "2020-01/2020-03"]


def test_clock_times_belong_to_the_day_said_before() -> None:
    text = "5月8日，会议召开。上午9时，他来了；下午2点半离开。"
    assert values(text, "5月8日", "上午9时", "下午2点半") == [
        "2021-05-08", "2021-05-08T09:00", "2021-05-08T14:30",
    ]  # fmt: skip


def test_today_is_the_day_of_the_dispatch() -> None:
    text = "新华社北京5月7日电 今天，昨天"
    assert values(text, "今天", "昨天", filed="5月7日") == ["2021-05-07", "2021-05-06"]


def test_part_of_the_day_and_anchor_are_kept() -> None:
    (time,) = resolved("昨天上午开会", "昨天上午")
    assert (time.text, time.day_part, time.anchor, time.grain) == ("昨天上午", "上午", "publish_date", "day")


def test_five_year_plans_without_an_entity() -> None:
    (time,) = resolved("“十四五”期间，我市将投资。")
    assert (time.text, time.value) == ("“十四五”期间", "2021/2025")


def test_needs_entities() -> None:
    with pytest.raises(ConfigError, match="entities"):
        next(TimesStage()([Article.from_text("今天")]))
