"""Attributions: quotations that no verb before them brings in, and sayings of others.

“……”X说; X……:“……”; a speaker who goes on after a quotation; 拿破仑有句名言:“……”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from jianbao.stages.quotes.followers import Answer, FollowerFinder
from jianbao.stages.quotes.paragraph import Paragraph
from jianbao.stages.quotes.reporting_verbs import find_cues
from jianbao.stages.quotes.spans import Cue, Speaker, SpeechSpan
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.words import either

_DATELINE = re.compile(r"[讯电)）] ?$")
_STOP = re.compile(r"[。;\n]")
_SENTENCE_AFTER = 120  # characters after a quotation in which its speaker stands
_GAP = 60  # characters between two quotations of a speaker who goes on
_SAYING_REACH = 60


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"{either('saying')}[:,]? ?(?=[“「『])")


class QuotationReader:
    """Attributes the quotations of one paragraph that no verb before them brings in.

    >>> from jianbao.article import Article, Entity
    >>> text = "“要办好群众的实事。”周启明说。"
    >>> article = Article.from_text(text)
    >>> article.entities = [Entity(11, 14, "PER", "周启明")]
    >>> spans, last = QuotationReader(Paragraph(text, 0, 16), SpeakerFinder(article, text)).read([], None)
    >>> [(text[s.start:s.end], s.speaker.name) for s in spans], last.name
    ([('要办好群众的实事。', '周启明')], '周启明')
    """

    def __init__(self, paragraph: Paragraph, speakers: SpeakerFinder) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.speakers = speakers
        self.followers = FollowerFinder(paragraph.text, speakers)

    def read(
        self, spans: Sequence[SpeechSpan], last: Speaker | None
    ) -> tuple[list[SpeechSpan], Speaker | None]:
        """The quotations outside ``spans``, the speech that is known, and who spoke last.

        last: who spoke last, as far as that speech goes.
        """
        known = sorted(spans)
        new: list[SpeechSpan] = []
        k, reach, before = (
            0,
            -1,
            None,
        )  # reach: how far what was passed covers; before: the speech that ends last
        for opening, closing in self.paragraph.quotations.pairs:
            while k < len(known) and known[k].start <= opening + 1:
                if known[k].end >= reach:
                    reach, before = known[k].end, known[k]
                k += 1
            if opening < reach:
                continue
            if self.paragraph.is_sentence(opening, closing):
                cue, speaker = self._attribute(opening, closing, before, last)
            elif self.paragraph.is_short_sentence(opening, closing):
                cue, speaker = self._short(closing - opening - 1, closing, last)
            else:
                continue
            if speaker is not None:
                before = SpeechSpan(opening + 1, closing, cue, speaker, True)
                new.append(before)
                last, reach = speaker, closing
        return new, last

    def _attribute(
        self, opening: int, closing: int, before: SpeechSpan | None, last: Speaker | None
    ) -> tuple[Cue | None, Speaker | None]:
        """The verb and the speaker of a quotation: after it, before its colon, its follower, or who spoke before."""
        limit = self._sentence_after(closing + 1)
        told = self.followers.read(closing + 1, limit, last)
        cue, speaker = self._after(closing, limit, last, told)
        if speaker is not None:
            return cue, speaker
        sentence = self.paragraph.sentence_start(opening)
        if opening > self.paragraph.start and self.text[opening - 1] == ":":
            return None, self.speakers.before(sentence, opening - 1, last)
        low = max(self.paragraph.start, opening - 2)
        opens = sentence >= opening or _DATELINE.search(self.text, low, opening)
        if opens and told.settled:
            return told.cue, told.speaker
        if opens and (follower := self.followers.subject(closing + 1, limit)):
            return None, follower
        if before is None or opening - before.end > _GAP:
            return None, None
        return None, Speaker(before.speaker.name, opening, opening, "same")

    def _short(self, length: int, closing: int, last: Speaker | None) -> tuple[Cue | None, Speaker | None]:
        """The verb and the speaker right after a quotation of a few characters: “五口。”周启明答。."""
        limit = self._sentence_after(closing + 1)
        for cue in find_cues(self.text, closing + 1, limit):
            enough = cue.kind == "answer" or length > 2
            if enough and cue.form == "after" and "," not in self.text[closing + 1 : cue.start]:
                return cue, self.speakers.before(closing + 1, cue.start, last)
        return None, None

    def _after(
        self, closing: int, limit: int, last: Speaker | None, told: Answer
    ) -> tuple[Cue | None, Speaker | None]:
        """The first verb after a quotation that has a speaker, and who that is."""
        for cue in find_cues(self.text, closing + 1, limit):
            if cue.verb == "报道":
                break  # the paper's own source
            if told.settled and (cue.form != "after" or told.cue):
                continue  # brings in the answer, not the quotation
            if cue.form == "quote" and ":" in self.text[cue.end : cue.content]:
                break  # it brings in the next quotation
            speaker = self.speakers.before(closing + 1, cue.start, last)
            if speaker is not None and speaker.resolved_by != "reporter":
                return cue, speaker
        return None, None

    def _sentence_after(self, at: int) -> int:
        """The end of the sentence that follows a quotation, quotation marks in it passed over."""
        limit = min(self.paragraph.end, at + _SENTENCE_AFTER)
        stop = _STOP.search(self.text, at, limit)
        return stop.end() if stop else limit


@cache
def _motto() -> re.Pattern[str]:
    """Whose words were quoted: “……”,这是|周启明|常挂在嘴边的话."""
    return re.compile(rf"[,。]?(?:这|那)?(?:句话)?[就正]?是(?P<who>[^,。“”]{{2,16}}?){either('motto')}")


def find_mottos(
    paragraph: Paragraph, speakers: SpeakerFinder, starts: Collection[int]
) -> Iterator[SpeechSpan]:
    """Quotations that the words after them say somebody says often.

    starts: where speech that is known starts; it is not found again.
    """
    for opening, closing in paragraph.quotations.pairs:
        found = _motto().match(paragraph.text, closing + 1, paragraph.end)
        if found is None or opening + 1 in starts or closing - opening < 6:
            continue
        speaker = speakers.persons.first(*found.span("who")) or speakers.nouns.phrase(
            *found.span("who"), None
        )
        if speaker is not None:
            yield SpeechSpan(opening + 1, closing, None, speaker, True)


def find_sayings(
    paragraph: Paragraph, speakers: SpeakerFinder, starts: Collection[int]
) -> Iterator[SpeechSpan]:
    """Quoted sayings of people who are named, also inside speech: 拿破仑有句名言:“……”.

    starts: where speech that is known starts; it is not found again.
    """
    text = paragraph.text
    for found in _saying().finditer(text, paragraph.start, paragraph.end):
        pair = paragraph.quotations.around(found.end())
        if pair is None or pair[0] + 1 in starts or pair[1] - pair[0] < 6:
            continue
        least = max(paragraph.start, found.start() - _SAYING_REACH)
        clause = max(text.rfind(mark, least, found.start()) for mark in ",。:")
        speaker = speakers.persons.first(max(clause + 1, least), found.start())
        if speaker is not None:
            verb = found.group().rstrip(":, ")
            cue = Cue(found.start(), found.start() + len(verb), found.end(), verb, "saying", "quote")
            yield SpeechSpan(pair[0] + 1, pair[1], cue, speaker, True)
