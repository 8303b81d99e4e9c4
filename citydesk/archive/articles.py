"""Articles with their versions: saved as they are seen, loaded by id, by time and by what they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from citydesk.archive.steps import forget_done
from citydesk.archive.words import index_versions, prepare, unindex_version
from crawler.article import Article

_ARTICLE = (
    "SELECT articles.url, articles.source, articles.first_seen, versions.title, versions.text, versions.language,"
    " versions.published, versions.precision, versions.date_source, versions.number AS version"
    " FROM articles JOIN versions ON versions.article = articles.id AND versions.is_current"
)


def save_version(archive: Archive, article: Article, page: int | None, seen: datetime) -> bool:
    """Store what an article says as seen at a moment; tell whether that text is new. Inside `write`.

    A text that the article had before is that version seen again. The current version is the one seen last, so an
    old copy that is imported late changes nothing. The date is never taken back to unknown, and a republished
    article keeps its first one.
    """
    was = _place_in_time(archive, article.id)
    archive.run(
        "INSERT INTO articles VALUES (?,?,?,?) ON CONFLICT (id) DO UPDATE SET"
        " first_seen = min(first_seen, excluded.first_seen)",
        (article.id, article.url, article.source, stamp(min(article.first_seen, seen))),
    )
    _forget_version_of(archive, article, page)
    known = archive.rows("SELECT * FROM versions WHERE article = ? ORDER BY number", (article.id,))
    twin = next((row for row in known if row["text_hash"] == article.text_hash), None)
    if twin is None:
        _insert_version(archive, article, known[-1]["number"] + 1 if known else 1, page, seen, known)
    else:
        archive.run(
            "UPDATE versions SET seen_first = min(seen_first, ?1), seen_last = max(seen_last, ?1)"
            " WHERE article = ?2 AND number = ?3",
            (stamp(seen), article.id, twin["number"]),
        )
    archive.run(
        "UPDATE versions SET is_current = (number = (SELECT number FROM versions AS other"
        " WHERE other.article = ?1 ORDER BY seen_last DESC, number DESC LIMIT 1)) WHERE article = ?1",
        (article.id,),
    )
    if _place_in_time(archive, article.id) != was:  # whom it is compared with depends on its dates, too
        forget_done(archive, article.id)
    return twin is None


def is_empty(archive: Archive) -> bool:
    """Tell whether there is no article yet."""
    return archive.value("SELECT 1 FROM articles LIMIT 1") is None


def first_seen(archive: Archive, url: str) -> datetime | None:
    """Return when the article at a canonical address was first seen, or None."""
    return moment(archive.value("SELECT first_seen FROM articles WHERE url = ?", (url,)))


def find_article(archive: Archive, name: str) -> str | None:
    """Return the id of the article that an id or a canonical address stands for, or None."""
    found: str | None = archive.value("SELECT id FROM articles WHERE id = ?1 OR url = ?1", (name,))
    return found


def load_articles(archive: Archive, ids: Iterable[str]) -> list[Article]:
    """Return the current versions of articles, ordered by id."""
    sql = _ARTICLE + " WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY articles.id"
    return [article_of_row(row) for row in archive.rows(sql, (packed(sorted(ids)),))]


def all_articles(archive: Archive) -> list[Article]:
    """Return the current versions of all articles, ordered by id."""
    return [article_of_row(row) for row in archive.rows(_ARTICLE + " ORDER BY articles.id")]


def articles_near(archive: Archive, ids: Iterable[str], first: datetime, last: datetime, limit: int) -> list[Article]:
    """Return articles of a span of time that share a project, or a city they are about, with any of these.

    Those that share most come first; at most `limit`. Those asked for are not among them.
    """
    rows = archive.rows(
        "WITH asked AS (SELECT value AS id FROM json_each(?1)),"
        " told AS (SELECT DISTINCT kind, value FROM tags WHERE article IN asked AND (kind = 'project'"
        " OR role IN ('primary', 'about')))"
        " SELECT tags.article FROM told JOIN tags ON tags.kind = told.kind AND tags.value = told.value"
        " JOIN versions ON versions.article = tags.article AND is_current"
        " WHERE tags.article NOT IN asked AND (role IS NULL OR role IN ('primary', 'about'))"
        " AND (published IS NULL OR published BETWEEN ?2 AND ?3)"
        " GROUP BY tags.article ORDER BY count(*) DESC, tags.article LIMIT ?4",
        (packed(sorted(ids)), stamp(first), stamp(last), limit),
    )
    return load_articles(archive, [row[0] for row in rows])


def in_order_of_time(archive: Archive, ids: Sequence[str]) -> list[str]:
    """Return the ids of articles in order of their publication; of undated ones, of when they were first seen."""
    rows = archive.rows(
        "SELECT articles.id FROM json_each(?) JOIN articles ON articles.id = value JOIN versions"
        " ON versions.article = articles.id AND versions.is_current"
        " ORDER BY coalesce(versions.published, articles.first_seen), articles.id",
        (packed(list(ids)),),
    )
    return [row[0] for row in rows]


def _place_in_time(archive: Archive, id: str) -> tuple[object, ...] | None:
    """Return which text of an article counts and from when it is, None before there is any."""
    rows = archive.rows(
        "SELECT text_hash, published, first_seen FROM versions JOIN articles ON articles.id = article"
        " WHERE article = ? AND is_current",
        (id,),
    )
    return tuple(rows[0]) if rows else None


def _forget_version_of(archive: Archive, article: Article, page: int | None) -> None:
    """Take away what a page was read as before, where today's rules read another text from it: that was no edit."""
    stale = "FROM versions WHERE article = ? AND page = ? AND text_hash <> ?"
    of = (article.id, page, article.text_hash)
    for row in archive.rows(f"SELECT number, title, text, language {stale}", of):
        unindex_version(archive, article.id, *row)
    archive.run(f"DELETE {stale}", of)


def _insert_version(
    archive: Archive, article: Article, number: int, page: int | None, seen: datetime, known: list[sqlite3.Row]
) -> None:
    dated = next((row for row in known if row["published"]), None)
    date = (
        (dated["published"], dated["precision"], dated["date_source"])
        if dated
        else (stamp(article.published), article.precision, article.date_source)
    )
    archive.run(
        "INSERT INTO versions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,0)",
        (article.id, number, article.title, article.text, article.language, *date, article.text_hash, page,
         stamp(seen), stamp(seen)),
    )  # fmt: skip
    words = prepare(article.id, number, article.title, article.text, article.language)
    index_versions(archive, [words])


def article_of_row(row: sqlite3.Row) -> Article:
    """Return the article of a row with its columns."""
    values = dict(row)
    values["published"] = moment(row["published"])
    values["first_seen"] = known_moment(row["first_seen"])
    return Article(**values)
