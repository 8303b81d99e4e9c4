"""Limits of a crawl → Scrapy's settings, robots.txt as RFC 9309 wants it, and words for what went wrong."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

from protego import Protego
from scrapy import Request, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawl import CrawlLimits, Outcome
from crawler.guard import GuardedResolver, GuardMiddleware, NotAsked
from crawler.wire import BoundedHandler

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ACCEPT = "text/html, application/xhtml+xml, application/xml, application/feed+json, application/json, */*;q=0.8"
MAX_CRAWL_DELAY_SECONDS = 30.0  # a longer Crawl-delay is meant for other robots, or a mistake
# Without any delay Scrapy 2.19 starts all requests that wait in a host's queue: it takes them out in one loop,
# and counts each as running only once its coroutine has begun.
MIN_DELAY_SECONDS = 0.01
MAX_REDIRECTS = 5
MAX_ROBOTS_BYTES = 512 << 10  # RFC 9309, 2.5, asks for at least 500 KiB

_AGENT_LINE = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_WORDS: tuple[tuple[type[Exception], Outcome, str], ...] = (
    (DownloadTimeoutError, "timed out", "no whole answer in time"),
    (DownloadCancelledError, "broken", "the answer is too large"),
    (CannotResolveHostError, "broken", "the host's name is not known"),
    (DownloadConnectionRefusedError, "broken", "the host refuses connections"),
    (ResponseDataLossError, "broken", "the answer was cut off"),
)


def scrapy_settings(limits: CrawlLimits) -> dict[str, Any]:
    """Return Scrapy's settings for a crawl within these limits: its unsafe defaults off, our guards in place."""
    return {
        "USER_AGENT": limits.user_agent,
        # Scrapy would ask every city for English; the spider asks for the source's own language.
        "DEFAULT_REQUEST_HEADERS": {"Accept": ACCEPT, "Accept-Language": "*"},
        "CITYDESK_ALLOW_LOOPBACK": limits.allow_loopback,
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "ROBOTSTXT_OBEY": False,  # its middleware has a race (see Robots); ours takes its place
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            Robots: 100,
            GuardMiddleware: 900,
        },
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https"), BoundedHandler),
            **dict.fromkeys(("file", "data", "s3", "ftp")),
        },
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "HTTPPROXY_ENABLED": False,  # a proxy from the environment would connect past the guard
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "REFERRER_POLICY": "same-origin",
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": max(limits.delay_seconds, MIN_DELAY_SECONDS),
        "DOWNLOAD_TIMEOUT": limits.timeout_seconds,
        "DOWNLOAD_MAXSIZE": limits.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "RETRY_TIMES": 1,
        # 429 and 503 ask for fewer requests, and a timeout has cost enough: both wait for the next crawl.
        "RETRY_HTTP_CODES": [408, 500, 502, 504, 522, 524],
        "RETRY_EXCEPTIONS": [
            CannotResolveHostError,
            DownloadConnectionRefusedError,
            DownloadFailedError,
            ResponseDataLossError,
        ],
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "HTTPERROR_ALLOW_ALL": True,  # every status is an outcome
        "URLLENGTH_LIMIT": 0,  # it drops requests silently; canonical_url has the limit
        "REACTOR_THREADPOOL_MAXSIZE": 20,  # look-ups wait here
        "LOGSTATS_INTERVAL": 0,
        "STATS_DUMP": False,
        "LOG_LEVEL": "WARNING",
    }


def explain(error: BaseException) -> tuple[Outcome, str]:
    """Return what a failed request means, in the words of an event."""
    if isinstance(error, NotAsked):
        return error.outcome, error.reason
    if isinstance(error, IgnoreRequest):
        is_bomb = "decompression" in str(error)
        return "broken", "the answer is too large" if is_bomb else clean(str(error))
    for kind, outcome, words in _WORDS:
        if isinstance(error, kind):
            return outcome, words
    causes = _causes(error)
    for cause in causes:
        if "SSL" in type(cause).__module__ or "service_identity" in type(cause).__module__:
            return "broken", clean(f"no trusted TLS connection: {cause}")
    if isinstance(error, DownloadFailedError):
        return "broken", clean(f"no readable answer: {causes[-1]}")
    return "broken", clean(f"{type(error).__name__}: {error}")


def clean(text: str) -> str:
    """Return text fit for a log or a page: one line of at most 300 characters, no control characters."""
    return _CONTROL.sub(" ", text).strip()[:300]


class Robots:
    """Obey robots.txt, read once per crawl and origin.

    Scrapy 2.19's own middleware lets through all but one of the requests that wait for the same robots.txt
    (Deferred.asFuture turns the result into None for the others, and None means "allowed"), and allows
    everything when the file can't be read. Here all wait for one task, 4xx allows and 5xx or no answer
    disallows, as RFC 9309 (2.3.1) has it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._product = str(crawler.settings["USER_AGENT"]).partition("/")[0].strip()
        self._delay_seconds = crawler.settings.getfloat("DOWNLOAD_DELAY")
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
        request.meta["download_slot"] = parts.hostname or ""  # a redirect would keep the first host's slot
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

    async def _read(self, origin: str) -> Protego | NotAsked:
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
        if not 200 <= response.status < 300:
            return Protego.parse("")
        text = response.body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", errors="replace")
        return Protego.parse(relevant_groups(text, self._product))

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


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error, what it was raised from, and what Twisted gathered inside, five levels deep."""
    found: list[BaseException] = []
    level: list[BaseException] = [error]
    for _ in range(5):
        found += level
        deeper = [cause for each in level if (cause := each.__cause__) is not None]
        deeper += [
            failure.value
            for each in level
            for failure in getattr(each, "reasons", ())
            if isinstance(getattr(failure, "value", None), BaseException)
        ]
        level = deeper[:10]
    return found
