"""A user's dictionary over what was found: who wins, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.article import Article, Entity, Tokens
from jianbao.cli.dictionary import explain
from jianbao.dictionary import Dictionary, read_dictionary
from jianbao.errors import ConfigError
from jianbao.flow import load
from jianbao.stages.entities.user_terms import apply_dictionary, verdicts


def made(text: str, *found: tuple[str, str], words: str = "") -> Article:
    article = Article.from_text(text)
    article.entities = [
        Entity(at := text.index(t), at + len(t), kind, t, reason="model") for t, kind in found
    ]
    starts = [0]
    for word in words.split("/")[:-1]:
        starts.append(starts[-1] + len(word))
    article.tokens = Tokens(starts, [*starts[1:], len(text)], ["x"] * len(starts)) if words else None
    return article


@pytest.fixture
def terms(tmp_path: Path) -> Dictionary:
    path = tmp_path / "terms.txt"
    path.write_text(
        "白沙 LOC\n云岭农商行 ORG 9 农商行\n云岭农商行石桥支行 ORG\n乡村振兴 -\n周启 PER\n", "utf-8"
    )
    return read_dictionary(path)


def entities(article: Article) -> list[tuple[str, str, str]]:
    return [(e.text, e.type, e.reason) for e in article.entities or []]


def test_a_term_that_nothing_covers_is_added(terms: Dictionary) -> None:
    article = made("记者到农商行采访周启明", ("周启明", "PER"))
    apply_dictionary(article, terms)
    assert entities(article) == [("农商行", "ORG", "dictionary"), ("周启明", "PER", "model")]


def test_it_wins_over_shorter_ones_and_other_types_and_keeps_them_as_alternatives(terms: Dictionary) -> None:
    article = made("云岭农商行和白沙", ("云岭", "LOC"), ("白沙", "ORG"))
    apply_dictionary(article, terms)
    assert entities(article) == [("云岭农商行", "ORG", "dictionary"), ("白沙", "LOC", "dictionary")]
    first, second = article.entities or []
    assert [(a.start, a.end, a.type) for a in first.alternatives] == [(0, 2, "LOC")]
    assert [(a.start, a.end, a.type) for a in second.alternatives] == [(6, 8, "ORG")]


def test_it_does_not_cut_a_longer_one(terms: Dictionary) -> None:
    article = made("石桥镇白沙村和周启明", ("石桥镇白沙村", "LOC"), ("周启明", "PER"))
    apply_dictionary(article, terms)
    assert [e.text for e in article.entities or []] == ["石桥镇白沙村", "周启明"]
    assert [v.reason for v in verdicts(article, terms)] == [
        "it lies inside the longer entity 石桥镇白沙村/LOC (by model)",
        "it lies inside the longer entity 周启明/PER (by model)",
    ]


def test_it_does_not_cut_a_word(terms: Dictionary) -> None:
    article = made("洁白沙滩", words="洁白/沙滩")
    [verdict] = verdicts(article, terms)
    assert (verdict.fired, verdict.reason) == (False, "it is cut by segmentation: an edge falls inside 洁白")


def test_the_longest_entry_from_the_left_is_taken(terms: Dictionary) -> None:
    article = made("云岭农商行石桥支行开业")
    apply_dictionary(article, terms)
    assert entities(article) == [("云岭农商行石桥支行", "ORG", "dictionary")]
    assert [v.fired for v in verdicts(article, terms)] == [True, False, False]


def test_the_same_found_by_the_model_stays_one(terms: Dictionary) -> None:
    article = made("到白沙调研", ("白沙", "LOC"))
    apply_dictionary(article, terms)
    assert entities(article) == [("白沙", "LOC", "dictionary")]
    assert (article.entities or [])[0].alternatives == []


@pytest.mark.parametrize("engine", ["crf", "crf:jieba"])
def test_a_dictionary_reaches_words_and_entities_of_a_run(engine: str, terms: Dictionary) -> None:
    settings = [
        f"{stage}.user_dict={str(terms.path)!r}" for stage in ("tokens", "entities")
    ] + [f"entities.engine={engine}"]  # fmt: skip
    text = "记者来到云岭农商行石桥支行,听取乡村振兴工作介绍。"
    [article] = load(stages=["tokens", "entities"], settings=settings)([Article.from_text(text)])
    assert ("云岭农商行石桥支行", "ORG", "dictionary") in entities(article)
    tokens = article.tokens
    assert tokens is not None
    words = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert {"云岭农商行石桥支行", "乡村振兴"} <= set(words)


def test_why_tells_of_every_place(terms: Dictionary) -> None:
    head, *told = explain("乡村振兴", "乡村振兴和乡村振兴", terms)
    assert head.startswith("乡村振兴: line 4 of ")
    assert len(told) == 2
    assert all("no type" in line for line in told)
    assert list(explain("白沙", "会议召开", terms))[-1] == "  did not fire: it does not occur in the text"
    assert "a line break inside" in list(explain("白沙", "到白\n沙", terms))[-1]
    with pytest.raises(ConfigError, match="no entry '云岭农业行'; it has 云岭农商行"):
        list(explain("云岭农业行", "会议", terms))


@pytest.fixture
def lines(tmp_path: Path) -> Dictionary:
    path = tmp_path / "lines.txt"
    forms = (
        "6号院",
        "5路车",
        "三号桥",
        "万和城",
        "XR展会",
        "Q站",
        "Café馆",
        "云岭县",
        "石桥5",
        "《石桥报》社",
        "AR",
    )
    path.write_text("".join(f"{form}\tORG\n" for form in forms), "utf-8")
    return read_dictionary(path)


@pytest.mark.parametrize(
    ("text", "fired"),
    [
        ("16号院和26号院", []), ("住在6号院,旁边是7号院", ["6号院"]), ("A6号院", []), ("１６号院、６号院", ["６号院"]),
        ("乘105路车换5路车", ["5路车"]), ("第1.5路车", []), ("1.5路车改道", ["5路车"]),
        ("过十三号桥", []), ("过第三号桥", []), ("过三号桥", ["三号桥"]), ("星期一三号桥封闭", ["三号桥"]),
        ("花了20万和城里人", []), ("到万和城购物", ["万和城"]),
        ("MXR展会", []), ("看XR展会", ["XR展会"]), ("2021XR展会", ["XR展会"]),
        ("FAQ站点", []), ("上Q站", ["Q站"]), ("éCafé馆", []), ("去Café馆", ["Café馆"]),
        ("石桥50公里", []), ("石桥5个", ["石桥5"]), ("HARD", []), ("用AR讲", ["AR"]), ("用AR眼镜", ["AR"]),
        ("查《云岭县志》", []), ("读《在云岭县的日子》", []), ("云岭县的《志》", ["云岭县"]), ("《云岭县", ["云岭县"]),
        ("到《石桥报》社", ["《石桥报》社"]),
    ],
)  # fmt: skip
def test_no_entry_fires_inside_numbers_latin_words_and_titles(
    text: str, fired: list[str], lines: Dictionary
) -> None:
    article = made(text, words="星期一/三号桥/封闭" if text.startswith("星期") else "")
    apply_dictionary(article, lines)
    assert [e.text for e in article.entities or ()] == fired


def test_why_names_the_number_and_the_title(lines: Dictionary) -> None:
    [number] = verdicts(made("16号院"), lines)
    assert number.reason.endswith("a longer number or Latin word: an edge falls between 1 and 6")
    [title] = verdicts(made("查《云岭县志》"), lines)
    assert title.reason == "it stands inside the title 《云岭县志》"


def test_what_does_not_count_blocks_no_other_entry(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text("6号院门口\tLOC\n号院门\tLOC\n", "utf-8")
    article = made("16号院门口")
    apply_dictionary(article, read_dictionary(path))
    assert [e.text for e in article.entities or ()] == ["号院门"]
