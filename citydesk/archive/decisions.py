"""What editors decided on stories: kept by articles, never removed; undone ones no longer count."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from nlp.decided import Decision, labelled


def save_merge(
    archive: Archive, left: Sequence[str], right: Sequence[str], editor: str, reason: str, made_at: datetime
) -> int:
    """Keep that all these articles tell one happening; return the decision's number. Inside `write`."""
    return _save(archive, "merge", (left, right), editor, reason, made_at)


def save_split(
    archive: Archive, taken_out: Sequence[str], rest: Sequence[str], editor: str, reason: str, made_at: datetime
) -> int:
    """Keep that none of `taken_out` tells what any of `rest` tells; return the decision's number. Inside `write`."""
    return _save(archive, "split", (taken_out, rest), editor, reason, made_at)


def undo(archive: Archive, decision: int, undone_at: datetime) -> Decision | None:
    """Mark a decision as undone and return it; None where there is none that counts. Inside `write`."""
    rows = archive.rows("SELECT * FROM decisions WHERE id = ? AND undone_at IS NULL", (decision,))
    archive.run("UPDATE decisions SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (stamp(undone_at), decision))
    return _decision(rows[0]) if rows else None


def load_decisions(archive: Archive) -> tuple[Decision, ...]:
    """Return the decisions that count, in order of time."""
    rows = archive.rows("SELECT * FROM decisions WHERE undone_at IS NULL ORDER BY id")
    return tuple(_decision(row) for row in rows)


def labelled_pairs(archive: Archive) -> Iterator[tuple[str, str, bool]]:
    """Yield the pairs that editors decided on: id of an article, id of another one, whether both tell the same."""
    yield from labelled(load_decisions(archive))


def _save(
    archive: Archive, kind: str, sides: tuple[Sequence[str], Sequence[str]], editor: str, reason: str, made_at: datetime
) -> int:
    cursor = archive.run(
        "INSERT INTO decisions (made_at, editor, kind, articles, reason) VALUES (?,?,?,?,?)",
        (stamp(made_at), editor, kind, packed([sorted(side) for side in sides]), reason),
    )
    assert cursor.lastrowid is not None  # an INSERT has one
    return cursor.lastrowid


def _decision(row: sqlite3.Row) -> Decision:
    left, right = json.loads(row["articles"])
    return Decision(
        id=row["id"],
        made_at=known_moment(row["made_at"]),
        editor=row["editor"],
        kind=row["kind"],
        left=tuple(left),
        right=tuple(right),
        reason=row["reason"],
    )
