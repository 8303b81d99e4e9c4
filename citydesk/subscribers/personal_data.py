"""What is kept of a person, given to her or erased (GDPR, Articles 15 and 17); and what nobody needs any longer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from citydesk.archive.connection import stamp
from citydesk.subscribers.address import folded
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.people import find
from citydesk.subscribers.signups import ADDRESS_WINDOW, NETWORK_WINDOW
from citydesk.subscribers.wording import CONSENTS

LEFT_DAYS = 30  # how long who left may come back by her old links
LETTER_DAYS = 7
DELIVERY_DAYS = 400  # figures of issues


def export(file: SubscriberFile, id: str) -> dict[str, Any]:
    """Return everything that is kept of a subscriber, for her and for a machine."""
    found = find(file, id)
    assert found is not None  # who has a link is there
    consents = file.rows("SELECT at, what, wording, wishes FROM consents WHERE subscriber = ? ORDER BY at, rowid", id)
    sent = file.rows(
        "SELECT issue, state, queued_at, sent_at, attempts, code FROM deliveries WHERE subscriber = ? ORDER BY id", id
    )
    return {
        "address": found.address,
        "confirmed_at": stamp(found.confirmed_at),
        "left_at": stamp(found.left_at),
        "left_why": found.left_why,
        "wishes": json.loads(found.wishes.packed()),
        "consents": [
            {**dict(row), "wishes": json.loads(row["wishes"]), "words": CONSENTS.get(row["wording"], row["wording"])}
            for row in consents
        ],
        "messages": [dict(row) for row in sent],
    }


def erase(file: SubscriberFile, id: str) -> bool:
    """Erase a subscriber with all that hangs on her; tell whether she was there.

    What stays: counts of issues without a name, and of an address that bounced or complained its keyed hash, so that
    it is never written to again.
    """
    with file.write():
        lookup = file.value("SELECT lookup FROM subscribers WHERE id = ?", id)
        if lookup is None:
            return False
        file.run("DELETE FROM signups WHERE lookup = ?", lookup)
        file.run("DELETE FROM letters WHERE of = ?", id)
        file.run("DELETE FROM subscribers WHERE id = ?", id)
    return True


def suppress(file: SubscriberFile, address: str, now: datetime) -> None:
    """Never write to an address again, whoever signs it up, until it is lifted."""
    lookup = file.vault.hashed("lookup", folded(address))
    with file.write():
        file.run("INSERT OR REPLACE INTO suppressed VALUES (?, ?, 'operator')", lookup, stamp(now))
        file.run(
            "UPDATE subscribers SET left_at = ?, left_why = 'operator' WHERE lookup = ? AND left_at IS NULL",
            stamp(now), lookup,
        )  # fmt: skip


def lift(file: SubscriberFile, address: str) -> bool:
    """Let an address be written to again when it is signed up; tell whether it was suppressed."""
    with file.write():
        sql = "DELETE FROM suppressed WHERE lookup = ?"
        return bool(file.run(sql, file.vault.hashed("lookup", folded(address))).rowcount)


def counts(file: SubscriberFile) -> dict[str, int]:
    """Return how many subscribers there are, left, wait to confirm, or are suppressed; nobody's name."""
    return {
        "subscribers": file.value("SELECT count(*) FROM subscribers WHERE left_at IS NULL"),
        "left": file.value("SELECT count(*) FROM subscribers WHERE left_at IS NOT NULL"),
        "waiting": file.value("SELECT count(*) FROM signups WHERE moves IS NULL"),
        "suppressed": file.value("SELECT count(*) FROM suppressed"),
    }


def purge(file: SubscriberFile, now: datetime) -> None:
    """Erase what nobody needs any longer: old sign-ups, letters, attempts, figures, and who left a month ago."""
    ago = {days: stamp(now - timedelta(days=days)) for days in (LEFT_DAYS, LETTER_DAYS, DELIVERY_DAYS)}
    with file.write():
        file.run("DELETE FROM signups WHERE expires_at <= ?", stamp(now))
        file.run("DELETE FROM attempts WHERE at <= ?", stamp(now - max(ADDRESS_WINDOW, NETWORK_WINDOW)))
        file.run("DELETE FROM letters WHERE next_at <= ?", ago[LETTER_DAYS])
        file.run("DELETE FROM subscribers WHERE left_at <= ?", ago[LEFT_DAYS])
        file.run("DELETE FROM deliveries WHERE queued_at <= ?", ago[DELIVERY_DAYS])
