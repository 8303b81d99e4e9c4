"""What sources list, and which of it is to be fetched, again or at last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from citydesk.archive.addresses import is_elsewhere
from citydesk.archive.connection import Archive, moment, packed, stamp
from crawler.article import Listed, Precision
from crawler.crawl import Visit

MAX_TRIES = 5  # at an address that never answered well; after that it stays listed and is left alone
_UNANSWERED = (
    "NOT EXISTS (SELECT 1 FROM fetches WHERE fetches.url = waiting_addresses.url"
    " AND outcome IN ('ok-new', 'ok-unchanged', 'ok-empty', 'gone'))"
)
_FEW_TRIES = f"(SELECT count(*) FROM fetches WHERE fetches.url = waiting_addresses.url) < {MAX_TRIES}"
_UNTOLD = (  # its source gives its text, of which nothing has been made yet
    "EXISTS (SELECT 1 FROM listed WHERE listed.url = waiting_addresses.url AND text IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.url = waiting_addresses.url)"
)
_NOT_GONE = (  # a page that was withdrawn is not asked for again
    "coalesce((SELECT outcome FROM fetches WHERE fetches.url = listed.url ORDER BY id DESC LIMIT 1), '') <> 'gone'"
)
_CHANGED = (  # what its source says of an article is newer than its page
    "changed_at > first_seen AND"
    " changed_at > coalesce((SELECT max(fetched_at) FROM fetches WHERE fetches.url = listed.url), '')"
)


def save_listed(archive: Archive, source: str, listed: Sequence[Listed], now: datetime) -> None:
    """Remember what a source lists; the source that listed an address first keeps it. Inside `write`.

    What was seen later stays: an old snapshot that is imported late changes nothing but when it was first seen.
    """
    seen = stamp(now)
    archive.many(
        "INSERT INTO listed VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (url) DO UPDATE SET"
        " title=excluded.title, published=excluded.published, precision=excluded.precision, updated=excluded.updated,"
        " language=excluded.language, text=excluded.text, author=excluded.author, categories=excluded.categories,"
        " last_seen=excluded.last_seen, changed_at=CASE WHEN"
        " title IS excluded.title AND text IS excluded.text THEN changed_at ELSE excluded.changed_at END"
        " WHERE source = excluded.source AND last_seen <= excluded.last_seen",
        [
            (one.url, source, one.title, stamp(one.published), one.precision, stamp(one.updated), one.language,
             one.text, seen, seen, seen, one.author, packed(one.categories) if one.categories else None)
            for one in listed
        ],
    )  # fmt: skip
    archive.many(
        f"INSERT OR IGNORE INTO waiting_addresses SELECT url, source FROM listed AS waiting_addresses WHERE url = ?"
        f" AND {_UNANSWERED} AND {_FEW_TRIES}",
        [(one.url,) for one in listed if not is_elsewhere(archive, one.url)],
    )
    archive.many(
        "UPDATE listed SET first_seen = ?1 WHERE url = ?2 AND source = ?3 AND first_seen > ?1",
        [(seen, one.url, source) for one in listed],
    )


def stop_waiting(archive: Archive, url: str) -> None:
    """Wait no longer for an address that answered, is gone, or was tried often and has no text to tell. In `write`."""
    goes_on = f"{_UNANSWERED} AND ({_FEW_TRIES} OR ({_UNTOLD}))"
    archive.run(f"DELETE FROM waiting_addresses WHERE url = ? AND NOT ({goes_on})", (url,))


def visits_due(archive: Archive, sources: Sequence[str], since: datetime, most: int) -> tuple[Visit, ...]:
    """Return the addresses to fetch again or at last.

    They are listed and never answered well, or first seen after `since`, or listed in other words since. At most
    `most` of each kind for a source, the newest first. An address whose page answered but yielded no article is left
    alone until its source says something else of it: a notice may be put up empty, and get its text later.
    """
    newest = "coalesce(published, first_seen) AS newest"
    rows = archive.rows(
        "WITH asked AS (SELECT value AS source FROM json_each(:sources)),"
        f" due AS (SELECT listed.url, listed.source, {newest}, 1 AS is_new"
        " FROM asked JOIN waiting_addresses USING (source) JOIN listed ON listed.url = waiting_addresses.url"
        f" WHERE {_FEW_TRIES}"
        f" UNION ALL SELECT listed.url, listed.source, {newest}, 0 FROM asked JOIN listed USING (source)"
        f" WHERE (first_seen >= :since OR {_CHANGED}) AND {_NOT_GONE}"
        " AND listed.url NOT IN (SELECT url FROM waiting_addresses)"
        f" AND EXISTS (SELECT 1 FROM pages WHERE pages.url = listed.url) AND ({_CHANGED} OR NOT EXISTS"
        " (SELECT 1 FROM pages JOIN extractions ON page = pages.id WHERE pages.url = listed.url AND reason NOT NULL)))"
        " SELECT url, source FROM (SELECT *, row_number() OVER (PARTITION BY source, is_new ORDER BY newest DESC, url)"
        " AS place FROM due) WHERE place <= :most ORDER BY source, newest DESC, url",
        {"sources": packed(list(sources)), "since": stamp(since), "most": most},
    )
    return tuple(Visit(url=row["url"], source=row["source"]) for row in rows)


def known_addresses(archive: Archive, sources: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses these sources have listed before."""
    sql = "SELECT url FROM listed WHERE source IN (SELECT value FROM json_each(?)) ORDER BY url"
    return tuple(row["url"] for row in archive.rows(sql, (packed(list(sources)),)))


def listed_at(archive: Archive, url: str, at: datetime) -> Listed | None:
    """Return what a source says of the article at an address, for a page that was fetched at a moment.

    Title and text are left out where they changed after it: they belong to another version.
    """
    rows = archive.rows("SELECT * FROM listed WHERE url = ?", (url,))
    if not rows:
        return None
    values = dict(rows[0])
    is_newer = (values["changed_at"] or "") > str(stamp(at))
    return listed_of(values | ({"title": None, "text": None} if is_newer else {}))


def listed_of(row: dict[str, str | None]) -> Listed:
    """Return a row of `listed` as its noun."""
    return Listed(
        url=str(row["url"]),
        title=row["title"],
        published=moment(row["published"]),
        precision=cast("Precision | None", row["precision"]),
        updated=moment(row["updated"]),
        language=row["language"],
        text=row["text"],
        author=row["author"],
        categories=tuple(json.loads(row["categories"] or "[]")),
    )
