"""What the line model sees of each line: its shape, its neighbours, and how its words recur around it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from jianbao.language.narration import narration
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.bylines.datelines import opens_story
from jianbao.reading.layout.furniture import is_header, is_link
from jianbao.reading.layout.lines import Line, Shape

CLOSED = re.compile(r"(?:[。!?…]|\.\.)[”’」』》)\]】\"]*(?:\s*\([^()]{1,40}\))?\Z")
_UNCLOSED = re.compile(r"[(《【〔][^)》】〕]{0,40}\Z")
_TIME = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份|底|初)?|\d{1,2}日|近日|日前|昨[日天晚]|今[日天晨晚(]|前[日天]|连日来"
    r"|当地时间|北京时间|近期|记者|据|为(?:了|进一步|深入|全面|切实|贯彻)"
)
_WHEN = re.compile(
    r"\d{1,2}月|\d{1,2}日|近日|日前|昨[日天晚]|今[日天晨晚]|前[日天]|连日来|当地时间|北京时间|近期"
)
_SIGNS = re.compile(r"记者(?![从了获在看采来发到走就也说问])|通讯员|(?:[讯电]|消息)[\s(【:]|报道[\s:]")
_LIST = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十][、,]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑳●■▲◆★※]"
)
_CAPTION = re.compile(r"图[为:]|\([左右中上下一二三四排]{1,4}\)|(?:现场|合影|资料图|示意图|效果图|截图|摄)\Z")
_NOTE = re.compile(r"原标题|核心提示|内容摘要|导读|编者按|来源|本文|更多|声明|版权")
_SHORT = 64
_HEADINGS = 4  # that many lines before are looked at as possible headlines, besides the first of the page


def line_features(lines: Sequence[Line], shape: Shape) -> list[list[str]]:
    """The features of each line of a page, as python-crfsuite takes them."""
    own = [_own(line, i == 0) for i, line in enumerate(lines)]
    gaps = sorted({line.blanks for line in lines[1:]})
    page = "W" if shape.width else "I" if shape.indented else "P"
    features = []
    headings: list[set[str]] = []
    stream = _Stream(lines)
    for i, line in enumerate(lines):
        before = own[i - 1] if i else _EDGE
        after = own[i + 1] if i + 1 < len(lines) else _EDGE
        after2 = own[i + 2] if i + 2 < len(lines) else _EDGE
        gap = "0" if not line.blanks else "1" if line.blanks == 1 else "2" if line.blanks == 2 else "3"
        gap += "<" if gaps and len(gaps) > 1 and line.blanks > gaps[0] else "="
        gap_after = lines[i + 1].blanks if i + 1 < len(lines) else 9
        dent = "i" if line.indent else "n"
        end = before["end"]
        full = "-"
        if shape.width and i:
            full = "f" if len(lines[i - 1]) >= shape.width - 1 else "s"
        mine = own[i]
        item = [
            "b",
            f"page={page}",
            f"end-1={end}",
            f"join={page}{end}{dent}{gap}{full}",
            f"gap={page}{gap}",
            f"size={mine['size']}",
            f"looks={mine['size']}{mine['looks']}",
            f"end={mine['end']}",
            f"kind={mine['kind']}",
            f"sort={mine['kind']}{mine['size']}{mine['end']}",
            f"prev={before['kind']}{before['size']}{end}",
            f"pair={before['size']}{end}{mine['size']}{mine['end']}",
            f"kind-1={before['kind']}",
            f"kind+1={after['kind']}",
            f"kinds={before['kind']}{mine['kind']}{after['kind']}",
            f"size-1={before['size']}",
            f"size+1={after['size']}",
            f"sizes={mine['size']}{after['size']}{mine['end']}{page}",
            f"c0={line.text[:1]}",
            f"c01={line.text[:2]}",
            f"c-1={before['last']}",
            f"c-21={before['last2']}",
            f"z={mine['last']}",
            f"z2={mine['last2']}",
            f"pos={min(i, 2)}{min(len(lines) - 1 - i, 1)}",
            f"body+1={mine['size']}{mine['end']}{after['kind']}{after['size']}{int(after2['size'] > after['size'])}",
            f"dents={page}{dent}{int(i + 1 < len(lines) and lines[i + 1].indent)}{mine['end']}{gap}",
            f"gaps={page}{min(line.blanks, 3)}{min(gap_after, 3)}{mine['end']}",
            f"tail-1={before['tail']}{dent}",
        ]
        if len(line) <= _SHORT:
            opening = after["opens"]
            closing = "y" if before["kind"] == "Y" or before["tail"] == "y" else before["end"]
            item += [
                f"opens={opening}",
                f"between={closing}{opening}",
                f"between2={closing}{opening}{mine['end']}{gap[0]}",
                f"follows={after['kind']}{after2['kind']}{closing}",
                f"follows2={after['kind']}{after2['opens']}{mine['end']}",
            ]
        if shape.width:
            item.append(f"fit={full}{'f' if len(line) >= shape.width - 1 else 's'}{end}{dent}{mine['end']}")
        if len(line) <= _SHORT and "。" not in line.text:
            item += _recurrence(stream, i, headings)
            if mine["end"] in "x!”9" and mine["kind"] in "-TN" and len(line) >= 5:
                headings = [*headings[:1], *headings[1:][-_HEADINGS:], _pairs(line.text)]
        features.append(item)
    return features


_EDGE = {
    "end": "^",
    "kind": "^",
    "size": "^",
    "looks": "",
    "last": "^",
    "last2": "^",
    "tail": "-",
    "opens": "^",
}


def _own(line: Line, first: bool) -> dict[str, str]:
    """What a line shows by itself."""
    text = line.text
    short = len(text) <= _SHORT
    head = text[:60]
    kind = "-"
    if short and is_header(text, first=first):
        kind = "F"
    elif short and is_link(text):
        kind = "L"
    elif short and is_credit_line(text):
        kind = "Y"
    elif opens_story(head):
        kind = "D"
    elif _LIST.match(text):
        kind = "N"
    elif _NOTE.match(text):
        kind = "O"
    elif short and _CAPTION.search(text):
        kind = "G"
    elif _TIME.match(text):
        kind = "T"
    tail = re.split(r"[。!?]", text[-50:])[-1].strip() if not CLOSED.search(text[-60:]) else ""
    opens = "".join(
        mark
        for mark, found in (
            ("s", _SIGNS.search(text[:40])), ("t", _WHEN.search(text[:24])), ("r", _onward().match(text))
        )
        if found
    )  # fmt: skip
    return {
        "opens": opens or "-",
        "end": _ending(text),
        "kind": kind,
        "size": str(
            next(k for k, most in enumerate((3, 6, 9, 13, 18, 25, 34, 46, 64, 10**9)) if len(text) <= most)
        ),
        "looks": "".join(mark for mark in ",:“ !?—、。%" if mark in text[:_SHORT]),
        "last": text[-1],
        "last2": text[-2:],
        "tail": "y" if 0 < len(tail) <= 40 and tail != text and is_credit_line(tail, glued=True) else "-",
    }


@cache
def _onward() -> re.Pattern[str]:
    """How later paragraphs begin, and the first ones of a story do not."""
    return re.compile(narration("layout.onward"))


def _ending(text: str) -> str:
    tail = text[-60:]
    if _UNCLOSED.search(tail):
        return "("
    if CLOSED.search(tail):
        return "." if tail[-1] in "。" or tail[-2:-1] == "。" else "!"
    last = text[-1]
    if last in ",、;:":
        return last
    if last.isdigit():
        return "9"
    if last in "”’》)】":
        return "”"
    return "x"


class _Stream:
    """The lines of a page without what is between them, and where each of them stands in it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.text = "".join(line.text for line in lines)
        ends = list(itertools.accumulate(len(line.text) for line in lines))
        self.spans = list(zip([0, *ends], ends, strict=False))


