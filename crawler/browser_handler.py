"""A listing page that was fetched → the page that its scripts make of it, by scrapy-playwright."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
from collections.abc import Iterator
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.browser import SECONDS
from crawler.browser_visit import Visit
from crawler.wire import BoundedHandler

MAX_PROCESS_BYTES = 2 << 30  # of data, for each process of the browser
PAGES_AT_ONCE = 2
START_SECONDS = 60.0  # for the browser; a slow machine takes ten
LAST_SECONDS = 5.0  # for a page to close; after that the whole browser is closed


class BrowserHandler(BoundedHandler, ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # untyped
    """Scrapy's bounded handler; for a request with `in_browser`, the answer that it carries, after its scripts ran.

    The browser asks nobody: each request of the page is answered by a Visit, which has the crawler fetch it by all
    its rules. It starts with the first page that needs it. Private names of scrapy-playwright are used, so it is
    pinned.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.config.target_closed_max_retries = 0  # a page that crashed would crash again
        self._seconds = crawler.settings.getfloat("CITYDESK_BROWSER_SECONDS")
        self._max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._starting = asyncio.Lock()
        self._few = asyncio.Semaphore(PAGES_AT_ONCE)
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # what fails is an outcome

    async def _maybe_launch_in_thread(self) -> None:
        """Do nothing when the crawl begins."""

    async def download_request(self, request: Request) -> Response:
        """Return what a page shows in the end; DownloadTimeoutError, DownloadCancelledError, DownloadFailedError."""
        if "in_browser" not in request.meta:
            return await super().download_request(request)
        try:
            async with self._few:
                await self._begun()
                return await asyncio.wait_for(self._shown(request), self._seconds)
        except (TimeoutError, PlaywrightTimeoutError) as error:
            raise DownloadTimeoutError("the page's scripts came to no end") from error
        except PlaywrightError as error:
            raise DownloadFailedError(f"the browser says: {error.message.splitlines()[0]}") from None
        except RuntimeError:  # scrapy-playwright's word for a download, which is refused
            raise DownloadFailedError("the page hands out a file") from None
        finally:
            await self._let_go(request.meta.get("playwright_context", ""))

    async def _begun(self) -> None:
        async with self._starting:
            if not hasattr(self, "browser_provider"):
                with _less_memory():
                    await self._launch()
        await asyncio.wait_for(self._maybe_launch_browser(), START_SECONDS)

    async def _shown(self, request: Request) -> Response:
        assert self._crawler.engine is not None
        answer: Response = request.meta["in_browser"]
        language = (request.headers.get("Accept-Language") or b"").decode("ascii")
        visit = Visit(answer, self._crawler.engine.download_async, language, self._max_bytes)
        shown_by = {
            "playwright": True,
            "playwright_context": f"{id(request)} {answer.url}",  # its own: nothing of one page is left to another
            "playwright_context_kwargs": _context(self._crawler.settings["USER_AGENT"], language),
            "playwright_page_init_callback": visit.begin,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_page_methods": [PageMethod(visit.wait, request.meta["wait_for"], self._seconds / SECONDS)],
        }
        request.meta.update(shown_by)
        return await super().download_request(request)

    async def _let_go(self, name: str) -> None:
        """Close what a page was shown in; the browser, where that can't be had."""
        wrapper = self.context_wrappers.get(name)
        if wrapper is None:
            return
        try:
            await asyncio.wait_for(wrapper.context.close(), LAST_SECONDS)
        except (TimeoutError, PlaywrightError):
            with contextlib.suppress(TimeoutError, PlaywrightError):
                await asyncio.wait_for(self.browser.close(), LAST_SECONDS)


def _context(user_agent: str, language: str) -> dict[str, Any]:
    return {
        "user_agent": user_agent,
        "locale": language.partition(",")[0] or None,
        "accept_downloads": False,
        "service_workers": "block",
        "viewport": {"width": 1280, "height": 2000},
    }


@contextlib.contextmanager
def _less_memory() -> Iterator[None]:
    """Have the processes that are started inside take no more memory than they may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_PROCESS_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
