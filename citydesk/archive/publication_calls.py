"""Which hub or webhook was told of which publication, what it answered, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from citydesk.archive.connection import Archive, known_moment, packed, stamp

TOLD = "told"
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=12)  # after the first failure; at most
MOST_ATTEMPTS = 15  # about three days


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A revision that a listener is to be told of."""

    issue: str
    revision: int
    edition: str
    period: str
    published_at: datetime
    attempts: int  # until now


def due_calls(archive: Archive, listener: str, editions: Sequence[str], since: datetime, now: datetime) -> list[Due]:
    """Return the revisions published since a moment that a listener has not heard of and may be told of now.

    `editions`: of these only; () = of all. A call that failed is due again after a wait that doubles.
    """
    rows = archive.rows(
        "SELECT r.issue, r.revision, r.published_at, i.edition, i.period, c.called_at,"
        " coalesce(c.attempts, 0) AS attempts"
        " FROM revisions AS r JOIN issues AS i ON i.id = r.issue LEFT JOIN publication_calls AS c"
        " ON c.issue = r.issue AND c.revision = r.revision AND c.listener = ?1"
        " WHERE r.published_at >= ?2 AND (?3 = '[]' OR i.edition IN (SELECT value FROM json_each(?3)))"
        " AND coalesce(c.outcome, '') <> ?4 AND coalesce(c.attempts, 0) < ?5"
        " ORDER BY r.published_at, r.issue, r.revision",
        (listener, stamp(since), packed(list(editions)), TOLD, MOST_ATTEMPTS),
    )
    return [
        Due(
            issue=row["issue"],
            revision=row["revision"],
            edition=row["edition"],
            period=row["period"],
            published_at=known_moment(row["published_at"]),
            attempts=row["attempts"],
        )
        for row in rows
        if not row["attempts"] or known_moment(row["called_at"]) + wait_after(row["attempts"]) <= now
    ]


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: a minute, two, four … at most twelve hours."""
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(attempts - 1, 20)))


def save_call(archive: Archive, due: Due, listener: str, now: datetime, outcome: str) -> None:
    """Keep what a listener answered. Inside `write`."""
    archive.run(
        "INSERT OR REPLACE INTO publication_calls VALUES (?,?,?,?,?,?)",
        (due.issue, due.revision, listener, stamp(now), due.attempts + 1, outcome),
    )
