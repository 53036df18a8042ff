"""Limits of a request, and headers of every answer that keep other sites out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

MAX_BODY = 1_000_000  # bytes of a request
BODY_SECONDS = 10.0  # a client may take to send them

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


class Refused(Exception):
    """A request that is not passed on, with the status of the answer and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Guards:
    """ASGI middleware: what is refused before the application sees it, and ``HEADERS`` on every answer.

    Refused are a body larger than ``MAX_BODY``, one that does not arrive in ``body_seconds``, and, where ``hosts``
    are given, a request for any other host name: no web page reaches the server by a name of its own (DNS rebinding).
    """

    def __init__(
        self,
        app: Callable[[Scope, Receive, Send], Awaitable[None]],
        *,
        hosts: Collection[str] = (),
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        try:
            self._check_host(scope)
            body = await self._body(receive)
        except Refused as refused:
            return await _refuse(send_guarded, refused)

        async def replay() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        return await self.app(scope, replay, send_guarded)

    def _check_host(self, scope: Scope) -> None:
        if self.hosts:
            host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
            if host_name(host) not in self.hosts:
                raise Refused(400, "this server answers to its own address only")

    async def _body(self, receive: Receive) -> bytes:
        try:
            async with asyncio.timeout(self.body_seconds):
                return await _read_body(receive)
        except TimeoutError as error:
            raise Refused(408, f"the request did not arrive within {self.body_seconds:g} seconds") from error


def host_name(header: str) -> str:
    """The name or address in a Host header, without its port; "" where the header is not one.

    >>> host_name("127.0.0.1:8000"), host_name("[::1]:8000"), host_name("evil.com:80@localhost")
    ('127.0.0.1', '[::1]', '')
    """
    name, _, port = header.rpartition("]") if header.startswith("[") else header.partition(":")
    if header.startswith("["):
        name, port = name + "]", port.removeprefix(":")
    return name.lower() if not port or port.isdecimal() else ""


async def _read_body(receive: Receive) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the client has left")
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise Refused(413, "the request is larger than 1 MB; analyse large texts with: jianbao run")
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


async def _refuse(send: Send, refused: Refused) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps({"detail": str(refused)}).encode()})
