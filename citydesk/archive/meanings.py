"""The signs of centred vectors by version: what is looked through to find by meaning, and the vectors behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citydesk.archive.connection import Archive, packed
from nlp.signs import Signs, Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Versions that are found by meaning: their numbers, languages, and vectors as the model gave them, a row each."""

    numbers: Sequence[int]
    languages: Sequence[str]
    vectors: Vectors


def save_meanings(archive: Archive, articles: Sequence[str], text_keys: Sequence[str], signs: Signs) -> None:
    """Keep the signs of the current versions of articles. Inside `write`."""
    archive.many(
        "INSERT OR REPLACE INTO meanings (number, text_key, bits) SELECT n.number, ?2, ?3 FROM version_numbers AS n"
        " JOIN versions AS v ON v.article = n.article AND v.number = n.version WHERE n.article = ?1 AND v.is_current",
        [(article, key, row.tobytes()) for article, key, row in zip(articles, text_keys, signs, strict=True)],
    )


def forget_meanings(archive: Archive) -> None:
    """Forget all signs: they follow from other means now. Inside `write`."""
    archive.run("DELETE FROM meanings")


def signs_after(archive: Archive, last: int) -> tuple[int, npt.NDArray[np.int64], Signs]:
    """Return the signs kept after a row: the number of the last one, numbers of versions, signs, shape (n, words)."""
    rows = archive.connection.execute("SELECT id, number, bits FROM meanings WHERE id > ? ORDER BY id", (last,))
    kept = [tuple(row) for row in rows]
    if not kept:
        return last, np.zeros(0, np.int64), np.zeros((0, 0), np.uint64)
    bits = np.frombuffer(b"".join(bits for _, _, bits in kept), np.uint64).reshape(len(kept), -1)
    return int(kept[-1][0]), np.array([number for _, number, _ in kept], np.int64), bits


def numbers_of_stories(archive: Archive, stories: Sequence[str]) -> dict[int, str]:
    """Return the current versions of the articles of stories, by number, with their story."""
    rows = archive.rows(
        "SELECT n.number, m.story FROM json_each(?) AS asked JOIN story_members AS m ON m.story = value"
        " JOIN versions AS v ON v.article = m.article AND v.is_current"
        " JOIN version_numbers AS n ON n.article = v.article AND n.version = v.number",
        (packed(list(stories)),),
    )
    return {row["number"]: row["story"] for row in rows}


def meant(archive: Archive, numbers: Sequence[int], model: str) -> Meant:
    """Return versions with the vectors of their texts, in any order; those without one are left out."""
    rows = archive.rows(
        "SELECT m.number, v.language, vectors.vector FROM json_each(?1) AS asked JOIN meanings AS m ON m.number = value"
        " JOIN vectors ON vectors.text_key = m.text_key AND vectors.model = ?2"
        " JOIN version_numbers AS n ON n.number = m.number"
        " JOIN versions AS v INDEXED BY versions_in_language ON v.article = n.article AND v.number = n.version",
        (packed([int(one) for one in numbers]), model),
    )
    kept, languages, blobs = zip(*rows, strict=True) if rows else ((), (), ())
    vectors = np.frombuffer(b"".join(blobs), np.float16).reshape(len(blobs), -1 if blobs else 0)
    return Meant(numbers=kept, languages=languages, vectors=vectors.astype(np.float32))
