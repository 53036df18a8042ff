"""What a web page says about its article: title, date, outlet, author; declared in its head, or printed beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.formats.dates import date_in_name, parse_date
from jianbao.reading.formats.page_names import names_page
from jianbao.reading.web.blocks import WebBlock
from jianbao.reading.web.content import squeezed
from jianbao.reading.web.words import (
    before_date,
    is_no_author,
    is_outlet_name,
    is_platform,
    is_site_name,
    labelled,
)

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2}(?!\d)|\d{2}(?=\d{2}:\d{2}))\s*日?"
    r"(?P<time>[^\d]{0,6}\d{1,2}:\d{2})?"
)
_SHORT_DATE = re.compile(r"(?<![\d-])(\d{2})-(\d{2})-(\d{2})\s*\d{2}:\d{2}")
_META_DATES = (
    "article:published_time", "og:published_time", "og:release_date", "weibo:article:create_at", "pubdate", "pubtime",
    "publishdate", "publish_date", "publication_date", "publishtime", "date", "dc.date", "dcterms.date",
    "dc.date.issued",
    "datepublished", "firstcreate", "_pubtime", "apub:time", "original-publish-date", "sailthru.date",
    "parsely-pub-date",
)  # fmt: skip
_META_SOURCES = (
    "contentsource",
    "source",
    "mediaid",
    "media",
    "dc.source",
    "article:publisher",
    "dc.publisher",
)
_META_SITES = ("og:site_name", "sitename", "application-name", "site_name")
_META_AUTHORS = ("author", "article:author", "dc.creator", "og:article:author", "byl", "dc.author")
_SITE_SEPARATOR = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s*|\s*[-–—]{2,}\s*|\s*[-–—]\s+|-")
_NAME = re.compile(r"[一-鿿·]{2,12}|[A-Za-z][A-Za-z .]{2,30}")
_BEFORE = 15  # blocks before the text in which labels are looked for
_BEHIND = 6  # ... and behind it
_LONGEST_DATED = 60  # characters of a line that says when and by whom an article was published
_LEAST_TITLE = 4  # characters
_LONGEST_SITE = 14  # characters of a site's name


@dataclass(slots=True)
class Facts:
    """What a page says about its article; None or "" where it says nothing."""

    title: str = ""
    title_block: WebBlock | None = None
    names_page: bool = False  # the title is that of a page or paper, not of an article
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    site: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Declared:
    """What the head of a page declares: the text of ``<title>``, meta fields, JSON-LD, addresses."""

    title: str
    meta: dict[str, str]
    linked_data: list[dict[str, Any]]
    addresses: list[str]


def declared(tree: Any, html: str) -> Declared:
    """What the head of the page declares."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    title = next((" ".join("".join(e.itertext()).split()) for e in tree.iter("title")), "")
    addresses = [found.get("og:url", "")]
    addresses += [
        e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"
    ]
    if saved := re.search(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", html[:2000]):
        addresses.append(saved[1])
    return Declared(title, found, list(_linked_data(tree)), [a for a in addresses if a])


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads("".join(script.itertext()), strict=False)
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else [value]
        for item in items:
            if isinstance(item, dict):
                yield item
                yield from (i for i in item.get("@graph", ()) if isinstance(i, dict))


def linked_value(data: Iterable[dict[str, Any]], *names: str) -> str:
    """The first value of one of ``names`` in JSON-LD; of an object, its name."""
    for item in data:
        for name in names:
            value = item.get(name)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str) and value.strip():
                return value.strip()
    return ""


def find_title(head: Declared, blocks: Sequence[WebBlock]) -> Facts:
    """The title of a page: the heading that ``<title>`` begins with, or that other declarations name.

    Otherwise the only h1, or ``<title>`` without the names of the site behind it.
    """
    facts = Facts(site=_site(head))
    tag = head.title
    candidates = [
        b for b in blocks if b.tag not in ("row", "title") and len(squeezed(b.text)) >= _LEAST_TITLE
    ]
    headings = [b for b in candidates if b.heading]
    for wanted in (tag, head.meta.get("og:title", ""), linked_value(head.linked_data, "headline")):
        block = _heading_of(wanted, headings, facts.site) or _heading_of(
            wanted, [b for b in candidates if b.link_share < 0.5 and len(b.text) <= 80], facts.site
        )
        if block is not None:
            facts.title, facts.title_block = block.text, block
            break
    else:
        facts.title, facts.title_block = _other_title(head, blocks, facts.site)
    facts.names_page = not facts.title or _names_page(facts.title, head.title)
    return facts


