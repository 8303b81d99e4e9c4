"""Delivery below the message: rate and warm-up, senders that die, connections that break, relays of every kind."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from citydesk.archive import Archive, crawling
from citydesk.errors import CitydeskError, ConfigError
from citydesk.mailing import locks
from citydesk.mailing.bundles import Bundle, bundles, load_parts, queue_due
from citydesk.mailing.composing import Ready
from citydesk.mailing.locks import fate_of, sender_name
from citydesk.mailing.personal import gathered
from citydesk.mailing.relay import Relay
from citydesk.mailing.rules import answer, next_try, verdict
from citydesk.mailing.sending import BATCH, Clock, deliver, senders_folder
from citydesk.pipeline.desk_publishing import publish
from citydesk.service_models import Mail
from citydesk.settings import Settings
from citydesk.subscribers import SubscriberFile
from citydesk.subscribers.deliveries import Settled, advance, claim, plan, report
from citydesk.subscribers.nouns import Due
from digest.issue import Edition
from digest.period import between, month
from tests.fakes import NOW, article, run_process, source
from tests.postbox import Postbox, postbox
from tests.readers import NETWORK, mailing_settings, subscribed
from tests.test_citydesk_desk import FAIR, TRAM
from tests.test_citydesk_pipeline import put

ISSUE = "network-2026-W46"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as found:
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SubscriberFile]:
    with SubscriberFile(tmp_path / "subscribers.sqlite") as opened:
        yield opened


def queued(file: SubscriberFile, count: int) -> None:
    """Queue an issue for so many subscribers."""
    ids = [one.id for one in subscribed(file, [f"r{n}@mail.example" for n in range(count)])]
    plan(file, ISSUE, "network", (ISSUE,), ids, NOW)


def plain(due: Due) -> Ready | Settled:
    """Make a message of one line."""
    return Ready(sender="back@city.example", to=f"r{due.id}@mail.example", body=b"Subject: hello\r\n\r\n.\r\n")


def mail(box: Postbox, **more: Any) -> Mail:
    told = {"relay": "127.0.0.1", "port": box.port, "security": "none", "per_minute": 0} | more
    return Mail.model_validate(told)


def send(file: SubscriberFile, settings: Mail, clock: Clock | None = None) -> dict[str, int]:
    with Relay(settings) as relay:
        return deliver(file, plain, relay, settings, clock or Clock(now=lambda: NOW, sleep=lambda _: None))


def states(file: SubscriberFile) -> dict[str, int]:
    return {row["state"]: row["n"] for row in file.rows("SELECT state, count(*) AS n FROM deliveries GROUP BY 1")}


# Rate


def test_a_rate_is_kept_over_runs(file: SubscriberFile, box: Postbox) -> None:
    queued(file, 7)
    moments = [NOW]

    def sleep(seconds: float) -> None:
        moments.append(moments[-1] + timedelta(seconds=seconds))

    assert send(file, mail(box, per_minute=3), Clock(now=lambda: moments[-1], sleep=sleep)) == {"sent": 7}
    sent = [row[0] for row in file.rows("SELECT sent_at FROM deliveries ORDER BY id")]
    assert [sent.index(one) for one in dict.fromkeys(sent)] == [0, 3, 6]
    assert moments[-1] >= NOW + timedelta(minutes=2)


def test_a_new_sender_warms_up_twice_as_much_each_day(file: SubscriberFile, box: Postbox) -> None:
    queued(file, 20)
    counts = []
    for day in range(4):
        clock = Clock(now=lambda day=day: NOW + timedelta(days=day), sleep=lambda _: None)  # type: ignore[misc]
        counts.append(send(file, mail(box, first_day=2), clock).get("sent", 0))
    assert counts == [2, 4, 8, 6]


def test_a_run_that_is_told_to_stop_finishes_the_message_in_hand_and_gives_back_the_rest(
    file: SubscriberFile, box: Postbox
) -> None:
    queued(file, 9)
    clock = Clock(now=lambda: NOW, sleep=lambda _: None, is_over=lambda: len(box.caught) >= 4)
    assert send(file, mail(box), clock) == {"sent": 4}
    assert states(file) == {"queued": 5, "sent": 4}


# Senders that die


def test_what_a_killed_sender_claimed_goes_back_and_what_it_was_sending_is_in_doubt(
    file: SubscriberFile, box: Postbox
) -> None:
    queued(file, 9)
    died(file, lambda name: name)
    assert send(file, mail(box)) == {"doubtful": 1, "sent": 7}
    assert states(file) == {"doubtful": 1, "sent": 8}
    assert send(file, mail(box)) == {}


def test_after_a_power_cut_all_that_was_claimed_is_in_doubt(file: SubscriberFile, box: Postbox) -> None:
    queued(file, 9)
    died(file, lambda name: f"another-{name}")
    assert send(file, mail(box)) == {"doubtful": 8}
    assert states(file) == {"doubtful": 8, "sent": 1}


def died(file: SubscriberFile, named: Callable[[str], str]) -> None:
    """Leave the queue as a sender that died while it sent its second message."""
    with sender_name(senders_folder(file.path)) as own:
        name = named(own)
        first, second, *_ = claim(file, name, BATCH, NOW)
        assert advance(file, name, [], first.id, NOW)
        assert advance(file, name, [Settled(id=first.id, state="sent")], second.id, NOW)


def test_a_sender_that_lives_keeps_what_it_claimed(file: SubscriberFile, box: Postbox) -> None:
    queued(file, 3)
    with sender_name(senders_folder(file.path)) as name:
        claim(file, name, 2, NOW)
        assert send(file, mail(box)) == {"sent": 1}
    assert states(file) == {"claimed": 2, "sent": 1}


def test_what_became_of_a_sender_is_told_by_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sender_name(tmp_path) as name:
        assert fate_of(tmp_path, name) == "alive"
        life = os.fork()
        if not life:
            os._exit(0 if fate_of(tmp_path, name) == "alive" else 1)
        assert os.waitpid(life, 0)[1] == 0
    assert fate_of(tmp_path, name) == "killed"
    monkeypatch.setattr(locks, "BOOT", tmp_path / "none")
    assert fate_of(tmp_path, name) == "lost"


# Connections that break


def test_a_message_whose_answer_never_came_is_in_doubt_and_one_not_begun_is_tried_again(
    file: SubscriberFile, box: Postbox
) -> None:
    queued(file, 2)
    box.at_data = lambda address: box.hang_up() if address.startswith("r1@") else ""
    assert send(file, mail(box)) == {"doubtful": 1, "sent": 1}
    file.run("DELETE FROM deliveries")
    file.run("DELETE FROM planned")
    plan(file, ISSUE, "network", (ISSUE,), [row[0] for row in file.rows("SELECT id FROM subscribers")], NOW)
    first, _ = (row[0] for row in file.rows("SELECT id FROM deliveries ORDER BY id"))
    box.at_data, box.answer = lambda _: "", lambda address: box.hang_up() if address.startswith(f"r{first}@") else ""
    assert send(file, mail(box)) == {"queued": 1, "sent": 1}


def test_a_relay_that_takes_nothing_from_us_stops_the_run(file: SubscriberFile, box: Postbox) -> None:
    queued(file, 3)
    box.no_sender = "550 5.7.1 not you"
    with pytest.raises(CitydeskError, match=r"takes no mail from .*: 550 5.7.1"):
        send(file, mail(box))
    assert states(file) == {"queued": 3}


# Relays


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate of 127.0.0.1 with its key."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key", "-out", folder / "cert"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "key").read_bytes() + (folder / "cert").read_bytes())
    return both


def knows(server: Any, session: Any, envelope: Any, mechanism: Any, told: Any) -> AuthResult:
    return AuthResult(success=(told.login, told.password) == (b"desk", b"open sesame"), handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # of the server: it doesn't see the TLS around it
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_relay_with_tls_and_log_in_takes_mail_and_a_wrong_password_is_told(
    file: SubscriberFile, tmp_path: Path, certificate: Path, security: str
) -> None:
    queued(file, 1)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    (tmp_path / "password").write_text("open sesame\n")
    options = {"authenticator": knows, "auth_required": True}
    is_plain = security == "starttls"  # at first
    options |= {"tls_context": context, "require_starttls": True} if is_plain else {"auth_require_tls": False}
    with postbox(implicit=None if is_plain else context, **options) as box:
        told = mail(box, security=security, ca_file=certificate, user="desk", password_file=tmp_path / "password")
        (tmp_path / "wrong").write_text("guess")
        with pytest.raises(CitydeskError, match="refuses user and password"):
            send(file, told.model_copy(update={"password_file": tmp_path / "wrong"}))
        with pytest.raises(CitydeskError, match="can't be reached"):  # nobody vouches for its certificate
            send(file, told.model_copy(update={"ca_file": None}))
        assert send(file, told) == {"sent": 1}


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"relay": None}, "relay is not set"),
        ({"relay": "smtp.example.org", "password_variable": "P"}, "sent by security"),
        ({"password_variable": None}, "has no password"),
        ({"password_variable": None, "password_file": Path("none")}, "can't be read"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_settings_that_can_not_be_are_told(changed: dict[str, Any], complaint: str) -> None:
    settings = Mail(relay="127.0.0.1", security="none", user="desk", password_variable="P")
    with pytest.raises(ConfigError, match=complaint):
        Relay(settings.model_copy(update=changed), {"P": "secret"})


# What a no means


@pytest.mark.parametrize(
    ("code", "words", "to", "found"),
    [
        (550, "5.1.1 <a@b.example>: unknown", "recipient", "gone"),
        (550, "unknown user", "recipient", "gone"),
        (550, "message refused", "data", "failing"),
        (552, "5.2.2 over quota", "recipient", "failing"),
        (554, "5.7.1 spam", "data", "ours"),
        (552, "5.3.4 too big", "data", "ours"),
        (553, "5.1.8 sender has no address", "recipient", "ours"),
        (550, "5.1.10 null mx", "recipient", "gone"),
    ],
)
def test_whose_fault_a_no_is(code: int, words: str, to: Any, found: str) -> None:
    given = answer(code, words.encode(), to)
    assert verdict(given) == found
    assert "@" not in given.told  # a server's words may name people


def test_the_next_try_is_later_each_time_and_never_after_the_end() -> None:
    waits = [next_try(n, NOW, NOW, 48) for n in range(8)]
    assert [(one - NOW) / timedelta(minutes=1) for one in waits if one] == [5, 15, 30, 60, 120, 240, 240, 240]
    assert next_try(3, NOW, NOW + timedelta(hours=47, minutes=30), 48) is None


# Rhythm


def at(day: int, hour: int = 0) -> datetime:
    """Return an hour of a day, counted from the first of November 2026."""
    return datetime(2026, 11, 1, hour, tzinfo=UTC) + timedelta(days=day - 1)


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings of a daily edition with issues of three days in an archive, the last one of another week."""
    settings = mailing_settings(tmp_path_factory.mktemp("daily"), 1)
    edition = replace(settings.editions[0], rhythm="daily")
    settings = replace(settings, editions=(edition,))
    with Archive(settings.service.archive.path) as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        bridge = article("bridge", "The old bridge over the Leie is closed from today, says an engineer of Ghent.",
                         title="Old bridge closed", days=0)  # fmt: skip
        put(archive, TRAM, FAIR, bridge)
        run_process(archive)
        for day in (11, 12, 16):
            publish(archive, settings, edition, between(date(2026, 11, day), date(2026, 11, day)), "ana",
                    now=at(day + 1, 9))  # fmt: skip
    return settings


