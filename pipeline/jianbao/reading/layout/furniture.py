"""Page furniture: folios, section names, dates of issue, links to other pages."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.expressions import any_of
from jianbao.language.web_phrases import web_phrases
from jianbao.resources import words

_FOLIO = r"(?:第?\s*[A-Z]?\d{1,3}\s*[版页]?|第[一二三四五六七八九十]{1,3}版|[一二三四五六七八九十]版)"
_DATE = r"(?:\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?)"
_WEEKDAY = r"(?:(?:星期|周)[一二三四五六日天])"
_SECTION = re.compile(r"[^\s\d,。!?;:、]{1,6}")
_RULE = re.compile(r"[-—_=*~·•.\s]{3,}\Z")
_PATH = re.compile(r"[^,。!?]{1,16}(?:\s*[>»›]\s*[^,。!?>»›]{1,16}){2,}\Z")  # 首页 > 新闻 > 正文
_DATA = "layout_words.tsv"


def is_header(line: str, *, first: bool) -> bool:
    """Whether a line is a page header or folio: ``要闻　02　2018年5月24日 星期四``, ``健康　A08``; or a web stamp.

    Args:
        line: folded text.
        first: nothing but furniture stands before it; only there a bare section name counts.

    >>> is_header("03 综合", first=True), is_header("03 综合治理再上新台阶", first=True)
    (True, False)
    """
    if len(line) > 60:
        return False
    if _RULE.match(line) or _PATH.match(line) or _stamp().fullmatch(line):
        return True
    names = [part for part in re.split(r"[\s|·/]+", _piece().sub(" ", line)) if part]
    known = all(part in words("sections.txt") for part in names)
    if not _piece().search(line):
        return first and known and len(names) <= 2
    sure = first or bool(_sure().search(line))
    return (known and len(names) <= 3) or (
        sure and len(names) <= 2 and all(_SECTION.fullmatch(part) for part in names)
    )


def is_link(line: str) -> bool:
    """Whether a folded line leads away from the page or speaks of it: 相关新闻, 上一篇 ..., 版权声明.

    >>> is_link("相关新闻"), is_link("上一篇:石桥镇厂房起火"), is_link("石桥镇厂房起火")
    (True, True, False)
    """
    return len(line) <= 80 and bool(_link().match(line))


def is_list_of_links(line: str) -> bool:
    """Whether a folded line opens a list of other pages: 相关阅读, 推荐阅读:.

    >>> is_list_of_links("相关阅读:"), is_list_of_links("上一篇:石桥镇厂房起火")
    (True, False)
    """
    return len(line) <= 12 and bool(re.match(web_phrases("layout.list"), line))


def header_date(line: str) -> str | None:
    """The full date in a page header as YYYY-MM-DD, if one stands there.

    >>> header_date("要闻　02　2018年5月24日 星期四")
    '2018-05-24'
    """
    m = re.search(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})", line)
    return f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}" if m else None


@cache
def _piece() -> re.Pattern[str]:
    """A piece of a page header that is not the name of a section: folio, date, weekday, editors, telephone."""
    posts = rf"本版(?:责任)?{any_of(_DATA, 'header.post')}[::]?\s*\S{{1,8}}"
    contacts = rf"{any_of(_DATA, 'header.contact')}[::.]?\s*\S{{3,40}}"
    others = any_of(_DATA, "header.piece")
    return re.compile(rf"(?:{_DATE}|{_WEEKDAY}|{others}|{posts}|{contacts}|(?<![\dA-Z]){_FOLIO}(?!\d))")


@cache
def _sure() -> re.Pattern[str]:
    """What makes a short line a header wherever it stands."""
    return re.compile(rf"{_DATE}|{_WEEKDAY}|{any_of(_DATA, 'header.sure')}")


@cache
def _stamp() -> re.Pattern[str]:
    """When a web page was put up, and from where: 2018-12-21 09:28 云岭晚报."""
    return re.compile(
        rf"\[?(?:{any_of(_DATA, 'header.stamp')}[::]?)?\s*{_DATE}\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?\]?[^,。!?]{{0,40}}"
    )


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"{web_phrases('layout.link')}|[—-]+ ?end\b")
