"""A story in the clauses that say most: chosen by what an editor would take, joined, each with its spans."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Span
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.choice import choices, naming
from jianbao.stages.summary.choice_model import choice_model
from jianbao.stages.summary.salience import read_setting
from jianbao.stages.summary.units import TITLE, Unit, cut_units, is_bare_time, pieces_of

BRIEF_MOST = 60  # characters of the brief
_BRIEF_WISHED = 48  # characters that it has where that says enough to stand alone
_NOBODY = 0.1  # expected ROUGE-L that is given up for who did it where the headline alone, which names nobody, is best
_SHORT = 32  # characters up to which a summary says little: one that is as good and says more is better
_AS_GOOD = 0.01  # expected ROUGE-L
_ENDS = "。！？!?…"
_CLOSERS = "”’」』"


class ClauseSummary(Struct):
    """The clauses chosen, and those of them that say it in one line; [] where none fits."""

    units: list[Unit]
    brief: list[Unit]


def choose_clauses(body: Body, max_chars: int, end: int | None = None) -> ClauseSummary:
    """The clauses of title and body that make the best summary of at most ``max_chars`` characters.

    The brief is made of clauses of the summary; where they do not fit into ``BRIEF_MOST`` characters without losing
    who acts or speaks, it is the best choice of its own.

    end: where a summary of another kind ends, if there is one: then the brief is made of clauses up to there.
    """
    units = cut_units(body, end)
    if not units:
        return ClauseSummary([], [])
    setting, model = read_setting(body, units), choice_model()
    salience = model.weigh(setting)
    found = choices(setting, salience.worth, max(max_chars, BRIEF_MOST))
    if not found.masks:
        return ClauseSummary([], [])
    scores = model.score(setting, salience, found).tolist()
    lengths = found.lengths.tolist()
    ranked = sorted(range(len(scores)), key=lambda i: (-scores[i], lengths[i], found.masks[i]))
    fit = [i for i in ranked if lengths[i] <= max_chars]
    whole = fit[0] if fit else None
    if whole is not None and lengths[whole] < _SHORT:
        longer = (i for i in fit if lengths[i] >= _SHORT and scores[i] >= scores[whole] - _AS_GOOD)
        whole = next(longer, whole)
    names = naming(setting, found.chosen).tolist()
    if whole is not None and not names[whole] and found.masks[whole] < 1 << setting.titles:
        whole = next((i for i in fit if names[i] and scores[i] >= scores[whole] - _NOBODY), whole)
    chosen = _dated(body, units, found.masks[whole], max_chars - lengths[whole]) if whole is not None else 0
    allowed = chosen if end is None else _up_to(units, end)
    of_summary = [i for i in ranked if not found.masks[i] & ~allowed]
    fitting = (
        i
        for group in (of_summary, ranked)
        for most in (_BRIEF_WISHED, BRIEF_MOST)
        for i in group
        if lengths[i] <= most
    )
    brief = next(fitting, None)
    shown = (
        _dated(body, units, found.masks[brief], _BRIEF_WISHED - lengths[brief]) if brief is not None else 0
    )
    return ClauseSummary(_of_mask(units, chosen), _of_mask(units, shown))


def _dated(body: Body, units: Sequence[Unit], mask: int, room: int) -> int:
    """``mask`` with the bare date right before its first clause of the body, if that has ``room`` characters."""
    first = next((i for i, unit in enumerate(units) if mask >> i & 1 and unit.sentence != TITLE), 0)
    before = units[first - 1]
    if (
        first
        and before.sentence == units[first].sentence
        and not before.barred
        and before.end - before.start < room
        and is_bare_time(body, before)
    ):
        return mask | 1 << (first - 1)
    return mask


def _up_to(units: Sequence[Unit], end: int) -> int:
    return sum(1 << i for i, unit in enumerate(units) if unit.sentence != TITLE and unit.end <= end)


def _of_mask(units: Sequence[Unit], mask: int) -> list[Unit]:
    return [unit for i, unit in enumerate(units) if mask >> i & 1]


def clause_spans(body: Body, units: Sequence[Unit]) -> list[Span]:
    """The spans that ``clause_text`` is made of, in order; those of clauses that follow each other are one."""
    out: list[Span] = []
    before: Unit | None = None
    for unit in units:
        pieces = pieces_of(body, unit)
        if before is not None and out and pieces and _is_next(body, before, unit):
            out[-1] = Span(out[-1].start, pieces[0].end)
            pieces = pieces[1:]
        out += pieces
        before = unit
    return out


def _is_next(body: Body, before: Unit, unit: Unit) -> bool:
    """Whether there is nothing but a mark between two clauses of a sentence."""
    gap = body.folded[before.end : unit.start]
    return before.sentence == unit.sentence != TITLE and len(gap) <= 2 and not any(map(str.isalnum, gap))


def clause_text(body: Body, units: Sequence[Unit]) -> str:
    """``units`` as running text: a comma between clauses of a sentence, a full stop between sentences.

    >>> from jianbao.article import Article
    >>> body = Body(Article.from_text("近日,云岭县(见图)改建水渠,修了水闸。工程完工。"))
    >>> clause_text(body, cut_units(body)[1:])
    '云岭县改建水渠,修了水闸。工程完工。'
    """
    out = ""
    before: Unit | None = None
    for unit in units:
        text = "".join(body.text(piece) for piece in pieces_of(body, unit)).strip("，,、；;：: \u3000")
        if not text:
            continue
        if before is not None:
            out += _joint(body, before, unit, out)
        out += text
        before = unit
    return out + "。" if out and not _is_closed(out) else out


def _joint(body: Body, before: Unit, unit: Unit, text: str) -> str:
    """What stands between two clauses."""
    if before.sentence == unit.sentence:
        if before.sentence == TITLE:
            return "，"
        gap = body.article.text[before.end : unit.start]
        return gap if _is_next(body, before, unit) and gap else "，"
    if before.announces and body.folded[before.end : before.end + 1] == ":":
        return "："
    return "" if _is_closed(text) else "。"


def _is_closed(text: str) -> bool:
    """Whether a sentence ends with ``text``: with its stop, or with the stop of speech and its mark."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS
