"""What stands beside the articles' texts: their images and attachments, and lines that a source repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citydesk.archive.connection import Archive
from crawler.article import Medium


def save_media(archive: Archive, article: str, media: Sequence[Medium]) -> None:
    """Store what the newest page of an article shows, in place of what it showed before. Inside `write`."""
    archive.run("DELETE FROM article_media WHERE article = ?", (article,))
    archive.many(
        "INSERT INTO article_media VALUES (?,?,?,?,?)",
        [(article, place, one.kind, one.url, one.text) for place, one in enumerate(media)],
    )


def load_media(archive: Archive, article: str) -> tuple[Medium, ...]:
    """Return the images and attachments of an article, the lead image first."""
    rows = archive.rows("SELECT kind, url, text FROM article_media WHERE article = ? ORDER BY position", (article,))
    return tuple(Medium(**dict(row)) for row in rows)


def load_furniture(archive: Archive, source: str) -> frozenset[str]:
    """Return the lines that a source repeats from article to article."""
    rows = archive.rows("SELECT line FROM source_furniture WHERE source = ?", (source,))
    return frozenset(row["line"] for row in rows)


def save_furniture(archive: Archive, source: str, lines: Iterable[str]) -> None:
    """Remember lines that a source repeats. Inside `write`."""
    archive.many("INSERT OR IGNORE INTO source_furniture VALUES (?,?)", [(source, line) for line in sorted(lines)])


def newest_texts(archive: Archive, source: str, other_than: str, most: int) -> list[str]:
    """Return the current texts of the articles of a source that came last, but for one of them."""
    rows = archive.rows(
        "SELECT text FROM articles JOIN versions ON article = articles.id AND is_current"
        " WHERE source = ? AND articles.id <> ? ORDER BY first_seen DESC, articles.id LIMIT ?",
        (source, other_than, most),
    )
    return [row["text"] for row in rows]


def current_text(archive: Archive, article: str) -> str | None:
    """Return the current text of an article, or None."""
    found: str | None = archive.value("SELECT text FROM versions WHERE article = ? AND is_current", (article,))
    return found
