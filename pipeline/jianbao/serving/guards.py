"""Limits of a request, and headers of every answer that keep other sites out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

MAX_BODY = 1_000_000  # bytes of a request

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guards:
    """ASGI middleware: refuses a body larger than ``MAX_BODY``, and adds ``HEADERS`` to every answer."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        body, fits = await _read_body(receive)

        async def replay() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        if fits:
            return await self.app(scope, replay, send_guarded)
        return await _refuse(send_guarded)


async def _read_body(receive: Receive) -> tuple[bytes, bool]:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            return b"", False
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts), True


async def _refuse(send: Send) -> None:
    answer = b'{"detail": "the request is larger than 1 MB; analyse large texts with: jianbao run"}'
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": answer})
