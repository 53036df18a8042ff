"""Candidates: whole words and phrases, with where they stand."""

from __future__ import annotations

from jianbao.article import Article, Entity
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.candidates import Candidate, Draft, candidates, spans_of
from jianbao.stages.slogans.stage import SlogansStage
from jianbao.stages.tokens.stage import TokensStage

TITLE = "云岭县举办防汛演练"
BODY = "6月3日,云岭县举办防汛演练。演练由县应急局组织,筑牢坚强战斗堡垒。防汛演练检验了队伍的应急能力。"


def draft(text: str = BODY, title: str = TITLE, entity: str = "云岭县") -> Draft:
    article = Article.from_text(text, title=title)
    article.entities = []
    at = article.text.find(entity)
    while at >= 0:
        article.entities.append(Entity(at, at + len(entity), "LOC", entity))
        at = article.text.find(entity, at + 1)
    return Draft(next(SlogansStage()(TokensStage()([article]))))


def found_in(made: Draft) -> dict[str, Candidate]:
    return candidates(made, load_background().df)


def test_words_phrases_and_entities_are_candidates() -> None:
    found = found_in(draft())
    assert {"防汛演练", "防汛", "云岭县", "应急能力"} <= found.keys()
    assert found["云岭县"].entity == "LOC"


def test_no_candidate_cuts_a_word() -> None:
    found = found_in(draft())
    assert "牢坚强战斗" not in found
    assert not any(term.startswith("牢") or term.endswith("战") for term in found)


def test_places_are_counted_in_the_body_only() -> None:
    d = draft()
    c = found_in(d)["防汛演练"]
    assert len(c.starts) == 2
    assert all(d.text[s : s + 4] == "防汛演练" and s >= d.head_end for s in c.starts)


def test_a_longer_candidate_is_remembered_by_its_parts() -> None:
    assert found_in(draft())["防汛"].inside == 2


def test_slogan_members_and_quoted_terms_are_marked() -> None:
    found = found_in(draft("全县聚焦“难点”“痛点”“堵点”,打造“一站式”平台。"))
    assert found["痛点"].slogan
    assert found["一站式"].quoted == 1


def test_spans_do_not_overlap() -> None:
    assert [(s.start, s.end) for s in spans_of("好好", "好好好好好")] == [(0, 2), (2, 4)]


def test_a_text_without_words_has_no_candidates() -> None:
    assert found_in(draft("", title="")) == {}
    assert found_in(draft("。。。", title="")) == {}
