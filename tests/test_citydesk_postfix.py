"""A real Postfix takes an issue: who bounces, now or later, is left alone, all others have it once, whoever is killed.

CITYDESK_THOROUGH takes 10,000 subscribers and 30 kills, as the documented proof asks; else it is a few hundred and 3.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import dkim
import pytest

from citydesk.archive import Archive
from citydesk.mailing.incoming import take_in
from citydesk.mailing.run import send_all
from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile, open_subscribers
from citydesk.subscribers.deliveries import report
from tests.conftest import need, trials
from tests.postfix import PROGRAM, Postfix, running_postfix
from tests.readers import ISSUE, LATER, dns, mailing_settings, many_subscribed, publish_week

GOOD, NOW, LATE, SLOW = trials(200, 9550), trials(15, 200), trials(15, 200), trials(10, 50)
KILLS = trials(3, 30)
SIGNED = trials(50, 1000)  # messages whose signature is verified
SLOT = trials(2, 300) * 0.1  # seconds in which a kill comes


@pytest.fixture
def postfix() -> Iterator[Postfix]:
    need("postfix", is_there=PROGRAM.exists() and os.geteuid() == 0)
    with running_postfix() as running:
        yield running


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_everyone_gets_it_once_but_who_bounces_whoever_is_killed(postfix: Postfix, tmp_path: Path) -> None:
    settings = mailing_settings(tmp_path, postfix.port)
    publish_week(settings)
    good = [f"reader{n}@mail.example" for n in range(GOOD)]
    now = [f"now{n}@mail.example" for n in range(NOW)]
    late = [f"late{n}@gone.example" for n in range(LATE)]
    slow = [f"slow{n}@mail.example" for n in range(SLOW)]
    everyone = [*good, *now, *late, *slow]
    random.Random(5).shuffle(everyone)
    many_subscribed(settings, everyone)

    killed = kill_senders(settings, KILLS)
    two_at_once(settings, LATER)
    with open_subscribers(settings.service.subscribers) as file:
        told = report(file, ISSUE)[0]
        doubtful = {address_of(file, row["subscriber"]) for row in file.rows(
            "SELECT subscriber FROM deliveries WHERE state = 'doubtful'")}  # fmt: skip
    assert len(doubtful) <= killed
    assert (told["waiting"], told["deferred"]) == (0, SLOW - len(doubtful & set(slow)))

    postfix.take_all()
    two_at_once(settings, LATER + timedelta(minutes=6))
    postfix.settle()
    took = Counter(str(one["X-Original-To"]) for one in postfix.box("all"))
    assert set(took.values()) == {1}  # never two
    assert set(took) | doubtful >= {*good, *slow}  # and none missing but who is in doubt
    assert not set(took) & {*now, *late}
    print(f"{len(took)} delivered, {killed} senders killed, {len(doubtful)} in doubt")
    assert verified(postfix) == SIGNED

    came = take_in_all(settings, postfix)
    noticed = bounced_addresses(postfix)
    assert came == {"bounced": len(noticed)}
    assert noticed <= set(late) <= noticed | doubtful
    with open_subscribers(settings.service.subscribers) as file:
        rows = file.rows("SELECT id FROM subscribers WHERE left_at IS NOT NULL")
        assert {address_of(file, row["id"]) for row in rows} == set(now) - doubtful | noticed
    assert take_in_all(settings, postfix) == came  # once more changes nothing


def kill_senders(settings: Settings, kills: int) -> int:
    """Kill senders, alone and beside another one, at random moments while they send; return how many died so."""
    chance = random.Random(11)
    killed = 0
    while killed < kills:
        lives = [begin(lambda: run(settings, LATER)) for _ in range(chance.choice((1, 2)))]
        until_more_is_sent(settings, lives)
        time.sleep(chance.random() * SLOT / kills)
        for life in lives[: kills - killed]:
            os.kill(life, signal.SIGKILL)
        killed += sum(os.WIFSIGNALED(os.waitpid(life, 0)[1]) for life in lives)
        if not waiting(settings):
            break
    return killed


def two_at_once(settings: Settings, now: datetime) -> None:
    """Run two senders to their end."""
    lives = [begin(lambda: run(settings, now)) for _ in range(2)]
    assert [os.waitpid(life, 0)[1] for life in lives] == [0, 0]


def begin(work: Callable[[], None]) -> int:
    """Do something in a process of its own, which a test may kill; return its number."""
    life = os.fork()
    if life:
        return life
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def run(settings: Settings, now: datetime) -> None:
    with Archive(settings.service.archive.path) as archive, open_subscribers(settings.service.subscribers) as file:
        send_all(archive, file, settings, now=lambda: now, sleep=time.sleep)


def until_more_is_sent(settings: Settings, lives: list[int]) -> None:
    """Wait until a sender has sent something, or all have ended."""
    with open_subscribers(settings.service.subscribers) as file:
        sql = "SELECT count(*) FROM deliveries WHERE state NOT IN ('queued', 'claimed')"
        before = file.value(sql)
        while file.value(sql) == before and any(Path(f"/proc/{life}/fd/0").exists() for life in lives):
            time.sleep(0.005)


def waiting(settings: Settings) -> int:
    with open_subscribers(settings.service.subscribers) as file:
        return int(file.value("SELECT count(*) FROM deliveries WHERE state IN ('queued', 'claimed') AND attempts = 0"))


def address_of(file: SubscriberFile, id: str) -> str:
    return file.vault.unseal(file.value("SELECT address FROM subscribers WHERE id = ?", id))


def verified(postfix: Postfix) -> int:
    """Return how many of the first messages carry a signature that the receiver finds good."""
    box = postfix.box("all")
    keys = sorted(box.keys())[:SIGNED]
    return sum(dkim.verify(box.get_bytes(key).replace(b"\n", b"\r\n"), dnsfunc=dns) for key in keys)


def take_in_all(settings: Settings, postfix: Postfix) -> Counter[str]:
    box = postfix.box("back")
    with open_subscribers(settings.service.subscribers) as file:
        return Counter(take_in(file, box.get_bytes(key), LATER).kind for key in box.keys())  # noqa: SIM118


def bounced_addresses(postfix: Postfix) -> set[str]:
    """Return for whom Postfix sent a notification."""
    said: list[Any] = [one.as_string() for one in postfix.box("back")]
    return {line.rpartition(";")[2].strip() for text in said for line in text.splitlines()
            if line.lower().startswith("final-recipient:")}  # fmt: skip
