"""What stands around a figure: the noun it counts, and how it is said to have changed."""

from __future__ import annotations

import re
from bisect import bisect_left

from jianbao.article import Tokens

_CHANGE = re.compile(
    r"(?P<base>同比|环比|[比较][^,。;:]{1,12}?(?=[增上提扩下减降回缩翻多少]))?(?:平均|累计|分别|将|实现|共)?"
    r"(?P<verb>增长|增加|上升|提高|提升|上涨|上浮|扩大|增幅|下降|减少|降低|下滑|回落|缩小|下跌|降幅|降|增|升)(?:了|达|为|至|到|约|近|超过)*$"
)
_NOUN_TAGS = ("n", "vn", "an", "b", "j", "l", "i", "eng", "ng")
_PASSED_BEFORE = ("v", "d", "p", "c", "u", "x", "m", "q", "a", "zg", "t")
_MOST_WORDS = 5
_REACH = 30


def change(text: str, start: int) -> str:
    """The change a figure at ``start`` measures: 同比增长, 比上届提升, 下降; "" where there is none.

    >>> change("占比47.2%,比上届提升8.3%", 13)
    '比上届提升'
    """
    found = _CHANGE.search(text, max(0, start - _REACH), start)
    return (found["base"] or "") + found["verb"] if found else ""


def counted(text: str, tokens: Tokens | None, start: int, end: int, kind: str) -> str:
    """The noun that is counted or measured, from the words after the figure or, failing that, before it.

    A count looks after itself first (573名村民), and before only for a noun that touches it (党员118名): who
    stands further off does something to it (调研组提出四点要求). A measure, a share or an age looks before
    (平均年龄38.8岁), and never at what it is compared with (比上届提升).
    """
    if tokens is None:
        return ""
    after = _after(text, tokens, end)
    if kind in ("count", "money"):
        return after or _before(text, tokens, start, touching=kind == "count")
    compared = _CHANGE.search(text, max(0, start - _REACH), start)
    return _before(text, tokens, compared.start() if compared else start) or after


def _after(text: str, tokens: Tokens, end: int) -> str:
    i = bisect_left(tokens.starts, end)
    if i < len(tokens) and text[tokens.starts[i]] == "的":
        i += 1
    if _is_demand(text, tokens, i):
        return text[tokens.starts[i] : tokens.ends[i]]
    first = i
    while i < len(tokens) and i - first < _MOST_WORDS and _is_noun(tokens.tags[i]):
        if i > first and tokens.starts[i] != tokens.ends[i - 1]:
            break
        i += 1
    return text[tokens.starts[first] : tokens.ends[i - 1]] if i > first else ""


def _is_demand(text: str, tokens: Tokens, i: int) -> bool:
    """四点要求:, 三条建议。: a verb that ends its clause is what is counted."""
    if i >= len(tokens) or not tokens.tags[i].startswith("v"):
        return False
    return text[tokens.ends[i] : tokens.ends[i] + 1] in (":", "。", ",", ";", "")


def _before(text: str, tokens: Tokens, start: int, *, touching: bool = False) -> str:
    i = bisect_left(tokens.starts, start) - 1
    least = tokens.starts[i] if touching and i >= 0 else max(0, start - _REACH)
    while i >= 0 and tokens.starts[i] >= least and not _is_noun(tokens.tags[i]):
        if text[tokens.starts[i]] in ",。;:、" or not tokens.tags[i].startswith(_PASSED_BEFORE):
            return ""
        i -= 1
    last = i
    while i >= 0 and last - i < _MOST_WORDS and tokens.starts[i] >= least and _is_noun(tokens.tags[i]):
        i -= 1
    return text[tokens.starts[i + 1] : tokens.ends[last]] if i < last else ""


def _is_noun(tag: str) -> bool:
    return (tag.startswith(_NOUN_TAGS) and tag != "nr") or tag in ("vn", "an")
