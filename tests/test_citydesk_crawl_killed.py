"""A crawl that is killed at random moments loses no article, and no validator makes one invisible."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from citydesk.archive import Archive
from citydesk.archive.articles import all_articles
from citydesk.pipeline.crawl import crawl
from citydesk.pipeline.extracting import extract_pages
from citydesk.progress import hide
from crawler.article import Source
from tests.conftest import trials
from tests.fakes import keep_prior
from tests.small_web import LOCAL, Asked, SmallWeb, Told, html, rss, small_web

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 16, 11, tzinfo=UTC)
STORIES = 8
LONG = "The city council has approved the extension of the tram to the harbour, with six new stops. " * 3


class Site:
    """Two hosts with a feed each, everything with ETags; `edition` changes a feed entry and an article."""

    def __init__(self) -> None:
        self.edition = 0
        self.web: SmallWeb | None = None

    def answer(self, asked: Asked) -> Told | None:
        assert self.web is not None
        if asked.path == "/robots.txt":
            return None
        count = STORIES + self.edition
        if asked.path == "/feed":
            told = rss(*((self.web.url(asked.host, f"/{n}"), f"Decision number {n}", "", "") for n in range(count)))
        else:
            text = f"{LONG} This was decision number {asked.path}" + (" as amended." if self.edition else ".")
            told = html(f"Decision number {asked.path.strip('/')}", text)
        etag = f'"{hashlib.sha256(str(told.body).encode()).hexdigest()[:12]}"'
        if asked.headers.get("If-None-Match") == etag:
            return Told(status=304, headers={"ETag": etag})
        return Told(body=told.body, headers={**told.headers, "ETag": etag})


def run(path: Path, sources: list[Source], now: datetime) -> None:
    with Archive(path) as archive:
        crawl(archive, sources, LOCAL, lambda: now, hide)


def run_until_killed(path: Path, sources: list[Source], seconds: float) -> None:
    """Crawl in a forked process and kill it, and it alone, after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            run(path, sources, NOW)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def texts(path: Path) -> dict[str, tuple[int, str]]:
    """Return the version and text of each article, by its path."""
    with Archive(path) as archive:
        extract_pages(archive, keep_prior, hide)
        return {one.url.partition(".localhost")[0] + "/" + one.url.rpartition("/")[2]: (one.version, one.text)
                for one in all_articles(archive)}  # fmt: skip


def test_crawl_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    site = Site()
    with small_web(site.answer) as web:
        site.web = web
        sources = [
            Source(key=host, name=host, url=web.url(host, "/feed"), kind="feed", owner="partner", language="en")
            for host in ("north", "south")
        ]
        began = time.monotonic()
        run(tmp_path / "whole.sqlite", sources, NOW)
        whole_seconds = time.monotonic() - began
        expected = texts(tmp_path / "whole.sqlite")
        assert len(expected) == 2 * STORIES
        chance = random.Random(20261127)
        for trial in range(trials(3, 50)):
            path = tmp_path / f"{trial}.sqlite"
            site.edition = 0
            run_until_killed(path, sources, chance.uniform(0.2, 1.0) * whole_seconds)
            run(path, sources, NOW + timedelta(minutes=1))
            assert texts(path) == expected, trial
            site.edition = 1  # what was killed away must not be hidden behind a 304 now
            run(path, sources, NOW + timedelta(hours=1))
            after = texts(path)
            assert len(after) == 2 * (STORIES + 1), trial
            assert {version for version, _ in after.values()} == {1, 2}, trial
            assert sum(text.endswith("as amended.") for _, text in after.values()) == len(after), trial
