"""Where what is said begins and ends: addressees, outcomes, the reporter's sentences, notices and courts."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.stage import QuotesStage
from marked import marked

Read = list[tuple[str, str]]


def said(text: str) -> Read:
    article = next(QuotesStage()([marked(text)]))
    return [(q.speaker, q.text) for q in article.quotes or []]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<周启明>要求有关单位,月底前必须整改到位。", "月底前必须整改到位。"),
        ("<周启明>叮嘱值班人员,夜里要多巡查几遍。", "夜里要多巡查几遍。"),
        ("<周启明>叮嘱值班人员:“夜里要多巡查几遍。”", "夜里要多巡查几遍。"),
        ("交警提醒广大驾驶人,雨天路滑请减速慢行。", "雨天路滑请减速慢行。"),
        ("气象台提醒市民朋友:明天早晚温差较大。", "明天早晚温差较大。"),
        # no addressee by itself
        ("会议要求各单位,特别是各学校,要做好防汛工作。", "各单位,特别是各学校,要做好防汛工作。"),
        ("会议要求各成员单位加强领导,落实责任。", "各成员单位加强领导,落实责任。"),
        ("会议要求各单位抓好落实。", "各单位抓好落实。"),
    ],
)
def test_who_is_addressed_is_not_said(text: str, content: str) -> None:
    assert [c for _, c in said(text)] == [content]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("对方要求其再转五万元,<马文涛>没有答应。", "其再转五万元"),
        ("<周启明>建议<马文涛>多种果树,<马文涛>同意了。", "马文涛多种果树"),
        ("<周启明>建议<马文涛>多种果树,但被他拒绝了。", "马文涛多种果树"),
        ("民警要求司机靠边停车,没想到他踩下了油门。", "司机靠边停车"),
        ("王某谎称家里没有人在,随后从后门溜走。", "家里没有人在"),
        ("执法人员认为该店违反规定,并对其立案查处。", "该店违反规定"),
        # what others are to do is still said
        ("会议要求各村抓好春耕,<周启明>要负起责任。", "各村抓好春耕,周启明要负起责任。"),
        ("<周启明>希望大家再接再厉,但不能骄傲自满。", "大家再接再厉,但不能骄傲自满。"),
    ],
)
def test_what_came_of_it_is_not_said(text: str, content: str) -> None:
    assert [c for _, c in said(text)] == [content]


@pytest.mark.parametrize(
    "after",
    [
        "据县农业局统计,全县种了三十万亩。",
        "据气象部门预报,明天有大雨。",
        "据当地村民讲,以前没有路。",
        "数据显示,今年游客增加三成。",
        "监控录像显示,车是凌晨开走的。",
        "检测结果表明,水质合格。",
        "接到报警后,消防员赶到现场。",
        "民警随即赶到现场。",
        "得知消息后,乡亲们都来了。",
        "|5月7日|,[云岭县政府]召开会议。",
        "|5月7日上午|,<马文涛>走进了考场。",
        "夕阳下,她的背影很长。",
        "更多消息请关注本报。",
    ],
)
def test_signs_that_the_reporter_speaks_again(after: str) -> None:
    assert said(f"<周启明>说,要办好实事。{after}")[0] == ("周启明", "要办好实事。")


@pytest.mark.parametrize(
    "after",
    [
        "据此我们调整了办法。",
        "今年,我们还要修一条路。",
        "|5月7日|,我们还要去一趟省城。",
        "接下来的路还很长。",
        "数据是最好的证明。",
    ],
)
def test_signs_that_are_none(after: str) -> None:
    assert said(f"<周启明>说,要办好实事。{after}")[0][1].startswith("要办好实事。" + after[:2].strip("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # the police tell of their own case
            "警方通报称,有人打架。接报后,民警赶到现场。",
            [("警方", "有人打架。接报后,民警赶到现场。")],
        ),
        (
            "路人说,有人打架。接报后,民警赶到现场。",
            [("路人", "有人打架。")],
        ),
        (  # a court tells of people, and then decides
            "法院认为,<王某>构成盗窃罪。<王某>有自首情节,可以从轻处罚,遂依法作出判决。",
            [("法院", "王某构成盗窃罪。王某有自首情节,可以从轻处罚")],
        ),
        ("[云岭县公安局]发布通报称,嫌疑人已经抓获。", [("云岭县公安局", "嫌疑人已经抓获。")]),
        ("通报称,嫌疑人已经抓获。", [("通报", "嫌疑人已经抓获。")]),
        ("公告显示,该公司已经停产。", [("公告", "该公司已经停产。")]),
        ("报告显示,水质变好。通报称,有三家企业超标。", [("通报", "有三家企业超标。")]),
        ("有报道称,大桥已经垮塌。", []),
        ("据报道,大桥已经垮塌。", []),
        ("本报讯 <马文涛>报道:大桥昨日通车。", []),  # a byline
        (
            "据[某某通讯社]|2日|报道,大桥已经垮塌。\n报道称,没有人受伤。",
            [("某某通讯社", "大桥已经垮塌。"), ("某某通讯社", "没有人受伤。")],
        ),
        ("《意见》明确,到明年底建成十个小区。", [("意见", "到明年底建成十个小区。")]),
        ("《关于治水的办法》规定,河道内不得倒垃圾。", [("关于治水的办法", "河道内不得倒垃圾。")]),
        ("《倡议》提出反对各种形式的浪费。", [("倡议", "反对各种形式的浪费。")]),
        ("[云岭县教育局]日前发布《读书指南》提出,每天读一小时。", [("云岭县教育局", "每天读一小时。")]),
        ("按照《办法》规定,河道内不得倒垃圾。", []),
        ("责任明确,分工到人。", []),
        ("他违反有关规定,受到处分。", []),
        ("某国财经频道ABC报道说,股市大涨。", [("某国财经频道ABC", "股市大涨。")]),
        ("据某某网报道 “以前到处是垃圾。”<马文涛>说。", [("马文涛", "以前到处是垃圾。")]),
        (  # only passed on
            "据《某某时报》|17日|报道,某国政府表示,禁令将被延长。",
            [("某国政府", "禁令将被延长。")],
        ),
        ("<周启明>面对质疑,回应说:“手续齐全,合规合法。”", [("周启明", "手续齐全,合规合法。")]),
        (
            "有网友质疑,环评造假;对此,该公司回应称,手续齐全。",
            [("网友", "环评造假"), ("该公司", "手续齐全。")],
        ),
        ("群众说,路好走了。", [("群众", "路好走了。")]),
        ("发言人称,会谈将在下周举行。", [("发言人", "会谈将在下周举行。")]),
        ("这篇小说,写得很好。", []),
        ("驾驶人当场承认自己酒后开车。他被带走了。", [("驾驶人", "自己酒后开车。")]),
        ("驾驶人承认了酒驾的事实。", []),
        ("驾驶人拒不承认自己酒后开车。", []),
    ],
)  # fmt: skip
def test_bodies_documents_and_claims(text: str, expected: Read) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a caller tells one sentence, up to what the police did
        ("民警接到市民报警,称路口有人打架,[云岭县公安局]迅速出警。", "路口有人打架"),
        ("接到群众举报称：某店卖假酒。民警来到店里。", "某店卖假酒。"),
        # a claim that is not true ends with its clause, unless it goes on
        ("王某谎称忘带证件,民警一查便知。", "忘带证件"),
        ("王某自称是某局干部,是来检查的,店主起了疑心。", "是某局干部,是来检查的"),
        # speech straight after its speaker and verb is one sentence
        ("<周启明>说自己收获很大。大家都笑了。", "自己收获很大。"),
        ("刘女士问他什么时候回来。门外下着雨。", "他什么时候回来。"),
    ],
)
def test_one_sentence_and_no_more(text: str, expected: str) -> None:
    assert [content for _, content in said(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["<周启明>说明了情况和原因。", "<周启明>说起往事十分激动。", "<周启明>在会上多次提到这件事。"]
)
def test_other_words_with_a_verb_of_speech_in_them(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民们希望早日通水。", []),
        ("县长<周启明>希望各村抓紧春耕。", ["各村抓紧春耕。"]),
        ("会议希望各单位认真落实。", ["各单位认真落实。"]),
        ("网友称,照片太大胆,并称不该传到网上。", ["照片太大胆", "不该传到网上。"]),
        ("村民说,路修好了。为此,<周启明>写了一封信。", ["路修好了。"]),
        ("王某称,没有看见行人。最后,民警对王某罚款。", ["没有看见行人。"]),
        ("王某称,没有看见行人。照片显示,路口有人。", ["没有看见行人。"]),
    ],
)
def test_wishes_and_what_goes_on(text: str, expected: list[str]) -> None:
    assert [content for _, content in said(text)] == expected
