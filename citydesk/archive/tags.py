"""Tags of articles: the cities, topics and projects an article is about, with role, score and evidence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from citydesk.archive.connection import Archive, packed
from nlp.story import Span, Tag


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


def _tag(row: sqlite3.Row) -> Tag:
    spans = (Span(field=field, start=start, end=end, words=words)
             for field, start, end, words in json.loads(row["evidence"]))  # fmt: skip
    return Tag(kind=row["kind"], value=row["value"], role=row["role"], score=row["score"], reason=row["reason"],
               evidence=tuple(spans))  # fmt: skip
