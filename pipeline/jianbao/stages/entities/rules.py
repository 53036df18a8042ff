"""Conventions of newspaper entities that can be stated as rules: what is a time, and what is never an entity.

Some are worked into the probabilities before the best reading is chosen (``apply_rules``); others look at each mention
that was found (``objection``, ``pieces_of``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from jianbao.engines.crf.list_features import Lexicon, divisions, matches
from jianbao.language.calendar import find_times
from jianbao.language.patterns import HAN
from jianbao.language.surnames import RANKS, surnames
from jianbao.language.titles import title_words
from jianbao.language.titles import titles as title_list
from jianbao.resources import rows, words
from jianbao.stages.entities.marks import close_marks, sentence_end
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABEL_NUMBER, Mention, encode

SURE = 0.7  # weight of the calendar where the words alone prove a time
OUTSIDE = 0.1  # what is left of the probability of a time where the calendar sees none

_TIME = np.array([LABEL_NUMBER[f"{position}-TIME"] for position in "BIES"])
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_STORM = re.compile(r"(?:台风|飓风|热带风暴|气旋)[“\"]([^“”\"\n]{2,8})[”\"]")
_DOCUMENT = re.compile(r"[\])〕]\d{1,4}号")  # 〔2011〕11号
_INTERPUNCTS = "·・•‧."
_JOINS = tuple("省市县区镇乡本各")  # before the name of a body: 市县政协, 各县委, 本区政府
_FUNCTION = tuple("和与及的在由向从对是为到经被将把任")  # words before a body that are not part of its name
_RELATION = re.compile(r"(?:两国|双方|双边|关系)$")
# 城东区委|区政府, 中央纪委|国家监委: two bodies whose names are written as one word
_TWO_BODIES = re.compile(
    r"^(.{0,20}?(?:[省市县区州旗镇乡]委|纪委))((?:[省市县区州旗镇乡]|[省市县区]人民)政府|(?:国家|[省市县区])?监委)$"
)
_LONGEST_MODEL = 3
_MODEL_NUMBER = re.compile(r"-\d{1,3}(?!\d)")
_MEASURED = re.compile("[万千百余多]亩$")
_FORMER = re.compile(r"(?:原|前)(?:党委|党组|党工委|党总支|党支部|纪委)$")


def apply_rules(text: str, scores: FloatArray) -> FloatArray:
    """``scores`` [characters, LABELS] of a folded text with what is certain worked in.

    Nothing inside 《》 is an entity, and storms with names of people are not people. A TIME falls on a calendar:
    where the grammar of ``jianbao.language.calendar`` is sure, it has most of the weight, and where it sees nothing,
    a time is unlikely.
    """
    out = scores.copy()
    spans = find_times(text)
    outside = np.ones(len(text), dtype=bool)
    for span in spans:
        outside[span.start : span.end] = False
    lost = out[np.ix_(outside, _TIME)] * (1 - OUTSIDE)
    out[np.ix_(outside, _TIME)] -= lost
    out[outside, 0] += lost.sum(axis=1)
    for span in (s for s in spans if s.strong):
        length = span.end - span.start
        rows = np.arange(span.start, span.end)
        out[rows] *= 1 - SURE
        out[rows, [LABEL_NUMBER[label] for label in encode(length, [(0, length, "TIME")])]] += SURE
    for start, end in (*(match.span() for match in _TITLE.finditer(text)), *storms(text)):
        out[start:end] = 0
        out[start:end, 0] = 1
    return out


def storms(text: str) -> list[tuple[int, int]]:
    """Where a storm that the text names (台风“玛莉亚”) stands in quotation marks.

    >>> storms("台风“玛莉亚”登陆,“玛莉亚”减弱,玛莉亚说")
    [(3, 6), (11, 14)]
    """
    names = {match.group(1) for match in _STORM.finditer(text)}
    return sorted(
        (match.start() + 1, match.end() - 1)
        for name in names
        for match in re.finditer(f'[“"]{re.escape(name)}[”"]', text)
    )


def settle_mentions(
    text: str, found: Sequence[Mention], once: Sequence[Mention], alone: Sequence[Mention]
) -> list[tuple[Mention, str]]:
    """The mentions that stand, each with what decided.

    found: by everything; once: without the rest of the article; alone: without the rules as well. What decided is
    ``model``, ``calendar``, ``rule``, ``article`` or ``convention``.
    """
    out: list[tuple[Mention, str]] = []
    by_model, by_rules = set(alone), set(once)
    taken = bytearray(len(text))
    closed = close_marks(text, found)
    changed = set(closed) - set(found)
    for mention in whole_names(text, closed):
        origin = "convention" if mention in changed else _origin(mention, by_model, by_rules)
        for piece in pieces_of(text, mention):
            if not objection(text, piece):
                out.append((piece, origin if piece == mention else "convention"))
                taken[piece[0] : piece[1]] = b"\1" * (piece[1] - piece[0])
    out += [(body, "convention") for body in bodies(text) if not any(taken[body[0] : body[1]])]
    return sorted(out)


def _origin(mention: Mention, by_model: set[Mention], by_rules: set[Mention]) -> str:
    """What decided that a mention is read: the model alone, the calendar, another rule, or the rest of the article."""
    if mention in by_model:
        return "model"
    if mention in by_rules:
        return "calendar" if mention[2] == "TIME" else "rule"
    return "article"


def bodies(text: str) -> list[Mention]:
    """Elliptical names of the one body that can be meant (市委, 县政府, 管委会), which are always organisations.

    >>> bodies("市县政协会议,管委会主任")
    [(7, 10, 'ORG')]
    """
    titles = [match.span() for match in _TITLE.finditer(text)]
    return [
        (start, end, "ORG")
        for start, end in matches(text, _bodies())
        if _stands_alone(text, start) and not any(a < start < b for a, b in titles)
    ]


def _stands_alone(text: str, start: int) -> bool:
    """Whether the body that starts here is not the end of a longer name: 大里村|村委会, 市|县政协."""
    before = text[start - 1 : start]
    if text[start] in "省市县区":
        return before not in _JOINS
    return not re.match(HAN, before) or before in _FUNCTION


def whole_names(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, a name with an interpunct in one: it goes on over the characters of transliteration.

    >>> whole_names("记者克莱尔·努利斯说", [(2, 5, "PER")])
    [(2, 9, 'PER')]
    """
    out: list[Mention] = []
    for start, end, kind in found:
        if out and end <= out[-1][1]:
            continue  # it is a part of the name before
        if out and kind == out[-1][2] == "PER" and _is_one_name(text, out[-1], start, end):
            start = out.pop()[0]
        if kind == "PER" and (match := conventions("owned").match(text, end)):  # 某某|诊所
            end, kind = match.end(), "ORG"
        elif kind == "PER" and end - start > 2 and conventions("drawn_in").match(text, end - 1):
            end -= 1  # 某某|作报告
        while kind == "PER" and (match := _goes_on().match(text, end - (text[end - 1] in _INTERPUNCTS))):
            end = match.end()
        out.append((max(start, out[-1][1] if out else 0), end, kind))
    return out


