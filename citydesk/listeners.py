"""A listener and a way to tell it → each revision published lately is told once; a failure is tried again, later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from citydesk.archive import Archive
from citydesk.archive.publication_calls import TOLD, Due, due_calls, save_call
from citydesk.post import NoAnswer, post

TIMEOUT_SECONDS, MOST_BYTES = 15.0, 16_384
LOOKS_BACK = timedelta(days=7)  # a listener that is new in config is not told of all that ever was


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a listener answered when it was told of a publication."""

    listener: str  # its host: the address may hold a secret
    issue: str
    revision: int
    outcome: str  # `told`, or why not


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is posted to a listener."""

    body: bytes
    headers: dict[str, str]


def tell_each(
    archive: Archive, listener: str, editions: Sequence[str], now: datetime, telling: Callable[[Due], Told]
) -> list[Call]:
    """Tell the listener at an address what is due, the oldest first, and keep what it answers.

    `editions`: of these only; () = of all. Telling twice does no harm: so it is done where nobody knows.
    """
    host, done = urlsplit(listener).hostname or "", []
    for due in due_calls(archive, listener, editions, now - LOOKS_BACK, now):
        outcome = _outcome(listener, telling(due))
        with archive.write():
            save_call(archive, due, listener, now, outcome)
        done.append(Call(listener=host, issue=due.issue, revision=due.revision, outcome=outcome))
    return done


def _outcome(listener: str, told: Told) -> str:
    found = post(urlsplit(listener), told.body, told.headers | {"connection": "close"}, TIMEOUT_SECONDS, MOST_BYTES)
    if isinstance(found, NoAnswer):
        return found.reason
    return TOLD if 200 <= found.status < 300 else f"answers {found.status}"
