"""Articles with their versions, vectors and tags; and which of them a step has still to deal with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from citydesk.archive.calibrations import pack_means, unpack_means
from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from crawler.article import Article
from nlp.geometry import Geometry
from nlp.story import Span, Tag

Vectors = npt.NDArray[np.float32]
_ARTICLE = (
    "SELECT articles.url, articles.source, articles.first_seen, versions.title, versions.text, versions.language,"
    " versions.published, versions.precision, versions.date_source, versions.number AS version"
    " FROM articles JOIN versions ON versions.article = articles.id AND versions.is_current"
)

_NOT_DONE = (  # ?1 a step, ?2 its rules
    "SELECT versions.article FROM versions LEFT JOIN steps ON steps.article = versions.article AND step = ?1"
    " AND steps.text_hash = versions.text_hash AND rules = ?2 WHERE versions.is_current AND steps.article IS NULL"
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
    known = archive.rows("SELECT * FROM versions WHERE article = ? ORDER BY number", (article.id,))
    twin = next((row for row in known if row["text_hash"] == article.text_hash), None)
    if twin is None:
        _insert_version(archive, article, len(known) + 1, page, seen, known)
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
        archive.run("DELETE FROM fingerprints WHERE article = ?", (article.id,))
        archive.run("DELETE FROM steps WHERE article = ? AND step = 'group'", (article.id,))
        archive.run(
            "INSERT OR IGNORE INTO waiting_articles SELECT step, ?1 FROM step_rules WHERE NOT EXISTS (SELECT 1"
            " FROM steps JOIN versions USING (article, text_hash) WHERE steps.article = ?1 AND is_current"
            " AND steps.step = step_rules.step AND steps.rules = step_rules.rules)",
            (article.id,),
        )
    return twin is None


def is_empty(archive: Archive) -> bool:
    """Tell whether there is no article yet."""
    return archive.value("SELECT 1 FROM articles LIMIT 1") is None


def first_seen(archive: Archive, url: str) -> datetime | None:
    """Return when the article at a canonical address was first seen, or None."""
    return moment(archive.value("SELECT first_seen FROM articles WHERE url = ?", (url,)))


def load_articles(archive: Archive, ids: Iterable[str]) -> list[Article]:
    """Return the current versions of articles, ordered by id."""
    sql = _ARTICLE + " WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY articles.id"
    return [_article(row) for row in archive.rows(sql, (packed(sorted(ids)),))]


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


def articles_missing(archive: Archive, step: str, rules: str) -> list[str]:
    """Return the ids of articles whose current version a step has not dealt with by these rules, in order of id.

    Those that wait are known, unless the rules are others than last time: then all articles are looked through.
    """
    if archive.value("SELECT rules FROM step_rules WHERE step = ?", (step,)) == rules:
        rows = archive.rows("SELECT article FROM waiting_articles WHERE step = ? ORDER BY article", (step,))
    else:
        rows = archive.rows(f"SELECT article FROM ({_NOT_DONE}) ORDER BY article", (step, rules))
    return [row[0] for row in rows]


def in_order_of_time(archive: Archive, ids: Sequence[str]) -> list[str]:
    """Return the ids of articles in order of their publication; of undated ones, of when they were first seen."""
    rows = archive.rows(
        "SELECT articles.id FROM json_each(?) JOIN articles ON articles.id = value JOIN versions"
        " ON versions.article = articles.id AND versions.is_current"
        " ORDER BY coalesce(versions.published, articles.first_seen), articles.id",
        (packed(list(ids)),),
    )
    return [row[0] for row in rows]


def mark_done(archive: Archive, articles: Sequence[Article], step: str, rules: str) -> None:
    """Record that a step has dealt with these versions. Inside `write`."""
    if articles and archive.value("SELECT rules FROM step_rules WHERE step = ?", (step,)) != rules:
        archive.run("INSERT OR REPLACE INTO step_rules VALUES (?,?)", (step, rules))
        archive.run("DELETE FROM waiting_articles WHERE step = ?", (step,))
        archive.run(f"INSERT INTO waiting_articles SELECT ?1, article FROM ({_NOT_DONE})", (step, rules))
    rows = [(article.id, step, article.text_hash, rules) for article in articles]
    archive.many("INSERT OR REPLACE INTO steps VALUES (?,?,?,?)", rows)
    archive.many(
        "DELETE FROM waiting_articles WHERE step = ?2 AND article = ?1 AND EXISTS (SELECT 1 FROM versions"
        " WHERE versions.article = ?1 AND text_hash = ?3 AND is_current)",
        [(article, step, text_hash) for article, step, text_hash, _ in rows],
    )


def mark_undone(archive: Archive, ids: Iterable[str], step: str) -> None:
    """Have a step deal with articles anew: what it goes by has changed. Inside `write`."""
    asked = packed(sorted(ids))
    archive.run("DELETE FROM steps WHERE step = ? AND article IN (SELECT value FROM json_each(?))", (step, asked))
    archive.run("INSERT OR IGNORE INTO waiting_articles SELECT ?, value FROM json_each(?)", (step, asked))


def save_words(archive: Archive, words: Sequence[tuple[str, str, str]]) -> None:
    """Replace the searchable words of articles: (id, folded title, folded text). Inside `write`."""
    archive.many("INSERT OR IGNORE INTO article_numbers (article) VALUES (?)", [(id,) for id, _, _ in words])
    number = "(SELECT number FROM article_numbers WHERE article = ?1)"
    archive.many(f"DELETE FROM article_words WHERE rowid = {number}", [(id,) for id, _, _ in words])
    archive.many(f"INSERT INTO article_words (rowid, article, title, text) VALUES ({number},?1,?2,?3)", words)


def load_vectors(archive: Archive, keys: Sequence[str], model: str) -> dict[str, Vectors]:
    """Return the vectors there are for texts, by key, float32."""
    sql = "SELECT text_key, vector FROM vectors WHERE model = ? AND text_key IN (SELECT value FROM json_each(?))"
    rows = archive.rows(sql, (model, packed(list(keys))))
    return {row["text_key"]: np.frombuffer(row["vector"], np.float16).astype(np.float32) for row in rows}


def save_vectors(archive: Archive, vectors: Mapping[str, Vectors], model: str) -> None:
    """Keep vectors by the key of their text, rounded to float16. Inside `write`."""
    rows = [(key, model, vector.astype(np.float16).tobytes()) for key, vector in vectors.items()]
    archive.many("INSERT OR IGNORE INTO vectors VALUES (?,?,?)", rows)


def load_geometry(archive: Archive, model: str) -> Geometry | None:
    """Return the geometry that was estimated in this archive for a model, or None."""
    rows = archive.rows("SELECT * FROM geometries WHERE model = ?", (model,))
    return unpack_means(rows[0]["means"], model, rows[0]["version"]) if rows else None


def save_geometry(archive: Archive, geometry: Geometry) -> None:
    """Keep a geometry for ever: the first one of a model stays. Inside `write`."""
    row = (geometry.model_id, geometry.version, pack_means(geometry))
    archive.run("INSERT OR IGNORE INTO geometries VALUES (?,?,?)", row)


def all_vectors(archive: Archive, model: str, key: Callable[[Article], str]) -> tuple[Vectors, list[str]]:
    """Return the vectors of all current versions as the model gave them, and their languages."""
    found = [_article(row) for row in archive.rows(_ARTICLE + " ORDER BY articles.id")]
    vectors = load_vectors(archive, [key(article) for article in found], model)
    return np.stack([vectors[key(article)] for article in found]), [article.language for article in found]


def save_tags(archive: Archive, article: str, tags: Sequence[Tag]) -> None:
    """Replace the tags of an article. Inside `write`."""
    archive.run("DELETE FROM tags WHERE article = ?", (article,))
    archive.many(
        "INSERT INTO tags VALUES (?,?,?,?,?,?,?)",
        [
            (article, tag.kind, tag.value, tag.role, tag.score, tag.reason,
             packed([[span.field, span.start, span.end, span.words] for span in tag.evidence]))
            for tag in tags
        ],
    )  # fmt: skip


def load_tags(archive: Archive, articles: Iterable[str]) -> dict[str, tuple[Tag, ...]]:
    """Return the tags of articles by article id, best first."""
    found: dict[str, tuple[Tag, ...]] = dict.fromkeys(articles, ())
    sql = "SELECT * FROM tags WHERE article IN (SELECT value FROM json_each(?)) ORDER BY score DESC, kind, value"
    for row in archive.rows(sql, (packed(list(found)),)):
        found[row["article"]] += (_tag(row),)
    return found


def search(archive: Archive, query: str, limit: int) -> Iterator[sqlite3.Row]:
    """Yield articles that hold the words of an FTS5 query, best first: id, url, title, source name, published."""
    yield from archive.rows(
        "SELECT articles_flat.*, snippet(article_words, 2, '', '', ' … ', 12) AS words FROM article_words"
        " JOIN articles_flat ON articles_flat.id = article_words.article WHERE article_words MATCH ?"
        " ORDER BY bm25(article_words, 0, 4.0, 1.0), articles_flat.id LIMIT ?",
        (query, limit),
    )


def _place_in_time(archive: Archive, id: str) -> tuple[object, ...] | None:
    """Return which text of an article counts and from when it is, None before there is any."""
    rows = archive.rows(
        "SELECT text_hash, published, first_seen FROM versions JOIN articles ON articles.id = article"
        " WHERE article = ? AND is_current",
        (id,),
    )
    return tuple(rows[0]) if rows else None


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


def _article(row: sqlite3.Row) -> Article:
    values = dict(row)
    values["published"] = moment(row["published"])
    values["first_seen"] = known_moment(row["first_seen"])
    return Article(**values)


def _tag(row: sqlite3.Row) -> Tag:
    spans = (Span(field=field, start=start, end=end, words=words)
             for field, start, end, words in json.loads(row["evidence"]))  # fmt: skip
    return Tag(kind=row["kind"], value=row["value"], role=row["role"], score=row["score"], reason=row["reason"],
               evidence=tuple(spans))  # fmt: skip
