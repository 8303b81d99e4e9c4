"""What stories are about, in order of time: the newest stories of a city, topic or project, found by index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from citydesk.archive.connection import Archive, moment, packed, stamp

Kind = Literal["city", "topic", "project"]
Subject = tuple[Kind, str]


def replace_subjects(archive: Archive, gone: Iterable[str], told: Iterable[tuple[str, datetime, Subject]]) -> None:
    """Replace what these stories are about: (story, first published, subject). Inside `write`."""
    archive.many("DELETE FROM story_subjects WHERE story = ?", [(story,) for story in sorted(set(gone))])
    archive.many(
        "INSERT OR IGNORE INTO story_subjects VALUES (?,?,?,?)",
        [(*subject, stamp(when), story) for story, when, subject in told],
    )


def newest_about(archive: Archive, subject: Subject, limit: int) -> list[str]:
    """Return the newest stories about a subject, the newest first."""
    rows = archive.rows(
        "SELECT story FROM story_subjects WHERE kind = ? AND value = ?"
        " ORDER BY first_published DESC, story DESC LIMIT ?",
        (*subject, limit),
    )
    return [row["story"] for row in rows]


def about_between(archive: Archive, subject: Subject, first: datetime, last: datetime) -> list[str]:
    """Return the stories about a subject that were first published in a span of time, the newest first."""
    rows = archive.rows(
        "SELECT story FROM story_subjects WHERE kind = ? AND value = ? AND first_published BETWEEN ? AND ?"
        " ORDER BY first_published DESC, story DESC",
        (*subject, stamp(first), stamp(last)),
    )
    return [row["story"] for row in rows]


def last_before(archive: Archive, subject: Subject, when: datetime) -> datetime | None:
    """Return when the last story about a subject before a moment was first published, None where there is none."""
    sql = "SELECT max(first_published) FROM story_subjects WHERE kind = ? AND value = ? AND first_published < ?"
    return moment(archive.value(sql, (*subject, stamp(when))))


def first_after(archive: Archive, subject: Subject, when: datetime) -> datetime | None:
    """Return when the first story about a subject after a moment was first published, None where there is none."""
    sql = "SELECT min(first_published) FROM story_subjects WHERE kind = ? AND value = ? AND first_published > ?"
    return moment(archive.value(sql, (*subject, stamp(when))))


def last_told(archive: Archive, kind: Kind, values: Sequence[str]) -> dict[str, datetime]:
    """Return when the newest story about each of these was first published, for those that have any."""
    rows = archive.rows(
        "SELECT value, (SELECT max(first_published) FROM story_subjects WHERE kind = ?1"
        " AND story_subjects.value = asked.value) AS newest FROM json_each(?2) AS asked",
        (kind, packed(list(values))),
    )
    return {row["value"]: found for row in rows if (found := moment(row["newest"]))}


def tagged_by(archive: Archive, kind: str, key: str) -> list[str]:
    """Return the values of tags of a kind that are this key, or begin with its words: housing, housing-homelessness."""
    rows = archive.rows(
        "SELECT DISTINCT value FROM tags WHERE kind = ?1 AND value >= ?2 AND value < ?2 || '.'"
        " AND (value = ?2 OR value >= ?2 || '-')",
        (kind, key),
    )
    return [row["value"] for row in rows]


def counts_among(archive: Archive, kind: Kind, told: Sequence[str]) -> list[tuple[str, int]]:
    """Return how many of these stories are about each city, topic or project, most first."""
    rows = archive.rows(
        "SELECT about.value, count(*) AS stories FROM json_each(?) AS told"
        " JOIN story_subjects AS about INDEXED BY story_subjects_by_story ON about.story = told.value"
        " WHERE about.kind = ? GROUP BY about.value ORDER BY stories DESC, about.value",
        (packed(list(told)), kind),
    )
    return [(row["value"], row["stories"]) for row in rows]
