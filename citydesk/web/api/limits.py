"""How often one network address may ask: a moving window of a minute, kept in memory (library: limits)."""

from __future__ import annotations

import json
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from citydesk.web.shield import App, Receive, Scope, Send


class Limits:
    """Answer 429 to an address that asks more often than it may."""

    def __init__(self, app: App, per_minute: int) -> None:
        """Stand before `app`; `per_minute` requests of one address are let through."""
        self._app = app
        self._limit = RateLimitItemPerMinute(per_minute)
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say when to come again."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        who = (scope.get("client") or ("unknown", 0))[0]
        if self._counter.hit(self._limit, who):
            await self._app(scope, receive, send)
            return
        wait = max(1, math.ceil(self._counter.get_window_stats(self._limit, who).reset_time - time.time()))
        problem = {"title": "too often", "status": 429, "detail": f"come again in {wait} seconds"}
        headers = [(b"content-type", b"application/problem+json"), (b"retry-after", str(wait).encode())]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(problem).encode()})
