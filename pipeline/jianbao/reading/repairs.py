"""Text that was damaged on its way: entities and tags of web pages, blanks between characters, a wrong encoding."""

from __future__ import annotations

import html
import itertools
import re

from jianbao.article import PageLine
from jianbao.language.patterns import HAN_ANY
from jianbao.reading.formats.encoding import looks_garbled, mojibake
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.record import Record
from jianbao.reading.web.feeds import has_tags, marked_lines

_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_SPACED = re.compile(
    rf"(?<=[^\x00-\x7f\s]) (?=[^\x00-\x7f\s])|(?<={HAN_ANY}) (?=[\d(])|(?<=[\d)]) (?={HAN_ANY})"
)
_PAIR = re.compile(rf"(?={HAN_ANY}( ?){HAN_ANY})")
_SPACED_SHARE = 0.5  # of the pairs of characters: from here on the blanks between them are none of the text
_PRIVATE_BLANK = "\ue5e5"  # A3A0 of GBK: the full-width blank of many old sites
_FIELDS = ("title", "kicker", "subtitle", "author", "outlet")


def repair(record: Record) -> None:
    r"""Mend the text and the title of a record, in place; what was done is added to its warnings.

    >>> record = Record("<p>云岭县召开会议。</p><p>会议要求抓好落实。</p>")
    >>> repair(record); record.text, record.warnings
    ('云岭县召开会议。\n会议要求抓好落实。', ['the tags of HTML in the text are read, not kept'])
    """
    if not isinstance(record.text, str):
        return
    record.text = record.text.replace(_PRIVATE_BLANK, "\u3000")
    if not record.blocks:
        before = record.text
        _repair_text(record)
        if record.printed and record.text != before:
            record.printed = _moved(record.printed, before, record.text)
    for field in _FIELDS:
        value = getattr(record, field)
        if isinstance(value, str):
            plain = re.sub(r"<[^<>]{1,200}>", "", value) if has_tags(value) else value
            setattr(
                record, field, spaced_out(_without_entities(plain).replace(_PRIVATE_BLANK, "\u3000")).strip()
            )
    if record.format != "html" and looks_garbled(record.text):
        record.warnings.append(
            "the text looks like another encoding read wrongly, and parts of it are lost; get the file again"
        )


def _repair_text(record: Record) -> None:
    mended, what = mojibake(record.text)
    if mended:
        record.text = mended
        record.warnings.append(f"the text was {what}, and is put right")
        title, _ = mojibake(record.title) if isinstance(record.title, str) else ("", "")
        record.title = title or record.title
    text: str = record.text
    if not record.printed and has_tags(html.unescape(text) if text.lstrip().startswith("&lt;") else text):
        markup = html.unescape(text) if text.lstrip().startswith("&lt;") else text
        marked = MarkedText(marked_lines(markup))
        if marked.text:
            record.text, record.blocks = marked.text, marked.blocks
            record.warnings.append("the tags of HTML in the text are read, not kept")
            return
    plain = _without_entities(text)
    if plain != text:
        record.warnings.append("entities of HTML (&nbsp; ...) in the text are read as characters")
    joined = spaced_out(plain)
    if joined != plain:
        record.warnings.append("the blanks between the characters are left out")
    record.text = joined


def _moved(printed: list[PageLine], before: str, after: str) -> list[PageLine]:
    """The printed lines of a text that was mended inside its lines; none, where lines are lost or added."""
    lines = after.split("\n")
    if len(lines) != before.count("\n") + 1:
        return []
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    out = []
    for line in printed:
        number = before.count("\n", 0, line.start)
        text = lines[number]
        start = starts[number] + len(text) - len(text.lstrip())
        out.append(PageLine(start, starts[number] + len(text), line.kind, line.box, line.page, line.score))
    return out


def _without_entities(text: str) -> str:
    if not _ENTITY.search(text):
        return text
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text).replace("\xa0", " ")


def spaced_out(text: str) -> str:
    """``text`` without blanks between its characters, where more than half of them stand apart.

    >>> spaced_out("云 岭 县 召 开 春 耕 会"), spaced_out("云岭县召开 春耕会")
    ('云岭县召开春耕会', '云岭县召开 春耕会')
    """
    if " " not in text:
        return text
    pairs = [m[1] for m in _PAIR.finditer(text)]
    if len(pairs) < 4 or len(pairs) - pairs.count("") < _SPACED_SHARE * len(pairs):
        return text
    return _SPACED.sub("", text)
