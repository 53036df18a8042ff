"""Quantities: the figures of an article, what they count, how they changed, and whether they add up."""

from __future__ import annotations

from jianbao.article import Article, Quantity
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.quantities.arithmetic import add_checks
from jianbao.stages.quantities.barred import barred_characters
from jianbao.stages.quantities.context import change_before, counted_noun
from jianbao.stages.quantities.figures import Figure, figures


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
        """Write ``quantities``."""
        text = fold(article.text)
        found = list(figures(text, barred_characters(article, text)))
        article.quantities = [_quantity(article, text, figure) for figure in found]
        add_checks(text, article.quantities)


def _quantity(article: Article, text: str, figure: Figure) -> Quantity:
    value = figure.values[0] if len(figure.values) == 1 else list(figure.values)
    role = (
        "measure" if figure.unit == "分" else figure.kind
    )  # a score is of what stands before it: 得|78分|的|选手
    return Quantity(
        start=figure.start,
        end=figure.end,
        text=article.text[figure.start : figure.end],
        value=value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        kind=figure.kind,
        change=change_before(text, figure.start),
        counted=counted_noun(text, article.tokens, figure.start, figure.end, role),
    )
