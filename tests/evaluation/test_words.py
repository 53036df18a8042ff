"""Words that are parted by hand: the two forms that are read, and how words and tags are scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.article import Tokens
from jianbao.errors import ReadError
from jianbao.evaluation.words import WordText, evaluate_words, load_words


def test_plain_words_of_sighan_and_words_with_tags(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("周  启明  到  北京\n\n１２/２４  好\n", "utf-8")
    assert load_words(path) == [
        WordText("周启明到北京", [(0, 1, ""), (1, 3, ""), (3, 4, ""), (4, 6, "")]),
        WordText("12/24好", [(0, 5, ""), (5, 6, "")]),
    ]
    path.write_text("１２月/t  好/a  //w\n", "utf-8")
    assert load_words(path) == [WordText("12月好/", [(0, 3, "t"), (3, 4, "a"), (4, 5, "w")])]


@pytest.mark.parametrize(
    ("content", "message"),
    [("好/a 人/n\n好/a 人\n".encode(), r"w\.txt:2: a word without a tag"), (b"\xff", "not UTF-8 at byte 0")],
)
def test_what_is_neither_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "w.txt").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        load_words(tmp_path / "w.txt")


def test_a_word_counts_where_both_its_ends_are_right_and_its_kind_on_top() -> None:
    text = WordText("周启明到北京", [(0, 1, "nr"), (1, 3, "nr"), (3, 4, "v"), (4, 6, "ns")])
    found = Tokens([0, 3, 4], [3, 4, 6], ["PER", "p", "LOC"])
    scores = evaluate_words([text], lambda texts: [found for _ in texts]).scores
    words, kinds = scores.prf["words"], scores.prf["words with kind"]
    assert (words.correct, words.predicted, words.gold) == (2, 3, 4)
    assert kinds.correct == 1
