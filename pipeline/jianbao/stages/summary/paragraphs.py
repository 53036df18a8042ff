"""The paragraphs of a body: without datelines, bylines and boilerplate."""

from __future__ import annotations

import re

from jianbao.article import Article, Span
from jianbao.language.cues import cue_pattern
from jianbao.language.patterns import HAN, SENTENCE_ENDS
from jianbao.stages.summary.boilerplate import news

# What may stand before the first word of a story. Every quantifier is bounded: matching is linear.
_OPENING = (
    r"\s*(?:"
    r"[-<!/a-z]{1,24}-->|"  # what is left of a web page's comment
    r"【[^】\n]{1,16}】"  # 【口播】
    r"|\([^()\n]{0,40}<author>[^()\n]{0,40}\)"
    r"|(?:[⊙□■●▲◆]\s?)?本报记者[^\n,。:]{1,20}(?=\n)"
    r"|(?:据)?<outlet>?<notice>(?:\([^()\n]{1,12}\))?:"
    rf"|(?:据)?{HAN}{{1,8}}[报社网台刊](?:{HAN}{{0,8}}\d{{1,2}}月)?{HAN}{{0,8}}\d{{1,2}}日"
    rf"{HAN}{{0,4}}[电讯](?: ?\([^()\n]{{1,40}}\))?"
    r"|图为[^。\n]{4,80}摄(?=\s)"  # a caption glued to the story
    rf"|{HAN}{{1,7}}[报网刊]讯"
    rf"|{HAN}{{2,6}}讯(?=[\s(])"
    r")[ \t\u3000]*"
)
_BREAK = re.compile(rf"[,;{SENTENCE_ENDS}]|…{{1,2}}|——")
_FINAL = re.compile(f"[{SENTENCE_ENDS}]")
_NEAR = 12  # characters from the head of a paragraph in which a byline may begin


def opening_end(folded: str, start: int, end: int) -> int:
    """Where the story itself begins in ``folded[start:end]``: after 本报讯, (记者 ...), 本台消息: and so on.

    >>> opening_end("本报讯(记者 李明)昨天，开幕", 0, 15)
    10
    """
    opening = cue_pattern("summary_cues.tsv", _OPENING)
    at = start
    while (m := opening.match(folded, at, end)) and m.end() > at:
        at = m.end()
    return _past_blanks(folded, at, end)


def is_sentence(headline: str) -> bool:
    """Whether a (folded) headline is running text after all: the lead of a story that has no headline.

    >>> is_sentence("6月3日,云岭县召开会议,部署工作。"), is_sentence("云岭县部署工作")
    (True, False)
    """
    return headline.rstrip().endswith(("。", "。”")) and "," in headline


def body_paragraphs(article: Article, folded: str) -> list[Span]:
    """The paragraphs of the body without what opens a report and without boilerplate, in order.

    Empty ones are left out; of a paragraph with boilerplate inside there are several pieces. Where there is
    nothing but boilerplate, that is returned.

    Args:
        folded: the text of ``article``, folded (``jianbao.language.width.fold``).

    Returns:
        Spans of the text, without blanks at either end.
    """
    whole = [span for span in (_trimmed(article, folded, *b) for b in _blocks(article, folded)) if span]
    return [piece for span in whole for piece in news(folded, span.start, span.end, article.title)] or whole


def _blocks(article: Article, folded: str) -> list[tuple[int, int]]:
    """Paragraphs, and headlines that are running text; the whole text where it has no layout."""
    if not article.blocks and article.text.strip():
        return [(0, len(article.text))]
    return [
        (b.start, b.end)
        for b in article.blocks_of("paragraph", "headline")
        if b.kind == "paragraph" or is_sentence(folded[b.start : b.end])
    ]


def _trimmed(article: Article, folded: str, start: int, end: int) -> Span | None:
    """``start:end`` without an opening at its head and bylines at its end; None where nothing is left."""
    at = _past_byline(article, folded, opening_end(folded, start, end), end)
    stop = end
    for line in reversed(article.bylines):  # glued to the paragraph's end
        if at < line.start < stop and not _FINAL.search(folded, line.start, stop):
            stop = line.start
    while stop > at and (folded[stop - 1].isspace() or folded[stop - 1] in "(["):
        stop -= 1
    return Span(at, stop) if stop > at else None


def _past_byline(article: Article, folded: str, at: int, end: int) -> int:
    """Past bylines and a dateline that the layout found at the head of a paragraph."""
    spans = [(b.start, b.end) for b in article.bylines]
    if article.dateline:
        spans.append((article.dateline.start, article.dateline.end))
    for start, stop in sorted(spans):
        if at <= start <= at + _NEAR and stop <= end and not _BREAK.search(folded, at, start):
            at = _past_blanks(folded, stop, end, ")]:")
            at = opening_end(folded, at, end)
    return at


def _past_blanks(folded: str, at: int, end: int, more: str = "") -> int:
    """The first place from ``at`` on that is neither blank nor one of the marks in ``more``."""
    while at < end and (folded[at].isspace() or folded[at] in more):
        at += 1
    return at
