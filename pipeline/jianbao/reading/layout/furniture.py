"""Page furniture: folios, section names, dates of issue, links to other pages."""

from __future__ import annotations

import re

from jianbao.resources import words

_FOLIO = r"(?:第?\s*[A-Z]?\d{1,3}\s*[版页]?|第[一二三四五六七八九十]{1,3}版|[一二三四五六七八九十]版)"
_DATE = r"(?:\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?)"
_WEEK = r"(?:(?:星期|周)[一二三四五六日天])"
_OTHER = (
    r"(?:农历\S{1,12}|今日\S{0,4}\d{1,3}版|总第\s*\d+\s*期|第\s*\d+\s*期|本版(?:责任)?(?:编辑|责编|校对|版式|美编|组版)[::]?\s*\S{1,8}"
    r"|(?:电话|热线|新闻热线|投稿邮箱|邮箱|E-mail|Email|http|www)[::.]?\s*\S{3,40}|国内统一刊号\S{0,20}|邮发代号\S{0,12})"
)
_PIECE = re.compile(rf"(?:{_DATE}|{_WEEK}|{_OTHER}|(?<![\dA-Z]){_FOLIO}(?!\d))")
# 2018-12-21 09:28 燕赵都市报: when a web page was put up, and from where.
_STAMP = re.compile(
    rf"\[?(?:(?:发布|更新)?(?:日期|时间)[::]?)?\s*{_DATE}\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?\]?[^,。!?]{{0,40}}"
)
_SECTION = re.compile(r"[^\s\d,。!?;:、]{1,6}")
_RULE = re.compile(r"[-—_=*~·•.\s]{3,}\Z")
_LEAD = re.compile(
    r"(?:相关(?:新闻|阅读|链接|报道)|新闻推荐|延伸阅读|推荐阅读|更多精彩|热点推荐|上一篇|下一篇|上一页|下一页|返回搜狐|"
    r"点击(?:上方|下方|进入|查看|图片)|本文来(?:自|源)|(?:内容|本文)?转载(?:请|自)|您的浏览器|戳视频|阅读原文|"
    r"[—-]+ ?end\b|版权声明|【版权|版权所有|声明:|扫一扫|长按二维码|分享到|打印本页|关闭窗口|当前位置|您的位置)"
)


def is_header(line: str, *, first: bool) -> bool:
    """Whether a line is a page header or folio: ``要闻　02　2018年5月24日 星期四``, ``健康　A08``; or a web stamp.

    ``line`` is folded; ``first``: nothing but furniture stands before it (only there a bare section name counts).

    >>> is_header("03 综合", first=True), is_header("03 综合治理再上新台阶", first=True)
    (True, False)
    """
    if len(line) > 60:
        return False
    if _RULE.match(line) or _STAMP.fullmatch(line):
        return True
    rest = _PIECE.sub(" ", line)
    pieces = len(_PIECE.findall(line))
    names = [part for part in re.split(r"[\s|·/]+", rest) if part]
    if pieces:
        strong = bool(re.search(rf"{_DATE}|{_WEEK}|刊号|总第|版", line))
        known = all(part in words("sections.txt") for part in names)
        return (
            not names
            or (known and len(names) <= 3)
            or ((strong or first) and len(names) <= 2 and all(_SECTION.fullmatch(part) for part in names))
        )
    return first and len(names) <= 2 and all(part in words("sections.txt") for part in names)


def is_link(line: str) -> bool:
    """Whether a line leads away from the page: 相关新闻, 上一篇 ..., 版权声明."""
    return len(line) <= 80 and bool(_LEAD.match(line))


def header_date(line: str) -> str | None:
    """The full date in a page header as YYYY-MM-DD, if one stands there.

    >>> header_date("要闻　02　2018年5月24日 星期四")
    '2018-05-24'
    """
    m = re.search(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})", line)
    return f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}" if m else None
