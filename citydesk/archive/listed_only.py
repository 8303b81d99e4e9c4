"""Articles that only their source tells of: it gives their text, and their page was asked for and does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment
from citydesk.archive.source_lists import listed_of
from crawler.article import Listed


def listed_only(archive: Archive) -> Iterator[tuple[Listed, str, datetime, datetime]]:
    """Yield what is listed with a text and can't be fetched, its source, when it was first seen and when it changed.

    Only what the archive does not have yet: as an article, or with this text.
    """
    rows = archive.rows(
        "SELECT listed.* FROM waiting_addresses CROSS JOIN listed USING (url) WHERE listed.text IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM fetches WHERE fetches.url = listed.url)"
        " AND NOT EXISTS (SELECT 1 FROM articles JOIN versions ON article = articles.id WHERE articles.url = listed.url"
        " AND seen_last >= coalesce(changed_at, listed.first_seen)) ORDER BY listed.first_seen, listed.url"
    )
    for row in rows:
        first = known_moment(row["first_seen"])
        changed = known_moment(row["changed_at"] or row["first_seen"])
        yield listed_of(dict(row)), row["source"], first, changed
