"""Layout: a page into articles, with headlines, subheads, paragraphs, bylines, captions and page furniture."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from jianbao.article import Article, Block, Page, RawMap
from jianbao.categories import BlockKind
from jianbao.language.expressions import any_of
from jianbao.language.patterns import HAN, SENTENCE_ENDS
from jianbao.language.titles import titles
from jianbao.reading.bylines.authors import named_authors
from jianbao.reading.bylines.bylines import find_bylines
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.bylines.datelines import opens_story, opens_with_own_dateline, outlet_in
from jianbao.reading.layout.files import (
    Fields,
    Part,
    date_of,
    imprint,
    imprinted,
    is_rule,
    line_fields,
    parts_of,
)
from jianbao.reading.layout.furniture import header_date, is_header, is_link, is_list_of_links
from jianbao.reading.layout.line_model import LineModel, default_model
from jianbao.reading.layout.line_repairs import Label
from jianbao.reading.layout.lines import TERMINAL, Line, Paragraph, page_shape, physical_lines, printed
from jianbao.reading.layout.printed_lines import printed_paragraphs, printed_spans
from jianbao.reading.layout.titles import clean_titles

_LONGEST_HEADLINE = 46  # characters
_LONGEST_LINK = 40  # characters of a headline in a list of links
_LONGEST_SOURCE = 16
_PORTRAIT = re.compile(rf"{HAN}{{2,4}} ?[(（](?P<post>[^()（）。,，]{{2,30}})[)）]")
_LONGEST_CAPTION = 80
_SCRAP = 40  # characters: the body of a story has more, or at least a sentence
_SENTENCES = re.compile(
    rf"[{SENTENCE_ENDS}](?!.{{2,16}}摄\Z)."
)  # more than one; a photographer behind a stop does not count


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
    title = printed(page.title or "").strip()
    stories = marked_stories(page) if page.blocks and (title or _marks_headlines(page)) else None
    if stories is None:
        stories = _titled_story(page, title, model) if title else _page_stories(page, model)
    fallback = page.date or _header_date(stories[0].paragraphs if stories else [])
    several = len(stories) > 1
    articles = [_article(page, s, n, fallback, several=several) for n, s in enumerate(stories, 1)]
    for article in articles:
        article.title = article.title or title
    clean_titles(articles)
    return articles


@dataclass(slots=True)
class Story:
    """The paragraphs of one article, and the fields that its file gives beside its text."""

    paragraphs: list[Paragraph]
    fields: Fields = field(default_factory=dict)


def _marks_headlines(page: Page) -> bool:
    return any(block.kind == "headline" for block in page.blocks)


def marked_stories(page: Page) -> list[Story]:
    """The articles of a page whose file says what its lines are: a headline behind other text begins the next one."""
    starts = [block.start for block in page.blocks]
    stories: list[Story] = [Story([])]
    has_body = False
    at = -1  # the block of the last line
    for line in physical_lines(page.text):
        i = bisect_right(starts, line.start) - 1
        block = page.blocks[i] if i >= 0 and line.start < page.blocks[i].end else None
        if block is not None and i == at and stories[-1].paragraphs:
            stories[-1].paragraphs[-1].lines.append(line)
            continue
        at = i if block is not None else -1
        for piece, fields in imprinted(line):
            kind: BlockKind = block.kind if block is not None else "paragraph"
            if fields or (kind == "paragraph" and (is_rule(piece.text) or is_link(piece.text))):
                kind = "furniture"
            if kind == "headline" and has_body and not page.title:
                stories.append(Story([]))
                has_body = False
            elif kind == "headline" and has_body:
                kind = "subhead"
            has_body = has_body or kind not in ("headline", "furniture")
            stories[-1].paragraphs.append(Paragraph(kind, [piece]))
            stories[-1].fields = stories[-1].fields | fields
    for story in stories:
        for paragraph in story.paragraphs:
            if paragraph.kind == "paragraph":
                paragraph.kind = _body_kind(paragraph.text)
    return [story for story in stories if story.paragraphs]


def _titled_story(page: Page, title: str, model: LineModel | None) -> list[Story]:
    """A record that brings its own title: one article; its lines are paragraphs, unless they are those of a column."""
    lines = physical_lines(page.text)
    parts = [] if page.printed else parts_of(lines)
    wrapped = bool(page_shape(lines).width)
    paragraphs = [p for part in parts for p in _part_paragraphs(part, model, glued=wrapped)]
    paragraphs += _by_print(page, model)
    fields = _fields_of(paragraphs)
    for part in parts:
        fields = part.fields | fields
    own_title = re.sub(r"\s", "", title)
    return [Story(story, fields) for story in _one_story(paragraphs, page, own_title)]


def _page_stories(page: Page, model: LineModel | None) -> list[Story]:
    """The articles of a page without a title: what its file parts, and in each part what the line model finds."""
    if page.printed:
        return [Story(story, _fields_of(story)) for story in _stories(_by_print(page, model))]
    parts = parts_of(physical_lines(page.text))
    starts = frozenset(block.start for block in page.blocks)
    rows = {block.start for block in page.blocks if block.kind == "table"}
    for part in parts if rows else ():
        part.fixed |= {i: "table" for i, line in enumerate(part.lines) if line.start in rows}
    stories: list[Story] = []
    for part in parts:
        paragraphs = _part_paragraphs(part, model, several=len(parts) > 1, starts=starts)
        if part.alone:
            _keep_one_headline(paragraphs)
            stories.append(Story(paragraphs, part.fields))
            continue
        stories += [Story(story, _fields_of(story)) for story in _stories(paragraphs)]
    if not any(part.alone for part in parts):
        _give_dates_forward(stories)
    return stories


def _by_print(page: Page, model: LineModel | None) -> list[Paragraph]:
    """The paragraphs of a page of a PDF or scan, as its type shows them; none where nothing is known of its print."""
    if not page.printed:
        return []
    lines = physical_lines(page.text)
    return printed_paragraphs(lines, (model or default_model()).label(lines), page.printed)


def _fields_of(paragraphs: Sequence[Paragraph]) -> Fields:
    """The fields that the furniture of a story gives: its imprint, or its head in an export."""
    fields: Fields = {}
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            fields = line_fields(paragraph.text) | fields
    return fields


def _part_paragraphs(
    part: Part,
    model: LineModel | None,
    *,
    glued: bool = True,
    several: bool = False,
    starts: frozenset[int] = frozenset(),
) -> list[Paragraph]:
    """The paragraphs of a part of a file: the line model on what is not known already.

    glued: lines may go on with the line before; several: the file has other parts, so that this one begins with its
    headline; starts: where lines begin that the file's markup says begin something.
    """
    loose = [line for i, line in enumerate(part.lines) if i not in part.fixed]
    if not loose:
        return [Paragraph(part.fixed[i], [line]) for i, line in enumerate(part.lines)]
    labels = (model or default_model()).label(loose)
    if not glued or starts:
        for n, line in enumerate(loose):
            if labels[n] == "C" and n and (not glued or line.start in starts):
                labels[n] = "B"
    named = "headline" in part.fixed.values()
    if named:  # what the model takes for headlines is text, or stands below the headline
        labels = ["B" if label == "H" else label for label in labels]
    elif several and "H" not in labels[:3] and len(loose) > 1 and _may_head(loose[0].text):
        labels[0] = "H"
    found = iter(_paragraphs(loose, labels))
    current = next(found)
    out: list[Paragraph] = []
    used = 0
    for i, line in enumerate(part.lines):
        if i in part.fixed:
            out.append(Paragraph(part.fixed[i], [line]))
            continue
        if used == 0:
            out.append(Paragraph(current.kind, []))
        elif out[-1].lines and out[-1].lines[-1] is not current.lines[used - 1]:
            out.append(Paragraph(current.kind, []))  # something that is known stands inside
        out[-1].lines.append(line)
        used += 1
        if used == len(current.lines):
            current, used = next(found, current), 0
    return out


def _may_head(text: str) -> bool:
    return (
        4 <= len(text) <= _LONGEST_HEADLINE
        and not TERMINAL.search(text)
        and not opens_story(text[:60])
        and _can_head(text)
    )


def _keep_one_headline(paragraphs: Sequence[Paragraph]) -> None:
    """Where the file names the title of an article, other headlines in it are subheads."""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "headline" and any(
            p.kind not in ("furniture", "headline") for p in paragraphs[:i]
        ):
            paragraph.kind = "subhead"


def _give_dates_forward(stories: Sequence[Story]) -> None:
    """Where the first article's date stands above its headline, a date behind the text of one belongs to the next."""
    if len(stories) < 2 or not stories[0].paragraphs:
        return
    first = stories[0].paragraphs[0]
    if first.kind != "furniture" or not header_date(first.text):
        return
    for story, following in itertools.pairwise(stories):
        moved: list[Paragraph] = []
        while (
            len(story.paragraphs) > 1
            and story.paragraphs[-1].kind == "furniture"
            and header_date(story.paragraphs[-1].text)
        ):
            if imprint(story.paragraphs[-1].text):
                break
            moved.insert(0, story.paragraphs.pop())
        following.paragraphs[:0] = moved


