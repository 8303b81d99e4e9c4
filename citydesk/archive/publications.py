"""What the public may see of issues: those that were published, as their newest revision has them."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from citydesk.archive.connection import Archive, known_moment
from digest.issue import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A published issue, without what stands in it."""

    issue: str
    edition: str
    period: Period
    revision: int  # the newest
    published_at: datetime  # of the newest revision
    first_published_at: datetime
    stories: int
    headline: str  # of the first entry, "" for none


_PUBLICATION = (
    "SELECT issues.id, edition, period, first_day, last_day, stories,"
    " (SELECT max(revision) FROM revisions WHERE revisions.issue = issues.id) AS revision,"
    " (SELECT max(published_at) FROM revisions WHERE revisions.issue = issues.id) AS published_at,"
    " (SELECT min(published_at) FROM revisions WHERE revisions.issue = issues.id) AS first_published_at,"
    " (SELECT headline FROM issue_entries WHERE issue_entries.issue = issues.id AND position = 0) AS headline"
    " FROM issues WHERE EXISTS (SELECT 1 FROM revisions WHERE revisions.issue = issues.id)"
)


def publications(archive: Archive, edition: str | None = None) -> list[Publication]:
    """Return the published issues of one edition or of all, the newest first."""
    rows = archive.rows(
        _PUBLICATION + " AND (?1 IS NULL OR edition = ?1) ORDER BY last_day DESC, first_day DESC, issues.id", (edition,)
    )
    return [_publication(row) for row in rows]


def publication(archive: Archive, issue: str) -> Publication | None:
    """Return a published issue, None where there is none of that id."""
    rows = archive.rows(_PUBLICATION + " AND issues.id = ?", (issue,))
    return _publication(rows[0]) if rows else None


def published_rendering(archive: Archive, of: Publication, format: str) -> bytes | None:
    """Return a file of the newest revision as it was published, None where it has none of that format."""
    body: bytes | None = archive.value(
        "SELECT body FROM revision_renderings WHERE issue = ? AND revision = ? AND format = ?",
        (of.issue, of.revision, format),
    )
    return body


def packed_basis(archive: Archive, of: Publication) -> bytes:
    """Return all that the newest revision follows from, as it was frozen, packed."""
    found: bytes = archive.value(
        "SELECT basis FROM revisions WHERE issue = ? AND revision = ?", (of.issue, of.revision)
    )
    return found


def unpacked_basis(packed: bytes) -> bytes:
    """Return the JSON of a basis that was packed."""
    return zlib.decompress(packed)


def headlines_of(archive: Archive, issue: str) -> list[tuple[str, str]]:
    """Return the entries of a published issue in order: (story, headline)."""
    rows = archive.rows("SELECT story, headline FROM issue_entries WHERE issue = ? ORDER BY position", (issue,))
    return [(row["story"], row["headline"]) for row in rows]


def told_stories(archive: Archive) -> list[str]:
    """Return the stories that published issues tell, and those of their corrections."""
    rows = archive.rows(
        "SELECT DISTINCT story FROM issue_entries WHERE issue IN (SELECT issue FROM revisions) ORDER BY story"
    )
    return [row["story"] for row in rows]


def issues_telling(archive: Archive, story: str) -> list[str]:
    """Return the published issues that tell a story, the newest first."""
    rows = archive.rows(
        "SELECT id FROM issues WHERE id IN (SELECT issue FROM issue_entries WHERE story = ?1 OR story IN"
        " (SELECT alias FROM story_aliases WHERE story_aliases.story = ?1)) AND id IN (SELECT issue FROM revisions)"
        " ORDER BY last_day DESC, id",
        (story,),
    )
    return [row["id"] for row in rows]


def _publication(row: sqlite3.Row) -> Publication:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return Publication(
        issue=row["id"],
        edition=row["edition"],
        period=Period(name=row["period"], first=first, last=last),
        revision=row["revision"],
        published_at=known_moment(row["published_at"]),
        first_published_at=known_moment(row["first_published_at"]),
        stories=row["stories"],
        headline=row["headline"] or "",
    )
