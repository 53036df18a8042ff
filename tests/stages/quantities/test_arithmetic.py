"""Checks of figures: what is doubted, with the numbers, and what is left in peace."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.stages.quantities.stage import QuantitiesStage


def doubts(text: str) -> list[tuple[str, float | None, float | None]]:
    (article,) = QuantitiesStage()([Article.from_text(text)])
    return [(c.kind, c.printed, c.computed) for q in article.quantities or () for c in q.checks]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("共573名,女性248名,占43.2%。", ("share_truncated", 43.2, 43.281)),
        ("共573名,女性248名,占比为45%。", ("share_mismatch", 45.0, 43.281)),
        ("占比47.2%,比上届提升8.3%。", ("percent_or_points", 8.3, 43.5826)),
        ("入学率90%,比上年下降2%。", ("percent_or_points", 2.0, 91.8367)),
        ("入学率90%,比上年升2%。", ("percent_or_points", 2.0, 88.2353)),
        ("检查100家,其中合格60家、整改50家。", ("sum", 100.0, 110.0)),
        ("检查100家,分别为合格60家、整改35家。", ("sum", 100.0, 95.0)),
        ("职工80人,其中男职工50人、女职工40人。", ("sum", 80.0, 90.0)),
    ],
)
def test_doubt(text: str, doubt: tuple[str, float, float]) -> None:
    assert doubts(text) == [doubt]


@pytest.mark.parametrize(
    "text",
    [
        "共573名,女性248名,占43.3%。",  # rounded as it should be
        "共573名,女性248名,占约43%。",
        "共573名。女性248名。占45%。",  # not of one statement
        "共573名,女性248名,占90%。",  # too far off: of something else
        "占比47.2%,比上届提升8.3个百分点。",
        "占比47.2%。比上届提升8.3%。",
        "产值增长47.2%,比上年增长8.3%。",  # no share
        "检查100家,其中合格60家、整改35家。",  # some of them
        "检查100家,其中约60家合格、50家整改。",
        "检查100家,其中合格60家。整改50家。",
        "代表90名,其中女代表40名,本科以上学历70名。",  # the same people told by other qualities
        "职工80人,其中高级职称30人,骨干25人,硕士40人。",
        "企业70家,其中规上企业40家,高新技术企业50家。",
        "检查100家,其中合格80家,其中优秀30家。",  # parts of a part
    ],
)
def test_no_doubt(text: str) -> None:
    assert doubts(text) == []


def test_sums_are_told_as_newspapers_print_them() -> None:
    (article,) = QuantitiesStage()([Article.from_text("投资20亿元,其中东区12亿元、西区9.5亿元。")])
    (check,) = [c for q in article.quantities or () for c in q.checks]
    assert check.message == "12亿元 + 9.5亿元 = 21.5亿, printed 20亿元"
