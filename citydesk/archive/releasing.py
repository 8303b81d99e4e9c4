"""A part of an archive → another archive: which rows, in which order, so that the same part gives the same bytes.

What is not named here is not released: a new table stays home until somebody has decided what of it may go.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.archive.connection import Archive, packed

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a release is about: ids, sorted, and the span of time (stamps, both included)."""

    articles: tuple[str, ...]
    stories: tuple[str, ...]
    issues: tuple[str, ...]  # published ones
    first: str
    last: str


_ARTICLES = "(SELECT value FROM json_each(:articles))"
_STORIES = "(SELECT value FROM json_each(:stories))"
_ISSUES = "(SELECT value FROM json_each(:issues))"
TABLES = {  # in an order in which what is pointed to comes first
    "sources": "SELECT * FROM sources ORDER BY key",
    "crawls": "SELECT * FROM crawls WHERE id IN (SELECT crawl FROM fetches WHERE of = 'source'"
    " AND fetched_at BETWEEN :first AND :last) ORDER BY id",
    "fetches": "SELECT * FROM fetches WHERE of = 'source' AND fetched_at BETWEEN :first AND :last ORDER BY id",
    "articles": f"SELECT * FROM articles WHERE id IN {_ARTICLES} ORDER BY id",
    "versions": f"SELECT * FROM versions WHERE article IN {_ARTICLES} ORDER BY article, number",
    "article_addresses": f"SELECT * FROM article_addresses WHERE article IN {_ARTICLES} ORDER BY key",
    "article_media": f"SELECT * FROM article_media WHERE article IN {_ARTICLES} ORDER BY article, position",
    "tags": f"SELECT * FROM tags WHERE article IN {_ARTICLES} ORDER BY article, kind, value",
    "steps": f"SELECT * FROM steps WHERE article IN {_ARTICLES} ORDER BY article, step",
    "step_rules": "SELECT * FROM step_rules ORDER BY step",
    "geometries": "SELECT * FROM geometries ORDER BY model",
    "calibrations": "SELECT * FROM calibrations ORDER BY version",
    "vectors": "SELECT * FROM vectors WHERE text_key IN (SELECT value FROM json_each(:keys)) ORDER BY text_key, model",
    "pairs": f'SELECT * FROM pairs WHERE "left" IN {_ARTICLES} AND "right" IN {_ARTICLES} ORDER BY "left", "right"',
    "stories": f"SELECT * FROM stories WHERE id IN {_STORIES} ORDER BY id",
    "story_members": f"SELECT * FROM story_members WHERE story IN {_STORIES} ORDER BY story, position",
    "story_aliases": f"SELECT * FROM story_aliases WHERE story IN {_STORIES} ORDER BY alias",
    "story_subjects": f"SELECT * FROM story_subjects WHERE story IN {_STORIES}"
    " ORDER BY kind, value, first_published, story",
    "threads": "SELECT * FROM threads WHERE id IN (SELECT thread FROM thread_stories"
    f" WHERE story IN {_STORIES}) ORDER BY id",
    "thread_stories": f"SELECT * FROM thread_stories WHERE story IN {_STORIES} ORDER BY thread, position",
    "decisions": "SELECT * FROM decisions WHERE NOT EXISTS (SELECT 1 FROM json_each(articles) AS side,"
    f" json_each(side.value) AS one WHERE one.value NOT IN {_ARTICLES}) ORDER BY id",
    "tag_corrections": "SELECT * FROM tag_corrections WHERE id NOT IN (SELECT correction FROM tag_correction_articles"
    f" WHERE article NOT IN {_ARTICLES}) ORDER BY id",
    "tag_correction_articles": "SELECT * FROM tag_correction_articles WHERE correction NOT IN (SELECT correction"
    f" FROM tag_correction_articles WHERE article NOT IN {_ARTICLES}) ORDER BY correction, position",
    "issues": f"SELECT * FROM issues WHERE id IN {_ISSUES} ORDER BY id",
    "issue_entries": f"SELECT * FROM issue_entries WHERE issue IN {_ISSUES} ORDER BY issue, position",
    "entry_sentences": f"SELECT * FROM entry_sentences WHERE issue IN {_ISSUES} ORDER BY issue, position, number",
    "renderings": f"SELECT * FROM renderings WHERE issue IN {_ISSUES} ORDER BY issue, format",
    "edits": f"SELECT * FROM edits WHERE issue IN {_ISSUES} ORDER BY id",
    "revisions": f"SELECT * FROM revisions WHERE issue IN {_ISSUES} ORDER BY issue, revision",
    "revision_renderings": f"SELECT * FROM revision_renderings WHERE issue IN {_ISSUES}"
    " ORDER BY issue, revision, format",
    "corrections": f"SELECT * FROM corrections WHERE issue IN {_ISSUES} ORDER BY id",
    "told_corrections": f"SELECT * FROM told_corrections WHERE issue IN {_ISSUES} AND correction IN"
    f" (SELECT id FROM corrections WHERE issue IN {_ISSUES}) ORDER BY correction, issue",
}


