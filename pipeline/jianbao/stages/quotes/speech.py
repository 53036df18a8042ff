"""Speech: what is said in one paragraph, by whom, direct, reported or mixed."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeGuard

from jianbao.language.narration import narration
from jianbao.stages.quotes.attributions import QuotationReader, find_mottos, find_sayings
from jianbao.stages.quotes.extents import ExtentFinder
from jianbao.stages.quotes.paragraph import Paragraph
from jianbao.stages.quotes.relations import relation
from jianbao.stages.quotes.reporting_verbs import find_cues, is_beside
from jianbao.stages.quotes.spans import Cue, OpenSpeech, Speaker, SpeechSpan
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.words import words

_NAME_REACH = 12  # a name with a colon at the head of a paragraph ends by here
_LONGEST_OUTLET = 16
_CLAUSE_REACH = 40
_DEED_REACH = 4  # characters before a demand that tells what was done
_LEAD_REACH = 8  # characters before a verb without a subject


@cache
def _elided() -> re.Pattern[str]:
    """All that stands before a verb whose subject is left out: 同时,还|希望."""
    return re.compile(f"{narration('quotes.elided')}?,?(?:还|并|也)?")


@cache
def _beside() -> re.Pattern[str]:
    """What may stand between a speaker and a verb without a mark."""
    return re.compile(rf"{narration('quotes.trail')}{{1,2}}")


def read_speech(
    paragraph: Paragraph, speakers: SpeakerFinder, last: Speaker | None
) -> tuple[list[SpeechSpan], Speaker | None]:
    """The speech of a paragraph, in the order in which it begins, and who spoke last.

    speakers: those of the article. last: who spoke last in the paragraphs before; pass what the call for the
    paragraph before returned.

    >>> from jianbao.article import Article, Entity
    >>> text = "周启明说,要办好。他表示,要抓好。"
    >>> article = Article.from_text(text)
    >>> article.entities = [Entity(0, 3, "PER", "周启明")]
    >>> spans, last = read_speech(Paragraph(text, 0, 17), SpeakerFinder(article, text), None)
    >>> [(s.speaker.name, text[s.start:s.end]) for s in spans], last.name
    ([('周启明', '要办好。'), ('周启明', '要抓好。')], '周启明')
    """
    reader = _Reader(paragraph, speakers, last)
    reader.read_cues()
    quotations, last = QuotationReader(paragraph, speakers).read(reader.spans, reader.last)
    spans = [*reader.spans, *quotations]
    spans += find_mottos(paragraph, speakers, {s.start for s in spans})
    spans += find_sayings(paragraph, speakers, {s.start for s in spans})
    return sorted(spans, key=lambda s: (s.start, -s.end)), last


class _Reader:
    """Goes through the verbs of one paragraph.

    Attributes:
        spans: the speech found so far.
        last: who spoke last.
        held: reported speech that has not ended yet.
    """

    def __init__(self, paragraph: Paragraph, speakers: SpeakerFinder, last: Speaker | None) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.speakers = speakers
        self.extents = ExtentFinder(paragraph, speakers)
        self.spans: list[SpeechSpan] = []
        self.last = last
        self.held: OpenSpeech | None = None

    def read_cues(self) -> None:
        """Read the speech that verbs before it bring in."""
        start, end = self.paragraph.start, self.paragraph.end
        self._open_answer()
        past = start  # what lies before is accounted for
        for cue in find_cues(self.text, start, end):
            if cue.form == "after" or cue.start < past or self.paragraph.is_quoted(cue.start):
                continue
            past = self._read_cue(cue) or past
        self._close(end)

    def _read_cue(self, cue: Cue) -> int | None:
        """Note what a verb brings in; how far the text is accounted for, None where it brings in nothing."""
        speaker = self._speaker(cue)
        if speaker is None or (is_beside(cue) and not self._stands_beside(speaker, cue)):
            return None
        if cue.form == "bare" and cue.verb in words("wish") and not self._is_heard(speaker):
            return None
        if cue.form == "bare" and cue.kind == "demand" and self._is_deed(cue):
            return None
        if self._passes_on(speaker):
            self.held = None
        how = relation(self.paragraph, self.speakers, self.held, cue, speaker)
        if how == "inner":
            return None
        if how == "turn":
            self._close(self.extents.turn(self.held, cue, speaker))
            self.last = speaker
        if cue.form == "quote" and (span := self.extents.quoted(cue)):
            self.spans.append(SpeechSpan(*span, cue, speaker, True))
            return span[1]
        if how == "nested":
            self._add(OpenSpeech(cue, speaker), self.paragraph.sentence_end(cue.content))
        else:
            self.held = OpenSpeech(cue, speaker)
        return cue.content

    def _is_deed(self, cue: Cue) -> bool:
        """Whether a demand without a mark only tells what was done: 44人被|要求退款."""
        before = self.text[max(self.paragraph.start, cue.start - _DEED_REACH) : cue.start]
        return before.endswith(words("deed"))

    def _is_heard(self, speaker: Speaker) -> bool:
        """Whether a wish without a mark is said aloud: by who speaks already, a person by name, or a meeting."""
        last = self.held.speaker if self.held else self.last
        goes_on = speaker.resolved_by == "same" or (last is not None and last.name == speaker.name)
        return goes_on or self.speakers.is_named(speaker) or speaker.name.endswith(words("meeting"))

    def _stands_beside(self, speaker: Speaker, cue: Cue) -> bool:
        """Whether a speaker stands right before the verb, up to an adverb: 她|也|说自己收获很大."""
        between = self.text[speaker.end : cue.start]
        return speaker.end <= cue.start and (not between or _beside().fullmatch(between) is not None)

    def _passes_on(self, speaker: Speaker) -> bool:
        """Whether the paper that is quoted only passes on what another says: 据某报报道,|某局表示,……."""
        if self.held is None or self.held.cue.verb != "报道" or speaker.start < self.held.cue.content:
            return False
        start = self.held.cue.content
        near = speaker.start - start <= _CLAUSE_REACH
        return near and not any(mark in self.text[start + 8 : speaker.start] for mark in ",。;")

    def _open_answer(self) -> None:
        """陆慷:…… at the head of a paragraph: all of it is said."""
        start = self.paragraph.start
        colon = self.text.find(":", start, min(self.paragraph.end, start + _NAME_REACH))
        if colon < 0 or self.text[colon + 1 : colon + 2] in ("“", '"', "「"):
            return
        speaker = self.speakers.persons.first(start, colon) or self.speakers.nouns.people(start, colon)
        if speaker is not None and (speaker.start, speaker.end) == (start, colon):
            self.last = speaker
            self.held = OpenSpeech(Cue(colon, colon, colon + 1, "", "say", "answer"), speaker)

    def _speaker(self, cue: Cue) -> Speaker | None:
        """The speaker of a verb: before it in its sentence, or carried over where its subject is left out."""
        opening = self.paragraph.sentence_start(cue.start)
        after = self.spans[-1].end + 1 if self.spans and self.spans[-1].direct else opening
        speaker = self.speakers.before(max(opening, min(after, cue.start)), cue.start, self.last)
        if speaker is not None:
            return None if speaker.resolved_by == "reporter" and cue.kind != "ask" else speaker
        if document := self._document(cue, opening):
            return document
        clause = self.text[max(opening, cue.start - _LEAD_REACH) : cue.start].strip()
        if cue.form in ("bare", "comma") and cue.verb in words("turn") and _elided().fullmatch(clause):
            return self._carry_over(cue, opening)
        return None

    def _document(self, cue: Cue, opening: int) -> Speaker | None:
        """通报称,……: where nobody is named before it, the notice speaks; 某某频道|报道说: what stands before it."""
        noun = next((n for n in words("document") if cue.verb.startswith(n)), "")
        if not noun or cue.verb == noun or self.text[cue.start - 1] == "有":
            return None
        opening = max(opening, cue.start - _CLAUSE_REACH)
        clause = max(self.text.rfind(mark, opening, cue.start) + 1 for mark in ",;")
        begin, end = self.speakers.adverbials.strip(max(opening, clause), cue.start)
        before = self.text[begin:end].rstrip("该此,")
        if not before:
            name = self.last.name if noun == "报道" and self._is_source(self.last) else noun
            return Speaker(name, cue.start, cue.start + len(noun), "collective")
        outlet = (
            noun == "报道" and len(before) <= _LONGEST_OUTLET and not set(before) & set(words("not_in_noun"))
        )
        return Speaker(before, begin, end, "collective") if outlet else None

    def _is_source(self, speaker: Speaker | None) -> TypeGuard[Speaker]:
        """Whether who spoke last is a paper or an agency: 据某社2日报道."""
        return speaker is not None and "报道" in self.text[speaker.start : speaker.end + 12]

    def _carry_over(self, cue: Cue, opening: int) -> Speaker | None:
        """同时,希望……: the speaker of the sentence before."""
        last = self.held.speaker if self.held else self.last
        if last is None or last.start < self.paragraph.start:
            before = self.paragraph.sentence_before(opening)
            last = None if before is None else self.speakers.before(before, opening - 1, self.last)
        return Speaker(last.name, cue.start, cue.start, "same") if last else None

    def _close(self, limit: int) -> None:
        """End the open speech before ``limit``."""
        if self.held is not None:
            self._add(self.held, limit)
            self.held = None

    def _add(self, speech: OpenSpeech, limit: int) -> None:
        span = self.extents.reported(speech, limit)
        if span is not None:
            self.spans.append(span)
