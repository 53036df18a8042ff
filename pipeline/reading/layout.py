"""Layout: a page into articles, with headlines, subheads, paragraphs, bylines, captions and page furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.article import Article, Block, BlockKind, Page, RawMap
from pipeline.reading.bylines import find_bylines
from pipeline.reading.credits import is_credit_line
from pipeline.reading.furniture import header_date, is_header, is_link
from pipeline.reading.headlines import _CAPTION, groups, is_new_story
from pipeline.reading.lines import Shape, page_shape, physical_lines
from pipeline.reading.repair import CLOSED, Para, paragraphs

Marked = tuple[BlockKind, Para]


def split_page(page: Page) -> list[Article]:
    """The articles of ``page``, in order; a page that is blank has none.

    Every character of the page but blanks is in one article's text; ``raw_map`` takes it back. A page that
    brings its own title is one article.

    >>> page = Page(id="p", text="全市教育工作会议召开\\n本报讯 5月6日，全市教育工作\\n会议召开。")
    >>> [(a.title, a.text.split("\\n")[1]) for a in split_page(page)]
    [('全市教育工作会议召开', '本报讯 5月6日，全市教育工作会议召开。')]
    """
    lines = physical_lines(page.text)
    shape = page_shape(lines)
    paras = paragraphs(lines, shape)
    own_title = re.sub(r"\s", "", page.title or "")
    stories = _one_story(paras, page, own_title) if own_title else _stories(paras, shape)
    date = page.date or next((d for p in paras[:3] if is_header(p.text, first=True) and (d := header_date(p.text))), None)
    articles = []
    for number, marked in enumerate(stories, 1):
        article = _article(page, marked, number, date)
        if own_title and not article.title:
            article.title = page.title or ""
        articles.append(article)
    return articles


def _one_story(paras: Sequence[Para], page: Page, own_title: str) -> list[list[Marked]]:
    """A record with its own title: the lines that repeat the title are the headline, the rest is body."""
    marked: list[Marked] = []
    seen = ""
    for para in paras:
        raw = re.sub(r"\s", "", "".join(page.text[line.start : line.end] for line in para.lines))
        if len(marked) < 4 and all(kind == "headline" for kind, _ in marked) and own_title.startswith(seen + raw):
            seen += raw
            marked.append(("headline", para))
        else:
            marked.append((_kind(para, False), para))
    if seen != own_title:
        marked = [("paragraph" if kind == "headline" else kind, para) for kind, para in marked]
    return [marked] if marked else []


def _stories(paras: Sequence[Para], shape: Shape) -> list[list[Marked]]:
    """The page's paragraphs with their kinds, article by article."""
    heads = {g.first: g for g in groups(paras, shape)}
    stories: list[list[Marked]] = [[]]
    i = begin = 0
    while i < len(paras):
        story = stories[-1]
        has_body = any(kind not in ("headline", "furniture") for kind, _ in story)
        started = any(kind != "furniture" for kind, _ in story)
        group = heads.get(i)
        if group and (not started or is_new_story(paras, group, begin, shape)):
            if has_body:
                stories.append([])
            begin = i
            stories[-1] += [("headline", paras[k]) for k in range(group.first, group.last)]
            i = group.last
        elif group:
            story += [("subhead", paras[k]) for k in range(group.first, group.last)]
            i = group.last
        else:
            story.append((_kind(paras[i], not started), paras[i]))
            i += 1
    return [story for story in stories if story]


def _kind(para: Para, first: bool) -> BlockKind:
    if is_header(para.text, first=first) or is_link(para.text):
        return "furniture"
    if is_credit_line(para.text):
        return "byline"
    if len(para.text) <= 60 and (_CAPTION.search(para.text) or para.text.endswith("摄")) and (
        len(para.text) <= 12 or para.text.startswith("图") or para.text.endswith("摄") or not CLOSED.search(para.text)
    ):
        return "caption"
    return "paragraph"


def _article(page: Page, marked: Sequence[Marked], number: int, date: str | None) -> Article:
    pieces: list[str] = []
    clean: list[int] = []
    raw: list[int] = []
    blocks: list[Block] = []
    at = 0
    for kind, para in marked:
        begin = at
        for line in para.lines:
            clean.append(at)
            raw.append(line.start)
            pieces.append(page.text[line.start : line.end])
            at += len(line)
        blocks.append(Block(kind, begin, at))
        pieces.append("\n")
        at += 1
    text = "".join(pieces[:-1])
    bylines, dateline = find_bylines(text, blocks)
    return Article(
        id=f"{page.id}-{number}",
        page_id=page.id,
        text=text,
        source=page.source,
        outlet=page.outlet,
        date=date,
        title=" ".join(text[b.start : b.end] for b in blocks if b.kind == "headline"),
        subheads=[text[b.start : b.end] for b in blocks if b.kind == "subhead"],
        bylines=bylines,
        dateline=dateline,
        blocks=blocks,
        raw_map=RawMap(clean, raw),
    )
