"""New words: found by how they hold together and stand freely, with counts, dates and contexts."""

from __future__ import annotations

from jianbao.mining.corpus import CorpusText
from jianbao.mining.newwords import NewWord, new_words

AROUND = [
    ("推广", "以后"), ("介绍了", "的好处"), ("大力发展", "产业"), ("参观", "基地"), ("有人问", "是什么"),
    ("专家讲解", "技术"), ("今年", "丰收"), ("村里种", "很久"), ("销售", "渠道"), ("记住", "品牌"),
]  # fmt: skip


def corpus(word: str = "翠玉瓞") -> list[CorpusText]:
    return [
        CorpusText(
            f"n{i}",
            f"2021-0{i % 9 + 1}-01",
            "",
            f"白沙村{left}{word}{right}。大家都很高兴,认真地工作和学习。",
        )
        for i, (left, right) in enumerate(AROUND)
    ]


def found(**more: object) -> dict[str, NewWord]:
    # a corpus of some hundred words holds nothing together as firmly as a large one does
    return {w.term: w for w in new_words(corpus(), cohesion=2.0, **more)}  # type: ignore[arg-type]


def test_a_word_that_no_dictionary_holds_is_found_whole() -> None:
    words = found()
    assert "翠玉瓞" in words
    assert not {"翠玉", "玉瓞", "瓞", "沙村翠玉瓞"} & words.keys()


def test_it_has_count_first_date_and_contexts_in_different_articles() -> None:
    word = found(contexts=2)["翠玉瓞"]
    assert word.count == 10
    assert word.first == "2021-01-01"
    assert len({id for id, _, _ in word.contexts}) == 2
    assert word.contexts[0][1].endswith("推广")
    assert word.contexts[0][2].startswith("以后")


def test_words_of_the_dictionary_and_rare_strings_are_none() -> None:
    assert not {"认真", "学习", "高兴"} & found(phrases=True).keys()
    assert "翠玉瓞" not in found(min_count=11)


def test_order_does_not_matter_and_empty_corpora_have_none() -> None:
    assert [w.term for w in new_words(corpus())] == [w.term for w in new_words(corpus()[::-1])]
    assert new_words([]) == []
    assert new_words([CorpusText("e", None, "", ""), CorpusText("p", None, "", "。。。")]) == []
