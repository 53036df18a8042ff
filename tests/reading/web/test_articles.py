"""Saved web pages: several articles on one, paragraphs as marked, tables for layout and of data, titles, dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TITLE, story, web_page
from reading_of import found

PAGE = "云岭日报 2022年4月13日 第3版"


@pytest.mark.parametrize(
    "inner",
    [
        f"<div>{story(heading='h2')}</div><div>{story(OTHER, OTHER_BODY, 'h2')}</div>",
        f"<h1>{PAGE}</h1>{story(heading='h3')}{story(OTHER, OTHER_BODY, 'h3')}",
        f"<table><tr><td>{story(heading='h4')}</td><td>{story(OTHER, OTHER_BODY, 'h4')}</td></tr></table>",
    ],
)
def test_headings_begin_articles_where_the_title_names_the_page(tmp_path: Path, inner: str) -> None:
    result = found(tmp_path, "a.html", web_page(inner, PAGE))
    assert result.titles == [TITLE, OTHER]
    assert [result.body(0), result.body(1)] == [list(BODY), list(OTHER_BODY)]
    assert {article.date for article in result.articles} == {"2022-04-13"}


def test_headings_below_the_title_are_subheads(tmp_path: Path) -> None:
    inner = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><h2>建得好</h2><p>{BODY[1]}</p><h2>管得住</h2><p>{BODY[2]}</p>"
    article = found(tmp_path, "a.html", web_page(inner)).article
    assert (article.title, article.subheads) == (TITLE, ["建得好", "管得住"])


def test_paragraphs_are_as_marked(tmp_path: Path) -> None:
    lines = ["问：水费怎么收", "答：每方三角，一户一表", "（一）管护", BODY[1]]
    inner = f"<h1>{TITLE}</h1><p>{BODY[0]}</p>" + "".join(f"<p>{line}</p>" for line in lines)
    assert found(tmp_path, "a.html", web_page(inner)).body() == [BODY[0], *lines]


def test_a_short_line_in_bold_is_a_subhead(tmp_path: Path) -> None:
    inner = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><p><strong>水到渠成 群众得实惠</strong></p><p>{BODY[1]}</p>"
    assert found(tmp_path, "a.html", web_page(inner)).article.subheads == ["水到渠成 群众得实惠"]


def test_a_table_of_data_stays_a_table(tmp_path: Path) -> None:
    table = "<table><tr><th>村</th><th>库容（立方米）</th></tr><tr><td>白沙村</td><td>8000</td></tr></table>"
    inner = f"<h1>{TITLE}</h1><p>{BODY[0]}</p>{table}<p>{BODY[1]}</p>"
    article = found(tmp_path, "a.html", web_page(inner)).article
    assert [block.kind for block in article.blocks] == [
        "headline",
        "paragraph",
        "table",
        "table",
        "paragraph",
    ]
    assert "白沙村\t8000" in article.text


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        (f"{TITLE}_云岭新闻网", f"<div>{TITLE}</div>{story()[len(f'<h1>{TITLE}</h1>') :]}"),
        (f"{TITLE} - 云岭县人民政府门户网站", f"<h1>云岭县人民政府网站</h1>{story(heading='h2')}"),
        (f"云岭新闻网 - {TITLE}", story()),
        (f"{TITLE}|石桥镇|民生_云岭在线", story()),
        ("云岭新闻网", story()),
        (f"{TITLE[:8]}..._云岭新闻网", story()),
        ("", story(heading="h3")),
    ],
)
def test_the_title_is_the_heading_and_not_the_site(tmp_path: Path, title: str, inner: str) -> None:
    result = found(tmp_path, "a.html", web_page(inner, title))
    assert result.titles == [TITLE]
    assert result.body() == list(BODY)


def test_a_title_with_quotation_marks_is_whole(tmp_path: Path) -> None:
    title = '石桥镇"第一渠"通水'
    head = f'<meta property="og:title" content="{title}">'  # cut at the mark, as sites write it
    assert found(tmp_path, "a.html", web_page(story(title), "", head)).titles == [title]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2022-04-13 08:30　来源：云岭日报", "2022-04-13"),
        ("发布时间：2022年4月13日", "2022-04-13"),
        ("时间：2022/04/13 23:00　点击：18", "2022-04-13"),
        ("今天是2024年1月5日 星期五", None),
        ("最后更新：2023-10-23", None),
    ],
)
def test_the_printed_date(tmp_path: Path, line: str, date: str | None) -> None:
    inner = f"<h1>{TITLE}</h1><div>{line}</div>{story()[len(f'<h1>{TITLE}</h1>') :]}"
    inner += '<div class="footer">云岭网版权所有<br>Copyright © 1998-2019 All Rights Reserved</div>'
    result = found(tmp_path, "a.html", web_page(inner))
    assert result.article.date == date
    assert result.body() == list(BODY)


@pytest.mark.parametrize(
    ("line", "site", "outlet"),
    [
        ("<span>2022-04-13 08:30</span> <a>云岭晚报</a>", "东江在线", "云岭晚报"),
        ("<a>云岭发布</a> <em>2022-04-13 18:00</em>", "微信公众平台", "云岭发布"),
        ("2022年4月13日 08:30 我要评论", "东江在线", "东江在线"),
        ("2022-04-13 08:30", "今日头条", "今日头条"),
    ],
)
def test_the_outlet_beside_the_date_goes_before_the_site(
    tmp_path: Path, line: str, site: str, outlet: str
) -> None:
    head = f'<meta property="og:site_name" content="{site}">'
    inner = f"<h1>{TITLE}</h1><div>{line}</div>{story()[len(f'<h1>{TITLE}</h1>') :]}"
    article = found(tmp_path, "a.html", web_page(inner, head=head)).article
    assert (article.date, article.outlet) == ("2022-04-13", outlet)


@pytest.mark.parametrize("wall", ["登录后阅读全文", "打开云岭APP查看全文", "剩余80%内容，付费后可读"])
def test_a_page_that_holds_only_the_beginning_says_so(tmp_path: Path, wall: str) -> None:
    whole = found(tmp_path, "a.html", web_page(story() + f"<div>{wall}</div>"))
    assert not any("all of the text" in note for note in whole.notes)
    cut = found(tmp_path, "b.html", web_page(f"<h1>{TITLE}</h1><p>{BODY[0][:50]}……</p><div>{wall}</div>"))
    assert any("does not hold all of the text" in note for note in cut.notes)


def test_the_lines_of_a_text_set_as_it_stands(tmp_path: Path) -> None:
    inner = f"<h1>{TITLE}</h1><pre>\n" + "\n\n".join(f"　　{line}" for line in BODY) + "\n</pre>"
    assert found(tmp_path, "a.html", web_page(inner)).body() == list(BODY)


def test_the_printed_date_goes_before_one_that_is_nowhere_printed(tmp_path: Path) -> None:
    head = '<meta name="date" content="2012-04-13">'
    inner = f"<h1>{TITLE}</h1><div>2022-04-13 08:30 来源：云岭日报</div>{story()[len(f'<h1>{TITLE}</h1>') :]}"
    assert found(tmp_path, "a.html", web_page(inner, head=head)).article.date == "2022-04-13"


def test_the_address_of_an_e_paper_dates_it(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="http://x.cn/html/2022-04/13/content_1.htm">'
    assert found(tmp_path, "a.html", web_page(story(), head=head)).article.date == "2022-04-13"


def test_what_stands_behind_the_article_is_left_out(tmp_path: Path) -> None:
    links = "".join(f"<p>- <a href=/{n}>东江市举行第{n}届庙会</a></p>" for n in range(6))
    remarks = "<div>最新评论</div><p>路人：这件事办得好，群众都看在眼里，希望其他镇也学一学。</p>" * 3
    inner = f"{story()}<p>【打印】【关闭】</p><p>扫一扫，关注云岭日报公众号</p><div>今日热点</div>{links}{remarks}"
    assert found(tmp_path, "a.html", web_page(inner)).body() == list(BODY)


def test_a_sentence_is_no_line_of_the_site(tmp_path: Path) -> None:
    lines = ["未经批准、授权处置问题线索的，应当依法追究责任。", "白沙村开了一家打印店，周启明上门祝贺。"]
    inner = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in (*BODY, *lines))
    assert found(tmp_path, "a.html", web_page(inner)).body() == [*BODY, *lines]


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ('<h1>云岭日报</h1><iframe src="content_10.htm"></iframe>', "content_10.htm"),
        ('<div id="root"></div><script src="main.js"></script>', "script"),
        (
            "".join(f'<li><a href="c{n}.htm">东江市举行第{n}届庙会</a></li>' for n in range(9)),
            "index of 9 links",
        ),
        ('<img src="page.jpg">', "pictures"),
        ("", "holds no sentence"),
    ],
)
def test_a_page_without_an_article_says_why(tmp_path: Path, inner: str, why: str) -> None:
    result = found(tmp_path, "a.html", web_page(inner, "云岭日报"))
    assert result.articles == []
    assert "no article text is found" in result.errors[0]
    assert why in result.errors[0]


def test_the_text_for_machines_is_taken_where_the_page_shows_none(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "%s"}</script>'
    page = web_page('<div id="app"></div>', head=head % "\\n".join(BODY).replace('"', '\\"'))
    assert found(tmp_path, "a.html", page).body() == list(BODY)


@pytest.mark.parametrize("declared", ["iso-8859-1", "big5", "undefined", "hex", "utf-16"])
def test_a_declaration_that_is_wrong_is_not_believed(tmp_path: Path, declared: str) -> None:
    page = web_page(story()).replace('charset="utf-8"', f'charset="{declared}"').encode("gbk")
    assert found(tmp_path, "a.html", page).body() == list(BODY)


def test_a_declaration_behind_a_long_script(tmp_path: Path) -> None:
    script = "<script>" + "var a = 1; function b(c) { return c + 1; }" * 200 + "</script>"
    page = web_page(story()).replace("<head>", f"<head>{script}").replace("utf-8", "gbk").encode("gbk")
    assert found(tmp_path, "a.html", page).body() == list(BODY)


def test_a_comment_before_the_page(tmp_path: Path) -> None:
    page = "<!-- saved from url=(0024)http://www.x.cn/a.php -->\n" + web_page(story())
    assert found(tmp_path, "a.php", page).titles == [TITLE]
    assert found(tmp_path, "a.htm.bak", page).titles == [TITLE]


@pytest.mark.parametrize("name", ["要闻", "云岭日报", "第02版：民生"])
def test_the_name_of_a_section_or_paper_heads_all_articles(tmp_path: Path, name: str) -> None:
    inner = f"<h1>{name}</h1>{story(heading='h2')}{story(OTHER, OTHER_BODY, 'h2')}"
    assert found(tmp_path, "a.html", web_page(inner, "云岭日报 第02版")).titles == [TITLE, OTHER]


def test_headlines_in_bold(tmp_path: Path) -> None:
    def bold(title: str, body: tuple[str, ...]) -> str:
        return f"<p><b>{title}</b></p>" + "".join(f"<p>{line}</p>" for line in body)

    page = web_page(bold(TITLE, BODY) + bold(OTHER, OTHER_BODY), PAGE)
    assert found(tmp_path, "a.html", page).titles == [TITLE, OTHER]


def test_a_list_with_more_text_than_the_article(tmp_path: Path) -> None:
    text = "近日，东江市举行庙会，来自各地的游客观看了表演，场面十分热闹，商家生意红火，摊位前排起长队。"
    items = "".join(
        f"<div><h4><a href=/{n}>东江市举行第{n}届庙会</a></h4><p>{text}</p></div>" for n in range(6)
    )
    inner = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><div class='recommend-list'><h3>推荐新闻</h3>{items}</div>"
    result = found(tmp_path, "a.html", web_page(inner))
    assert (result.titles, result.body()) == ([TITLE], [BODY[0]])


@pytest.mark.parametrize("author", ["网络整理", "佚名", "admin"])
def test_what_stands_for_an_author_and_is_none(tmp_path: Path, author: str) -> None:
    inner = f"<h1>{TITLE}</h1><div>作者：{author}</div><p>{BODY[1]}</p><p>{BODY[2]}</p>"
    result = found(tmp_path, "a.html", web_page(inner))
    assert (result.names(), result.body()) == ([], list(BODY[1:]))


def test_a_page_that_asks_to_log_in_is_none(tmp_path: Path) -> None:
    result = found(tmp_path, "a.html", web_page("<h1>登录</h1><p>请登录后查看全文。</p>", "用户登录"))
    assert result.articles == []
