"""The versions of articles as they were seen over time: what a sentence that was published is held against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment, packed
from nlp.story import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of an article."""

    article: str  # id
    number: int
    title: str
    text: str
    text_hash: str  # of title and text, as Article.text_hash
    is_current: bool


def load_versions(archive: Archive, articles: Iterable[str]) -> dict[str, list[Version]]:
    """Return all versions kept of articles, by article, the oldest first."""
    found: dict[str, list[Version]] = {}
    sql = (
        "SELECT article, number, title, text, text_hash, is_current FROM versions"
        " WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, number"
    )
    for row in archive.rows(sql, (packed(sorted(articles)),)):
        version = Version(**{**dict(row), "is_current": bool(row["is_current"])})
        found.setdefault(version.article, []).append(version)
    return found


def first_seen_of_versions(archive: Archive, articles: Iterable[str]) -> dict[tuple[str, int], datetime]:
    """Return when each version of articles was seen first, by article and number."""
    sql = "SELECT article, number, seen_first FROM versions WHERE article IN (SELECT value FROM json_each(?))"
    rows = archive.rows(sql, (packed(sorted(articles)),))
    return {(row["article"], row["number"]): known_moment(row["seen_first"]) for row in rows}


def seen_times(archive: Archive, article: str) -> dict[int, tuple[str, str]]:
    """Return when each version of an article was seen first and last, by its number, as the archive keeps times."""
    rows = archive.rows("SELECT number, seen_first, seen_last FROM versions WHERE article = ?", (article,))
    return {row["number"]: (row["seen_first"], row["seen_last"]) for row in rows}


def stands_in(sentence: Sentence, kept: Mapping[str, Sequence[Version]]) -> Version | None:
    """Return the version that a sentence stands in word for word: the current one if it does, else the last."""
    versions = kept.get(sentence.article, ())
    fitting = [one for one in versions if one.text[sentence.start : sentence.end] == sentence.words]
    return max(fitting, key=lambda one: (one.is_current, one.number), default=None)


def text_hash_of(version: Version) -> str:
    """Return the hash that the title and text of a version have, worked out anew."""
    folded = " ".join(f"{version.title}\n{version.text}".split())
    return hashlib.sha256(folded.encode()).hexdigest()


def highest_numbers(archive: Archive) -> dict[str, int]:
    """Return the last number that the archive has given to crawls, fetches, pages, decisions and edits; 0 = none."""
    tables = ("crawls", "fetches", "pages", "decisions", "edits")
    return {table: int(archive.value(f"SELECT coalesce(max(id), 0) FROM {table}")) for table in tables}


def rules_in_force(archive: Archive) -> dict[str, str]:
    """Return the rules by which each step was done last, and the last calibration, if there is one."""
    rules = {row["step"]: row["rules"] for row in archive.rows("SELECT step, rules FROM step_rules ORDER BY step")}
    last = archive.value("SELECT version FROM calibrations ORDER BY made_at DESC, version DESC LIMIT 1")
    return rules | ({"calibration": str(last)} if last else {})


def models(archive: Archive) -> list[str]:
    """Return the ids of the models that made vectors of this archive."""
    return [row[0] for row in archive.rows("SELECT DISTINCT model FROM vectors ORDER BY model")]
