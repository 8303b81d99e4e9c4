"""Vectors of texts, kept once for each text and model in float16, given back in float32."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from citydesk.archive.articles import all_articles
from citydesk.archive.connection import Archive, packed
from crawler.article import Article

Vectors = npt.NDArray[np.float32]


def load_vectors(archive: Archive, keys: Sequence[str], model: str) -> dict[str, Vectors]:
    """Return the vectors there are for texts, by key, float32."""
    sql = "SELECT text_key, vector FROM vectors WHERE model = ? AND text_key IN (SELECT value FROM json_each(?))"
    rows = archive.rows(sql, (model, packed(list(keys))))
    return {row["text_key"]: np.frombuffer(row["vector"], np.float16).astype(np.float32) for row in rows}


def model_in_force(archive: Archive) -> str | None:
    """Return the id of the model that articles were last embedded with, None where none were."""
    rules: str | None = archive.value("SELECT rules FROM step_rules WHERE step = 'embed'")
    return rules.removeprefix("embed ") if rules else None


def save_vectors(archive: Archive, vectors: Mapping[str, Vectors], model: str) -> None:
    """Keep vectors by the key of their text, rounded to float16. Inside `write`."""
    rows = [(key, model, vector.astype(np.float16).tobytes()) for key, vector in vectors.items()]
    archive.many("INSERT OR IGNORE INTO vectors VALUES (?,?,?)", rows)


def all_vectors(archive: Archive, model: str, key: Callable[[Article], str]) -> tuple[Vectors, list[str]]:
    """Return the vectors of all current versions as the model gave them, and their languages."""
    found = all_articles(archive)
    vectors = load_vectors(archive, [key(article) for article in found], model)
    return np.stack([vectors[key(article)] for article in found]), [article.language for article in found]
