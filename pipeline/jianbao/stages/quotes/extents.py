"""Extents: how far speech runs.

Reported speech runs from its verb to the end of the paragraph, to the next speaker, or to where the reporter
speaks again; a quotation is what stands inside the marks. Each look backwards or ahead is bounded: linear time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from jianbao.language.narration import narration
from jianbao.language.patterns import HAN, SENTENCE_ENDS
from jianbao.language.web_phrases import web_phrases
from jianbao.stages.quotes.paragraph import LIST_ITEM, Paragraph
from jianbao.stages.quotes.reporting_verbs import is_beside
from jianbao.stages.quotes.spans import Cue, OpenSpeech, Speaker, SpeechSpan
from jianbao.stages.quotes.speakers import SpeakerFinder, told_by_caller
from jianbao.stages.quotes.words import either, pattern, words

_LIST_INSIDE = re.compile(r":(?:[一二三四五六七八九十]是|第一)")
_CALL_REACH = 60
_REACH = 200  # no look back inside a sentence goes farther
_SUBJECT_REACH = 40  # characters at the head of a sentence in which its subject stands
_OWN_NAME = 6  # characters at the end of a body that speaks by which a sentence names it
_OWN_REACH = 20  # characters at the head of such a sentence
_INTRODUCES = re.compile("(?:我叫|我是|名叫|叫作?|叫做|我|和|像|说|喊|问)$")
_QUOTATIONS_AHEAD = 8
_SHORTEST = 4
_LONGEST_LEAD = 6
_ANEW = re.compile(r"; ?(?:对此|就此|为此|而|但|不过|同时|随后),$")  # opens a turn after a semicolon
_DAY = re.compile("[日号天晚晨]")  # in a time that names a day
_COMMA = re.compile("[,;]")
_TOLD = re.compile(
    "[、和的与及]|[^,。]{0,3}(?:要|须|(?<!答)应|请|负责)"
)  # after a name that is still part of a demand


@cache
def _reporter_again() -> re.Pattern[str]:
    return re.compile(narration("quotes.reporter"))


@cache
def _web_page() -> re.Pattern[str]:
    """What a web page says of itself; a picture or a note in brackets."""
    return re.compile(rf"{web_phrases('quotes.reporter')}|【|\[|图\d?[:/为]")


@cache
def _page_words() -> re.Pattern[str]:
    """What a web page says of itself, wherever it stands."""
    return re.compile(web_phrases("quotes.inline"))


@cache
def _continuing() -> re.Pattern[str]:
    return re.compile(narration("quotes.continuing"))


@cache
def _case() -> re.Pattern[str]:
    return re.compile(narration("quotes.case"))


@cache
def _outcome() -> re.Pattern[str]:
    """Clauses that tell what came of a demand."""
    return re.compile(narration("quotes.outcome"))


@cache
def _sequel() -> re.Pattern[str]:
    """Clauses that tell what followed on anything that was said."""
    return re.compile(narration("quotes.sequel"))


@cache
def _fallout() -> re.Pattern[str]:
    """Clauses that tell what the words themselves did: 此消息一出,……."""
    return re.compile(narration("quotes.fallout"))


@cache
def _meanwhile() -> re.Pattern[str]:
    return re.compile(f"{narration('quotes.meanwhile')},?")


@cache
def _link() -> re.Pattern[str]:
    """What links a sentence that is about a person with what was told: 为此,|某某留了长发."""
    return re.compile(f"(?:{narration('quotes.meanwhile')}|{narration('quotes.link')}),?")


@cache
def _reporter() -> re.Pattern[str]:
    """Who writes, after a time: 12日,本报记者."""
    return re.compile(rf",?(?:{either('reporter')}|本报|{HAN}{{2,6}}记者)")


class ExtentFinder:
    """Finds where speech ends in one paragraph.

    >>> from jianbao.article import Article, Entity
    >>> text = "周启明说,要办好。随后,大家参观。"
    >>> article = Article.from_text(text)
    >>> article.entities = [Entity(0, 3, "PER", "周启明")]
    >>> held = OpenSpeech(Cue(3, 4, 5, "说", "say", "comma"), Speaker("周启明", 0, 3, "name"))
    >>> span = ExtentFinder(Paragraph(text, 0, 17), SpeakerFinder(article, text)).reported(held, 17)
    >>> text[span.start:span.end]
    '要办好。'
    """

    def __init__(self, paragraph: Paragraph, speakers: SpeakerFinder) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.speakers = speakers
        self.names = speakers.names

    def reported(self, held: OpenSpeech, limit: int) -> SpeechSpan | None:
        """Reported speech that ends before ``limit``; None where less than a few characters are left."""
        start = held.cue.content
        while start < limit and self.text[start] in " 　,:":
            start += 1
        end = min(limit, self._end(start, limit, held))
        while end > start and self.text[end - 1] in " 　\n,;:":
            end -= 1
        return SpeechSpan(start, end, *held, False) if end - start >= _SHORTEST else None

    def turn(self, held: OpenSpeech | None, cue: Cue, speaker: Speaker) -> int:
        """Where the speech ``held`` open ends when another verb comes: before its sentence, or its clause."""
        opening = self.paragraph.sentence_start(cue.start)
        if held is None or opening > held.cue.content:
            return opening
        least = held.cue.content
        at = speaker.start if speaker.start >= least and speaker.resolved_by != "same" else cue.start
        comma = max(self.text.rfind(mark, max(least, at - _REACH), at + 1) for mark in ",;")
        anew = _ANEW.search(self.text, max(least, comma - _LONGEST_LEAD), comma + 1)
        return anew.start() if anew else comma if comma > least else at

    def quoted(self, cue: Cue) -> tuple[int, int] | None:
        """What the quotation that a verb opens holds; None where it is a term at the head of a sentence."""
        pair = self.paragraph.quotations.around(cue.content)
        if pair is None or pair[1] <= pair[0] + 1:
            return None
        start, end = pair[0] + 1, pair[1]
        ends_here = end + 1 >= self.paragraph.end or self.text[end + 1] in "。,\n;!?"
        if self.text[end - 1] in SENTENCE_ENDS + ",…" or (ends_here and end - start >= 6):
            return start, end
        return None

    def _end(self, start: int, limit: int, held: OpenSpeech) -> int:
        """Where the reporter speaks again, or a quotation begins."""
        limit = self._before_page_words(start, limit)
        limit = self._before_outcome(start, self._before_quotation(start, limit), held)
        first = bisect_left(self.paragraph.sentences, start + 1)
        one_sentence = self._is_one_sentence(start, first, held.cue)
        for at in self.paragraph.sentences[first:]:
            if at >= limit:
                break
            while at < limit and self.text[at] in " 　":
                at += 1
            if held.cue.form == "answer":
                continue
            if LIST_ITEM.match(self.text, at) and not self._is_of_case(at, held.speaker):
                continue
            if one_sentence and not _continuing().match(self.text, at):
                return at
            if self._is_reporters(at, limit, held.speaker):
                return at
        return limit

    def _before_page_words(self, start: int, limit: int) -> int:
        """Where a web page speaks of itself in the middle of a line: 返回搜狐,查看更多."""
        found = _page_words().search(self.text, start + 1, limit)
        return found.start() if found else limit

    def _before_quotation(self, start: int, limit: int) -> int:
        """Where the first quotation of a sentence opens, unless the speech goes on after it; else ``limit``."""
        quotations = self.paragraph.quotations
        i = quotations.first_from(start)
        for opening, closing in quotations.pairs[i : i + _QUOTATIONS_AHEAD]:
            if opening >= limit:
                break
            follows = opening > start and self.text[opening - 1] in ",:。"
            if follows and self.paragraph.is_sentence(opening, closing):
                ends = self.text[closing - 1] in SENTENCE_ENDS and not self._goes_on_after(closing, limit)
                return opening if ends else limit
        return limit

    def _before_outcome(self, start: int, limit: int, held: OpenSpeech) -> int:
        """Where a clause tells what came of what was said: 要求其转账,|某某没有答应; 法院认为,……,|遂依法判处."""
        if pattern("court").search(held.speaker.name):
            ends, stop = pattern("verdict"), limit
        elif held.cue.form == "bare" or self._is_call(held.cue):
            wish = held.cue.kind not in ("say", "tell")
            ends = _outcome() if wish else _sequel()
            stop = min(limit, self.paragraph.sentence_end(start))
        else:
            ends, stop = _fallout(), min(limit, self.paragraph.sentence_end(start))
        pretends = held.cue.form == "bare" and held.cue.verb in words("pretends")
        for comma in _COMMA.finditer(self.text, start + 1, stop):
            at = comma.end()
            if pretends and not self.text.startswith(words("pretence_on"), at):
                return comma.start()
            body = self._is_call(held.cue) and self.names.organisation_end(at) is not None
            if body or ends.match(self.text, at) or self._is_act(at, limit, held.cue):
                return comma.start()
        return limit

    def _is_act(self, at: int, limit: int, cue: Cue) -> bool:
        """Whether a clause after a demand opens with the name of a person who is not told to do anything."""
        if cue.form != "bare" or cue.kind in ("say", "tell"):
            return False
        name = self.names.name_at(at)
        if name is None or name.type != "PER" or name.end >= limit:
            return False
        return _TOLD.match(self.text, name.end) is None

    def _goes_on_after(self, closing: int, limit: int) -> bool:
        """Whether speech goes on after a quotation in it: 名言:“……”这说明."""
        return closing + 1 < limit and self.text[closing + 1] in "这此可"

    def _is_one_sentence(self, start: int, first: int, cue: Cue) -> bool:
        """Whether only the sentence of the verb is said: a demand, hope or claim without a mark or a list."""
        if self._is_call(cue) or is_beside(cue):
            return True
        goes_on = cue.kind in ("say", "tell") and not cue.verb.endswith(words("claim"))
        if cue.form != "bare" or goes_on:
            return False
        sentences = self.paragraph.sentences
        return first >= len(sentences) or not _LIST_INSIDE.search(self.text, start, sentences[first])

    def _is_call(self, cue: Cue) -> bool:
        """Whether the police are told of something by telephone: 接到某某报警,|称……."""
        low = max(self.paragraph.start, cue.start - _CALL_REACH)
        return told_by_caller().search(self.text, low, cue.start) is not None

    def _is_reporters(self, at: int, limit: int, speaker: Speaker) -> bool:
        """Whether the sentence at ``at`` is the reporter's: by its first words, or by whom it is about."""
        return (
            _reporter_again().match(self.text, at) is not None
            or _web_page().match(self.text, at) is not None
            or self._is_of_case(at, speaker)
            or (self._is_about_person(at, limit) and not pattern("court").search(speaker.name))
            or self._is_dated_news(at, limit)
            or self._is_next_act(at, speaker.name)
            or self._names_speaker(at, limit, speaker)
        )

    def _is_of_case(self, at: int, speaker: Speaker) -> bool:
        """Whether a sentence goes on with a case that is not the speaker's to tell: 接报后,民警赶到."""
        own = pattern("office").search(speaker.name) is not None
        return not own and _case().match(self.text, at) is not None

    def _is_about_person(self, at: int, limit: int) -> bool:
        """Whether a sentence opens with a person who is named: then it is about that person, not said."""
        lead = _link().match(self.text, at, limit)
        at = lead.end() if lead else at
        after = self.names.after_time(at, limit)
        at = after + 1 if after > at and self.text.startswith(",", after) else at
        comma = self.text.find(",", at, min(limit, at + _SUBJECT_REACH))
        stop = comma if comma >= 0 else min(limit, at + _SUBJECT_REACH)
        person = self.speakers.persons.first(at, stop)
        return person is not None and not pattern("statesman").match(self.text, person.end)

    def _is_next_act(self, at: int, name: str) -> bool:
        """Whether a sentence tells what the speaker did next: 同时,检查组还深入各地."""
        lead = _meanwhile().match(self.text, at)
        start = lead.end() if lead else at
        return bool(name) and self.text.startswith((name + "还", name + "一行"), start)

    def _names_speaker(self, at: int, limit: int, speaker: Speaker) -> bool:
        """Whether a sentence names its own speaker in full, as only the reporter does: 此时的|某某|……."""
        end = min(limit, self.paragraph.sentence_end(at))
        if self.speakers.is_named(speaker):
            people = self.names.people_between(at, end)
            return any(
                p.text == speaker.name and not _INTRODUCES.search(self.text, at, p.start) for p in people
            )
        tail = speaker.name[-_OWN_NAME:]
        return len(speaker.name) >= _OWN_NAME and tail in self.text[at : min(end, at + _OWN_REACH)]

    def _is_dated_news(self, at: int, limit: int) -> bool:
        """Whether a sentence reports what a body did on a day, or what a reporter saw then: 某公司15日公布了."""
        after = self.names.after_time(at, limit)
        if after > at and _reporter().match(self.text, after, limit):
            return True
        if after > at and _DAY.search(self.text, at, after):  # 5月7日,某局召开
            return self.names.organisation_end(after + (self.text.startswith(",", after))) is not None
        body = self.names.organisation_end(at)
        return body is not None and self.names.after_time(body, limit) > body
