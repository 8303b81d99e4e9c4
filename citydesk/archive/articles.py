"""Articles with their versions, vectors and tags; and which of them a step has still to deal with."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

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


def save_version(archive: Archive, article: Article, page: int | None, seen: datetime) -> bool:
    """Store what an article says as seen at a moment; tell whether that text is new. Inside `write`.

    A text that the article had before is that version seen again. The current version is the one seen last, so an
    old copy that is imported late changes nothing. The date is never taken back to unknown, and a republished
    article keeps its first one.
    """
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


def articles_between(archive: Archive, first: datetime, last: datetime) -> list[Article]:
    """Return the articles published in a span of time, and those of unknown date, ordered by id."""
    sql = _ARTICLE + " WHERE versions.published BETWEEN ? AND ? OR versions.published IS NULL ORDER BY articles.id"
    return [_article(row) for row in archive.rows(sql, (stamp(first), stamp(last)))]


def articles_missing(archive: Archive, step: str, rules: str) -> list[str]:
    """Return the ids of articles whose current version a step has not dealt with by these rules, in order of id."""
    rows = archive.rows(
        "SELECT versions.article FROM versions LEFT JOIN steps ON steps.article = versions.article AND step = ?"
        " AND steps.text_hash = versions.text_hash AND rules = ?"
        " WHERE versions.is_current AND steps.article IS NULL ORDER BY versions.article",
        (step, rules),
    )
    return [row[0] for row in rows]


def mark_done(archive: Archive, articles: Sequence[Article], step: str, rules: str) -> None:
    """Record that a step has dealt with these versions. Inside `write`."""
    rows = [(article.id, step, article.text_hash, rules) for article in articles]
    archive.many("INSERT OR REPLACE INTO steps VALUES (?,?,?,?)", rows)


def save_words(archive: Archive, words: Sequence[tuple[str, str, str]]) -> None:
    """Replace the searchable words of articles: (id, folded title, folded text). Inside `write`."""
    archive.many("DELETE FROM article_words WHERE article = ?", [(id,) for id, _, _ in words])
    archive.many("INSERT INTO article_words VALUES (?,?,?)", words)


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
    if not rows:
        return None
    with np.load(io.BytesIO(rows[0]["means"])) as arrays:
        means = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return Geometry(model_id=model, version=rows[0]["version"], overall=means.pop("overall"), means=means)


def save_geometry(archive: Archive, geometry: Geometry) -> None:
    """Keep a geometry for ever: the first one of a model stays. Inside `write`."""
    buffer = io.BytesIO()
    arrays: dict[str, Any] = {"overall": geometry.overall, **geometry.means}
    np.savez(buffer, **arrays)
    row = (geometry.model_id, geometry.version, buffer.getvalue())
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
