"""Samples drawn for coding by hand, what coders said of them, and what the system says of the same articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from citydesk.archive.connection import Archive, packed, stamp

VARIABLES = ("topics", "cities", "type")
_KIND = {"topics": "topic", "cities": "city", "type": "type"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An article of a sample."""

    article: str
    version: int
    stratum: str
    weight: float  # how many articles of the stratum it stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample as it was drawn."""

    id: str
    seed: int
    drawn: tuple[Drawn, ...]


def population(archive: Archive) -> list[sqlite3.Row]:
    """Return every article with what samples are drawn by: language, first topic, first city it is about."""
    best = "ORDER BY score DESC, value LIMIT 1"
    return archive.rows(
        "SELECT versions.article, versions.number, language,"
        f" coalesce((SELECT value FROM tags WHERE tags.article = versions.article AND kind = 'topic' {best}), '-')"
        " AS topic, coalesce((SELECT value FROM tags WHERE tags.article = versions.article AND kind = 'city'"
        f" AND role IN ('primary', 'about') {best}), '-') AS city"
        " FROM versions WHERE is_current ORDER BY versions.article"
    )


def save_sample(archive: Archive, sample: Sample, strata: Sequence[str], made_at: datetime) -> None:
    """Keep a sample. Inside `write`."""
    archive.run("INSERT INTO samples VALUES (?,?,?,?)", (sample.id, stamp(made_at), sample.seed, packed(list(strata))))
    archive.many(
        "INSERT INTO sample_articles VALUES (?,?,?,?,?,?)",
        [
            (sample.id, one.article, one.version, position, one.stratum, one.weight)
            for position, one in enumerate(sample.drawn)
        ],
    )


def load_sample(archive: Archive, name: str) -> Sample | None:
    """Return a sample by its name, None where there is none."""
    seed = archive.value("SELECT seed FROM samples WHERE id = ?", (name,))
    if seed is None:
        return None
    sql = "SELECT article, version, stratum, weight FROM sample_articles WHERE sample = ? ORDER BY position"
    return Sample(id=name, seed=seed, drawn=tuple(Drawn(**dict(row)) for row in archive.rows(sql, (name,))))


def sample_names(archive: Archive) -> list[str]:
    """Return the names of all samples."""
    return [row[0] for row in archive.rows("SELECT id FROM samples ORDER BY id")]


def texts_of(archive: Archive, name: str) -> list[sqlite3.Row]:
    """Return what a coder sees of the articles of a sample, in order: nothing that the system says of them."""
    return archive.rows(
        "SELECT sample_articles.article, versions.language, sources.name AS source, versions.published, articles.url,"
        " versions.title, versions.text FROM sample_articles"
        " JOIN versions ON versions.article = sample_articles.article AND versions.number = sample_articles.version"
        " JOIN articles ON articles.id = sample_articles.article JOIN sources ON sources.key = articles.source"
        " WHERE sample = ? ORDER BY position",
        (name,),
    )


def save_codes(archive: Archive, sample: str, coder: str, codes: Iterable[tuple[str, str, str]]) -> None:
    """Keep what a coder said, in place of what they said before: (article, variable, value). Inside `write`."""
    archive.run("DELETE FROM codes WHERE sample = ? AND coder = ?", (sample, coder))
    archive.many("INSERT OR IGNORE INTO codes VALUES (?,?,?,?,?)", [(sample, coder, *code) for code in codes])


def load_codes(archive: Archive, sample: str, variable: str) -> dict[str, dict[str, frozenset[str]]]:
    """Return by article, then by coder, the values given; an empty set: the coder says that there is none."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    rows = archive.rows(
        "SELECT article, coder, json_group_array(value) AS given FROM codes WHERE sample = ? AND variable = ?"
        " GROUP BY article, coder ORDER BY article, coder",
        (sample, variable),
    )
    for row in rows:
        found.setdefault(row["article"], {})[row["coder"]] = frozenset(json.loads(row["given"])) - {""}
    return found


def said_by_the_system(archive: Archive, articles: Sequence[str], variable: str) -> dict[str, frozenset[str]]:
    """Return the tags of articles; of cities those that a text is about."""
    found: dict[str, set[str]] = {article: set() for article in articles}
    rows = archive.rows(
        "SELECT article, value FROM tags WHERE kind = ? AND article IN (SELECT value FROM json_each(?))"
        " AND (role IS NULL OR role IN ('primary', 'about', 'partner'))",
        (_KIND[variable], packed(list(articles))),
    )
    for row in rows:
        found[row["article"]].add(row["value"])
    return {article: frozenset(values) for article, values in found.items()}
