"""The grammar of credits: who wrote or photographed, in what role, for which outlet.

A credit is a short run of text like ``记者 张红军 通讯员李明 王小红 文/图``: role words before or behind names,
outlets before roles or names, an imprint's editors (who are no bylines). It is taken apart word by word;
what does not fit makes the whole no credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from jianbao.reading.bylines.datelines import outlet_in
from jianbao.reading.bylines.person_names import HAN, is_name, name_cost, split_run, surnames
from jianbao.resources import rows

_UNIT = re.compile(
    rf"{HAN}{{0,20}}(?:办公室|办事处|派出所|指挥部|宣传部|中心|工会|公司|集团|团委|党委|纪委|妇联|支队|大队|中队|街道|社区|政府|学院|医院|协会"
    rf"|[处办局委部科股院校室镇乡所厅组系])\Z"
)
_ITEM = re.compile(r"[^\s、,;|/\\?·•]+(?:[·•][^\s、,;|/\\?·•]+)*")
_QUOTED = re.compile(r"[“\"《][^”\"》]{1,12}[”\"》]")
_MARKS = re.compile(r"[\s\u200b\ufeff□■⊙●◎▲△◆★☆※>:()【】\[\]]+")
_STAFF = re.compile("记者|通讯员|通信员|评论员|实习生|报道员|拍客")
_POSTED = re.compile(rf"驻{HAN}{{2,6}}\Z")
_MASTHEAD = re.compile(rf"{HAN}{{1,6}}[报网社]\Z")  # what no personal name ends in
_RUNNING = re.compile(r"[了着们的被把将正很都也]|在(?!线)")  # words of running text that no masthead holds
MAX_LENGTH = 120


@dataclass(slots=True)
class Credit:
    """A name with its role and outlet; offsets into the text that was parsed."""

    name: str
    role: str
    outlet: str | None
    start: int
    end: int


@dataclass(slots=True)
class Credits:
    """What a run of text says: its credits, and which kinds of words it holds."""

    people: list[Credit] = field(default_factory=list)
    has_role: bool = False
    has_editor: bool = False
    has_outlet: bool = False
    has_source: bool = False
    surnames_only: bool = True  # every name begins with a known surname
    units: bool = False  # a unit signs


@cache
def _words() -> re.Pattern[str]:
    listed: dict[str, list[str]] = {}
    for kind, word in sorted(rows("bylines.tsv"), key=lambda row: -len(row[1])):
        listed.setdefault(kind, []).append(re.escape(word))
    either = {kind: "|".join(found) for kind, found in listed.items()}
    single = "".join(name for name in surnames() if len(name) == 1)
    long_roles = "|".join(word for word in listed["role"] if len(word) > 1)
    return re.compile(
        rf"(?P<editor>(?:{either['modifier']})*(?:{either['editor']}))(?=[\s:/\\]|[{single}]|\Z)"
        rf"|(?P<own>{either['own']})?(?P<role>(?:{either['modifier']})*(?:{long_roles}))(?![站团证]|来源)"
        rf"|(?P<short>(?:(?<=[\s/、(□■⊙●◎▲△◆★☆])|\A)(?:文|图|摄)(?=[\s:/]|\Z)|(?<=\S)摄(?=[\s,、]|\Z)|摄(?=(?:图文|图片|稿件)?来源|[责网]?编辑|责编))"
        rf"|(?P<source>(?:稿件|信息|文章|图文|消息|新闻|图片|视频|资料|内容)?来源|综合)\s*[:/\\]"
        rf"|(?P<skip>发自\s?{HAN}{{2,8}}|(?:综合|联合|整理)?报道|综合整理|整理|采写|\A据|专电)"
    )


@cache
def _behind() -> frozenset[str]:
    """The role words that may stand behind names."""
    return frozenset(word for kind, word in rows("bylines.tsv") if kind == "after")


def parse(text: str, outlet: str | None = None) -> Credits | None:
    """The credits that a folded text is made of; None where it holds anything else.

    Args:
        text: a line, the inside of a pair of brackets, or what follows the last full stop of a paragraph.
        outlet: the outlet of the dateline before it, which the first people of the credit belong to.

    >>> [(c.name, c.role, c.outlet) for c in parse("记者 张红军 大河日报 李明 文/图").people]
    [('张红军', '记者', None), ('李明', '文/图', '大河日报')]
    """
    if len(text) > MAX_LENGTH:
        return None
    reader = _Reader(text, outlet)
    at = 0
    for m in _words().finditer(text):
        if not reader.chunk(at, m.start(), before=m):
            return None
        reader.word(m)
        at = m.end()
    return reader.credits if reader.chunk(at, len(text), before=None) else None


def is_credit_line(text: str, *, glued: bool = False) -> bool:
    """Whether a folded line holds a byline or imprint and nothing else.

    >>> is_credit_line("记者 张红军 通讯员 李明"), is_credit_line("责任编辑:王小红"), is_credit_line("记者节的由来")
    (True, True, False)
    """
    found = parse(strip_marks(text))
    if found is None:
        return False
    if found.has_editor or found.has_source or (found.people and (found.has_role or found.has_outlet)):
        return True
    return glued and bool(found.people) and found.surnames_only and len(text) <= 8


def strip_marks(text: str) -> str:
    """``text`` without the marks, blanks and the pair of brackets that credits are set in."""
    text = text.strip(" \t□■⊙●◎▲△◆★☆※>:")
    return text[1:-1] if text[:1] in "([【〔" and text[-1:] in ")]】〕" and len(text) > 2 else text


@cache
def _no_names() -> frozenset[str]:
    """Words that begin like names and stand where names stand."""
    return frozenset(word for kind, word in rows("bylines.tsv") if kind == "word")


def _are_names(run: list[str] | None, limit: float) -> bool:
    """Whether the parts of a run of characters are all like names."""
    return run is not None and len(run) > 1 and all(name_cost(name) < limit for name in run)


def _less_place(outlet: str) -> str:
    """An outlet without the place of its reporter: 大河网洛阳 of 大河网洛阳记者."""
    named = outlet_in(outlet)
    return named if named and re.fullmatch(rf"(?!.*站){HAN}{{2,3}}", outlet[len(named) :]) else outlet


class _Reader:
    """Reads the words of a credit from left to right."""

    def __init__(self, text: str, outlet: str | None) -> None:
        self.text = text
        self.credits = Credits()
        self.role: str | None = ""  # None among editors
        self.outlet = outlet
        self.group = 0  # where the people of the present role begin
        self.fresh = False  # an outlet has been named since the last person
        self.in_source = False

    def word(self, m: re.Match[str]) -> None:
        """A role word, editor's function or filler."""
        self.in_source = bool(m["source"])
        self.credits.has_source |= self.in_source
        if m["editor"]:
            self.credits.has_editor = True
            self._open(None)
        elif m["role"]:
            self._role(m["role"], own=bool(m["own"]))
        elif m["short"]:
            self._role(m["short"], own=False)

    def _role(self, role: str, *, own: bool) -> None:
        people = self.credits.people[self.group :]
        self.credits.has_role = True
        if role in _behind() and people and self.role is not None:
            for person in people:
                if not person.role or role in ("摄", "摄影", "供图"):
                    person.role = role
            self._open("")
            return
        if own or (self.credits.people and "记者" not in role and not self.fresh):
            self.outlet = None
        self._open(role)

    def _open(self, role: str | None) -> None:
        self.group = len(self.credits.people)
        self.role = role

    def chunk(self, start: int, end: int, before: re.Match[str] | None) -> bool:
        """The text between two role words: outlets, names, units. False if it holds anything else."""
        text = self.text[start:end]
        staff = before is not None and bool(before["role"]) and bool(_STAFF.search(before["role"]))
        if staff:  # “新华视点”记者: a column, no outlet
            text = _QUOTED.sub(lambda m: " " * len(m[0]), text)
        text = _MARKS.sub(lambda m: " " * len(m[0]), text)
        items = [(start + m.start(), start + m.end()) for m in _ITEM.finditer(text)]
        i = 0
        while i < len(items):
            a, b = items[i]
            if b - a == 1 and i + 1 < len(items) and items[i + 1][1] - items[i + 1][0] == 1:
                b = items[i + 1][1]  # 杨 淇
                i += 1
            attached = staff and before is not None and b == before.start() and i == len(items) - 1
            if (
                attached
                and i
                and self.text[a - 1] == "/"
                and self.outlet == self.text[items[i - 1][0] : a - 1]
            ):
                a = items[i - 1][0]  # 兰州晨报/掌上兰州记者
            if not self._item(a, b, attached=attached):
                return False
            i += 1
        return True

    def _item(self, start: int, end: int, *, attached: bool) -> bool:
        item = self.text[start:end]
        if attached and (posted := _POSTED.search(item)):  # 驻福州记者
            done = not posted.start() or self._item(start, start + posted.start(), attached=False)
            self.outlet = self.outlet if self.fresh else None
            return done
        if self.role is None:
            if attached and outlet_in(item):
                self._outlet(item)
            return len(item) <= 24
        if self.in_source or self._is_outlet(item) or (attached and self._is_attached(item)):
            self._outlet(_less_place(item) if attached else item)
            return True
        if attached and self._glued(start, item):
            return True
        if attached and self.role and re.fullmatch(rf"{HAN}{{2,3}}", item):
            self._add(item, start, end)  # 通讯员建检暄记者张红军: a rare surname, or a pen name
            return True
        return self._names(start, end)

    def _is_outlet(self, item: str) -> bool:
        """Whether an item is the name of an outlet by itself."""
        if "·" in item and len(item.split("·")[0]) > 3:
            return self._is_outlet(item.split("·")[0])
        return outlet_in(item) == item and bool(
            len(item) > 3 or _MASTHEAD.match(item) or not is_name(item, 2.0)
        )

    def _is_attached(self, item: str) -> bool:
        """Whether an item right before 记者 is an outlet that we do not know."""
        first = len(self.credits.people) == self.group
        if first and self.role in ("文", "图", "文/图", "文图"):
            return len(item) <= 14
        if is_name(item, 3.0) or len(item) > 14 or _RUNNING.search(item) or not re.search(HAN, item):
            return False
        if first and self.role and len(item) <= 3:
            return False  # the one name of the role before: 通讯员建检暄记者张红军
        return not _are_names(split_run(item), 2.5)

    def _glued(self, start: int, item: str) -> bool:
        """A name and the next one's outlet without a blank: 通讯员李明大河日报记者."""
        for length in (3, 2):
            name, outlet = item[:length], item[length:]
            if self.role and is_name(name, 3.0) and len(outlet) > 2 and outlet_in(outlet) == outlet:
                self._add(name, start, start + length)
                self._outlet(outlet)
                return True
        return False

    def _outlet(self, item: str) -> None:
        self.credits.has_outlet = True
        if len(self.credits.people) > self.group and self.role:
            self._open("")
        self.outlet = item
        self.fresh = True

    def _names(self, start: int, end: int) -> bool:
        item = self.text[start:end]
        plain = re.sub(r"\s", "", item)
        first = len(self.credits.people) == self.group
        if plain in _no_names() or "来源" in plain:
            return False
        known = is_name(plain)
        apart = self.text[start - 1 : start] in tuple(" :/、") or bool(self.credits.people)
        if known or (
            self.role and first and apart and 2 <= len(plain) <= 3 and re.fullmatch(rf"{HAN}+", plain)
        ):
            self.credits.surnames_only &= known
            self._add(item, start, end)
            return True
        names = split_run(plain) if plain == item and len(plain) >= 4 else None
        if names and _are_names(names, 5.0 if self.role else 2.5):
            for name in names:
                self._add(name, start, start + len(name))
                start += len(name)
            return True
        if _UNIT.match(plain) and (first or self.credits.units):
            self.credits.units = True
            self._add(item, start, end)
            return True
        return self.credits.has_role and not first and len(plain) <= 3

    def _add(self, name: str, start: int, end: int) -> None:
        self.credits.people.append(Credit(name, self.role or "", self.outlet, start, end))
        self.fresh = False
