"""Line repair: the lines of a page joined to paragraphs where only the column broke them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.credits import is_credit_line
from pipeline.reading.datelines import opens_story
from pipeline.reading.furniture import is_header, is_link
from pipeline.reading.lines import Line, Shape

CLOSED = re.compile(r"(?:[。!?…]|\.\.)[”’」』》)\]】\"]*(?:\s*\([^()]{1,40}\))?\Z")
LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,2}[、,]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑳●■▲◆□★※]|图[为:]|附[::])"
)
_NEVER_FIRST = re.compile(r"[,。、;:!?)》”’」』】%℃·]|[的了着地得们](?![确了])")
_NEVER_LAST = re.compile(r"[,、;(《“‘「『【的和与及在将把被向为以或]\Z")
_UNCLOSED = re.compile(r"[(《【〔][^)》】〕]{0,40}\Z")
_TITLE_MAX = 60


@dataclass(slots=True)
class Para:
    """A paragraph: its lines, and their folded text in one."""

    lines: list[Line]
    text: str

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def blanks(self) -> int:
        return self.lines[0].blanks

    @property
    def indent(self) -> bool:
        return self.lines[0].indent


def paragraphs(lines: Sequence[Line], shape: Shape) -> list[Para]:
    """The paragraphs of a page: lines that belong together are joined, true paragraph ends are kept."""
    paras: list[Para] = []
    texts: list[str] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        if paras and _continues(paras[-1], texts[-1][-80:], line, after, shape, first=len(paras) == 1):
            paras[-1].lines.append(line)
            texts[-1] = texts[-1][-80:] + line.text
        else:
            paras.append(Para([line], ""))
            texts.append(line.text)
    for para in paras:
        para.text = "".join(line.text for line in para.lines)
    return paras


def title_like(text: str) -> bool:
    """Whether a folded line may be a headline or subhead by its own looks: short, one clause or two, no full stop."""
    if not 2 <= len(text) <= _TITLE_MAX or "。" in text or _NEVER_LAST.search(text) or text.count(",") > 2:
        return False
    return not (opens_story(text) or is_credit_line(text) or _NEVER_FIRST.match(text))


def _continues(para: Para, tail: str, line: Line, after: Line | None, shape: Shape, *, first: bool) -> bool:
    last = para.lines[-1]
    if is_header(line.text, first=False) or is_link(line.text):
        return False
    if _UNCLOSED.search(tail) and len(line) > 0:
        return True
    if line.indent and shape.indented:
        return False
    single = len(para.lines) == 1
    if single and (is_header(last.text, first=first) or is_link(last.text)):
        return False
    if shape.width and not line.blanks:
        if len(last) < shape.width - 1:
            return False
        return not CLOSED.search(tail) or not _before_body(line, after, shape)
    if CLOSED.search(tail) or tail.endswith(":") or opens_story(line.text) or LIST_MARK.match(line.text):
        return False
    if is_credit_line(line.text) or (single and is_credit_line(last.text)):
        return False
    if shape.width:  # a blank line inside a wrapped column
        return len(last) >= shape.width - 1
    if single and title_like(last.text):
        return _is_fragment(last, line, shape)
    return not (title_like(line.text) and _ends_in_credit(tail))


def _before_body(line: Line, after: Line | None, shape: Shape) -> bool:
    """Whether a line in a wrapped column is a headline that the indented body follows."""
    return after is not None and len(line) < shape.width and title_like(line.text) and after.indent


def _is_fragment(last: Line, line: Line, shape: Shape) -> bool:
    """Whether a short open line is the beginning of a broken paragraph rather than a headline."""
    if last.indent and shape.indented:
        return True
    if _NEVER_FIRST.match(line.text):
        return True
    return bool(re.search(r"\d\Z", last.text)) and bool(re.match(r"[名个项家亿万元人户年月日%]", line.text))


def _ends_in_credit(tail: str) -> bool:
    """Whether the text after the last full stop is a byline."""
    rest = re.split(r"[。!?]", tail)[-1].strip()
    return 0 < len(rest) <= 40 and is_credit_line(rest, glued=True)
