"""The gold format of invented articles: offsets into the page, posts of one person over its articles."""

from __future__ import annotations

import io
import json

from jianbao.article import Article, Entity, Keyword, Page, Person, Post, RawMap, Summary, Time
from jianbao.writing.folder import PageRecord
from jianbao.writing.gold import to_gold, write_gold

TEXT = "市长周启明到云岭县。\n书记周启明到石桥镇。"


def two_articles() -> list[Article]:
    first, second = (Article.from_text(line, id=f"p-{n}") for n, line in enumerate(TEXT.split("\n"), 1))
    second.raw_map = RawMap([0], [11])  # it begins there on the page
    first.persons = [Person("周启明", posts=[Post("市长", None)])]
    second.persons = [
        Person("周启明", posts=[Post("市长", "云岭市"), Post("书记", "市委"), Post("书记", "县委")]),
        Person("何静", role="reporter"),
    ]
    second.entities = [Entity(2, 5, "PER", "周启明")]
    first.times = second.times = [Time(0, 2, "今天", "2021-05-07"), Time(0, 2, "当时", None)]
    return [first, second]


def test_spans_point_into_the_page() -> None:
    (entity,) = to_gold(Page("p", TEXT), two_articles())["entities"]
    assert entity == {"start": 13, "end": 16, "text": "周启明", "type": "PER"}


def test_a_person_has_the_posts_of_all_articles_once_and_reporters_are_left_out() -> None:
    assert to_gold(Page("p", TEXT), two_articles())["persons"] == [
        {
            "name": "周启明",
            "titles": [
                {"org": "云岭市", "title": "市长"},
                {"org": "市委", "title": "书记"},
                {"org": "县委", "title": "书记"},
            ],
        }
    ]


def test_times_are_listed_once_and_only_with_a_value() -> None:
    assert to_gold(Page("p", TEXT), two_articles())["times"] == [{"text": "今天", "value": "2021-05-07"}]


def test_themes_and_summary_are_the_given_ones_or_those_of_the_digest() -> None:
    articles = two_articles()
    articles[0].summary = Summary("周启明到云岭县。", "lead")
    articles[0].keywords = [Keyword("云岭县", 1.0, "ranker")]
    row = to_gold(Page("p", TEXT), articles)
    assert (row["themes"], row["summary"]) == (["云岭县"], "周启明到云岭县。")
    row = to_gold(Page("p", TEXT), articles, themes=["调研"], summary="到云岭县。")
    assert (row["themes"], row["summary"]) == (["调研"], "到云岭县。")


def test_one_line_per_page() -> None:
    file = io.StringIO()
    write_gold([(PageRecord(Page("p", TEXT)), two_articles()), (PageRecord(Page("q", "")), [])], file)
    assert [json.loads(line)["id"] for line in file.getvalue().splitlines()] == ["p", "q"]
