"""Relations: how a verb of speech stands to reported speech that has not ended yet."""

from __future__ import annotations

import re
from typing import Literal

from jianbao.stages.quotes.paragraph import LIST_ITEM, Paragraph
from jianbao.stages.quotes.spans import Cue, OpenSpeech, Speaker
from jianbao.stages.quotes.speakers import SpeakerFinder
from jianbao.stages.quotes.words import words

Relation = Literal[
    "turn",  # another speaker, or the same one anew: the open speech ends
    "nested",  # told in the open speech, which goes on around it
    "inner",  # a part of the open speech: it brings in nothing
]
_ANEW = re.compile("; ?(?:对此|就此|而|但|不过|同时|其中)?,? ?$")  # a new speaker may stand after it
_ALSO = re.compile("[,;](?:并|还|又|且|同时|也)?$")  # the same speaker claims something more: 称……,|并称……
_MUST = re.compile(r"[要应]|必须")
_TAKES_OVER = ("要求", "呼吁")  # end what is brought in without a mark, by the same speaker: 希望……,要求……


def relation(
    paragraph: Paragraph, speakers: SpeakerFinder, held: OpenSpeech | None, cue: Cue, speaker: Speaker
) -> Relation:
    """How a verb and its speaker stand to the speech ``held`` open.

    >>> from jianbao.article import Article, Entity
    >>> text = "周启明说,要办好。马文涛表示,要抓好。"
    >>> article = Article.from_text(text)
    >>> article.entities = [Entity(0, 3, "PER", "周启明"), Entity(9, 12, "PER", "马文涛")]
    >>> held = OpenSpeech(Cue(3, 4, 5, "说", "say", "comma"), Speaker("周启明", 0, 3, "name"))
    >>> relation(
    ...     Paragraph(text, 0, 19), SpeakerFinder(article, text), held,
    ...     Cue(12, 14, 15, "表示", "say", "comma"), Speaker("马文涛", 9, 12, "name"),
    ... )
    'turn'
    """
    if held is None:
        return "turn"
    if held.cue.kind == "ask":  # the question tells of others
        return "nested" if speaker.resolved_by != "same" else "inner"
    if _is_wish_of_party(speakers, cue, speaker):
        return "inner"  # what a country hopes is still told by who speaks
    if paragraph.sentence_start(cue.start) > held.cue.content:
        return _in_new_sentence(paragraph, held, cue, speaker)
    return _in_same_sentence(paragraph, speakers, held, cue, speaker)


def _in_new_sentence(paragraph: Paragraph, held: OpenSpeech, cue: Cue, speaker: Speaker) -> Relation:
    opening = paragraph.sentence_start(cue.start)
    listed = LIST_ITEM.match(paragraph.text, held.cue.content) is not None
    if speaker.resolved_by == "same":
        goes_on = held.cue.form == "answer" or listed or cue.start < opening + 2
    else:
        goes_on = held.cue.form == "answer" or _is_told(paragraph.text, speaker, cue, opening)
    if goes_on:
        return "inner"
    return "nested" if listed and speaker.name == held.speaker.name else "turn"


def _in_same_sentence(
    paragraph: Paragraph, speakers: SpeakerFinder, held: OpenSpeech, cue: Cue, speaker: Speaker
) -> Relation:
    if speaker.resolved_by == "same" or speaker.start < held.cue.content:
        if cue.verb in words("claims_on") and _ALSO.search(paragraph.text[held.cue.content : cue.start]):
            return "turn"
        return "turn" if held.cue.form == "bare" and cue.verb in _TAKES_OVER else "inner"
    between = paragraph.text[held.cue.content : speaker.start]
    if not re.search(r"[,;]", between):
        return "nested" if cue.form != "bare" else "inner"
    if speaker.resolved_by in ("name", "pronoun", "title"):
        return "turn" if cue.start - speaker.end <= 12 else "inner"
    if cue.form == "bare":
        orders = cue.kind == "demand" and speaker.end == cue.start and speakers.is_organisation(speaker)
        return "turn" if orders and between.endswith((",", ";")) else "inner"
    beside = cue.start - speaker.end <= 6 and speakers.is_organisation(speaker)  # ……,某局表示,……
    return "turn" if beside or _ANEW.search(between) is not None else "inner"


def _is_wish_of_party(speakers: SpeakerFinder, cue: Cue, speaker: Speaker) -> bool:
    """Whether a country or a party to talks hopes or asks: 中方希望."""
    wish = cue.form == "bare" and cue.kind in ("hope", "demand", "propose", "promise")
    return wish and speaker.resolved_by == "collective" and speakers.is_party(speaker)


def _is_told(text: str, speaker: Speaker, cue: Cue, opening: int) -> bool:
    """Whether a new sentence with a verb of speech is still said: 各地要贯彻……要求."""
    between = text[speaker.end : cue.start]
    return speaker.start < opening or len(between) > 40 or _MUST.search(between) is not None
