"""Followers: who speaks a quotation that no verb brings in, by the sentence after it.

“……”周启明走出了村: the person whom that sentence is about. Where the sentence says that somebody heard or was
asked, the quotation is another's: “……”听到村民的议论,周启明坐不住了. An unknown speaker is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.stages.quotes.nouns import bare_noun, opening_phrase
from jianbao.stages.quotes.spans import Cue, Speaker
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.words import either, pattern, words

_CLAUSE = re.compile(rf"[,;:{SENTENCE_ENDS}\n]")
_SUBJECT_REACH = 40  # characters after a quotation in which the follower stands
_MAX_HEARER = 12
_PLACES_AND_TIMES = "上中里后时"  # end a clause that only says where or when: 座谈会上
_MAX_EPITHET = 6


class Answer(NamedTuple):
    """What the sentence after a quotation says of its speaker.

    Attributes:
        cue: the verb of speech, where there is one: 女儿|问|段宏伟.
        speaker: who speaks; None where nobody is named.
        settled: whether no other reading should be tried.
    """

    cue: Cue | None
    speaker: Speaker | None
    settled: bool


_OPEN = Answer(None, None, False)


@cache
def _heard() -> re.Pattern[str]:
    """What the one who is named heard or was asked, and whose words it was: 听到|村民|的议论."""
    said = rf"(?:{either('sent')})?[了过]?的?(?:一[声句番个])?{either('utterance')}(?=[,。;后时]|$)"
    who = "[^,。;:“”]{1,14}?"
    return re.compile(rf"{either('hears')}(?:(?P<who>{who}){said})?|{either('faces')}(?P<asker>{who}){said}")


@cache
def _asks() -> re.Pattern[str]:
    """A verb of speech with the one who is spoken to, at the end of a clause: 问|段宏伟."""
    return re.compile(rf"{either('told')}(?:着|了|起)?(?P<hearer>[^,。;:!?“”的]{{1,{_MAX_HEARER}}})[,。;!?]")


class FollowerFinder:
    """Finds the speakers of quotations by the sentence after them, in one folded text.

    >>> from jianbao.article import Article, Entity
    >>> text = "“路该修了。”听到村民的议论,周启明坐不住了。"
    >>> article = Article.from_text(text)
    >>> article.entities = [Entity(15, 18, "PER", "周启明")]
    >>> FollowerFinder(text, SpeakerFinder(article, text)).read(7, len(text), None).speaker.name
    '村民'
    """

    def __init__(self, text: str, speakers: SpeakerFinder) -> None:
        self.text = text
        self.speakers = speakers
        self.names = speakers.names

    def read(self, begin: int, limit: int, last: Speaker | None) -> Answer:
        """What the sentence ``begin:limit`` after a quotation says of who spoke it, verbs apart.

        last: who spoke last.
        """
        end = self._end_of_subject(begin, limit)
        heard = _heard().search(self.text, begin, end)
        if heard and not self._is_answer(heard, begin):
            return Answer(None, self._source(heard, last), True)
        if pattern("nobody").search(self.text, begin, end):
            return Answer(None, None, True)
        return self._asked(begin, limit, last) or _OPEN

    def subject(self, begin: int, limit: int) -> Speaker | None:
        """The person whom the sentence ``begin:limit`` is about, by name; None where it is about others first."""
        for start, end in self._clauses(begin, min(limit, begin + _SUBJECT_REACH)):
            head = self.speakers.adverbials.after_lead(start, end)
            person = self._person(head, end)
            if person and self._leads_to(head, person.start):
                return person
            stop = person.start if person else end
            if self._has_other_subject(head, stop):
                return None
        return None

    def _person(self, head: int, end: int) -> Speaker | None:
        """The first person of a clause, by name or as 吴女士."""
        return self.speakers.persons.first(head, end) or self.speakers.addresses.with_courtesy(head, end)

    def _is_answer(self, heard: re.Match[str], begin: int) -> bool:
        """Whether a quotation that asks nothing stands before a question that was put: it is the answer."""
        asked = heard["asker"] is not None and "问" in heard.group()
        return asked and self.text[begin - 2 : begin - 1] != "?"

    def _clauses(self, begin: int, limit: int) -> Iterator[tuple[int, int]]:
        while begin < limit and self.text[begin] in " …":
            begin += 1
        for mark in _CLAUSE.finditer(self.text, begin, limit):
            yield begin, mark.start()
            begin = mark.end()
        yield begin, limit

    def _end_of_subject(self, begin: int, limit: int) -> int:
        """The end of the clause in which the first person stands, else of the first clause."""
        first = 0
        for start, end in self._clauses(begin, min(limit, begin + _SUBJECT_REACH)):
            first = first or (end if end > start else 0)
            if self._person(start, end):
                return end
        return first or begin

    def _source(self, heard: re.Match[str], last: Speaker | None) -> Speaker | None:
        """Whose words were heard, where that is said."""
        begin, end = heard.span("who") if heard["who"] else heard.span("asker")
        if begin < 0:
            return None
        person = self.speakers.persons.at_end(begin, end)
        return person or self.speakers.nouns.phrase(begin, end, last)

    def _asked(self, begin: int, limit: int, last: Speaker | None) -> Answer | None:
        """“……”女儿问段宏伟: the verb and who asks."""
        for found in _asks().finditer(self.text, begin, limit):
            if not self._is_person(*found.span("hearer")):
                continue
            start, end = found.start(), found.start("hearer")
            speaker = self.speakers.before(begin, start, last)
            if speaker is None or speaker.resolved_by == "reporter":
                return Answer(None, None, True)
            verb = self.text[start:end]
            return Answer(Cue(start, end, found.end(), verb, "tell", "after"), speaker, True)
        return None

    def _is_person(self, begin: int, end: int) -> bool:
        """Whether ``begin:end`` names somebody who may be spoken to."""
        named = self.names.name_ending_at(begin, end)
        phrase = self.text[begin:end]
        return (named is not None and named.type == "PER") or bool(
            bare_noun().fullmatch(phrase) or phrase in words("hearer")
        )

    def _leads_to(self, head: int, at: int) -> bool:
        """Whether ``head:at`` is nothing but what describes the person named at ``at``: 62岁的村民|."""
        before = self.text[head:at].strip()
        if not before or before.endswith("的"):
            return pattern("beheld").match(before) is None
        describes = self.names.name_ending_at(head, at) is not None or self._is_noun(before)
        if not describes and len(before) <= _MAX_EPITHET:  # 小区|黄先生
            describes = self.names.name_at(at) is None and not set(before) & set(words("not_in_noun"))
        return describes and pattern("beheld").match(before) is None

    def _is_noun(self, phrase: str) -> bool:
        return any(bare_noun().fullmatch(phrase, i) for i in range(max(0, len(phrase) - 6), len(phrase)))

    def _has_other_subject(self, head: int, stop: int) -> bool:
        """Whether a clause opens with somebody who is not named: 孩子扑进……."""
        if self.text.startswith(words("hearer"), head):
            return True
        if pattern("beheld").match(self.text, head, stop) or self.text[stop - 1] in _PLACES_AND_TIMES:
            return False
        noun = opening_phrase().match(self.text, head, stop)
        return noun is not None
