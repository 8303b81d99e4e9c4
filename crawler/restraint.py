"""What is not asked though it was planned: what the stop list holds, and hosts that asked to be left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.utils.httpobj import urlparse_cached

from crawler.crawl import HostPause
from crawler.guard import NotAsked
from crawler.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

FIRST_PAUSE = timedelta(minutes=15)  # for a host that names no time; doubled each time it says so again
LONGEST_PAUSE = timedelta(days=1)
MANY_503 = 2  # addresses of one host: one alone may be a page that is broken

host_paused = object()  # the signal that a host asked for a pause: `pause`, a HostPause


class Restraint:
    """Hold back what the stop list names, and after 429 or 503 (Retry-After) all further requests to that host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stop_list = tuple(crawler.settings["CITYDESK_STOP_LIST"] or ())
        self._now: datetime | None = crawler.settings["CITYDESK_NOW"]
        self._times = dict(crawler.settings["CITYDESK_PAUSES"] or {})
        self._paused: dict[str, datetime] = {}
        self._overloaded: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Restraint:
        """Build it with the crawl's settings, as Scrapy asks."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Hold a request back; every redirect comes through here too."""
        if entry := stopped_by(request.url, self._stop_list):
            raise NotAsked("refused", f"the stop list holds {entry}")
        if until := self._paused.get(urlparse_cached(request).hostname or ""):
            raise NotAsked("put off", f"the host asked for a pause until {until:%Y-%m-%d %H:%M} UTC")

    def process_response(self, request: Request, response: Response) -> Response:
        """Note a host that has enough of us."""
        host = urlparse_cached(request).hostname or ""
        if response.status in (429, 503) and host not in self._paused:
            self._overloaded[host] += 1
            told = (response.headers.get("Retry-After") or b"").decode("latin-1")
            if response.status == 429 or told or self._overloaded[host] >= MANY_503:
                self._pause(host, told)
        return response

    def _pause(self, host: str, retry_after: str) -> None:
        times = self._times.get(host, 0) + 1
        now = self._now or datetime.now(UTC)
        self._paused[host] = now + pause_for(retry_after, times, now)
        pause = HostPause(host=host, until=self._paused[host], times=times)
        self._crawler.signals.send_catch_log(host_paused, pause=pause)


def pause_for(retry_after: str, times: int, now: datetime) -> timedelta:
    """Return how long a host is left alone: as it says (RFC 9110, 10.2.3: seconds or a date), a day at most.

    One that says nothing readable gets a quarter of an hour, doubled each further time in a row.
    """
    words = retry_after.strip()
    if words.isascii() and words.isdecimal():
        return min(timedelta(seconds=int(words[:9])), LONGEST_PAUSE)
    try:
        told = parsedate_to_datetime(words) if words else None
    except (ValueError, OverflowError):
        told = None
    if told is not None:
        aware = told if told.tzinfo else told.replace(tzinfo=UTC)
        return min(max(aware - now, timedelta(0)), LONGEST_PAUSE)
    doubled: int = 2 ** min(times - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def stopped_by(url: str, stop_list: Sequence[str]) -> str | None:
    """Return the entry of a stop list that an address falls under: a host with its subdomains, or a beginning."""
    host = host_of(url)
    for entry in stop_list:
        if url.startswith(entry) if "/" in entry else host == entry or host.endswith(f".{entry}"):
            return entry
    return None
