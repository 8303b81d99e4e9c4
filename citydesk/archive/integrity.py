"""Questions to an archive whose structure is sound: what points nowhere, what is missing, what is not what it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.archive.connection import Archive
from citydesk.archive.kept_pages import page_body

PROCESS = "run `citydesk process`"
RESTORE = "restore a backup: `citydesk restore`"
WORDS = "rebuild them: `citydesk check --repair`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What should have no answer: each row of `sql` is one thing that is wrong, named by its first column."""

    what: str
    sql: str
    remedy: str


QUESTIONS = (
    Question(
        what="articles without exactly one current version",
        sql="SELECT articles.id FROM articles LEFT JOIN versions ON versions.article = articles.id"
        " GROUP BY articles.id HAVING total(is_current) <> 1",
        remedy=RESTORE,
    ),
    Question(
        what="pages of articles that were neither read nor wait to be read",
        sql="SELECT id FROM pages EXCEPT SELECT page FROM extractions EXCEPT SELECT page FROM waiting_pages"
        " EXCEPT SELECT page FROM fetches WHERE of = 'source'",
        remedy=RESTORE,
    ),
    Question(
        what="pages that are said to have given an article that is not there",
        sql="SELECT page FROM extractions WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM articles)",
        remedy=RESTORE,
    ),
    Question(
        what="stories without articles",
        sql="SELECT id FROM stories WHERE id NOT IN (SELECT story FROM story_members)",
        remedy="run `citydesk process --again`",
    ),
    Question(
        what="stories whose representative is not their first article",
        sql="SELECT id FROM stories WHERE representative NOT IN"
        " (SELECT article FROM story_members WHERE story = stories.id AND position = 0)",
        remedy="run `citydesk process --again`",
    ),
    Question(
        what="former ids of stories that lead nowhere",
        sql="SELECT alias FROM story_aliases WHERE story NOT IN (SELECT id FROM stories)"
        " AND story NOT IN (SELECT alias FROM story_aliases)",
        remedy=RESTORE,
    ),
    Question(
        what="versions that search does not find",
        sql="SELECT article FROM versions WHERE NOT EXISTS (SELECT 1 FROM version_numbers AS n WHERE n.article ="
        " versions.article AND n.version = versions.number AND n.number IN (SELECT rowid FROM article_words))"
        " AND (article, number) NOT IN (SELECT article, version FROM waiting_words)",
        remedy=WORDS,
    ),
    Question(
        what="rows for search that belong to no version",
        sql="SELECT rowid FROM article_words WHERE rowid NOT IN (SELECT n.number FROM version_numbers AS n"
        " JOIN versions ON versions.article = n.article AND versions.number = n.version)",
        remedy=WORDS,
    ),
    Question(
        what="vectors of another length than the others of their model",
        sql="SELECT text_key FROM vectors JOIN (SELECT model, min(length(vector)) AS least, max(length(vector)) AS most"
        " FROM vectors GROUP BY model HAVING least <> most OR most % 2) USING (model) WHERE length(vector) <> most",
        remedy=RESTORE,
    ),
    Question(
        what="revisions without files",
        sql="SELECT issue FROM revisions WHERE NOT EXISTS (SELECT 1 FROM revision_renderings AS files"
        " WHERE files.issue = revisions.issue AND files.revision = revisions.revision)",
        remedy=RESTORE,
    ),
)


def answers(archive: Archive, question: Question, most: int = 3) -> tuple[int, list[str]]:
    """Return how many things are wrong, and the first of them."""
    count = archive.value(f"SELECT count(*) FROM ({question.sql})")
    return int(count), [str(row[0]) for row in archive.rows(f"{question.sql} LIMIT {most}")] if count else []


def foreign_keys(archive: Archive) -> Iterator[str]:
    """Yield what points to a row that is not there, a table at a time."""
    for row in archive.rows(
        'SELECT "table", parent, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2'
    ):
        yield f"{row['n']} rows of {row['table']} point to rows of {row['parent']} that are not there"


def words_fault(archive: Archive) -> str | None:
    """Return what is wrong with the full-text index in itself, None for nothing. Inside `write`."""
    try:
        archive.run("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return str(error)
    return None


def changed_pages(archive: Archive) -> Iterator[int]:
    """Yield the pages whose body is not what was received; those whose body was let go are left out."""
    folder = archive.warc_folder
    files = {path.name for path in folder.glob("*.warc.gz")} if folder else set()
    for row in archive.connection.execute(
        "SELECT id, body, sha256, warc_file, warc_offset, warc_length FROM pages"
        " WHERE length(body) > 0 OR warc_file NOT NULL ORDER BY id"
    ):
        if not row["body"] and row["warc_file"] not in files:
            continue
        try:
            body = page_body(archive, row)
        except zlib.error:
            body = None
        if body is None or hashlib.sha256(body).hexdigest() != row["sha256"]:
            yield row["id"]


def changed_publications(archive: Archive) -> Iterator[str]:
    """Yield the published files and bases that are not what their manifest says."""
    kept = (
        "SELECT revisions.issue, revisions.revision, manifest, basis, format, body FROM revisions"
        " JOIN revision_renderings USING (issue, revision) ORDER BY 1, 2, format"
    )
    for row in archive.connection.execute(kept):
        name = f"{row['issue']} revision {row['revision']}"
        try:
            said, basis = json.loads(row["manifest"]), zlib.decompress(row["basis"])
            hashes = (said["basis"]["sha256"], said["renderings"][row["format"]]["sha256"])
        except (ValueError, KeyError, zlib.error):
            yield f"{name} (basis or manifest)"
            continue
        if hashes != (hashlib.sha256(basis).hexdigest(), hashlib.sha256(row["body"]).hexdigest()):
            yield f"{name} ({row['format']} or basis)"


def all_versions(archive: Archive) -> Iterator[sqlite3.Row]:
    """Yield every version of every article: article, number, title, text, text_hash."""
    yield from archive.connection.execute(
        "SELECT article, number, title, text, text_hash, is_current FROM versions ORDER BY article, number"
    )


def vector_blobs(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield every vector with the key of its text."""
    for row in archive.connection.execute("SELECT text_key, vector FROM vectors ORDER BY model, text_key"):
        yield row["text_key"], row["vector"]


def withheld_versions(archive: Archive) -> frozenset[tuple[str, int]]:
    """Return the versions whose text a release withholds: article and number."""
    return frozenset((row["article"], row["version"]) for row in archive.rows("SELECT article, version FROM withheld"))


def vector_keys(archive: Archive) -> frozenset[str]:
    """Return the keys of the texts that a model, whichever, has encoded."""
    return frozenset(row[0] for row in archive.rows("SELECT DISTINCT text_key FROM vectors"))


def encoded_articles(archive: Archive) -> frozenset[str]:
    """Return the articles whose current version was embedded."""
    return frozenset(
        row[0]
        for row in archive.rows(
            "SELECT steps.article FROM steps JOIN versions USING (article, text_hash)"
            " WHERE step = 'embed' AND is_current"
        )
    )
