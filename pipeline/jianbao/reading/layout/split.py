"""Layout: a page into articles, with headlines, subheads, paragraphs, bylines, captions and page furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jianbao.article import Article, Block, Page, RawMap
from jianbao.categories import BlockKind
from jianbao.language.expressions import any_of
from jianbao.language.patterns import HAN, SENTENCE_ENDS
from jianbao.reading.bylines.bylines import find_bylines
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.bylines.datelines import opens_with_own_dateline, outlet_in
from jianbao.reading.layout.furniture import header_date, is_header, is_link, is_list_of_links
from jianbao.reading.layout.line_model import LineModel, default_model
from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import Line, physical_lines, printed

_LONGEST_LINK = 40  # characters of a headline in a list of links
_LONGEST_SOURCE = 16
_LONGEST_CAPTION = 80
_SCRAP = 40  # characters: the body of a story has more, or at least a sentence
_SENTENCES = re.compile(
    rf"[{SENTENCE_ENDS}](?!.{{2,16}}摄\Z)."
)  # more than one; a photographer behind a stop does not count


@dataclass(slots=True)
class Paragraph:
    """Lines that are one piece of the page, and what kind of piece it is."""

    kind: BlockKind
    lines: list[Line]

    @property
    def text(self) -> str:
        """Its folded text."""
        return "".join(line.text for line in self.lines)


def split_page(page: Page, *, model: LineModel | None = None) -> list[Article]:
    r"""The articles of ``page``, in order; a page that is blank has none.

    Every character of the page is in one article's text, except blanks and what is invisible in print;
    ``raw_map`` takes offsets back to the page. A page that brings its own title is one article.

    Args:
        page: a page as it was read.
        model: says what each line is; by default the one that comes with the package.

    Raises:
        EngineError: the model is missing or damaged.

    >>> page = Page(id="p", text="全市教育工作会议召开\n本报讯 5月6日，全市教育工作\n会议召开。")
    >>> [(a.title, a.text.split("\n")[1]) for a in split_page(page)]
    [('全市教育工作会议召开', '本报讯 5月6日，全市教育工作会议召开。')]
    """
    lines = physical_lines(page.text)
    paragraphs = _paragraphs(lines, (model or default_model()).label(lines))
    title = printed(page.title or "").strip()
    own_title = re.sub(r"\s", "", title)
    stories = _one_story(paragraphs, page, own_title) if own_title else _stories(paragraphs)
    headers = (header_date(paragraph.text) for paragraph in paragraphs[:3] if paragraph.kind == "furniture")
    date = page.date or next((found for found in headers if found), None)
    articles = [_article(page, story, number, date) for number, story in enumerate(stories, 1)]
    for article in articles:
        article.title = article.title or title
    return articles


def _paragraphs(lines: Sequence[Line], labels: Sequence[Label]) -> list[Paragraph]:
    """The lines joined to paragraphs, headlines, subheads and furniture."""
    paragraphs: list[Paragraph] = []
    heading = True  # nothing but furniture so far
    away = _links_from(lines)
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if i >= away:
            paragraphs.append(Paragraph("furniture", [line]))
            continue
        if label == "C" and _ends_in_source(paragraphs):
            paragraphs[-1].kind, label = "furniture", "B"  # 云岭晚报 is no part of the first sentence
        if label == "C" and paragraphs and paragraphs[-1].kind != "furniture":
            paragraphs[-1].lines.append(line)
            continue
        kind: BlockKind = "headline" if label == "H" else "subhead" if label == "S" else "paragraph"
        if is_link(line.text) or is_header(line.text, first=heading and label == "F"):
            kind = "furniture"
        heading = heading and kind == "furniture"
        paragraphs.append(Paragraph(kind, [line]))
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "paragraph":
            source = _is_source(paragraph.text, paragraphs[i - 1].kind if i else "")
            paragraph.kind = "furniture" if source else _body_kind(paragraph.text)
    return paragraphs


def _links_from(lines: Sequence[Line]) -> int:
    """The line from which on a page only names others: 相关阅读 and the headlines after it; else their number."""
    for i, line in enumerate(lines):
        if not is_list_of_links(line.text):
            continue
        after = [other.text for other in lines[i + 1 :]]
        if after and all(len(text) <= _LONGEST_LINK and "。" not in text for text in after):
            return i
    return len(lines)


def _ends_in_source(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the last paragraph says no more than where a story stood first."""
    return len(paragraphs) > 1 and _is_source(paragraphs[-1].text, paragraphs[-2].kind)


def _is_source(text: str, before: str) -> bool:
    """Whether a line under a headline or a date says no more than where a story stood first: 云岭晚报."""
    if before not in ("headline", "furniture") or len(text) > _LONGEST_SOURCE:
        return False
    name = text.removeprefix("来源").lstrip(":： ")
    return outlet_in(name) == name


