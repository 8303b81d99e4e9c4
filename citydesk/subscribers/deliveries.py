"""The queue of issues to subscribers: planned, claimed, sent, deferred, bounced; each message once at most.

A message goes queued → claimed → sending → sent. `claimed` by a batch is on the disk before anything of it is handed
over; `sending` is written just before one message is. What a sender that died had only claimed goes back to the queue;
what it was sending is in doubt and never sent again, and after a power cut the whole batch is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from citydesk.archive.connection import known_moment, stamp
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Due
from citydesk.subscribers.people import left

MOST_FAILURES = 3  # issues in a row that came back from a mailbox, until its owner gets no more

State = Literal["queued", "claimed", "sending", "sent", "bounced", "failed", "empty", "dropped", "doubtful"]
Fate = Literal["alive", "killed", "lost"]  # of a sender; lost = the machine was started anew since


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of a message. `code`: of the answer, as `550 5.1.1`; `next_at`: when to try again, where deferred.

    `verdict`, where it bounced: the address is gone, or its mailbox is failing.
    """

    id: int
    state: State
    code: str = ""
    next_at: datetime | None = None
    verdict: Literal["gone", "failing"] | None = None


def plan(
    file: SubscriberFile, issue: str, edition: str, parts: Sequence[str], subscribers: Iterable[str], now: datetime
) -> int:
    """Queue an issue for subscribers, once for all; return how many messages that adds."""
    with file.write():
        before = file.connection.total_changes
        sql = "INSERT OR IGNORE INTO planned VALUES (?, ?, ?, ?, NULL)"
        if not file.run(sql, issue, edition, json.dumps(list(parts)), stamp(now)).rowcount:
            return 0
        file.many(
            "INSERT OR IGNORE INTO deliveries (issue, subscriber, state, queued_at, next_at) VALUES (?,?,'queued',?,?)",
            [(issue, one, stamp(now), stamp(now)) for one in subscribers],
        )
        return file.connection.total_changes - before - 1


def parts_of(file: SubscriberFile, issue: str) -> tuple[str, ...]:
    """Return the ids of the published issues that one is made of; of one that was never queued, itself."""
    found = file.value("SELECT parts FROM planned WHERE issue = ?", issue)
    return tuple(json.loads(found)) if found else (issue,)


def is_planned(file: SubscriberFile, issue: str) -> bool:
    """Tell whether an issue was queued."""
    return file.row("SELECT 1 FROM planned WHERE issue = ?", issue) is not None


def claim(file: SubscriberFile, sender: str, most: int, now: datetime) -> list[Due]:
    """Take up to so many messages that are due, so that no other sender does; on the disk when this returns."""
    with file.write():
        rows = file.rows(
            "UPDATE deliveries SET state = 'claimed', sender = ? WHERE id IN (SELECT deliveries.id FROM deliveries"
            " JOIN planned USING (issue) WHERE state = 'queued' AND next_at <= ? AND paused_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM meta WHERE name = 'paused') ORDER BY next_at, deliveries.id LIMIT ?)"
            " RETURNING id, issue, subscriber, attempts, queued_at",
            sender, stamp(now), most,
        )  # fmt: skip
    return sorted(map(_due, rows), key=lambda due: due.id)


def advance(file: SubscriberFile, sender: str, done: Sequence[Settled], following: int | None, now: datetime) -> bool:
    """Store what came of messages and that the next one is being sent; tell whether that one is still ours."""
    with file.write(lasting=False):
        for one in done:
            settle(file, one, now)
        if following is None:
            return True
        sql = "UPDATE deliveries SET state = 'sending' WHERE id = ? AND state = 'claimed' AND sender = ?"
        return bool(file.run(sql, following, sender).rowcount)


def settle(file: SubscriberFile, one: Settled, now: datetime) -> None:
    """Store what came of one message. Inside `write`."""
    deferred = one.state == "queued" and one.next_at is not None
    file.run(
        "UPDATE deliveries SET state = ?, sender = NULL, code = ?, attempts = attempts + ?,"
        " next_at = coalesce(?, next_at), sent_at = coalesce(?, sent_at) WHERE id = ?",
        one.state, one.code, int(deferred), stamp(one.next_at), stamp(now) if one.state == "sent" else None, one.id,
    )  # fmt: skip
    subscriber = one.verdict and file.value("SELECT subscriber FROM deliveries WHERE id = ?", one.id)
    if subscriber and (one.verdict == "gone" or _is_failing(file, subscriber)):
        left(file, subscriber, "bounced", now)


def _is_failing(file: SubscriberFile, subscriber: str) -> bool:
    """Tell whether the last issues all came back from a mailbox."""
    rows = file.rows(
        "SELECT state FROM deliveries WHERE subscriber = ? AND state IN ('sent', 'bounced') ORDER BY id DESC LIMIT ?",
        subscriber, MOST_FAILURES,
    )  # fmt: skip
    return [row["state"] for row in rows] == ["bounced"] * MOST_FAILURES


