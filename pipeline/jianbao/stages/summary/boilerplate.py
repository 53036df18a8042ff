"""Boilerplate: what a page says of itself (rights, disclaimers, calls to follow), and its headline once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jianbao.article import Article, Span
from jianbao.language.patterns import HAN, SENTENCE_ENDS
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
_RUBRIC = re.compile(r"\s*【[^】\n]{1,20}】\s*")
_TAILS, _TAIL_LENGTH = 3, 40  # how many names of a site end a headline, and how long they are together
_TAIL = re.compile(
    rf"\s*(?<={HAN}|[\s\"”!?)])-{{1,2}}\s*(?:{HAN}{{2,12}}(?:\s?\.{{2,}}|…*)|\S{{0,8}}\.{{2,}})\s*$|\s*\((?:组?图|视频|附图)\)\s*$"
)
_PART = re.compile(r"([^\s!?;。~,….]{4,}(?:,[^\s!?;。~,….]{4,})*)(\.{2,}|…)?")
_SITE = re.compile(r" - \S{2,20}(?:[报网站]|频道|平台|数字报文章)$")


def clean_title(title: str) -> str:
    """A title as one line, without a rubric in 【】 or a web page's additions; "" where it is running text.

    >>> clean_title("【关注】石桥镇厂房起火_消防"), clean_title("石桥镇厂房起火 - 云岭日报网")
    ('石桥镇厂房起火', '石桥镇厂房起火')
    """
    text = max(re.split(r"[_|丨]", " ".join(title.split())), key=len).strip()
    text = _SITE.sub("", text)
    for _ in range(_TAILS):
        if tail := _TAIL.search(text, max(0, len(text) - _TAIL_LENGTH)):
            text = text[: tail.start()]
    if text.startswith("【") and "】" in text[:24]:
        text = text[text.index("】") + 1 :].strip() or text
    if text.endswith(("..", "…")):  # a part that the page cuts short
        text = text.rstrip(".… ")
        text = text[: max(text.rfind(mark) for mark in " !?！？") + 1].rstrip(",，、 ")
    return "" if text.endswith("。") or len(text) > 100 else text


def title_spans(article: Article, folded: str) -> list[Span]:
    """The parts of the headlines that say something of themselves, in order; none of a headline that is cut short.

    Without a rubric in 【】, a web page's additions, and parts that end in dots.

    >>> from jianbao.article import Block
    >>> article = Article.from_text("【关注】石桥镇厂房起火 两人获救_消防")
    >>> article.blocks = [Block("headline", 0, len(article.text))]
    >>> [article.text[s.start : s.end] for s in title_spans(article, fold(article.text))]
    ['石桥镇厂房起火', '两人获救']
    """
    spans = []
    for block in article.blocks_of("headline"):
        start, end = _longest_part(folded, block.start, block.end)
        if rubric := _RUBRIC.match(folded, start, end):
            start = rubric.end()
        for _ in range(_TAILS):
            if tail := _TAIL.search(folded, max(start, end - _TAIL_LENGTH), end):
                end = tail.start()
        spans += [Span(m.start(1), m.end(1)) for m in _PART.finditer(folded, start, end) if not m[2]]
    return spans


def _longest_part(folded: str, start: int, end: int) -> tuple[int, int]:
    parts = [m.span() for m in re.compile(r"[^_|丨]+").finditer(folded, start, end)]
    return max(parts, key=lambda span: span[1] - span[0], default=(start, end))


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
