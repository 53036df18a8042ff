"""A story in one line: the words kept are the story's own, whole, and within the room."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Span
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.headline import Opening, headline_text, read_opening
from jianbao.stages.summary.opening_words import coarse_tag
from jianbao.stages.summary.word_choice import WordChoices
from jianbao.stages.tokens.stage import TokensStage

STORY = (
    "6月3日上午，由县总工会主办、石桥镇承办的云岭县第三届农民丰收运动会在石桥镇中心广场隆重开幕，"
    "来自全县18个乡镇的600多名运动员参加了为期三天的比赛。县委副书记马文涛宣布开幕。"
)


def made(text: str) -> Article:
    return next(iter(TokensStage()([Article.from_text(text)])))


def opening_of(article: Article) -> Opening:
    body = Body(article)
    return read_opening(body, body.paragraphs[0])


def line(text: str, room: int, typical: float = 16.0) -> str:
    article = made(text)
    return headline_text(Body(article), opening_of(article).pieces(room, typical))


def test_a_line_holds_the_news_and_drops_the_preamble() -> None:
    short = line(STORY, 40)
    assert "运动会" in short
    assert "开幕" in short
    assert "主办" not in short
    assert len(short) <= 41


@pytest.mark.parametrize("room", [10, 16, 24, 40])
def test_room_is_kept(room: int) -> None:
    assert len(line(STORY, room).rstrip("。")) <= room + 2  # the commas between clauses


def test_more_room_says_no_less() -> None:
    assert len(line(STORY, 60, 40.0)) >= len(line(STORY, 60, 16.0))


def test_pieces_are_words_of_the_text_in_order() -> None:
    article = made(STORY)
    pieces = opening_of(article).pieces(40)
    assert article.tokens
    assert {p.start for p in pieces} <= set(article.tokens.starts)
    assert {p.end for p in pieces} <= set(article.tokens.ends)
    assert pieces == sorted(pieces, key=lambda p: p.start)


def test_a_number_stays_with_its_measure_word() -> None:
    words, tags = ["全村", "有", "300", "名", "党员"], ["n", "v", "m", "q", "n"]
    for keep in ([0.9, 0.9, 0.9, 0.1, 0.9], [0.9, 0.9, 0.1, 0.9, 0.9], [0.2, 0.2, 0.9, 0.2, 0.9]):
        chosen = WordChoices(words, tags, keep).best(40)
        assert chosen[2] == chosen[3]


def test_nothing_fits_into_no_room() -> None:
    assert line(STORY, 2) == ""
    assert read_opening(Body(made("。。")), Span(0, 2)).pieces(20) == []


def test_both_tag_sets_mean_the_same() -> None:
    pairs = [
        ("nr", "PER"),
        ("ns", "LOC"),
        ("nt", "ORG"),
        ("t", "TIME"),
        ("v", "v"),
        ("vn", "vn"),
        ("uj", "u"),
    ]
    assert all(coarse_tag("词", jieba) == coarse_tag("词", lac) for jieba, lac in pairs)
    assert coarse_tag("，", "x") == coarse_tag("，", "w") == "w"
    assert coarse_tag("CPI", "eng") == "nz"


def test_an_article_without_tokens_has_no_line() -> None:
    article = Article.from_text(STORY)
    assert opening_of(article).pieces(40) == []