def test_a_weekly_reader_of_a_daily_edition_gets_its_days_in_one_message(daily: Settings, tmp_path: Path) -> None:
    edition = daily.editions[0]
    wednesday = at(18, 9)
    with Archive(daily.service.archive.path) as archive, SubscriberFile(tmp_path / "subscribers.sqlite") as file:
        subscribed(file, ["ann@mail.example", "cas@mail.example"])
        subscribed(
            file, ["ben@mail.example"], replace(NETWORK, rhythm="weekly"), datetime(2026, 11, 10, tzinfo=NOW.tzinfo)
        )
        subscribed(file, ["dia@mail.example"], replace(NETWORK, rhythm="monthly"))
        assert queue_due(archive, file, (edition,), wednesday) == {"network-2026-11-16": 2, ISSUE: 1}
        assert queue_due(archive, file, (edition,), wednesday) == {}
        assert queue_due(archive, file, (edition,), at(32, 12)) == {"network-2026-11": 1}
        assert report(file, "network-2026-11")[0]["waiting"] == 1


def test_issues_are_gathered_with_each_story_once(daily: Settings) -> None:
    edition: Edition = daily.editions[0]
    with Archive(daily.service.archive.path) as archive:
        found = {one.name: one for one in bundles(archive, edition, at(32, 12))}
        assert found["network-2026-11"].parts == ("network-2026-11-11", "network-2026-11-12", "network-2026-11-16")
        assert isinstance(found["network-2026-11"], Bundle)
        issues = load_parts(archive, found["network-2026-11"].parts)
    whole = gathered((*issues, issues[0]), edition, month("2026-11"))
    assert sorted(entry.candidate.headline for entry in whole.entries) == sorted(
        (TRAM.title, FAIR.title, "Old bridge closed")
    )
    assert whole.id == "network-2026-11"
    assert whole.stories == 3
    assert whole.lead is not None
    assert whole.lead.score == max(entry.score for entry in whole.entries)
