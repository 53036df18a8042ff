"""Boilerplate: what a page says of itself (rights, disclaimers, calls to follow), and its headline once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jianbao.article import Span
from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.language.web_phrases import web_phrases
from jianbao.language.width import fold

_MARK = r"原(?:标题|题):"
_HEADLINE = re.compile(
    rf"(?:^|(?<=\n))[ \t]*{_MARK}[^\n。]{{1,100}}(?=\n|\Z)"  # on a line of its own
    rf"|[(\[【] ?{_MARK}[^\n)\]】]{{1,100}}[)\]】]"
    rf"|{_MARK}[^\n]{{1,80}}?(?= {{2}})"  # wide blanks part it from the story
)
_SENTENCE = re.compile(rf"[^{SENTENCE_ENDS}\n]+[{SENTENCE_ENDS}…”’」』)\]】]*")
_LONGEST = 100  # characters: a longer sentence has more in it, or is a page whose stops are lost
_SITE = re.compile(r" - \S{2,20}(?:[报网站]|频道|平台|数字报文章)$")


def clean_title(title: str) -> str:
    """A title as one line, without a rubric in 【】 or a web page's additions; "" where it is running text.

    >>> clean_title("【关注】石桥镇厂房起火_消防"), clean_title("石桥镇厂房起火 - 云岭日报网")
    ('石桥镇厂房起火', '石桥镇厂房起火')
    """
    text = max(" ".join(title.split()).split("_"), key=len).strip()
    text = _SITE.sub("", text)
    if text.startswith("【") and "】" in text[:24]:
        text = text[text.index("】") + 1 :].strip() or text
    return "" if text.endswith("。") or len(text) > 100 else text


def news(folded: str, start: int, end: int, title: str = "") -> Iterator[Span]:
    """What of ``folded[start:end]`` is about the world: without boilerplate and 原标题 with the headline.

    title: of the article, which may stand behind 原标题 without a break before the story.

    >>> text = "原标题:会议召开会议昨日召开。未经许可,不得转载。代表到会。"
    >>> [text[s.start : s.end] for s in news(text, 0, len(text), "会议召开")]
    ['会议昨日召开。', '代表到会。']
    """
    piece = folded[start:end]
    cuts = []
    if re.search(_MARK, piece):
        cuts = [match.span() for match in (*_HEADLINE.finditer(piece), *_repeated(piece, title))]
    if _phrases().search(piece):
        cuts += [
            match.span()
            for match in _SENTENCE.finditer(piece)
            if len(match.group()) <= _LONGEST and _phrases().search(match.group())
        ]
    at = 0
    for first, last in [*sorted(cuts), (len(piece), len(piece))]:
        kept = piece[at:first]
        if kept.strip():
            begin = start + at + len(kept) - len(kept.lstrip())
            yield Span(begin, begin + len(kept.strip()))
        at = max(at, last)


def _repeated(piece: str, title: str) -> Iterator[re.Match[str]]:
    """Where ``title`` stands behind 原标题, blanks apart."""
    letters = [re.escape(char) for char in fold(clean_title(title)) if not char.isspace()]
    if letters:
        yield from re.finditer(_MARK + r"\s*" + r"\s*".join(letters), piece)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(web_phrases("summary.boilerplate"))
