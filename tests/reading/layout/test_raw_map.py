"""The way back: every character of an article leads to the same character of the page, and none is lost."""

from __future__ import annotations

from unicodedata import category

from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.article import Article, Page, decode, encode
from jianbao.reading import split_page

SENTENCES = (
    "全市教育工作会议召开", "本报讯 6月3日，市长周启明到云岭县调研。", "记者 林晓峰 通讯员 何静",
    "会议要求，要抓好落实",
    "全村共有326户、1248人，", "去年人均收入2.3万元。", "03　综合", "要闻　02　2018年5月24日 星期四", "（记者 林晓峰）",
    "一、抓产业", "“痛点”“堵点”", "图为会议现场。何静 摄", "责任编辑：何静", "新华社北京5月7日电",
    "相关新闻", "118", "名", "。", "　　", "\u200b周\u200b启\ufeff明\xad", "\u200b",
)  # fmt: skip
BREAKS = ("\n", "\n\n", "\n\n\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\n　　", "　　", "  ", " ", "")
ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)

lines = st.one_of(st.sampled_from(SENTENCES), ODD)
pages = st.lists(st.tuples(lines, st.sampled_from(BREAKS)), max_size=30).map(
    lambda pairs: "".join(line + gap for line, gap in pairs)
)


def raw_offsets(page: Page, articles: list[Article]) -> list[int]:
    """Where each character of the articles' blocks stands in the page; checks that it is the same one."""
    offsets = []
    for article in articles:
        for block in article.blocks:
            for at in range(block.start, block.end):
                raw = article.raw_map.to_raw(at)
                assert page.text[raw] == article.text[at]
                offsets.append(raw)
    return offsets


@settings(max_examples=150, deadline=None)
@given(pages, st.booleans())
def test_nothing_but_what_is_invisible_is_dropped_and_the_order_is_kept(text: str, titled: bool) -> None:
    page = Page(id="p", text=text, title="全市教育工作会议召开" if titled else None)
    offsets = raw_offsets(page, split_page(page))
    assert offsets == sorted(set(offsets))
    dropped = set(range(len(text))) - set(offsets)
    assert all(text[i].isspace() or category(text[i]) == "Cf" for i in dropped)


def test_what_is_invisible_in_print_parts_no_name() -> None:
    page = Page(id="p", text="\ufeff云岭县召开会议\n\u200b\n本报讯 周\u200b启\ufeff明到会。\u200b\n")
    [article] = split_page(page)
    assert article.text == "云岭县召开会议\n本报讯 周启明到会。"
    at = article.text.index("周启明")
    start, end = article.raw_span(at, at + 3)
    assert page.text[start:end] == "周\u200b启\ufeff明"
    assert split_page(Page(id="p", text="\u200b\n\ufeff")) == []


@settings(max_examples=100, deadline=None)
@given(pages)
def test_blocks_fill_the_text_and_bylines_lie_in_it(text: str) -> None:
    for article in split_page(Page(id="p", text=text)):
        assert article.text == "\n".join(article.text[b.start : b.end] for b in article.blocks)
        assert article.raw_map.clean == sorted(set(article.raw_map.clean))
        for byline in article.bylines:
            assert article.text[byline.start : byline.end] == byline.name
        assert decode(encode(article)) == article


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES[:5]), min_size=3, max_size=8), st.data())
def test_a_span_across_a_mended_break_covers_the_break(parts: list[str], data: st.DataObject) -> None:
    page = Page(id="p", text="\n\n".join(parts))
    for article in split_page(page):
        start = data.draw(st.integers(0, len(article.text) - 1))
        end = data.draw(st.integers(start + 1, len(article.text)))
        raw_start, raw_end = article.raw_span(start, end)
        found = "".join(page.text[raw_start:raw_end].split())
        assert found == "".join(article.text[start:end].split())