def give_back(file: SubscriberFile, sender: str) -> None:
    """Return to the queue what a sender claimed and did not begin to send."""
    with file.write():
        file.run("UPDATE deliveries SET state = 'queued', sender = NULL WHERE state = 'claimed' AND sender = ?", sender)


def recover(file: SubscriberFile, fate: Callable[[str], Fate]) -> int:
    """Settle what senders left that are no more; return how many messages are in doubt for it."""
    held = [row[0] for row in file.rows("SELECT DISTINCT sender FROM deliveries WHERE state IN ('claimed', 'sending')")]
    doubtful = 0
    for sender in held:
        came = fate(sender)
        if came == "alive":
            continue
        with file.write():
            if came == "killed":
                file.run("UPDATE deliveries SET state = 'queued', sender = NULL WHERE state = 'claimed' AND sender = ?",
                         sender)  # fmt: skip
            sql = "UPDATE deliveries SET state = 'doubtful' WHERE state IN ('claimed', 'sending') AND sender = ?"
            doubtful += file.run(sql, sender).rowcount
    return doubtful


def load_delivery(file: SubscriberFile, id: int) -> Due | None:
    """Return a delivery, None where there is none of that number."""
    row = file.row("SELECT id, issue, subscriber, attempts, queued_at FROM deliveries WHERE id = ?", id)
    return _due(row) if row else None


def sent_since(file: SubscriberFile, since: datetime) -> int:
    """Return how many messages were sent since a moment or are being sent now."""
    return int(
        file.value(
            "SELECT (SELECT count(*) FROM deliveries WHERE sent_at > ?)"
            " + (SELECT count(*) FROM deliveries WHERE state IN ('claimed', 'sending'))",
            stamp(since),
        )
    )


def first_sent(file: SubscriberFile) -> datetime | None:
    """Return when the first message ever was sent, None where none was."""
    found = file.value("SELECT min(sent_at) FROM deliveries WHERE sent_at IS NOT NULL")
    return known_moment(found) if found else None


def pause(file: SubscriberFile, issue: str | None, now: datetime) -> bool:
    """Hold back an issue, or everything; tell whether there is such an issue. Messages in hand still go out."""
    with file.write():
        if issue is None:
            file.run("INSERT OR IGNORE INTO meta VALUES ('paused', ?)", str(stamp(now)).encode())
            return True
        return bool(file.run("UPDATE planned SET paused_at = ? WHERE issue = ?", stamp(now), issue).rowcount)


def resume(file: SubscriberFile, issue: str | None) -> bool:
    """Let an issue go on, or everything; tell whether there is such an issue."""
    with file.write():
        if issue is None:
            file.run("DELETE FROM meta WHERE name = 'paused'")
            return True
        return bool(file.run("UPDATE planned SET paused_at = NULL WHERE issue = ?", issue).rowcount)


def report(file: SubscriberFile, issue: str | None = None, most: int = 20) -> list[dict[str, object]]:
    """Return for the last issues, or one, what came of their messages. Nobody knows who opened what."""
    rows = file.rows(
        "SELECT planned.issue, planned.at, paused_at IS NOT NULL OR EXISTS (SELECT 1 FROM meta WHERE name = 'paused')"
        " AS paused, count(deliveries.id) AS messages, total(state = 'sent') AS sent,"
        " total(state IN ('claimed', 'sending') OR state = 'queued' AND attempts = 0) AS waiting,"
        " total(state = 'queued' AND attempts > 0) AS deferred, total(state = 'bounced') AS bounced,"
        " total(state = 'failed') AS failed, total(state = 'empty') AS empty, total(state = 'dropped') AS dropped,"
        " total(state = 'doubtful') AS doubtful, min(sent_at) AS first_sent, max(sent_at) AS last_sent"
        " FROM planned LEFT JOIN deliveries USING (issue) WHERE ?1 IS NULL OR planned.issue = ?1"
        " GROUP BY planned.issue ORDER BY planned.at DESC, planned.issue LIMIT ?2",
        issue, most,
    )  # fmt: skip
    return [{key: int(row[key]) if isinstance(row[key], float) else row[key] for key in row.keys()} for row in rows]  # noqa: SIM118 - a sqlite3.Row


def codes(file: SubscriberFile, issue: str) -> dict[str, int]:
    """Return how often each answer came that was not a yes, most first."""
    rows = file.rows(
        "SELECT code, count(*) AS n FROM deliveries WHERE issue = ? AND code <> '' AND state <> 'sent'"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        issue,
    )
    return {row["code"]: row["n"] for row in rows}


def _due(row: sqlite3.Row) -> Due:
    return Due(
        id=row["id"],
        issue=row["issue"],
        subscriber=row["subscriber"],
        attempts=row["attempts"],
        queued_at=known_moment(row["queued_at"]),
    )
