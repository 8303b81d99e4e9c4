"""What was published: issues frozen with all they follow from, revision by revision, and what each one corrected."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from citydesk.archive.connection import Archive, known_moment, stamp
from digest.issue import Correction, Period

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An issue as it went out."""

    issue: str
    revision: int  # from 1
    published_at: datetime
    published_by: str
    basis: bytes  # JSON of digest.edits.Basis
    manifest: Manifest
    renderings: dict[str, bytes]  # by format


def newest(archive: Archive, issue: str) -> Revision | None:
    """Return the newest revision of an issue, None where it was not published."""
    number = archive.value("SELECT max(revision) FROM revisions WHERE issue = ?", (issue,))
    return load_revision(archive, issue, number) if number is not None else None


def load_revision(archive: Archive, issue: str, revision: int) -> Revision | None:
    """Return a revision of an issue, None where there is none of that number."""
    rows = archive.rows("SELECT * FROM revisions WHERE issue = ? AND revision = ?", (issue, revision))
    sql = "SELECT format, body FROM revision_renderings WHERE issue = ? AND revision = ? ORDER BY format"
    bodies = {row["format"]: row["body"] for row in archive.rows(sql, (issue, revision))}
    return _revision(rows[0], bodies) if rows else None


def save_revision(archive: Archive, revision: Revision, corrections: Iterable[Correction], told: Iterable[int]) -> None:
    """Freeze a revision, what it corrects, and the numbers of corrections of earlier issues it tells. In `write`."""
    key = (revision.issue, revision.revision)
    archive.run(
        "INSERT INTO revisions VALUES (?,?,?,?,?,?)",
        (*key, stamp(revision.published_at), revision.published_by, zlib.compress(revision.basis, 9),
         canonical(revision.manifest)),
    )  # fmt: skip
    archive.many(
        "INSERT INTO revision_renderings VALUES (?,?,?,?)",
        [(*key, *pair) for pair in sorted(revision.renderings.items())],
    )
    archive.many(
        "INSERT INTO corrections VALUES (?,?,?,?,?,?,?,?,?,?)",
        [(one.number, *key, one.story, one.title, one.field, one.before, one.after, one.words, stamp(one.made_at))
         for one in corrections],
    )  # fmt: skip
    archive.many("INSERT OR IGNORE INTO told_corrections VALUES (?,?)", [(one, revision.issue) for one in told])


def published_issues(archive: Archive) -> dict[str, tuple[int, datetime]]:
    """Return the newest revision, and when it was published, of every published issue by id."""
    rows = archive.rows("SELECT issue, max(revision) AS revision, published_at FROM revisions GROUP BY issue")
    return {row["issue"]: (row["revision"], known_moment(row["published_at"])) for row in rows}


def first_published(archive: Archive, edition: str) -> list[tuple[str, Period, datetime]]:
    """Return (id, period, when it was first published) of the published issues of an edition, by period."""
    rows = archive.rows(
        "SELECT id, period, first_day, last_day, published_at FROM issues JOIN revisions"
        " ON revisions.issue = issues.id AND revision = 1 WHERE edition = ? ORDER BY last_day, first_day, id",
        (edition,),
    )
    return [(row["id"], _period(row), known_moment(row["published_at"])) for row in rows]


def last_published(archive: Archive, edition: str) -> Period | None:
    """Return the latest period of which an issue of an edition was published, None where there is none."""
    rows = archive.rows(
        "SELECT period, first_day, last_day FROM issues WHERE edition = ? AND EXISTS (SELECT 1 FROM revisions"
        " WHERE revisions.issue = issues.id) ORDER BY last_day DESC, first_day DESC LIMIT 1",
        (edition,),
    )
    return _period(rows[0]) if rows else None


def next_correction(archive: Archive) -> int:
    """Return the number that the next correction gets."""
    return int(archive.value("SELECT coalesce(max(id), 0) + 1 FROM corrections"))


def own_corrections(archive: Archive, issue: str) -> tuple[Correction, ...]:
    """Return what the revisions of an issue corrected, in order."""
    return _corrections(archive, "corrections.issue = ?", (issue,))


def untold_corrections(archive: Archive, edition: str, issue: str, first_day: str) -> tuple[Correction, ...]:
    """Return the corrections of earlier issues of an edition that no other issue has told."""
    return _corrections(
        archive,
        "edition = ? AND last_day < ? AND NOT EXISTS (SELECT 1 FROM told_corrections"
        " WHERE correction = corrections.id AND told_corrections.issue <> ?)",
        (edition, first_day, issue),
    )


def canonical(value: Mapping[str, Any]) -> str:
    """Return JSON of which there is one form only: keys in order, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _corrections(archive: Archive, where: str, parameters: tuple[str, ...]) -> tuple[Correction, ...]:
    rows = archive.rows(
        "SELECT corrections.*, period, first_day, last_day FROM corrections"
        f" JOIN issues ON issues.id = corrections.issue WHERE {where} ORDER BY corrections.id",
        parameters,
    )
    return tuple(
        Correction(
            number=row["id"],
            issue=row["issue"],
            period=_period(row),
            story=row["story"],
            title=row["title"],
            field=row["field"],
            before=row["before"],
            after=row["after"],
            words=row["words"],
            made_at=known_moment(row["made_at"]),
        )
        for row in rows
    )


def _period(row: sqlite3.Row) -> Period:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return Period(name=row["period"], first=first, last=last)


def _revision(row: sqlite3.Row, renderings: dict[str, bytes]) -> Revision:
    return Revision(
        issue=row["issue"],
        revision=row["revision"],
        published_at=known_moment(row["published_at"]),
        published_by=row["published_by"],
        basis=zlib.decompress(row["basis"]),
        manifest=json.loads(row["manifest"]),
        renderings=renderings,
    )
