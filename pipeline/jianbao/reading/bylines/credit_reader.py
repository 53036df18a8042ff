"""Reads a credit from left to right: role words open groups of people, what stands between them must fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jianbao.language.patterns import HAN_ANY
from jianbao.reading.bylines.credit_items import (
    glued_names,
    is_outlet,
    items,
    may_be_outlet,
    without_place,
)
from jianbao.reading.bylines.credit_words import credit_word, staff_word, unit_name, word_set
from jianbao.reading.bylines.datelines import outlet_in
from jianbao.reading.bylines.person_names import is_name

_POSTED = re.compile(rf"驻{HAN_ANY}{{2,6}}\Z")
_BEFORE_NAMES = re.compile(r"(?P<mark>\s*[:/]\s*|\s+)(?P<item>[^\s、,;/:]+)")
_LONGEST_EDITOR = 24  # characters of an item among editors


@dataclass(slots=True)
class Credit:
    """A name with its role and outlet; offsets into the text that was parsed."""

    name: str
    role: str  # as printed; "" without one
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


class CreditReader:
    """The state between the words of a credit: whose turn it is, in which role, for which outlet.

    text: what is parsed. outlet: the one that the first people belong to.
    """

    def __init__(self, text: str, outlet: str | None) -> None:
        self.text = text
        self.credits = Credits()
        self._role: str | None = ""  # of the people that follow; None among editors
        self._outlet = outlet  # of the people that follow
        self._group = 0  # where the people of the present role begin
        self._outlet_is_new = False  # an outlet has been named since the last person
        self._in_source = False

    def read(self) -> bool:
        """Reads the whole text into ``credits``; False if it holds anything but credits."""
        at = 0
        for word in credit_word().finditer(self.text):
            if not self._read_items(at, word.start(), word):
                return False
            self._read_word(word)
            at = word.end()
        return self._read_items(at, len(self.text), None)

    # Words

    def _read_word(self, word: re.Match[str]) -> None:
        self._in_source = bool(word["source"])
        self.credits.has_source |= self._in_source
        if word["editor"]:
            self.credits.has_editor = True
            self._open(None)
        elif word["role"]:
            self._read_role(word["role"], word, own=bool(word["own"]))
        elif word["short"]:
            self._read_role(word["short"], word, own=False)

    def _read_role(self, role: str, word: re.Match[str], *, own: bool) -> None:
        """A role behind the names of the group before it, or before the names of a new one."""
        self.credits.has_role = True
        if role in word_set("after") and self._role is not None and self._people() and not self._leads(word):
            self._close(role, joined=self.text[: word.start()].rstrip().endswith("/"))
            return
        if own or (self.credits.people and "记者" not in role and not self._outlet_is_new):
            self._outlet = None
        self._open(role)

    def _leads(self, word: re.Match[str]) -> bool:
        """Whether a role that may stand behind names belongs to the name that follows.

        It does where a slash or colon joins it to that name (文/甲 图/乙), and where the role before it led its
        names as well (文 甲 图 乙). A word that is no name is none that it could belong to (甲 摄/光明图片).
        """
        follows = _BEFORE_NAMES.match(self.text, word.end())
        if not follows or self.text[: word.start()].rstrip().endswith("/"):
            return False
        if not follows["mark"].strip() and self._role not in word_set("after"):
            return False
        return is_name(follows["item"]) or bool(staff_word().search(follows["item"]))

    def _close(self, role: str, *, joined: bool) -> None:
        """A role behind its names: all that have none get it, those of pictures outweigh the role before."""
        people = self._people()
        for person in people:
            alone = joined and person is people[-1] and role in word_set("joined")
            if not person.role or role in word_set("picture") or alone:
                person.role = role
        self._open("")

    def _open(self, role: str | None) -> None:
        self._group = len(self.credits.people)
        self._role = role

    def _people(self) -> list[Credit]:
        """The people of the present group."""
        return self.credits.people[self._group :]

    # Items

    def _read_items(self, start: int, end: int, before: re.Match[str] | None) -> bool:
        """The text between two words: outlets, names, units. False if it holds anything else."""
        staff = before is not None and bool(before["role"] and staff_word().search(before["role"]))
        found = items(self.text, start, end, before_staff=staff)
        for i, (a, b) in enumerate(found):
            attached = staff and before is not None and b == before.start() and i == len(found) - 1
            if (
                attached
                and i
                and self.text[a - 1] == "/"
                and self._outlet == self.text[found[i - 1][0] : a - 1]
            ):
                a = found[i - 1][0]  # 兰州晨报/掌上兰州记者
            if not self._read_item(a, b, attached=attached):
                return False
        return True

    def _read_item(self, start: int, end: int, *, attached: bool) -> bool:
        """One item, taken as the first of these that it can be; False if it is none of them.

        A place that a reporter is posted to, anything among editors, an outlet, the name before 记者, names, a unit.

        attached: a role like 记者 follows without a blank.
        """
        item = self.text[start:end]
        if attached and (posted := _POSTED.search(item)):  # 驻福州记者
            fits = not posted.start() or self._read_item(start, start + posted.start(), attached=False)
            self._outlet = self._outlet if self._outlet_is_new else None
            return fits
        if self._role is None:
            if attached and outlet_in(item):
                self._name_outlet(item)
            return len(item) <= _LONGEST_EDITOR
        if self._in_source or is_outlet(item) or (attached and self._is_unknown_outlet(item)):
            self._name_outlet(without_place(item) if attached else item)
            return True
        if attached and self._role and re.fullmatch(rf"{HAN_ANY}{{2,3}}", item):
            self._add(item, start, end)  # 通讯员建检暄记者张红军: a rare surname, or a pen name
            return True
        return self._read_names(start, end)

    def _is_unknown_outlet(self, item: str) -> bool:
        """Whether an item right before 记者 is an outlet, though its name does not say so."""
        first = not self._people()
        if first and self._role in word_set("writing"):
            return len(item) <= 14
        if first and self._role and len(item) <= 3:
            return False  # the one name of the role before: 通讯员建检暄记者张红军
        return may_be_outlet(item)

    def _name_outlet(self, outlet: str) -> None:
        self.credits.has_outlet = True
        if self._people() and self._role:
            self._open("")
        self._outlet = outlet
        self._outlet_is_new = True

    def _read_names(self, start: int, end: int) -> bool:
        """An item that is a name, a run of names or a unit; or a short word behind people, which is passed over."""
        plain = re.sub(r"\s", "", self.text[start:end])
        first = not self._people()
        if plain in word_set("word") or "来源" in plain:
            return False
        known = is_name(plain)
        if known or (first and self._may_be_rare_name(plain, start)):
            self.credits.surnames_only &= known
            self._add(self.text[start:end], start, end)
            return True
        if (
            plain == self.text[start:end]
            and len(plain) >= 4
            and (names := glued_names(plain, 5.0 if self._role else 2.5))
        ):
            for name in names:
                self._add(name, start, start + len(name))
                start += len(name)
            return True
        if unit_name().match(plain) and (first or self.credits.units):
            self.credits.units = True
            self._add(self.text[start:end], start, end)
            return True
        return self.credits.has_role and not first and len(plain) <= 3

    def _may_be_rare_name(self, plain: str, start: int) -> bool:
        """Whether two or three characters right behind a role are a name though no known surname begins them."""
        apart = self.text[start - 1 : start] in tuple(" :/、") or bool(self.credits.people)
        return bool(self._role) and apart and re.fullmatch(rf"{HAN_ANY}{{2,3}}", plain) is not None

    def _add(self, name: str, start: int, end: int) -> None:
        self.credits.people.append(Credit(name, self._role or "", self._outlet, start, end))
        self._outlet_is_new = False
