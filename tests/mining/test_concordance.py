"""Words in context, collocates and keyness: by hand on small texts, from Python, the command line and the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import write_run
from jianbao.article import Article, Tokens
from jianbao.cli import app
from jianbao.errors import ConfigError
from jianbao.mining.concordance import occurrences, page_of
from jianbao.mining.keyness import collocates, keyness, log_likelihood
from jianbao.serving.app import make_app
from jianbao.writing.folder import ArticleText
from starlette.testclient import TestClient
from typer.testing import CliRunner

TEXTS = ["甲村修渠，乙村也修渠。", "丙镇修渠\n引水。", "無關的文章，没有那个词。"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [
        Article.from_text(text, id=f"a{i}", date=None if i == 0 else f"2021-0{i}-01")
        for i, text in enumerate(TEXTS)
    ]
    return write_run(tmp_path_factory.mktemp("kwic") / "run", articles)


def texts() -> list[ArticleText]:
    return [ArticleText(f"a{i}", text, "", None) for i, text in enumerate(TEXTS)]


def test_all_places_are_found_and_sorted_by_their_sides() -> None:
    found = occurrences(texts(), "修渠", width=4)
    assert [(o.id, o.start, o.before, o.after) for o in found] == [
        ("a0", 2, "甲村", "，乙村也"), ("a0", 8, "，乙村也", "。"), ("a1", 2, "丙镇", " 引水。"),
    ]  # fmt: skip
    assert [o.start for o in page_of(found, sort="right").rows] == [2, 8, 2]
    lefts = [o.before[::-1] for o in page_of(found, sort="left").rows]
    assert lefts == sorted(lefts)
    page = page_of(found, offset=2, limit=2)
    assert (page.total, page.articles, len(page.rows)) == (3, 2, 1)
    assert len(occurrences(texts(), "无关")) == 1
    with pytest.raises(ConfigError):
        occurrences(texts(), "  ")


def test_the_command_and_the_server_agree(run: Path) -> None:
    done = CliRunner().invoke(app, ["kwic", str(run), "修渠", "--sort", "date", "--json"])
    told = json.loads(done.output)
    assert [(row["id"], row["start"]) for row in told["rows"]] == [("a1", 2), ("a0", 2), ("a0", 8)]
    with TestClient(make_app(run), base_url="http://127.0.0.1:8000") as client:
        served = client.get("/api/kwic", params={"q": "修渠", "sort": "date"}).json()
        assert (served["total"], served["articles"]) == (3, 2)
        assert [row[:2] for row in served["rows"]] == [[1, 2], [0, 2], [0, 8]]
        assert (
            client.get("/api/kwic", params={"q": "修渠", "offset": 2, "limit": 1}).json()["rows"][0][0] == 1
        )
        assert client.get("/api/kwic", params={"q": '"'}).status_code == 422
        assert client.get("/api/kwic", params={"q": "修渠", "sort": "up"}).status_code == 422
        assert client.get("/api/kwic", params={"q": "修渠 OR"}).json()["total"] == 0
        assert client.get("/api/company", params={"q": "修渠"}).json()["articles"] == 2
    plain = CliRunner().invoke(app, ["kwic", str(run), "修渠", "--limit", "2", "--page", "2"])
    assert "3 places in 2 articles, page 2 of 2" in plain.output


def article(words: list[str], id: str = "x") -> Article:
    made = Article.from_text("".join(words), id=id)
    starts = [sum(map(len, words[:i])) for i in range(len(words))]
    made.tokens = Tokens(starts, [s + len(w) for s, w in zip(starts, words, strict=True)], ["n"] * len(words))
    return made


def test_collocates_stand_near_and_not_elsewhere() -> None:
    far = ["苹果", "香蕉", "橘子", "葡萄", "石榴"] * 4
    words = [*far, *["水库", "大坝"] * 4, *far]
    found = collocates([article(words)], "水库", window=1)
    assert [row.term for row in found.rows] == ["大坝"]
    assert found.rows[0].here == 4
    assert found.rows[0].there == 0


def test_keyness_compares_with_newspapers_at_large() -> None:
    found = keyness([article(["扶贫", "渠首闸"], f"a{i}") for i in range(12)])
    assert "渠首闸" in [row.term for row in found.rows]
    assert all(row.g2 > 10 and row.log_ratio > 0 for row in found.rows)
    assert found.here == 12
    assert keyness([]).rows == []


def test_the_likelihood_ratio_is_nought_for_equal_shares() -> None:
    assert log_likelihood(5, 50, 100, 1000) == pytest.approx(0)
    # by hand, from observed 30, 10, 70, 90 and expected 20, 20, 80, 80
    assert log_likelihood(30, 10, 100, 100) == pytest.approx(12.97, abs=0.01)
