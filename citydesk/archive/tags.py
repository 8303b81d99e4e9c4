"""Tags of articles: role, score and evidence, as the rules found them and as editors corrected them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from citydesk.archive.connection import Archive, packed
from citydesk.archive.tag_corrections import corrections_of
from nlp.corrected import Correction, corrected, newest, overruled, subject
from nlp.story import Span, Tag

PLAIN = "(SELECT article, kind, value, role, score, reason, NULL AS evidence FROM tags)"


def save_tags(archive: Archive, article: str, tags: Sequence[Tag], corrections: Sequence[Correction] = ()) -> None:
    """Replace the tags of an article: those of the rules, where they hold against its corrections. Inside `write`."""
    _replace(archive, "tags", article, corrected(tags, corrections))
    _replace(archive, "overruled_tags", article, overruled(tags, corrections))


def load_tags(archive: Archive, articles: Iterable[str], *, with_evidence: bool = True) -> dict[str, tuple[Tag, ...]]:
    """Return the tags of articles by article id, best first; without their spans where those aren't asked for."""
    return _load(archive, "tags" if with_evidence else PLAIN, articles)


def load_overruled(archive: Archive, articles: Iterable[str]) -> dict[str, tuple[Tag, ...]]:
    """Return, by article id, the tags that the rules found and editors have corrected since."""
    return _load(archive, "overruled_tags", articles)


def load_tags_of_rules(archive: Archive, articles: Iterable[str]) -> dict[str, tuple[Tag, ...]]:
    """Return the tags of articles by article id as the rules found them, before any correction."""
    ids = list(articles)
    holding, beaten = corrections_of(archive, ids), load_overruled(archive, ids)
    return {
        article: (*(one for one in tags if subject(one) not in newest(holding[article])), *beaten[article])
        for article, tags in load_tags(archive, ids).items()
    }


def _replace(archive: Archive, table: str, article: str, tags: Sequence[Tag]) -> None:
    archive.run(f"DELETE FROM {table} WHERE article = ?", (article,))
    archive.many(
        f"INSERT INTO {table} VALUES (?,?,?,?,?,?,?)",
        [
            (article, tag.kind, tag.value, tag.role, tag.score, tag.reason,
             packed([[span.field, span.start, span.end, span.words] for span in tag.evidence]))
            for tag in tags
        ],
    )  # fmt: skip


def _load(archive: Archive, table: str, articles: Iterable[str]) -> dict[str, tuple[Tag, ...]]:
    found: dict[str, tuple[Tag, ...]] = dict.fromkeys(articles, ())
    sql = f"SELECT * FROM {table} WHERE article IN (SELECT value FROM json_each(?)) ORDER BY score DESC, kind, value"
    for row in archive.rows(sql, (packed(list(found)),)):
        found[row["article"]] += (_tag(row),)
    return found


def _tag(row: sqlite3.Row) -> Tag:
    spans = (Span(field=field, start=start, end=end, words=words)
             for field, start, end, words in (json.loads(row["evidence"]) if row["evidence"] else ()))  # fmt: skip
    return Tag(kind=row["kind"], value=row["value"], role=row["role"], score=row["score"], reason=row["reason"],
               evidence=tuple(spans))  # fmt: skip