def _heading_of(wanted: str, blocks: Sequence[WebBlock], site: str) -> WebBlock | None:
    """The block that ``wanted`` begins with, or that continues it where it is cut; else one that it holds."""
    whole = squeezed(wanted)
    bare = (
        whole
        if (label := re.match(r"【[^】]{1,10}】|\[[^\]]{1,10}\]", whole)) is None
        else whole[label.end() :]
    )
    if len(whole) < _LEAST_TITLE:
        return None
    stem = squeezed(re.split(r"\.{2,}|…|[_|｜]", wanted)[0])
    site_first = is_site_name(_SITE_SEPARATOR.split(wanted.strip())[0].strip())
    best: WebBlock | None = None
    for block in blocks:
        text = squeezed(block.text)
        longer = len(whole) > len(text) + 3  # a site's name may begin the title of a page
        if longer and (is_site_name(block.text) or text == squeezed(site)):
            continue
        begins = (
            bare.startswith(text)
            or whole.startswith(text)
            or (len(stem) >= (4 if block.heading else 6) and text.startswith(stem))
        )
        holds = site_first and block.heading and len(text) >= 6 and text in whole
        if (begins or holds) and (
            best is None
            or len(text) > len(squeezed(best.text))
            or (block.heading and not best.heading and len(text) == len(squeezed(best.text)))
        ):
            best = block
    return best


def _other_title(head: Declared, blocks: Sequence[WebBlock], site: str) -> tuple[str, WebBlock | None]:
    first = [b for b in blocks if b.heading == 1 and b.link_share < 0.9 and not is_site_name(b.text)]
    stripped = without_site(head.title, site)
    og = without_site(head.meta.get("og:title", ""), site)
    for title in (stripped, og):
        if len(title) >= _LEAST_TITLE and not is_site_name(title) and title != site:
            return title, None
    return ("", None) if not first else (first[0].text, first[0])


def without_site(title: str, site: str = "") -> str:
    """``title`` without the names of the site, its channels and its keywords behind it.

    >>> without_site("云岭县召开春耕会_云岭新闻网"), without_site("云岭县召开春耕会 - 云岭县人民政府门户网站")
    ('云岭县召开春耕会', '云岭县召开春耕会')
    >>> without_site("5-3：云岭队胜出")
    '5-3：云岭队胜出'
    """
    parts = [title]
    for match in _SITE_SEPARATOR.finditer(title):
        head, tail, mark = title[: match.start()].strip(), title[match.end() :].strip(), match[0].strip()
        strong = mark[:1] in "_|｜"
        named = is_site_name(re.split(r"[-_|｜–—]", tail)[-1]) or (site and site in tail)
        if len(head) >= 6 and (strong or named or not tail):
            return head
        if named and head:
            parts.append(head)
    return parts[-1] if len(parts[-1]) >= _LEAST_TITLE else title


def _names_page(title: str, whole: str) -> bool:
    """Whether a title is that of a printed page or a site; whole: all of ``<title>``."""
    if names_page(title):
        return True
    return is_site_name(title) and len(title) <= _LONGEST_SITE and len(whole) <= len(title) + 2


def _site(head: Declared) -> str:
    site = next((head.meta[n] for n in _META_SITES if head.meta.get(n)), "")
    if site:
        return site
    if publisher := linked_value(head.linked_data, "publisher"):
        return publisher
    parts = [part.strip() for part in re.split(r"[_|｜]|\s+[-–—]+\s*|-{1,2}|—+", head.title) if part.strip()]
    named = [str(part) for part in reversed(parts[1:]) if is_site_name(part) and 3 <= len(part) <= 20]
    if named:
        return next((part for part in named if re.search("[一-鿿]", part)), named[0])
    return ""


def find_facts(
    facts: Facts, head: Declared, blocks: Sequence[WebBlock], begin: int, end: int, fields: dict[str, str]
) -> None:
    """Add date, outlet and author to ``facts``.

    blocks, begin, end: all blocks of the page, and from where to where the article's text runs.
    fields: what an e-paper's own marks say; they come first.
    """
    lines = [line.folded for line in _beside(facts, blocks, begin, end)]
    facts.date = _date(head, lines, fields)
    printed_source = _labelled(lines, "source")
    source = _outlet(printed_source)
    declared_source = next((s for n in _META_SOURCES if (s := _outlet(head.meta.get(n, "")))), "")
    name = _outlet(fields.get("outlet", "")) or source or declared_source or _beside_date(lines)
    site = _outlet(facts.site)
    name = name or ("" if is_platform(site) else site) or _named_outlet([head.title, *lines])
    facts.outlet = name or site or None
    facts.author = _author(head, lines, fields, facts)


def _beside(facts: Facts, blocks: Sequence[WebBlock], begin: int, end: int) -> list[WebBlock]:
    """The short blocks around an article: between its title and its text, before both, and behind."""
    if begin < 0:
        return []
    at = next((i for i, block in enumerate(blocks) if block is facts.title_block), -1)
    start = max(0, min(begin - _BEFORE, at - 3) if 0 <= at < begin else begin - _BEFORE)
    near = [
        *blocks[max(at + 1, 0) if at < begin else start : begin],
        *blocks[start : at + 1 if at < begin else start],
    ]
    found = [*near, *blocks[begin : begin + 2], *blocks[max(begin, end - 2) : end + _BEHIND]]
    return [b for b in found if len(b.text) <= 200 and b is not facts.title_block]


