"""Parts of events: triggers, choice, roles, setting, newsmakers."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block, Byline, Dateline, Entity, Person, Span, Time
from jianbao.stages.events.choice import choose_triggers
from jianbao.stages.events.participants import find_participants, newsmakers
from jianbao.stages.events.roles import role_after
from jianbao.stages.events.setting import find_date, find_place, leads_to_place
from jianbao.stages.events.triggers import Grounds, find_triggers


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("召开座谈会", ["会议"]),
        ("到石桥镇调研", ["调研"]),
        ("签署战略合作协议", ["签约"]),
        ("发生3.2级地震", ["地震"]),
        ("走访慰问群众", ["慰问"]),
        ("举办摄影展", ["展览"]),
        ("会议室", []),
        ("考察组", []),
        ("检查站", []),
        ("防火灾", []),
        ("拟签约", []),
        ("会议代表", []),
        ("天气晴好", []),
        ("学习动员会议在石桥镇召开", ["会议"]),
        ("镇里召开秋收碰头会", ["会议"]),
        ("石桥水厂项目开工", ["开工"]),
        ("居民楼一车自燃", ["火灾"]),
        ("推广签约服务", []),
        ("暴雨袭击石桥镇", ["天气"]),
        ("商场开业两年多", []),
        ("避免了一起火灾", []),
        ("组织查处酒驾", ["整治"]),
        ("司机担心被查", []),
        ("检验火灾发生时的反应", []),
        ("为推进环境整治,镇里开会", []),
        ("座谈会召开之后", []),
        ("召开的要求", []),
        ("网上找到“车祸男孩”", []),
    ],
)
def test_triggers(text: str, types: list[str]) -> None:
    assert [t.type for t in find_triggers(text, 0, len(text))] == types


def test_no_trigger_inside_a_name_or_speech_or_across_words() -> None:
    text = "市人大常委会议事厅见闻"
    assert list(find_triggers(text, 0, len(text), Grounds([(0, 6)]))) == []
    words = frozenset({0, 2, 4}), frozenset({2, 4, 6})
    assert list(find_triggers("一起火灾", 0, 4, Grounds([], frozenset({0, 2}), frozenset({2, 4})))) != []
    assert [t.start for t in find_triggers("一起火灾", 0, 4, Grounds([], *words))] == [2]


def test_the_trigger_of_the_lead_is_shown_and_the_headline_weighs_most() -> None:
    text = "干部培训班开班\n会议召开,培训班开班。"
    head, lead = [Span(0, 7)], [Span(8, len(text))]
    assert [(t.type, t.start) for t in choose_triggers(text, head, lead, 3)] == [("会议", 8), ("培训", 13)]
    assert [t.type for t in choose_triggers(text, head, lead, 1)] == ["培训"]
    assert choose_triggers("天气晴好", [], [Span(0, 4)], 3) == []


@pytest.mark.parametrize(
    ("after", "role"),
    [
        ("主持会议", "主持"),
        ("出席并讲话", "出席"),
        ("参加活动", "出席"),
        ("作动员讲话", "讲话"),
        ("陪同调研", "陪同"),
        ("联合主办", "主办"),
        ("、马文涛等领导和来自全县各单位的负责人及企业代表、群众代表共计一百余人出席", "出席"),
        ("表示欢迎", ""),
        (",会后大家一同参观并且在现场就有关问题进行了讨论,有代表参加", ""),
        ("。他出席", ""),
        ("", ""),
    ],
)
def test_roles(after: str, role: str) -> None:
    text = f"周启明{after}"
    assert role_after(text, 3, len(text)) == role


@pytest.mark.parametrize(
    ("before", "leads"),
    [("在", True), ("来到", True), ("深入到", True), ("地点:", True), ("由", False), ("在,", False)],
)
def test_what_leads_to_a_place(before: str, leads: bool) -> None:
    assert leads_to_place(f"{before}云岭县", len(before), 0) is leads


def test_the_place_is_one_that_something_happens_in() -> None:
    text = "云岭县干部在石桥镇开会"
    names = [Entity(0, 3, "LOC", "云岭县"), Entity(6, 9, "LOC", "石桥镇")]
    found = find_place(text, names, [Span(0, len(text))], 9)
    assert found is names[1]
    assert find_place(text, names[:1], [Span(0, len(text))], 9) is None
    assert find_place("云岭县召开会议", names[:1], [Span(0, 7)], 3) is names[0]


def test_the_date_is_the_nearest_before_the_trigger() -> None:
    article = Article.from_text("去年,5月6日发文,5月7日会议召开,5月8日结束")
    marks = [("去年", "2020", "year"), ("5月6日", "2021-05-06", "day"), ("5月7日", "2021-05-07", "day")]
    article.times = [
        Time(article.text.index(t), article.text.index(t) + len(t), t, v, g)  # type: ignore[arg-type]
        for t, v, g in marks
    ]
    whole = [Span(0, len(article.text))]
    assert find_date(article, whole, article.text.index("会议")) is article.times[2]
    assert find_date(article, whole, 0) is article.times[1]
    assert find_date(article, [Span(0, 2)], 0) is None


def test_reporters_are_not_newsmakers() -> None:
    article = Article.from_text("本报讯 周启明出席(记者 马文涛)\n记者 李小石\n云岭日报")
    names = ["周启明", "马文涛", "李小石", "云岭日报", "王大力"]
    article.text += "\n王大力"
    article.entities = [
        Entity(article.text.index(n), article.text.index(n) + len(n), "ORG" if n == "云岭日报" else "PER", n)
        for n in names
    ]
    article.bylines = [Byline("王大力", "摄影", 0, 0, outlet="云岭日报")]
    assert [e.text for e in newsmakers(article)] == ["周启明"]
    article.dateline = Dateline(0, len(article.text))
    assert newsmakers(article) == []


def test_reporters_known_as_such() -> None:
    article = Article.from_text("周启明出席")
    article.entities = [Entity(0, 3, "PER", "周启明")]
    article.persons = [Person("周启明", role="reporter")]
    assert newsmakers(article) == []
    article.persons, article.blocks = None, [Block("byline", 0, 5)]
    assert newsmakers(article) == []


def test_participants_near_and_with_a_role() -> None:
    text = "周启明出席会议。马文涛在家。李小石主持。"
    names = [Entity(text.index(n), text.index(n) + 3, "PER", n) for n in ("周启明", "马文涛", "李小石")]
    near, around = [Span(0, 8)], [Span(0, 8), Span(8, 14), Span(14, len(text))]
    assert [(p.name, p.role) for p in find_participants(text, names, near, around)] == [
        ("周启明", "出席"),
        ("李小石", "主持"),
    ]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("县委举办活动", True),
        ("县委周启明出席", False),
        ("在县委举办活动", False),
        ("县委、周启明出席", True),
    ],
)
def test_organisations_act_unless_part_of_a_post_or_place(text: str, acts: bool) -> None:
    names = [Entity(text.index("县委"), text.index("县委") + 2, "ORG", "县委")]
    if "周启明" in text:
        names.append(Entity(text.index("周启明"), text.index("周启明") + 3, "PER", "周启明"))
    found = find_participants(text, names, [Span(0, len(text))], [Span(0, len(text))])
    assert ("县委" in [p.name for p in found]) is acts
