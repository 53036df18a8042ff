"""Speakers: who stands before a verb of speech, and which person 他, 刘副市长 or 该负责人 is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.article import Article, Entity
from pipeline.resources import rows

_CLAUSE = re.compile(r"[,;:。!?\n]")
_LEAD = re.compile(
    r"(?:同时|此外|另外|随后|之后|最后|首先|接着|其中|而|但是|但|不过|并且|并|对此|就此|为此|因此|所以|昨天|昨日|今天|近日|日前|目前|"
    r"据|根据|有|一位|一名|这位|当天|当日|当晚|会上|会后|会前|活动中|现场|期间|来自|援引|引述|引用|另据|而且|如今|对于此事|"
    r"(?:在|对|就|针对|关于|对于|随着|经过|通过|围绕|面对|结合|谈到|说起|谈及|提到|说到|当)[^,]{1,40}(?:上|中|时|后|里|期间|之际|来说|而言|现场|仪式|问题|情况|工作|前)(?!级|市|海))"
)
_TRAIL = re.compile(
    r"(?:也|还|又|则|都|均|就|曾|才|再|已|便|并|却|同时|最后|首先|随后|接着|继续|一再|再次|再三|反复|多次|公开|明确|特别|着重|郑重|"
    r"进一步|一致|纷纷|分别|共同|联合|当场|当庭|当即|如是|这样|如此|如实|表示|对此|就此|为此|主动|连连|不断|高兴|激动|笑着|坦诚|直接|"
    r"[一-鿿]{1,4}地|的话|上午|下午|晚|深夜|日前|近日|昨日|昨天|今天|当天|如|正式|严正|曾经|普遍|强烈|联名|"
    r"(?:在|对|向|就|跟|和|与|给|于)[^,、]{1,30}|等(?:人|同志|领导)?|一行|同志)$"
)
_ADVERB = re.compile(r"^(?:也|还|又|则|都|均|就|曾|才|并|却|同时|一致|纷纷)")
_LIST = re.compile(r"(?:以及|及|和|与)")
_PRONOUN = re.compile(r"(?:他们|她们|他|她|其)$")
_SURNAME_TITLE = re.compile(
    r"(?P<surname>[一-鿿])(?P<title>(?:副|总|代)?(?:书记|主任|市长|县长|区长|省长|镇长|乡长|局长|厅长|处长|科长|所长|部长|司长|校长|院长|"
    r"主席|经理|董事长|队长|会长|社长|馆长|站长|秘书长|教授|老师|医生|行长|总理|外长|总统|工程师|巡视员|总编辑|编辑|教练|台长|委员|博士|律师|警官|法官))$"
)
_MAX_CLAUSE = 80


class Speaker(NamedTuple):
    """Who says it: the name as it is to be shown, where it stands, and how it was found."""

    name: str
    start: int
    end: int
    how: str  # name, pronoun, title, collective, same


@cache
def speaker_nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a speaking noun phrase ends in; the same, to be looked for at the head of a clause."""
    nouns = {n for kind, names in rows("speakers.tsv") if kind != "pronoun" for n in names.split()}
    joined = "|".join(sorted(map(re.escape, nouns), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?:{joined})$"), re.compile(rf"[^,。的在对向把被从]{{0,14}}?(?:{joined})")


class Speakers:
    """Finds speakers in one article.

    >>> article = Article.from_text("张红军说,要办实事。")
    >>> article.entities = [Entity(0, 3, "PER", "张红军")]
    >>> Speakers(article, article.text).before(0, 3).name
    '张红军'
    """

    def __init__(self, article: Article, text: str) -> None:
        self.text = text
        self.show = article.text
        entities = article.entities or []
        self.names = sorted((e for e in entities if e.type != "TIME"), key=lambda e: e.start)
        self.times = sorted((e for e in entities if e.type == "TIME"), key=lambda e: e.start)
        self._name_starts = [e.start for e in self.names]
        self._time_starts = [e.start for e in self.times]
        self.people = [e for e in self.names if e.type == "PER"]
        self._people_starts = [e.start for e in self.people]
        self.aliases = {a: p.name for p in article.persons or () for a in p.aliases}
        self.last: Speaker | None = None

    def before(self, start: int, cue: int) -> Speaker | None:
        """The speaker of a cue at ``cue`` in a sentence that opens at ``start``; None where none is found."""
        start = max(start, cue - 4 * _MAX_CLAUSE)
        cuts = [m.end() for m in _CLAUSE.finditer(self.text, start, cue)]
        begins = [start, *cuts]
        ends = [*(c - 1 for c in cuts), cue]
        for i in range(len(begins) - 1, -1, -1):
            begin, end = max(begins[i], ends[i] - _MAX_CLAUSE), ends[i]
            speaker = self._nearest(begin, end) if i == len(begins) - 1 else self._subject(begin, end)
            if speaker is not None:
                return speaker
            if i == len(begins) - 1 and self._blocked(begin, end):
                return None
        return None

    def _blocked(self, begin: int, end: int) -> bool:
        """据介绍, 记者获悉: words before the cue that rule out an earlier subject."""
        return bool(re.search(r"(?:据|记者|笔者|的|按照|按|根据|依据|和|与)$", self.text[begin:end].strip()))

    def _nearest(self, begin: int, end: int) -> Speaker | None:
        """The speaker in the cue's own clause."""
        if named := self._person_in(begin, end):
            return named
        begin, end = self._strip(begin, end)
        if begin >= end:
            return None
        phrase = self.text[begin:end]
        if found := _PRONOUN.search(phrase):
            if phrase == found.group():
                return self._pronoun(begin, end)
        return self._noun(begin, end)

    def _subject(self, begin: int, end: int) -> Speaker | None:
        """The subject of an earlier clause of the sentence: its first person, or the noun that opens it."""
        begin, _ = self._strip(begin, end)
        if begin >= end:
            return None
        if named := self._person_in(begin, end):
            return named
        if self.text.startswith(("他", "她"), begin):
            return self._pronoun(begin, begin + 1)
        i = bisect_left(self._name_starts, begin)
        if i < len(self.names) and self.names[i].start == begin and self.names[i].end <= end:
            entity = self.names[i]
            tail = speaker_nouns()[1].match(self.text, entity.end, min(end, entity.end + 12))
            stop = tail.end() if tail else entity.end
            return Speaker(self.show[begin:stop], begin, stop, "collective")
        if head := speaker_nouns()[1].match(self.text, begin, end):
            return self._noun(begin, head.end())
        return None

    def _person_in(self, begin: int, end: int) -> Speaker | None:
        i = bisect_left(self._people_starts, begin)
        inside: list[Entity] = []
        while i < len(self.people) and self.people[i].end <= end:
            inside.append(self.people[i])
            i += 1
        for k, person in enumerate(inside):
            before, after = self.text[max(begin, person.start - 1) : person.start], self.text[person.end : person.end + 1]
            if (after == "的" and person.end < end and not self.text.startswith("的话", person.end)) or before in tuple("对向和与给将把"):
                continue
            names = [person]
            for other in inside[k + 1 :]:
                if self.text[names[-1].end : other.start] in ("、", "和", "与", "及", "以及"):
                    names.append(other)
                else:
                    break
            return Speaker("、".join(n.text for n in names), person.start, names[-1].end, "name")
        return None

    def _strip(self, begin: int, end: int) -> tuple[int, int]:
        """The clause without adverbs, times and adverbial phrases at either end."""
        text, changed = self.text, True
        while changed and begin < end:
            changed = False
            while begin < end and text[begin] in " 　,”“(":
                begin += 1
            while end > begin and text[end - 1] in " 　”“)":
                end -= 1
            i = bisect_left(self._time_starts, begin)
            if i < len(self.times) and self.times[i].start == begin and self.times[i].end <= end:
                begin, changed = self.times[i].end, True
                continue
            if i and self.times[i - 1].end == end and self.times[i - 1].start >= begin:
                end, changed = self.times[i - 1].start, True
                continue
            j = bisect_left(self._time_starts, end) - 1
            if j >= 0 and self.times[j].end == end and self.times[j].start >= begin:
                end, changed = self.times[j].start, True
                continue
            if lead := _LEAD.match(text, begin, end):
                begin, changed = lead.end(), True
                continue
            piece = text[begin:end]
            if (trail := _TRAIL.search(piece)) and not self._is_name(begin, end):
                end, changed = begin + trail.start(), True
        return begin, end

    def _is_name(self, begin: int, end: int) -> bool:
        i = bisect_left(self._name_starts, end) - 1
        return i >= 0 and self.names[i].end == end and self.names[i].start >= begin

    def _noun(self, begin: int, end: int) -> Speaker | None:
        """A noun phrase that can speak: a body, a document, a person by office."""
        phrase = self.text[begin:end]
        if self._is_name(begin, end):
            i = bisect_left(self._name_starts, end) - 1
            if self.names[i].start == begin or len(phrase) <= 24:
                return Speaker(self._shown(begin, end), begin, end, "collective")
        if titled := self._titled(begin, end):
            return titled
        if not speaker_nouns()[0].search(phrase):
            return None
        head = phrase.rfind("的", 0, len(phrase) - 2)
        if head >= 0 and not any(e.end == begin + head for e in self._around(begin, begin + head)):
            begin += head + 1
        if _ADVERB.match(self.text, begin):
            begin += 1
        if end - begin > 30 or begin >= end:
            return None
        if self.text[begin:end] in ("该负责人", "这位负责人", "上述负责人", "该人士") and self.last is not None:
            return Speaker(self.last.name, begin, end, "pronoun")
        if self.text[begin:end].endswith(("记者", "笔者", "本报记者")):
            return Speaker("记者", begin, end, "reporter")
        return Speaker(self._shown(begin, end), begin, end, "collective")

    def _shown(self, begin: int, end: int) -> str:
        return _LIST.sub("、", self.show[begin:end]) if "以及" in self.show[begin:end] else self.show[begin:end].strip()

    def _around(self, begin: int, end: int) -> Sequence[Entity]:
        i = bisect_left(self._name_starts, begin)
        j = bisect_left(self._name_starts, end)
        return self.names[i:j]

    def _titled(self, begin: int, end: int) -> Speaker | None:
        """刘副市长: the person of that surname, with that title nearby where several share the surname."""
        phrase = self.text[begin:end]
        for alias, name in self.aliases.items():
            if phrase.endswith(alias):
                return Speaker(name, begin, end, "title")
        found = _SURNAME_TITLE.search(phrase)
        if not found:
            return None
        called = [p for p in self.people if p.text[0] == found["surname"] and 2 <= len(p.text) <= 4]
        names = dict.fromkeys(p.text for p in called)
        if not names:
            return None
        fitting = dict.fromkeys(p.text for p in called if self._has_title(p, found["title"]))
        chosen = next(iter(fitting or names)) if len(fitting or names) >= 1 else None
        return Speaker(chosen, begin, end, "title") if chosen else None

    def _has_title(self, person: Entity, title: str) -> bool:
        before = self.text[max(0, person.start - 12) : person.start]
        after = self.text[person.end : person.end + len(title)]
        if after == title:
            return True
        return before.endswith(title) and (title.startswith("副") or not before.endswith("副" + title))

    def _pronoun(self, begin: int, end: int) -> Speaker | None:
        """他: who spoke last, or the last person named before, in the paragraph first."""
        paragraph = self.text.rfind("\n", max(0, begin - 2000), begin) + 1
        i = bisect_left(self._people_starts, begin) - 1
        if self.last is not None and self.last.how in ("name", "title", "pronoun", "same") and self.last.start >= paragraph:
            return Speaker(self.last.name, begin, end, "pronoun")
        if i >= 0 and self.people[i].start >= paragraph:
            while i > 0 and self.people[i - 1].start >= paragraph and self._listed(i):
                i -= 1
            return Speaker(self.people[i].text, begin, end, "pronoun")
        if self.last is not None and self.last.how != "collective":
            return Speaker(self.last.name, begin, end, "pronoun")
        return Speaker(self.people[i].text, begin, end, "pronoun") if i >= 0 else None

    def _listed(self, i: int) -> bool:
        return self.text[self.people[i - 1].end : self.people[i].start] in ("、", "和", "与")
