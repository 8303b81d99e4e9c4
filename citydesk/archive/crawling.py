"""Sources, crawls and their fetches: what a crawl leaves, each answer with all it brought in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from citydesk.archive.connection import Archive, moment, packed, stamp
from citydesk.archive.courtesy import note_answer
from citydesk.archive.kept_pages import save_page
from citydesk.archive.source_history import outcome_of_event, save_days
from citydesk.archive.source_lists import save_listed, stop_waiting
from citydesk.archive.warc import Place
from crawler.article import Source
from crawler.crawl import PageRead, SourceRead, Validators


def save_sources(archive: Archive, sources: Sequence[Source]) -> None:
    """Remember what config says of each source."""
    with archive.write():
        archive.many(
            "INSERT INTO sources VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET name=excluded.name,"
            " url=excluded.url, kind=excluded.kind, owner=excluded.owner, language=excluded.language,"
            " city=excluded.city, grade=excluded.grade, evidence=excluded.evidence",
            [(s.key, s.name, s.url, s.kind, s.owner, s.language, s.city, s.grade, s.evidence) for s in sources],
        )


def load_sources(archive: Archive, keys: Iterable[str] | None = None) -> dict[str, Source]:
    """Return every source an article or page may belong to, or those of `keys`, by key."""
    asked = "" if keys is None else " WHERE key IN (SELECT value FROM json_each(?))"
    given = () if keys is None else (packed(sorted(set(keys))),)
    return {row["key"]: Source(**dict(row)) for row in archive.rows(f"SELECT * FROM sources{asked}", given)}


def begin_crawl(archive: Archive, now: datetime) -> int:
    """Record that a crawl begins; return its number."""
    with archive.write():
        return int(archive.run("INSERT INTO crawls (started_at) VALUES (?)", (stamp(now),)).lastrowid or 0)


def last_crawl_began(archive: Archive) -> datetime | None:
    """Return when the newest crawl began, None where there was none."""
    return moment(archive.value("SELECT max(started_at) FROM crawls"))


def end_crawl(archive: Archive, crawl: int, now: datetime) -> None:
    """Record that a crawl came to its end."""
    with archive.write():
        archive.run("UPDATE crawls SET ended_at = ? WHERE id = ?", (stamp(now), crawl))


def crawl_begun_at(archive: Archive, began: datetime) -> int:
    """Return the number of the crawl that began at a moment; it is recorded where there was none."""
    known = archive.value("SELECT id FROM crawls WHERE started_at = ?", (stamp(began),))
    return int(known) if known is not None else begin_crawl(archive, began)


def is_known_fetch(archive: Archive, event: SourceRead | PageRead, at: datetime) -> bool:
    """Tell whether a fetch of a moment is stored already."""
    of = "source" if isinstance(event, SourceRead) else "article"
    sql = "SELECT 1 FROM fetches WHERE url = ? AND source = ? AND of = ? AND fetched_at = ?"
    return archive.value(sql, (event.url, event.source, of, stamp(at))) is not None


def save_event(
    archive: Archive, crawl: int, event: SourceRead | PageRead, now: datetime, place: Place | None = None
) -> None:
    """Store one answer with all it brought and, in the same transaction, its validators.

    A validator without what it came with would hide that for ever: the next request would be answered 304. `place`:
    where the page stands in a WARC file; without it the archive holds the body itself.
    """
    with archive.write():
        digest = hashlib.sha256(event.page.body).hexdigest() if event.page else None
        outcome, reason = outcome_of_event(archive, event, digest)
        page = save_page(archive, event.page, place) if event.page else None
        is_source = isinstance(event, SourceRead)
        archive.run(
            "INSERT INTO fetches (crawl, source, url, of, fetched_at, outcome, reason, bytes, page)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (crawl, event.source, event.url, "source" if is_source else "article", stamp(now), outcome,
             reason, len(event.page.body) if event.page else 0, page),
        )  # fmt: skip
        if isinstance(event, SourceRead):
            save_days(archive, event.source, event.listed, now)
            save_listed(archive, event.source, event.listed, now)
        elif page is not None:
            archive.run("INSERT INTO waiting_pages VALUES (?)", (page,))
        note_answer(archive, event, now)
        stop_waiting(archive, event.url)
        if event.outcome == "ok" and (event.etag or event.last_modified):
            archive.run(
                "INSERT OR REPLACE INTO validators VALUES (?,?,?)", (event.url, event.etag, event.last_modified)
            )


def load_validators(archive: Archive) -> dict[str, Validators]:
    """Return the validators of every address that gave any and has not failed since: a 304 would hide the failure."""
    rows = archive.rows(
        "SELECT * FROM validators WHERE coalesce((SELECT outcome FROM fetches WHERE fetches.url = validators.url"
        " ORDER BY id DESC LIMIT 1), '') NOT IN ('broken', 'blocked', 'timed out', 'parse-failed', 'ok-empty')"
    )
    return {row["url"]: (row["etag"], row["last_modified"]) for row in rows}
