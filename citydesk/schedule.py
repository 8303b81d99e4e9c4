"""The owner of the clock: when to crawl and process, when to look what is due; each as a child process, one at a time.

A child can't take the web pages down, and can be killed and run again. What was missed while nothing ran is made up
for at the start: a crawl by the time of the last one, issues by `publish_due`, which looks back by itself.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from citydesk.archive import Archive
from citydesk.archive.crawling import last_crawl_began
from citydesk.archive.looks import last_fetch
from citydesk.service_models import Schedule
from citydesk.settings import Settings

LOOK_MINUTES = 10  # how late an issue may go out, and a source be looked at
SEND_MINUTES = 5  # how long a published issue waits to be sent
LATE_SECONDS = 3600  # a job that could not start in time still runs, once
GRACE_SECONDS = 20  # for a child to end by itself when the service stops

Run = Callable[[Sequence[str]], Awaitable[int]]
log = logging.getLogger("citydesk.schedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Commands that run after others, in order: those that config asks for."""

    after_processing: tuple[Sequence[str], ...] = ()
    after_publication: tuple[Sequence[str], ...] = ()


def crawl_trigger(schedule: Schedule) -> CronTrigger:
    """Return when to crawl: at whole hours of the schedule's zone, each once a day also when clocks change.

    The hours 1 and 2 are not allowed in config: in them clocks are changed, and an hour comes twice or never.
    """
    hours = ",".join(str(hour) for hour in schedule.crawl_hours)
    return CronTrigger(hour=hours, minute=0, timezone=ZoneInfo(schedule.zone))


def is_crawl_missed(schedule: Schedule, last_started: datetime | None, now: datetime) -> bool:
    """Tell whether a time to crawl has passed since the last crawl began; never crawled counts as missed.

    By rhythm something may always be due.
    """
    if schedule.crawl != "hours" or not schedule.crawl_hours:
        return schedule.crawl == "rhythm"
    if last_started is None:
        return True
    due = crawl_trigger(schedule).get_next_fire_time(None, last_started + timedelta(seconds=1))
    return due is not None and due <= now


def make_scheduler(
    schedule: Schedule,
    run: Run,
    mail: Run | None = None,
    fetched: Callable[[], int] = lambda: 0,
    further: Further | None = None,
) -> AsyncIOScheduler:
    """Return a scheduler that is not yet started; `run` does a citydesk command and returns its exit code.

    `mail` does the same beside it, for messages take their time and don't write to the archive; None = no mail.
    `fetched` tells how many answers the archive holds: by rhythm, pages are processed when there are more.
    `further`: what config asks for besides.
    """
    more = further or Further()
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": LATE_SECONDS}
    )

    async def work_up() -> int:
        if code := await run(("process",)):
            return code
        for command in more.after_processing:
            await run(command)
        return 0

    async def collect() -> None:
        if await run(("crawl",)) == 0:
            await work_up()

    processed = -1  # answers: whatever an earlier life left is processed first

    async def collect_due() -> None:
        nonlocal processed
        if await run(("crawl", "--due")) == 0 and (now := fetched()) != processed and await work_up() == 0:
            processed = now

    async def look() -> None:
        await run(("issue", "publish", "--due"))
        for command in more.after_publication:
            await run(command)

    async def send() -> None:
        assert mail is not None
        await mail(("mail", "send"))

    if schedule.crawl == "rhythm":
        scheduler.add_job(collect_due, IntervalTrigger(minutes=LOOK_MINUTES), id="collect")
    elif schedule.crawl == "hours" and schedule.crawl_hours:
        scheduler.add_job(collect, crawl_trigger(schedule), id="collect")
    scheduler.add_job(look, IntervalTrigger(minutes=LOOK_MINUTES), id="look")
    if mail is not None:
        scheduler.add_job(send, IntervalTrigger(minutes=SEND_MINUTES), id="send")
    scheduler.add_listener(_tell, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    return scheduler


def further_in(settings: Settings) -> Further:
    """Return what config has addresses for: a machine that writes summaries, a hub, webhooks."""
    service = settings.service
    asked = (
        (("summarize", "--drafts"), service.summaries.endpoint),
        (("publish", "--hub"), service.digest.hub),
        (("publish", "--webhooks"), service.api.webhooks),
    )
    summaries, *known = [(command,) if address else () for command, address in asked]
    return Further(after_processing=summaries, after_publication=tuple(one for told in known for one in told))


class Children:
    """Runs citydesk commands as child processes, one after the other: the archive has one writer at a time."""

    def __init__(self, config: Path, archive: Path) -> None:
        """Run them on a folder of config and an archive."""
        self._start = (sys.executable, "-m", "citydesk", "--config", str(config), "--archive", str(archive))
        self._turn = asyncio.Lock()
        self._child: asyncio.subprocess.Process | None = None

    async def run(self, command: Sequence[str]) -> int:
        """Run one command when its turn comes; return its exit code and log what it says of an error."""
        async with self._turn:
            self._child = await asyncio.create_subprocess_exec(
                *self._start, *command,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            _, said = await self._child.communicate()
            code = self._child.returncode or 0
            self._child = None
        if code:
            log.warning("%s ended with %d: %s", " ".join(command), code, said.decode(errors="replace").strip()[-400:])
        return code

    async def stop(self) -> None:
        """Ask the running child to end; kill it where it does not. Whatever it did is kept."""
        child = self._child
        if child is None:
            return
        child.terminate()
        try:
            await asyncio.wait_for(child.wait(), GRACE_SECONDS)
        except TimeoutError:
            child.kill()


@asynccontextmanager
async def at_work(settings: Settings, archive: Path, now: Callable[[], datetime]) -> AsyncIterator[None]:
    """Keep the schedule of an archive for as long as this is open, unless another process keeps it."""
    children = Children(settings.folder, archive)
    with only_one(archive) as is_ours:
        if not is_ours:
            log.warning("another process keeps the schedule of %s; this one only serves pages", archive)
            yield
            return
        mailing = Children(settings.folder, archive)
        mail = mailing.run if settings.service.mail.relay else None
        further = further_in(settings)
        scheduler = make_scheduler(settings.service.schedule, children.run, mail, partial(_fetched, archive), further)
        scheduler.start()
        if is_crawl_missed(settings.service.schedule, _last_crawl(archive), now()):
            scheduler.modify_job("collect", next_run_time=now())
        scheduler.modify_job("look", next_run_time=now())
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
            await asyncio.gather(children.stop(), mailing.stop())


def _last_crawl(archive: Path) -> datetime | None:
    with Archive(archive) as opened:
        return last_crawl_began(opened)


def _fetched(archive: Path) -> int:
    with Archive(archive) as opened:
        return last_fetch(opened)


@contextmanager
def only_one(archive: Path) -> Iterator[bool]:
    """Yield whether this process is the one that keeps the schedule of an archive; another may serve pages beside."""
    path = archive.with_name(f"{archive.name}.schedule")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _tell(event: JobExecutionEvent) -> None:
    why = f"failed: {event.exception!r}" if event.exception else "was missed"
    log.error("the job %s of %s %s", event.job_id, event.scheduled_run_time, why)
