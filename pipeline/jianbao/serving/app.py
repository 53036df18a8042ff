"""The web application over one run: pages, JSON API, and the analysis of a single text.

No path of a request is ever opened: articles are requested by number, tabs by name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, HTTPException, Query, Request
from msgspec import Struct
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response

from jianbao.article import Article, json_schema
from jianbao.errors import ConfigError, JianbaoError
from jianbao.mining.concordance import Sort
from jianbao.reading.formats.dates import parse_date
from jianbao.report.chunks import without_tokens
from jianbao.report.data import TABS
from jianbao.report.document import document, policy
from jianbao.report.report import boot
from jianbao.serving.corrections import MIN_TOKEN, add_corrections, state_of
from jianbao.serving.guards import Guards
from jianbao.serving.open_run import OpenRun

MAX_CHARACTERS = 100_000  # of a text to analyse
MAX_TITLE = 1_000
MAX_OUTLET = 200
MAX_WAITING = 16  # texts that wait for their analysis
MAX_OFFSET = 10**9
LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


class AnalysisRequest(Struct, forbid_unknown_fields=True):
    """The body of ``POST /analyse``."""

    text: str
    title: str = ""
    date: str | None = None
    outlet: str | None = None


def make_app(
    run: str | Path,
    *,
    host: str = "127.0.0.1",
    open_run: OpenRun | None = None,
    edit: bool = False,
    token: str = "",
) -> FastAPI:
    """The FastAPI application for ``run``.

    host: the address it will listen on; if that is this machine, requests for any other host name are refused, so
    that no web page can reach the server by a name of its own (DNS rebinding).
    open_run: the run, if it is open already.
    edit: take corrections, which go to ``corrections.jsonl`` in the folder of the run.
    token: what a correction must carry; needed where ``host`` is not this machine.
    Raises ReadError if ``run`` is not a run, ConfigError where a token is missing or too short.
    This module needs the extra ``serve``.
    """
    if edit and host not in LOCAL and not token:
        raise ConfigError(
            f"corrections on {host} need a token, or anyone who can reach it can make them; "
            "give one with --token or JIANBAO_TOKEN"
        )
    if token and len(token) < MIN_TOKEN:
        raise ConfigError(
            f"the token is too short; take {MIN_TOKEN} or more characters that nobody can guess"
        )
    opened = open_run or OpenRun(run)
    app = FastAPI(title="jianbao", docs_url=None, redoc_url=None, version=_version())
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    app.add_middleware(Guards, hosts=LOCAL if host in LOCAL else ())
    _pages(app, opened, edit=edit, token=bool(token))
    _api(app, opened)
    if edit:
        add_corrections(app, opened, token)
    _analysis(app)
    return app


def _pages(app: FastAPI, opened: OpenRun, *, edit: bool, token: bool) -> None:
    start = boot(opened.folder, opened.data.contents, server=True)
    start["tabs"] = (*TABS, "analyse")
    start["edit"], start["token"] = edit, token
    page = document(start, {}, connect="'self'")
    headers = {"content-security-policy": policy("'self'") + "; frame-ancestors 'none'"}

    @app.get("/", include_in_schema=False)
    def pages() -> HTMLResponse:
        return HTMLResponse(page, headers=headers)


def _api(app: FastAPI, opened: OpenRun) -> None:
    @app.get("/api/run", summary="The manifest of the run and its counts", tags=["run"])
    def run() -> Response:
        return _json({"manifest": opened.folder.manifest, "articles": len(opened.data.contents)})

    @app.get("/api/schema", summary="The JSON Schema of an article", tags=["run"])
    def schema() -> Response:
        return _json(json_schema())

    @app.get("/api/views/{name}", summary="What a tab shows", tags=["run"])
    def view(name: str) -> Response:
        found = opened.view(name)
        if found is None:
            known = ", ".join(["contents", *opened.data.views])
            raise HTTPException(404, f"no view {name!r}; choose one of {known}")
        return _json(found)

    @app.get("/api/articles", summary="The contents: id, title, date, outlet, characters", tags=["articles"])
    def articles(
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> Response:
        rows = opened.data.contents[offset : offset + limit]
        return _json({"total": len(opened.data.contents), "offset": offset, "rows": rows})

    @app.get("/api/articles/{n}", summary="An article by its number, and its page as read", tags=["articles"])
    def article(n: int) -> Response:
        found = opened.article(n)
        if found is None:
            raise HTTPException(404, f"no article {n}; articles are numbered from 0")
        replayed, page = found
        value = {"article": replayed.article, "page": page, "corrections": state_of(opened, replayed)}
        return _json(value)

    @app.get("/api/search", summary="Articles that match a query, with the words in context", tags=["search"])
    def search(
        q: Annotated[str, Query(min_length=1, max_length=500, description="words, phrases, AND, OR, NOT")],
        person: Annotated[str | None, Query(max_length=100)] = None,
        org: Annotated[str | None, Query(max_length=100)] = None,
        place: Annotated[str | None, Query(max_length=100)] = None,
        since: Annotated[str | None, Query(max_length=10)] = None,
        until: Annotated[str | None, Query(max_length=10)] = None,
        outlet: Annotated[str | None, Query(max_length=100)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
        kwic: Annotated[int, Query(ge=0, le=200)] = 24,
    ) -> Response:
        try:
            found = opened.search(
                q, person=person, org=org, place=place, since=since, until=until, outlet=outlet, limit=limit,
                offset=offset, kwic=kwic,
            )  # fmt: skip
        except ConfigError as error:
            raise HTTPException(422, str(error)) from error
        return _json(found)

    @app.get("/api/kwic", summary="Every place of a word, aligned and sorted", tags=["search"])
    def kwic(
        q: Annotated[str, Query(min_length=1, max_length=100, description="a word or phrase")],
        sort: Sort = "order",
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> Response:
        try:
            return _json(opened.concordance(q, sort, offset, limit))
        except ConfigError as error:
            raise HTTPException(422, str(error)) from error

    @app.get("/api/company", summary="Collocates of a word, and keyness of its articles", tags=["search"])
    def company(q: Annotated[str, Query(min_length=1, max_length=100)]) -> Response:
        try:
            return _json(opened.company(q))
        except ConfigError as error:
            raise HTTPException(422, str(error)) from error

    @app.get("/api/people", summary="People of this name over all articles", tags=["people"])
    def people(name: Annotated[str, Query(min_length=1, max_length=100)]) -> Response:
        return _json([p for p in opened.data.views["people"]["rows"] if p["name"] == name])


def _analysis(app: FastAPI) -> None:
    analyse, one_at_a_time = Analyser(), CapacityLimiter(1)  # beside the threads of the other pages
    body = {
        "content": {"application/json": {"schema": msgspec.json.schema(AnalysisRequest)}},
        "required": True,
    }

    @app.post(
        "/analyse",
        summary="Analyse one text",
        tags=["analysis"],
        openapi_extra={"requestBody": _inline_schema(body)},
    )
    async def post_analyse(request: Request) -> Response:
        # A page of another site can send a form without permission (CORS), but not JSON.
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise HTTPException(415, "send JSON, with content-type: application/json")
        try:
            text = msgspec.json.decode(await request.body(), type=AnalysisRequest)
            parse_date(text.date)
            _encodable(text)
        except (msgspec.MsgspecError, ValueError) as error:
            raise HTTPException(422, str(error)) from error
        for name, limit in (("text", MAX_CHARACTERS), ("title", MAX_TITLE), ("outlet", MAX_OUTLET)):
            if len(getattr(text, name) or "") > limit:
                raise HTTPException(413, f"the {name} is longer than {limit:,} characters; use: jianbao run")
        if one_at_a_time.statistics().tasks_waiting >= MAX_WAITING:
            raise HTTPException(503, "too many texts wait already; try again later", {"retry-after": "10"})
        try:
            article = await to_thread.run_sync(analyse, text, limiter=one_at_a_time)
        except JianbaoError as error:
            raise HTTPException(422, str(error)) from error
        return _json({"article": article, "page": article.text})


class Analyser:
    """The default chain, loaded on first use; it annotates one text at a time and is not for several threads."""

    def __init__(self) -> None:
        self._chain: Any = None

    def __call__(self, request: AnalysisRequest) -> Article:
        """The article with all layers except its tokens."""
        from jianbao.flow import load

        article = Article.from_text(
            request.text, title=request.title, date=request.date, outlet=request.outlet
        )
        self._chain = self._chain or load()
        (done,) = self._chain([article])
        return without_tokens(done)


def _encodable(request: AnalysisRequest) -> None:
    """Raises ValueError where a field holds half a character, which no JSON can carry back."""
    for value in (request.text, request.title, request.outlet or ""):
        value.encode()


def _inline_schema(body: dict[str, Any]) -> dict[str, Any]:
    """Put the schema in place of msgspec's reference to it, as OpenAPI needs it."""
    schema = body["content"]["application/json"]["schema"]
    body["content"]["application/json"]["schema"] = next(iter(schema["$defs"].values()))
    return body


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _version() -> str:
    from jianbao.files import package_version

    return package_version("jianbao") or "0"
