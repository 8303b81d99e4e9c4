"""The clock: both changes of it, what was missed, one child at a time, one keeper of a schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from citydesk.archive import Archive
from citydesk.archive.crawling import begin_crawl
from citydesk.schedule import (
    Children,
    Further,
    at_work,
    crawl_trigger,
    further_in,
    is_crawl_missed,
    make_scheduler,
    only_one,
)
from citydesk.service_models import Schedule, Webhook
from tests.served import settings_for

BRUSSELS = ZoneInfo("Europe/Brussels")
SCHEDULE = Schedule(crawl="hours", zone="Europe/Brussels", crawl_hours=(0, 3, 10))


def fired(day: date) -> list[str]:
    """Return at which hours of a day in Brussels a crawl begins."""
    trigger = crawl_trigger(SCHEDULE)
    moment = datetime.combine(day, datetime.min.time(), BRUSSELS) - timedelta(seconds=1)
    hours = []
    last = None
    while (at := trigger.get_next_fire_time(last, moment)) is not None and at.astimezone(BRUSSELS).date() <= day:
        hours.append(f"{at.astimezone(BRUSSELS):%H:%M}")
        last, moment = at, at + timedelta(microseconds=1)
    return hours


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 9)], ids=str)
def test_every_hour_comes_once_a_day_also_when_clocks_change(day: date) -> None:
    assert fired(day) == ["00:00", "03:00", "10:00"]


@pytest.mark.parametrize("hour", [1, 2, 24, -1])
def test_hours_in_which_clocks_change_are_refused(hour: int) -> None:
    with pytest.raises(ValidationError):
        Schedule.model_validate({"crawl_hours": [hour]})


@pytest.mark.parametrize(
    ("began", "now", "is_missed"),
    [
        (None, datetime(2026, 11, 9, 8, tzinfo=UTC), True),
        (datetime(2026, 11, 9, 2, 0, tzinfo=UTC), datetime(2026, 11, 9, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 9, 2, 0, tzinfo=UTC), datetime(2026, 11, 9, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 2, 0, tzinfo=UTC), datetime(2026, 11, 9, 9, 0, tzinfo=UTC), True),
    ],
)
def test_a_crawl_is_missed_when_its_hour_has_passed(began: datetime | None, now: datetime, is_missed: bool) -> None:
    assert is_crawl_missed(SCHEDULE, began, now) is is_missed
    assert not is_crawl_missed(Schedule(crawl="never"), began, now)
    assert is_crawl_missed(Schedule(), began, now)  # by rhythm something may always be due


class Recorder:
    """Notes the commands it is asked to run; `codes` are what they end with."""

    def __init__(self, **codes: int) -> None:
        self.commands: list[tuple[str, ...]] = []
        self.codes = codes

    async def __call__(self, command: Sequence[str]) -> int:
        self.commands.append(tuple(command))
        return self.codes.get(command[0], 0)


@pytest.mark.parametrize(("codes", "commands"), [({}, [("crawl",), ("process",)]), ({"crawl": 2}, [("crawl",)])])
def test_what_was_crawled_is_processed(codes: dict[str, int], commands: list[tuple[str, ...]]) -> None:
    run = Recorder(**codes)
    job = make_scheduler(SCHEDULE, run).get_job("collect")
    asyncio.run(job.func())
    assert run.commands == commands


def test_mail_is_sent_beside_the_crawls_and_only_where_there_is_a_relay() -> None:
    run, mail = Recorder(), Recorder()
    job = make_scheduler(SCHEDULE, run, mail).get_job("send")
    asyncio.run(job.func())
    assert (run.commands, mail.commands) == ([], [("mail", "send")])
    assert make_scheduler(SCHEDULE, run).get_job("send") is None


def test_children_run_one_after_the_other_and_tell_how_they_ended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(tmp_path, 0)

    async def both() -> list[int]:
        children = Children(settings.folder, tmp_path / "archive.sqlite")
        return list(await asyncio.gather(children.run(("status",)), children.run(("issue", "show", "nothing"))))

    assert asyncio.run(both()) == [0, 2]
    assert "issue show nothing ended with 2" in caplog.text


def test_only_one_process_keeps_the_schedule(tmp_path: Path) -> None:
    with only_one(tmp_path / "archive.sqlite") as first, only_one(tmp_path / "archive.sqlite") as second:
        assert (first, second) == (True, False)
    with only_one(tmp_path / "archive.sqlite") as again:
        assert again


def test_a_service_that_starts_late_makes_up_for_what_was_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path, 0)
    path = settings.service.archive.path
    with Archive(path) as archive:
        begin_crawl(archive, datetime(2026, 11, 8, 21, tzinfo=UTC))
    commands: list[tuple[str, ...]] = []

    async def note(_: Children, command: Sequence[str]) -> int:
        commands.append(tuple(command))
        return 0

    monkeypatch.setattr(Children, "run", note)

    async def monday() -> None:
        async with at_work(settings, path, lambda: datetime.now(UTC)):
            for _ in range(200):
                await asyncio.sleep(0.02)
                if len(commands) == 3:
                    break

    asyncio.run(monday())
    assert sorted(commands) == [("crawl", "--due"), ("issue", "publish", "--due"), ("process",)]


def test_config_says_who_is_asked_and_told(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, 80)
    service = settings.service
    assert further_in(settings) == Further()
    api = service.api.model_copy(update={"webhooks": (Webhook(url="https://intranet.example/", secret_variable="X"),)})
    digest = service.digest.model_copy(update={"hub": "https://hub.example/"})
    summaries = service.summaries.model_copy(update={"endpoint": "http://127.0.0.1:9/v1"})
    all_three = {"api": api, "digest": digest, "summaries": summaries}
    found = further_in(replace(settings, service=service.model_copy(update=all_three)))
    assert found.after_processing == (("summarize", "--drafts"),)
    assert found.after_publication == (("publish", "--hub"), ("publish", "--webhooks"))


def test_a_machine_is_asked_after_processing_and_others_are_told_after_publication() -> None:
    done: list[Sequence[str]] = []

    async def run(command: Sequence[str]) -> int:
        done.append(command)
        return 0

    further = Further(after_processing=(("summarize", "--drafts"),), after_publication=(("publish", "--hub"),))
    scheduler = make_scheduler(SCHEDULE, run, further=further)
    for job in ("collect", "look"):
        asyncio.run(scheduler.get_job(job).func())
    assert done == [
        ("crawl",), ("process",), ("summarize", "--drafts"), ("issue", "publish", "--due"), ("publish", "--hub"),
    ]  # fmt: skip
