"""Cues: the verbs that bring in speech (``data/reporting_verbs.tsv``), and where they do so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.resources import rows


class Cue(NamedTuple):
    """A verb of speech: its span, where what is said begins, and how it is brought in.

    ``form`` is ``comma`` (X说，……), ``quote`` (X说：“……”), ``bare`` (X要求各单位……) or
    ``after`` (“……”X说。), where ``content`` is meaningless.
    """

    start: int
    end: int
    content: int
    verb: str
    kind: str
    form: str


OPENING = "“「『\""
_TAIL = (
    r"(?:指出|说|道|称|到|着|了|过)?(?:[一-鿿]{0,8}(?:记者|笔者)|大家|我们|他|她|他们|媒体|民警|法官)?(?:的话)?(?:说|称)?"
    r" ?(?P<mark>[,:]? ?)(?P<open>[“「『\"]?)"
)
_MATTER = (
    r"(?:了)?(?:以下|如下)?(?:[\d一二两三四五六七八九十几]{1,3}(?:点|条|项|个)(?:方面)?)?(?:的)?(?:具体|明确|殷切|新的)?"
    r"(?:要求|意见|建议|希望|倡议|措施|期望|看法) ?:(?P<open2>[“「『\"]?)"
)
# A verb that is a noun, or belongs to another word: 的要求, 提出建议, 要求高, 希望工程 ...
_NOUN_BEFORE = re.compile(r"[的和与及、之各本其项点条了新这该此高有无按据照遵合]$|提出$|根据$|符合$|满足$|达到$|质量$|工作$|精神$|技术$|标准$|规范$|任务$")
_NOUN_AFTER = re.compile(r"[的和与及、等性书。;,)”》]|工程|小学|中学|之星|较|不高|是|以来|为|下$|落实|高|在于|意见|方案")
_THANKS = re.compile(
    r"(?:由?衷心?|诚挚|热烈|最?|深|高度|亲切|强烈|充分|完全|十分|非常|最|坚决|严重|极大|极为|深切|沉痛|一致|大力)?"
    r"(?:地|的)?(?:感谢|谢意|祝贺|欢迎|慰问|哀悼|肯定|满意|支持|认可|赞赏|赞同|遗憾|关切|谴责|同意|认罪|道歉|歉意|敬意|问候|祝愿|理解|反对|"
    r"忧虑|担忧|不满|抗议|尊重|关注|惊讶|失望|认同|服从|拥护|怀疑|致敬|敬佩|拒绝|乐观|看好)"
)
_SHORTAGE = re.compile(r"(?:了)?(?:存在|其|当前|不足|问题|工作中|下一步|今后|明年|努力方向)[^,。]{0,14}(?:不足|问题|方向|差距|隐患|重点)")


@cache
def verbs() -> dict[str, tuple[str, str]]:
    """verb -> (kind, form) of the data file."""
    return {verb: (kind, form) for verb, kind, form in rows("reporting_verbs.tsv") if form != "none"}


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, verbs()), key=lambda v: (-len(v), v)))
    return re.compile(rf"(?P<verb>{names})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(_TAIL)


@cache
def _matter() -> re.Pattern[str]:
    return re.compile(_MATTER)


def cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of the paragraph ``text[start:end]`` (folded), in order.

    >>> [(c.verb, c.form) for c in cues("他说,要办好。会议要求各单位抓好落实。", 0, 19)]
    [('说', 'comma'), ('要求', 'bare')]
    """
    for found in _pattern().finditer(text, start, end):
        cue = _cue(text, found, end)
        if cue is not None:
            yield cue


def _cue(text: str, found: re.Match[str], end: int) -> Cue | None:
    verb, at = found["verb"], found.end()
    kind, form = verbs()[verb]
    if matter := _matter().match(text, at, end):
        open_ = len(matter["open2"])
        return Cue(found.start(), matter.end(), matter.end() - open_, verb, kind, "quote" if open_ else "comma")
    tail = _tail().match(text, at, end)
    assert tail is not None  # every part of it may be missing
    mark, opened = tail["mark"].strip(), tail["open"]
    content = tail.end() - len(opened)
    if opened and (mark or form != "colon"):
        if not mark and not _speech_follows(text, content, end):
            opened = ""
        else:
            return Cue(found.start(), at, content, verb, kind, "quote")
    if mark == ":" or (mark == "," and form != "colon"):
        if mark == "," and len(verb) == 2 and _is_noun(text, found.start(), at, after=False):
            return None
        return Cue(found.start(), at, content, verb, kind, "comma")
    if form == "bare" and _is_bare(text, found, end):
        return Cue(found.start(), at, at, verb, kind, "bare")
    if verb == "提出" and text.startswith("要", at):
        return Cue(found.start(), at, at, verb, kind, "bare")
    stop = text[tail.end() : tail.end() + 1]
    if not stop or tail.end() >= end or stop in "。;\n" or mark == ",":
        return Cue(found.start(), at, at, verb, kind, "after")
    return None


def _speech_follows(text: str, at: int, end: int) -> bool:
    """Whether the quotation that opens at ``at`` holds a sentence, not a term."""
    close = re.compile("[”」』\"]").search(text, at + 1, min(end, at + 400))
    return bool(close) and (close.start() - at > 12 or text[close.start() - 1] in "。!?,")  # type: ignore[union-attr]


def _is_noun(text: str, start: int, end: int, *, after: bool = True) -> bool:
    if _NOUN_BEFORE.search(text, max(0, start - 2), start):
        return True
    return after and bool(_NOUN_AFTER.match(text, end))


def _is_bare(text: str, found: re.Match[str], end: int) -> bool:
    """Whether a clause follows the verb at once: what is asked, hoped or claimed."""
    verb, at = found["verb"], found.end()
    if _is_noun(text, found.start(), at) or at + 6 > end:
        return False
    if verb == "表示" and _THANKS.match(text, at):
        return False
    if verb == "指出" and _SHORTAGE.match(text, at):
        return False
    return True
