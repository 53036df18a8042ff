"""Speech: how far what is said runs, direct, reported or mixed, paragraph by paragraph.

Reported speech runs from its cue to the end of the paragraph, to the next speaker, or to where the reporter is
heard again; a quotation is what stands inside the marks. Each look backwards or ahead is bounded: linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jianbao.stages.quotes.quotations import Quotations
from jianbao.stages.quotes.reporting_verbs import Cue, cues
from jianbao.stages.quotes.speakers import Speaker, Speakers

_SENTENCE = re.compile(r"[。!?][”」』\")]*|[  　]{2,}")
_SAYING = re.compile(
    r"(?:有句名言|有一句名言|有句话|曾说过|说过|曾说|曾言|有言|有诗云"
    r"|曾写道|诗云|名言|的话|名句|俗话说|常说|有云|曰)[:,]? ?(?=[“「『])"
)
# How a sentence opens that is the reporter's again.
_NARRATIVE = re.compile(
    r"随后|会后|会前|会上|会议还|会议由|活动中|活动现场|据悉|据了解|据介绍|据统计|据记者|记者|笔者|目前|截至|此前|当天|当日|图为|"
    r"为了|根据|此次活动|本次|下一步,|接下来,|仪式上|座谈会上|调研中|与会|参加|期间|此外,|经(?![过济常营验贸典费历])|最终|相关链接|资料显示|原来|"
    r"上午|下午|当晚|凌晨|随即|[（(]|(?:但|不过|然而)?这一(?:说法|消息|情况)|就在|(?:在|从)[^,。]{0,16}(?:视频|画面|照片|现场)|事发后|案发后|"
    r"(?:本文|图文|文章)?来源[:/]|(?:责任|文字|视频|值班)?编辑[:/]|(?:出镜|主编|审核|监制|校对|美编|统筹)[:/]|"
    r"返回搜狐|版权(?:归|声明|所有)|(?:特别|免责)声明|【|长按|点击[上下]方|原标题|图\d?[:/为]|目前,|一旁|(?:对此,)?记者|无奈之下|顿时|全场|节目|接着,|连日来|说着|说完|说罢|话音|谈话间|交谈中"
)
_GOES_ON = re.compile(
    r"[要须应]|必须|坚持|加强|切实|确保|努力|同时|对|把|抓|做|进一步|强化|严格|深化|推动|提升"
)
_LIST_ITEM = re.compile(
    r"[  　]*(?:[一二三四五六七八九十]{1,2}(?:是|要|、|,)|第[一二三四五六七八九十]|其次|再次|最后|首先|"
    r"\(?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳])"
)
_LIST_INSIDE = re.compile(r":(?:[一二三四五六七八九十]是|第一)")
_STATESMEN = re.compile(r"总书记|总理|主席|总统|外长|首相|新时代|重要")
_ELIDED = re.compile(r"(?:同时|并|还|最后|此外|另外|也)?,?(?:还|并|也)?")
_DATELINE = re.compile(r"[讯电)）] ?$")
_MEANWHILE = re.compile(r"(?:同时|此外|随后|期间|另外),?")
_REPORTER = re.compile(r",?(?:记者|笔者|本报|[一-鿿]{2,6}记者)")
_NEW_TURN = frozenset({"希望", "要求", "呼吁", "表示", "强调", "指出", "勉励", "鼓励"})
_REACH = 200  # no look back inside a sentence goes farther


class Said(NamedTuple):
    """A piece of speech: its span, the cue (None where there is no verb), the speaker."""

    start: int
    end: int
    cue: Cue | None
    speaker: Speaker
    direct: bool


class Paragraph:
    """Reads one paragraph, ``text[start:end]``, for what is said in it."""

    def __init__(self, text: str, start: int, end: int, speakers: Speakers) -> None:
        self.text, self.start, self.end, self.speakers = text, start, end, speakers
        self.sentences = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end))]
        self.quotations = Quotations(text, start, end)
        self.found: list[Said] = []
        self._open: tuple[Cue, Speaker] | None = None  # reported speech that has not ended yet

    def said(self) -> list[Said]:
        """The speech of the paragraph, in the order in which it begins."""
        self._answer()
        past = self.start  # what lies before is accounted for
        for cue in cues(self.text, self.start, self.end):
            quotation = self.quotations.around(cue.start)
            if cue.form == "after" or cue.start < past or (quotation is not None and quotation[1] < self.end):
                continue
            speaker = self._speaker(cue)
            if speaker is None:
                continue
            relation = self._relation(cue, speaker)
            if relation == "inner":
                continue
            if relation == "turn":
                self._close(self._turn(cue, speaker))
            past = self._take(cue, speaker, nested=relation == "nested")
        self._close(self.end)
        self._loose()
        self._sayings()
        return sorted(self.found, key=lambda s: (s.start, -s.end))

    # cues and their speakers

    def _answer(self) -> None:
        """陆慷：…… at the head of a paragraph: all of it is said."""
        colon = self.text.find(":", self.start, min(self.end, self.start + 12))
        if colon < 0 or self.text[colon + 1 : colon + 2] in ("“", '"', "「"):
            return
        speaker = self.speakers.person(self.start, colon) or self.speakers.someone(self.start, colon)
        if speaker is not None and speaker.start == self.start and speaker.end == colon:
            self.speakers.last = speaker
            self._open = (Cue(colon, colon, colon + 1, "", "say", "answer"), speaker)

    def _speaker(self, cue: Cue) -> Speaker | None:
        opening = self._sentence_start(cue.start)
        after = self.found[-1].end + 1 if self.found and self.found[-1].direct else opening
        speaker = self.speakers.before(max(opening, min(after, cue.start)), cue.start)
        if speaker is not None:
            return None if speaker.how == "reporter" and cue.kind != "ask" else speaker
        clause = self.text[max(opening, cue.start - 8) : cue.start].strip()
        if cue.form in ("bare", "comma") and cue.verb in _NEW_TURN and _ELIDED.fullmatch(clause):
            return self._carried(cue, opening)
        return None

    def _carried(self, cue: Cue, opening: int) -> Speaker | None:
        """同时，希望……: the speaker of the sentence before."""
        last = self._open[1] if self._open else self.speakers.last
        if last is not None and last.start >= self.start:
            return Speaker(last.name, cue.start, cue.start, "same")
        i = bisect_left(self.sentences, opening)
        if i and opening > self.start:
            earlier = self.speakers.before(self.sentences[i - 1], opening - 1)
            return Speaker(earlier.name, cue.start, cue.start, "same") if earlier else None
        return None

    def _relation(self, cue: Cue, speaker: Speaker) -> str:
        """How a cue stands to the speech that is open: ``turn`` ends it, ``nested`` lies in it, ``inner`` is no cue."""
        if self._open is None:
            return "turn"
        held, holder = self._open
        opening = self._sentence_start(cue.start)
        if held.kind == "ask":  # the question tells of others
            return "nested" if speaker.how != "same" else "inner"
        listed = _LIST_ITEM.match(self.text, held.content) is not None
        if opening > held.content:
            if self._is_countrys_wish(cue, speaker):
                return "inner"
            if speaker.how != "same" and self._is_told(speaker, cue, opening):
                return "inner"
            if held.form == "answer" or (speaker.how == "same" and (listed or cue.start < opening + 2)):
                return "inner"
            return "nested" if listed and speaker.name == holder.name else "turn"
        between = self.text[held.content : max(held.content, speaker.start)]
        if self._is_countrys_wish(cue, speaker):
            return "inner"  # what a country hopes is still told by who speaks
        if speaker.how == "same" or speaker.start < held.content:
            return "turn" if held.form == "bare" and cue.verb in ("要求", "呼吁") else "inner"
        if not re.search(r"[,;]", between):
            return "nested" if cue.form != "bare" else "inner"
        if speaker.how in ("name", "pronoun", "title"):
            return "turn" if cue.start - speaker.end <= 12 else "inner"
        if cue.form == "bare":
            return "inner"
        beside = cue.start - speaker.end <= 6 and self.speakers.is_named(speaker)  # ……,某局表示,……
        return "turn" if beside or between.rstrip().endswith(";") else "inner"

    def _is_countrys_wish(self, cue: Cue, speaker: Speaker) -> bool:
        wish = cue.form == "bare" and cue.kind in ("hope", "demand", "propose", "promise")
        told = self.speakers.is_place(speaker) or self.speakers.is_party(speaker)
        return wish and speaker.how == "collective" and told

    def _is_told(self, speaker: Speaker, cue: Cue, opening: int) -> bool:
        """Whether a new sentence with a verb of speech is still said: 各地要贯彻……要求，……"""
        between = self.text[speaker.end : cue.start]
        return speaker.start < opening or len(between) > 40 or re.search(r"[要应]|必须", between) is not None

    def _take(self, cue: Cue, speaker: Speaker, *, nested: bool) -> int:
        """Note what a cue brings in; returns how far the text is accounted for."""
        if not nested:
            self.speakers.last = speaker
        if cue.form == "quote" and (span := self._direct(cue)):
            self.found.append(Said(*span, cue, speaker, True))
            return span[1]
        if nested:
            self.found += self._reported(cue, speaker, self._sentence_end(cue.content))
        else:
            self._open = (cue, speaker)
        return cue.content

    # extents

    def _turn(self, cue: Cue, speaker: Speaker) -> int:
        """Where open speech ends when another cue comes: before that cue's sentence, or its clause."""
        opening = self._sentence_start(cue.start)
        if self._open is None or opening > self._open[0].content:
            return opening
        least = self._open[0].content
        at = speaker.start if speaker.start >= least and speaker.how != "same" else cue.start
        comma = max(self.text.rfind(mark, max(least, at - _REACH), at + 1) for mark in ",;")
        return comma if comma > least else at

    def _close(self, limit: int) -> None:
        if self._open is not None:
            self.found += self._reported(*self._open, limit)
            self._open = None

    def _reported(self, cue: Cue, speaker: Speaker, limit: int) -> list[Said]:
        start = cue.content
        while start < limit and self.text[start] in " 　,:":
            start += 1
        end = min(limit, self._narrative(start, limit, cue, speaker.name))
        while end > start and self.text[end - 1] in " 　\n,;:":
            end -= 1
        return [Said(start, end, cue, speaker, False)] if end - start >= 4 else []

    def _narrative(self, start: int, limit: int, cue: Cue, holder: str) -> int:
        """Where the reporter speaks again, or a quotation begins."""
        i = self.quotations.first_from(start)
        for opening, closing in self.quotations.pairs[i : i + 8]:
            if opening >= limit:
                break
            if opening > start and self.text[opening - 1] in ",:。" and self._is_speech(opening, closing):
                if self.text[closing - 1] in "。!?" and not self._inside(closing, limit):
                    limit = opening
                break
        first = bisect_left(self.sentences, start + 1)
        one_sentence = cue.form == "bare" and cue.kind not in ("say", "tell")
        if one_sentence and first < len(self.sentences):
            one_sentence = not _LIST_INSIDE.search(self.text, start, self.sentences[first])
        for at in self.sentences[first:]:
            if at >= limit:
                break
            while at < limit and self.text[at] in " 　":
                at += 1
            if _LIST_ITEM.match(self.text, at) or cue.form == "answer":
                continue
            if one_sentence and not _GOES_ON.match(self.text, at):
                return at
            if (
                _NARRATIVE.match(self.text, at)
                or self._someone_acts(at, limit)
                or self._is_dated_news(at, limit)
                or self._acts_on(at, holder)
            ):
                return at
        return limit

    def _inside(self, closing: int, limit: int) -> bool:
        """Whether speech goes on after a quotation in it: 名言：“……”这说明……"""
        return (
            closing + 1 < limit
            and self.text[closing + 1] not in "\n“"
            and self.text[closing + 1 : closing + 2] in "这此可"
        )

    def _someone_acts(self, at: int, limit: int) -> bool:
        """Whether a sentence opens with a person who is named: then it is about that person, not said."""
        comma = self.text.find(",", at, min(limit, at + 40))
        stop = comma if comma >= 0 else min(limit, at + 40)
        someone = self.speakers.person(at, stop)
        return someone is not None and not _STATESMEN.match(self.text, someone.end)

    def _acts_on(self, at: int, holder: str) -> bool:
        """Whether a sentence tells what the speaker did next: 同时,检查组还深入各地……"""
        lead = _MEANWHILE.match(self.text, at)
        start = lead.end() if lead else at
        return bool(holder) and self.text.startswith((holder + "还", holder + "一行"), start)

    def _is_dated_news(self, at: int, limit: int) -> bool:
        """Whether a sentence reports what a body did on a day, or what a reporter saw then: 某公司15日公布了……"""
        after = self.speakers.after_time(at, limit)
        if after > at and _REPORTER.match(self.text, after, limit):
            return True
        body = self.speakers.body_at(at)
        return body is not None and self.speakers.after_time(body, limit) > body

    # quotations

    def _direct(self, cue: Cue) -> tuple[int, int] | None:
        """The quotation a cue opens, where it is one and not a term at the head of a sentence."""
        pair = self.quotations.around(cue.content)
        if pair is None or pair[1] <= pair[0] + 1:
            return None
        start, end = pair[0] + 1, pair[1]
        ends_here = end + 1 >= self.end or self.text[end + 1] in "。,\n;!?"
        if self.text[end - 1] in "。!?,…" or (ends_here and end - start >= 6):
            return start, end
        return None

    def _loose(self) -> None:
        """Quotations without a cue before them: “……”X说, X……：“……”, and a speaker who goes on."""
        taken = sorted((s.start, s.end, s) for s in self.found)
        k, reach, last = 0, -1, None  # reach: how far what was passed covers; last: the speech that ends last
        for opening, closing in self.quotations.pairs:
            while k < len(taken) and taken[k][0] <= opening + 1:
                if taken[k][1] >= reach:
                    reach, last = taken[k][1], taken[k][2]
                k += 1
            if opening < reach or not self._is_speech(opening, closing):
                continue
            cue, speaker = self._who(opening, closing, last)
            if speaker is not None:
                said = Said(opening + 1, closing, cue, speaker, True)
                self.found.append(said)
                self.speakers.last = speaker
                reach, last = closing, said

    def _is_speech(self, opening: int, closing: int) -> bool:
        return closing - opening > 5 and self.text[closing - 1] in "。!?,…"

    def _who(self, opening: int, closing: int, last: Said | None) -> tuple[Cue | None, Speaker | None]:
        limit = self._clause_group_end(closing + 1)
        for cue in cues(self.text, closing + 1, limit):
            if cue.form == "quote" and ":" in self.text[cue.end : cue.content]:
                break  # it brings in the next quotation
            speaker = self.speakers.before(closing + 1, cue.start)
            if speaker is not None and speaker.how != "reporter":
                return cue, speaker
        sentence = self._sentence_start(opening)
        if opening > self.start and self.text[opening - 1] == ":":
            return None, self.speakers.before(sentence, opening - 1)
        opens = sentence >= opening or _DATELINE.search(self.text, max(self.start, opening - 2), opening)
        if opens and limit > closing + 2:
            follower = self.speakers.subject(closing + 1, min(limit, closing + 40), first=True)
            if follower is not None and follower.how in ("name", "title"):
                return None, follower
        if last is None or opening - last.end > 60:
            return None, None
        return None, Speaker(last.speaker.name, opening, opening, "same")

    def _clause_group_end(self, at: int) -> int:
        """The end of the sentence that follows a quotation, quotation marks in it passed over."""
        stop = re.compile(r"[。;\n]").search(self.text, at, min(self.end, at + 120))
        return stop.end() if stop else min(self.end, at + 120)

    def _sayings(self) -> None:
        """拿破仑有句名言：“……”, also inside what somebody says."""
        begun = {s.start for s in self.found}
        for found in _SAYING.finditer(self.text, self.start, self.end):
            pair = self.quotations.around(found.end())
            if pair is None or pair[0] + 1 in begun or pair[1] - pair[0] < 6:
                continue
            least = max(self.start, found.start() - 60)
            clause = max(self.text.rfind(mark, least, found.start()) for mark in ",。:")
            speaker = self.speakers.person(max(clause + 1, least), found.start())
            if speaker is not None:
                verb = found.group().rstrip(":, ")
                cue = Cue(found.start(), found.start() + len(verb), found.end(), verb, "saying", "quote")
                self.found.append(Said(pair[0] + 1, pair[1], cue, speaker, True))

    # places

    def _sentence_start(self, at: int) -> int:
        return self.sentences[max(0, bisect_left(self.sentences, at + 1) - 1)]

    def _sentence_end(self, at: int) -> int:
        i = bisect_left(self.sentences, at + 1)
        return self.sentences[i] if i < len(self.sentences) else self.end


def paragraphs(text: str, blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The blocks, with a list that follows a colon joined to the block before."""
    pending: tuple[int, int] | None = None
    for start, end in blocks:
        if pending is not None:
            opens_list = text[pending[1] - 1] == ":" or "\n" in text[pending[0] : pending[1]]
            if opens_list and _LIST_ITEM.match(text, start):
                pending = (pending[0], end)
                continue
            yield pending
        pending = (start, end)
    if pending is not None:
        yield pending
