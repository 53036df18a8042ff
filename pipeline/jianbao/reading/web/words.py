"""The names and lines of ``data/web_pages.tsv``, as questions."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.expressions import any_of
from jianbao.language.width import fold

_DATA = "web_pages.tsv"
_STAMP = re.compile(r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_LONG = 400  # characters: so long a line is text, whatever blanks are in it
_SITE_NAME = 20  # characters: a longer text is no name
_SITE_LINE = 120  # characters: a longer line is no line of the site's own
_DECORATION = " \t·•|>»《》【】[]:：-—=+▼■◆●…"


def is_content_name(name: str) -> bool:
    """Whether an id or class names the part that holds the article.

    >>> is_content_name("TRS_Editor"), is_content_name("article-content"), is_content_name("wrap")
    (True, True, False)
    """
    return bool(_names("content").fullmatch(_bare(name)))


def is_other_name(name: str) -> bool:
    """Whether an id or class names a part that holds no article: menus, comments, lists of other pages.

    >>> is_other_name("hot-news"), is_other_name("comment_list"), is_other_name("text")
    (True, True, False)
    """
    return bool(_names("drop").fullmatch(_bare(name)))


def is_stop(line: str) -> bool:
    """Whether a line is the heading of what sites print behind an article.

    >>> is_stop("相关新闻："), is_stop("【热门推荐】"), is_stop("相关新闻发布会今天召开")
    (True, True, False)
    """
    return bool(_lines("stop").fullmatch(_stripped(line))) or is_comments(line)


def is_comments(line: str) -> bool:
    """Whether a line is the heading of readers' comments.

    >>> is_comments("网友评论（12）"), is_comments("本报评论员文章")
    (True, False)
    """
    return bool(_lines("stop.comments").fullmatch(_stripped(line)))


def _stripped(line: str) -> str:
    return re.sub(r"\s", "", fold(line[:_LONG])).strip(_DECORATION).lower()


def is_site_line(line: str) -> bool:
    """Whether a site says a line of itself: rights, buttons, calls to follow, editors.

    >>> is_site_line("【打印】【关闭】"), is_site_line("责任编辑：周启明"), is_site_line("周启明参观了打印店。")
    (True, True, False)
    """
    if len(line) > _LONG:
        return False
    folded = fold(line).strip()
    return len(folded) <= _SITE_LINE and (bool(_lines("site").search(folded.lower())) or says_more(folded))


def is_label_line(line: str) -> bool:
    """Whether a line holds labels and a date, and no sentence: 2021-03-07 08:00 来源：云岭日报.

    >>> is_label_line("2021-03-07 08:00 来源：云岭日报"), is_label_line("2021年3月7日，春耕开始。")
    (True, False)
    """
    if len(line) > _LONG:
        return False
    folded = fold(line).strip()
    if len(folded) > _SITE_LINE or re.search(r"[。!?;]", folded):
        return False
    dated = bool(_STAMP.search(folded))
    return (
        (
            dated
            and len(folded) < 30
            and "," not in folded
            and not re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", folded)
        )
        or (dated and bool(re.search(r"\d:\d\d", folded)))
        or bool(labelled("source").match(folded))
        or bool(labelled("author").match(folded))
    )


def is_no_author(name: str) -> bool:
    """Whether what stands for an author is none: 网络整理, admin."""
    return bool(_lines("author.none").search(name.lower()))


def says_more(line: str) -> bool:
    """Whether a line says that the text goes on elsewhere: for members, in an app.

    >>> says_more("登录后阅读全文"), says_more("他登录后读完了全文。")
    (True, False)
    """
    folded = re.sub(r"\s", "", fold(line[:_LONG])).lower()
    return len(folded) <= _SITE_NAME and bool(_lines("more").search(folded))


def is_platform(name: str) -> bool:
    """Whether a site carries what others publish: 微信公众平台."""
    return bool(_lines("platform").fullmatch(fold(name).strip()))


def is_outlet_name(name: str) -> bool:
    """Whether a name ends as that of an outlet does.

    >>> is_outlet_name("云岭发布"), is_outlet_name("我要评论")
    (True, False)
    """
    return bool(re.search(rf"{any_of(_DATA, 'outlet.end')}\Z", name))


def is_site_name(text: str) -> bool:
    """Whether ``text`` ends as the name of a site does.

    >>> is_site_name("云岭新闻网"), is_site_name("云岭县召开春耕会")
    (True, False)
    """
    folded = fold(text).strip().lower()
    return len(folded) <= _SITE_NAME and bool(re.search(rf"{any_of(_DATA, 'site.name')}\Z", folded))


@cache
def labelled(kind: str) -> re.Pattern[str]:
    """The label ``kind`` (source, author, date) and its value behind it, over folded text; the value is group 1."""
    others = any_of(_DATA, "label.end", "label.source", "label.author", "label.date")
    return re.compile(
        rf"{any_of(_DATA, f'label.{kind}')}\s*[:/]\s*(.{{1,40}}?)\s*(?=\s{{2,}}|{others}|[,。;]|\d{{4}}[-年/]|\Z)"
    )


@cache
def before_date(kind: str) -> re.Pattern[str]:
    """What stands before a date: ``date``, a label of publication, ``updated``, one that is not."""
    return re.compile(rf"{any_of(_DATA, f'label.{kind}')}\s*[:]?\s*\Z")


def _bare(name: str) -> str:
    return re.sub(r"[-_]", "", name.lower())


@cache
def _names(role: str) -> re.Pattern[str]:
    return re.compile(any_of(_DATA, role))


@cache
def _lines(role: str) -> re.Pattern[str]:
    return re.compile(any_of(_DATA, role))
