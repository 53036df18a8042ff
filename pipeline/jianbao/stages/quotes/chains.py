"""Chains: one quotation over several paragraphs, each of which opens with a mark and only the last of which closes.

“我父亲就是护林员。⏎“后来我也来了。”周启明说。
"""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.stages.quotes.paragraph import Paragraph
from jianbao.stages.quotes.spans import Speaker, SpeechSpan

Speech = list[SpeechSpan]
_LEAST = 2  # characters in a piece


def join_paragraphs(paragraphs: Sequence[Paragraph], speech: Sequence[Speech]) -> None:
    r"""Hand the speaker of each chain of quotations to all its pieces.

    speech: what was found in each paragraph, in the same order; pieces without a speaker are added to it. A speaker
    whom a verb names goes before one who was guessed, and one named before the chain before one named after it.

    >>> text = "“要办好。\n“要快。”"
    >>> paragraphs = [Paragraph(text, 0, 5), Paragraph(text, 6, 11)]
    >>> speech = [[SpeechSpan(1, 5, None, Speaker("周启明", 0, 0, "name"), True)], []]
    >>> join_paragraphs(paragraphs, speech)
    >>> [(s.speaker.name, text[s.start : s.end]) for s in speech[1]]
    [('周启明', '要快。')]
    """
    links = [i for i in range(len(paragraphs) - 1) if _goes_on(paragraphs[i], paragraphs[i + 1])]
    for i in links:
        _hand_over(_tail(paragraphs[i]), speech[i], _head(paragraphs[i + 1]), speech[i + 1], sure=True)
    for i in reversed(links):
        _hand_over(_head(paragraphs[i + 1]), speech[i + 1], _tail(paragraphs[i]), speech[i], sure=True)
    for i in links:
        _hand_over(_tail(paragraphs[i]), speech[i], _head(paragraphs[i + 1]), speech[i + 1], sure=False)
    for i in reversed(links):
        _hand_over(_head(paragraphs[i + 1]), speech[i + 1], _tail(paragraphs[i]), speech[i], sure=False)


def _goes_on(one: Paragraph, other: Paragraph) -> bool:
    return _tail(one) is not None and _head(other) is not None


def _tail(paragraph: Paragraph) -> tuple[int, int] | None:
    """The quotation that is still open where a paragraph ends."""
    last = paragraph.quotations.pairs[-1:]
    return last[0] if last and last[0][1] == paragraph.end and paragraph.goes_on else None


def _head(paragraph: Paragraph) -> tuple[int, int] | None:
    """The quotation that a paragraph opens with."""
    first = paragraph.quotations.pairs[:1]
    opens = first and not paragraph.text[paragraph.start : first[0][0]].strip()
    return first[0] if opens else None


def _hand_over(
    giver: tuple[int, int] | None,
    given: Speech,
    taker: tuple[int, int] | None,
    taken: Speech,
    *,
    sure: bool,
) -> None:
    """Give the speaker of the quotation ``giver`` to ``taker``; where ``sure``, one with a verb, also over a guess."""
    if giver is None or taker is None or taker[1] - taker[0] <= _LEAST:
        return
    source = _found(giver, given)
    own = _found(taker, taken)
    if source is None or (sure and not _is_sure(source)) or (own and (_is_sure(own) or not sure)):
        return
    speaker = Speaker(source.speaker.name, taker[0], taker[0], "same")
    if own:
        taken.remove(own)
    taken.append(SpeechSpan(taker[0] + 1, taker[1], None, speaker, True))
    taken.sort(key=lambda s: (s.start, -s.end))


def _found(pair: tuple[int, int], speech: Speech) -> SpeechSpan | None:
    return next((s for s in speech if s.start == pair[0] + 1), None)


def _is_sure(span: SpeechSpan) -> bool:
    """Whether a verb names the speaker, here or in another piece of the chain."""
    return span.cue is not None or span.speaker.resolved_by == "same"
