"""One page in a browser: what its scripts ask for is fetched by the crawler, or not at all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route, WebSocketRoute
from playwright.async_api import Request as Wanted
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.urls import is_same_site

MAX_PARTS = 100  # requests of one page
MAX_PARTS_BYTES = 4  # times what one answer may have, for all of them
MAX_SENT_BYTES = 64 << 10  # of a question that is posted
QUIET_SECONDS = 0.7  # without a request under way: the scripts have what they want
LOOK_SECONDS = 0.1

_KINDS = ("script", "xhr", "fetch")  # no images, media, fonts, frames, beacons, sockets
_OURS = frozenset(  # headers that the crawler writes itself, or has no use for
    ("accept-encoding", "accept-language", "connection", "content-length", "cookie", "host", "user-agent")
)
_OFF = frozenset(  # what was true of the answer on the wire only, and what is no matter of a page that is read
    ("connection", "content-disposition", "content-encoding", "content-length", "keep-alive", "refresh", "set-cookie",
     "transfer-encoding")
)  # fmt: skip

Fetch = Callable[[Request], Awaitable[Response]]


class Visit:
    """One page that a browser shows, and the requests it makes meanwhile.

    `fetch` is the crawler's: robots.txt, stop list, pauses, the guard of addresses and all limits hold for what a
    script asks for, after each redirect too. `max_bytes` is the most that one answer, or the page in the end, may have.
    """

    def __init__(self, answer: Response, fetch: Fetch, language: str, max_bytes: int) -> None:
        self._answer = answer
        self._fetch = fetch
        self._language = language
        self._max_bytes = max_bytes
        self._is_shown = False
        self._parts = self._bytes = self._open = 0
        self._last = time.monotonic()

    async def begin(self, page: Page, _: Request) -> None:
        """Take in hand whatever a page will ask for. What escapes this has no network (crawler/browser.py)."""
        await page.context.route("**", _refuse)  # of windows that it opens
        await page.context.route_web_socket("**", _hang_up)
        await page.route("**", self._answered)

    async def wait(self, page: Page, selector: str | None, seconds: float) -> None:
        """Wait until the page is quiet and shows what `selector` names, or time is up; then stop its scripts.

        Raise DownloadCancelledError when the page has become too large.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until and not (self._is_quiet() and await _shows(page, selector)):
            await asyncio.sleep(LOOK_SECONDS)
        session = await page.context.new_cdp_session(page)
        await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        frames = await session.send("Page.getFrameTree")
        world = await session.send("Page.createIsolatedWorld", {"frameId": frames["frameTree"]["frame"]["id"]})
        length = await session.send(  # in a world of its own, where no script of the page has changed what this means
            "Runtime.evaluate",
            {
                "expression": "document.documentElement ? document.documentElement.outerHTML.length : 0",
                "contextId": world["executionContextId"],
                "returnByValue": True,
            },
        )
        if length["result"]["value"] > self._max_bytes:
            raise DownloadCancelledError("the page has become too large")

    def _is_quiet(self) -> bool:
        return not self._open and time.monotonic() - self._last > QUIET_SECONDS

    async def _answered(self, route: Route, wanted: Wanted) -> None:
        self._open += 1
        try:
            await self._answer_to(route, wanted)
        except PlaywrightError:
            pass  # the page is gone
        finally:
            self._open -= 1
            self._last = time.monotonic()

    async def _answer_to(self, route: Route, wanted: Wanted) -> None:
        if wanted.is_navigation_request():  # one page is asked for: not its frames, and not where a script leads
            is_first, self._is_shown = not self._is_shown, True
            await (_fulfil(route, self._answer) if is_first else route.abort("aborted"))  # it stays on its page
        elif wanted.resource_type == "stylesheet":
            await route.fulfill(content_type="text/css", body="")  # scripts may wait for it
        elif (request := self._request(wanted)) is None:
            await _refuse(route)
        else:
            await self._fetched(route, request)

    def _request(self, wanted: Wanted) -> Request | None:
        """Return the request of the crawler for one of the page, None where it isn't made."""
        body = wanted.post_data_buffer or b""
        is_read = wanted.method == "GET" and not body
        is_question = wanted.method == "POST" and len(body) <= MAX_SENT_BYTES and self._is_own(wanted.url)
        is_few = self._parts < MAX_PARTS and self._bytes < MAX_PARTS_BYTES * self._max_bytes
        if wanted.resource_type not in _KINDS or not (is_read or is_question) or not is_few:
            return None
        self._parts += 1
        headers = {name: value for name, value in wanted.headers.items() if _is_passed_on(name)}
        if self._language:
            headers["accept-language"] = self._language
        return Request(
            wanted.url,
            method=wanted.method,
            headers=headers,
            body=body,
            callback=NO_CALLBACK,
            dont_filter=True,
            priority=50,
            meta={"is_part": True},
        )

    def _is_own(self, url: str) -> bool:
        return is_same_site(url, self._answer.url)

    async def _fetched(self, route: Route, request: Request) -> None:
        try:
            answer = await self._fetch(request)
        except Exception:  # a part that can't be had is the page's own trouble; what comes of it is seen in the end
            await _refuse(route)
            return
        self._bytes += len(answer.body)
        await _fulfil(route, answer)


async def _shows(page: Page, selector: str | None) -> bool:
    try:
        return selector is None or await page.query_selector(f"css={selector}") is not None
    except PlaywrightError:
        return True  # a selector that only lxml understands: nothing to wait for


async def _refuse(route: Route) -> None:
    await route.abort("blockedbyclient")


async def _hang_up(socket: WebSocketRoute) -> None:
    await socket.close()


async def _fulfil(route: Route, answer: Response) -> None:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in answer.headers.items()
    }
    kept = {name: value for name, value in headers.items() if name not in _OFF}
    await route.fulfill(status=answer.status, headers=kept, body=answer.body)


def _is_passed_on(name: str) -> bool:
    return name not in _OURS and not name.startswith(("sec-", "proxy-", "if-"))
