"""Training of ``models/summary``: headline words, story boundaries, where a lead is cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jianbao.article import Tokens
from jianbao.language.width import fold
from jianbao.stages.summary.opening_words import opening_words, word_features
from jianbao.stages.summary.paragraphs import opening_end


def letters(text: str) -> str:
    """``text`` folded, without marks and blanks."""
    return "".join(ch for ch in fold(text) if ch.isalnum())


def aligned(text: str, headline: str) -> list[bool]:
    """Which characters of ``text`` stand in its longest common subsequence with ``headline``.

    Of several subsequences the one with the longest runs is taken: a run is worth 0.2 for each neighbour.
    """
    n, m = len(text), len(headline)
    free = [[0.0] * (m + 1) for _ in range(n + 1)]
    hit = [[-1e9] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            if text[i - 1] == headline[j - 1]:
                hit[i][j] = 1 + max(free[i - 1][j - 1], hit[i - 1][j - 1] + 0.2)
            free[i][j] = max(free[i - 1][j], hit[i - 1][j], free[i][j - 1], hit[i][j - 1])
    out = [False] * n
    i, j, inside = n, m, hit[n][m] > free[n][m]
    while i > 0 and j > 0:
        if inside:
            out[i - 1] = True
            inside = hit[i - 1][j - 1] + 0.2 > free[i - 1][j - 1]
            i, j = i - 1, j - 1
        elif free[i][j] == free[i - 1][j]:
            i -= 1
        elif free[i][j] == hit[i - 1][j]:
            i, inside = i - 1, True
        elif free[i][j] == free[i][j - 1]:
            j -= 1
        else:
            j, inside = j - 1, True
    return out


def headline_example(
    paragraph: str, headline: str, tokens: Tokens
) -> tuple[list[list[str]], list[str]] | None:
    """Features and labels (K keep, D drop) of one opening; None where the headline is mostly other words."""
    folded = fold(paragraph)
    found = opening_words(folded, tokens, opening_end(folded, 0, len(folded)), len(folded))
    wanted = letters(headline)
    if not found.words or not 5 <= len(headline) <= 40:
        return None
    begin = found.spans[0].start
    marks = aligned(folded[begin : found.spans[-1].end], wanted)
    if sum(marks) < 0.6 * len(wanted):
        return None
    labels = []
    for span, tag in zip(found.spans, found.tags, strict=True):
        hits, size = sum(marks[span.start - begin : span.end - begin]), span.end - span.start
        half = 2 * hits == size and tag in ("ns", "nt", "nr", "t", "m")
        labels.append("K" if 2 * hits > size or half else "D")
    return word_features(found.words, found.tags), labels


def train_headline(
    examples: Sequence[tuple[list[list[str]], list[str]]],
    path: Path,
    *,
    iterations: int = 80,
    minimum: int = 8,
) -> None:
    """Train the CRF over headline words and write it to ``path``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for rows, labels in examples:
        trainer.append(rows, labels)
    trainer.set_params({"c1": 0.5, "c2": 0.05, "max_iterations": iterations, "feature.minfreq": minimum})
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
