"""Speakers by pronoun: whom 他 or 她 means."""

from __future__ import annotations

import re

from jianbao.stages.quotes.addresses import AddressFinder
from jianbao.stages.quotes.adverbials import Adverbials
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.persons import PersonFinder
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.words import words

PRONOUNS = ("他", "她")
PLURALS = ("他们", "她们")
_EPITHET = 12  # characters after 一位 in which 张女士 stands
_MAX_LOOK = 320  # characters of a sentence that are looked at
_MAX_SENTENCES = 4  # sentences back
_MAX_CLAUSES = 12  # clauses of a sentence
_MAX_PARAGRAPH = 2000


class PronounResolver:
    """Resolves pronouns in one folded text; who spoke last is the caller's to remember."""

    def __init__(
        self,
        text: str,
        names: NameIndex,
        adverbials: Adverbials,
        persons: PersonFinder,
        addresses: AddressFinder,
    ) -> None:
        self.text = text
        self.names = names
        self.adverbials = adverbials
        self.persons = persons
        self.addresses = addresses
        self._topics: dict[
            tuple[int, int], str
        ] = {}  # sentences that were looked at, with their first person

    def resolve(self, begin: int, end: int, last: Speaker | None) -> Speaker | None:
        """The person whom the pronoun ``begin:end`` means; None where nobody is named before.

        In this order: whom the sentences before in the paragraph are about, the nearest first; ``last``, who
        spoke last, unless that is no person; the last person named at all.
        """
        paragraph = self.text.rfind("\n", max(0, begin - _MAX_PARAGRAPH), begin) + 1
        if self._is_other(begin, last):
            other = self._the_other(paragraph, begin, last.name if last else "")
            return Speaker(other, begin, end, "pronoun") if other else None
        if introduced := self._introduced(max(paragraph, begin - _MAX_LOOK), begin):
            return Speaker(introduced, begin, end, "pronoun")
        stop = begin
        for _ in range(_MAX_SENTENCES):
            if stop <= paragraph:
                break
            start = max(paragraph, self.text.rfind("。", paragraph, stop - 1) + 1, stop - _MAX_LOOK)
            if name := self._topic(start, stop, last):
                return Speaker(name, begin, end, "pronoun")
            stop = start
        if last is not None and last.resolved_by != "collective":
            return Speaker(last.name, begin, end, "pronoun")
        person = self.names.last_person_before(begin)
        return Speaker(person.text, begin, end, "pronoun") if person else None

    def _is_other(self, at: int, last: Speaker | None) -> bool:
        """Whether 他 stands where 她 spoke last, or the other way round."""
        if last is None or last.resolved_by != "pronoun":
            return False
        contrast = self.text.startswith(words("contrast"), at + 1)  # in others a slip of the pen is likelier
        return contrast and {self.text[last.start], self.text[at]} == {"他", "她"}

    def _the_other(self, paragraph: int, at: int, name: str) -> str:
        """The one person named in the paragraph besides ``name``; "" where it is not one."""
        others = {p.text for p in self.names.people_between(paragraph, at)} - {name}
        return others.pop() if len(others) == 1 else ""

    def _introduced(self, begin: int, at: int) -> str:
        """Whom the sentence brings in before its pronoun: 还有一位|张女士|捐了款,她说; "" where nobody."""
        begin = max(begin, self.text.rfind("。", begin, at) + 1)
        found = None
        for one in re.finditer("一[位名]", self.text[begin:at]):
            start = begin + one.end()
            stop = min(at, start + _EPITHET)
            comma = re.search("[,;:]", self.text[start:stop])
            found = self.addresses.with_courtesy(start, start + comma.start() if comma else stop) or found
        return found.name if found else ""

    def _topic(self, start: int, stop: int, last: Speaker | None) -> str:
        """Whom a sentence is about: its last speaker, else its first person, else its 刘副市长; "" where nobody."""
        if (
            last is not None
            and start <= last.start < stop
            and last.resolved_by in ("name", "title", "pronoun")
        ):
            return last.name
        if (start, stop) not in self._topics:
            self._topics[start, stop] = self._first_person(start, stop)
        return self._topics[start, stop]

    def _first_person(self, start: int, stop: int) -> str:
        at = start
        for clause in re.split(r"[,;:]", self.text[start:stop])[:_MAX_CLAUSES]:
            end = at + len(clause)
            if name := self._person_of_clause(at, end):
                return name
            at = end + 1
        return ""

    def _person_of_clause(self, begin: int, end: int) -> str:
        """The first person of a clause, by name, as 刘女士, or as 刘副市长 at its head."""
        subject = self.adverbials.after_lead(begin, end)
        if named := self.persons.first(begin, end) or self.addresses.with_courtesy(subject, end):
            return named.name.split("、")[0]
        for size in range(3, min(6, end - subject) + 1):
            titled = self.addresses.with_title(subject, subject + size)
            if titled and titled.resolved_by == "title":
                return titled.name
        return ""
