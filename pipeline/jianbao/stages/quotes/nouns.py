"""Speakers by a noun phrase: a body, a document, people by office (``data/speakers.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.patterns import HAN, alternatives
from jianbao.language.titles import title_set
from jianbao.resources import word_lists
from jianbao.stages.quotes.addresses import AddressFinder
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.words import either, pattern, words

_LONGEST_PHRASE = 30
_TOLD_REACH = 400
_NOT_PEOPLE = ("记者", "编辑", "作者")  # who write
_CUTS = ("的", "《", "据")  # what stands before them is no part of the speaker: 了解行情的|居民


@cache
def _nouns(*kinds: str) -> str:
    return alternatives(noun for kind in kinds for noun in word_lists("speakers.tsv")[kind])


def _without_verb(least: int, most: int) -> str:
    return f"[^,。{''.join(words('not_in_noun'))}]{{{least},{most}}}"


@cache
def _issues() -> re.Pattern[str]:
    """A verb of issuing whose object follows; 发布的 only describes."""
    return re.compile(rf"{either('issue')}(?!的)")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{_nouns('person', 'body', 'text')})们?$")


@cache
def opening_phrase() -> re.Pattern[str]:
    """A noun phrase that speaks, at the head of a clause."""
    return re.compile(rf"{_without_verb(0, 12)}?(?:{_nouns('person', 'body', 'text')})")


@cache
def bare_noun() -> re.Pattern[str]:
    """A noun for people or a body, by itself."""
    return re.compile(_nouns("person", "body"))


def is_people(phrase: str) -> bool:
    """Whether a phrase ends in a noun for people.

    >>> is_people("辖区市民"), is_people("某派出所")
    (True, False)
    """
    return phrase.endswith(tuple(word_lists("speakers.tsv")["person"]))


@cache
def _ending() -> re.Pattern[str]:
    """A whole phrase that ends as people and bodies do."""
    return re.compile(rf"{_without_verb(1, 16)}(?:{_nouns('ending')})")


@cache
def _noise() -> re.Pattern[str]:
    """What no speaker's name holds: a note in brackets, a telephone number, the end of a dateline."""
    return re.compile(r"[】／|]|(?<=电)/|\d{5,} ?")


@cache
def _this() -> re.Pattern[str]:
    """该人员, 这名男子: somebody who was spoken of before."""
    return re.compile(rf"(?P<this>{either('this')})(?P<noun>{HAN}+)")


@cache
def _told_of(noun: str) -> re.Pattern[str]:
    """一名客服|人员: where somebody of a kind is told of for the first time."""
    return re.compile(rf"一[名位个](?P<who>{_without_verb(0, 6)}?{re.escape(noun)})")


@cache
def _after_ended() -> re.Pattern[str]:
    """活动结束后|大家: a noun for people after what tells when."""
    return re.compile(rf"{either('ended')}(?P<noun>{_nouns('person')})$")


@cache
def _called_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:副|总|代)?(?:{alternatives(title_set('called'))})$")


@cache
def _outlet_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:在其|在)?{either('outlet')}$")


