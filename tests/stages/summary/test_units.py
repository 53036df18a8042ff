"""Units: what of a story may stand in a summary, and what must stand beside it."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.choice import closure
from jianbao.stages.summary.marks import balanced
from jianbao.stages.summary.units import Unit, cut_units, pieces_of
from jianbao.stages.tokens.stage import TokensStage


def units(text: str, headline: str = "") -> tuple[Body, list[Unit]]:
    article = Article.from_text(f"{headline}\n{text}" if headline else text, title=headline)
    if headline:
        end = len(headline)
        article.blocks = [Block("headline", 0, end), Block("paragraph", end + 1, len(article.text))]
    body = Body(next(iter(TokensStage()([article]))))
    return body, cut_units(body)


def whole(text: str, clause: str) -> list[str]:
    """What stands in a summary that takes ``clause``; [] where it cannot be taken."""
    body, found = units(text)
    (at,) = (i for i, unit in enumerate(found) if clause in body.text(unit))
    mask = closure(found, at)
    return [body.text(unit) for i, unit in enumerate(found) if mask >> i & 1]


def test_who_acts_comes_with_what_they_did() -> None:
    text = "石桥镇干部走访养殖户，了解销路情况，帮助联系买家。"
    assert whole(text, "帮助联系买家") == ["石桥镇干部走访养殖户", "帮助联系买家"]


def test_who_speaks_comes_with_what_they_said() -> None:
    text = "县长周启明强调，汛期巡查不能松懈。"
    assert whole(text, "汛期巡查") == ["县长周启明强调", "汛期巡查不能松懈"]


def test_a_setting_comes_with_its_main_clause() -> None:
    text = "检查组到达石桥镇时，两家作坊正在生产。"
    assert whole(text, "到达石桥镇时") == ["检查组到达石桥镇时", "两家作坊正在生产"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("为进一步推进秸秆禁烧，石桥镇召开动员会。", "为进一步"),  # what for
        ("据县水务局消息，水库开始放水。", "据县水务局"),  # who says so
        ("记者从县水务局获悉，水库开始放水。", "记者从"),
        ("他们的水渠修好了。", "他们"),  # who is not said
        ("水库开始放水。走进管理房，墙上挂着图表。", "走进管理房"),  # who does is not said
        ("石桥镇办戏曲节。石桥镇宣传站供图。", "供图"),  # the page speaks
        ("民警调取监控后发现，车辆已驶离。", "发现"),
    ],
)
def test_what_cannot_stand(text: str, clause: str) -> None:
    found = whole(text, clause)
    assert found == [] or found[0] != clause
    if found:
        assert len(found) > 1


def test_words_that_say_nothing_are_left_out_of_the_head() -> None:
    body, found = units("近日，石桥镇办起戏曲节。据悉石桥镇今年办了三次戏曲节。")
    assert [body.text(u) for u in found if not u.barred and u.follower < 0] == [
        "石桥镇办起戏曲节",
        "石桥镇今年办了三次戏曲节",
    ]


def test_asides_are_left_out() -> None:
    body, found = units("石桥水厂(以下简称水厂)昨日通水(见图)。")
    assert "".join(body.text(p) for p in pieces_of(body, found[0])) == "石桥水厂昨日通水"
    body, found = units("村(社区)书记参加培训。")
    assert "".join(body.text(p) for p in pieces_of(body, found[0])) == "村(社区)书记参加培训"


def test_the_parts_of_a_headline_are_units_without_what_a_site_adds() -> None:
    body, found = units("水厂通水。", "【民生】石桥水厂通水 三万人受益-云岭新闻网 - 云岭...")
    assert [body.text(u) for u in found if u.sentence < 0] == ["石桥水厂通水", "三万人受益"]
    body, found = units("水厂通水。", "石桥水厂通水 没想到他们竟然......")
    assert [body.text(u) for u in found if u.sentence < 0] == ["石桥水厂通水"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("“两委”换届", True),
        ("两委”换届", False),
        ("(一)通水", True),
        ('"通水', False),
        ("《水》(上", False),
        ("", True),
    ],
)
def test_marks_in_pairs(text: str, good: bool) -> None:
    assert balanced(text) is good


@pytest.mark.parametrize(
    "text",
    [
        "13时25分，两名工人被救出。",
        "石桥镇党委书记结合秋收实际，部署秸秆禁烧工作。",
        "由于连日降雨，两条村道封闭。",
        "警方提醒无论对方如何劝说，市民都不要转账。",
    ],
)
def test_time_means_cause_and_condition_wait_for_the_act(text: str) -> None:
    first = text.split("，")[0]
    found = whole(text, first)
    assert found == [] or len(found) > 1


@pytest.mark.parametrize("text", ["我认为被骗了。", "你还不知道吧。", "主持人提出要求：第一，抓好落实。"])
def test_nobody_and_nothing_is_not_said(text: str) -> None:
    assert whole(text, text.split("，")[0].rstrip("。")) == []


def test_our_city_is_a_place() -> None:
    assert whole("我市今年建成三座水厂。", "我市") == ["我市今年建成三座水厂"]


def test_a_part_of_a_headline_that_goes_on_comes_with_the_one_before() -> None:
    body, found = units("昨天石桥镇的一段河堤塌了。", "暴雨冲垮河堤！其中一段长八十米！无人受伤")
    at = next(i for i, unit in enumerate(found) if "其中" in body.text(unit))
    assert [body.text(unit) for i, unit in enumerate(found) if closure(found, at) >> i & 1] == [
        "暴雨冲垮河堤", "其中一段长八十米",
    ]  # fmt: skip


def test_the_address_of_a_web_site_is_no_news() -> None:
    assert whole("水闸的照片都在网站上,地址是https://a。石桥镇修好了水闸。", "地址") == []
