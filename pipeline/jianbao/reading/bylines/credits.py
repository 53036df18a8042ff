"""The grammar of credits: who wrote or photographed, in what role, for which outlet.

A credit is a short run of text like ``记者 张红军 通讯员李明 王小红 文/图``: role words before or behind names,
outlets before roles or names, an imprint's editors (who are no bylines). It is read word by word
(``credit_reader``); if anything in it does not fit, the whole is no credit.
"""

from __future__ import annotations

from jianbao.reading.bylines.credit_reader import Credit, CreditReader, Credits

__all__ = ["MAX_LENGTH", "Credit", "Credits", "is_credit_line", "parse", "strip_marks"]

MAX_LENGTH = 120  # characters


def parse(text: str, outlet: str | None = None) -> Credits | None:
    """The credits that a folded text is made of; None where it holds anything else.

    Args:
        text: a line, the inside of a pair of brackets, or what follows the last full stop of a paragraph.
        outlet: the outlet of the dateline before it, which the first people of the credit belong to.

    >>> [(c.name, c.role, c.outlet) for c in parse("记者 张红军 大河日报 李明 文/图").people]
    [('张红军', '记者', None), ('李明', '文/图', '大河日报')]
    >>> [(c.name, c.role) for c in parse("文/张红军 图/李明").people]
    [('张红军', '文'), ('李明', '图')]
    """
    if len(text) > MAX_LENGTH:
        return None
    reader = CreditReader(text, outlet)
    return reader.credits if reader.read() else None


def is_credit_line(text: str, *, glued: bool = False) -> bool:
    """Whether a folded line holds a byline or imprint and nothing else.

    glued: the line is what follows a full stop, where a bare name of a person is enough.

    >>> is_credit_line("记者 张红军 通讯员 李明"), is_credit_line("责任编辑:王小红"), is_credit_line("记者节的由来")
    (True, True, False)
    """
    credits = parse(strip_marks(text))
    if credits is None:
        return False
    if credits.has_editor or credits.has_source:
        return True
    if credits.people and (credits.has_role or credits.has_outlet):
        return True
    return glued and bool(credits.people) and credits.surnames_only and len(text) <= 8


def strip_marks(text: str) -> str:
    """``text`` without the marks, blanks and the pair of brackets that credits are set in.

    >>> strip_marks("■(记者 周启明)")
    '记者 周启明'
    """
    text = text.strip(" \t□■⊙●◎▲△◆★☆※>:")
    return text[1:-1] if text[:1] in "([【〔" and text[-1:] in ")]】〕" and len(text) > 2 else text
