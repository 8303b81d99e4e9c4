"""What readers of an archive ask for: every article or story one after the other, as of a day, and any rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from citydesk.archive.articles import article_of_row
from citydesk.archive.connection import Archive
from citydesk.archive.stories import load_some
from crawler.article import Article
from nlp.story import Story

_BATCH = 500
_NAME = re.compile(r"\w+")
_VERSIONS = (
    "SELECT articles.url, articles.source, articles.first_seen, v.title, v.text, v.language, v.published, v.precision,"
    " v.date_source, v.number AS version FROM versions AS v JOIN articles ON articles.id = v.article WHERE {holds}"
    " ORDER BY v.article"
)
_THEN = (
    "v.seen_first < ?1 AND NOT EXISTS (SELECT 1 FROM versions AS later WHERE later.article = v.article"
    " AND later.seen_first < ?1 AND (later.seen_first, later.number) > (v.seen_first, v.number))"
)


def every_article(archive: Archive, before: str | None = None) -> Iterator[Article]:
    """Yield every article in order of id: its current version, or the one known before a stamp."""
    holds, given = (_THEN, (before,)) if before else ("v.is_current", ())
    for row in archive.connection.execute(_VERSIONS.format(holds=holds), given):
        yield article_of_row(row)


def article_then(archive: Archive, id: str, before: str) -> Article | None:
    """Return the version of an article that was known before a stamp, None where it was not there yet."""
    rows = archive.rows(_VERSIONS.format(holds=f"{_THEN} AND v.article = ?2"), (before, id))
    return article_of_row(rows[0]) if rows else None


def every_story(archive: Archive) -> Iterator[Story]:
    """Yield every story in order of id."""
    last = ""
    while rows := archive.rows("SELECT id FROM stories WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)):
        last = rows[-1]["id"]
        for story, _ in load_some(archive, [row["id"] for row in rows]):
            yield story


def every_row(
    archive: Archive, what: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, a view or a statement, columns by name."""
    sql = f'SELECT * FROM "{what}"' if _NAME.fullmatch(what) else what
    for row in archive.connection.execute(sql, parameters):
        yield dict(row)


def number_of(archive: Archive, article: str) -> int | None:
    """Return the number of an article's current version, None where it isn't searchable."""
    found: int | None = archive.value(
        "SELECT n.number FROM version_numbers AS n JOIN versions AS v ON v.article = n.article"
        " AND v.number = n.version WHERE n.article = ? AND v.is_current",
        (article,),
    )
    return found