def _is_one_name(text: str, before: Mention, start: int, end: int) -> bool:
    """Whether two people are one with a foreign name: 玛丽|-路易丝, Laura| Bennett."""
    first, gap, second = text[before[0] : before[1]], text[before[1] : start], text[start:end]
    if gap == "-":
        return set(first + second) <= {
            *words("transliteration.txt"),
            *"".join(words("transliteration.txt")),
            "·",
        }
    return gap == " " and (first + second).isascii() and (first + second).isalpha()


def objection(text: str, mention: Mention) -> str:
    """Why a mention is not an entity by the conventions; "" if nothing speaks against it.

    >>> objection("中德合作", (0, 2, "LOC")), objection("陈主任说", (0, 3, "PER")), objection("陈主说", (0, 2, "PER"))
    ('joined short names', 'a surname with a title', '')
    """
    start, end, kind = mention
    form = text[start:end]
    if not any(char.isalnum() for char in form):
        return "blanks and marks alone"
    if sentence_end(text, mention):
        return "a sentence ends inside"
    if kind in ("LOC", "ORG") and _joined(form):
        return "joined short names"
    if kind in ("LOC", "ORG") and conventions(f"bare_{kind.lower()}").fullmatch(form):
        return "a noun without a name"
    if kind == "LOC" and conventions("no_country").match(text, start):
        return "a part of a word"  # 中国特色
    if kind == "TIME" and conventions("vague_time").fullmatch(form):
        return "a part of a day that is not named"
    if kind in ("PER", "ORG") and len(form) <= _LONGEST_MODEL and _MODEL_NUMBER.match(text, end):
        return "the model of a thing"  # 歼某-10
    if kind == "PER" and (conventions("prize").match(text, end) or _MEASURED.search(text, 0, start)):
        return "a part of a word"  # 诺贝尔|奖, 万亩|林海
    if kind == "PER" and conventions("familiar").fullmatch(form):
        return "a surname with a form of address"
    if kind == "TIME" and start and _DOCUMENT.fullmatch(text, start - 1, end):
        return "the number of a document"
    if kind == "PER" and any(form[i:] in _titles() and form[:i] in _surnames() for i in (1, 2)):
        return "a surname with a title"
    if kind == "PER" and form in _surnames() and any(text.startswith(t, end) for t in _titles()):
        return "a surname with a title"
    return ""


