"""Two conventions of keywords, and how far a text follows each: themes of a page, tags of broadcast news.

Editors of a page choose what it is about; those of broadcast news tag words of a title that is kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.keywords.features import FEATURES, NewsRarity, genre_of

_GENRE, _TFIDF = FEATURES.index("genre"), FEATURES.index("tfidf")
NEAR, FAR = 4.8, 5.8  # genre of text like the tagged news, and of text unlike it
FOREIGN = 5.6  # genre from which on a text without headline has themes; nearly all tagged items are nearer
# Log odds that the term with the highest TF-IDF is worth more than one with none, in text unlike that news.
MOST = 4.0


def foreignness(genre: float, near: float = NEAR) -> float:
    """How far a text of ``genre`` (``genre_of``) is from the tagged news: 0 for the same kind, 1 for another."""
    return min(1.0, max(0.0, (genre - near) / (FAR - near)))


def theme_weight(draft: Draft, found: Mapping[str, Candidate], background: Background) -> float:
    """How far the keywords of ``draft`` should be themes rather than tags of broadcast news, 0 to 1.

    1 for a page that prints its headline; a record whose title is kept apart, or that has none, by how far its
    words are from the news that was tagged.

    Args:
        found: its candidates.
    """
    return 1.0 if draft.head_end else foreignness(genre_of(found, NewsRarity(background)), FOREIGN)


def blend_scores(
    raw: NDArray[np.float32], matrix: NDArray[np.float32], most: float = MOST
) -> NDArray[np.float32]:
    """The scores of the ranker of tags with TF-IDF added, by how far the text is from the news it was trained on.

    Args:
        raw: (terms,), log odds.
        matrix: (terms, FEATURES), the features of the same terms.
        most: what is added to the term with the highest TF-IDF in text of another genre, in log odds.
    """
    if not len(matrix):
        return raw
    mixed: NDArray[np.float32] = raw + most * foreignness(float(matrix[0, _GENRE])) * matrix[:, _TFIDF]
    return mixed
