"""Corrections through the server: who may send them, and what an article's page is told of them.

Reading is never restricted by this. A correction is taken only from a page of this server itself: JSON, from the same
origin, and with the token where one is set.
"""

from __future__ import annotations

import hmac

import msgspec
from fastapi import FastAPI, HTTPException, Request
from msgspec import Struct, field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from jianbao.annotation.edits import Edit, Refused, settled
from jianbao.annotation.journal import Conflict, Correction, Replayed
from jianbao.annotation.marks import Mark
from jianbao.errors import JianbaoError
from jianbao.report.chunks import without_tokens
from jianbao.serving.open_run import OpenRun

MIN_TOKEN = 16  # characters
MAX_EDITS = 500  # of one correction
MAX_WHO = 100


class Wanted(Struct, forbid_unknown_fields=True):
    """The body of a correction; without ``edits`` the last correction is undone.

    revision: of the article, as ``corrections`` of ``GET /api/articles/N`` told it.
    """

    revision: int
    edits: list[Edit] = field(default_factory=list)
    who: str = ""


class Stale(Struct):
    """A correction that fits the article no more."""

    correction: Correction
    reason: str


class State(Struct):
    """What the page shows of an article's corrections.

    settled, themes: what a person confirmed or made. checked: the whole article was looked through.
    """

    revision: int
    standing: list[Correction]
    settled: list[Mark]
    themes: list[str]
    checked: bool
    stale: list[Stale]


def state_of(opened: OpenRun, replayed: Replayed) -> State:
    """What is told of the corrections of an article."""
    marks, themes, checked = settled(replayed.edits)
    return State(
        opened.journal.revision(replayed.article.id), replayed.standing, marks, themes, checked,
        [Stale(correction, reason) for correction, reason in replayed.stale],
    )  # fmt: skip


def add_corrections(app: FastAPI, opened: OpenRun, token: str = "") -> None:
    """The addresses that take corrections; token: what each must carry as ``Authorization: Bearer``."""

    async def answer(n: int, request: Request, *, undo: bool) -> Response:
        _check_sender(request, token)
        wanted = _body(await request.body(), undo=undo)
        try:
            done = await run_in_threadpool(_correct, opened, n, wanted, undo=undo)
        except Conflict as error:
            raise HTTPException(409, str(error)) from error
        except Refused as error:
            raise HTTPException(422, str(error)) from error
        except JianbaoError as error:
            raise HTTPException(500, str(error)) from error
        if done is None:
            raise HTTPException(404, f"no article {n}; articles are numbered from 0")
        value = {"article": without_tokens(done.article), "corrections": state_of(opened, done)}
        return Response(msgspec.json.encode(value), media_type="application/json")

    @app.post("/api/articles/{n}/corrections", summary="Correct an article", tags=["corrections"])
    async def correct(n: int, request: Request) -> Response:
        return await answer(n, request, undo=False)

    @app.post(
        "/api/articles/{n}/undo", summary="Undo the last correction of an article", tags=["corrections"]
    )
    async def undo(n: int, request: Request) -> Response:
        return await answer(n, request, undo=True)


def _correct(opened: OpenRun, n: int, wanted: Wanted, *, undo: bool) -> Replayed | None:
    article = opened.as_found(n)
    if article is None:
        return None
    if undo:
        opened.journal.undo(article, revision=wanted.revision, who=wanted.who)
    else:
        opened.journal.add(article, wanted.edits, revision=wanted.revision, who=wanted.who)
    return opened.journal.replay(article)


def _body(data: bytes, *, undo: bool) -> Wanted:
    try:
        wanted = msgspec.json.decode(data, type=Wanted)
        data.decode("utf-8")
        msgspec.json.encode(wanted).decode("utf-8")
    except (msgspec.MsgspecError, ValueError) as error:
        raise HTTPException(422, str(error)) from error
    if len(wanted.edits) > MAX_EDITS:
        raise HTTPException(413, f"more than {MAX_EDITS} edits at once; send them in parts")
    if len(wanted.who) > MAX_WHO:
        raise HTTPException(413, f"who: at most {MAX_WHO} characters")
    if undo and wanted.edits:
        raise HTTPException(422, "undo takes no edits")
    return wanted


def _check_sender(request: Request, token: str) -> None:
    """Raises HTTPException for what does not come from a page of this server."""
    headers = request.headers
    if headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise HTTPException(415, "send JSON, with content-type: application/json")
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    foreign = origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()
    if foreign or site not in ("same-origin", "none"):
        raise HTTPException(403, "corrections are taken from this server's own pages only")
    if token:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPException(
                401, "corrections need the token of this server", {"www-authenticate": "Bearer"}
            )
