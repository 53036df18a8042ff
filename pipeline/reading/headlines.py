"""Headlines: which short lines head an article of their own, and which are subheads of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.credits import is_credit_line
from pipeline.reading.datelines import opens_story
from pipeline.reading.furniture import is_header, is_link
from pipeline.reading.lines import Shape
from pipeline.reading.repair import CLOSED, LIST_MARK, Para, title_like

_TIME_LEAD = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份|底|初)?|\d{1,2}日(?!元)|近日|日前|昨[日天晚]|今[日天晨晚]|前[日天]|连日来|当地时间|北京时间|近期|近年来|记者|据|随着|为(?:了|进一步|深入|全面|切实|贯彻)"
)
_CAPTION = re.compile(r"(?:图[为:]|[(][左右中上下一二三四排]{1,4}[)]|(?:现场|合影|资料图|示意图|效果图|截图)\Z)")
_ORIGINAL = re.compile("(?:原标题|原题|核心提示|内容摘要|摘要|导读|编者按|来源)[:]?")


@dataclass(slots=True)
class Group:
    """Headline-like paragraphs in a row: indices ``first`` to ``last`` (exclusive) of the page's paragraphs."""

    first: int
    last: int


def groups(paras: Sequence[Para], shape: Shape) -> list[Group]:
    """The runs of headline-like paragraphs that a body paragraph follows."""
    found: list[Group] = []
    i = 0
    while i < len(paras):
        j = i
        while j < len(paras) and _candidate(paras, j, shape, opening=j == i):
            j += 1
        if j == i:
            i += 1
            continue
        if j < len(paras) and not is_header(paras[j].text, first=False):
            found.append(Group(i, j))
        i = j
    return found


def _candidate(paras: Sequence[Para], i: int, shape: Shape, *, opening: bool) -> bool:
    para = paras[i]
    first = i == 0 or all(is_header(p.text, first=True) for p in paras[:i][-3:])
    if is_header(para.text, first=first) or is_link(para.text) or not title_like(para.text):
        return False
    if shape.indented and para.indent and not first:
        return False
    if _ORIGINAL.match(para.text) or not opening and (_CAPTION.search(para.text) or len(para.text) < 4):
        return False
    if LIST_MARK.match(para.text) and not opening:
        return False
    if shape.width and len(para.lines) > 3:
        return False
    return not para.text.endswith(":")


def is_new_story(paras: Sequence[Para], group: Group, begin: int, shape: Shape) -> bool:
    """Whether a group of headline-like lines starts a new article, rather than a part of the one begun at ``begin``."""
    after = paras[group.last]
    before = paras[group.first - 1]
    score = -1.0
    score += 3.0 * (opens_story(after.text) or is_credit_line(after.text) or after.text.startswith(("⊙", "□本报", "■本报")))
    score += 1.2 * bool(_TIME_LEAD.match(after.text))
    score += 2.0 * (is_credit_line(before.text) or is_link(before.text))
    score += 1.0 * (paras[group.first].blanks > min(p.blanks for p in paras[1:]))
    title = "".join(paras[k].text for k in range(group.first, group.last))
    following = "".join(p.text for p in paras[group.last : group.last + 2])[:200]
    earlier = "".join(p.text for p in paras[begin : group.first])
    score += 2.0 * coverage(title, following) - 2.5 * coverage(title, earlier)
    score += 0.6 if len(title) >= 12 else -1.0 if len(title) < 8 else 0.0
    return score > 0


def coverage(title: str, text: str) -> float:
    """The share of the character pairs of ``title`` that occur in ``text``."""
    pairs = {title[i : i + 2] for i in range(len(title) - 1) if title[i : i + 2].isalnum()}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
