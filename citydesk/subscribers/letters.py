"""The queue of letters: each claimed by one sender, sent and settled; it is tried a few times and then let go."""

from __future__ import annotations

from datetime import datetime, timedelta

from citydesk.archive.connection import stamp
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Letter

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))


def claim_letter(file: SubscriberFile, now: datetime) -> Letter | None:
    """Take the next letter that is due, so that no other sender does; None where none is."""
    with file.write():
        row = file.row(
            "UPDATE letters SET state = 'sending' WHERE id = (SELECT id FROM letters WHERE state = 'queued'"
            " AND next_at <= ? ORDER BY next_at, id LIMIT 1) RETURNING *",
            stamp(now),
        )
    if row is None:
        return None
    return Letter(
        id=row["id"],
        kind=row["kind"],
        of=row["of"],
        address=file.vault.unseal(row["address"]),
        language=row["language"],
        attempts=row["attempts"],
    )


def settle_letter(file: SubscriberFile, id: int, state: str, code: str = "") -> None:
    """Store what came of a letter: `sent`, `failed`, or `doubtful` where nobody knows."""
    with file.write():
        file.run("UPDATE letters SET state = ?, code = ? WHERE id = ?", state, code, id)


def put_off(file: SubscriberFile, letter: Letter, code: str, now: datetime) -> None:
    """Try a letter again later, or let it go after the last time."""
    if letter.attempts >= len(BACK_OFF):
        settle_letter(file, letter.id, "failed", code)
        return
    later = stamp(now + BACK_OFF[letter.attempts])
    with file.write():
        sql = "UPDATE letters SET state = 'queued', attempts = attempts + 1, next_at = ?, code = ? WHERE id = ?"
        file.run(sql, later, code, letter.id)
