"""What stands around a figure: the noun it counts, and how it is said to have changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from jianbao.article import Tokens
from jianbao.categories import QuantityKind
from jianbao.language.word_tables import role_pattern
from jianbao.resources import word_lists
from jianbao.stages.quantities.figure_words import figure_words

_NOUN_TAGS = ("n", "vn", "an", "b", "j", "l", "i", "eng", "ng")
_PASSED_BEFORE = ("v", "d", "p", "c", "u", "x", "m", "q", "a", "zg", "t")
_MOST_WORDS = 5
_REACH = 30
_BASE_FIGURE = re.compile(r"的\d[^年月日]*$")  # 比去年同期的10亿元: the figure that is compared with


@cache
def _change_pattern() -> re.Pattern[str]:
    """What it is compared with, the verb of change, and what may stand between that and the figure.

    同比|增长|了, 比上届|提升|到; a comparison reaches up to the verb: 比|上届 (at most twelve characters).
    """
    table = word_lists("change_words.tsv")
    opens, begins = "".join(table["contrast"]), "".join(table["begins"])
    compared, manner, verb, result = (
        role_pattern("change_words.tsv", role) for role in ("compared", "manner", "verb", "result")
    )
    base = rf"(?P<base>{compared}|[{opens}][^,。;:]{{1,12}}?(?=[{begins}]))?"
    return re.compile(rf"{base}{manner}?(?P<verb>{verb}){result}*$")


def _find_change(text: str, start: int) -> re.Match[str] | None:
    return _change_pattern().search(text, max(0, start - _REACH), start)


def change_before(text: str, start: int) -> str:
    """The change that a figure at ``start`` measures: 同比增长, 比上届提升, 下降; "" where there is none.

    >>> change_before("占比47.2%,比上届提升8.3%", 13)
    '比上届提升'
    """
    found = _find_change(text, start)
    return _BASE_FIGURE.sub("", found["base"] or "") + found["verb"] if found else ""


def counted_noun(text: str, tokens: Tokens | None, start: int, end: int, kind: QuantityKind) -> str:
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
    compared = _find_change(text, start)
    return _before(text, tokens, compared.start() if compared else start) or after


def _after(text: str, tokens: Tokens, end: int) -> str:
    i = bisect_left(tokens.starts, end)
    if i < len(tokens) and text[tokens.starts[i] : tokens.ends[i]] in ("的", "整"):
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
    if i >= 0 and text[tokens.starts[i] : tokens.ends[i]] in figure_words("together"):  # 职工|共|100人
        i -= 1
    while i >= 0 and not touching and start - tokens.starts[i] < _REACH and _passes(text, tokens, i):
        i -= 1
    least = tokens.starts[i] if touching and i >= 0 else max(0, start - _REACH)
    while i >= 0 and tokens.starts[i] >= least and not _is_noun(tokens.tags[i]):
        if text[tokens.starts[i]] in ",。;:、" or not tokens.tags[i].startswith(_PASSED_BEFORE):
            return ""
        i -= 1
    last = i
    while i >= 0 and last - i < _MOST_WORDS and tokens.starts[i] >= least and _is_noun(tokens.tags[i]):
        i -= 1
    if i < last and _is_part_of_word(text, tokens, i, last):
        i -= 1
    return text[tokens.starts[i + 1] : tokens.ends[last]] if i < last else ""


def _is_part_of_word(text: str, tokens: Tokens, i: int, last: int) -> bool:
    """脱贫|户, 医生|数: the last character of a noun, whose first part is the word at ``i``, which touches it."""
    if i < 0 or text[tokens.starts[i + 1] : tokens.ends[last]] not in figure_words("suffixes"):
        return False
    touches = tokens.ends[i] == tokens.starts[i + 1]
    return touches and tokens.tags[i].startswith(("v", "n")) and tokens.ends[i] - tokens.starts[i] > 1


def _passes(text: str, tokens: Tokens, i: int) -> bool:
    """Whether a word between a noun and its figure is not the noun: 成本|同比|减少|3亿元."""
    word = text[tokens.starts[i] : tokens.ends[i]]
    return word in word_lists("change_words.tsv")["compared"] or (
        tokens.tags[i].startswith(_PASSED_BEFORE) and word not in ",。;:、" and not _is_noun(tokens.tags[i])
    )


def _is_noun(tag: str) -> bool:
    return (tag.startswith(_NOUN_TAGS) and tag != "nr") or tag in ("vn", "an")
