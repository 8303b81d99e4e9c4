"""What editors said of the tags of articles: kept by articles, never removed; undone ones no longer count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from nlp.corrected import Correction
from nlp.story import Role, TagKind


def save_correction(
    archive: Archive, articles: Sequence[str], kind: TagKind, value: str, *, is_there: bool, role: Role | None,
    is_of_story: bool, editor: str, reason: str, made_at: datetime,
) -> int:  # fmt: skip
    """Keep what an editor says of articles, a story's representative first; return its number. Inside `write`."""
    cursor = archive.run(
        "INSERT INTO tag_corrections (made_at, editor, kind, value, is_there, role, is_of_story, reason)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (stamp(made_at), editor, kind, value, is_there, role, is_of_story, reason),
    )
    assert cursor.lastrowid is not None  # an INSERT has one
    rows = [(cursor.lastrowid, position, article) for position, article in enumerate(articles)]
    archive.many("INSERT INTO tag_correction_articles VALUES (?,?,?)", rows)
    return cursor.lastrowid


def undo_correction(archive: Archive, number: int, editor: str, undone_at: datetime) -> None:
    """Mark a correction as taken back. Inside `write`."""
    archive.run(
        "UPDATE tag_corrections SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL",
        (stamp(undone_at), editor, number),
    )


def load_correction(archive: Archive, number: int) -> Correction | None:
    """Return a correction that counts by its number, or None."""
    rows = archive.rows("SELECT * FROM tag_corrections WHERE id = ? AND undone_at IS NULL", (number,))
    return _corrections(archive, rows)[0] if rows else None


def corrections_of(archive: Archive, articles: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections that count by article id, in order of time; () where there is none."""
    asked: dict[str, tuple[Correction, ...]] = dict.fromkeys(articles, ())
    rows = archive.rows(
        "SELECT * FROM tag_corrections WHERE undone_at IS NULL AND id IN (SELECT correction"
        " FROM tag_correction_articles WHERE article IN (SELECT value FROM json_each(?))) ORDER BY id",
        (packed(list(asked)),),
    )
    for one in _corrections(archive, rows):
        for article in asked.keys() & set(one.articles):
            asked[article] += (one,)
    return asked


def corrections_of_topics(archive: Archive) -> tuple[Correction, ...]:
    """Return all corrections of topics that count, in order of time."""
    return _corrections(
        archive, archive.rows("SELECT * FROM tag_corrections WHERE undone_at IS NULL AND kind = 'topic' ORDER BY id")
    )


def _corrections(archive: Archive, rows: Sequence[sqlite3.Row]) -> tuple[Correction, ...]:
    articles: dict[int, list[str]] = {row["id"]: [] for row in rows}
    sql = "SELECT * FROM tag_correction_articles WHERE correction IN (SELECT value FROM json_each(?))"
    for row in archive.rows(sql + " ORDER BY correction, position", (packed(list(articles)),)):
        articles[row["correction"]].append(row["article"])
    return tuple(
        Correction(
            id=row["id"],
            made_at=known_moment(row["made_at"]),
            editor=row["editor"],
            kind=row["kind"],
            value=row["value"],
            is_there=bool(row["is_there"]),
            role=row["role"],
            articles=tuple(articles[row["id"]]),
            is_of_story=bool(row["is_of_story"]),
            reason=row["reason"],
        )
        for row in rows
    )
