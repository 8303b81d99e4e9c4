"""Fingerprints of articles, kept while they are likely to be compared; and which articles lie in a span of time.

A row stands for the current version of its article and goes with it. What isn't here is worked out again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from nlp.candidates import Seconds, Sketches, sample
from nlp.facts import Facts
from nlp.fingerprint import Fingerprint

KEPT_DAYS = 90  # after an article was first seen: longer than new ones meet it, as long as indexes are cheap
Vectors = npt.NDArray[np.float32]
Centre = Callable[[Vectors, Sequence[str]], Vectors]
Spans = Sequence[tuple[datetime, datetime]]
_OWN_COLUMNS = {"article", "text_hash", "language", "when", "is_dated", "first_seen", "shingles", "vector"}
_FACTS = [field.name for field in fields(Facts)]
_REST = [field.name for field in fields(Fingerprint) if field.name not in _OWN_COLUMNS]


def ids_within(archive: Archive, published: Spans, undated: Spans, seen: Spans) -> list[str]:
    """Return the ids of articles published, undated ones first seen, any first seen within spans of time."""
    rows = archive.rows(
        f"SELECT article FROM ({_spans(1)}) CROSS JOIN versions ON published BETWEEN first AND last AND is_current"
        f" UNION SELECT id FROM ({_spans(2)}) CROSS JOIN articles ON first_seen BETWEEN first AND last"
        " CROSS JOIN versions ON article = id AND published IS NULL AND is_current"
        f" UNION SELECT id FROM ({_spans(3)}) CROSS JOIN articles ON first_seen BETWEEN first AND last",
        [packed([(stamp(first), stamp(last)) for first, last in spans]) for spans in (published, undated, seen)],
    )
    return [row[0] for row in rows]


def load_sketches(archive: Archive, ids: Sequence[str], rules: str, centre: Centre) -> Sketches | None:
    """Return the sketches kept of these articles by these rules; None where there are none."""
    sql = "SELECT article, language, published, first_seen, vector, sample" + _KEPT
    rows = archive.rows(sql, (packed(list(ids)), rules))
    if not rows:
        return None
    languages = [row["language"] for row in rows]
    vectors = np.frombuffer(b"".join(row["vector"] for row in rows), np.float16).reshape(len(rows), -1)
    return Sketches(
        articles=tuple(row["article"] for row in rows),
        languages=np.array(languages),
        published=_seconds([row["published"] for row in rows]),
        first_seen=_seconds([row["first_seen"] for row in rows]),
        vectors=centre(vectors.astype(np.float32), languages),
        samples=np.frombuffer(b"".join(row["sample"] for row in rows), np.uint32),
        sizes=np.array([len(row["sample"]) // 4 for row in rows], np.int64),
    )


def load_fingerprints(archive: Archive, ids: Iterable[str], rules: str, centre: Centre) -> dict[str, Fingerprint]:
    """Return the fingerprints kept of these articles by these rules, by article."""
    rows = archive.rows("SELECT fingerprints.*" + _KEPT, (packed(sorted(ids)), rules))
    if not rows:
        return {}
    raw = np.stack([np.frombuffer(row["vector"], np.float16).astype(np.float32) for row in rows])
    vectors = centre(raw, [row["language"] for row in rows])
    return {row["article"]: _fingerprint(row, vector) for row, vector in zip(rows, vectors, strict=True)}


def save_fingerprints(archive: Archive, found: Sequence[tuple[Fingerprint, Vectors]], rules: str) -> None:
    """Keep fingerprints, each with its vector as the model gave it; not of a text that has changed. Inside `write`."""
    archive.many(
        "INSERT OR REPLACE INTO fingerprints SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10 WHERE EXISTS (SELECT 1 FROM versions"
        " JOIN articles ON id = article WHERE article = ?1 AND is_current AND text_hash = ?2 AND first_seen = ?6"
        " AND published IS ?5)",
        [
            (one.article, one.text_hash, rules, one.language, stamp(one.when) if one.is_dated else None,
             stamp(one.first_seen), vector.astype(np.float16).tobytes(), sample(one.shingles).tobytes(),
             packed(_facts(one)), one.shingles.tobytes())
            for one, vector in found
        ],
    )  # fmt: skip


def forget_fingerprints(archive: Archive) -> None:
    """Remove the fingerprints of articles first seen long before the last one was. Inside `write`."""
    archive.run(
        "DELETE FROM fingerprints WHERE first_seen < (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(first_seen), ?)"
        " FROM fingerprints)",
        (f"-{KEPT_DAYS} days",),
    )


_KEPT = " FROM json_each(?) JOIN fingerprints ON article = value WHERE rules = ?"


def _spans(number: int) -> str:
    return f"SELECT json_extract(value, '$[0]') AS first, json_extract(value, '$[1]') AS last FROM json_each(?{number})"


def _seconds(stamps: Sequence[str | None]) -> Seconds:
    """Return seconds since the epoch, NaN for None: all at once, since parsing them one by one takes longest."""
    known = np.array([(text or "1970-01-01T00:00:00Z")[:-1] for text in stamps]).astype("datetime64[s]")
    return np.where([text is None for text in stamps], np.nan, known.astype(np.float64))


def _facts(one: Fingerprint) -> dict[str, object]:
    """Return what of a fingerprint has no column of its own."""
    stated = {name: sorted(getattr(one.facts, name)) for name in _FACTS}
    return {"facts": stated} | dict(_plain({name: getattr(one, name) for name in _REST if name != "facts"}))


def _plain(values: dict[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        yield name, sorted(value) if isinstance(value, frozenset) else value


def _fingerprint(row: sqlite3.Row, vector: Vectors) -> Fingerprint:
    kept = json.loads(row["facts"])
    stated = Facts(**{name: frozenset(words) for name, words in kept.pop("facts").items()})
    rest: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    first_seen, published = known_moment(row["first_seen"]), moment(row["published"])
    return Fingerprint(
        article=row["article"],
        text_hash=row["text_hash"],
        language=row["language"],
        when=published or first_seen,
        is_dated=published is not None,
        first_seen=first_seen,
        shingles=np.frombuffer(row["shingles"], np.uint32),
        facts=stated,
        vector=vector,
        **rest,
    )
