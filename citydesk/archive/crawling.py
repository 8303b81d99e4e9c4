"""Sources, fetches, pages and what sources list: what a crawl leaves, and what the next one needs to know."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from citydesk.archive.addresses import is_elsewhere
from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from citydesk.archive.courtesy import note_answer
from citydesk.archive.source_history import outcome_of_event, save_days
from citydesk.archive.warc import Place, read_body
from crawler.article import Listed, Page, Source
from crawler.crawl import PageRead, SourceRead, Validators, Visit

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


def save_sources(archive: Archive, sources: Sequence[Source]) -> None:
    """Remember what config says of each source."""
    with archive.write():
        archive.many(
            "INSERT INTO sources VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET name=excluded.name,"
            " url=excluded.url, kind=excluded.kind, owner=excluded.owner, language=excluded.language,"
            " city=excluded.city, grade=excluded.grade, evidence=excluded.evidence",
            [(s.key, s.name, s.url, s.kind, s.owner, s.language, s.city, s.grade, s.evidence) for s in sources],
        )


def load_sources(archive: Archive) -> dict[str, Source]:
    """Return every source an article or page may belong to, by key."""
    return {row["key"]: Source(**dict(row)) for row in archive.rows("SELECT * FROM sources")}


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
        page = _save_page(archive, event.page, place) if event.page else None
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


def stop_waiting(archive: Archive, url: str) -> None:
    """Wait no longer for an address that answered, is gone, or was tried often and has no text to tell. In `write`."""
    goes_on = f"{_UNANSWERED} AND ({_FEW_TRIES} OR ({_UNTOLD}))"
    archive.run(f"DELETE FROM waiting_addresses WHERE url = ? AND NOT ({goes_on})", (url,))


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


def visits_due(archive: Archive, sources: Sequence[str], since: datetime, most: int) -> tuple[Visit, ...]:
    """Return the addresses to fetch again or at last.

    They are listed and never answered well, or first seen after `since`, or listed in other words since. At most
    `most` of each kind for a source, the newest first. An address whose page answered but yielded no article is left
    alone.
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
        " AND EXISTS (SELECT 1 FROM pages WHERE pages.url = listed.url) AND NOT EXISTS"
        " (SELECT 1 FROM pages JOIN extractions ON page = pages.id WHERE pages.url = listed.url AND reason NOT NULL))"
        " SELECT url, source FROM (SELECT *, row_number() OVER (PARTITION BY source, is_new ORDER BY newest DESC, url)"
        " AS place FROM due) WHERE place <= :most ORDER BY source, newest DESC, url",
        {"sources": packed(list(sources)), "since": stamp(since), "most": most},
    )
    return tuple(Visit(url=row["url"], source=row["source"]) for row in rows)


