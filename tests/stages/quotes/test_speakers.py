"""Speakers: who stands before a verb of speech; the verb's place is marked with ^."""

from __future__ import annotations

import pytest
from jianbao.article import Byline, Dateline, Person
from jianbao.stages.quotes.names import NameIndex, full_names
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.speakers import SpeakerFinder
from marked import marked

Found = tuple[str, str] | None


def speaker(text: str, last: Speaker | None = None, **fields: object) -> Found:
    """The name and resolution of the speaker before ^."""
    before, _, after = text.partition("^")
    article = marked(before + after, **fields)
    verb = len(marked(before).text)
    found = SpeakerFinder(article, article.text).before(0, verb, last)
    if found is not None:
        assert 0 <= found.start < found.end <= verb
    return (found.name, found.resolved_by) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by name
        ("<周启明>^说", ("周启明", "name")),
        ("县长<周启明>在座谈会上再次^强调", ("周启明", "name")),
        ("<周启明>和<马文涛>^表示", ("周启明、马文涛", "name")),
        ("<周启明>走进车间,仔细看了看,^说", ("周启明", "name")),
        ("<让·达朗>到访。<达朗>^说", ("让·达朗", "name")),
        ("(<马文涛>摄)据处长<周启明>^介绍", ("周启明", "name")),
        # by form of address
        ("副县长<周启明>到场。周副县长^说", ("周启明", "title")),
        ("县长<周启明>、副县长<周文>到场。周副县长^说", ("周文", "title")),
        ("张副县长^说", ("张副县长", "collective")),  # nobody of that surname is named
        ("楼上的刘女士^说", ("刘女士", "name")),
        ("王某^称", ("王某", "name")),
        # by pronoun
        ("<周启明>走进车间。他^说", ("周启明", "pronoun")),
        ("刘女士住在三楼。她^说", ("刘女士", "pronoun")),
        # by noun
        ("会议^强调", ("会议", "collective")),
        ("[云岭县教育局]^提醒", ("云岭县教育局", "collective")),
        ("[云岭县教育局]发言人^说", ("云岭县教育局发言人", "collective")),
        ("[云岭县教育局]近日发出通知,^要求", ("云岭县教育局", "collective")),
        ("市安委办下发通知,^要求", ("市安委办", "collective")),
        ("熟悉行情的居民^介绍", ("居民", "collective")),
        ("听力师^称", ("听力师", "collective")),
        ("同事们都^说", ("同事们", "collective")),
        ("有关方面^提醒", ("有关方面", "collective")),
        ("有位网友^说", ("网友", "collective")),
        ("其前妻^说", ("前妻", "collective")),
        ("现场目击者^称", ("现场目击者", "collective")),
        ("此前某地交通部门^称", ("某地交通部门", "collective")),
        ("《意见》^提出", ("意见", "collective")),
        ("据某国《某某日报》^报道", ("《某某日报》", "collective")),
        ("《年报》^指出", ("年报", "collective")),
        ("某地电视台记者<周启明>^说", ("周启明", "name")),
        ("该院城关法庭<周启明>庭长^说", ("周启明", "name")),
        ("[云岭县教育局]官方微博^通报", ("云岭县教育局", "collective")),
        ("某通讯社当天援引目击者的话^报道说", ("某通讯社", "collective")),
        # kin, what is not shown, who is named elsewhere
        ("<周启明>的妻子^说", ("周启明的妻子", "collective")),
        ("我市某公司负责人^表示", ("某公司负责人", "collective")),
        ("一家机床制造商^表示", ("机床制造商", "collective")),
        ("有的网友^说", ("有的网友", "collective")),
        ("参观活动结束后大家^表示", ("大家", "collective")),
        ("驾驶员^声称忘带证件。驾驶员<周启明>被罚", ("周启明", "title")),
        ("记者来到[云岭县消防局],该局有关负责人在场。这位负责人^说", ("负责人", "collective")),
        ("[云岭县消防局]有关负责人在场。这位负责人^说", ("云岭县消防局有关负责人", "pronoun")),
        # by who called
        ("接到市民报警,^称", ("市民", "collective")),
        ("派出所接到住在镇上的刘女士^报警称", ("刘女士", "name")),
        ("有群众向派出所民警<周启明>报警,^称", ("群众", "collective")),
        # by who was reached
        ("记者联系了刘女士,对方^表示", ("刘女士", "pronoun")),
        ("他致电[云岭县教育局],对方^回应称", ("云岭县教育局", "pronoun")),
        # by who was told of
        ("一名客服人员接了电话。该人员^表示", ("客服人员", "pronoun")),
        ("一名中年男子走来。这名男子^说", ("中年男子", "pronoun")),
        ("这名女司机^说", ("女司机", "collective")),
        ("<周启明>是钳工。周师傅^说", ("周启明", "title")),
        ("[云岭县教育局]来人。该局^表示", ("云岭县教育局", "pronoun")),
        ("该局^表示", ("该局", "collective")),  # none of that kind is named
        ("张女士向[云岭县教育局]^反映", ("张女士", "name")),
        ("小区居民张先生^说", ("张先生", "name")),
        ("住在三楼的老刘^抱怨", ("老刘", "name")),
        ("邻居老马^说", ("老马", "name")),
        ("{南门村}民^说", ("南门村民", "collective")),
        # by their trade
        ("记者^问", ("记者", "reporter")),
    ],
)
def test_who_speaks(text: str, expected: Found) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "据^介绍",
        "据了解,按照上级^要求",
        "记者获悉,有消息^称",
        "接报警^称",
        "接到报警电话,^称",
        "我们^希望",
        "<周启明>的^建议",  # a noun
        "会见<周启明>时^说",  # so too
        "工程下月^完工",
        "^说",
    ],
)
def test_who_does_not(text: str) -> None:
    assert speaker(text) is None


