"""robots.txt as RFC 9309 wants it: read once a day and origin, all requests wait for it, Crawl-delay is kept."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from protego import Protego
from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawl import RobotsCopy
from crawler.guard import NotAsked
from crawler.politeness import MIN_DELAY_SECONDS, explain

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_CRAWL_DELAY_SECONDS = 30.0  # a longer Crawl-delay is meant for other robots, or a mistake
MAX_ROBOTS_BYTES = 512 << 10  # RFC 9309, 2.5, asks for at least 500 KiB

robots_read = object()  # the signal that a robots.txt was read: `copy`, a RobotsCopy

_AGENT_LINE = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


class Robots:
    """Obey robots.txt: the copy of the last day if the plan has one, else as it is now.

    Scrapy 2.19's own middleware lets through all but one of the requests that wait for the same robots.txt
    (Deferred.asFuture turns the result into None for the others, and None means "allowed"), and allows
    everything when the file can't be read. Here all wait for one task, 4xx allows and 5xx or no answer
    disallows, as RFC 9309 (2.3.1) has it. An answer that disallows for want of rules is not kept.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._product = str(crawler.settings["USER_AGENT"]).partition("/")[0].strip()
        self._delay_seconds = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._copies: dict[str, RobotsCopy] = dict(crawler.settings["CITYDESK_ROBOTS"] or {})
        self._rules: dict[str, asyncio.Future[Protego | NotAsked]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Build it with the crawl's settings, as Scrapy asks."""
        robots = cls(crawler)
        crawler.signals.connect(robots._rest, signal=signals.response_downloaded)
        return robots

    async def process_request(self, request: Request) -> None:
        """Wait for the host's rules; NotAsked when they, or the lack of them, forbid the request."""
        parts = urlparse_cached(request)
        request.meta["download_slot"] = self._slot(parts.hostname or "", is_part=bool(request.meta.get("is_part")))
        if request.meta.get("is_robots"):
            return
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin))
        rules = await asyncio.shield(self._rules[origin])
        if isinstance(rules, NotAsked):
            raise NotAsked(rules.outcome, rules.reason)
        if not rules.can_fetch(request.url, self._product):
            raise NotAsked("refused", "robots.txt disallows it")
        self._slow_down(parts.hostname or "", rules.crawl_delay(self._product))

    def _slot(self, host: str, *, is_part: bool) -> str:
        """Return where a request waits: with all of its host (a redirect would keep the first host's place).

        What a page in a browser asks for comes one after the other too, without pauses: it is part of one visit, which
        holds its host's place as long as it lasts.
        """
        if not is_part:
            return host
        assert self._crawler.engine is not None
        place = f"{host}, for a browser"
        self._crawler.engine.downloader.per_slot_settings.setdefault(place, {"delay": MIN_DELAY_SECONDS, "jitter": 0.0})
        return place

    async def _read(self, origin: str) -> Protego | NotAsked:
        if copy := self._copies.get(origin):
            return self._parsed(copy)
        request = Request(
            f"{origin}/robots.txt", meta={"is_robots": True}, callback=NO_CALLBACK, dont_filter=True, priority=100
        )
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever kept the rules from us, nothing may be fetched without them
            outcome, reason = explain(error)
            return NotAsked(outcome, reason if isinstance(error, NotAsked) else f"robots.txt: {reason}")
        if response.status >= 500 or response.status == 429:
            return NotAsked("broken", f"robots.txt answered {response.status}, so nothing may be fetched")
        copy = _copy(origin, response)
        self._crawler.signals.send_catch_log(robots_read, copy=copy)
        return self._parsed(copy)

    def _parsed(self, copy: RobotsCopy) -> Protego:
        return Protego.parse(relevant_groups(copy.text, self._product))

    def _slow_down(self, host: str, crawl_delay_seconds: float | None) -> None:
        """Apply a host's Crawl-delay to its slot and to the slots that may replace it."""
        if not crawl_delay_seconds or crawl_delay_seconds <= self._delay_seconds:
            return
        seconds = min(crawl_delay_seconds, MAX_CRAWL_DELAY_SECONDS)
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": seconds, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, seconds), 0.0

    def _rest(self, request: Request) -> None:
        """Let a host's delay begin when its answer is complete.

        Scrapy's begins with the request: a host that is slow under its load would be asked again at once.
        """
        assert self._crawler.engine is not None
        if slot := self._crawler.engine.downloader.slots.get(request.meta["download_slot"]):
            slot.lastseen = time.monotonic()


def relevant_groups(text: str, product: str) -> str:
    """Return a robots.txt in which all robots but `*` and our own are one.

    A name is ours when it is our product token (RFC 9309, 2.2.1); Protego would take its first letters too.
    And Protego copies every rule of a group to each robot it names: 18,000 names over 28,000 rules fit in
    512 KiB and would take minutes.
    """
    kept: list[str] = []
    names: set[str] = set()
    for line in text.splitlines():
        found = _AGENT_LINE.match(line)
        if not found:
            if line.strip():
                names = set()
            kept.append(line)
            continue
        name = found[1].partition("/")[0].strip().lower()
        name = name if name in ("*", product.lower()) else "another"
        if name not in names:
            names.add(name)
            kept.append(f"user-agent: {name}")
    return "\n".join(kept)


def _copy(origin: str, response: Response) -> RobotsCopy:
    """Return what is kept of a robots.txt; of an answer that is none (4xx, a redirect), that there are no rules."""
    is_read = 200 <= response.status < 300
    body = response.body[:MAX_ROBOTS_BYTES] if is_read else b""
    return RobotsCopy(origin=origin, status=response.status, text=body.decode("utf-8-sig", errors="replace"))
