"""Compare two runs: where their entities of the same text differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct

from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.evaluation.evaluate import EntityError, compare_mentions
from jianbao.evaluation.layers import Mention


class Comparison(Struct):
    """The entities of two runs over the same articles."""

    articles: int
    agreed: Counter[str]  # mentions that both have, by type
    only_a: Counter[str]
    only_b: Counter[str]
    differences: list[EntityError]  # "gold" is run A, "predicted" is run B

    @property
    def agreement(self) -> float:
        """The Dice coefficient of the mentions of both runs."""
        both = 2 * self.agreed.total()
        return both / (both + self.only_a.total() + self.only_b.total() or 1)


def compare(a: Iterable[Article], b: Iterable[Article]) -> Comparison:
    """Compare the entities of two runs over the same pages.

    Raises ReadError if the two runs do not have the same articles.
    """
    found = Comparison(0, Counter(), Counter(), Counter(), [])
    for left, right in _pairs(a, b):
        found.articles += 1
        x, y = _mentions(left), _mentions(right)
        found.agreed.update(kind for _, _, kind in sorted(x & y))
        found.only_a.update(kind for _, _, kind in sorted(x - y))
        found.only_b.update(kind for _, _, kind in sorted(y - x))
        found.differences += compare_mentions(left.id, left.text, x, y)
    return found


def _pairs(a: Iterable[Article], b: Iterable[Article]) -> Iterator[tuple[Article, Article]]:
    for left, right in zip_longest(a, b):
        if left is None or right is None or left.text != right.text:
            at = (left or right).id
            raise ReadError(
                f"the two runs differ in their articles from {at!r} on; compare runs over the same input"
            )
        yield left, right


def _mentions(article: Article) -> set[Mention]:
    return {(e.start, e.end, e.type) for e in article.entities or ()}
