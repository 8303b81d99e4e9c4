"""What a crawl is asked (CrawlPlan) and what it tells (events), as JSON between two processes."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from crawler.article import Listed, Page, Source
from crawler.urls import canonical_url, is_same_site

Outcome = Literal["ok", "unchanged", "gone", "refused", "blocked", "broken", "timed out", "parse failed", "put off"]
Validators = tuple[str | None, str | None]  # ETag, Last-Modified, as the server wrote them

MAX_LISTED = 1_000  # articles of one answer; a whole site's sitemap is no news list


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlLimits:
    """How far a crawl may go, and how it names itself."""

    user_agent: str  # "product/version (+address)"; the product is what robots.txt is asked for
    delay_seconds: float = 1.0  # between two requests to one host, varied by half
    timeout_seconds: float = 20.0  # for one whole answer, however it trickles
    max_bytes: int = 8 << 20  # of one answer, unpacked
    max_pages_per_source: int = 20  # new articles; what is over stays listed
    max_seconds: float = 3_600.0  # for the whole crawl; what is unfinished then has no event
    max_list_pages: int = 3  # pages of one list that are read back, as long as most on them is new
    allow_loopback: bool = False  # for demo and tests: 127.0.0.0/8, ::1 and *.localhost, on any port
    browser: str | None = None  # the program for listings in JavaScript; None = the Chromium on the PATH
    stop_list: tuple[str, ...] = ()  # hosts with their subdomains, beginnings of addresses: never asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An article's page to fetch, whether or not its source lists it."""

    url: str
    source: str  # key


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """A robots.txt as it was read."""

    origin: str  # scheme, host and port
    status: int
    text: str  # "" where there is none
    fetched_at: datetime | None = None  # None = now

    def to_json(self) -> str:
        """Return the event as one line without its end."""
        return json.dumps({"event": "robots read", **_plain(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPause:
    """A host's wish to be left alone."""

    host: str
    until: datetime  # aware, UTC
    times: int  # in a row that it said so

    def to_json(self) -> str:
        """Return the event as one line without its end."""
        return json.dumps({"event": "host paused", **_plain(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """All that one crawl needs to know."""

    sources: tuple[Source, ...] = ()
    visits: tuple[Visit, ...] = ()
    known: tuple[str, ...] = ()  # canonical addresses that are fetched only as visits
    validators: Mapping[str, Validators] = field(default_factory=dict)  # by address as asked for
    moves: Mapping[str, str] = field(default_factory=dict)  # where visits have moved for good: asked there
    robots: tuple[RobotsCopy, ...] = ()  # not older than a day: not asked for again
    pauses: tuple[HostPause, ...] = ()  # that are over, of hosts that have not answered well since
    limits: CrawlLimits
    now: datetime | None = None  # stamped on every page; None = the machine's clock

    def to_json(self) -> str:
        """Return the plan as one JSON document."""
        return json.dumps(_plain(self))

    @classmethod
    def from_json(cls, text: str) -> CrawlPlan:
        """Return the plan that `to_json` wrote; ValueError when it is none."""
        try:
            plain = json.loads(text)
            return cls(
                sources=tuple(Source(**source) for source in plain["sources"]),
                visits=tuple(Visit(**visit) for visit in plain["visits"]),
                known=tuple(plain["known"]),
                validators={url: (etag, modified) for url, (etag, modified) in plain["validators"].items()},
                moves=dict(plain["moves"]),
                robots=tuple(_robots(copy) for copy in plain["robots"]),
                pauses=tuple(_pause(pause) for pause in plain["pauses"]),
                limits=CrawlLimits(**{**plain["limits"], "stop_list": tuple(plain["limits"]["stop_list"])}),
                now=_time(plain["now"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no crawl plan: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRead:
    """One answer of a source, or the reason there is none."""

    source: str  # key
    url: str  # as asked for; the key of its validators
    part: int = 0  # 0 = the source itself; 1, 2, … = a sitemap it names, or a further page
    outcome: Outcome
    reason: str = ""
    page: Page | None = None  # with outcome "ok" and "parse failed"
    listed: tuple[Listed, ...] = ()  # canonical addresses, each once, newest first
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # the address it has permanently moved to, by its host's word (301, 308)

    def to_json(self) -> str:
        """Return the event as one line without its end."""
        return json.dumps({"event": "source read", **_plain(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """The answer for one article's address, or the reason there is none."""

    source: str  # key
    url: str  # as asked for; the key of its validators
    outcome: Outcome
    reason: str = ""
    page: Page | None = None  # with outcome "ok"
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # the address it has permanently moved to, by its host's word (301, 308)

    def to_json(self) -> str:
        """Return the event as one line without its end."""
        return json.dumps({"event": "page read", **_plain(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlDone:
    """The last event. A crawl without it was cut off."""

    statistics: Mapping[str, int | float | str]

    def to_json(self) -> str:
        """Return the event as one line without its end."""
        return json.dumps({"event": "crawl done", **_plain(self)})


CrawlEvent = SourceRead | PageRead | RobotsCopy | HostPause | CrawlDone


def event_from_json(line: str | bytes) -> CrawlEvent:
    """Return the event that `to_json` wrote; ValueError when it is none."""
    try:
        plain = json.loads(line)
        kind = plain.pop("event")
        if kind == "crawl done":
            return CrawlDone(**plain)
        if kind == "robots read":
            return _robots(plain)
        if kind == "host paused":
            return _pause(plain)
        plain["page"] = _page(plain["page"])
        if kind == "page read":
            return PageRead(**plain)
        if kind == "source read":
            return SourceRead(**{**plain, "listed": tuple(_listed(entry) for entry in plain["listed"])})
    except (KeyError, TypeError, AttributeError, zlib.error, binascii.Error) as error:
        raise ValueError(f"this is no crawl event: {error!r}") from error
    raise ValueError(f"this is no crawl event: {kind!r}")


def read_events(lines: Iterable[bytes]) -> Iterator[CrawlEvent]:
    """Yield the events of a crawl's output; a last line that was cut off by a kill is left out."""
    for line in lines:
        if line.endswith(b"\n"):
            yield event_from_json(line)


def outcome_of(status: int, *, is_conditional: bool) -> tuple[Outcome, str]:
    """Return what an HTTP status means for a crawl, and the reason where it isn't "ok"."""
    if 200 <= status < 300:
        return "ok", ""
    if status == 304 and is_conditional:
        return "unchanged", ""
    if status in (404, 410):
        return "gone", f"answered {status}"
    if status in (401, 403, 429, 451):
        return "blocked", f"answered {status}"
    return "broken", f"answered {status}"


def sift(listed: Iterable[Listed], source: Source) -> tuple[Listed, ...]:
    """Return what of a source's list can be followed: canonical, each once, newest first, at most MAX_LISTED.

    Listings and sitemaps speak for their own site only; feeds and APIs may point anywhere. Without dates the
    source's own order stays.
    """
    own = canonical_url(source.url)
    is_tied = source.kind in ("listing", "sitemap")
    kept: dict[str, Listed] = {}
    for entry in listed:
        url = canonical_url(entry.url)
        if url is None or url == own or url in kept or (is_tied and not is_same_site(url, source.url)):
            continue
        kept[url] = replace(entry, url=url)
    return tuple(sorted(kept.values(), key=_age)[:MAX_LISTED])


def _age(entry: Listed) -> float:
    when = entry.published or entry.updated
    return -when.timestamp() if when else 0.0


def _plain(value: Any) -> Any:
    """Return a noun as what JSON has: bodies as Base64 of zlib, times as ISO 8601."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, bytes):
        return base64.b64encode(zlib.compress(value, 1)).decode("ascii")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def _page(plain: dict[str, Any] | None) -> Page | None:
    if plain is None:
        return None
    body = zlib.decompress(base64.b64decode(plain["body"]))
    headers = tuple((name, value) for name, value in plain["headers"])
    fetched_at = datetime.fromisoformat(plain["fetched_at"])
    return Page(**{**plain, "body": body, "headers": headers, "fetched_at": fetched_at})


def _listed(plain: dict[str, Any]) -> Listed:
    times = {name: _time(plain[name]) for name in ("published", "updated")}
    return Listed(**{**plain, **times, "categories": tuple(plain["categories"])})


def _robots(plain: dict[str, Any]) -> RobotsCopy:
    return RobotsCopy(**{**plain, "fetched_at": _time(plain["fetched_at"])})


def _pause(plain: dict[str, Any]) -> HostPause:
    return HostPause(**{**plain, "until": datetime.fromisoformat(plain["until"])})


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
