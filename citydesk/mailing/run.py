"""One run of delivery: queue what is due, post letters, send messages; what a command and the service call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from citydesk.archive import Archive
from citydesk.errors import ConfigError
from citydesk.mailing.bundles import queue_due, queue_issue
from citydesk.mailing.composing import Composer
from citydesk.mailing.letters import post_letters
from citydesk.mailing.relay import Lost, Relay
from citydesk.mailing.sending import Clock, deliver
from citydesk.mailing.signing import signer
from citydesk.pipeline.desk import issue_named
from citydesk.settings import Settings
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Wishes
from citydesk.subscribers.personal_data import purge


def send_all(
    archive: Archive,
    file: SubscriberFile,
    settings: Settings,
    issue: str | None = None,
    *,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    is_over: Callable[[], bool] = lambda: False,
) -> dict[str, dict[str, int]]:
    """Queue what is due, or one issue, and send letters and messages; return what was queued and what came of all.

    Raise ConfigError, RelayError; run again, it goes on where it was.
    """
    purge(file, now())
    queued = _queued(archive, file, settings, issue, now())
    with Relay(settings.service.mail) as relay:
        letters = post_letters(file, settings, relay, signer(settings.service.mail), now)
        compose = Composer(settings, archive, file, now).compose
        sent = deliver(file, compose, relay, settings.service.mail, Clock(now=now, sleep=sleep, is_over=is_over))
    return {
        "queued": {f"{name} queued": count for name, count in queued.items()},
        "letters": {f"letters {state}": count for state, count in letters.items()},
        "messages": sent,
    }


def send_test(
    archive: Archive,
    file: SubscriberFile,
    settings: Settings,
    issue: str,
    address: str,
    language: str,
    *,
    now: Callable[[], datetime],
) -> str:
    """Send a published issue to one address as a test; return the relay's answer. Raise ConfigError, RelayError."""
    edition, _ = issue_named(settings, issue)
    wishes = Wishes(editions=(edition.key,), language=language)
    made = Composer(settings, archive, file, now).test(issue, wishes, address)
    if made is None:
        raise ConfigError(f"{issue} is not published, or holds nothing; `citydesk issue publish` publishes it")
    with Relay(settings.service.mail) as relay:
        came = relay.send(made.sender, made.to, made.body)
    return "nothing: the connection broke" if isinstance(came, Lost) else came.told


def _queued(
    archive: Archive, file: SubscriberFile, settings: Settings, issue: str | None, now: datetime
) -> dict[str, int]:
    if issue is None:
        return queue_due(archive, file, settings.editions, now)
    edition, _ = issue_named(settings, issue)
    added = queue_issue(archive, file, edition, issue, now)
    if added is None:
        raise ConfigError(f"{issue} is not published; `citydesk issue publish {issue}` publishes it")
    return {issue: added}
