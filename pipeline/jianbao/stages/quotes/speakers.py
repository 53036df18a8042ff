"""Speakers: who stands before a verb of speech, and which person 他, 刘副市长 or 该负责人 is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from jianbao.article import Article, Entity
from jianbao.resources import rows
from jianbao.stages.quotes.reporting_verbs import against

_CLAUSE = re.compile(r"[,;:。!?\n)]")
# What a clause may open with before its subject ...
_LEAD = re.compile(
    r"(?:同时|正如|此外|另外|随后|之后|最后|首先|接着|其中|而且|而|但是|但|不过|并且|并|对此|就此|为此|因此|所以|昨天|昨日|今天|近日|日前|目前|"
    r"据|经(?![理济营贸开])|有|一位|一名|这位|那位|当天|当日|当晚|会上|会后|会前|活动中|现场|期间|来自|另据|如今|本报讯|综合|"
    r"[^,]{0,12}(?:援引|引述|引用)|"
    r"(?:在|对|就|针对|关于|对于|随着|经过|通过|围绕|面对|结合|谈到|说起|谈及|提到|说到|当)[^,]{1,40}?"
    r"(?:上|中|时|后|里|下|期间|之际|来说|而言|现场|仪式|问题|情况|工作|前)(?![级市海央国心]))"
)
# ... and what may stand between the subject and its verb.
_TRAIL = re.compile(
    r"(?:也|还|又|则|都|均|就|曾|才|再|(?<=.{2})所|已|便|并|却|同时|最后|首先|随后|接着|继续|一再|再次|再三|反复|多次|公开|明确|特别|着重|郑重|"
    r"进一步|一致|纷纷|分别|共同|联合|当场|当庭|当即|如是|这样|如此|如实|表示|对此|就此|为此|主动|连连|不断|高兴|激动|笑着|坦诚|直接|"
    r"[一-鿿]{2}地|的话|(?:[,的]|(?<=.{2}))(?:发表|发布|发出|作出|刊发|刊登|撰写)(?:的|了)?(?:一[份篇则])?"
    r"(?:书面)?(?:声明|通报|公告|通告|消息|报告|讲话|演讲|致辞|社论|文章|评论|视频|博文|推文|推特|微博)|(?<=.{3})声明|(?<=.{2})报道中?|援引.{2,12}的话|上午|下午|晚|深夜|日前|近日|昨日|昨天|今天|今日|当天|如|正式|严正|曾经|普遍|强烈|联名|发布|发布公告|公告|"
    r"(?:在|对|向|就|跟|和|与|给|于)[^,、]{1,30}|[一-鿿]{2,4}后|等(?:人|同志|领导)?|一行|同志)$"
)
# A name after these is spoken to or about, not speaking.
_OBJECT_BEFORE = re.compile(
    r"(?:[对向和与给将把同让被请]|会见|会晤|看望|慰问|接见|拜访|采访|拜会|迎接"
    r"|落实|贯彻|学习|传达|按照|根据|转达|围绕|记者|通讯员|实习生|见习记者|记者 |通讯员 )$"
    r"|(?:就|关于|针对|向|对(?!此))[^,。此]{0,8}$"
)
_MYSELF = re.compile(r"[你您咱]|我(?![国省市县区州镇乡村校院所局厅部军方])")
_PREDICATE = re.compile(
    r"是|有(?!关)|成为|都(?!市)|下发|印发|召开|举行|出台|开展"
)  # a phrase with a verb is no speaker
_COUNTRY = re.compile(r"[一-鿿]方|双方|两国|三国|各方|各国|我国")
_ISSUED = re.compile(
    r"(?:下发|印发|召开|举行|出台|发出|发布|发表|作出|下达)[^,。]{1,16}$"
)  # 市安委办|下发通知,要求……
_HEARD = re.compile(
    r"网曝|尚无|无任何|没有任何|接到|接报|收到|获悉|了解到|得知|有(?:报道|消息|传言|传闻)|据(?:报道|消息)|网传"
)  # told by nobody
_AFTER_ONLY = re.compile(r"[^“”。]{0,4}(?:官方微博|官微|官网|公告|通告|官方微信|网站|发布)")
_SURNAME_TITLE = re.compile(
    r"(?P<surname>[一-鿿])(?P<title>(?:副|总|代)?(?:书记|主任|市长|县长|区长|省长|镇长|乡长|局长|厅长|处长|科长|所长|部长|司长|校长|院长|"
    r"主席|经理|董事长|队长|会长|社长|馆长|站长|秘书长|教授|老师|医生|行长|总理|外长|总统|工程师|巡视员|总编辑|编辑|教练|台长|委员|博士|"
    r"律师|警官|法官))$"
)
_CALLED = re.compile(
    r"(?P<surname>[一-鿿])(?:先生|女士|小姐|大爷|大妈|大娘|大叔|阿姨|师傅|奶奶|爷爷|婆婆|某某|某(?![市县区村乡镇些种个]))"
)
_SAME_MAN = frozenset(
    {"该负责人", "这位负责人", "上述负责人", "该人士", "该工作人员", "该发言人", "这名负责人"}
)
_MAX_CLAUSE = 80
_MAX_CLAUSES = 14
_MAX_LOOK = 320  # a cue's subject stands at most this many characters before it


class Speaker(NamedTuple):
    """Who says it: the name as it is to be shown, where it stands, and how it was found.

    ``how`` is name, title (刘副市长), pronoun, same (no subject: the speaker before), collective or reporter.
    """

    name: str
    start: int
    end: int
    how: str


class _Nouns(NamedTuple):
    """Patterns of nouns that speak: at the end of a phrase, at the head of a clause, and nothing else."""

    closing: re.Pattern[str]
    opening: re.Pattern[str]
    exact: re.Pattern[str]
    ending: re.Pattern[str]  # a whole phrase that ends as people and bodies do
    excluded: frozenset[str]
    people: frozenset[str]


@cache
def _nouns() -> _Nouns:
    """The nouns of ``speakers.tsv`` as patterns."""
    table = [(kind, n) for kind, names in rows("speakers.tsv") for n in names.split()]
    nouns = {n: kind for kind, n in table if kind not in ("pronoun", "ending", "not")}
    ends = "|".join(re.escape(n) for kind, n in table if kind == "ending")
    exact = "|".join(
        sorted((re.escape(n) for n, k in nouns.items() if k != "text"), key=lambda n: (-len(n), n))
    )
    joined = "|".join(sorted(map(re.escape, nouns), key=lambda n: (-len(n), n)))
    verbless = "[^,。的在对向把被从与给让使为由用将以了着过到是有按召举]"  # a noun phrase holds none of these
    return _Nouns(
        re.compile(rf"(?:{joined})$"),
        re.compile(rf"{verbless}{{0,12}}?(?:{joined})"),
        re.compile(exact),
        re.compile(rf"{verbless}{{1,16}}(?:{ends})"),
        frozenset(n for kind, n in table if kind == "not"),
        frozenset(n for kind, n in table if kind == "person" and n not in ("记者", "编辑", "作者")),
    )


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
        entities = sorted(article.entities or [], key=lambda e: e.start)
        reporters = {b.name for b in article.bylines}
        reporters |= {p.name for p in article.persons or () if p.role == "reporter"}
        self.names = [e for e in entities if e.type != "TIME"]
        self.times = [e for e in entities if e.type == "TIME"]
        self.people = [e for e in self.names if e.type == "PER" and e.text not in reporters]
        self._name_starts = [e.start for e in self.names]
        self._time_starts = [e.start for e in self.times]
        self.people_starts = [e.start for e in self.people]
        self._aliases = {a: p.name for p in article.persons or () for a in p.aliases}
        self._surnames: dict[str, list[Entity]] = defaultdict(list)
        for person in self.people:
            if 2 <= len(person.text) <= 4:
                self._surnames[person.text[0]].append(person)
        self._whole = _whole_names({p.text for p in self.people})
        line = article.dateline
        self._about: dict[tuple[int, int], str] = {}  # sentences that were looked at, with their first person
        self._dateline = (line.start, line.end) if line else (0, 0)
        self.last: Speaker | None = None  # who spoke last

    def before(self, start: int, cue: int) -> Speaker | None:
        """The speaker of a cue at ``cue`` in a sentence that opens at ``start``; None where none is found."""
        start = max(start, cue - _MAX_LOOK)
        if start <= self._dateline[0] < self._dateline[1] <= cue:
            start = self._dateline[1]
        cuts = [m.end() for m in _CLAUSE.finditer(self.text, start, cue)]
        begins, ends = [start, *cuts], [*(c - 1 for c in cuts), cue]
        for i in range(len(begins) - 1, max(-1, len(begins) - 1 - _MAX_CLAUSES), -1):
            begin, end = max(begins[i], ends[i] - _MAX_CLAUSE), ends[i]
            nearest = i == len(begins) - 1
            if nearest and self._rules_out(begin, end):
                return None
            first = i < 4 and all(
                self._skip_lead(a, b) >= b for a, b in zip(begins[:i], ends[:i], strict=True)
            )
            speaker = self.nearest(begin, end) if nearest else self.subject(begin, end, first=first)
            if speaker is not None:
                return speaker
            if nearest and i and _HEARD.search(self.text, begins[i - 1], ends[i - 1]):
                return None  # 接到市民报警,|称……
        return None

    def _rules_out(self, begin: int, end: int) -> bool:
        """据介绍, 记者获悉, 按照……要求: words before the cue that rule out a subject, here and before."""
        clause = self.text[begin:end].strip()
        return (
            clause.endswith(("据", "笔者", "的", "根据"))
            or against().match(clause) is not None
            or _HEARD.search(clause) is not None
        )

    def nearest(self, begin: int, end: int) -> Speaker | None:
        """The speaker in the cue's own clause."""
        if named := self._at_verb(begin, end) or self.person(begin, end):
            return named
        inner, outer = self._strip(begin, end)
        if inner >= outer:
            return self.subject(begin, end, first=True)
        if self.text[inner:outer] in ("他", "她"):
            return self._pronoun(inner, outer)
        return self._noun(inner, outer) or self._called(begin, end) or self.subject(begin, end, first=True)

    def subject(self, begin: int, end: int, *, first: bool) -> Speaker | None:
        """The subject of a clause: its first person, the name or (in a ``first`` clause) the noun that opens it."""
        if named := self.person(begin, end):
            return named
        begin = self._skip_lead(begin, end)
        if begin >= end:
            return None
        if called := self._called(begin, min(end, begin + 12)):
            return called
        if self.text.startswith(("他", "她"), begin) and not self.text.startswith(("他们", "她们"), begin):
            return self._pronoun(begin, begin + 1)
        i = bisect_left(self._name_starts, begin)
        if i < len(self.names) and self.names[i].start == begin and self.names[i].end <= end:
            name_end = self.names[i].end
            tail = _nouns().opening.match(self.text, name_end, min(end, name_end + 12))
            if tail and (
                _AFTER_ONLY.match(self.text, name_end, end)
                or _ISSUED.search(self.text, name_end, tail.end())  # 某局近日|发出通知
            ):
                tail = None
            stop = tail.end() if tail else name_end
            stop += self.text.startswith("民", stop)  # 南门村民
            return Speaker(self.show[begin:stop], begin, stop, "collective")
        issued = _ISSUED.search(self.text, begin, end) if first else None
        if issued and issued.start() > begin + 1:
            aim = self._aim(begin, issued.start())
            if body := self._noun(begin, issued.start() if aim is None else aim):
                return body
        head = (_nouns().opening if first else _nouns().exact).match(self.text, begin, end)
        if head is None:
            return None
        stop = head.end()
        while more := _nouns().exact.match(self.text, stop, end):  # 企业家代表
            stop = more.end()
        return self._noun(begin, stop)

    def person(self, begin: int, end: int) -> Speaker | None:
        """The first person named between the two who may be a subject, with those joined by 、 and 和."""
        i, inside = bisect_left(self.people_starts, begin), []
        while i < len(self.people) and self.people[i].end <= end:
            inside.append(self.people[i])
            i += 1
        for k, person in enumerate(inside):
            if self._is_possessor(person, end) or self._is_object(person, begin):
                continue
            last = k
            while last + 1 < len(inside) and self._joined(inside[last], inside[last + 1]):
                last += 1
            name = "、".join(self._full(p.text) for p in inside[k : last + 1])
            return Speaker(name, person.start, inside[last].end, "name")
        return None

    def _at_verb(self, begin: int, end: int) -> Speaker | None:
        """The person whose name ends the clause, with those joined to it: (张三摄)据处长李四|介绍."""
        i = last = bisect_left(self.people_starts, end) - 1
        if i < 0 or self.people[i].end != end or self.people[i].start < begin:
            return None
        while (
            i > 0 and self.people[i - 1].start >= begin and self._joined(self.people[i - 1], self.people[i])
        ):
            i -= 1
        if self._is_object(self.people[i], begin):
            return None
        name = "、".join(self._full(p.text) for p in self.people[i : last + 1])
        return Speaker(name, self.people[i].start, end, "name")

    def _full(self, name: str) -> str:
        """The name in full where the article has one that ends or begins with it: 赫什 for 西摩·赫什."""
        return self._whole.get(name, name)

    def _is_possessor(self, person: Entity, end: int) -> bool:
        after = self.text[person.end : min(end, person.end + 2)]
        return after.startswith("的") and after != "的话"

    def _is_object(self, person: Entity, begin: int) -> bool:
        return _OBJECT_BEFORE.search(self.text, max(begin, person.start - 10), person.start) is not None

    def _joined(self, one: Entity, other: Entity) -> bool:
        return self.text[one.end : other.start] in ("、", "和", "与", "及", "以及")

    def someone(self, begin: int, end: int) -> Speaker | None:
        """The speaker where a line opens with a noun for people and nothing else: 接警员:……"""
        noun = self.text[begin:end]
        return Speaker(noun, begin, end, "collective") if noun in _nouns().people else None

    def is_place(self, speaker: Speaker) -> bool:
        """Whether a speaker is a place and nothing else (冰岛希望……)."""
        i = bisect_left(self._name_starts, speaker.start)
        return (
            i < len(self.names)
            and (self.names[i].start, self.names[i].end) == (speaker.start, speaker.end)
            and self.names[i].type == "LOC"
        )

    def is_named(self, speaker: Speaker) -> bool:
        """Whether a speaker is an organisation with a name."""
        return self.body_at(speaker.start) == speaker.end

    def is_party(self, speaker: Speaker) -> bool:
        """Whether a speaker is 中方, 双方 or the like, whom the one who speaks goes on about."""
        return _COUNTRY.fullmatch(speaker.name) is not None

    def after_time(self, at: int, limit: int) -> int:
        """Where the text goes on after a time that opens at ``at``; ``at`` where none does."""
        i = bisect_left(self._time_starts, at)
        opens = i < len(self.times) and self.times[i].start == at and self.times[i].end <= limit
        return self.times[i].end if opens else at

    def body_at(self, at: int) -> int | None:
        """The end of the organisation that opens at ``at``, if one does."""
        i = bisect_left(self._name_starts, at)
        opens = i < len(self.names) and self.names[i].start == at and self.names[i].type == "ORG"
        return self.names[i].end if opens else None

    def _skip_lead(self, begin: int, end: int) -> int:
        """Where the clause begins when times and adverbial phrases at its head are passed over."""
        before = -1
        while begin < end and before != begin:
            before = begin
            while begin < end and self.text[begin] in " 　,”“(《":
                begin += 1
            i = bisect_left(self._time_starts, begin)
            if i < len(self.times) and self.times[i].start == begin and self.times[i].end <= end:
                begin = self.times[i].end
            elif lead := _LEAD.match(self.text, begin, end):
                begin = lead.end()
        return begin

    def _strip(self, begin: int, end: int) -> tuple[int, int]:
        """The clause without adverbs, times and adverbial phrases at either end."""
        text, before = self.text, (-1, -1)
        while begin < end and before != (begin, end):
            before = begin, end
            begin = self._skip_lead(begin, end)
            while end > begin and text[end - 1] in " 　”“)》":
                end -= 1
            j = bisect_left(self._time_starts, end) - 1
            if j >= 0 and self.times[j].end == end and self.times[j].start >= begin:
                end = self.times[j].start
            elif (aim := self._aim(begin, end)) is not None:
                end = aim
            elif not self._ends_name(begin, end) and (trail := _TRAIL.search(text[begin:end])):
                end = begin + trail.start()
        return begin, end

    def _aim(self, begin: int, end: int) -> int | None:
        """Where 向某局 begins, when the clause ends with a name that is spoken to: 张女士向某局|反映."""
        i = bisect_left(self._name_starts, end) - 1
        if i < 0 or self.names[i].end != end or self.names[i].start <= begin + 1:
            return None
        before = self.names[i].start - 1
        return before if self.text[before] in "向对跟" else None

    def _ends_name(self, begin: int, end: int) -> bool:
        i = bisect_left(self._name_starts, end) - 1
        return i >= 0 and self.names[i].end == end and self.names[i].start >= begin

    def _noun(self, begin: int, end: int) -> Speaker | None:
        """A noun phrase that can speak: a body, a document, a person by office."""
        named = self._ends_name(begin, end)
        if not named:
            if titled := self._titled(begin, end):
                return titled
            if not _nouns().closing.search(self.text[begin:end]) and not self._looks_like_one(begin, end):
                return None
        for cut in ("的", "《", "据"):  # 了解行情的居民: what stands before is no part of the name
            head = self.text.rfind(cut, begin, end - 2)
            if head >= 0 and not self._ends_name(begin, head):
                begin = head + 1
        phrase = self.text[begin:end]
        if not phrase or len(phrase) > 30 or _MYSELF.match(phrase):
            return None
        if not named and _PREDICATE.search(phrase):
            return None
        if "”" in phrase and "“" not in phrase and self.text[begin - 1 : begin] == "“":
            begin -= 1
        elif "“" in phrase and "”" not in phrase:
            begin = self.text.rfind("“", begin, end) + 1
        if phrase in _SAME_MAN and self.last is not None:
            return Speaker(self.last.name, begin, end, "pronoun")
        if phrase.endswith(("记者", "笔者")):
            return Speaker("记者", begin, end, "reporter")
        shown = self.show[begin:end].strip()
        return Speaker(shown.replace("以及", "、"), begin, end, "collective")

    def _looks_like_one(self, begin: int, end: int) -> bool:
        """听力师, 某街道经办人: no noun of the list, but nothing else ends so right before a verb of speech."""
        phrase = self.text[max(begin, self.text.rfind("的", begin, end - 1) + 1) : end]
        return _nouns().ending.fullmatch(phrase) is not None and phrase[-2:] not in _nouns().excluded

    def _called(self, begin: int, end: int) -> Speaker | None:
        """刘女士, 王某, 张大爷: people without a full name, in the middle of a clause."""
        for found in _CALLED.finditer(self.text, begin, end):
            before = self.text[max(begin, found.start() - 1) : found.start()]
            if found["surname"] in _surnames() and before not in tuple("对向和与给把被"):
                return Speaker(self.show[found.start() : found.end()], found.start(), found.end(), "name")
        return None

    def _titled(self, begin: int, end: int) -> Speaker | None:
        """刘副市长: the person of that surname, with that title nearby where several share the surname."""
        for size in range(min(end - begin, 7), 2, -1):  # 建国书记
            if name := self._aliases.get(self.text[end - size : end]):
                return Speaker(name, end - size, end, "title")
        found = _SURNAME_TITLE.search(self.text[begin:end])
        if not found:
            return None
        called = self._surnames.get(found["surname"], [])
        fitting = [p for p in called[:200] if self._has_title(p, found["title"])]
        if fitting or called:
            return Speaker((fitting or called)[0].text, begin, end, "title")
        if found["surname"] not in _surnames():  # 办公室主任
            return None
        inner = begin + found.start()
        return Speaker(self.show[inner:end], inner, end, "collective")

    def _has_title(self, person: Entity, title: str) -> bool:
        before = self.text[max(0, person.start - 12) : person.start]
        if self.text.startswith(title, person.end):
            return True
        return before.endswith(title) and (title.startswith("副") or not before.endswith("副" + title))

    def _pronoun(self, begin: int, end: int) -> Speaker | None:
        """他: the subject of the sentences before in the paragraph, or who spoke last."""
        paragraph = self.text.rfind("\n", max(0, begin - 2000), begin) + 1
        stop = begin
        for _ in range(4):  # sentences back
            if stop <= paragraph:
                break
            start = max(paragraph, self.text.rfind("。", paragraph, stop - 1) + 1, stop - _MAX_LOOK)
            if found := self._antecedent(start, stop):
                return Speaker(found, begin, end, "pronoun")
            stop = start
        if self.last is not None and self.last.how != "collective":
            return Speaker(self.last.name, begin, end, "pronoun")
        i = bisect_left(self.people_starts, begin) - 1
        return Speaker(self.people[i].text, begin, end, "pronoun") if i >= 0 else None

    def _antecedent(self, start: int, stop: int) -> str:
        """Whom a sentence is about: its last speaker, else its first person, else its 刘副市长."""
        if (
            self.last is not None
            and start <= self.last.start < stop
            and self.last.how in ("name", "title", "pronoun")
        ):
            return self.last.name
        if (start, stop) not in self._about:
            self._about[start, stop] = self._first_named(start, stop)
        return self._about[start, stop]

    def _first_named(self, start: int, stop: int) -> str:
        """The first person of a sentence, by name or as 刘副市长."""
        clauses = re.split(r"[,;:]", self.text[start:stop])
        at = start
        for clause in clauses[:12]:
            end = at + len(clause)
            if named := self.person(at, end) or self._called(self._skip_lead(at, end), end):
                return named.name.split("、")[0]
            inner = self._skip_lead(at, end)
            for size in range(3, 7):
                if (
                    inner + size <= end
                    and (titled := self._titled(inner, inner + size))
                    and titled.how == "title"
                ):
                    return titled.name
            at = end + 1
        return ""


def _whole_names(names: set[str]) -> dict[str, str]:
    """Parts of foreign names with the one name in full that they are a part of."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(n for n in names if "·" in n or "・" in n):
        for part in re.split("[·・]", name):
            if part in names and len(part) > 1:
                found[part].append(name)
    return {part: whole[0] for part, whole in found.items() if len(whole) == 1}


@cache
def _surnames() -> frozenset[str]:
    """The commoner surnames of one character."""
    return frozenset(c for row in rows("surnames.tsv") if row[0] in "12" for c in row[1])