def _body_kind(text: str) -> BlockKind:
    if len(text) > 120:
        return "paragraph"
    if is_credit_line(text):
        return "byline"
    short = len(text) <= 60 and not _SENTENCES.search(text)
    marked = len(text) <= 14 or text[0] == "图" or text[-1] == "摄"
    return "caption" if short and marked and _caption().search(text) else "paragraph"


@cache
def _caption() -> re.Pattern[str]:
    marks, ends = any_of("layout_words.tsv", "caption.mark"), any_of("layout_words.tsv", "caption.end")
    return re.compile(rf"{marks}|{ends}\Z|(?<!拍)摄\Z")


def _one_story(paragraphs: list[Paragraph], page: Page, own_title: str) -> list[list[Paragraph]]:
    """A record with its own title: the lines that repeat the title are the headline, the rest is body."""
    seen, count = "", 0
    while count < min(4, len(paragraphs)) and seen != own_title:
        raw = "".join(page.text[line.start : line.end] for line in paragraphs[count].lines)
        seen += re.sub(r"\s", "", printed(raw))
        count += 1
    repeated = count if seen == own_title else 0
    for i, paragraph in enumerate(paragraphs):
        if i < repeated:
            paragraph.kind = "headline"
        elif paragraph.kind == "headline":
            paragraph.kind = "subhead" if i else "paragraph"
    return [paragraphs] if paragraphs else []


def _stories(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The paragraphs article by article: a headline after body text begins the next one, or a second 本报讯."""
    last_body = max(
        (i for i, paragraph in enumerate(paragraphs) if paragraph.kind not in ("headline", "furniture")),
        default=-1,
    )
    stories: list[list[Paragraph]] = [[]]
    has_body = dated = False  # dated: it opens with 本报讯, and so another one does not go on with it
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "headline" and (i > last_body or (has_body and not _can_head(paragraph.text))):
            paragraph.kind = "paragraph"  # nothing follows that it could head, or it says nothing
        own = paragraph.kind == "paragraph" and opens_with_own_dateline(paragraph.text)
        if (paragraph.kind == "headline" and has_body) or (own and dated):
            stories.append([])
            has_body = dated = False
        dated = dated or own
        has_body = has_body or paragraph.kind not in ("headline", "furniture")
        stories[-1].append(paragraph)
    return _without_scraps(_without_doubles([story for story in stories if story]))


def _without_doubles(stories: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """The stories; a caption over the headline that is printed again in the story is furniture of that story."""
    out: list[list[Paragraph]] = []
    for story in reversed(stories):
        text = "".join(p.text for p in story)
        bare = all(p.kind not in ("headline", "subhead") for p in story)
        short = bool(out) and bare and len(text) <= _LONGEST_CAPTION
        if short and text.rstrip("。") in "".join(p.text for p in out[0]):
            for paragraph in story:
                paragraph.kind = "furniture"
            out[0] = story + out[0]
        else:
            out.insert(0, story)
    return out


def _can_head(text: str) -> bool:
    """Whether a line could be a headline: it says something, and does not break off.

    >>> [_can_head(line) for line in ("石桥镇厂房起火", "看完这样的天气,", "[2018年5月16日8:09]", "— end —")]
    [True, False, False, False]
    """
    words = re.sub(r"\d+[年月日时分]", "", text)
    return text[-1] not in ",、;:~—" and text[0] not in "—-" and len(re.findall(HAN, words)) >= 4


def _without_scraps(stories: Sequence[list[Paragraph]]) -> list[list[Paragraph]]:
    """The stories; a few words without a sentence under what looked like a headline go to the story before.

    On web pages lines like 点击图片查看原文 or 新年快乐 stand alone; a story says something.
    """
    out: list[list[Paragraph]] = []
    for story in stories:
        body = "".join(
            paragraph.text for paragraph in story if paragraph.kind not in ("headline", "furniture")
        )
        if out and len(body) < _SCRAP and "。" not in body:
            for paragraph in story:
                paragraph.kind = "paragraph" if paragraph.kind == "headline" else paragraph.kind
            out[-1] += story
        else:
            out.append(story)
    return out


def _article(page: Page, story: Sequence[Paragraph], number: int, date: str | None) -> Article:
    pieces: list[str] = []
    clean: list[int] = []
    raw: list[int] = []
    blocks: list[Block] = []
    at = 0
    for paragraph in story:
        begin = at
        for line in paragraph.lines:
            for start, end in line.runs:
                clean.append(at)
                raw.append(start)
                pieces.append(page.text[start:end])
                at += end - start
        blocks.append(Block(paragraph.kind, begin, at))
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
