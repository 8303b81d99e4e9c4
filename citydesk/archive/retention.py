"""How long what was received is kept: the bodies of old pages may go, all that is known of them stays."""

from __future__ import annotations

from datetime import datetime

from citydesk.archive.connection import Archive, stamp


def files_needed(archive: Archive) -> frozenset[str]:
    """Return the WARC files that hold a page nothing has become of yet, or one of an article in a published issue."""
    rows = archive.rows(
        "SELECT DISTINCT warc_file FROM pages WHERE warc_file NOT NULL AND (id IN (SELECT page FROM waiting_pages)"
        " OR id IN (SELECT page FROM extractions WHERE article IN (SELECT value FROM issue_entries,"
        " json_each(issue_entries.reports) WHERE issue IN (SELECT issue FROM revisions))))"
    )
    return frozenset(row["warc_file"] for row in rows)


def let_go(archive: Archive, before: datetime) -> int:
    """Empty the bodies of pages fetched before a moment; return how many.

    Address, date, headers and hash stay. Kept are pages that nothing has become of yet, and those of articles that a
    published issue tells: evidence of what was printed. Run again, it finds nothing to do.
    """
    with archive.write():
        done = archive.run(
            "UPDATE pages SET body = x'' WHERE fetched_at < ?1 AND length(body) > 0"
            " AND id NOT IN (SELECT page FROM waiting_pages) AND id NOT IN (SELECT page FROM extractions"
            " WHERE article IN (SELECT value FROM issue_entries, json_each(issue_entries.reports)"
            " WHERE issue IN (SELECT issue FROM revisions)))",
            (stamp(before),),
        )
        return done.rowcount