def test_of_two_people_the_subject_speaks() -> None:
    assert speaker("<周启明>会见<马文涛>时^说") == ("周启明", "name")
    assert speaker("关于<马文涛>,<周启明>^说") == ("周启明", "name")


def test_who_spoke_last_is_whom_a_pronoun_means_where_the_paragraph_names_nobody() -> None:
    last = Speaker("马文涛", 0, 3, "name")
    assert speaker("他^说") is None
    assert speaker("他^说", last) == ("马文涛", "pronoun")
    assert speaker("该负责人^说", last) == ("马文涛", "pronoun")
    assert speaker("该负责人^说") == ("该负责人", "collective")
    assert speaker("他^说", Speaker("会议", 0, 2, "collective")) is None


def test_nobody_is_remembered_between_calls() -> None:
    article = marked("他说。")
    finder = SpeakerFinder(article, article.text)
    assert finder.before(0, 1, Speaker("马文涛", 9, 9, "name")) is not None
    assert finder.before(0, 1, None) is None


def test_reporters_do_not_speak() -> None:
    assert speaker("<周启明>^说", bylines=[Byline("周启明", "记者", 0, 3)]) != ("周启明", "name")
    assert speaker("<周启明>^说", persons=[Person("周启明", role="reporter")]) != ("周启明", "name")


def test_an_alias_stands_for_its_person() -> None:
    assert speaker("启明书记^说", persons=[Person("周启明", aliases=["启明书记"])]) == ("周启明", "title")


def test_the_dateline_is_passed_over() -> None:
    assert speaker("云岭5月7日电 教育局^强调", dateline=Dateline(0, 8)) == ("教育局", "collective")


def test_a_subject_stands_near_its_verb() -> None:
    assert speaker("<周启明>" + "走" * 400 + "^说") is None


def test_parts_of_foreign_names() -> None:
    assert full_names({"让·达朗", "达朗", "让"}) == {"达朗": "让·达朗"}
    assert full_names({"让·达朗", "保罗·达朗", "达朗"}) == {}  # either may be meant


def test_the_index_of_names() -> None:
    index = NameIndex(marked("|5月7日|<周启明>到{云岭县}[县政府]。"))
    assert index.after_time(0, 20) == 4
    assert index.after_time(4, 20) == 4  # no time starts there
    assert index.before_time(0, 4) == 0
    assert [p.text for p in index.people_between(0, 20)] == ["周启明"]
    assert index.people_up_to(0, 7) == index.people
    assert index.people_up_to(0, 8) == []
    assert index.organisation_end(11) == 14
    assert index.organisation_end(8) is None  # a place
    assert index.is_place(8, 11)
    assert not index.is_place(8, 14)
    assert index.name_ending_at(9, 11) is None
