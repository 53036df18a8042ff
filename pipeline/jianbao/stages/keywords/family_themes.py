"""Slogan families as themes: a family set off by quotation marks is what its article wants to be known by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jianbao.article import Article

MOST_CHARS, SIZES = 4, (3, 4)
PLACE = 3  # keywords that come before the family


def strong_families(article: Article) -> list[list[str]]:
    """The members of families of three or four short terms, each in quotation marks: “痛点”“堵点”“卡点”."""
    quoted = {q.text for q in article.quoted or ()}
    found = []
    for family in article.slogans or ():
        terms = [m.term for m in family.members]
        if len(terms) in SIZES and max(map(len, terms)) <= MOST_CHARS and quoted.issuperset(terms):
            found.append(terms)
    return found


def with_family(
    chosen: Sequence[tuple[str, float]], article: Article, scores: Mapping[str, float]
) -> list[tuple[str, float]]:
    """``chosen`` terms (best first) with the strongest family of ``article``, whole, in place ``PLACE`` or before.

    Its members get the score of the term that they come behind; where none does, the best of their own.
    """
    families = strong_families(article)
    if not families:
        return list(chosen)
    family = max(families, key=lambda terms: sum(scores.get(t, 0.0) for t in terms))
    first = next((i for i, (term, _) in enumerate(chosen) if term in family), PLACE)
    place = min(first, PLACE, len(chosen))
    before = [pair for pair in chosen[:place] if pair[0] not in family]
    after = [pair for pair in chosen[place:] if pair[0] not in family]
    score = chosen[place - 1][1] if place else max(scores.get(t, 0.0) for t in family)
    return [*before, *((term, score) for term in family), *after]
