"""Speakers by a form of address: 刘副市长, 建国书记, 刘女士, 王某."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from jianbao.article import Article, Entity
from jianbao.language.patterns import HAN, alternatives
from jianbao.language.surnames import surnames
from jianbao.language.titles import title_set
from jianbao.resources import word_lists
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.words import words

_MOST_ALIKE = 200  # people of one surname that are looked at
_LONGEST_ALIAS = 7
_FAMILIAR = "老小"  # stand before a surname: 老刘
_TITLE_REACH = 12  # characters before a name in which its title ends


@cache
def _common_surnames() -> frozenset[str]:
    """The commoner surnames of one character."""
    return frozenset((*surnames("1"), *surnames("2")))


@cache
def _surname_and_title() -> re.Pattern[str]:
    titles = alternatives(title_set("called"))
    return re.compile(rf"(?P<surname>{HAN})(?P<title>(?:副|总|代)?(?:{titles}))$")


@cache
def _surname_and_courtesy() -> re.Pattern[str]:
    return re.compile(rf"(?P<surname>{HAN})(?P<courtesy>{'|'.join(title_set('courtesy_called'))})")


class AddressFinder:
    """Finds speakers by a form of address in one article.

    >>> article = Article.from_text("副市长刘建国到场。刘副市长说,刘女士在家。")
    >>> article.entities = [Entity(3, 6, "PER", "刘建国")]
    >>> finder = AddressFinder(article, article.text, NameIndex(article))
    >>> finder.with_title(9, 13).name, finder.with_courtesy(15, 20).name
    ('刘建国', '刘女士')
    """

    def __init__(self, article: Article, text: str, names: NameIndex) -> None:
        self.text = text
        self.shown = article.text
        self._aliases = {a: p.name for p in article.persons or () for a in p.aliases}
        self._by_surname: defaultdict[str, list[Entity]] = defaultdict(list)
        for person in names.people:
            if 2 <= len(person.text) <= 4:
                self._by_surname[person.text[0]].append(person)

    def with_courtesy(self, begin: int, end: int) -> Speaker | None:
        """刘女士, 王某, 张大爷 in ``begin:end``: people without a full name."""
        for found in _surname_and_courtesy().finditer(self.text, begin, end):
            start = found.start()
            before = self.text[max(begin, start - 1) : start]
            owner = self.text.startswith("的", found.end()) and found.end() < end
            if (
                found["surname"] in _common_surnames()
                and before not in words("object_particle")
                and not (owner and not self.text.startswith("的话", found.end()))
            ):
                return self._called(found)
        return None

    def ending(self, begin: int, end: int) -> Speaker | None:
        """小区居民|张先生 at the end of ``begin:end``."""
        for found in _surname_and_courtesy().finditer(self.text, max(begin, end - _LONGEST_ALIAS), end):
            if found.end() == end and found["surname"] in _common_surnames():
                return self._called(found)
        return None

    def _called(self, found: re.Match[str]) -> Speaker:
        """胡师傅 by the full name, where the article names one person of that surname; else as it stands."""
        start, end = found.span()
        names = {p.text for p in self._by_surname.get(found["surname"], ())[:_MOST_ALIKE]}
        if len(names) == 1 and found["courtesy"] in words("by_trade"):
            return Speaker(names.pop(), start, end, "title")
        return Speaker(self.shown[start:end], start, end, "name")

    def familiar(self, begin: int, end: int) -> Speaker | None:
        """住在三楼的|老刘, 邻居|老刘 at the end of ``begin:end``."""
        start = end - 2
        if start < begin or self.text[start] not in _FAMILIAR or self.text[end - 1] not in _common_surnames():
            return None
        people = tuple(word_lists("speakers.tsv")["person"])
        alone = start == begin or self.text[start - 1] == "的" or self.text.endswith(people, begin, start)
        return Speaker(self.shown[start:end], start, end, "name") if alone else None

    def with_title(self, begin: int, end: int) -> Speaker | None:
        """刘副市长 at the end of ``begin:end``: the person called so, else one of that surname."""
        if alias := self._alias(begin, end):
            return alias
        found = _surname_and_title().search(self.text[begin:end])
        if not found:
            return None
        if people := self._by_surname.get(found["surname"]):
            fitting = (p for p in people[:_MOST_ALIKE] if self._has_title(p, found["title"]))
            return Speaker(next(fitting, people[0]).text, begin, end, "title")
        if found["surname"] not in _common_surnames():  # 办公室主任
            return None
        start = begin + found.start()
        return Speaker(self.shown[start:end], start, end, "collective")

    def _alias(self, begin: int, end: int) -> Speaker | None:
        """建国书记: an alias of a person of the article."""
        for size in range(min(end - begin, _LONGEST_ALIAS), 2, -1):
            if name := self._aliases.get(self.text[end - size : end]):
                return Speaker(name, end - size, end, "title")
        return None

    def _has_title(self, person: Entity, title: str) -> bool:
        """Whether a title is printed beside a name; 市长 is not the title of a 副市长."""
        if self.text.startswith(title, person.end):
            return True
        before = self.text[max(0, person.start - _TITLE_REACH) : person.start]
        return before.endswith(title) and (title.startswith("副") or not before.endswith("副" + title))
