"""Speech: how far what is said runs, direct, reported or mixed, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.facts.cues import Cue, cues
from pipeline.facts.speakers import Speaker, Speakers

_SENTENCE = re.compile(r"[。!?][”」』\")]*")
_MARKS = re.compile(r"[“”「」『』\"]")
_SAYING = re.compile(
    r"(?:有句名言|有一句名言|有句话|曾说过|说过|曾说|曾言|有言|有诗云|曾写道|诗云|名言|的话|名句|俗话说|常说|有云|曰)"
    r"[:,]? ?(?=[“「『])"
)
# How a sentence opens that is the reporter's again.
_NARRATIVE = re.compile(
    r"随后|会后|会前|会上|会议还|会议由|活动中|活动现场|据悉|据了解|据介绍|据统计|据记者|记者|笔者|目前|截至|此前|当天|当日|图为|"
    r"为了|根据|此次活动|本次|近年来|下一步,|接下来,|仪式上|座谈会上|调研中|与会|参加|期间|此外,|经|最终|相关链接|资料显示|原来"
)
_LIST_ITEM = re.compile(
    r" *(?:[一二三四五六七八九十]{1,2}(?:是|要|、|,)|第[一二三四五六七八九十]|其次|再次|最后|首先|"
    r"\(?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳])"
)
_STATESMEN = re.compile(r"(?:总书记|总理|主席|总统)")


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
        self.quotations = _pairs(text, start, end)
        self.openings = [a for a, _ in self.quotations]
        self.found: list[Said] = []

    def said(self) -> list[Said]:
        """The speech of the paragraph, in the order in which it begins."""
        pending: tuple[Cue, Speaker] | None = None
        until = self.start  # what lies before is accounted for
        used: set[int] = set()  # quotations that have a speaker
        for cue in cues(self.text, self.start, self.end):
            if cue.start < until:
                continue
            inside = self._quotation_at(cue.start)
            if inside is not None and inside[1] < self.end:
                continue
            speaker = self._speaker(cue, pending is not None)
            if speaker is None:
                continue
            if pending is not None:
                self._close(pending, self._turn(cue, pending[0]))
                pending = None
            if cue.form == "after":
                continue
            self.speakers.last = speaker
            if cue.form == "quote" and (span := self._direct(cue)):
                self.found.append(Said(*span, cue, speaker, True))
                used.add(cue.content)
                until = span[1]
            else:
                pending = (cue, speaker)
                until = cue.content
        if pending is not None:
            self._close(pending, self.end)
        self._loose(used)
        self._sayings()
        return sorted(self.found, key=lambda s: (s.start, -s.end))

    # cues and their speakers

    def _speaker(self, cue: Cue, speaking: bool) -> Speaker | None:
        opening = self._sentence_start(cue.start)
        within = max([opening, *(s.end + 1 for s in self.found[-1:] if s.direct and s.end < cue.start)])
        speaker = self.speakers.before(min(within, cue.start), cue.start)
        if speaker is not None and speaker.how == "reporter" and cue.kind != "ask":
            return None
        if speaker is not None:
            return None if speaking and self._inner(cue, speaker) else speaker
        clause = self.text[opening : cue.start].strip()
        if cue.form in ("bare", "comma") and re.fullmatch(r"(?:同时|并|还|最后|此外|另外|他还|也)?,?(?:还|并)?", clause):
            return self._carried(cue, opening)
        return None

    def _inner(self, cue: Cue, speaker: Speaker) -> bool:
        """A cue in the middle of what somebody says already, without a new speaker of its own: 指出，要……，希望大家……"""
        opening = self._sentence_start(cue.start)
        comma = self.text.rfind(",", opening, cue.start) + 1
        return speaker.start < max(opening, comma) and cue.form == "bare"

    def _carried(self, cue: Cue, opening: int) -> Speaker | None:
        """同时，希望……: the speaker of the sentence before."""
        if self.found and self.found[-1].start >= self.start:
            last = self.found[-1].speaker
            return Speaker(last.name, cue.start, cue.start, "same")
        if self.speakers.last is not None and self.speakers.last.start >= self.start:
            return Speaker(self.speakers.last.name, cue.start, cue.start, "same")
        i = bisect_left(self.sentences, opening)
        if i and opening > self.start:
            earlier = self.speakers.before(self.sentences[i - 1], opening - 1)
            return Speaker(earlier.name, cue.start, cue.start, "same") if earlier else None
        return None

    # extents

    def _turn(self, cue: Cue, open_: Cue) -> int:
        """Where speech that is open ends when another cue comes: before that cue's sentence, or its clause."""
        opening = self._sentence_start(cue.start)
        if opening > open_.content:
            return opening
        comma = max(self.text.rfind(",", open_.content, cue.start), self.text.rfind(";", open_.content, cue.start))
        return comma if comma > open_.content else cue.start

    def _close(self, pending: tuple[Cue, Speaker], limit: int) -> None:
        cue, speaker = pending
        start = cue.content
        while start < limit and self.text[start].isspace():
            start += 1
        end = min(limit, self._narrative(start, limit, cue, speaker))
        while end > start and self.text[end - 1] in " 　\n,;":
            end -= 1
        if end - start >= 4:
            self.found.append(Said(start, end, cue, speaker, False))

    def _narrative(self, start: int, limit: int, cue: Cue, speaker: Speaker) -> int:
        """Where the reporter speaks again."""
        for at in self.sentences[bisect_left(self.sentences, start + 1) :]:
            if at >= limit:
                break
            while at < limit and self.text[at] in " 　":
                at += 1
            if _LIST_ITEM.match(self.text, at):
                continue
            if _NARRATIVE.match(self.text, at) or self._someone_acts(at, limit) or self._opens_quotation(at):
                return at
        return limit

    def _someone_acts(self, at: int, limit: int) -> bool:
        """Whether a sentence opens with a person who is named: then it is about that person, not said."""
        comma = self.text.find(",", at, limit)
        stop = min(limit, comma if comma >= 0 else limit, at + 40)
        i = bisect_left(self.speakers._people_starts, at)
        if i < len(self.speakers.people) and self.speakers.people[i].end <= stop:
            return not _STATESMEN.match(self.text, self.speakers.people[i].end)
        return False

    def _opens_quotation(self, at: int) -> bool:
        if self.text[at : at + 1] not in ("“", '"'):
            return False
        pair = self._quotation_at(at)
        return pair is not None and self.text[pair[1] - 1] in "。!?,"

    # quotations

    def _direct(self, cue: Cue) -> tuple[int, int] | None:
        """The quotation a cue opens, where it is one and not a term at the head of a sentence."""
        pair = self._quotation_at(cue.content)
        if pair is None:
            return None
        start, end = pair[0] + 1, pair[1]
        after = self.text[end + 1 : end + 2]
        if end <= start:
            return None
        if self.text[end - 1] in "。!?,…" or (after in ("", "。", ",", "\n", ";", "!", "?") and end - start >= 6):
            return start, end
        return None

    def _loose(self, used: set[int]) -> None:
        """Quotations without a cue before them: “……”X说, X……：“……”, and a speaker who goes on."""
        spans = [(s.start, s.end) for s in self.found]
        for opening, closing in self.quotations:
            if opening in used or not self._is_speech(opening, closing):
                continue
            if any(a <= opening < b for a, b in spans):
                continue
            cue, speaker = self._who(opening, closing)
            if speaker is not None:
                self.found.append(Said(opening + 1, closing, cue, speaker, True))
                self.speakers.last = speaker

    def _is_speech(self, opening: int, closing: int) -> bool:
        inner = self.text[opening + 1 : closing]
        return len(inner) >= 5 and inner[-1] in "。!?,…"

    def _who(self, opening: int, closing: int) -> tuple[Cue | None, Speaker | None]:
        sentence = self._sentence_start(opening)
        stop = re.compile(r"[。;\n“]").search(self.text, closing + 1, self.end)
        limit = stop.end() if stop else self.end
        for cue in cues(self.text, closing + 1, limit):
            speaker = self.speakers.before(closing + 1, cue.start)
            if speaker is not None and speaker.how != "reporter":
                return cue, speaker
        if self.text[opening - 1 : opening] == ":" and opening > self.start:
            return None, self.speakers.before(sentence, opening - 1)
        if self.text[opening:sentence].strip() or opening > sentence + 2:
            return None, self._continued(opening)
        follower = self.speakers._subject(closing + 1, min(limit, closing + 40)) if limit > closing + 2 else None
        if follower is not None and follower.how in ("name", "title"):
            return None, follower
        return None, self._continued(opening)

    def _continued(self, opening: int) -> Speaker | None:
        """A quotation that follows what somebody said in the same paragraph."""
        earlier = [s for s in self.found if s.end <= opening]
        if not earlier:
            return None
        last = max(earlier, key=lambda s: s.end)
        if opening - last.end > 60:
            return None
        return Speaker(last.speaker.name, opening, opening, "same")

    def _sayings(self) -> None:
        """拿破仑有句名言：“……”, also inside what somebody says."""
        for found in _SAYING.finditer(self.text, self.start, self.end):
            pair = self._quotation_at(found.end())
            clause = max(self.text.rfind(mark, self.start, found.start()) for mark in ",。")
            clause = max(clause, self.start - 1)
            if pair is None or any(s.start == pair[0] + 1 for s in self.found):
                continue
            speaker = self.speakers._person_in(clause + 1, found.start())
            if speaker is not None:
                cue = Cue(found.start(), found.end(), found.end(), found.group().rstrip(":, "), "saying", "quote")
                self.found.append(Said(pair[0] + 1, pair[1], cue, speaker, True))

    # places

    def _sentence_start(self, at: int) -> int:
        return self.sentences[max(0, bisect_left(self.sentences, at + 1) - 1)]

    def _quotation_at(self, at: int) -> tuple[int, int] | None:
        """The outermost quotation that ``at`` lies in or opens."""
        i = bisect_left(self.openings, at + 1) - 1
        if i >= 0 and self.quotations[i][1] >= at:
            return self.quotations[i]
        return None


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost quotations, as the places of their marks; one that is not closed ends with the paragraph."""
    pairs: list[tuple[int, int]] = []
    depth, opened, straight = 0, -1, False
    for mark in _MARKS.finditer(text, start, end):
        sign = mark.group()
        if sign == '"':
            sign = "”" if straight else "“"
            straight = not straight
        if sign in "“「『":
            if depth == 0:
                opened = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                pairs.append((opened, mark.start()))
    if depth:
        pairs.append((opened, end))
    return pairs


def paragraphs(text: str, blocks: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The blocks, with a list after a colon or a quotation that runs on joined to the block before."""
    pending: tuple[int, int] | None = None
    for start, end in blocks:
        listed = pending is not None and _LIST_ITEM.match(text, start) and text[pending[1] - 1] in ":;。"
        if pending is not None and listed and _in_list(text, pending):
            pending = (pending[0], end)
            continue
        if pending is not None:
            yield pending
        pending = (start, end)
    if pending is not None:
        yield pending


def _in_list(text: str, span: tuple[int, int]) -> bool:
    """Whether a block opens a list at its end, or is itself a run of list items that was joined."""
    return text[span[1] - 1] == ":" or "\n" in text[span[0] : span[1]]