def _header_date(paragraphs: Sequence[Paragraph]) -> str | None:
    headers = (header_date(paragraph.text) for paragraph in paragraphs[:3] if paragraph.kind == "furniture")
    return next((found for found in headers if found), None)


def _own_date(story: Story) -> str | None:
    """The date that the story itself prints: a field, or furniture above its text."""
    if date := date_of(story.fields):
        return date
    body = next(
        (i for i, p in enumerate(story.paragraphs) if p.kind not in ("headline", "furniture", "byline")), 0
    )
    return _header_date([p for p in story.paragraphs[: body + 1] if p.kind == "furniture"])


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
        dated = (
            label == "C" and len(line) <= 30 and header_date(line.text) and is_header(line.text, first=False)
        )
        if label == "C" and paragraphs and paragraphs[-1].kind != "furniture" and not dated:
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
    return "caption" if (short and marked and _caption().search(text)) or _is_portrait(text) else "paragraph"


def _is_portrait(text: str) -> bool:
    """Whether a line only says whom a picture shows: the name, and in brackets the post (周启明(县长))."""
    found = _PORTRAIT.fullmatch(text.strip())
    return found is not None and found["post"].endswith(tuple(titles()))


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
    _mark_captions(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "headline" and (
            i > last_body or (has_body and not paragraph.sure and not _can_head(paragraph.text))
        ):
            paragraph.kind = "paragraph"  # nothing follows that it could head, or it says nothing
        own = paragraph.kind == "paragraph" and opens_with_own_dateline(paragraph.text)
        if (paragraph.kind == "headline" and has_body) or (own and dated):
            stories.append([])
            has_body = dated = False
        dated = dated or own
        has_body = has_body or paragraph.kind not in ("headline", "furniture")
        stories[-1].append(paragraph)
    return _without_scraps(_without_doubles([story for story in stories if story]))


def _mark_captions(paragraphs: Sequence[Paragraph]) -> None:
    """Lines that only say whom a picture shows, and short ones printed twice in the body, are captions."""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.kind == "furniture" or not i:
            continue
        before = paragraphs[i - 1]
        if _is_portrait(paragraph.text):
            paragraph.kind = "caption"
        twice = paragraph.text == before.text and len(paragraph.text) <= _LONGEST_CAPTION
        if twice and not _SENTENCES.search(paragraph.text) and before.kind != "furniture":
            heads = before.kind == "headline" and i == 1
            paragraph.kind = "furniture" if heads else "caption"
            before.kind = before.kind if heads else "caption"


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


def _article(page: Page, story: Story, number: int, fallback: str | None, *, several: bool) -> Article:
    pieces: list[str] = []
    clean: list[int] = []
    raw: list[int] = []
    blocks: list[Block] = []
    at = 0
    for paragraph in story.paragraphs:
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
    fields = story.fields
    own = _own_date(story)
    refines = own is not None and (page.date is None or (several and own.startswith(page.date)))
    roles = [paragraph.role for paragraph in story.paragraphs]
    return Article(
        id=f"{page.id}-{number}",
        page_id=page.id,
        text=text,
        source=page.source,
        outlet=page.outlet or fields.get("outlet"),
        date=own if refines else fallback,
        kicker=page.kicker or fields.get("kicker", "") or _joined(text, blocks, roles, "kicker"),
        subtitle=page.subtitle or fields.get("subtitle", "") or _joined(text, blocks, roles, "subtitle"),
        page_label=page.page_label or fields.get("page", ""),
        section=page.section or fields.get("section", ""),
        title=_joined(text, blocks, roles, ""),
        subheads=[text[b.start : b.end] for b in blocks if b.kind == "subhead"],
        bylines=bylines or named_authors(page.author or fields.get("author", "")),
        dateline=dateline,
        blocks=blocks,
        printed=printed_spans(page.printed, clean, raw, at - 1),
        raw_map=RawMap(clean, raw),
    )


def _joined(text: str, blocks: Sequence[Block], roles: Sequence[str], role: str) -> str:
    """The headline blocks that have ``role``, joined by a space."""
    chosen = (b for b, own in zip(blocks, roles, strict=True) if b.kind == "headline" and own == role)
    return " ".join(text[b.start : b.end] for b in chosen)
