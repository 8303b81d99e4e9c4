"""Chapters and threads: what threading looks at of each story, and the threads that follow from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from nlp.chapters import Chapter
from nlp.story import Thread

Step = tuple[str, str | None, datetime | None]  # story, its phase, when it was first published; None = unknown


def replace_chapters(archive: Archive, gone: Iterable[str], chapters: Sequence[Chapter]) -> None:
    """Replace the chapters of these stories and of those that are gone. Inside `write`.

    A chapter without a project, or a city and a phase, is not kept: nothing leads to it.
    """
    ids = [(story,) for story in sorted({*gone, *(one.story for one in chapters)})]
    archive.many("DELETE FROM chapters WHERE story = ?", ids)
    archive.many("DELETE FROM chapter_keys WHERE story = ?", ids)
    archive.many(
        "INSERT INTO chapters VALUES (?,?,?,?,?,?,?)",
        [
            (one.story, one.title, stamp(one.when), one.is_dated, one.phase, one.is_roundup, _words(one))
            for one in chapters
            if _keys(one)
        ],
    )
    archive.many(
        "INSERT INTO chapter_keys VALUES (?,?,?,?)",
        [(kind, value, stamp(one.when), one.story) for one in chapters for kind, value in _keys(one)],
    )


def load_chapters(archive: Archive, stories: Iterable[str]) -> list[Chapter]:
    """Return the chapters of stories, those that have one, ordered by story."""
    asked = packed(sorted(stories))
    keys: dict[str, dict[str, set[str]]] = {}
    sql = "SELECT story, kind, value FROM chapter_keys WHERE story IN (SELECT value FROM json_each(?))"
    for row in archive.rows(sql, (asked,)):
        keys.setdefault(row["story"], {}).setdefault(row["kind"], set()).add(row["value"])
    sql = "SELECT * FROM chapters WHERE story IN (SELECT value FROM json_each(?)) ORDER BY story"
    return [_chapter(row, keys.get(row["story"], {})) for row in archive.rows(sql, (asked,))]


def chapters_with(archive: Archive, kind: str, values: Iterable[str]) -> set[str]:
    """Return the stories with one of these keys: of kind `subject`, `frame` or `city`."""
    sql = "SELECT story FROM chapter_keys WHERE kind = ? AND value IN (SELECT value FROM json_each(?))"
    return {row[0] for row in archive.rows(sql, (kind, packed(sorted(values))))}


def chapters_near(archive: Archive, chapter: Chapter, days: float) -> set[str]:
    """Return the stories that a link may lead to: of the same initiatives or cities, and if dated of the same time."""
    first, last = chapter.when - timedelta(days=days), chapter.when + timedelta(days=days)
    pairs = [pair for pair in _keys(chapter) if pair[0] != "subject"]
    rows = archive.rows(
        "WITH asked AS (SELECT value ->> 0 AS kind, value ->> 1 AS value FROM json_each(?1))"
        " SELECT chapter_keys.story FROM asked CROSS JOIN chapter_keys USING (kind, value)"
        " WHERE first_published BETWEEN ?2 AND ?3 UNION"
        " SELECT chapter_keys.story FROM asked CROSS JOIN chapter_keys USING (kind, value) JOIN chapters USING (story)"
        " WHERE kind = 'frame' AND (?4 OR NOT is_dated)",
        (packed(pairs), stamp(first), stamp(last), not chapter.is_dated),
    )
    return {row[0] for row in rows} - {chapter.story}


def threads_of(archive: Archive, stories: Iterable[str]) -> set[str]:
    """Return the ids of the threads that any of these stories is in."""
    sql = "SELECT DISTINCT thread FROM thread_stories WHERE story IN (SELECT value FROM json_each(?))"
    return {row[0] for row in archive.rows(sql, (packed(sorted(stories)),))}


def stories_in(archive: Archive, threads: Iterable[str]) -> set[str]:
    """Return the stories of threads."""
    sql = "SELECT story FROM thread_stories WHERE thread IN (SELECT value FROM json_each(?))"
    return {row[0] for row in archive.rows(sql, (packed(sorted(threads)),))}


def replace_threads(archive: Archive, gone: Iterable[str], threads: Sequence[Thread]) -> None:
    """Replace these threads and those that are gone. Inside `write`."""
    ids = [(thread,) for thread in sorted({*gone, *(one.key for one in threads)})]
    archive.many("DELETE FROM thread_stories WHERE thread = ?", ids)
    archive.many("DELETE FROM threads WHERE id = ?", ids)
    archive.many("INSERT INTO threads VALUES (?,?,?)", [(one.key, one.title, one.reason) for one in threads])
    archive.many(
        "INSERT INTO thread_stories VALUES (?,?,?,?)",
        [
            (one.key, position, story, phase)
            for one in threads
            for position, (story, phase) in enumerate(zip(one.stories, one.phases, strict=True))
        ],
    )


def load_threads(archive: Archive, stories: Iterable[str]) -> tuple[Thread, ...]:
    """Return the threads that any of these stories is in, ordered by key."""
    asked = packed(sorted(threads_of(archive, stories)))
    told = archive.rows("SELECT * FROM threads WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (asked,))
    sql = "SELECT * FROM thread_stories WHERE thread IN (SELECT value FROM json_each(?)) ORDER BY thread, position"
    members: dict[str, list[sqlite3.Row]] = {row["id"]: [] for row in told}
    for row in archive.rows(sql, (asked,)):
        members[row["thread"]].append(row)
    return tuple(
        Thread(
            key=row["id"],
            title=row["title"],
            stories=tuple(member["story"] for member in members[row["id"]]),
            phases=tuple(member["phase"] for member in members[row["id"]]),
            reason=row["reason"],
        )
        for row in told
    )


def courses(archive: Archive, stories: Iterable[str], last: str) -> dict[str, tuple[str, tuple[Step, ...]]]:
    """Return the title of a story's thread and its steps by a moment, in order of time, by story.

    Of several threads the one with the fewest stories; threads that had one story by then are none.
    """
    rows = archive.rows(
        "SELECT asked.story, threads.id, threads.title, other.story AS other, other.phase,"
        " (SELECT min(published) FROM story_members JOIN versions ON versions.article = story_members.article"
        " AND is_current WHERE story_members.story = other.story) AS published FROM thread_stories AS asked"
        " JOIN threads ON threads.id = asked.thread JOIN thread_stories AS other ON other.thread = asked.thread"
        " JOIN stories ON stories.id = other.story"
        " WHERE asked.story IN (SELECT value FROM json_each(?)) AND first_published <= ?"
        " ORDER BY asked.story, threads.id, other.position",
        (packed(sorted(stories)), last),
    )
    found: dict[str, dict[str, list[sqlite3.Row]]] = {}
    for row in rows:
        found.setdefault(row["story"], {}).setdefault(row["id"], []).append(row)
    told: dict[str, tuple[str, tuple[Step, ...]]] = {}
    for story, by_thread in found.items():
        several = [members for members in by_thread.values() if len(members) > 1]
        if several:
            best = min(several, key=len)
            steps = tuple((row["other"], row["phase"], moment(row["published"])) for row in best)
            told[story] = (best[0]["title"], steps)
    return told


def _keys(chapter: Chapter) -> list[tuple[str, str]]:
    """Return what a chapter is found by; by its cities only where a storyline may go through it."""
    keys = [("subject", value) for value in chapter.subjects]
    if not chapter.is_roundup:
        keys += [("frame", value) for value in chapter.frames]
        keys += [("city", value) for value in chapter.cities] if chapter.phase and chapter.is_dated else []
    return sorted(keys)


def _words(chapter: Chapter) -> str:
    titles = {language: sorted(words) for language, words in sorted(chapter.title_words.items())}
    return packed({"titles": titles, "phrases": sorted(chapter.phrases)})


def _chapter(row: sqlite3.Row, keys: dict[str, set[str]]) -> Chapter:
    words = json.loads(row["words"])
    return Chapter(
        story=row["story"],
        title=row["title"],
        when=known_moment(row["first_published"]),
        is_dated=bool(row["is_dated"]),
        phase=row["phase"],
        subjects=frozenset(keys.get("subject", ())),
        frames=frozenset(keys.get("frame", ())),
        cities=frozenset(keys.get("city", ())),
        title_words={language: frozenset(found) for language, found in words["titles"].items()},
        phrases=frozenset(words["phrases"]),
        is_roundup=bool(row["is_roundup"]),
    )