def _recurrence(stream: _Stream, i: int, headings: Sequence[set[str]]) -> list[str]:
    """How many of a short line's character pairs recur after and before it, and how alike both sides are.

    ``headings``: the pairs of the lines before it that may be headlines.
    """
    start, end = stream.spans[i]
    after = stream.text[end : end + 160]
    before = stream.text[max(0, start - 320) : start]
    earlier = stream.text[max(0, start - 3000) : start]
    pairs = _pairs(stream.text[start:end])
    if not pairs:
        return ["rec=none"]
    ahead = sum(pair in after for pair in pairs) / len(pairs)
    behind = sum(pair in before for pair in pairs) / len(pairs)
    a, b, c = _level(ahead), _level(behind), _level(sum(pair in earlier for pair in pairs) / len(pairs))
    seen = "".join(str(int(bool(after[:n]) and after[:n] in earlier)) for n in (2, 3, 4))
    sides = _pairs(after[:120])
    alike = sum(pair in before for pair in sides) / len(sides) if sides else 0.0
    like = min(int(alike * 12), 6)
    own = max((len(pairs & heading) / len(pairs) for heading in headings), default=0.0)
    h = _level(own)
    follows = _pairs(stream.text[end : end + 200])
    kept = max((len(follows & heading) / len(heading) for heading in headings if heading), default=0.0)
    k = _level(kept)
    return [
        f"heading={h}",
        f"keeps={k}",
        f"keeps2={k}{min(like, 3)}",
        f"heading2={h}{min(like, 3)}",
        f"heading3={h}{a}{c}",
        f"ahead={a}",
        f"behind={b}",
        f"earlier={c}",
        f"rec={a}{b}",
        f"rec2={a}{c}",
        f"alike={like}",
        f"seen={seen}",
        f"all={a}{c}{min(like, 3)}{seen[1]}",
    ]


def _level(share: float) -> int:
    return sum(share > edge for edge in (0.0, 0.1, 0.2, 0.35, 0.5, 0.7))


def _pairs(text: str) -> set[str]:
    return {text[k : k + 2] for k in range(len(text) - 1) if text[k].isalnum() and text[k + 1].isalnum()}
