"""Speakers: who stands before a verb of speech, by name, title, pronoun or noun."""

from __future__ import annotations

import re
from functools import cache

from jianbao.article import Article
from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.stages.quotes.addresses import AddressFinder
from jianbao.stages.quotes.adverbials import Adverbials
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.nouns import NounFinder, bare_noun, is_people, opening_phrase
from jianbao.stages.quotes.persons import PersonFinder
from jianbao.stages.quotes.pronouns import PLURALS, PRONOUNS, PronounResolver
from jianbao.stages.quotes.reporting_verbs import names_no_speaker
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.words import either, pattern, words

_CLAUSE = re.compile(rf"[,;:{SENTENCE_ENDS}\n)]")
_MAX_CLAUSE = 80
_MAX_CLAUSES = 14
_MAX_LOOK = 320  # a verb's subject stands at most this many characters before it
_CALL_REACH = 60
_HEAD = 12  # characters at the head of a clause
_HEAD_CLAUSES = 4  # in the first of a sentence a noun may open the clause


@cache
def _issues() -> re.Pattern[str]:
    """The end of a clause that tells what was issued: 市安委办|下发通知."""
    return re.compile(rf"{either('issue')}[^,。]{{1,16}}$")


@cache
def _outlet() -> re.Pattern[str]:
    """Where a body publishes, after its name: 某局|官方微博."""
    return re.compile(rf"[^“”。]{{0,4}}{either('outlet')}")


@cache
def _quotes_another() -> re.Pattern[str]:
    return re.compile(rf"{either('quoting')}[^,。]{{2,24}}$")


@cache
def _reached() -> re.Pattern[str]:
    """Whom a clause says somebody reached, up to its end."""
    return re.compile(rf"{either('reached')}了?(?P<who>[^,。;:“”]{{2,30}}?)(?:的?(?:电话|客服))?(?=[,。;])")


@cache
def told_by_caller() -> re.Pattern[str]:
    """The end of a clause that tells who called whom: 接到|市民王先生|报警."""
    some = r"(?:[一二两三四五六七八九十多数几\d]{1,3}[起名位个])?"
    call = rf"(?:\([^()]*\))?的?(?:(?:拨打|打来|来电)的?)?(?:电话)?(?:{either('calls')}(?:电话)?)?,?$"
    return re.compile(
        rf"(?:接(?:到|报(?!警))|(?<=[台心])接)(?:来自)?{some}(?P<who>[^,。;:“”]{{1,30}}?){call}"
        rf"|(?:[,。有]|一[名位]){some}(?P<teller>[^,。;:“”向]{{1,12}}?)向[^,。;:“”]{{2,24}}{either('calls')},?$"
    )


