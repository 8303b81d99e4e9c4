"""Sources → pages in the archive: plans a crawl, runs it in a child process, commits what it tells as it comes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import citydesk
from citydesk.archive import Archive, crawling
from citydesk.archive.source_history import save_states
from citydesk.errors import CitydeskError, ConfigError
from citydesk.pipeline.health import judge_sources
from citydesk.progress import Progress
from citydesk.service_models import Crawl
from crawler.article import Source
from crawler.crawl import CrawlDone, CrawlLimits, CrawlPlan, PageRead, SourceRead, read_events

Clock = Callable[[], datetime]


def crawl(archive: Archive, sources: Sequence[Source], settings: Crawl, clock: Clock, progress: Progress) -> int:
    """Crawl the enabled ones of `sources`; return how many requests were made.

    Raise ConfigError without a contact address, CitydeskError when the child process dies. What came before is kept.
    """
    asked = [source for source in sources if source.is_enabled]
    crawling.save_sources(archive, sources)
    plan = make_plan(archive, asked, settings, clock())
    number = crawling.begin_crawl(archive, clock())
    requests = 0
    with _child(plan) as child, progress("crawl", None) as tick:
        assert child.stdout is not None
        for event in read_events(child.stdout):
            if isinstance(event, CrawlDone):
                crawling.end_crawl(archive, number, clock())
                save_states(archive, judge_sources(archive, clock()), clock())
            elif isinstance(event, SourceRead | PageRead) and event.outcome != "put off":
                at = event.page.fetched_at if event.page else clock()
                crawling.save_event(archive, number, event, at)
                requests += 1
                tick(1)
    if child.returncode:
        raise CitydeskError(f"the crawl ended early (exit code {child.returncode}); run it again, nothing is lost")
    return requests


def make_plan(archive: Archive, sources: Sequence[Source], settings: Crawl, now: datetime) -> CrawlPlan:
    """Return what the child needs to know: sources, addresses due, addresses known, validators, limits."""
    keys = [source.key for source in sources]
    return CrawlPlan(
        sources=tuple(sources),
        visits=crawling.visits_due(
            archive, keys, now - timedelta(days=settings.recheck_days), settings.max_pages_per_source
        ),
        known=crawling.known_addresses(archive, keys),
        validators=crawling.load_validators(archive),
        limits=CrawlLimits(
            user_agent=user_agent(settings),
            delay_seconds=settings.delay_seconds,
            timeout_seconds=settings.timeout_seconds,
            max_bytes=settings.max_bytes,
            max_pages_per_source=settings.max_pages_per_source,
            allow_loopback=settings.allow_loopback,
        ),
        now=now,
    )


def user_agent(settings: Crawl) -> str:
    """Return how the crawler names itself: product, version and whom to reach. Raise ConfigError without a contact."""
    if not settings.contact and not settings.allow_loopback:
        raise ConfigError("service.toml: [crawl] contact: is missing; write the address where webmasters reach you")
    return f"{settings.user_agent_name}/{citydesk.__version__} (+{settings.contact or 'this machine only'})"


class _child:  # noqa: N801 - reads as the word it is
    """The crawl's process: fed with its plan, killed if we leave early."""

    def __init__(self, plan: CrawlPlan) -> None:
        self.plan = plan

    def __enter__(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "crawler.spider"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        assert self.process.stdin is not None
        self.process.stdin.write(self.plan.to_json().encode())
        self.process.stdin.close()
        return self.process

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.process.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process.wait()
