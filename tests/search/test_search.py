"""Search: exact for every length, boolean, filtered, the same in all spellings, unbreakable."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.article import Article, Entity, encode
from jianbao.errors import ConfigError, ReadError
from jianbao.search.index import Index, build, contexts
from jianbao.search.normal import normalise
from jianbao.search.query import pairs, parse

ARTICLES = {
    "a": ("2021-05-07", "云岭日报", "聚焦群众反映的“痛点”“堵点”，办好实事。\n市长周启明讲话。"),
    "b": ("2021-06-01", "石桥晚报", "打通政务服务堵点，增长４３．２％。"),
    "c": ("2022-01-15", "云岭日报", "臺北舉行會議，討論痛點問題。"),
    "d": (None, None, "天气晴朗，运动会点火。"),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    with open(folder / "articles.jsonl", "wb") as file:
        for id, (date, outlet, text) in ARTICLES.items():
            article = Article.from_text(text, id=id, date=date, outlet=outlet)
            if "周启明" in text:
                at = text.index("周启明")
                article.entities = [Entity(start=at, end=at + 3, type="PER", text="周启明")]
            file.write(encode(article) + b"\n")
    (folder / "pages.jsonl").touch()
    assert build(folder) == 4
    return folder


@pytest.fixture(scope="module")
def index(run: Path) -> Index:
    return Index(run)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("痛点", "ac"),
        ("堵点", "ab"),
        ("点", "abcd"),
        ("痛点 堵点", "a"),
        ("痛点 OR 堵点", "abc"),
        ("痛点 NOT 堵点", "c"),
        ("痛点 -臺北", "a"),
        ("(痛点 OR 政务) 堵点", "ab"),
        ('"政务服务堵点"', "b"),
        ("政务堵点", ""),
        ("台北举行会议", "c"),
        ("43.2%", "b"),
        ("实事。市长", ""),
    ],
)
def test_queries(index: Index, query: str, ids: str) -> None:
    found = index.search(query)
    assert sorted(hit.id for hit in found.hits) == list(ids)
    assert found.total == len(ids)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"person": "周启明"}, "a"),
        ({"person": "周启"}, ""),
        ({"since": "2021-06"}, "bc"),
        ({"until": "2021-05"}, "a"),
        ({"since": "2021-05-07", "until": "2021-05-07"}, "a"),
        ({"outlet": "云岭日报"}, "ac"),
        ({"limit": 1}, "?"),
    ],
)
def test_filters(index: Index, filters: dict[str, object], ids: str) -> None:
    hits = [hit.id for hit in index.search("痛点 OR 堵点", **filters).hits]  # type: ignore[arg-type]
    assert len(hits) == 1 if ids == "?" else sorted(hits) == list(ids)


def test_contexts_show_the_text_as_printed(index: Index) -> None:
    (hit,) = index.search("痛点问题", kwic=3).hits
    assert hit.contexts == [("，討論", "痛點問題", "。")]


@pytest.mark.parametrize(
    "query", ["", "  ", "AND", "痛点 OR", "(痛点", "痛点)", "-痛点", "(-痛点)", "痛点 OR -堵点", '""']
)
def test_a_query_that_says_nothing_is_refused(index: Index, query: str) -> None:
    with pytest.raises(ConfigError, match="query"):
        index.search(query)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="痛点堵 \"“()（）-*'^:{}+ANDORT%.;\\", max_size=12))
def test_no_query_breaks_the_index(index: Index, query: str) -> None:
    with suppress(ConfigError):  # a query may be refused, but in our own words
        assert index.search(query).total >= 0


@given(st.text(max_size=40))
def test_the_searched_form_keeps_offsets(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="一二三四\n ", max_size=30), st.text(alphabet="一二三四", min_size=2, max_size=5))
def test_pairs_find_what_a_line_holds(text: str, term: str) -> None:
    phrase = parse(term).expression.removeprefix('( "').removesuffix('" )')
    found = f" {phrase} " in f" {pairs(text)} "
    assert found == any(term in "".join(line.split()) for line in text.splitlines())


def test_a_run_without_index_says_how_to_make_one(tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").touch()
    with pytest.raises(ReadError, match="jianbao index"):
        Index(tmp_path)


def test_an_index_older_than_its_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pages.jsonl").touch()
    (tmp_path / "articles.jsonl").write_bytes(encode(Article.from_text("痛点")) + b"\n")
    build(tmp_path)
    with open(tmp_path / "articles.jsonl", "ab") as file:
        file.write(encode(Article.from_text("堵点", id="b")) + b"\n")
    with pytest.raises(ReadError, match="changed since it was indexed"):
        Index(tmp_path)


def test_contexts_are_few_and_in_order() -> None:
    found = contexts("点" * 50, ("点",), 2)
    assert len(found) == 5
    assert found[0] == ("", "点", "点点")
