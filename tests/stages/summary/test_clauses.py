"""Clauses: datelines and bylines are passed over, quotation marks hold together, all stays in place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.article import Article, Block, Byline, Span
from jianbao.language.width import fold
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.paragraphs import opening_end


def clauses(article: Article) -> list[Clause]:
    return Body(article).clauses


def paragraphs(article: Article) -> list[Span]:
    return Body(article).paragraphs


def texts(article: Article) -> list[str]:
    return [article.text[c.start : c.end] for c in clauses(article)]


@pytest.mark.parametrize(
    ("before", "story"),
    [
        ("本报讯 ", "昨日，云岭县举行签约仪式。"),
        ("本报讯（记者 林晓峰 通讯员 何静）", "昨日，云岭县举行签约仪式。"),
        ("央视网消息（新闻联播）：", "云岭县今天举行签约仪式。"),
        ("本台消息：", "云岭县今天举行签约仪式。"),
        ("【口播】本台消息：", "云岭县今天举行签约仪式。"),
        ("新华社北京5月7日电（记者 何静）", "云岭县举行签约仪式。"),
        ("云岭日报讯 ", "昨日，云岭县举行签约仪式。"),
        ("　　晚报讯 ", "位于石桥镇的小区换了新管网。"),
        ("图为，县长在签约仪式上　林晓峰　摄 　　云岭新闻网6月3日电 (何静)", "云岭县今天举行签约仪式。"),
        ("", "图为人民服务的干部受到称赞。"),
        ("", "本报读者来信说，管网换了。"),
        ("", "记者昨日从县里获悉，签约仪式举行。"),
        ("", "通讯设备展开幕。"),
        ("", "喜讯传来，村民欢呼。"),
    ],
)
def test_a_story_begins_after_dateline_and_byline(before: str, story: str) -> None:
    folded = fold(before + story)
    assert folded[opening_end(folded, 0, len(folded)) :] == fold(story)


def test_only_paragraphs_count() -> None:
    text = "签约仪式举行\n本报讯 6月3日，签约仪式举行。\n县领导合影。 林晓峰 摄\n第04版 综合"
    at = [0, 7, text.index("县领导"), text.index("第04"), len(text) + 1]
    kinds = ("headline", "paragraph", "caption", "furniture")
    blocks = [Block(k, a, b - 1) for k, a, b in zip(kinds, at, at[1:], strict=False)]
    article = Article(id="a", text=text, title="签约仪式举行", blocks=blocks)
    assert [text[s.start : s.end] for s in paragraphs(article)] == ["6月3日，签约仪式举行。"]


def test_bylines_at_either_end_are_left_out() -> None:
    text = "（林晓峰）6月3日，签约仪式举行。 林晓峰 何静"
    names = [Byline("林晓峰", "", 1, 4), Byline("林晓峰", "", 18, 21), Byline("何静", "", 22, 24)]
    article = Article.from_text(text)
    article.bylines = names
    assert [text[s.start : s.end] for s in paragraphs(article)] == ["6月3日，签约仪式举行。"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("原标题：云岭县举行签约仪式！\n6月3日，签约仪式举行。", ["6月3日，签约仪式举行。"]),
        ("签约仪式举行。版权归原作者所有，如有侵权请联系我们！县长到场。", ["签约仪式举行。", "县长到场。"]),
        ("签约仪式举行。（完）返回搜狐，查看更多 责任编辑：", ["签约仪式举行。"]),
        ("【免责声明】本文仅代表作者本人观点。", ["本文仅代表作者本人观点。"]),
        (
            "法院认为，该店未经许可使用他人商标，构成侵权。",
            ["法院认为，该店未经许可使用他人商标，构成侵权。"],
        ),
        ("（原标题：云岭县举行签约仪式）签约仪式举行。", ["签约仪式举行。"]),
        ("原标题：云岭县举行签约仪式　　签约仪式举行。", ["签约仪式举行。"]),
        ("原标题是什么，编辑也忘了。", ["原标题是什么，编辑也忘了。"]),
    ],
)
def test_what_a_page_says_of_itself_is_no_news(text: str, kept: list[str]) -> None:
    assert [text[s.start : s.end] for s in paragraphs(Article.from_text(text))] == kept


def test_a_title_that_is_repeated_without_a_break_is_passed_over() -> None:
    article = Article.from_text(
        "原标题：云岭县举行 签约仪式！6月3日，签约仪式举行。", title="云岭县举行签约仪式！_签约"
    )
    assert [article.text[s.start : s.end] for s in paragraphs(article)] == ["6月3日，签约仪式举行。"]


def test_marks_inside_quotation_marks_do_not_cut() -> None:
    article = Article.from_text("镇里围绕“看得见、摸得着，用得上”做文章，村民说好。")
    assert texts(article) == ["镇里围绕“看得见、摸得着，用得上”做文章", "村民说好"]


def test_a_quoted_sentence_ends_with_its_mark() -> None:
    article = Article.from_text("他说：“要办好实事。”会议结束。")
    found = clauses(article)
    assert texts(article) == ["他说：“要办好实事。”", "会议结束"]
    assert [c.sentence for c in found] == [0, 1]
    assert all(c.last for c in found)


def test_an_unclosed_mark_does_not_swallow_the_paragraph() -> None:
    article = Article.from_text("他说：“要办好实事，" + "要抓紧落实各项工作任务，" * 12 + "会议结束。")
    assert len(clauses(article)) > 5


@given(st.text(alphabet="会议召开，。；“”（）、：a1 　\n…！", max_size=80))
def test_clauses_lie_in_order_inside_the_text(text: str) -> None:
    article = Article.from_text(text)
    found = clauses(article)
    assert all(0 <= c.start < c.end <= len(article.text) for c in found)
    assert all(a.end <= b.start and a.sentence <= b.sentence for a, b in pairwise(found))
    assert all(isinstance(s, Span) for s in paragraphs(article))
