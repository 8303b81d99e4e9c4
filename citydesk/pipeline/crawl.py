"""Sources → pages in the archive: plans a crawl, runs it in a child process, commits what it tells as it comes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import citydesk
from citydesk.archive import Archive, courtesy, crawling, looks, source_lists
from citydesk.archive.source_history import save_states
from citydesk.errors import CitydeskError, ConfigError
from citydesk.pipeline.due import Zones, due_sources
from citydesk.pipeline.evidence import let_go, recording
from citydesk.pipeline.health import judge_sources
from citydesk.progress import Progress
from citydesk.service_models import Crawl
from crawler.article import Source
from crawler.crawl import CrawlDone, CrawlEvent, CrawlLimits, CrawlPlan, HostPause, RobotsCopy, read_events
from crawler.urls import host_of

Clock = Callable[[], datetime]
EARLIEST = timedelta(hours=6)  # before an article is looked at again, in a crawl of what is due


def crawl(
    archive: Archive,
    sources: Sequence[Source],
    settings: Crawl,
    clock: Clock,
    progress: Progress,
    *,
    zones: Zones | None = None,
) -> int:
    """Crawl the enabled ones of `sources`, given `zones` only those that are due; return how many answers were stored.

    Raise ConfigError without a contact address, CitydeskError when the child process dies. What came before is kept.
    """
    asked = [source for source in sources if source.is_enabled]
    crawling.save_sources(archive, sources)
    plan = make_plan(archive, asked, settings, clock(), zones)
    if zones is not None and not plan.sources and not plan.visits:
        return 0
    number = crawling.begin_crawl(archive, clock())
    requests = 0
    kept = recording(archive, plan.sources, plan.now or clock())
    with kept as evidence, progress("crawl", None) as tick, closing(told_by(plan)) as events:
        for event in events:
            if isinstance(event, CrawlDone):
                evidence.keep(event, clock())
                crawling.end_crawl(archive, number, clock())
                save_states(archive, judge_sources(archive, clock()), clock())
            elif isinstance(event, RobotsCopy):
                courtesy.save_robots(archive, event, clock())
            elif isinstance(event, HostPause):
                courtesy.save_pause(archive, event)
            elif event.outcome != "put off":
                at = event.page.fetched_at if event.page else clock()
                crawling.save_event(archive, number, event, at, evidence.keep(event, at))
                requests += 1
                tick(1)
    if settings.keep_evidence_days:
        let_go(archive, clock() - timedelta(days=settings.keep_evidence_days))
    return requests


def told_by(plan: CrawlPlan) -> Generator[CrawlEvent, None, None]:
    """Run a plan in a child process, which is killed when this is closed early; yield what it tells.

    Raise CitydeskError when the process dies.
    """
    with _child(plan) as child:
        assert child.stdout is not None
        yield from read_events(child.stdout)
    if child.returncode:
        raise CitydeskError(f"the crawl ended early (exit code {child.returncode}); run it again, nothing is lost")


def limits_of(settings: Crawl) -> CrawlLimits:
    """Return how far a crawl may go, as config says."""
    return CrawlLimits(
        user_agent=user_agent(settings),
        delay_seconds=settings.delay_seconds,
        timeout_seconds=settings.timeout_seconds,
        max_bytes=settings.max_bytes,
        max_pages_per_source=settings.max_pages_per_source,
        max_list_pages=settings.max_list_pages,
        browser=settings.browser,
        stop_list=settings.stop_list,
        allow_loopback=settings.allow_loopback,
    )


def make_plan(
    archive: Archive, sources: Sequence[Source], settings: Crawl, now: datetime, zones: Zones | None = None
) -> CrawlPlan:
    """Return what the child needs to know: sources, addresses due, addresses known, validators, limits.

    Given `zones`, only the sources that are due, and of the articles those that are. Hosts that asked for a pause
    are left out until it is over.
    """
    pauses = courtesy.load_pauses(archive)
    paused = {pause.host for pause in pauses if pause.until > now}
    due = sources if zones is None else due_sources(archive, sources, zones, now)
    keys = [source.key for source in due]
    recheck = now - timedelta(days=settings.recheck_days)
    visits = source_lists.visits_due(archive, keys, recheck, settings.max_pages_per_source)
    asked_lately = (
        frozenset() if zones is None else looks.recently_asked(archive, [v.url for v in visits], now, EARLIEST)
    )
    visits = tuple(one for one in visits if one.url not in asked_lately and host_of(one.url) not in paused)
    moves = courtesy.moves_of(archive, [*(source.url for source in due), *(one.url for one in visits)])
    now_at = (replace(source, url=moves.get(source.url, source.url)) for source in due)
    return CrawlPlan(
        sources=tuple(source for source in now_at if host_of(source.url) not in paused),
        visits=visits,
        known=source_lists.known_addresses(archive, keys),
        validators=crawling.load_validators(archive),
        moves={one.url: moves[one.url] for one in visits if one.url in moves},
        robots=courtesy.load_robots(archive, now),
        pauses=tuple(pause for pause in pauses if pause.until <= now),
        limits=limits_of(settings),
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
