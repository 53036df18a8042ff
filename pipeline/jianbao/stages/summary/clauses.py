"""Body text for summaries: paragraphs without their datelines and bylines, cut into sentences and clauses."""

from __future__ import annotations

import re

from msgspec import Struct

from jianbao.article import Article, Span
from jianbao.language.width import fold
from jianbao.stages.summary.boilerplate import news

# What may stand before the first word of a story. Every quantifier is bounded: matching is linear.
_OPENING = re.compile(
    r"\s*(?:"
    r"【[^】\n]{1,16}】"  # 【口播】
    r"|\([^()\n]{0,40}(?:记者|通讯员|特派员|编辑|摄影)[^()\n]{0,40}\)"
    r"|(?:[⊙□■●▲◆]\s?)?本报记者[^\n,。:]{1,20}(?=\n)"
    r"|(?:据)?(?:央视网|本台|本网|本报|新华社|新华网|人民网|中新社|中新网)?(?:消息|快讯)(?:\([^()\n]{1,12}\))?:"
    r"|(?:据)?[\u4e00-\u9fff]{1,8}[报社网台刊](?:[\u4e00-\u9fff]{0,8}\d{1,2}月)?[\u4e00-\u9fff]{0,8}\d{1,2}日"
    r"[\u4e00-\u9fff]{0,4}[电讯](?: ?\([^()\n]{1,40}\))?"
    r"|图为[^。\n]{4,80}摄(?=\s)"  # a caption glued to the story
    r"|[\u4e00-\u9fff]{1,7}[报网刊]讯"
    r"|[\u4e00-\u9fff]{2,6}讯(?=[\s(])"
    r")[ \t\u3000]*"
)
_BREAK = re.compile(r"[,;。!?]|…{1,2}|——")
_CLOSERS = "”’」』》)\"'"
_LONG_QUOTE = 60  # characters
_OPENERS = "“‘「『《(【"


class Clause(Struct, frozen=True):
    """A clause: the text between two commas or stops, the closing mark not included.

    ``sentence`` and ``paragraph`` are counted from 0 over the body; ``last`` is True where the clause ends
    its sentence.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    last: bool


def opening_end(folded: str, start: int, end: int) -> int:
    """Where the story itself begins in ``folded[start:end]``: after 本报讯, (记者 ...), 本台消息: and so on.

    >>> opening_end("本报讯(记者 李明)昨天，开幕", 0, 15)
    10
    """
    at = start
    while (m := _OPENING.match(folded, at, end)) and m.end() > at:
        at = m.end()
    while at < end and folded[at].isspace():
        at += 1
    return at


def is_sentence(headline: str) -> bool:
    """Whether a (folded) headline is running text after all: the lead of a story that has no headline.

    >>> is_sentence("6月3日,云岭县召开会议,部署工作。"), is_sentence("云岭县部署工作")
    (True, False)
    """
    return headline.rstrip().endswith(("。", "。”")) and "," in headline


def paragraphs(article: Article) -> list[Span]:
    """The paragraphs of the body without what opens a report and without boilerplate, in order.

    Empty ones are left out; of a paragraph with boilerplate inside there are several pieces. Where there is
    nothing but boilerplate, that is returned.
    """
    folded = fold(article.text)
    blocks = [
        (b.start, b.end)
        for b in article.blocks_of("paragraph", "headline")
        if b.kind == "paragraph" or is_sentence(folded[b.start : b.end])
    ]
    if not article.blocks and article.text.strip():
        blocks = [(0, len(article.text))]
    out = []
    for start, end in blocks:
        at = opening_end(folded, start, end)
        at = _past_byline(article, folded, at, end)
        stop = end
        for line in reversed(article.bylines):  # glued to the paragraph's end
            if at < line.start < stop and not re.search(r"[。!?]", folded[line.start : stop]):
                stop = line.start
        while stop > at and (folded[stop - 1].isspace() or folded[stop - 1] in "(["):
            stop -= 1
        if stop > at:
            out.append(Span(at, stop))
    return [span for whole in out for span in news(folded, whole.start, whole.end, article.title)] or out


def _past_byline(article: Article, folded: str, at: int, end: int) -> int:
    """Past bylines and a dateline that the layout found at the head of a paragraph."""
    spans = [(b.start, b.end) for b in article.bylines]
    if article.dateline:
        spans.append((article.dateline.start, article.dateline.end))
    for start, stop in sorted(spans):
        if at <= start <= at + 12 and stop <= end and not _BREAK.search(folded, at, start):
            at = stop
            while at < end and (folded[at].isspace() or folded[at] in ")]:"):
                at += 1
            at = opening_end(folded, at, end)
    return at


def clauses(article: Article, spans: list[Span] | None = None) -> list[Clause]:
    """The clauses of ``spans`` (default: the body's paragraphs); marks inside quotation marks do not cut.

    >>> article = Article.from_text("昨天，会议召开。“快，准”是要求。")
    >>> [article.text[c.start : c.end] for c in clauses(article)]
    ['昨天', '会议召开', '“快，准”是要求']
    """
    folded = fold(article.text)
    out: list[Clause] = []
    sentence = 0
    for number, span in enumerate(paragraphs(article) if spans is None else spans):
        at = span.start
        for cut, after, final in _cuts(folded, span.start, span.end):
            if cut > at:
                out.append(Clause(at, cut, sentence, number, final))
            elif final and out and out[-1].sentence == sentence:
                out[-1] = Clause(out[-1].start, out[-1].end, sentence, number, True)
            sentence += final
            at = after
            while at < span.end and folded[at].isspace():
                at += 1
    return out


def _cuts(folded: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """(end of clause, start of the next, is it a sentence's end) for ``folded[start:end]``."""
    cuts: list[tuple[int, int, bool]] = []
    at, depth, scanned, opened = start, 0, start, start
    for m in _BREAK.finditer(folded, start, end):
        if m.start() < at:
            continue
        for i in range(scanned, m.start()):
            if folded[i] in _OPENERS:
                depth, opened = depth + 1, i if depth == 0 else opened
            elif folded[i] in _CLOSERS and depth:
                depth -= 1
        scanned = m.start()
        if m.start() - opened > _LONG_QUOTE:  # a mark that nobody closed, or a speech: cut inside it
            depth = 0
        final = m.group()[0] in "。!?…"
        after = m.end()
        while after < end and folded[after] in _CLOSERS:
            after += 1
        if final and (depth == 0 or after > m.end()):  # 。” ends the sentence, with its mark
            keep = after if after > m.end() else m.start()
            cuts.append((keep, after, True))
            at = scanned = after
            depth = 0
        elif depth == 0 and not final:
            cuts.append((m.start(), m.end(), False))
            at = m.end()
    if at < end:
        cuts.append((end, end, True))
    return cuts
