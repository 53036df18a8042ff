"""Followers: quotations without a verb of speech, and the sentence after them."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.stage import QuotesStage
from marked import marked

Read = list[tuple[str, str]]


def said(text: str) -> Read:
    """Speakers and verbs of the quotes of a text."""
    article = next(QuotesStage()([marked(text)]))
    return [(q.speaker, q.cue) for q in article.quotes or []]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject of the sentence speaks
        ("“这条路修得真好!”<马文涛>笑得合不拢嘴。", [("马文涛", "")]),
        ("“这条路修得真好!”走在新铺的水泥路上,村民<马文涛>笑得合不拢嘴。", [("马文涛", "")]),
        ("“这条路修得真好!”说起村里的变化,62岁的<马文涛>笑得合不拢嘴。", [("马文涛", "")]),
        ("“昨晚又停电了!”吴女士一脸无奈。", [("吴女士", "")]),
        ("“昨晚又停电了!”小区住户吴女士一脸无奈。", [("吴女士", "")]),
        ("“这条路终于通了!”面对记者的镜头,<马文涛>十分激动。", [("马文涛", "")]),
        ("“我不会搬走的。”面对法官的多次询问,<马文涛>态度强硬。", [("马文涛", "")]),  # an answer
        # who is seen or spoken of does not
        ("“镇长,井里没水了!”看到<周启明>,<马文涛>跑了过来。", [("马文涛", "")]),
        ("“镇长,井里没水了!”看到镇长<周启明>,<马文涛>跑了过来。", [("马文涛", "")]),
        ("“真是个好支书!”提起村支书<周启明>,<马文涛>竖起大拇指。", [("马文涛", "")]),
        # who heard it does not: it is whose words they were, where that is said
        ("“井里没水了。”听到乡亲的抱怨,<周启明>睡不着觉。", [("乡亲", "")]),
        ("“您的包裹丢了。”接到民警<高远>的电话,<马文涛>吓了一跳。", [("高远", "")]),
        ("“妈,我考上了!”<林秀兰>接到儿子打来的电话。", [("儿子", "")]),
        ("“钱已到账。”看到丈夫发来的短信,<林秀兰>松了口气。", [("丈夫", "")]),
        ("“什么时候通水?”面对村民的追问,<周启明>回答:“月底之前。”", [("村民", ""), ("周启明", "回答")]),
        ("“水费怎么又涨了?”接到投诉后,<周启明>赶到小区。", []),
        # who was asked does not
        ("“妈妈,你几点下班?”电话里,儿子问<林秀兰>。", [("儿子", "问")]),
        ("“路上小心些。”<周启明>叮嘱<马文涛>。", [("周启明", "叮嘱")]),
        ("“这病能治好吗?”一名家长焦急地问医生。", [("家长", "问")]),
        ("“去县城怎么走?”一名游客向<周启明>打听。", []),
        # nobody knows
        ("“领导来了!”不知是谁喊了一句,<周启明>快步进了院子。", []),
        ("“救命啊,来人!”河边传来呼救声,<马文涛>跳进水里。", []),
        ("“妈妈抱抱我!”孩子扑进<林秀兰>怀里。", []),
        ("“今年收成真好!”乡亲们围住<周启明>。", []),
    ],
)
def test_who_speaks_a_quotation_without_a_verb(text: str, expected: Read) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“够了。”<周启明>说。", [("周启明", "说")]),
        ("“三口。”<马文涛>答。", [("马文涛", "答")]),
        ("“家里几口人?”<周启明>问。“三口。”<马文涛>答。", [("周启明", "问"), ("马文涛", "答")]),
        ("<马文涛>答:“够。”", [("马文涛", "答")]),
        ("<马文涛>答曰:“没有难处。”", [("马文涛", "答曰")]),
        ("“办法总比困难多”,这是<周启明>常挂在嘴边的话。", [("周启明", "")]),
        ("“办法总比困难多”是<周启明>最爱说的一句话。", [("周启明", "")]),
        ("门口挂着“有货。”<周启明>说。", []),  # a few characters inside a sentence
        ("“好。”<周启明>走了。", []),  # no verb
        ("“绿水青山”是我们的信条。", []),
    ],
)
def test_short_quotations_and_mottos(text: str, expected: Read) -> None:
    assert said(text) == expected
