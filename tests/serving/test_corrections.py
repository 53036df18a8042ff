"""Corrections over HTTP: made, refused, undone, kept in a journal, and learned from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import write_run
from jianbao import analyse
from jianbao.annotation.journal import NAME
from jianbao.article import Article
from jianbao.cli import app as cli
from jianbao.dictionary import read_dictionary
from jianbao.errors import ConfigError
from jianbao.evaluation.datasets import load_dataset
from jianbao.serving.app import make_app
from starlette.testclient import TestClient
from typer.testing import CliRunner

TEXT = "云岭县县委书记李明5月7日到石桥镇调研。李明说：“要解决群众的痛点。”\n𠮷野村村民赵小梅表示，路修好了。"
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def article() -> Article:
    found = analyse(TEXT, engine="fast")
    found.id = "one"
    return found


@pytest.fixture
def run(tmp_path: Path, article: Article) -> Path:
    other = Article.from_text("青禾乡举行丰收节。", id="two", title="丰收节")
    return write_run(tmp_path / "run", [article, other])


@pytest.fixture
def client(run: Path) -> Iterator[Any]:
    with TestClient(make_app(run, edit=True), base_url=BASE) as made:
        yield made


def at(words: str, label: str, note: str = "") -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "label": label, "note": note}


def send(client: Any, *edits: dict[str, Any], n: int = 0, **more: Any) -> Any:
    revision = client.get(f"/api/articles/{n}").json()["corrections"]["revision"]
    return client.post(f"/api/articles/{n}/corrections", json={"revision": revision, "edits": edits, **more})


def undo(client: Any, n: int = 0) -> Any:
    revision = client.get(f"/api/articles/{n}").json()["corrections"]["revision"]
    return client.post(f"/api/articles/{n}/undo", json={"revision": revision})


def entities(answer: Any) -> set[tuple[str, str]]:
    return {(e["type"], e["text"]) for e in answer.json()["article"].get("entities") or ()}


def test_an_entity_is_rejected_changed_and_added(client: Any, run: Path) -> None:
    before = (run / "articles.jsonl").read_bytes()
    place, post_body = at("石桥镇", "LOC"), {"start": 0, "end": 3, "label": "LOC"}
    done = send(client, {"action": "reject", "before": place})
    assert done.status_code == 200, done.text
    assert ("LOC", "石桥镇") not in entities(done)
    done = send(client, {"action": "add", "after": {**place, "label": "ORG"}}, who="王编辑")
    assert ("ORG", "石桥镇") in entities(done)
    done = send(client, {"action": "change", "before": {**place, "label": "ORG"}, "after": place})
    assert ("LOC", "石桥镇") in entities(done)
    whole = next(e for e in client.get("/api/articles/0").json()["article"]["entities"] if e["start"] == 0)
    shorter = {
        "action": "change",
        "before": {**post_body, "end": whole["end"], "label": whole["type"]},
        "after": post_body,
    }
    assert ("LOC", "云岭县") in entities(send(client, shorter))
    assert (run / "articles.jsonl").read_bytes() == before
    lines = [json.loads(line) for line in (run / NAME).read_text("utf-8").splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4]
    assert lines[1]["who"] == "王编辑"
    assert lines[1]["at"].endswith("+00:00")
    assert lines[3]["edits"][0]["after"] == {**post_body, "note": ""}


def test_posts_speakers_and_themes(client: Any) -> None:
    post, quote = at("云岭县县委书记", "POST", "李明"), at("要解决群众的痛点。", "QUOTE", "李明")
    done = send(client, {"action": "change", "before": post, "after": {**post, "note": "赵小梅"}}).json()
    holders = {
        p["name"]
        for p in done["article"]["persons"]
        for post in p.get("posts", ())
        if post["title"] == "书记"
    }
    assert holders == {"赵小梅"}
    done = send(client, {"action": "change", "before": quote, "after": {**quote, "note": ""}}).json()
    assert done["article"]["quotes"][0]["speaker"] == ""
    done = send(client, {"action": "change", "before": {**quote, "note": ""}, "after": quote}).json()
    assert done["article"]["quotes"][0]["speaker"] == "李明"
    done = send(client, {"action": "reject", "theme": "痛点"}, {"action": "add", "theme": "乡村治理"}).json()
    themes = [k["term"] for k in done["article"]["keywords"]]
    assert "痛点" not in themes
    assert "乡村治理" in themes
    assert done["corrections"]["themes"] == ["乡村治理"]
    done = send(client, {"action": "reject", "before": {**post, "note": "赵小梅"}}).json()
    assert not any(post["title"] == "书记" for p in done["article"]["persons"] for post in p.get("posts", ()))


def test_a_name_that_is_corrected_keeps_its_posts_and_one_that_is_none_loses_them(client: Any) -> None:
    name = at("赵小梅", "PER")
    assert send(client, {"action": "add", "after": at("村民", "POST", "赵小梅")}).status_code == 200
    send(client, {"action": "change", "before": name, "after": {**name, "end": name["end"] - 1}})
    found = client.get("/api/articles/0").json()["article"]
    posts = {p["name"]: p.get("posts") for p in found["persons"]}
    assert posts["赵小"]
    assert "赵小梅" not in posts
    assert "赵小" in {q["speaker"] for q in found["quotes"]}
    done = send(client, {"action": "reject", "before": {**name, "end": name["end"] - 1}}).json()
    assert {p["name"] for p in done["article"]["persons"]} == {"李明"}


def test_undo_goes_back_step_by_step_and_survives_a_restart(client: Any, run: Path) -> None:
    found = client.get("/api/articles/0").json()
    send(client, {"action": "reject", "before": at("石桥镇", "LOC")})
    send(client, {"action": "accept", "before": at("赵小梅", "PER")}, {"action": "check"})
    with TestClient(make_app(run, edit=True), base_url=BASE) as anew:
        seen = anew.get("/api/articles/0").json()["corrections"]
        assert seen["checked"]
        assert [m["start"] for m in seen["settled"]] == [TEXT.index("赵小梅")]
        assert undo(anew).json()["corrections"]["checked"] is False
        assert ("LOC", "石桥镇") not in entities(anew.get("/api/articles/0"))
    assert undo(client).json()["article"] == found["article"]
    assert undo(client).status_code == 422
    assert len((run / NAME).read_text("utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"action": "reject", "before": {"start": 14, "end": 16, "label": "LOC"}}, "is not marked"),
        ({"action": "add", "after": {"start": 5, "end": 500, "label": "LOC"}}, "does not lie in the text"),
        ({"action": "add", "after": {"start": -3, "end": 2, "label": "LOC"}}, "does not lie in the text"),
        ({"action": "add", "after": {"start": 9, "end": 9, "label": "LOC"}}, "does not lie in the text"),
        ({"action": "add", "after": {"start": 34, "end": 36, "label": "GPE"}}, "is not known"),
        ({"action": "add", "after": {"start": 15, "end": 18, "label": "LOC"}}, "it lies over '石桥镇'"),
        ({"action": "add", "after": {"start": 7, "end": 9, "label": "PER"}}, "marked already"),
        ({"action": "change", "before": {"start": 7, "end": 9, "label": "PER"}}, "needs before and after"),
        ({"action": "add", "theme": "痛点"}, "is a theme already"),
        ({"action": "reject", "theme": "没有"}, "is no theme"),
        ({"action": "erase"}, "Invalid enum value"),
        ({"action": "add", "after": {"start": 48, "end": 50, "label": "POST", "note": "周启明"}}, "is not named"),
        ({"action": "change", "before": {"start": 7, "end": 9, "label": "PER"},
          "after": {"start": 7, "end": 9, "label": "QUOTE"}}, "cannot become"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_not_written(
    client: Any, run: Path, edit: dict[str, Any], says: str
) -> None:
    answer = send(client, edit)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert not (run / NAME).exists()


def test_who_has_seen_an_older_article_is_told(client: Any) -> None:
    send(client, {"action": "check"})
    late = client.post("/api/articles/0/corrections", json={"revision": 0, "edits": [{"action": "check"}]})
    assert late.status_code == 409
    assert "in the meantime" in late.json()["detail"]
    assert client.post("/api/articles/9/undo", json={"revision": 0}).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403), ({"origin": "null"}, 403), ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403), ({"content-type": "text/plain"}, 415), ({"host": "evil.example"}, 400),
        ({"origin": "http://127.0.0.1:9999"}, 403), ({"origin": BASE, "sec-fetch-site": "same-origin"}, 200),
    ],
)  # fmt: skip
def test_other_sites_cannot_correct(client: Any, headers: dict[str, str], status: int) -> None:
    body = json.dumps({"revision": 0, "edits": [{"action": "check"}]})
    answer = client.post(
        "/api/articles/0/corrections", content=body, headers={"content-type": "application/json", **headers}
    )
    assert answer.status_code == status


def test_without_edit_nothing_is_taken_but_corrections_are_shown(client: Any, run: Path) -> None:
    send(client, {"action": "reject", "before": at("石桥镇", "LOC")})
    with TestClient(make_app(run), base_url=BASE) as reading:
        assert ("LOC", "石桥镇") not in entities(reading.get("/api/articles/0"))
        assert reading.post("/api/articles/0/undo", json={"revision": 1}).status_code in (404, 405)


def test_another_address_needs_a_token(run: Path) -> None:
    with pytest.raises(ConfigError, match="need a token"):
        make_app(run, host="0.0.0.0", edit=True)
    with pytest.raises(ConfigError, match="too short"):
        make_app(run, host="0.0.0.0", edit=True, token="secret")
    body = {"revision": 0, "edits": [{"action": "check"}]}
    with TestClient(make_app(run, host="0.0.0.0", edit=True, token="s" * 16), base_url=BASE) as far:
        assert far.post("/api/articles/0/corrections", json=body).status_code == 401
        wrong = {"authorization": "Bearer nothing"}
        assert far.post("/api/articles/0/corrections", json=body, headers=wrong).status_code == 401
        right = {"authorization": "Bearer " + "s" * 16}
        assert far.post("/api/articles/0/corrections", json=body, headers=right).status_code == 200


def test_a_damaged_journal_is_explained_and_half_a_line_passed_over(client: Any, run: Path) -> None:
    send(client, {"action": "check"})
    with (run / NAME).open("ab") as file:
        file.write(b'{"number": 2, "at": "2026')
    assert send(client, {"action": "reject", "before": at("石桥镇", "LOC")}).status_code == 200
    with TestClient(make_app(run), base_url=BASE) as anew:
        assert len(anew.get("/api/articles/0").json()["corrections"]["standing"]) == 2
    (run / NAME).write_text("no journal\n", "utf-8")
    done = CliRunner().invoke(cli, ["annotate", "corrections", str(run)])
    assert done.exit_code != 0
    assert f"{NAME}:1" in str(done.exception)


def test_corrections_become_gold_and_a_dictionary(client: Any, run: Path) -> None:
    place = at("石桥镇", "LOC")
    send(client, {"action": "change", "before": place, "after": {**place, "label": "ORG"}})
    send(client, {"action": "check"}, n=1)
    gold, terms = run / "gold.jsonl", run / "terms.tsv"
    words = ["annotate", "corrections", str(run), "-o", str(gold), "--dict", str(terms)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert "石桥镇 (LOC > ORG)" in done.output
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["one", "two"]
    assert {"start": 14, "end": 17, "type": "ORG", "text": "石桥镇"} in rows[0]["entities"]
    read = load_dataset(gold)
    assert len(read.pages) + len(read.texts) == 2
    assert read_dictionary(terms)
    assert terms.read_text("utf-8").startswith("石桥镇\tORG")
    assert CliRunner().invoke(cli, [*words, "--checked"]).exit_code == 0
    assert len(gold.read_text("utf-8").splitlines()) == 1


def test_corrections_of_a_run_that_was_made_anew_are_left_aside(
    client: Any, run: Path, article: Article
) -> None:
    send(client, {"action": "reject", "before": at("石桥镇", "LOC")})
    lines = (run / NAME).read_text("utf-8")
    other = write_run(run.parent / "other", [Article.from_text("石桥镇变了。", id="one")])
    (other / NAME).write_text(lines, "utf-8")
    with TestClient(make_app(other), base_url=BASE) as anew:
        (stale,) = anew.get("/api/articles/0").json()["corrections"]["stale"]
    assert "text of the article has changed" in stale["reason"]
    done = CliRunner().invoke(cli, ["annotate", "corrections", str(other)])
    assert done.exit_code != 0