def pieces_of(text: str, mention: Mention) -> list[Mention]:
    """What a mention is made of: mostly itself.

    Else two bodies written as one word, a body without its 原党组, or the ends of a stretch of road.

    >>> pieces_of("城东区委区政府", (0, 7, "ORG"))
    [(0, 4, 'ORG'), (4, 7, 'ORG')]
    """
    start, end, kind = mention
    form = text[start:end]
    if kind == "LOC":
        return _places_of(text, mention)
    if kind != "ORG":
        return [mention]
    if match := conventions("service").fullmatch(form):  # 某地|消防: only the place has a name
        return [(start, start + match.end("place"), "LOC")] if match["place"] else [mention]
    if match := _TWO_BODIES.match(form):
        cut = start + match.end(1)
        return [(start, cut, kind), (cut, end, kind)]
    if match := _FORMER.search(form):
        return [(start, start + match.start(), kind)] if match.start() > 1 else [mention]
    return [mention]


def _places_of(text: str, mention: Mention) -> list[Mention]:
    """A place without 中段 or 路口 after it; the two ends of a stretch of road that has no name of its own."""
    start, end, kind = mention
    form = text[start:end]
    if match := conventions("stretch").fullmatch(form):
        return [(start + match.start(i), start + match.end(i), kind) for i in ("first", "second")]
    if match := conventions("section").fullmatch(form):
        return [(start, start + match.end("road"), kind)]
    return [mention]


@cache
def conventions(name: str) -> re.Pattern[str]:
    """A pattern of ``data/entity_conventions.tsv``.

    >>> bool(conventions("vague_time").fullmatch("次日凌晨"))
    True
    """
    return re.compile(next(pattern for key, pattern in rows("entity_conventions.tsv") if key == name))


def _joined(form: str) -> bool:
    """Whether it is a row of one-character names of places, and not a place of that name."""
    bare = _RELATION.sub("", form)
    town = divisions().kinds.get(bare, 4) % 4 == 0  # many a town has such a name, and is not meant
    return len(bare) >= 2 and set(bare) <= words("place_letters.txt") and town


@cache
def _bodies() -> Lexicon:
    vague = ("国家", "中央")
    return Lexicon({word: 1 for word in title_words("body") if word not in vague})


@cache
def _goes_on() -> re.Pattern[str]:
    characters = "".join(words("transliteration.txt"))
    return re.compile(f"[{_INTERPUNCTS}](?:[A-Z]|[{characters}]{{1,8}})")


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        word for word, title in title_list().items() if len(word) > 1 and title.kind != "reporter"
    )


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for rank in RANKS for name in surnames(rank))
