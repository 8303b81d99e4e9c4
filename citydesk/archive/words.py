"""The searchable words of articles: saved folded, found by an FTS5 query."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from citydesk.archive.connection import Archive


def save_words(archive: Archive, words: Sequence[tuple[str, str, str]]) -> None:
    """Replace the searchable words of articles: (id, folded title, folded text). Inside `write`."""
    archive.many("INSERT OR IGNORE INTO article_numbers (article) VALUES (?)", [(id,) for id, _, _ in words])
    number = "(SELECT number FROM article_numbers WHERE article = ?1)"
    archive.many(f"DELETE FROM article_words WHERE rowid = {number}", [(id,) for id, _, _ in words])
    archive.many(f"INSERT INTO article_words (rowid, article, title, text) VALUES ({number},?1,?2,?3)", words)


def search_words(archive: Archive, query: str, limit: int) -> Iterator[sqlite3.Row]:
    """Yield articles that hold the words of an FTS5 query, best first: id, url, title, source name, published."""
    yield from archive.rows(
        "SELECT articles_flat.*, snippet(article_words, 2, '', '', ' … ', 12) AS words FROM article_words"
        " JOIN articles_flat ON articles_flat.id = article_words.article WHERE article_words MATCH ?"
        " ORDER BY bm25(article_words, 0, 4.0, 1.0), articles_flat.id LIMIT ?",
        (query, limit),
    )