def part(archive: Archive, first_day: str, last_day: str, first: str, last: str) -> Part:
    """Return what a release of some days is about.

    The issues of those days that were published; the articles published in that span of time (without a date: first
    seen), those that the issues tell or quote in any revision; and all that tell the same stories.
    """
    issues = [
        row[0]
        for row in archive.rows(
            "SELECT id FROM issues WHERE first_day >= ? AND last_day <= ? AND id IN (SELECT issue FROM revisions)"
            " ORDER BY id",
            (first_day, last_day),
        )
    ]
    seeds = {
        row[0]
        for row in archive.rows(
            "SELECT article FROM versions JOIN articles ON articles.id = article WHERE is_current"
            " AND coalesce(published, first_seen) BETWEEN :first AND :last"
            " UNION SELECT key FROM revisions, json_each(manifest, '$.archive.versions')"
            " WHERE issue IN (SELECT value FROM json_each(:issues))"
            " UNION SELECT json_extract(value, '$.article') FROM revisions, json_each(manifest, '$.sentences')"
            " WHERE issue IN (SELECT value FROM json_each(:issues))",
            {"first": first, "last": last, "issues": packed(issues)},
        )
    }
    stories = archive.rows(
        "SELECT DISTINCT story FROM story_members WHERE article IN (SELECT value FROM json_each(?)) ORDER BY story",
        (packed(sorted(seeds)),),
    )
    members = archive.rows(
        "SELECT article FROM story_members WHERE story IN (SELECT value FROM json_each(?))",
        (packed([row[0] for row in stories]),),
    )
    there = archive.rows(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (packed(sorted(seeds | {row[0] for row in members})),),
    )
    return Part(
        articles=tuple(row[0] for row in there),
        stories=tuple(row[0] for row in stories),
        issues=tuple(issues),
        first=first,
        last=last,
    )


def rows_of(archive: Archive, table: str, about: Part, keys: list[str]) -> Iterator[Row]:
    """Yield the rows of a table that a release has, in order; `keys` are those of texts whose vectors may go."""
    wanted = {
        "articles": packed(about.articles),
        "stories": packed(about.stories),
        "issues": packed(about.issues),
        "first": about.first,
        "last": about.last,
        "keys": packed(keys),
    }
    for row in archive.connection.execute(TABLES[table], wanted):
        yield dict(row)


def put(target: Archive, table: str, row: Row) -> None:
    """Insert a row. Inside `write`."""
    names = ", ".join(f'"{name}"' for name in row)
    target.run(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})', tuple(row.values()))


def pages_of(archive: Archive, about: Part) -> Iterator[sqlite3.Row]:
    """Yield the pages that versions of a release were read from, by address and time."""
    yield from archive.connection.execute(
        "SELECT DISTINCT pages.url, pages.fetched_at, pages.status, pages.headers, pages.sha256, warc_file,"
        " warc_offset, warc_length FROM versions"
        " JOIN pages ON pages.id = versions.page WHERE versions.article IN (SELECT value FROM json_each(?))"
        " ORDER BY pages.url, pages.fetched_at, pages.sha256",
        (packed(about.articles),),
    )


def deciders(archive: Archive) -> set[str]:
    """Return everybody who decided on stories or tags."""
    return {row[0] for row in archive.rows("SELECT editor FROM decisions UNION SELECT editor FROM tag_corrections")}


def last_published_at(archive: Archive, about: Part) -> str | None:
    """Return when the newest revision of a release's issues was published, None without any."""
    found: str | None = archive.value(
        "SELECT max(published_at) FROM revisions WHERE issue IN (SELECT value FROM json_each(?))",
        (packed(about.issues),),
    )
    return found


def write_whole(target: Archive, path: Path) -> None:
    """Write an archive into a new file whose bytes follow from its rows alone.

    When a migration was applied is forgotten; VACUUM INTO writes the tables one after the other, without free pages.
    """
    with target.write():
        target.run("UPDATE _sqlite_migrations SET applied_at = ''")
    target.run("VACUUM INTO ?", (str(path),))
    with contextlib.closing(sqlite3.connect(path)) as written:
        written.execute("PRAGMA journal_mode = DELETE")
