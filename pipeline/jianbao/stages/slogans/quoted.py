"""What the quoted strings of an article are: term, slogan, speech, title or nickname."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from jianbao.article import Article, QuotedTerm, SloganFamily
from jianbao.categories import QuotedKind
from jianbao.stages.slogans.words import Words

_MARKS = {"“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_DEEPEST = 8  # marks open at once; of more, the outermost are forgotten: a page that never closes them
_STOP = re.compile(r"[。!?;…]")
_CUE = re.compile(
    r"(?:说道?|表示|指出|强调|介绍|认为|回答|告诉[^,。]{0,6}|写道|喊道?|问道?|坦言|感慨|直言|笑道|称赞?)[,:]?$"
)
_NICKNAME = re.compile(
    r"(?:绰号|外号|昵称|网名|化名|小名|艺名|笔名|人送|人称|被?[^,。“”]{0,6}(?:称作|称为|誉为|叫做|叫作|唤作))(?:为|叫|是)?$"
)
_CALLED = re.compile(
    r"^(?:活动|行动|教育|工程|精神|理念|方针|原则|战略|思想|目标|机制|制度|模式|要求|主题|部署|倡议)"
)


def quoted_terms(article: Article, words: Words, families: Sequence[SloganFamily]) -> list[QuotedTerm]:
    """All strings in “” 「」 『』 《》 of ``article``, outermost first, none across a line, with their kinds."""
    text = words.text
    slogans = {member.term for family in families for member in family.members}
    return [
        QuotedTerm(article.text[start:end], start, end, kind_of(text, start, end, words, slogans))
        for start, end in quoted_spans(text)
    ]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The spans inside marks, in order of their start; straight quotation marks pair in turn on a line.

    >>> quoted_spans('学习《纲要》,当好"班长"')
    [(3, 5), (10, 12)]
    """
    spans: list[tuple[int, int]] = []
    open_marks: deque[tuple[str, int]] = deque(maxlen=_DEEPEST)
    for match in re.finditer(r"[“”「」『』《》〈〉\"\n]", text):
        mark, at = match[0], match.start()
        if mark == "\n":
            open_marks.clear()
        elif mark == '"':
            _straight(open_marks, spans, at)
        elif mark in _MARKS:
            open_marks.append((_MARKS[mark], at + 1))
        elif open_marks and open_marks[-1][0] == mark:
            spans.append((open_marks.pop()[1], at))
    return sorted((a, b) for a, b in spans if b > a)


def _straight(open_marks: deque[tuple[str, int]], spans: list[tuple[int, int]], at: int) -> None:
    if open_marks and open_marks[-1][0] == '"':
        spans.append((open_marks.pop()[1], at))
    else:
        open_marks.append(('"', at + 1))


def kind_of(text: str, start: int, end: int, words: Words, slogans: set[str]) -> QuotedKind:
    """The kind of the quoted string ``text[start:end]``."""
    inner, before, after = text[start:end], text[max(0, start - 21) : start - 1], text[end + 1 : end + 5]
    if text[start - 1] in "《〈":
        return "title"
    if len(inner) <= 8 and _NICKNAME.search(before):
        return "nickname"
    if (
        _STOP.search(inner)
        or (len(inner) > 5 and _CUE.search(before))
        or len(inner) > 24
        or before.endswith(":")
    ):
        return "speech" if len(inner) > 5 or _STOP.search(inner) else "term"
    if inner in slogans or _is_motto(inner, words, start, end):
        return "slogan"
    return "slogan" if len(inner) >= 5 and _CALLED.match(after) and _has_verb(words, start, end) else "term"


def _is_motto(inner: str, words: Words, start: int, end: int) -> bool:
    """不忘初心、牢记使命; 真抓实干 马上就办; 上马即奔跑、上任就实干: clauses of one length with a verb."""
    parts = [p for p in re.split(r"[、,\s]", inner) if p]
    return (
        len(parts) >= 2
        and len({len(p) for p in parts}) == 1
        and len(parts[0]) >= 3
        and _has_verb(words, start, end)
    )


def _has_verb(words: Words, start: int, end: int) -> bool:
    return any(c in "VI" for c in words.classes[words.first_at(start) : words.first_at(end)])
