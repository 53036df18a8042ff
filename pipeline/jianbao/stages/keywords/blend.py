"""How far to trust the ranker: outside the news it was trained on, what stands out of the text counts too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.features import FEATURES

_GENRE, _TFIDF = FEATURES.index("genre"), FEATURES.index("tfidf")
NEAR, FAR = 4.8, 5.8  # genre of text like the training news, and of text unlike it
# Log odds that the term with the highest TF-IDF is worth more than one with none, in text unlike that news.
MOST = 4.0


def blend_scores(
    raw: NDArray[np.float32], matrix: NDArray[np.float32], most: float = MOST
) -> NDArray[np.float32]:
    """The ranker's scores with TF-IDF added, by how far the text is from the news it was trained on.

    Args:
        raw: (terms,), log odds.
        matrix: (terms, FEATURES), the features of the same terms.
        most: what is added to the term with the highest TF-IDF in text of another genre, in log odds.
    """
    if not len(matrix):
        return raw
    foreign = min(1.0, max(0.0, (float(matrix[0, _GENRE]) - NEAR) / (FAR - NEAR)))
    mixed: NDArray[np.float32] = raw + most * foreign * matrix[:, _TFIDF]
    return mixed