def known_addresses(archive: Archive, sources: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses these sources have listed before."""
    sql = "SELECT url FROM listed WHERE source IN (SELECT value FROM json_each(?)) ORDER BY url"
    return tuple(row["url"] for row in archive.rows(sql, (packed(list(sources)),)))


def load_validators(archive: Archive) -> dict[str, Validators]:
    """Return the validators of every address that gave any and has not failed since: a 304 would hide the failure."""
    rows = archive.rows(
        "SELECT * FROM validators WHERE coalesce((SELECT outcome FROM fetches WHERE fetches.url = validators.url"
        " ORDER BY id DESC LIMIT 1), '') NOT IN ('broken', 'blocked', 'timed out', 'parse-failed', 'ok-empty')"
    )
    return {row["url"]: (row["etag"], row["last_modified"]) for row in rows}


def pages_to_extract(archive: Archive) -> Iterator[tuple[int, Page]]:
    """Yield the pages of articles that nothing has become of yet, in the order in which they came.

    One whose WARC file is not there, as after a move of the archive without it, is left out and goes on waiting.
    """
    sql = "SELECT pages.* FROM waiting_pages JOIN pages ON id = page WHERE page > ? ORDER BY page LIMIT 1"
    last = 0
    while rows := archive.rows(sql, (last,)):
        last = rows[0]["id"]
        if (page := _page(archive, dict(rows[0]))) is not None:
            yield last, page


def wait_again(archive: Archive) -> int:
    """Have every page of an article whose body is there extracted anew; return how many. What they gave stays."""
    files = sorted(path.name for path in archive.warc_folder.glob("*.warc.gz")) if archive.warc_folder else []
    readable = (
        "SELECT page FROM extractions JOIN pages ON pages.id = page WHERE length(body) > 0"
        " OR warc_file IN (SELECT value FROM json_each(?))"
    )
    with archive.write():
        count = archive.run(f"INSERT OR IGNORE INTO waiting_pages {readable}", (packed(files),)).rowcount
        archive.run("DELETE FROM extractions WHERE page IN (SELECT page FROM waiting_pages)")
    return count


def count_pages_to_extract(archive: Archive) -> int:
    """Return how many pages `pages_to_extract` has to give."""
    return int(archive.value("SELECT count(*) FROM waiting_pages"))


def save_extraction(
    archive: Archive, page: int, *, article: str | None = None, reason: str | None = None, extractor: str | None = None
) -> None:
    """Record what became of a page by what read it: an article, or why there is none. Inside `write`."""
    archive.run("INSERT INTO extractions VALUES (?,?,?,?)", (page, article, reason, extractor))
    archive.run("DELETE FROM waiting_pages WHERE page = ?", (page,))


def save_imported_page(archive: Archive, page: Page, record: tuple[str, int] | None = None) -> bool:
    """Store a page that came from a file; tell whether it is new. Inside `write`.

    `record` is the WARC file it came from and where in it its record begins, in bytes.
    """
    known = archive.value(
        "SELECT 1 FROM pages WHERE url = ? AND fetched_at = ? AND sha256 = ?",
        (page.url, stamp(page.fetched_at), hashlib.sha256(page.body).hexdigest()),
    )
    if known is None:
        number = _save_page(archive, page)
        archive.run("INSERT INTO waiting_pages VALUES (?)", (number,))
        if record:
            archive.run("INSERT INTO page_records VALUES (?,?,?)", (number, *record))
    return known is None


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
        precision=row["precision"],  # type: ignore[arg-type]
        updated=moment(row["updated"]),
        language=row["language"],
        text=row["text"],
        author=row["author"],
        categories=tuple(json.loads(row["categories"] or "[]")),
    )


def _save_page(archive: Archive, page: Page, place: Place | None = None) -> int:
    digest = hashlib.sha256(page.body).hexdigest()
    body = b"" if place else zlib.compress(page.body, 6)
    stands = (place.file, place.offset, place.length) if place else (None, None, None)
    values = (page.url, page.final_url, page.source, stamp(page.fetched_at), page.status, packed(page.headers),
              body, digest, *stands)  # fmt: skip
    sql = (
        "INSERT INTO pages (url, final_url, source, fetched_at, status, headers, body, sha256, warc_file, warc_offset,"
        " warc_length) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
    )
    return int(archive.run(sql, values).lastrowid or 0)


def page_body(archive: Archive, row: Mapping[str, Any]) -> bytes | None:
    """Return the body of a row of `pages`: its own, or that of its WARC record. None where neither is there."""
    if row["body"]:
        return zlib.decompress(row["body"])
    if row["warc_file"] is None or archive.warc_folder is None:
        return None
    place = Place(file=row["warc_file"], offset=row["warc_offset"], length=row["warc_length"])
    body = read_body(archive.warc_folder, place)
    return body if body is not None and hashlib.sha256(body).hexdigest() == row["sha256"] else None


def _page(archive: Archive, row: dict[str, object]) -> Page | None:
    body = page_body(archive, row)
    if body is None:
        return None
    return Page(
        url=str(row["url"]),
        final_url=str(row["final_url"]),
        source=str(row["source"]),
        fetched_at=known_moment(str(row["fetched_at"])),
        status=int(str(row["status"])),
        headers=tuple((name, value) for name, value in json.loads(str(row["headers"]))),
        body=body,
    )
