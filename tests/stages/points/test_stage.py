"""Points: families of markers, nested lists, where the last item ends, the announced number."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block, PointList
from jianbao.stages.points.stage import PointsStage


def points(text: str, blocks: list[Block] | None = None) -> list[PointList]:
    article = Article.from_text(text)
    if blocks is not None:
        article.blocks = blocks
    groups = next(PointsStage()([article])).points or []
    assert all(article.text[p.start : p.end] == p.text for g in groups for p in g.items)
    return groups


def texts(text: str) -> list[list[str]]:
    return [[p.text for p in g.items] for g in points(text)]


@pytest.mark.parametrize(
    "text",
    [
        "要求:一是抓落实;二是抓学习;三是抓整改。",
        "要求,一要抓落实,二要抓学习,三要抓整改。",
        "第一,抓落实。第二,抓学习。第三,抓整改。",
        "首先,抓落实。其次,抓学习。最后,抓整改。",
        "要求:(一)抓落实;(二)抓学习;(三)抓整改。",
        "要求:①抓落实②抓学习③抓整改",
        "1.抓落实\n2.抓学习\n3.抓整改",
        "一、抓落实\n二、抓学习\n三、抓整改",
        "（一）抓落实；（二）抓学习；（三）抓整改。",
    ],
)
def test_families_of_markers(text: str) -> None:
    ((first, second, third),) = texts(text)
    assert [t.strip("要应") for t in (first, second, third)] == ["抓落实", "抓学习", "抓整改"]


@pytest.mark.parametrize(
    "text",
    [
        "唯一是他。",
        "统一是好事,二是坏事。",
        "第一名是他,第二名是她。",
        "2.5亩,3.5亩",
        "抓好产业、环境、民生。",
        "一是抓落实。",
    ],
)
def test_what_is_no_enumeration(text: str) -> None:
    assert points(text) == []


def test_items_run_to_the_next_marker_over_several_sentences() -> None:
    ((one, two),) = texts("一是抓落实。层层压实责任。二是抓学习。人人过关。\n会后,大家参观。")
    assert (one, two) == ("抓落实。层层压实责任", "抓学习。人人过关")


def test_the_last_item_of_a_sentence_ends_with_it() -> None:
    assert texts("要一是抓落实;二是抓学习。会后,大家参观。") == [["抓落实", "抓学习"]]


def test_lists_inside_items_name_their_parent() -> None:
    outer, inner = points("要求:一是抓落实,第一,定人;第二,定责。二是抓学习。")
    assert (len(outer.items), len(inner.items)) == (2, 2)
    assert (outer.parent, inner.parent) == (None, 0)


@pytest.mark.parametrize(
    ("text", "announced", "complete"),
    [
        ("提出两点要求:一是抓落实;二是抓学习。", 2, True),
        ("提出四点要求:一是抓落实;二是抓学习。", 4, False),
        ("提出3点希望。一是抓落实;二是抓学习;三是抓整改。", 3, True),
        ("强调,一是抓落实;二是抓学习。", None, None),
        ("第3项议程,一是抓落实;二是抓学习。", None, None),
    ],
)
def test_the_announced_number(text: str, announced: int | None, complete: bool | None) -> None:
    (group,) = points(text)
    assert (group.announced, group.complete) == (announced, complete)
    if group.announced_span:
        assert text[group.announced_span.start : group.announced_span.end] in ("两", "四", "3")


def test_no_item_runs_into_a_byline() -> None:
    text = "一是抓落实\n二是抓学习\n(记者 李明)"
    blocks = [Block("paragraph", 0, 5), Block("paragraph", 6, 11), Block("byline", 12, 19)]
    ((_, last),) = [[p.text for p in g.items] for g in points(text, blocks)]
    assert last == "抓学习"


def test_across_paragraphs_and_inside_quotation_marks() -> None:
    assert texts("他说:\n一是抓落实。\n二是抓学习。") == [["抓落实", "抓学习"]]
    assert texts("他说:“一是抓落实。二是抓学习。”大家鼓掌。") == [["抓落实", "抓学习"]]


def test_a_page_without_lists() -> None:
    assert points("") == []
    assert points("会议召开。") == []


def test_lists_five_hundred_deep_and_markers_without_end() -> None:
    signs = ["一是", "第一,", "(一)", "①", "首先,"]
    deep = (
        "".join(f"。{signs[i % 5]}事{i}" for i in range(500))
        + "。二是事。第二,事。(二)事。②事。其次,事。" * 100
    )
    assert points(deep)
    assert points("一是" * 20_000) == []
    assert isinstance(points("首先,好。最后,要好。" * 3_000), list)
