"""Quantities: the figures of an article, what they count, how they changed, and whether they add up."""

from __future__ import annotations

import re

from jianbao.article import Article, Entity, Quantity
from jianbao.language.numerals import NUMERAL
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.quantities.arithmetic import check
from jianbao.stages.quantities.context import change, counted
from jianbao.stages.quantities.figures import Figure, figures

_TITLES = re.compile(r"[《«][^《》«»\n]{0,120}[》»]")
_LENGTH = re.compile(
    rf"(?:{NUMERAL}[多余]?个?(?:小时|分钟|天|周|星期|月|季度|年)(?<!\d{{4}}年)(?:[至到-](?=\d))?){{1,3}}(?<!\d月)(?<![一二三四五六七八九十]月)"
)
_QUOTED = re.compile(r"[“「『‘][^“”「」『』‘’\n。!?;,]{1,24}[”」』’]")


class QuantitiesStage(ArticleStage):
    """Writes ``quantities``.

    Uses ``entities``: no figure opens inside a name or a date; and ``tokens``, without which the counted noun stays
    empty.

    >>> article = Article.from_text("全区共选出委员573名,占比43.2%。")
    >>> [(q.value, q.unit) for q in next(QuantitiesStage()([article])).quantities]
    [(573.0, '名'), (43.2, '%')]
    """

    name = "quantities"
    uses = frozenset({"entities", "tokens"})
    provides = frozenset({"quantities"})

    def annotate(self, article: Article) -> None:
        text = fold(article.text)
        found = list(figures(text, _barred(article, text)))
        article.quantities = [_quantity(article, text, figure) for figure in found]
        check(text, article.quantities)


def _barred(article: Article, text: str) -> bytearray:
    """Which characters lie in names, dates, titles of works or slogans in quotation marks."""
    barred = bytearray(len(text))
    spans = [m.span() for pattern in (_TITLES, _QUOTED) for m in pattern.finditer(text)]
    spans += [(e.start, e.end) for e in article.entities or () if not _lasts(text, e)]
    for start, end in spans:
        barred[start:end] = b"\1" * (end - start)
    return barred


def _lasts(text: str, entity: Entity) -> bool:
    """Whether what was taken for a calendar time is a length of time: 1小时, 10年至11年."""
    return entity.type == "TIME" and _LENGTH.fullmatch(text, entity.start, entity.end) is not None


def _quantity(article: Article, text: str, figure: Figure) -> Quantity:
    value = figure.values[0] if len(figure.values) == 1 else list(figure.values)
    return Quantity(
        start=figure.start,
        end=figure.end,
        text=article.text[figure.start : figure.end],
        value=value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        kind=figure.kind,
        change=change(text, figure.start),
        counted=counted(text, article.tokens, figure.start, figure.end, figure.kind),
    )
