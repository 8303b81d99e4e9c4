"""A year of a town's feed, replayed through a real server as one crawl a snapshot → what was kept, asked and spared.

The server answers the feed and a page for each of its entries, with ETags, as they were at each snapshot.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from citydesk.archive import Archive
from citydesk.archive.articles import all_articles
from citydesk.archive.looks import looks_at
from citydesk.pipeline.crawl import crawl
from citydesk.pipeline.extracting import extract_pages
from citydesk.progress import hide
from crawler.article import Listed, Source
from crawler.feeds import parse_feed
from crawler.interval import interval, next_look
from nlp.language import LanguageIdentifier
from tests.small_web import LOCAL, Asked, SmallWeb, Told, small_web

ZONE = ZoneInfo("Europe/Berlin")
SITE = "https://www.salzkotten.de"


@dataclass(kw_only=True)
class Town:
    """The town's site as it is at one snapshot, and what it spared its visitor."""

    feed: bytes = b""
    pages: dict[str, bytes] = field(default_factory=dict)  # by path
    given: dict[str, str] = field(default_factory=dict)  # path → the ETag that was given out last
    full: int = 0
    spared: int = 0  # answered 304
    wasted: int = 0  # answered whole though it had not changed

    def answer(self, asked: Asked) -> Told | None:
        """Answer the feed and its entries' pages, 304 where the visitor has what is there."""
        body = self.feed if asked.path == "/feed.xml" else self.pages.get(asked.path)
        if body is None:
            return None
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("If-None-Match") == etag:
            self.spared += 1
            return Told(status=304, headers={"ETag": etag})
        self.full += 1
        self.wasted += self.given.get(asked.path) == etag
        self.given[asked.path] = etag
        kind = "application/rss+xml" if asked.path == "/feed.xml" else "text/html; charset=utf-8"
        return Told(body=body, headers={"ETag": etag, "Content-Type": kind})

    def become(self, snapshot: bytes, site: str) -> None:
        """Take on the state of a snapshot; what left the feed keeps its page."""
        self.feed = snapshot.replace(SITE.encode(), site.encode())
        for entry in parse_feed(self.feed, f"{site}/feed.xml").listed:
            parts = urlsplit(entry.url)
            self.pages[f"{parts.path}{'?' if parts.query else ''}{parts.query}"] = _page(entry)


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of the set `salzkotten`."""
    if set_name in (None, "salzkotten"):
        figures, _ = replay(data)
        yield figures


def replay(data: Path, most: int | None = None) -> tuple[dict[str, object], list[tuple[datetime, float]]]:
    """Return the figures of a replay, and after each crawl when it was and the hours to the next look."""
    snapshots = _snapshots(data / "salzkotten_history.tar.xz")[:most]
    identify = LanguageIdentifier()
    curve: list[tuple[datetime, float]] = []
    town = Town()
    with small_web(town.answer) as web, tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "a") as archive:
        source = Source(key="salzkotten", name="Stadt Salzkotten", url=web.url("town", "/feed.xml"), kind="feed",
                        owner="partner", language="de")  # fmt: skip
        for now, body in snapshots:
            town.become(body, _site(web))
            crawl(archive, [source], LOCAL, lambda now=now: now, hide)  # type: ignore[misc]
            extract_pages(archive, identify, hide)
            curve.append((now, _hours(archive, source, now)))
        found = all_articles(archive)
        versions = int(archive.value("SELECT count(*) FROM versions"))
    listed = _texts(snapshots)
    hours = sorted(value for _, value in curve)
    return {
        "set": "salzkotten",
        "crawls": len(snapshots),
        "articles": len(found),
        "listed": len(listed),
        "versions": versions,
        "texts_listed": sum(map(len, listed.values())),
        "whole_answers": town.full,
        "answers_304": town.spared,
        "wasted": town.wasted,
        "interval_hours_least": round(hours[0], 2),
        "interval_hours_median": round(hours[len(hours) // 2], 2),
        "interval_hours_most": round(hours[-1], 2),
    }, curve


def _snapshots(path: Path) -> list[tuple[datetime, bytes]]:
    """Return the snapshots with their times, in order; the time stands in the name."""
    found = []
    with tarfile.open(path, "r:xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file and (time := re.match(r"(\d{8}T\d{6})", PurePosixPath(member.name).name)):
                found.append((datetime.strptime(time[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC), file.read()))
    return sorted(found)


def _texts(snapshots: list[tuple[datetime, bytes]]) -> dict[str, set[tuple[str | None, str | None]]]:
    """Return the different titles and texts that the feed gave of each address."""
    texts: dict[str, set[tuple[str | None, str | None]]] = {}
    for _, body in snapshots:
        for entry in parse_feed(body, f"{SITE}/feed.xml").listed:
            texts.setdefault(entry.url, set()).add((entry.title, entry.text))
    return texts


def _page(entry: Listed) -> bytes:
    title, text = escape(entry.title or ""), escape(entry.text or "")
    head = f"<html lang='de'><head><meta charset='utf-8'><title>{title}</title></head>"
    return f"{head}<body><main><h1>{title}</h1><p>{text}</p></main></body></html>".encode()


def _hours(archive: Archive, source: Source, now: datetime) -> float:
    """Return the hours from a crawl to the next look at the source, the night included."""
    known = looks_at(archive, source.key, now)
    due = next_look(source.key, now, interval(known.arrivals, now, known.failures), ZONE, now)
    return (due - now) / timedelta(hours=1)


def _site(web: SmallWeb) -> str:
    return web.url("town", "").rstrip("/")
