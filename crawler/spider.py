"""A CrawlPlan on standard input → one event a line on standard output: the process that crawls.

It is started by citydesk as `python -m crawler.spider`, and touches neither archive nor config.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from crawler.answer import SourceAnswer, conditions, first_address, read_source, unpack, validators_of
from crawler.article import Listed, Page, Source
from crawler.browser import browser_objection
from crawler.crawl import CrawlDone, CrawlEvent, CrawlPlan, HostPause, RobotsCopy, outcome_of, sift
from crawler.pipe import EventPipe
from crawler.politeness import clean, explain, scrapy_settings
from crawler.received import moved_to, page_of
from crawler.restraint import host_paused
from crawler.robots import robots_read
from crawler.tickets import Act, Ticket, Tickets
from crawler.urls import address_key, canonical_url, is_same_site

MAX_CHILD_SITEMAPS = 5
LARGE_BYTES = 100_000  # of a list: more than a tenth of a second to read
EXIT_NO_PLAN = 2

_FIRST, _THEN = 10, 0  # priorities: what sources list is known before the first article is fetched


class CitySpider(scrapy.Spider):
    """Fetch each source of a plan, then the new articles it lists, and tell every outcome."""

    name = "citydesk"

    def __init__(self, *, plan: CrawlPlan, tell: Callable[[CrawlEvent], None], end: Callable[[], None]) -> None:
        super().__init__()
        self._plan = plan
        self._tell = tell
        self._end = end
        self._tickets = Tickets(tell)
        self._languages = {source.key: source.language for source in plan.sources if source.language}
        self._known = frozenset(address_key(url) for url in plan.known)
        self._taken = set(self._known)
        needs_browser = any(source.needs_browser for source in plan.sources)
        self._no_browser = browser_objection(plan.limits.browser) if needs_browser else None
        self._pages: dict[str, int] = {}  # new articles asked for, by source

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> CitySpider:
        """Build it as Scrapy asks, and listen for what the middlewares find out, and for the end."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._finish, signal=signals.spider_closed)
        crawler.signals.connect(spider._robots_read, signal=robots_read)
        crawler.signals.connect(spider._host_paused, signal=host_paused)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield the requests that are planned before anything is known."""
        asyncio.get_running_loop().call_later(self._plan.limits.max_seconds, self._run_out_of_time)
        for source in self._plan.sources:
            for request in self._ask(source.key, first_address(source), read_as=source):
                yield request
        visits = {visit.url: visit for visit in self._plan.visits}
        self._taken.update(address_key(canonical_url(url) or url) for url in visits)
        for visit in visits.values():
            for request in self._ask(visit.source, visit.url):
                yield request

    def _ask(
        self, source: str, url: str, *, read_as: Source | None = None, part: int = 0, then: Act | None = None
    ) -> list[scrapy.Request]:
        """Return the request for an address, or tell at once why there is none; `then` follows what is told."""
        in_browser = read_as is not None and read_as.needs_browser
        # The page of a list that scripts make may stay as it is while the list does not: never ask for a 304.
        validators = (None, None) if in_browser else self._plan.validators.get(url, (None, None))
        ticket = Ticket(source=source, url=url, read_as=read_as, part=part, validators=validators, then=then)
        self._tickets.open(ticket)
        if canonical_url(url) is None:
            self._tickets.close(ticket, "refused", "not a web address we follow")
            return []
        if in_browser and self._no_browser:
            self._tickets.close(ticket, "broken", self._no_browser)
            return []
        return [
            scrapy.Request(
                self._plan.moves.get(url, url),
                callback=self._source_answered if read_as else self._page_answered,
                errback=self._failed,
                headers={**self._wishes(source), **conditions(validators)},
                priority=_FIRST if read_as else _THEN,
                dont_filter=True,  # Scrapy's filter drops silently; each address is asked for once as it is
                meta={"ticket": ticket},
            )
        ]

    def _wishes(self, source: str) -> dict[str, str]:
        language = self._languages.get(source)
        return {"Accept-Language": f"{language}, *;q=0.5"} if language else {}

    def _page_answered(self, response: Response) -> None:
        """Tell what came for an article's address."""
        ticket: Ticket = response.meta["ticket"]
        if self._is_well(ticket, response):
            page = page_of(response, ticket.url, ticket.source, self._plan.now or datetime.now(UTC))
            self._tickets.close(ticket, "ok", page=page, validators=validators_of(page), moved_to=moved_to(response))

    async def _source_answered(self, response: Response) -> list[scrapy.Request]:
        """Tell what a source lists, and return the requests that follow from it."""
        ticket: Ticket = response.meta["ticket"]
        source = ticket.read_as
        if source is None or not self._is_well(ticket, response):
            return []
        if source.needs_browser and "in_browser" not in response.meta and isinstance(response, HtmlResponse):
            return self._shown(ticket, source, response)
        page = page_of(response, ticket.url, ticket.source, self._plan.now or datetime.now(UTC))
        return await self._read(ticket, source, page, moved_to(response.meta.get("in_browser") or response))

    def _is_well(self, ticket: Ticket, response: Response) -> bool:
        """Tell whether there is something to read; else tell why not."""
        outcome, reason = outcome_of(response.status, is_conditional=any(ticket.validators))
        if outcome != "ok":
            validators = ticket.validators if outcome == "unchanged" else (None, None)
            self._tickets.close(ticket, outcome, reason, validators=validators, moved_to=moved_to(response))
        return outcome == "ok"

    def _shown(self, ticket: Ticket, source: Source, response: Response) -> list[scrapy.Request]:
        """Return the request for what a browser makes of an answer."""
        return [
            scrapy.Request(
                response.url,
                callback=self._source_answered,
                errback=self._failed,
                headers=self._wishes(source.key),
                priority=_FIRST,
                dont_filter=True,
                meta={
                    "ticket": ticket,
                    "in_browser": response,
                    "wait_for": source.link_selector,
                    "dont_retry": True,
                },
            )
        ]

    async def _read(self, ticket: Ticket, source: Source, page: Page, moved: str | None) -> list[scrapy.Request]:
        """Read a source's answer, tell what it lists, and return what follows from it.

        A large one is read beside the crawl: 50,000 addresses take seconds, in which every other answer would wait, and
        some be taken for late.
        """
        try:
            page = replace(page, body=unpack(page.body, self._plan.limits.max_bytes))
            read = partial(_told, page, source, ticket.part)
            answer = await asyncio.to_thread(read) if len(page.body) > LARGE_BYTES else read()
        except ValueError as error:
            return self._unread(ticket, page, clean(str(error)))
        except Exception as error:  # the answer is hostile by definition; it must cost no other source
            return self._unread(ticket, page, clean(f"{type(error).__name__}: {error}"))
        listed = answer.listed
        # The address of an index may stay unchanged while a sitemap it names does not: never ask it for a 304.
        validators = (None, None) if answer.children or source.needs_browser else validators_of(page)
        told: dict[str, Any] = {"page": page, "listed": listed, "validators": validators, "moved_to": moved}
        close = partial(self._tickets.close, ticket, "ok", **told)
        more = self._older(ticket, source, answer, listed, close)
        if not more:
            close()
        return [*more, *self._children(ticket, source, answer.children), *self._new_pages(source, listed)]

    def _unread(self, ticket: Ticket, page: Page, reason: str) -> list[scrapy.Request]:
        self._tickets.close(ticket, "parse failed", reason, page=page)
        return []

    def _children(self, ticket: Ticket, source: Source, children: tuple[str, ...]) -> list[scrapy.Request]:
        """Return the requests for the sitemaps of an index; an index inside an index is not followed."""
        if ticket.part:
            return []
        own = [url for url in dict.fromkeys(children) if is_same_site(url, source.url)]
        return [
            request
            for part, url in enumerate(own[:MAX_CHILD_SITEMAPS], start=1)
            for request in self._ask(source.key, url, read_as=source, part=part)
        ]

    def _older(
        self, ticket: Ticket, source: Source, answer: SourceAnswer, listed: tuple[Listed, ...], close: Act
    ) -> list[scrapy.Request]:
        """Return the request for the next page of a list, as long as most on this one is new.

        This page is told (`close`) only after the older ones: a crawl cut off between them would take it for known
        next time, and never ask for them.
        """
        new = sum(address_key(entry.url) not in self._known for entry in listed)
        is_last = ticket.part + 1 >= self._plan.limits.max_list_pages or 2 * new <= len(listed)
        if answer.older is None or is_last or not is_same_site(answer.older, source.url):
            return []
        return self._ask(source.key, answer.older, read_as=source, part=ticket.part + 1, then=close)

    def _new_pages(self, source: Source, listed: Iterable[Listed]) -> list[scrapy.Request]:
        requests = []
        for entry in listed:
            if self._pages.get(source.key, 0) >= self._plan.limits.max_pages_per_source:
                break
            if (key := address_key(entry.url)) not in self._taken:
                self._taken.add(key)
                self._pages[source.key] = self._pages.get(source.key, 0) + 1
                requests += self._ask(source.key, entry.url)
        return requests

    def _failed(self, failure: Failure) -> None:
        assert failure.value is not None
        outcome, reason = explain(failure.value)
        self._tickets.close(failure.request.meta["ticket"], outcome, reason)  # type: ignore[attr-defined]

    def _robots_read(self, copy: RobotsCopy) -> None:
        self._tell(replace(copy, fetched_at=self._plan.now or datetime.now(UTC)))

    def _host_paused(self, pause: HostPause) -> None:
        self._tell(pause)

    def _run_out_of_time(self) -> None:
        """End the crawl. Scrapy's own limit waits for all that is queued, at 30 s a request for a slow host."""
        self._finish(self, "out of time")
        self._end()

    def _finish(self, spider: scrapy.Spider, reason: str) -> None:
        """Tell the end. What a stopped crawl leaves unfinished is counted, and has no outcome."""
        if reason == "finished":
            self._tickets.close_all("broken", "the request was lost inside the crawler")
        stats = spider.crawler.stats.get_stats() if spider.crawler.stats else {}
        statistics: dict[str, int | float | str] = {"reason": reason, "unfinished": self._tickets.unfinished}
        statistics["requests"] = int(stats.get("downloader/request_count", 0))
        statistics["bytes"] = int(stats.get("downloader/response_bytes", 0))
        statistics |= {f"outcome {outcome}": count for outcome, count in sorted(self._tickets.outcomes.items())}
        self._tell(CrawlDone(statistics=statistics))


def _told(page: Page, source: Source, part: int) -> SourceAnswer:
    """Return what an answer says, of what it lists only what can be followed."""
    answer = read_source(page, source, part)
    return replace(answer, listed=sift(answer.listed, source))


def main() -> int:
    """Crawl the plan on standard input; 0 when the crawl came to its end, 2 when there is no plan."""
    pipe = EventPipe()
    try:
        plan = CrawlPlan.from_json(sys.stdin.buffer.read().decode("utf-8"))
    except ValueError as error:
        print(f"crawler: {clean(str(error))}", file=sys.stderr)
        return EXIT_NO_PLAN
    process = AsyncCrawlerProcess(scrapy_settings(plan))
    process.crawl(CitySpider, plan=plan, tell=pipe.tell, end=pipe.end)
    from twisted.internet import task  # the reactor must be the process's choice, made just above

    task.LoopingCall(pipe.stop_without_reader).start(1.0, now=False)
    process.start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
