"""A plan of a crawl → Scrapy's settings; an error → words for what went wrong."""

from __future__ import annotations

import re
from typing import Any

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.browser import browser_settings
from crawler.crawl import CrawlPlan, Outcome
from crawler.guard import GuardedResolver, GuardMiddleware, NotAsked
from crawler.wire import BoundedHandler

ACCEPT = "text/html, application/xhtml+xml, application/xml, application/feed+json, application/json, */*;q=0.8"
# Without any delay Scrapy 2.19 starts all requests that wait in a host's queue: it takes them out in one loop,
# and counts each as running only once its coroutine has begun.
MIN_DELAY_SECONDS = 0.01
MAX_REDIRECTS = 5

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_WORDS: tuple[tuple[type[Exception], Outcome, str], ...] = (
    (DownloadTimeoutError, "timed out", "no whole answer in time"),
    (DownloadCancelledError, "broken", "the answer is too large"),
    (CannotResolveHostError, "broken", "the host's name is not known"),
    (DownloadConnectionRefusedError, "broken", "the host refuses connections"),
    (ResponseDataLossError, "broken", "the answer was cut off"),
)


def scrapy_settings(plan: CrawlPlan) -> dict[str, Any]:
    """Return Scrapy's settings for a crawl: its unsafe defaults off, our guards in place."""
    limits = plan.limits
    browser = browser_settings(plan.sources, limits)
    handlers = dict.fromkeys(("http", "https"), BoundedHandler) | browser.pop("DOWNLOAD_HANDLERS", {})
    return {
        **browser,
        "USER_AGENT": limits.user_agent,
        # Scrapy would ask every city for English; the spider asks for the source's own language.
        "DEFAULT_REQUEST_HEADERS": {"Accept": ACCEPT, "Accept-Language": "*"},
        "CITYDESK_ALLOW_LOOPBACK": limits.allow_loopback,
        "CITYDESK_ROBOTS": {copy.origin: copy for copy in plan.robots},
        "CITYDESK_NOW": plan.now,
        "CITYDESK_STOP_LIST": limits.stop_list,
        "CITYDESK_PAUSES": {pause.host: pause.times for pause in plan.pauses},
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "ROBOTSTXT_OBEY": False,  # its middleware has a race (see robots.py); ours takes its place
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.restraint.Restraint": 90,
            "crawler.robots.Robots": 100,
            GuardMiddleware: 900,
        },
        "DOWNLOAD_HANDLERS": {
            **handlers,
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
