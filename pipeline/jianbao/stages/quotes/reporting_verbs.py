"""Cues: the verbs that bring in speech (``data/reporting_verbs.tsv``), and where they do so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jianbao.resources import rows


class Cue(NamedTuple):
    """A verb of speech: its span, where what is said begins, and how it is brought in.

    ``form`` is ``comma`` (X说，……), ``quote`` (X说：“……”), ``bare`` (X要求各单位……) or
    ``after`` (“……”X说。), where ``content`` is the verb's end.
    """

    start: int
    end: int
    content: int
    verb: str
    kind: str
    form: str


class _Verb(NamedTuple):
    kind: str
    form: str
    guard: str  # characters that make another word of it: 访问


# What may stand between the verb and the mark: 告诉记者, 介绍说, 强调指出 ...
_TAIL = re.compile(
    r"(?P<more>(?:指出|说|道|称|到|着|了|过)?(?P<to>[一-鿿]{0,8}(?:记者|笔者)|大家|我们|[他她]们?|媒体|民警|法官)?"
    r"(?:的话)?(?:说|称)?) ?(?P<mark>[,:]? ?)(?P<open>[“「『\"]?)"
)
# 提出了四点要求:
_MATTER = re.compile(
    r"了?(?:以下|如下)?(?:[\d一二两三四五六七八九十几]{1,3}(?:点|条|项|个)(?:方面)?)?的?(?:具体|明确|殷切|新的)?"
    r"(?:要求|意见|建议|希望|倡议|措施|期望|看法) ?:(?P<open>[“「『\"]?)"
)
_SHORTCOMING = re.compile(r"[^,。]{0,16}(?:不足|问题|方向|差距|隐患|重点)[,。;]")
_CLOSING = re.compile('[”」』"]')
_CLAUSE = re.compile(r"[^,。;:“”\n]{6,}")  # shorter ones are names: 称某某
_MAX_TERM = 12  # a quotation up to this length without a full stop is a term, not speech
_LONGEST_LOOK = 400


@cache
def verbs() -> dict[str, _Verb]:
    """The verbs of the data file."""
    return {
        row[0]: _Verb(row[1], row[2], row[3] if len(row) > 3 else "") for row in rows("reporting_verbs.tsv")
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, verbs()), key=lambda v: (-len(v), v))))


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    """The contexts of ``speech_guards.tsv`` as patterns."""
    lists = {where: "|".join(map(re.escape, strings.split())) for where, strings in rows("speech_guards.tsv")}
    return {
        "before": re.compile(rf"(?:{lists['before']})$"),
        "after": re.compile(lists["after"]),
        "clause": re.compile(lists["clause"]),
        "object": re.compile(rf"[^,。;]{{0,8}}?(?:{lists['object']})"),
        "against": re.compile(rf"(?:{lists['against']})|[^,]{{0,60}}?(?:{lists['within']})"),
    }


def against() -> re.Pattern[str]:
    """What a clause that has no speaker matches: 按照……要求."""
    return _guards()["against"]


def cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of the paragraph ``text[start:end]`` (folded), in order.

    >>> [(c.verb, c.form) for c in cues("他说,要办好。会议要求各单位抓好落实。", 0, 19)]
    [('说', 'comma'), ('要求', 'bare')]
    """
    for found in _pattern().finditer(text, start, end):
        verb = verbs()[found.group()]
        if verb.guard and found.start() > start and text[found.start() - 1] in verb.guard:
            continue
        cue = _cue(text, found, verb, end)
        if cue is not None:
            yield cue


def _cue(text: str, found: re.Match[str], verb: _Verb, end: int) -> Cue | None:
    at = found.end()

    def made(content: int, form: str) -> Cue:
        return Cue(found.start(), at, content, found.group(), verb.kind, form)

    if matter := _MATTER.match(text, at, end):
        return made(matter.end() - len(matter["open"]), "quote" if matter["open"] else "comma")
    tail = _TAIL.match(text, at, end)
    if tail is None:
        return None
    mark, content = tail["mark"].strip(), tail.end() - len(tail["open"])
    noun = _guards()["before"].search(text, max(0, found.start() - 3), found.start()) is not None
    if tail["open"] and (mark == ":" or _holds_speech(text, content, end)) and not (noun and mark != ":"):
        return made(content, "quote")
    if mark == ":" or (mark == "," and verb.form != "colon"):
        return None if mark == "," and len(found.group()) > 1 and noun else made(content, "comma")
    if _is_bare(text, found, verb, tail, end) and not noun:
        told = tail["to"] and verb.kind == "tell"  # 告诉她|……, but 希望|她们……
        return made(content if told else at, "bare")
    if tail.end() >= end or mark == "," or text[tail.end()] in "。;\n":
        return made(at, "after")
    return None


def _holds_speech(text: str, at: int, end: int) -> bool:
    """Whether the quotation that opens at ``at`` holds a sentence, not a term."""
    close = _CLOSING.search(text, at + 1, min(end, at + _LONGEST_LOOK))
    return close is not None and (close.start() - at > _MAX_TERM or text[close.start() - 1] in "。!?,")


def _is_bare(text: str, found: re.Match[str], verb: _Verb, tail: re.Match[str], end: int) -> bool:
    """Whether a clause follows the verb at once: what is asked, hoped or claimed."""
    at = found.end()
    if at + 6 > end:
        return False
    if found.group() == "提出":
        return text.startswith("要", at)
    if tail["to"] and verb.kind == "tell":  # 告诉记者……
        return not tail["mark"].strip() and text[tail.end()] not in "。;\n"
    if verb.form == "clause":
        return _guards()["clause"].match(text, at) is None and _CLAUSE.match(text, at, end) is not None
    if verb.form != "bare" or _guards()["after"].match(text, at):
        return False
    if found.group() == "表示" and _guards()["object"].match(text, at):
        return False
    return not (found.group() == "指出" and _SHORTCOMING.match(text, at))