def _date(head: Declared, lines: Sequence[str], fields: dict[str, str]) -> str | None:
    if (own := _parsed(fields.get("date", ""))) is not None:
        return own
    printed = list(_printed_dates(lines))
    given = [head.meta[name] for name in _META_DATES if head.meta.get(name)]
    given.append(linked_value(head.linked_data, "datePublished"))
    stated = next((d for value in given if (d := _parsed(value)) is not None), None)
    best = min(printed, default=None)
    if stated is not None and (best is None or any(date == stated for _, _, date in printed)):
        return stated
    if best is not None:
        return best[2]
    if (titled := _parsed(head.title)) is not None:
        return titled
    return next((d for a in head.addresses if (d := date_in_name(a)) is not None and len(d) == 10), None)


def _printed_dates(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The full dates beside an article: how good each is (0: labelled, 1: with a time, 2: bare), where, the date."""
    for number, line in enumerate(lines):
        for match in _DATE.finditer(line):
            if before_date("updated").search(line[: match.start()]):
                continue
            date = _parsed(f"{match[1]}-{match[2]}-{match[3]}")
            if date is None or (len(line) > 120 and not match["time"]):
                continue
            labelled_so = before_date("date").search(line[: match.start()])
            yield (0 if labelled_so else 1 if match["time"] else 2), number, date
        for match in _SHORT_DATE.finditer(line):
            if date := _parsed(f"20{match[1]}-{match[2]}-{match[3]}"):
                yield 1, number, date


def _parsed(value: str) -> str | None:
    match = _DATE.search(fold(value))
    text = f"{match[1]}-{match[2]}-{match[3]}" if match else value[:10]
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and len(found) == 10 else None


def _labelled(lines: Sequence[str], kind: str) -> str:
    for line in lines:
        for match in labelled(kind).finditer(line):
            value: str = match[1].strip(" ()[]【】《》|·-—:")
            if value:
                return value
    return ""


def _outlet(name: str) -> str:
    """``name`` as that of a newspaper or site; "" where it is none."""
    text = re.sub(r"^https?://\S*", "", name).strip(" ()[]【】《》|·-—:。,“”\"'")
    text = re.split(r"(?<=[一-鿿]{3})\s+|\s{2,}|[|>]", text)[0].strip()
    if (
        not 2 <= len(text) <= 24
        or text.isdigit()
        or re.fullmatch(r"(?:本|原)[站网创]\S{0,2}|网络|互联网|转载|未知|(?:手机)?客户端|邮箱|首页", text)
    ):
        return ""
    text = re.sub(r"(?<=[报刊网])(?:数字报|电子报|电子版|手机报|客户端)\Z", "", text)
    return text if re.search(r"[一-鿿]|[A-Za-z]{3}", text) and "@" not in text else ""


def _beside_date(lines: Iterable[str]) -> str:
    """An outlet that a line names next to its date, without a label: 2021-03-07 08:00 云岭晚报."""
    for line in lines:
        match = _DATE.search(line) if len(line) <= _LONGEST_DATED else None
        if match is None or before_date("updated").search(line[: match.start()]):
            continue
        around = (*line[: match.start()].split()[-1:], *line[match.end() :].split()[:1])
        for word in around:
            if re.fullmatch("[一-鿿]{3,12}", word) and is_outlet_name(word):
                return word
    return ""


def _named_outlet(lines: Iterable[str]) -> str:
    """A newspaper that one of ``lines`` names: 云岭日报 2021年3月7日."""
    for line in lines:
        if len(line) <= 100 and (match := _newspaper().search(line)):
            return match[1]
    return ""


@cache
def _newspaper() -> re.Pattern[str]:
    ends = any_of("outlets.tsv", "end")
    return re.compile(rf"(?<![一-鿿])《?([一-鿿]{{2,6}}{ends})(?:数字报|电子报|电子版)?(?![一-鿿])")


def _author(head: Declared, lines: Sequence[str], fields: dict[str, str], facts: Facts) -> str | None:
    printed = _labelled(lines, "author")
    signed = next((line.strip() for line in lines if len(line) <= 40 and is_credit_line(line)), "")
    for value in (fields.get("author", ""), printed, signed):
        if value and not is_no_author(value):
            return value
    for value in (linked_value(head.linked_data, "author"), *(head.meta.get(n, "") for n in _META_AUTHORS)):
        name = value.strip()
        others = {facts.outlet, facts.site}
        if _NAME.fullmatch(name) and name not in others and not is_no_author(name) and not is_site_name(name):
            return name
    return None
