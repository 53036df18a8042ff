"""People: merged by evidence, kept apart by contradiction, and undoable."""

from __future__ import annotations

from jianbao.article import Article, Entity, Person, Post
from jianbao.mining.people import merge_people


def article(
    id: str,
    *people: tuple[str, str | None, str],
    date: str = "2021-05-07",
    outlet: str | None = None,
    names: tuple[str, ...] = (),
) -> Article:
    made = Article.from_text("、".join([p[0] for p in people] + list(names)), id=id, date=date, outlet=outlet)
    made.persons = [Person(name=n, posts=[Post(title=t, org=o)] if t else []) for n, o, t in people]
    made.entities = []
    for name in names:
        at = made.text.index(name)
        made.entities.append(Entity(start=at, end=at + len(name), type="ORG", text=name))
    return made


def test_the_same_post_makes_one_person_with_a_timeline() -> None:
    articles = [
        article("a", ("周启明", "云岭县委", "书记"), date="2021-05-07"),
        article("b", ("周启明", "县委", "书记"), date="2020-01-02"),
        article("c", ("周启明", "县委", "书记"), date="2022-01-02"),
    ]
    (entry,) = merge_people(articles)
    assert (entry.first, entry.last) == ("2020-01-02", "2022-01-02")
    assert entry.articles == ["b", "a", "c"]
    assert {m.reason for m in entry.merges} == {"both 云岭县委 书记"}


def test_heads_of_two_counties_are_two_people() -> None:
    articles = [
        article("a", ("李伟", "云岭县委", "书记"), outlet="大河日报"),
        article("b", ("李伟", "石桥县委", "书记"), outlet="大河日报"),
    ]
    assert [e.id for e in merge_people(articles)] == ["李伟#1", "李伟#2"]


def test_an_elliptical_office_means_nothing_on_another_paper() -> None:
    articles = [
        article("a", ("李伟", "县委", "书记"), outlet="云岭日报"),
        article("b", ("李伟", "县委", "书记"), outlet="石桥晚报"),
    ]
    assert len(merge_people(articles)) == 2


def test_a_bare_name_without_any_evidence_stays_apart() -> None:
    articles = [article("a", ("李伟", None, "")), article("b", ("李伟", None, ""))]
    assert len(merge_people(articles)) == 2


def test_shared_company_is_evidence() -> None:
    names = ("云岭县第一小学", "云岭县教育局")
    articles = [
        article("a", ("李伟", None, ""), names=names),
        article("b", ("李伟", None, "教师"), names=names),
    ]
    (entry,) = merge_people(articles)
    assert "both articles name" in entry.merges[0].reason


def test_a_merge_can_be_undone() -> None:
    articles = [article("a", ("周启明", "县委", "书记")), article("b", ("周启明", "县委", "书记"))]
    assert len(merge_people(articles)) == 1
    assert len(merge_people(articles, apart=[frozenset(("a", "b"))])) == 2


def test_evidence_does_not_chain_over_a_contradiction() -> None:
    articles = [
        article("a", ("李伟", "云岭县委", "书记"), outlet="大河日报"),
        article("b", ("李伟", None, ""), outlet="大河日报"),
        article("c", ("李伟", "石桥县委", "书记"), outlet="大河日报"),
    ]
    assert sorted(len(e.articles) for e in merge_people(articles)) == [1, 2]


def test_reporters_are_not_in_the_ledger() -> None:
    made = article("a", ("何静", None, ""))
    made.persons[0].role = "reporter"
    assert merge_people([made]) == []


def test_a_hidden_name_alone_is_no_evidence() -> None:
    articles = [
        article("a", ("王某", None, ""), outlet="大河日报"),
        article("b", ("王某", None, ""), outlet="大河日报"),
    ]
    assert len(merge_people(articles)) == 2
    articles = [article(i, ("王明", None, ""), outlet="大河日报") for i in "ab"]
    assert len(merge_people(articles)) == 1


def test_one_page_is_evidence() -> None:
    articles = [article("a", ("王明", None, "")), article("b", ("王明", "云岭县", "县长"))]
    for made in articles:
        made.page_id = "page"
    (entry,) = merge_people(articles)
    assert entry.merges[0].reason == "same name on one page"


def test_a_name_that_nearly_all_articles_give_to_one_person_means_them_in_the_rest() -> None:
    known = [article(f"a{i}", ("王明", "云岭县委", "书记")) for i in range(12)]
    bare = [article("b", ("王明", None, "")), article("c", ("王明", "石桥县委", "书记"))]
    entries = merge_people([*known, *bare])
    assert [len(e.articles) for e in entries] == [13, 1]
    assert entries[1].articles == ["c"]
    assert "12 of 14 articles" in entries[0].merges[-1].reason
    assert len(merge_people([*known[:5], bare[0]])) == 2
