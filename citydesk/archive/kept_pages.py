"""Pages as they were received: where their bodies stand, and which are still to be read."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from citydesk.archive.warc import Place, read_body
from crawler.article import Page


def save_page(archive: Archive, page: Page, place: Place | None = None) -> int:
    """Store a page; return its number. Inside `write`. Without `place` the archive holds the body itself."""
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


def save_imported_page(archive: Archive, page: Page, record: tuple[str, int] | None = None) -> bool:
    """Store a page that came from a file; tell whether it is new. Inside `write`.

    `record` is the WARC file it came from and where in it its record begins, in bytes.
    """
    known = archive.value(
        "SELECT 1 FROM pages WHERE url = ? AND fetched_at = ? AND sha256 = ?",
        (page.url, stamp(page.fetched_at), hashlib.sha256(page.body).hexdigest()),
    )
    if known is None:
        number = save_page(archive, page)
        archive.run("INSERT INTO waiting_pages VALUES (?)", (number,))
        if record:
            archive.run("INSERT INTO page_records VALUES (?,?,?)", (number, *record))
    return known is None


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


def count_pages_to_extract(archive: Archive) -> int:
    """Return how many pages `pages_to_extract` has to give."""
    return int(archive.value("SELECT count(*) FROM waiting_pages"))


def save_extraction(
    archive: Archive, page: int, *, article: str | None = None, reason: str | None = None, extractor: str | None = None
) -> None:
    """Record what became of a page by what read it: an article, or why there is none. Inside `write`."""
    archive.run("INSERT INTO extractions VALUES (?,?,?,?)", (page, article, reason, extractor))
    archive.run("DELETE FROM waiting_pages WHERE page = ?", (page,))


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
