"""Speech in police news, web pages and street interviews: verbs, speakers, ends."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.stage import QuotesStage
from marked import marked

Read = list[tuple[str, str]]


def said(text: str) -> Read:
    """Speakers and what they say."""
    article = next(QuotesStage()([marked(text)]))
    return [(q.speaker, q.text) for q in article.quotes or []]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb that is cut out of two words is none: 民警|告诉
        ("出警的民警告诉记者,货车侧翻在路基下。", [("民警", "货车侧翻在路基下。")]),
        ("民警告知对方,罚款两百元。", [("民警", "罚款两百元。")]),
        # straight after 说
        ("<马文涛>认了错。他说他一时糊涂,以后不敢了。", [("马文涛", "他一时糊涂,以后不敢了。")]),
        # a quotation of a few words after 说 is no term
        (
            "评论里有网友说“谁的错谁来担”,也有网友说到“先赔钱再说话”。",
            [("网友", "谁的错谁来担"), ("网友", "先赔钱再说话")],
        ),
        # sources
        ("据韩媒报道,货轮当天离港。", [("韩媒", "货轮当天离港。")]),
        # who writes for a site warns
        ("小编提醒大家,买票请走正规渠道。", [("小编", "买票请走正规渠道。")]),
        # a station's warning
        ("[云岭县气象台]发布大风蓝色预警信号:今天白天阵风可达七级。", [("云岭县气象台", "今天白天阵风可达七级。")]),
        ("[云岭县气象台]发布大风蓝色预警。", []),
        # notices and announcements
        ("[石桥镇政府]发布通知称,集市停开三天。", [("石桥镇政府", "集市停开三天。")]),
        ("<周启明>要求各村组,要把水渠清干净。", [("周启明", "要把水渠清干净。")]),
        ("<周启明>要求大家各司其职,守好水渠。", [("周启明", "大家各司其职,守好水渠。")]),
        ("老支书劝他:“留在村里吧。”", [("老支书", "留在村里吧。")]),
        # what was done is no demand
        ("当天有44人被要求退还所得。", []),
        ("目前没有个人或组织宣称对此事负责。", []),
        ("<周启明>见状,于是要求马上停工整改。", []),
    ],
)  # fmt: skip
def test_what_is_said(text: str, expected: Read) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who is near somebody is not the one who is near
        ("“叔叔再见!”孩子们围着<周启明>喊道。", "孩子们"),
        ("“药费能报吗?”一名老人拉住工作人员<周启明>问道。", "老人"),
        ("“谢谢你们!”<马文涛>拉着<周启明>的手说。", "马文涛"),
        # whom the sentence brings in, or tells of having reached
        ("<周启明>捐了书,还有一位吴女士捐了钱,她说:“孩子们用得上。”", "吴女士"),
        ("民警联系上了货车的车主,他表示车子已经卖掉了。", "车主"),
        ("[云岭有限公司]负责人表示,路下月通车。", "云岭有限公司负责人"),
        ("评论区里还有居民表示,路太窄了。", "居民"),
        ("有关负责人表示,路下月通车。", "有关负责人"),
        # what stands before a name on a web page
        ("招聘热线15000000000网友爆料,桥头堵车。", "网友"),
        ("【更多内容请点击】[石桥在线]提醒您:请文明发言。", "石桥在线"),
    ],
)
def test_who_says_it(text: str, speaker: str) -> None:
    assert [who for who, _ in said(text)] == [speaker]


@pytest.mark.parametrize("after", ["顺着孩子手指的方向,<周启明>抬起头。", "循声望去,<周启明>看见了灯。"])
def test_who_only_looks_does_not_speak(after: str) -> None:
    assert said(f"“快看,船来了!”{after}") == []


def test_he_is_not_she() -> None:
    text = "<吴秀兰>和丈夫<马文涛>种了一片桃林。她说:“今年收成好。”他则说:“就是太累了。”"
    assert [who for who, _ in said(text)] == ["吴秀兰", "马文涛"]


def test_he_is_left_open_where_nobody_else_is_named() -> None:
    text = "<吴秀兰>种了一片桃林。她说:“今年收成好。”他则说:“就是太累了。”"
    assert [who for who, _ in said(text)] == ["吴秀兰"]


@pytest.mark.parametrize("after", ["此事引发居民关注。", "该视频很快在网上传开。", "引起众多网友热议。"])
def test_what_the_words_did_is_not_said(after: str) -> None:
    assert said(f"网友称,石桥上有人跳水,{after}") == [("网友", "石桥上有人跳水")]


@pytest.mark.parametrize(
    "after",
    [
        "几年后,停了产的<周启明>回到村里。",  # the speaker by name, in the third person
        "据此,警方将其列为逃犯。",
        "如网友对活动感兴趣,可以到现场报名。",
        "返回搜狐,查看更多",
    ],
)
def test_where_the_reporter_goes_on(after: str) -> None:
    assert said(f"<周启明>介绍,厂子当年有两百人。{after}") == [("周启明", "厂子当年有两百人。")]


def test_a_body_that_is_named_again_does_not_speak() -> None:
    text = "[云岭县交警大队]民警介绍,货车侧翻。[云岭县交警大队]民警赶到后封闭了路面。"
    assert said(text) == [("云岭县交警大队民警", "货车侧翻。")]


def test_who_gives_the_own_name_still_speaks() -> None:
    text = "<周启明>说,那年村里来了工作队。领头的见面就喊<周启明>。"
    assert said(text) == [("周启明", "那年村里来了工作队。领头的见面就喊周启明。")]
