"""A saved web page as a record: its article or articles, block by block."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from jianbao.categories import BlockKind
from jianbao.errors import ReadError
from jianbao.reading.formats.encoding import UnknownEncoding
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.page_names import names_page
from jianbao.reading.formats.record import Record
from jianbao.reading.layout.lines import column_width
from jianbao.reading.web.blocks import WebBlock, blocks, parse
from jianbao.reading.web.content import Page, Region, is_bold_headline, is_subhead
from jianbao.reading.web.decode import decode_page
from jianbao.reading.web.epapers import read_epaper
from jianbao.reading.web.facts import Declared, Facts, declared, find_facts, find_title, linked_value
from jianbao.reading.web.words import is_label_line, is_site_line, is_site_name, is_stop, says_more

_FEW = 100  # characters: with less text than this on a page of many links, it may be no article
_MANY_LINKS = 40
_LEAST_STORY = 10  # characters of running text that make a heading the headline of an article
_LONGEST_HEADLINE = 60
_ENDED = re.compile(r"[。!?)\]】》”’\"~](?:\(.{1,20}\))?\Z")  # how a text ends that is whole
_FOLIO = re.compile(r"第\s*([A-Z]?\d{1,3})\s*版")


def read_web_page(data: bytes, path: str) -> Record | ReadError:
    """The article or articles of a saved web page, with title, date, outlet and author.

    What the site prints of itself (menus, links, lists of other pages, comments, rights) is left out; paragraphs,
    subheads, captions and rows of tables are as marked up. A page without an article is a ReadError that says why.
    """
    try:
        decoded = decode_page(data)
    except UnknownEncoding as error:
        return ReadError(f"{path}: {error}; save the page as UTF-8", path=path)
    record = read_markup(decoded.text, path)
    if isinstance(record, Record):
        record.encoding = decoded.encoding
        record.warnings += decoded.notes
    return record


def read_markup(html: str, path: str) -> Record | ReadError:
    """The same of a page that is decoded."""
    try:
        tree = parse(html)
    except ValueError as error:
        return ReadError(
            f"{path}: the HTML cannot be parsed ({error}); save the text itself as .txt", path=path
        )
    if tree is None:
        return ReadError(f"{path}: no article text is found in the HTML: there is nothing in it", path=path)
    everything = blocks(tree)
    head = declared(tree, html)
    epaper = read_epaper(html)
    facts = find_title(head, everything)
    if epaper is not None and epaper.content:
        inner = parse(f"<div>{epaper.content}</div>")
        shown = blocks(inner) if inner is not None else []
        begin = next(
            (i for i, b in enumerate(everything) if shown and b.text == shown[0].text), len(everything)
        )
        kept = Page(shown).region(None)
        region = Region(kept.blocks or [b for b in shown if b.link_share < 0.5], begin, begin + len(shown))
        stories = [(facts.title, region.blocks)]
    else:
        page = Page(everything, facts.title_block)
        region, stories = _stories(page, facts)
    fields = epaper.fields if epaper is not None else {}
    if fields.get("title"):
        facts.title, stories = fields["title"], [(fields["title"], region.blocks)]
    find_facts(facts, head, everything, region.begin, region.end, fields)
    if not any(block.text for _, body in stories for block in body) and not _from_linked_data(
        head, facts, stories
    ):
        why = _why_nothing(tree, everything)
        return ReadError(f"{path}: no article text is found in the HTML: {why}", path=path)
    return _record(facts, stories, fields, region, everything)


def _stories(page: Page, facts: Facts) -> tuple[Region, list[tuple[str, list[WebBlock]]]]:
    """The region of a page, and its articles: each with its title and its blocks."""
    whole = page.region(None)
    heads = _headlines(whole.blocks, facts)
    if len(heads) > 1:
        cuts = [*heads, len(whole.blocks)]
        stories = [(whole.blocks[a].text, whole.blocks[a + 1 : b]) for a, b in itertools.pairwise(cuts)]
        return whole, stories
    if facts.names_page and heads:
        facts.title_block = whole.blocks[heads[0]]
        facts.title, facts.names_page = facts.title_block.text, False
    elif facts.names_page or not facts.title:
        _leading(page.blocks, whole.begin, facts)
    region = page.region(facts.title_block)
    if not region.blocks and facts.title_block is not None:
        region = page.region(None)
    return region, [(facts.title, region.blocks)]


def _headlines(inside: Sequence[WebBlock], facts: Facts) -> list[int]:
    """Where articles begin: headings of one level with text under each; [] or one where the page is one article."""
    own = facts.title_block if not facts.names_page else None
    levels = (
        [own.heading]
        if own is not None and own.heading and own in inside
        else []
        if own is not None
        else [1, 2, 3, 4]
    )
    for level in levels:
        found = [
            i
            for i, b in enumerate(inside)
            if b.heading == level and b.link_share < 0.9 and not is_stop(b.text)
        ]
        found = [i for i in found if _running(inside, i, level) >= _LEAST_STORY]
        if own is None:  # a page's or site's name heads all articles, and is the headline of none
            found = [i for i in found if not names_page(inside[i].text) and inside[i].text != facts.title]
        if found:
            return found
    if own is not None or not inside:
        return []
    return [i for i, block in enumerate(inside[:-1]) if is_bold_headline(block) and _opens(inside[i + 1])]


def _running(inside: Sequence[WebBlock], at: int, level: int) -> int:
    size = 0
    for block in inside[at + 1 :]:
        if block.heading and block.heading <= level:
            break
        size += len(block.text) if block.says_something else 0
    return size


def _opens(block: WebBlock) -> bool:
    from jianbao.reading.bylines.datelines import opens_story

    return opens_story(block.folded[:60])


def _leading(everything: Sequence[WebBlock], begin: int, facts: Facts) -> None:
    """Take for the title what stands above the text, where nothing declares one: in bold, a heading, or any line."""
    above = [everything[i] for i in range(begin - 1, max(-1, begin - 6), -1)]
    fits = [
        b for b in above if 4 <= len(b.text) <= _LONGEST_HEADLINE and b.link_share < 0.5 and b.tag != "row"
    ]
    fits = [b for b in fits if not (names_page(b.text) or is_label_line(b.text) or is_site_line(b.text))]
    best = next((b for b in fits if b.heading or b.is_bold), None) or next(
        (b for b in fits if len(b.text) >= 6 and not is_site_name(b.text)), None
    )
    if best is not None:
        facts.title_block, facts.title, facts.names_page = best, best.text, False


def _from_linked_data(head: Declared, facts: Facts, stories: list[tuple[str, list[WebBlock]]]) -> bool:
    """Take the text that the page declares for machines, where it shows none."""
    text = linked_value(head.linked_data, "articleBody")
    if len(text) < _LEAST_STORY:
        return False
    lines = [line.strip() for line in re.split(r"[\r\n]+|　　", text) if line.strip()]
    stories[:] = [(facts.title, [WebBlock("p", line, None) for line in lines])]
    facts.notes.append("the text is that of the page's JSON-LD: the page itself shows none")
    return True


def _record(
    facts: Facts,
    stories: Sequence[tuple[str, list[WebBlock]]],
    fields: dict[str, str],
    region: Region,
    everything: Sequence[WebBlock],
) -> Record:
    text = MarkedText()
    single = len(stories) == 1
    for title, body in stories:
        text.add("headline", title)
        for kind, line in _lines(body, single=single):
            text.add(kind, line)
    record = Record(text.text, title=facts.title or None, date=facts.date, outlet=facts.outlet, format="html")
    record.blocks = text.blocks
    record.title = facts.title if single and facts.title else None
    record.author = facts.author if single else None
    record.kicker, record.subtitle = fields.get("kicker"), fields.get("subtitle")
    record.page_label = fields.get("page") or _folio(everything[: max(region.begin, 0)])
    record.section = fields.get("section")
    record.notes += facts.notes
    if region.dropped:
        first = "; ".join(line[:16] for line in region.dropped[:3])
        record.notes.append(
            f"left out inside the article: {len(region.dropped)} lines of the site ({first} ...)"
        )
    size = sum(block.end - block.start for block in text.blocks if block.kind != "headline")
    links = sum(block.link_share > 0.9 for block in everything)
    if size < _FEW and links > _MANY_LINKS:
        record.warnings.append(
            f"only {size} characters of text on a page of {links} links: perhaps no article"
        )
    ended = not stories or not stories[-1][1] or _ENDED.search(stories[-1][1][-1].folded.strip())
    more = next((block.text for block in everything if says_more(block.text)), "")
    if more and (not ended or size < _FEW):
        record.warnings.append(f"the page does not hold all of the text, it says: {more.strip()}")
    if single and not facts.title:
        record.warnings.append("no title is found on the page")
    return record


def _folio(before: Sequence[WebBlock]) -> str | None:
    return next(
        (m[1] for block in before if len(block.text) < 60 and (m := _FOLIO.search(block.folded))), None
    )


def _lines(body: Sequence[WebBlock], *, single: bool) -> list[tuple[BlockKind, str]]:
    """The blocks as lines with their kinds; lines of a column that <br> broke are joined."""
    lines: list[tuple[BlockKind, str]] = []
    width = column_width([block.text for block in body]) if sum(b.broken for b in body) >= 5 else 0
    for i, block in enumerate(body):
        kind: BlockKind = "paragraph"
        if block.tag == "row":
            kind = "table"
        elif block.tag in ("caption", "figcaption"):
            kind = "caption"
        elif is_subhead(block) and i + 1 < len(body) and (i or block.heading):
            kind = "subhead"
        before = body[i - 1] if i else None
        if (
            width and before is not None and block.broken and block.element is before.element
            and lines[-1][0] == "paragraph" and len(before.text) >= width - 1
        ):  # fmt: skip
            lines[-1] = ("paragraph", lines[-1][1] + block.text)
        else:
            lines.append((kind, block.text))
    return lines


def _why_nothing(tree: Any, everything: Sequence[WebBlock]) -> str:
    """What a page is that holds no article, and what to do about it."""
    frames = [f.get("src") or "" for f in tree.iter("iframe", "frame") if f.get("src")]
    if frames:
        return f"it shows other pages in frames ({', '.join(frames[:3])}); save and read those"
    links = [a.get("href") or "" for a in tree.iter("a", "area") if a.get("href")]
    shown = sum(len(block.text) for block in everything)
    linked = sum(block.linked for block in everything)
    kinds = Counter(link.rpartition(".")[2] for link in links)
    if len(links) >= 5 and (linked >= 0.5 * shown or kinds.total() > 0.1 * shown):
        return (
            f"it is an index of {len(links)} links ({', '.join(links[:2])} ...); read the pages they lead to"
        )
    scripts = sum(len(s.text or "") for s in tree.iter("script"))
    if scripts > 500 or any(s.get("src") for s in tree.iter("script")):
        return "a script writes it in the browser; save the page when it is shown (complete), or its text as .txt"
    if pictures := sum(1 for _ in tree.iter("img")):
        return f"it holds {pictures} pictures and no text; read the pictures themselves"
    return "it holds no sentence; save the text itself as .txt"
