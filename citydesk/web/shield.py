"""Every request and answer: whom we answer, how much we read, and the headers that keep a page what it is.

A pure ASGI middleware, so that it sees errors and static files too.
"""

from __future__ import annotations

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

    def __init__(self, app: App, address: str) -> None:
        """Stand before `app`, which is reached at `address`."""
        self._app = app
        self._host = (urlsplit(address).hostname or "").casefold()
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
            return (urlsplit(f"//{host}").hostname or "").casefold() == self._host
        except ValueError:
            return False

    def _with_headers(self, send: Send) -> Send:
        extra = HEADERS | ({"strict-transport-security": "max-age=31536000"} if self._is_secure else {})

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in extra.items() if n.encode() not in own]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        return sending


def _length(headers: dict[str, str]) -> int:
    value = headers.get("content-length", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else MOST_BYTES + 1


def _counted(receive: Receive) -> Receive:
    total = 0

    async def receiving() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            raise HTTPException(413, "the request is too large")
        return message

    return receiving


async def _answer(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