class SpeakerFinder:
    """Finds the speakers of one article. It remembers nobody: who spoke last is handed in.

    article: with its entities, bylines and, where they are, its persons; text: the article's, folded.

    >>> from jianbao.article import Entity
    >>> article = Article.from_text("周启明说,要办实事。")
    >>> article.entities = [Entity(0, 3, "PER", "周启明")]
    >>> SpeakerFinder(article, article.text).before(0, 3, None).name
    '周启明'
    """

    def __init__(self, article: Article, text: str) -> None:
        self.text = text
        self.shown = article.text
        self.names = NameIndex(article)
        self.persons = PersonFinder(text, self.names)
        self.nouns = NounFinder(text, article.text, self.names, AddressFinder(article, text, self.names))
        self.addresses = self.nouns.addresses
        self.adverbials = Adverbials(text, self.names)
        self.pronouns = PronounResolver(text, self.names, self.adverbials, self.persons, self.addresses)
        line = article.dateline
        self._dateline = (line.start, line.end) if line else (0, 0)

    def before(self, start: int, verb: int, last: Speaker | None) -> Speaker | None:
        """The speaker of the verb of speech at ``verb``; None where none is found.

        The verb's own clause is looked at first, then those before it, back to ``start``, where its sentence
        opens. start, verb: offsets in code points into the text. last: who spoke last.
        """
        start = max(start, verb - _MAX_LOOK)
        if start <= self._dateline[0] < self._dateline[1] <= verb:
            start = self._dateline[1]
        clauses = self._clauses(start, verb)
        for i in range(len(clauses) - 1, max(-1, len(clauses) - 1 - _MAX_CLAUSES), -1):
            begin, end = max(clauses[i][0], clauses[i][1] - _MAX_CLAUSE), clauses[i][1]
            if i == len(clauses) - 1:
                if caller := self._caller(max(start, verb - _CALL_REACH), verb):
                    return caller
                if self._rules_out(begin, end):
                    return None
                speaker = self._in_own_clause(begin, end, last)
                if speaker is None and i and pattern("hearsay").search(self.text, *clauses[i - 1]):
                    return None  # 接到市民报警,|称……
            else:
                speaker = self.subject(begin, end, last, first=self._is_first(clauses, i))
            if speaker is not None:
                return speaker
        return None

    def subject(self, begin: int, end: int, last: Speaker | None, *, first: bool) -> Speaker | None:
        """The subject of the clause ``begin:end``.

        In this order: its first person by name; at its head 刘女士, a pronoun, a name; in a ``first`` clause who
        issues something, or the noun phrase that opens it; in others a noun alone. last: who spoke last.
        """
        if named := self.persons.first(begin, end):
            return named
        begin = self.adverbials.after_lead(begin, end)
        if begin >= end:
            return None
        if called := self.addresses.with_courtesy(begin, min(end, begin + _HEAD)):
            return called
        if self.text.startswith(PRONOUNS, begin) and not self.text.startswith(PLURALS, begin):
            return self.pronouns.resolve(begin, begin + 1, last)
        return (
            self._named_body(begin, end)
            or (self._issuer(begin, end, last) if first else None)
            or self._opening_noun(begin, end, last, first=first)
        )

    def is_organisation(self, speaker: Speaker) -> bool:
        """Whether a speaker is an organisation with a name."""
        return self.names.organisation_end(speaker.start) == speaker.end

    def is_named(self, speaker: Speaker) -> bool:
        """Whether a speaker is a person by full name."""
        name = self.names.name_at(speaker.start)
        return name is not None and name.type == "PER" and speaker.resolved_by == "name"

    def is_party(self, speaker: Speaker) -> bool:
        """Whether a speaker is a place, 中方, 双方 or the like, whom the one who speaks goes on about."""
        return self.names.is_place(speaker.start, speaker.end) or bool(
            pattern("party").fullmatch(speaker.name)
        )

    def _clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses of ``start:end``, without the marks that end them."""
        cuts = [m.end() for m in _CLAUSE.finditer(self.text, start, end)]
        return list(zip([start, *cuts], [*(c - 1 for c in cuts), end], strict=True))

    def _is_first(self, clauses: list[tuple[int, int]], i: int) -> bool:
        """Whether the i-th clause is the first of its sentence that holds more than adverbials."""
        return i < _HEAD_CLAUSES and all(self.adverbials.after_lead(a, b) >= b for a, b in clauses[:i])

    def _rules_out(self, begin: int, end: int) -> bool:
        """据介绍, 记者获悉, 按照……要求: words before the verb that rule out a subject, here and before."""
        clause = self.text[begin:end].strip()
        return (
            clause.endswith(words("not_by"))
            or names_no_speaker(clause)
            or pattern("hearsay").search(clause) is not None
        )

    def _in_own_clause(self, begin: int, end: int, last: Speaker | None) -> Speaker | None:
        """The speaker in the verb's own clause: a person, else what is left without adverbials, else its subject."""
        if other := self._other_side(begin, end):
            return other
        if self.text.startswith("报道", end):
            end = self._before_source(begin, end)
        if named := self.persons.at_end(begin, end) or self.persons.first(begin, end):
            return named
        if familiar := self.addresses.familiar(begin, end):
            return familiar
        if titled := self._document(begin, end):
            return titled
        inner, outer = self.adverbials.strip(begin, end)
        if inner < outer:
            if self.text[inner:outer] in PRONOUNS:
                if reached := self._just_reached(begin):
                    return Speaker(reached.name, inner, outer, "pronoun")
                return self.pronouns.resolve(inner, outer, last)
            if called := self.addresses.ending(inner, outer):
                return called
            phrase = self.nouns.phrase(inner, outer, last) or self.addresses.with_courtesy(begin, end)
            if phrase is not None:
                return phrase
        return self.subject(begin, end, last, first=True)

    def _caller(self, begin: int, end: int) -> Speaker | None:
        """接到|市民王先生|报警,称: who called, where the police are told of something by somebody."""
        found = told_by_caller().search(self.text, begin, end)
        if found is None:
            return None
        at, stop = found.span("who" if found["who"] else "teller")
        return (
            self.persons.at_end(at, stop)
            or self.addresses.ending(at, stop)
            or (self.nouns.phrase(at, stop, None) if is_people(self.text[at:stop]) else None)
        )

    def _before_source(self, begin: int, end: int) -> int:
        """Where a clause ends before the source that its subject quotes: 某社|援引目击者的话|报道说."""
        found = _quotes_another().search(self.text, begin + 2, end)
        return found.start() if found else end

    def _other_side(self, begin: int, end: int) -> Speaker | None:
        """对方: whom the clause before tells of having reached: 记者联系了|某女士|,对方表示."""
        start, stop = begin, end
        if self.text[begin:end].strip(" ,也还") not in words("other_side"):
            return None
        low = max(self.text.rfind("。", max(0, begin - _MAX_LOOK), begin) + 1, begin - _MAX_LOOK, 0)
        for found in reversed(list(_reached().finditer(self.text, low, begin))):
            at, clause_end = found.span("who")
            if named := self.persons.first(at, clause_end) or self.addresses.with_courtesy(at, clause_end):
                return Speaker(named.name, start, stop, "pronoun")
            if body := self.nouns.phrase(at, clause_end, None):
                return Speaker(body.name, start, stop, "pronoun")
        return None

    def _just_reached(self, at: int) -> Speaker | None:
        """民警找到了当时的|司机|,他表示: whom the clause right before ``at`` tells of having reached."""
        low = max(self.text.rfind("。", max(0, at - _MAX_CLAUSE), at) + 1, at - _MAX_CLAUSE, 0)
        for found in _reached().finditer(self.text, low, at):
            begin, end = found.span("who")
            if end == at - 1 and is_people(self.text[begin:end]):
                return self.persons.at_end(begin, end) or self.nouns.phrase(begin, end, None)
        return None

    def _document(self, begin: int, end: int) -> Speaker | None:
        """《意见》|提出: the document in title marks that ends the clause, unless the clause tells who issues it."""
        if self.text[end - 1 : end] != "》" or _issues().search(self.text, begin, end):
            return None
        return self.nouns.in_title_marks(begin, end)

    def _named_body(self, begin: int, end: int) -> Speaker | None:
        """A name at the head of the clause, with the noun that follows: 某局发言人."""
        name = self.names.name_at(begin)
        if name is None or name.end > end:
            return None
        stop = name.end
        tail = opening_phrase().match(self.text, stop, min(end, stop + _HEAD))
        if tail and not (
            (_outlet().match(self.text, stop, end) and not self._has_outlet(tail.end(), end))
            or _issues().search(self.text, stop, tail.end())  # 某局近日|发出通知
        ):
            stop = tail.end()
        stop += self.text.startswith("民", stop)  # 南门村民
        return Speaker(self.shown[begin:stop], begin, stop, "collective")

    def _has_outlet(self, at: int, end: int) -> bool:
        """Whether the outlet of a body stands right at ``at``: 某地交警|官方微博."""
        found = _outlet().match(self.text, at, end)
        return found is not None and re.match(either("outlet"), self.text[at:end]) is not None

    def _issuer(self, begin: int, end: int, last: Speaker | None) -> Speaker | None:
        """Who issues what the clause tells of: 市安委办|下发通知."""
        issues = _issues().search(self.text, begin, end)
        if not issues or issues.start() <= begin + 1:
            return None
        addressee = self.adverbials.addressee(begin, issues.start())
        return self.nouns.phrase(begin, issues.start() if addressee is None else addressee, last)

    def _opening_noun(self, begin: int, end: int, last: Speaker | None, *, first: bool) -> Speaker | None:
        """The noun phrase at the head of a ``first`` clause, or the noun that another clause opens with."""
        head = (opening_phrase() if first else bare_noun()).match(self.text, begin, end)
        if head is None:
            return None
        stop = head.end() + self.text.startswith("们", head.end())
        while more := bare_noun().match(self.text, stop, end):  # 企业家代表
            stop = more.end()
        return self.nouns.phrase(begin, stop, last)
