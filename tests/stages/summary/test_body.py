"""The body of an article: each part worked out once, in place, and what lies inside it."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block, Span
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.lead import join_clauses
from jianbao.stages.summary.paragraphs import is_sentence
from jianbao.stages.summary.ranker import CUT_NAMES, cut_rows, is_dangling
from jianbao.stages.summary.router import BOUNDARY_NAMES, BoundaryRows, character_pairs
from jianbao.stages.summary.trees import Tree, Trees
from jianbao.stages.summary.word_choice import WordChoices

TEXT = "本报讯 ６月３日，云岭县开会。县长到场。\n石桥镇修路，村民说好。"


def test_parts_are_worked_out_once() -> None:
    body = Body(Article.from_text(TEXT))
    assert body.clauses is body.clauses
    assert body.paragraphs is body.paragraphs
    assert body.folded.startswith("本报讯 6月3日,")
    assert [body.text(c) for c in body.clauses] == [
        "６月３日",
        "云岭县开会",
        "县长到场",
        "石桥镇修路",
        "村民说好",
    ]


def test_the_lead_ends_with_the_second_sentence() -> None:
    body = Body(Article.from_text(TEXT))
    assert body.article.text[: body.lead_end].endswith("县长到场")
    assert Body(Article.from_text("")).lead_end == 0


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [(4, 8, True), (0, 3, False), (15, 24, False), (21, 25, True), (90, 95, False)],
)
def test_what_lies_in_one_paragraph(start: int, end: int, inside: bool) -> None:
    assert Body(Article.from_text(TEXT)).holds(start, end) == inside


def test_a_headline_that_is_a_sentence_is_body() -> None:
    text = "6月3日，云岭县开会，部署工作。\n县长到场。"
    article = Article(id="a", text=text, blocks=[Block("headline", 0, 16), Block("paragraph", 17, 22)])
    assert len(Body(article).paragraphs) == 2
    assert not is_sentence("云岭县开会")


def test_a_text_without_layout_is_one_paragraph() -> None:
    assert Body(Article(id="a", text="县长到场。")).paragraphs == [Span(0, 5)]
    assert Body(Article(id="a", text=" \n")).paragraphs == []


@pytest.mark.parametrize(
    ("text", "dangling"),
    [("会议指出", True), ("近日", True), ("在石桥镇白沙村的村民活动中心里", False), ("县长到场", False)],
)
def test_clauses_that_only_lead_up_to_the_next(text: str, dangling: bool) -> None:
    assert is_dangling(text, Clause(0, len(text), 0, 0, False)) == dangling
    assert not is_dangling(text, Clause(0, len(text), 0, 0, True))


def test_a_row_for_each_clause_that_fits() -> None:
    rows = cut_rows(Body(Article.from_text(TEXT)), 12)
    assert [row[CUT_NAMES.index("length")] for row in rows] == [5, 11]
    assert [row[CUT_NAMES.index("ends_sentence")] for row in rows] == [0, 1]
    assert all(len(row) == len(CUT_NAMES) for row in rows)
    assert cut_rows(Body(Article.from_text("")), 90) == []


def test_clauses_of_different_paragraphs_are_not_joined() -> None:
    near = [Clause(0, 4, 0, 0, True), Clause(6, 9, 1, 1, True)]
    assert join_clauses(near) == [Span(0, 4), Span(6, 9)]


def test_features_of_a_boundary_know_where_the_story_before_begins() -> None:
    texts = ["云岭县昨天开会。", "会议部署工作。", "石桥镇修路。"]
    rows = BoundaryRows(texts)
    first = dict(zip(BOUNDARY_NAMES, rows.row(1), strict=True))
    assert (first["place"], first["story_length"], first["goes_on"], first["date_before"]) == (1, 8, 1, 1)
    rows.begin(1)
    second = dict(zip(BOUNDARY_NAMES, rows.row(2), strict=True))
    assert (second["place"], second["story_length"], second["after_overlap"]) == (1, 7, -1)
    assert second["story_overlap"] == second["before_overlap"] == 0


def test_pairs_do_not_go_across_marks() -> None:
    assert character_pairs("开会,a1。") == {"开会", "a1"}
    assert character_pairs("。") == character_pairs("") == frozenset()


def test_trees_are_walked_to_their_leaves() -> None:
    tree = Tree(
        [0, -1, 1, -1, -1], [1.0, 0, 5.0, 0, 0], [1, -1, 3, -1, -1], [2, -1, 4, -1, -1], [0, 1, 0, 2, 4]
    )
    trees = Trees(["a", "b"], 0.5, [tree, tree])
    assert [trees.score(row) for row in ([1.0, 9.0], [2.0, 5.0], [2.0, 6.0])] == [2.5, 4.5, 8.5]
    assert trees.chance([1.0, 0.0]) == pytest.approx(0.924, abs=0.001)


def test_choices_of_words_fit_their_room() -> None:
    words = ["昨天", ",", "云岭县", "的", "代表", "参加", "会议", "。"]
    tags = ["t", "w", "ns", "u", "n", "v", "n", "w"]
    choices = WordChoices(words, tags, [0.1, 0.0, 0.9, 0.3, 0.6, 0.9, 0.9, 0.0])
    for room in (0, 4, 8, 12):
        kept = choices.best(room)
        assert sum(len(word) for word, keep in zip(words, kept, strict=True) if keep) <= room
        assert not any(keep for word, keep in zip(words, kept, strict=True) if word in ",。")
    assert not any(choices.best(0))
    assert choices.best(12)[5:7] == [True, True]
