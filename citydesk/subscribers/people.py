"""Subscribers: confirmed, changed, moved, gone and back; each with what was agreed to, when and in which words."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import Literal

from citydesk.archive.connection import known_moment, moment, stamp
from citydesk.subscribers.address import folded
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Left, Signup, Subscriber, Wishes, unpacked
from citydesk.subscribers.signups import is_suppressed, load_signup, post

Standing = Literal["known", "left", "suppressed"]
SUPPRESSING: tuple[Left, ...] = ("bounced", "complained")  # an address that leaves so gets no letters either


def find(file: SubscriberFile, id: str | None) -> Subscriber | None:
    """Return a subscriber, also one who left; None where there is none."""
    row = file.row("SELECT * FROM subscribers WHERE id = ?", id)
    return _subscriber(file, row) if row else None


def find_by_address(file: SubscriberFile, address: str) -> Subscriber | None:
    """Return the subscriber of an address, None where there is none."""
    row = file.row("SELECT * FROM subscribers WHERE lookup = ?", _lookup(file, address))
    return _subscriber(file, row) if row else None


def wishes_of(file: SubscriberFile, since: datetime) -> list[tuple[str, Wishes]]:
    """Return (id, wishes) of the subscribers who confirmed by a moment; those of the same wishes follow each other."""
    sql = "SELECT id, wishes FROM subscribers WHERE left_at IS NULL AND confirmed_at <= ? ORDER BY wishes, id"
    return [(row["id"], unpacked(row["wishes"])) for row in file.rows(sql, stamp(since))]


def confirm(file: SubscriberFile, signup: str, now: datetime) -> Subscriber | None:
    """Make a sign-up a subscription, or give a subscriber the new address; None where it waits no longer.

    What waits beside it under the same address is gone with it: a link is good once.
    """
    with file.write():
        waiting = load_signup(file, signup, now)
        if waiting is None:
            return None
        lookup = _lookup(file, waiting.address)
        found = _moved(file, waiting, now) if waiting.moves else _subscribed(file, waiting, now)
        file.run("DELETE FROM signups WHERE lookup = ?", lookup)
        if found:
            file.run("DELETE FROM suppressed WHERE lookup = ? AND why = 'bounced'", lookup)
    return found


def standing_of(file: SubscriberFile, address: str, now: datetime) -> Standing | None:
    """Return how an address stands: subscribed, left, or not to be written to; None where none of it."""
    lookup = _lookup(file, address)
    row = file.row("SELECT left_at FROM subscribers WHERE lookup = ?", lookup)
    if row and row["left_at"] is None:
        return "known"
    return "suppressed" if is_suppressed(file, lookup, now) else "left" if row else None


def admit(file: SubscriberFile, address: str, wishes: Wishes, wording: str, agreed_at: datetime, now: datetime) -> None:
    """Subscribe who agreed elsewhere, in words that are kept as they were. Inside `write`; no such address yet."""
    id = secrets.token_hex(8)
    file.run(
        "INSERT INTO subscribers (id, lookup, address, link_key, wishes, confirmed_at) VALUES (?,?,?,?,?,?)",
        id, _lookup(file, address), file.vault.seal(address), secrets.token_hex(6), wishes.packed(), stamp(now),
    )  # fmt: skip
    _agreed(file, id, "agreed elsewhere", wording, wishes, agreed_at)
    _agreed(file, id, "imported", "", wishes, now)


def change(file: SubscriberFile, id: str, wishes: Wishes, wording: str, now: datetime) -> None:
    """Store other wishes."""
    with file.write():
        file.run("UPDATE subscribers SET wishes = ? WHERE id = ?", wishes.packed(), id)
        _agreed(file, id, "changed", wording, wishes, now)


def leave(file: SubscriberFile, id: str, why: Left, now: datetime) -> bool:
    """End a subscription; tell whether it was alive. Twice changes nothing."""
    with file.write():
        return left(file, id, why, now)


def left(file: SubscriberFile, id: str, why: Left, now: datetime) -> bool:
    """As `leave`, inside `write`."""
    row = file.row("SELECT lookup, wishes FROM subscribers WHERE id = ? AND left_at IS NULL", id)
    if row is None:
        return False
    file.run("UPDATE subscribers SET left_at = ?, left_why = ? WHERE id = ?", stamp(now), why, id)
    _agreed(file, id, f"left: {why}", "", unpacked(row["wishes"]), now)
    if why in SUPPRESSING:
        file.run("INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?)", row["lookup"], stamp(now), why)
    return True


def return_to(file: SubscriberFile, id: str, wording: str, now: datetime) -> bool:
    """Take a subscription up again; tell whether that could be: not after bounces and complaints."""
    with file.write():
        found = find(file, id)
        if found is None or found.left_at is None or found.left_why in SUPPRESSING:
            return False
        file.run(
            "UPDATE subscribers SET left_at = NULL, left_why = NULL, confirmed_at = ? WHERE id = ?", stamp(now), id
        )
        _agreed(file, id, "returned", wording, found.wishes, now)
    return True


def _subscribed(file: SubscriberFile, waiting: Signup, now: datetime) -> Subscriber | None:
    lookup = _lookup(file, waiting.address)
    id = file.value("SELECT id FROM subscribers WHERE lookup = ?", lookup) or secrets.token_hex(8)
    file.run(
        "INSERT INTO subscribers (id, lookup, address, link_key, wishes, confirmed_at) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT (id) DO UPDATE SET wishes = excluded.wishes, confirmed_at = excluded.confirmed_at,"
        " left_at = NULL, left_why = NULL",
        id, lookup, file.vault.seal(waiting.address), secrets.token_hex(6), waiting.wishes.packed(), stamp(now),
    )  # fmt: skip
    _agreed(file, id, "asked", waiting.wording, waiting.wishes, waiting.at)
    _agreed(file, id, "confirmed", waiting.wording, waiting.wishes, now)
    return find(file, id)


def _moved(file: SubscriberFile, waiting: Signup, now: datetime) -> Subscriber | None:
    """Give a subscriber the address that was confirmed; links in older messages end, and the old address is told."""
    before = find(file, waiting.moves)
    lookup = _lookup(file, waiting.address)
    if before is None or file.row("SELECT 1 FROM subscribers WHERE lookup = ? AND id <> ?", lookup, before.id):
        return None
    key = secrets.token_hex(6)
    sealed = file.vault.seal(waiting.address)
    sql = "UPDATE subscribers SET address = ?, lookup = ?, link_key = ? WHERE id = ?"
    file.run(sql, sealed, lookup, key, before.id)
    _agreed(file, before.id, "moved", waiting.wording, before.wishes, now)
    post(file, "moved", before.id, before.address, before.wishes.language, now)
    return replace(before, address=waiting.address, link_key=key)


def _agreed(file: SubscriberFile, id: str, what: str, wording: str, wishes: Wishes, at: datetime) -> None:
    file.run("INSERT INTO consents VALUES (?,?,?,?,?)", id, stamp(at), what, wording, wishes.packed())


def _subscriber(file: SubscriberFile, row: sqlite3.Row) -> Subscriber:
    return Subscriber(
        id=row["id"],
        address=file.vault.unseal(row["address"]),
        link_key=row["link_key"],
        wishes=unpacked(row["wishes"]),
        confirmed_at=known_moment(row["confirmed_at"]),
        left_at=moment(row["left_at"]),
        left_why=row["left_why"],
    )


def _lookup(file: SubscriberFile, address: str) -> str:
    return file.vault.hashed("lookup", folded(address))
