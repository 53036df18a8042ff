"""The features of all candidates in columns are those of one candidate after another, to the last bit."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.article import Article, Entity, QuotedTerm
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.candidates import LEAD, Candidate, Draft, candidates, tie
from jianbao.stages.keywords.features import FEATURES, NewsRarity, feature_table, genre_of
from jianbao.stages.keywords.generic import generic_words
from jianbao.stages.keywords.theme_features import OF_WORDS, theme_table
from jianbao.stages.tokens.stage import TokensStage

WORDS = [
    "云岭县",
    "防汛",
    "演练",
    "应急",
    "全面",
    "推进",
    "水利局",
    "的",
    "工作",
    "召开",
    "周启明",
    "筑牢",
    "县",
]
PIECES = st.sampled_from([*WORDS, "，", "。", "\n", "“", "”", "３５", "《水利志》", "阝阝"])
BACKGROUND = load_background()


def row(draft: Draft, c: Candidate, most: int) -> dict[str, float]:
    """The features of one candidate that are neither rates nor ranks."""
    df, known, news = BACKGROUND.df, BACKGROUND.idf, NewsRarity(BACKGROUND)
    count, size = len(c.starts), max(1, len(draft.text) - draft.head_end)
    first = c.starts[0] - draft.head_end if count else size
    last = c.starts[-1] - draft.head_end if count else size
    parts = [news[part] for part in c.parts]
    whole = news[c.term] if len(parts) == 1 or c.term in df else min(max(parts) + 1.0, news[""])
    of_parts = [known.get(part, 12.0) if len(part) > 1 else 5.0 for part in c.parts]
    general = known.get(c.term, 12.0 if len(parts) == 1 else sum(of_parts) / len(parts))
    at = draft.title.find(c.term) if draft.title else -1
    return {
        "count": math.log1p(count), "share": count / most, "rarity": whole, "general_rarity": general,
        "rarest_part": max(parts), "commonest_part": min(parts),
        "cohesion": 0.0 if len(parts) == 1 else (sum(parts) - whole) / len(parts),
        "first": math.log1p(first), "first_share": first / size, "spread": (last - first) / size,
        "lead": sum(start < draft.head_end + LEAD for start in c.starts[:4]), "in_title": at >= 0,
        "title_at": at / len(draft.title) if at >= 0 else -1.0,
        "title_share": len(c.term) / len(draft.title) if at >= 0 else 0.0, "has_title": bool(draft.title),
        "chars": len(c.term), "words": len(parts), "inside": c.inside / (count + 1),
        "free": c.free / (2 * count) if count else 1.0, "left_tie": tie(df, c.left, c.parts[0]),
        "right_tie": tie(df, c.parts[-1], c.right), "within": c.within / (count + 1), "cuts": c.cuts / (count + 1),
        "person": c.entity == "PER" or c.pattern == "P", "place": c.entity == "LOC" or c.pattern == "L",
        "organisation": c.entity == "ORG" or c.pattern == "O", "quoted": min(c.quoted, 3), "slogan": c.slogan,
        "length": math.log(size),
    }  # fmt: skip


def row_of_words(draft: Draft, c: Candidate) -> dict[str, float]:
    """What themes have beside it, for one candidate."""
    counts = Counter(draft.body_words.surfaces())
    in_title = {word for word in draft.title_words.surfaces() if len(word) > 1}
    of = [counts[part] for part in c.parts]
    starts = [b.start for b in draft.article.blocks if b.kind != "headline"] or [0]
    own = len(c.starts)
    return {
        "best_part": math.log1p(max(of)), "least_part": math.log1p(min(of)), "last_part": math.log1p(of[-1]),
        "sum_parts": math.log1p(sum(of)), "parts_in_title": len(in_title.intersection(c.parts)) / len(of),
        "generic": len(generic_words().intersection(c.parts)) / len(of),
        "listed": (c.term in BACKGROUND.df) + 2 * (c.term in BACKGROUND.idf),
        "paragraphs": len({bisect_right(starts, at) for at in c.starts}), "alone": max(0, own - c.inside),
        "first_sentence": own > 0 and c.starts[0] <= draft.text.find("。", draft.head_end),
    }  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=60), st.lists(st.sampled_from(WORDS), max_size=4))
@settings(max_examples=40, deadline=None)
def test_columns_hold_what_rows_hold(pieces: list[str], title: list[str]) -> None:
    article = next(
        TokensStage()([Article.from_text("".join(pieces) + "\n云岭县防汛。", title="".join(title))])
    )
    at = article.text.rfind("云岭县")
    article.entities = [Entity(at, at + 3, "LOC", "云岭县")]
    article.quoted = [QuotedTerm("防汛", at + 3, at + 5, "term")]
    draft = Draft(article)
    found = candidates(draft, BACKGROUND.df)
    matrix = feature_table(draft, found, BACKGROUND)
    table = theme_table(matrix, draft, found, BACKGROUND)
    most = max(len(c.starts) for c in found.values()) or 1
    genre = np.float32(genre_of(found, NewsRarity(BACKGROUND)))
    for number, c in enumerate(found.values()):
        for name, value in row(draft, c, most).items():
            assert matrix[number, FEATURES.index(name)] == np.float32(value), (c.term, name)
        for name, value in row_of_words(draft, c).items():
            assert table[number, len(FEATURES) + OF_WORDS.index(name)] == np.float32(value), (c.term, name)
        assert matrix[number, FEATURES.index("genre")] == genre
