"""Events: type, trigger, date, place and participants with roles, from the headline and the lead."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Byline, Event, Span, Time
from jianbao.errors import ConfigError
from jianbao.stages.events.stage import EventsConfig, EventsStage
from jianbao.stages.sentences.stage import SentencesStage
from marked import marked


def events(text: str, title: str = "", config: EventsConfig | None = None, **fields: object) -> list[Event]:
    article = marked(text, title, date="2021-05-08", **fields)
    if "5月7日" in article.text:
        at = article.text.index("5月7日")
        article.times = [Time(at, at + 4, "5月7日", value="2021-05-07", grain="day")]
    found = next(EventsStage(config)(SentencesStage()([article]))).events or []
    assert all(article.text[e.start : e.end] == e.trigger for e in found)
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("全县安全生产工作会议召开。", "会议"),
        ("市领导到{某县}调研。", "调研"),
        ("双方举行签约仪式。", "签约"),
        ("昨夜一居民楼发生火灾。", "火灾"),
        ("全市干部培训班开班。", "培训"),
        ("某项目正式开工。", "开工"),
    ],
)
def test_types(text: str, kind: str) -> None:
    assert kind in [e.type for e in events(text)]


@pytest.mark.parametrize("text", ["会议室焕然一新。", "天气晴好。", "检查站设在路口。"])
def test_what_is_no_event(text: str) -> None:
    assert events(text) == []


def test_date_place_and_participants_with_roles() -> None:
    text = "5月7日,全县安全生产工作会议在{某宾馆}召开,县长<李明>出席并讲话,副县长<王强>主持会议。"
    meeting = next(e for e in events(text) if e.type == "会议")
    assert (meeting.date, meeting.place) == ("2021-05-07", "某宾馆")
    assert meeting.date_span == Span(0, 4)
    assert {p.name: p.role for p in meeting.participants} == {"李明": "出席", "王强": "主持"}


def test_the_headline_says_what_matters() -> None:
    found = events("5月7日,市领导出席会议并参观展览。", title="市领导到{某县}调研")
    assert "调研" in [e.type for e in found]


def test_reporters_take_no_part() -> None:
    text = "本报记者<周平>报道 县长<李明>出席会议。"
    (meeting,) = events(text, bylines=[Byline("周平", "记者", 4, 6)])
    assert [p.name for p in meeting.participants] == ["李明"]


def test_settings_bound_what_is_read() -> None:
    text = "天气晴好。会议召开。"
    assert events(text, config=EventsConfig(lead=1)) == []
    assert events(text)
    assert len(events("会议召开,开班培训,签约仪式,火灾发生。", config=EventsConfig(most=1))) == 1


def test_needs_entities() -> None:
    with pytest.raises(ConfigError, match="events needs entities"):
        next(EventsStage()([Article.from_text("会议召开。")]))


def test_a_lead_without_end() -> None:
    assert events("会议" * 20_000)[0].type == "会议"
