"""What the readers of speech hand to each other: verbs of speech, speakers, spans of speech.

Offsets are half-open and count code points of the article's text.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from jianbao.categories import QuoteKind, SpeakerResolution

CueForm = Literal[
    "comma",  # a comma or colon stands before what is said: X说，……
    "quote",  # a quotation mark does: X说：“……”
    "bare",  # what is said follows at once: X要求各单位……
    "after",  # what is said stands before: “……”X说。
    "answer",  # a name and a colon open a paragraph, without a verb: 陆慷：……
]


class Cue(NamedTuple):
    """A verb of speech.

    Attributes:
        start, end: the verb.
        content: where what is said begins (form ``after``: the verb's end).
        verb: the verb; "" where there is none (form ``answer``).
        kind: what the verb does.
        form: how what is said is brought in.
    """

    start: int
    end: int
    content: int
    verb: str
    kind: QuoteKind
    form: CueForm


class Speaker(NamedTuple):
    """Who says it.

    Attributes:
        name: as it is to be shown.
        start, end: where the speaker stands; the same where no words name one.
        resolved_by: how the speaker was found.
    """

    name: str
    start: int
    end: int
    resolved_by: SpeakerResolution


class SpeechSpan(NamedTuple):
    """A piece of speech: its span, the verb (None where there is none), the speaker, whether it is quoted."""

    start: int
    end: int
    cue: Cue | None
    speaker: Speaker
    direct: bool


class OpenSpeech(NamedTuple):
    """Reported speech that has begun and whose end is not known yet."""

    cue: Cue
    speaker: Speaker
