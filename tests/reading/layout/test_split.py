"""A page into articles: headlines, subheads, mended lines, captions and furniture."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from jianbao import split_page
from jianbao.article import Article, Page
from jianbao.errors import EngineError
from jianbao.reading.layout.furniture import header_date, is_header, is_link
from jianbao.reading.layout.line_model import LineModel
from jianbao.reading.layout.lines import page_shape, physical_lines


def split(text: str, **page: Any) -> list[Article]:
    return split_page(Page(id="p", text=text, **page))


def blocks(article: Article, *kinds: Any) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks_of(*kinds)]


def test_the_page_in_corpus(seed_page: Page, golden: Any) -> None:
    articles = split_page(seed_page)
    value = [
        {
            "title": a.title,
            "subheads": a.subheads,
            "bylines": [[b.name, b.role, b.outlet] for b in a.bylines],
            "dateline": a.dateline and a.text[a.dateline.start : a.dateline.end],
            "blocks": [[b.kind, a.text[b.start : b.end]] for b in a.blocks],
        }
        for a in articles
    ]
    assert len(articles) == 2
    golden("layout-seed", value)


def test_the_broken_lines_of_the_page_in_corpus_are_mended(seed_page: Page) -> None:
    whole = "\n".join(article.text for article in split_page(seed_page))
    for mended in (
        "交叉任职118名",
        "“痛点”“堵点”“卡点”",
        "肩负着十分重要",
        "牢牢把握党史学习教育目标",
        "深入开展。",
    ):
        assert mended in whole


def test_two_stories_with_empty_lines_in_mid_sentence() -> None:
    first, second = split(
        "云岭县召开教育工作会议\n\n本报讯 6月3日,全县教育工作会议在县文化中心召开,县委书记马文涛、县长周启\n\n"
        "明出席会议。会议总结了去年的工作,全县共投入资金118\n\n万元。\n\n记者 林晓峰 通讯员 何静\n\n\n\n"
        "石桥镇十名老党员获表彰\n\n云岭新闻网讯(记者 何静)6月1日,石桥镇召开表彰大会,十名老党员获得表彰。\n\n"
        "会上,镇党委书记李成向获奖者表示祝贺。\n"
    )
    assert (first.title, second.title) == ("云岭县召开教育工作会议", "石桥镇十名老党员获表彰")
    assert "县长周启明出席会议" in first.text
    assert "资金118万元。" in first.text
    assert [(b.name, b.role) for b in first.bylines] == [("林晓峰", "记者"), ("何静", "通讯员")]
    assert [(b.name, b.outlet) for b in second.bylines] == [("何静", "云岭新闻网")]
    assert blocks(second, "paragraph")[1] == "会上,镇党委书记李成向获奖者表示祝贺。"


def wrap(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("width", [17, 20, 25])
def test_a_hard_wrapped_column(width: int) -> None:
    paragraphs = [
        "　　本报讯（记者 林晓峰）6月3日，全县教育工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，"
        "县长周启明主持会议，各乡镇负责人参加会议。",
        "　　会议要求，要聚焦群众反映的突出问题，加大教育投入，改善乡村学校办学条件，"
        "让每个孩子都能就近上好学，努力办好人民满意的教育。",
        "　　会议还表彰了全县教育系统先进集体和先进个人，并对下一阶段的工作作出部署，要求各部门抓好落实。",
    ]
    (article,) = split("云岭县召开教育工作会议\n" + "\n".join(wrap(p, width) for p in paragraphs))
    assert article.title == "云岭县召开教育工作会议"
    assert blocks(article, "paragraph") == [p.strip() for p in paragraphs]


def test_paragraphs_that_end_are_not_joined() -> None:
    text = (
        "云岭县召开教育工作会议\n6月3日，全县教育工作会议召开。\n县委书记马文涛出席会议。\n"
        "会议要求，要抓好落实！\n“让每个孩子都能上好学。”马文涛说。\n"
    )
    (article,) = split(text)
    assert article.text == text.strip()


def test_subheads_stay_inside_their_story() -> None:
    (article,) = split(
        "云岭县多措并举改善办学条件\n本报讯（记者 林晓峰）近日，云岭县出台措施，改善乡村学校办学条件。\n"
        "一、加大投入力度\n今年以来，全县投入资金326万元，新建校舍12栋，受益学生1200余名。\n"
        "二、加强教师培训\n全县组织教师培训18场次，参训教师达到900人次，教师队伍水平明显提升。\n"
    )
    assert article.subheads == ["一、加大投入力度", "二、加强教师培训"]


def test_a_story_without_headline_has_an_empty_title() -> None:
    (article,) = split(
        "本报讯 （记者 林晓峰） 6月3日，全县教育工作会议召开。县委书记马文涛出席。\n会议要求抓好落实。"
    )
    assert article.title == ""
    assert article.text[article.body.start : article.body.end].startswith("本报讯")


def test_a_page_header_is_furniture_and_gives_the_date() -> None:
    (article,) = split(
        "要闻　02　2018年5月24日 星期四\n\n云岭县召开教育工作会议\n\n本报讯 23日，全县教育工作会议召开。\n"
    )
    assert blocks(article, "furniture") == ["要闻　02　2018年5月24日 星期四"]
    assert (article.title, article.date) == ("云岭县召开教育工作会议", "2018-05-24")


def test_the_date_of_the_page_comes_before_its_header() -> None:
    text = "要闻　02　2018年5月24日\n\n云岭县召开会议\n\n本报讯 23日，全县教育工作会议召开。\n"
    assert [a.date for a in split(text, date="2018-05")] == ["2018-05"]


def test_captions_are_told_from_text() -> None:
    (article,) = split(
        "云岭县召开教育工作会议\n图为会议现场。何静 摄\n"
        "本报讯 6月3日，全县教育工作会议召开，县长周启明出席。\n会议要求抓好落实。\n"
    )
    assert blocks(article, "caption", "byline") == ["图为会议现场。何静 摄"]
    assert [(b.name, b.role) for b in article.bylines] == [("何静", "摄")]


STORY = (
    "云岭县一厂房起火\n本报讯 6月3日下午,云岭县石桥镇一厂房起火,消防队员赶到现场扑救。\n"
    "火势在一小时后得到控制,没有人员伤亡,起火的原因正在调查。\n"
)


@pytest.mark.parametrize(
    "scrap",
    [
        "新年快乐\n忌返回搜狐,查看更多 责任编辑:",
        "点击图片查看原文\n来源:云岭发布",
        "看完这样的现场,\n是不是立马让人想到了很多很多,这样的事情每年冬天都会发生几起,大家要当心。",
        "— end —\n投稿请发邮件到编辑部的邮箱,一经采用,编辑部将在当月之内与作者联系。",
    ],
)
def test_a_scrap_of_a_web_page_is_no_story(scrap: str) -> None:
    [article] = split(STORY + scrap)
    assert article.title == "云岭县一厂房起火"


def test_the_stamp_of_a_web_page_is_furniture_and_gives_the_date() -> None:
    head, body = STORY.split("\n", 1)
    for stamp in (
        "2018-12-21 09:28 云岭都市报 评论（人参与）",
        "[2018年12月21日09:28]",
        "发布日期:2018-12-21 9:28 来源:云岭网",
    ):
        [article] = split(f"{head}\n{stamp}\n{body}")
        assert (article.title, article.date) == (head, "2018-12-21")
        assert len(blocks(article, "furniture")) == 1
    [article] = split(f"{head}\n2018年12月21日9:28许,石桥镇一厂房起火,消防队员赶到现场。\n{body}")
    assert article.date is None


def test_a_short_story_is_one() -> None:
    _, second = split(STORY + "\n石桥镇举行龙舟赛\n本报讯 昨日,石桥镇举行龙舟赛。\n")
    assert second.title == "石桥镇举行龙舟赛"


def test_a_record_with_its_own_title_is_not_split() -> None:
    text = "甲标题\n本报讯 6月3日，会议召开。\n\n乙标题\n\n本报讯 6月4日，会议闭幕。"
    (article,) = split(text, title="甲 标题")
    assert article.title == "甲标题"
    (other,) = split(text, title="另一个标题")
    assert other.title == "另一个标题"
    assert other.text.startswith("甲标题")


def test_blank_pages_have_no_articles_and_one_line_is_one() -> None:
    assert split(" \n\u3000\n") == []
    (article,) = split("会议召开")
    assert article.text == "会议召开"


@pytest.mark.parametrize(
    ("line", "first", "expected"),
    [
        ("03　综合", True, True), ("健康 A08", True, True), ("2018年05月23日 星期三 14", False, True),
        ("第3版", False, True), ("国际新闻", True, True), ("国际新闻", False, False), ("- - - - -", False, True),
        ("03 综合治理再上新台阶", True, False), ("6月3日,会议召开", True, False), ("会议" * 40, True, False),
    ],
)  # fmt: skip
def test_page_headers(line: str, first: bool, expected: bool) -> None:
    from jianbao.language.width import fold

    assert is_header(fold(line), first=first) is expected


def test_links_and_dates_in_headers() -> None:
    assert is_link("相关新闻")
    assert not is_link("会议要求抓好落实")
    assert header_date("要闻 2018年5月4日") == "2018-05-04"
    assert header_date("要闻 02") is None


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\r", "\u2028"])
def test_all_line_breaks_count(gap: str) -> None:
    lines = physical_lines(gap.join(["甲", "", "　　乙", "丙"]))
    assert [(line.text, line.blanks, line.indent) for line in lines] == [
        ("甲", 0, False), ("乙", 1, True), ("丙", 0, False),
    ]  # fmt: skip


def test_the_shape_of_a_column() -> None:
    text = "　　" + "会议要求抓好落实，" * 20 + "。"
    assert page_shape(physical_lines(wrap(text, 19))).width == 19
    assert page_shape(physical_lines("会议召开。\n" * 3)).width == 0
    assert page_shape(physical_lines("会议要求，要抓好各项工作任务的落实。\n" * 8)).width == 0


def test_a_model_that_is_missing_is_an_error_that_names_it(tmp_path: Any) -> None:
    with pytest.raises(EngineError, match=r"none\.crfsuite: the layout model cannot be loaded"):
        split_page(Page(id="p", text="会议召开"), model=LineModel(tmp_path / "none.crfsuite"))


def test_time_grows_with_the_length_only() -> None:
    """No timing: a page of many lines and one of a single long line both come through whole."""
    for text in ("会议要求抓好落实，" * 60_000, "会议要求抓好\n" * 4_000, "标题\n\n" * 2_000):
        articles = split(text)
        kept = sum(b.end - b.start for a in articles for b in a.blocks)
        assert kept == len("".join(text.split()))
        for article in articles:
            assert all(x.end < y.start for x, y in pairwise(article.blocks))


def test_a_second_dateline_of_the_paper_begins_a_story() -> None:
    text = (
        "本报讯（记者 何静）5月6日，县教育局召开会议，部署招生工作。\n会议要求，各校要做好服务。\n"
        "本报讯（通讯员 周通）昨日，石桥镇举行插秧比赛，二十名选手参赛。"
    )
    assert [a.text.split("（")[1][:6] for a in split(text)] == ["记者 何静）", "通讯员 周通"]


def test_dispatches_of_agencies_under_one_headline_stay_together() -> None:
    text = (
        "各地庆祝节日\n新华社北京5月7日电 北京举行游园活动，市民踊跃参加。\n"
        "新华社上海5月7日电 上海举行灯会，游客众多。"
    )
    assert len(split(text)) == 1


def test_what_a_site_prints_around_a_story_is_furniture() -> None:
    text = (
        "首页 > 新闻中心 > 本地新闻 > 正文\n云岭大桥今日通车\n2020-10-01 08:00:00\n云岭晚报\n"
        "云岭大桥10月1日上午通车，全长1200米，市民纷纷前来参观。\n相关阅读\n石桥镇举行运动会\n城东小学开学"
    )
    (article,) = split(text)
    assert article.title == "云岭大桥今日通车"
    assert blocks(article, "paragraph") == ["云岭大桥10月1日上午通车，全长1200米，市民纷纷前来参观。"]
    assert blocks(article, "furniture")[-2:] == ["石桥镇举行运动会", "城东小学开学"]


def test_a_caption_over_the_headline_that_is_printed_again_is_no_story() -> None:
    text = (
        "县长周启明（前排右二）在石桥村查看水渠。\n\n县领导检查防汛工作\n"
        "本报讯（记者 何静）5月6日，县长周启明带队检查防汛工作，先后到石桥村、大里村查看水渠。\n"
        "县长周启明（前排右二）在石桥村查看水渠。 何静 摄\n周启明要求，各村要落实责任。"
    )
    (article,) = split(text)
    assert article.title == "县领导检查防汛工作"
    assert blocks(article, "furniture") == ["县长周启明（前排右二）在石桥村查看水渠。"]


def test_names_and_posts_printed_twice_are_captions() -> None:
    text = (
        "全市春耕工作会议召开\n周启明（云岭县县长）\n周启明（云岭县县长）\n"
        "本报讯 5月6日，全市春耕工作会议召开，县长周启明作了发言。会议提出三项要求。\n"
        "马文涛（石桥村村民）\n马文涛（石桥村村民）\n马文涛说，今年他家种了八十亩水稻。\n"
    )
    [article] = split_page(Page(id="p", text=text))
    assert article.title == "全市春耕工作会议召开"
    assert [b.kind for b in article.blocks] == [
        "headline", "caption", "caption", "paragraph", "caption", "caption", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2021-05-08 09:12 来源：云岭日报",
        "来源：云岭融媒 发布时间：2021年5月8日 浏览次数：321次",
        "2021年05月08日10:20　云岭日报　字号：大 中 小",
    ],
)
def test_a_line_of_date_and_source_under_the_headline_is_no_body(line: str) -> None:
    body = "5月7日，云岭县在石桥水库开展防汛演练，全县12支队伍300余人参加，设了三个科目。"
    [article] = split_page(Page(id="p", text=f"云岭县开展防汛演练\n{line}\n{body}\n"))
    assert article.title == "云岭县开展防汛演练"
    assert article.text[article.body.start : article.body.end] == body


def test_a_second_dateline_begins_an_article_without_a_headline() -> None:
    text = (
        "石桥镇修通环山路\n本报讯 5月6日，石桥镇环山公路全线贯通，沿线六个村的村民出行有了方便。\n\n"
        "本报讯 5月7日，云岭县图书馆新馆开馆，首日接待读者2000余人次，新馆设座席800个。\n"
    )
    assert [a.title for a in split_page(Page(id="p", text=text))] == ["石桥镇修通环山路", ""]
