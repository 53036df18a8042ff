"""The server: its pages, its API, and what it refuses."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
import uvicorn
from handmade import HOSTILE, hostile_article, write_run
from jianbao.article import Article
from jianbao.serving import app, connections
from jianbao.serving.app import MAX_CHARACTERS, MAX_OUTLET, MAX_TITLE, make_app
from jianbao.serving.guards import MAX_BODY, Guards
from jianbao.serving.open_run import OpenRun
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [hostile_article(i, text) for i, text in enumerate(HOSTILE)]
    articles.append(
        Article.from_text("云岭县聚焦群众反映的痛点。", id="pain", title="办实事", date="2021-05-07")
    )
    return write_run(tmp_path_factory.mktemp("serving") / "run", articles)


@pytest.fixture(scope="module")
def client(run: Path) -> Iterator[Any]:
    with TestClient(make_app(run), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_the_page_comes_with_a_strict_policy(client: Any) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    rules = answer.headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert "frame-ancestors 'none'" in rules
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "owned" not in answer.text


def test_every_answer_has_the_headers(client: Any) -> None:
    for path in ("/", "/api/run", "/nowhere", "/openapi.json"):
        assert client.get(path).headers["x-frame-options"] == "DENY"


def test_views_contents_and_articles(client: Any) -> None:
    assert client.get("/api/views/overview").json()["counts"]["articles"] == 6
    assert len(client.get("/api/views/contents").json()) == 6
    listed = client.get("/api/articles", params={"offset": 5}).json()
    assert [row[0] for row in listed["rows"]] == ["pain"]
    found = client.get("/api/articles/5").json()
    assert found["article"]["title"] == "办实事"
    assert found["page"] == found["article"]["text"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/articles/99", "/api/articles/-1", "/api/views/nothing", "/api/views/..%2f..%2fetc%2fpasswd",
        "/..%2f..%2fetc/passwd", "/articles.jsonl", "/manifest.json", "/docs",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_an_article_is_named_by_a_number(client: Any) -> None:
    assert client.get("/api/articles/..%2fmanifest.json").status_code in (404, 422)
    assert client.get("/api/articles/pain").status_code == 422


def test_search_has_offsets_into_the_text(client: Any) -> None:
    (hit,) = client.get("/api/search", params={"q": "痛點"}).json()["hits"]
    text = client.get(f"/api/articles/{hit['n']}").json()["article"]["text"]
    start, before, term, after = hit["contexts"][0]
    assert (text[start : start + 2], term) == ("痛点", "痛点")
    assert text[:start].replace("\n", " ").endswith(before)
    assert text[start + 2 :].startswith(after)


def test_a_query_that_cannot_be_read_is_explained(client: Any) -> None:
    answer = client.get("/api/search", params={"q": "痛点 AND"})
    assert answer.status_code == 422
    assert "ends with an operator" in answer.json()["detail"]
    assert client.get("/api/search", params={"q": '"; drop table articles; --'}).status_code in (200, 422)
    assert client.get("/api/search", params={"q": "痛点"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/search", {"q": "\0"}), ("/api/search", {"q": "痛点\0"}),
        ("/api/search", {"q": "痛点", "offset": "9" * 23}), ("/api/articles", {"offset": "9" * 23}),
    ],
)  # fmt: skip
def test_odd_numbers_and_characters_are_explained(client: Any, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, params=query)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_one_text_is_analysed(client: Any) -> None:
    text = "云岭县县长周启明5月7日到石桥镇调研，他说，要办好群众的事。全县共有326户。"
    answer = client.post("/analyse", json={"text": text, "title": "调研", "date": "2021-05-08"})
    assert answer.status_code == 200
    article = answer.json()["article"]
    assert article["times"][0]["value"] == "2021-05-07"
    assert "周启明" in [person["name"] for person in article["persons"]]
    for entity in article["entities"]:
        assert article["text"][entity["start"] : entity["end"]] == entity["text"]


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"json": {"text": "字" * (MAX_CHARACTERS + 1)}}, 413),
        ({"content": b"x" * (MAX_BODY + 1), "headers": {"content-type": "application/json"}}, 413),
        ({"content": '{"text": "云岭县"}'.encode(), "headers": {"content-type": "text/plain"}}, 415),
        ({"data": {"text": "云岭县"}}, 415),
        ({"json": {"words": "云岭县"}}, 422),
        ({"json": {"text": "云岭县", "path": "/etc/passwd"}}, 422),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b'{"text": "\\xff"}', "headers": {"content-type": "application/json"}}, 422),
        ({"content": b'{"text": "a\xff"}', "headers": {"content-type": "application/json"}}, 422),
        ({"content": b'{"text": "\\ud800"}', "headers": {"content-type": "application/json"}}, 422),
        ({"json": {"text": "云岭县", "title": "长" * (MAX_TITLE + 1)}}, 413),
        ({"json": {"text": "云岭县", "outlet": "报" * (MAX_OUTLET + 1)}}, 413),
        ({"json": {"text": "云岭县", "date": "2021-13-45"}}, 422),
        ({"json": {"text": "云岭县", "date": "abc"}}, 422),
    ],
)
def test_what_is_too_large_or_not_a_text_is_refused(client: Any, send: dict[str, Any], status: int) -> None:
    answer = client.post("/analyse", **send)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_an_empty_text_has_empty_layers(client: Any) -> None:
    assert client.post("/analyse", json={"text": ""}).json()["article"]["entities"] == []


def test_other_host_names_are_refused_on_this_machine_alone(run: Path, client: Any) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    with TestClient(make_app(run, host="0.0.0.0"), base_url="http://paper.example") as open_to_all:
        assert open_to_all.get("/api/run").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000", "[::1]"])
def test_this_machine_is_answered_by_each_of_its_names(client: Any, host: str) -> None:
    assert client.get("/api/run", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example:80", "localhost.evil.example", "127.0.0.1:80@evil.example", "127.0.0.1@evil.example"],
)
def test_no_other_name_is(client: Any, host: str) -> None:
    assert client.get("/api/run", headers={"host": host}).status_code == 400


def test_pages_are_answered_while_many_texts_wait_for_their_analysis(run: Path, monkeypatch: Any) -> None:
    free = Event()

    def slow(self: app.Analyser, request: app.AnalysisRequest) -> Article:
        free.wait(60)
        return Article.from_text(request.text)

    monkeypatch.setattr(app.Analyser, "__call__", slow)
    with (
        TestClient(make_app(run), base_url="http://127.0.0.1:8000") as client,
        ThreadPoolExecutor(60) as threads,
    ):
        texts = [threads.submit(client.post, "/analyse", json={"text": "云岭县"}) for _ in range(50)]
        try:
            assert client.get("/api/run").status_code == 200
            first = next(as_completed(texts, timeout=30)).result()
        finally:
            free.set()
        codes = [text.result().status_code for text in texts]
    assert (first.status_code, first.headers["retry-after"]) == (503, "10")
    assert set(codes) == {200, 503}
    assert codes.count(200) > app.MAX_WAITING


def test_a_body_that_does_not_arrive_is_given_up() -> None:
    sent: list[Any] = []

    async def never() -> Any:
        await asyncio.sleep(60)

    async def send(message: Any) -> None:
        sent.append(message)

    async def application(*_: Any) -> None:
        raise AssertionError("must not be reached")

    scope = {"type": "http", "headers": []}
    asyncio.run(Guards(application, body_seconds=0.05)(scope, never, send))
    assert sent[0]["status"] == 408


def test_a_client_that_sends_no_complete_head_is_closed(run: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    config = uvicorn.Config(make_app(run), port=0, http=connections.TimelyProtocol, log_level="error")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.02)
    address = server.servers[0].sockets[0].getsockname()
    try:
        with socket.create_connection(address, timeout=20) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
            assert slow.recv(100) == b""
        with socket.create_connection(
            address, timeout=20
        ) as twice:  # a second request on the same connection
            twice.sendall(b"GET /api/schema HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert twice.recv(12) == b"HTTP/1.1 200"
            twice.sendall(b"GET / HT")
            while twice.recv(65536):
                pass
    finally:
        server.should_exit = True
        thread.join(20)


def test_the_api_describes_itself(client: Any) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/search", "/api/articles/{n}", "/analyse"} <= set(paths)
    schema = paths["/analyse"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["text"]


def test_views_are_kept_and_made_anew_when_the_run_changes(run: Path) -> None:
    kept = run / "report-data.json"
    OpenRun(run)
    first = kept.stat().st_mtime_ns
    OpenRun(run)
    assert kept.stat().st_mtime_ns == first
    kept.write_text("{")
    assert len(OpenRun(run).data.contents) == 6
    assert json.loads(kept.read_text("utf-8"))["data"]["contents"]


def test_mistakes_at_the_command_line_are_explained(tmp_path: Path, run: Path) -> None:
    def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jianbao.cli", "serve", *arguments],
            capture_output=True, text=True, check=False, encoding="utf-8",
        )  # fmt: skip

    done = serve(str(tmp_path))
    assert done.returncode == 2
    assert "no run here" in done.stderr
    done = serve(str(run), "--host", "203.0.113.1")
    assert done.returncode == 2
    assert "cannot listen on 203.0.113.1" in done.stderr