class NounFinder:
    """Finds noun phrases that speak in one text.

    text: folded; shown: the same as printed.

    >>> from jianbao.article import Article
    >>> article = Article.from_text("熟悉行情的居民介绍")
    >>> names = NameIndex(article)
    >>> finder = NounFinder(article.text, article.text, names, AddressFinder(article, article.text, names))
    >>> finder.phrase(0, 7, None).name
    '居民'
    """

    def __init__(self, text: str, shown: str, names: NameIndex, addresses: AddressFinder) -> None:
        self.text = text
        self.shown = shown
        self.names = names
        self.addresses = addresses

    def phrase(self, begin: int, end: int, last: Speaker | None) -> Speaker | None:
        """The speaker that the phrase ``begin:end`` names: a body, a document, a person by office.

        last: who spoke last; 该负责人 is that speaker.
        """
        if self._is_issued(begin, end):
            return None
        end = self._before_outlet(begin, end)
        if titled := self.in_title_marks(begin, end):
            return titled
        named = self.names.name_ending_at(begin, end) is not None
        if not named:
            if titled := self.addresses.with_title(begin, end):
                return titled
            if not _closing().search(self.text[begin:end]) and not self._looks_like_one(begin, end):
                return None
        begin = self._after_cuts(begin, end)
        if person := self._named_at_end(begin, end):
            return person
        phrase = self.text[begin:end]
        if not phrase or len(phrase) > _LONGEST_PHRASE or pattern("first_person").match(phrase):
            return None
        if not named and pattern("predicate").search(phrase.removeprefix("有的")):
            return None
        if body := self._same_body(phrase, begin):
            return Speaker(body, begin, end, "pronoun")
        if phrase in words("same_person") and last is not None:
            return Speaker(last.name, begin, end, "pronoun")
        if this := self._this_one(begin, end, last):
            return this
        if name := self._only_one(phrase):
            return Speaker(name, begin, end, "title")
        return self._speaker(self._balance(begin, end), end)

    def in_title_marks(self, begin: int, end: int) -> Speaker | None:
        """《意见》提出, 据某国《某报》报道: what stands in the marks, where they close at ``end``."""
        end = end if self.text.endswith("》", begin, end) else end + 1
        opening = self.text.rfind("《", max(0, begin - 1), end)
        if opening < 0 or self.text[end - 1 : end] != "》" or end - opening > _LONGEST_PHRASE:
            return None
        title = self.shown[opening + 1 : end - 1]
        shown = self.shown[opening:end] if pattern("paper").search(title) else title
        return Speaker(shown, opening, end, "collective")

    def _is_issued(self, begin: int, end: int) -> bool:
        """Whether the phrase tells who issues what stands in its title marks, and so speaks: 某局发布《办法》."""
        opening = self.text.rfind("《", begin, end)
        return _issues().search(self.text, begin, max(begin, opening)) is not None

    def _same_body(self, phrase: str, at: int) -> str:
        """该局, 该公司: the name of the organisation of that kind that was named last; "" where none was."""
        if len(phrase) < 2 or not phrase.startswith("该") or phrase.endswith(("的", "人")):
            return ""
        return self.names.last_organisation(phrase[1:], at)

    def _this_one(self, begin: int, end: int, last: Speaker | None) -> Speaker | None:
        """该人员, 这名司机, 该部门: who of that kind spoke last or was told of, else the words without 这名."""
        start = next((begin - len(w) for w in words("this") if self.text.endswith(w, 0, begin)), begin)
        found = _this().fullmatch(self.text, start, end)
        if not found:
            return None
        noun = found["noun"]
        if name := self._only_one(noun):
            return Speaker(name, begin, end, "title")
        if last is not None and (self._is_body(last) if noun in words("any_body") else False):
            return Speaker(last.name, begin, end, "pronoun")
        if last is not None and last.name.endswith(noun) and last.name != noun:
            return Speaker(last.name, begin, end, "pronoun")
        if head := self._office_before(noun, begin):
            return Speaker(head, begin, end, "pronoun")
        told = list(_told_of(noun).finditer(self.text, max(0, begin - _TOLD_REACH), begin))
        if told and told[-1]["who"] != noun:
            return Speaker(told[-1]["who"], begin, end, "pronoun")
        if found["this"] == "该":
            return None
        return Speaker(self.shown[found.start("noun") : end], begin, end, "collective")

    def _only_one(self, noun: str) -> str:
        """驾驶员, where the page names one of that kind, 驾驶员李某: that name; "" otherwise."""
        if noun not in words("singular"):
            return ""
        named = {
            p.text
            for p in self.names.people
            if self.text.endswith((noun, noun + "("), max(0, p.start - len(noun) - 1), p.start)
        }
        return named.pop() if len(named) == 1 else ""

    def _office_before(self, noun: str, at: int) -> str:
        """某局有关|负责人, told of before: whom 这位负责人 means; "" where no body is named with that noun."""
        where = self.text.rfind(noun, max(0, at - _TOLD_REACH), at)
        while where >= 0:
            for gap in range(7):
                name = self.names.name_ending_at(max(0, where - _LONGEST_PHRASE), where - gap)
                between = self.text[where - gap : where]
                if name is not None and name.type == "ORG" and not set(between) & set(",。、;:“”"):
                    return self.shown[name.start : where + len(noun)]
            where = self.text.rfind(noun, max(0, at - _TOLD_REACH), where)
        return ""

    def _is_body(self, speaker: Speaker) -> bool:
        """Whether a speaker is an organisation with a name."""
        name = self.names.name_at(speaker.start)
        return name is not None and name.type == "ORG" and name.end == speaker.end

    def _named_at_end(self, begin: int, end: int) -> Speaker | None:
        """某台记者|某某, 某庭某某|庭长: the person whose name ends the phrase, a title after it or not."""
        name = self.names.name_ending_at(begin, end)
        if name is None and (title := _called_at_end().search(self.text, begin, end)):
            name = self.names.name_ending_at(begin, title.start())
        if name is None or name.type != "PER" or name.start == begin:
            return None
        return Speaker(self.names.full_name(name.text), name.start, end, "name")

    def _before_outlet(self, begin: int, end: int) -> int:
        """Where the name of a body ends before its outlet: 某局|官方微博."""
        found = _outlet_at_end().search(self.text, begin, end)
        return found.start() if found and self.names.name_ending_at(begin, found.start()) else end

    def people(self, begin: int, end: int) -> Speaker | None:
        """The speaker where ``begin:end`` is a noun for people and nothing else: 接警员."""
        noun = self.text[begin:end]
        listed = noun in word_lists("speakers.tsv")["person"] and noun not in _NOT_PEOPLE
        return Speaker(noun, begin, end, "collective") if listed else None

    def _after_cuts(self, begin: int, end: int) -> int:
        """Where the phrase starts without what describes it."""
        begin += len(ours.group()) if (ours := pattern("ours").match(self.text, begin, end)) else 0
        for cut in _CUTS:
            head = self.text.rfind(cut, begin, end - 2)
            if head >= 0 and self.names.name_ending_at(begin, head) is None:
                begin = head + 1
        for noise in _noise().finditer(self.text, begin, end - 1):
            begin = noise.end()
        if there := pattern("there_is").match(self.text, begin, end - 1):  # 评论中有|网友
            begin = there.end()
        if self.text.endswith("有的", 0, begin):  # 有的|网友
            return begin - 2
        if last := _after_ended().search(self.text, begin, end):
            begin = last.start("noun")
        if counted := pattern("counted").match(self.text, begin, end):
            begin = counted.end()
        return begin

    def _balance(self, begin: int, end: int) -> int:
        """Where the phrase starts when a quotation mark that lacks its other half is taken in or left out."""
        phrase = self.text[begin:end]
        if "”" in phrase and "“" not in phrase and self.text[begin - 1 : begin] == "“":
            return begin - 1
        if "“" in phrase and "”" not in phrase:
            return self.text.rfind("“", begin, end) + 1
        return begin

    def _speaker(self, begin: int, end: int) -> Speaker:
        if self.text.endswith(words("reporter"), begin, end):
            return Speaker(words("reporter")[0], begin, end, "reporter")
        shown = self.shown[begin:end].strip()
        return Speaker(shown.replace("以及", "、"), begin, end, "collective")

    def _looks_like_one(self, begin: int, end: int) -> bool:
        """听力师, 某街道经办人: no noun of the list, but nothing else ends so right before a verb of speech."""
        phrase = self.text[max(begin, self.text.rfind("的", begin, end - 1) + 1) : end]
        return (
            _ending().fullmatch(phrase) is not None and phrase[-2:] not in word_lists("speakers.tsv")["not"]
        )
