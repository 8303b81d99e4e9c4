"""Every request and answer: whom we answer, how much and how long we read, and the headers of safety.

A pure ASGI middleware, so that it sees errors and static files too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1_048_576  # of a request: the longest note is a thousandth of it
BODY_SECONDS, SENDING_SECONDS = 30.0, 60.0  # for the whole body of a request; for one piece of an answer
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'none'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "x-frame-options": "SAMEORIGIN",
}


class Shield:
    """Answer only requests for our own host, read only so much, and add the headers of safety."""

    def __init__(self, app: App, address: str, site: str = "") -> None:
        """Stand before `app`, which is reached at `address`, and whose public pages are read at `site`, too."""
        self._app = app
        self._hosts = {(urlsplit(one).hostname or "").casefold() for one in (address, site) if one}
        self._is_secure = address.startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        guarded = self._with_headers(send)
        if not self._is_ours(headers.get("host", "")) and scope["path"] not in ("/health", "/ready"):
            await _answer(guarded, 400, "this host is not served here")
        elif _length(headers) > MOST_BYTES:
            await _answer(guarded, 413, "the request is too large")
        else:
            await self._app(scope, _counted(receive), guarded)

    def _is_ours(self, host: str) -> bool:
        try:
            return (urlsplit(f"//{host}").hostname or "").casefold() in self._hosts
        except ValueError:
            return False

    def _with_headers(self, send: Send) -> Send:
        extra = HEADERS | ({"strict-transport-security": "max-age=31536000"} if self._is_secure else {})

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in extra.items() if n.encode() not in own]
                message["headers"] = [*message["headers"], *added]
            await asyncio.wait_for(send(message), SENDING_SECONDS)  # who reads no further is not waited for

        return sending


def _length(headers: dict[str, str]) -> int:
    value = headers.get("content-length", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else MOST_BYTES + 1


def _counted(receive: Receive) -> Receive:
    total, is_more, begun = 0, True, time.monotonic()

    async def receiving() -> Message:
        nonlocal total, is_more
        try:
            left = BODY_SECONDS - (time.monotonic() - begun) if is_more else None
            message = await asyncio.wait_for(receive(), left)
        except TimeoutError:
            raise HTTPException(408, "the request came too slowly") from None
        is_more = bool(message.get("more_body"))
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            raise HTTPException(413, "the request is too large")
        return message

    return receiving


async def _answer(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
