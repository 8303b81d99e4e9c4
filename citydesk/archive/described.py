"""docs/archive.md → the tables `tables` and `columns` of the archive: one description, for readers of either."""

from __future__ import annotations

import functools
import hashlib
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citydesk.archive.connection import Archive

_HEADING = re.compile(r"^(?P<level>##|###) (?:(?P<kind>Table|View) `(?P<name>\w+)`|(?P<part>.+))$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the page describes it."""

    name: str
    type: str
    null_means: str | None  # None: it can't be null
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table or view as the page describes it."""

    name: str
    kind: str  # table or view
    part: str  # the heading it stands under
    meaning: str
    columns: tuple[Column, ...]


def description() -> str:
    """Return the page: of the wheel, or of the checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "docs", package.parent / "docs"):
        if (folder / "archive.md").is_file():
            return (folder / "archive.md").read_text("utf-8")
    raise FileNotFoundError("archive.md came with no part of citydesk; install it again")


@functools.cache
def fingerprint() -> str:
    """Return the SHA-256 of the page."""
    return hashlib.sha256(description().encode()).hexdigest()


@functools.cache
def described() -> tuple[Described, ...]:
    """Return every table and view, in the order of the page."""
    text, part = description(), ""
    found = []
    headings = list(_HEADING.finditer(text))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if not heading["name"]:
            part = heading["part"] if heading["level"] == "##" else part
            continue
        body = text[heading.end() : following.start() if following else len(text)]
        words = " ".join(line for line in body.splitlines() if line and not line.startswith(("|", "#")))
        rows = [line.strip("|").split("|") for line in body.splitlines() if line.startswith("| `")]
        columns = tuple(_column([cell.strip() for cell in row]) for row in rows)
        found.append(
            Described(
                name=heading["name"], kind=heading["kind"].lower(), part=part, meaning=_plain(words), columns=columns
            )
        )
    return tuple(found)


def describe(archive: Archive) -> None:
    """Write the description into the archive, in place of an earlier one. Inside `write`."""
    archive.run("DELETE FROM tables")
    archive.run("DELETE FROM columns")
    archive.many(
        "INSERT INTO tables VALUES (?,?,?,?)", [(one.name, one.kind, one.part, one.meaning) for one in described()]
    )
    archive.many(
        "INSERT INTO columns VALUES (?,?,?,?,?,?)",
        [
            (one.name, position, column.name, column.type, column.null_means, column.meaning)
            for one in described()
            for position, column in enumerate(one.columns, 1)
        ],
    )
    archive.many(
        "INSERT OR REPLACE INTO about VALUES (?,?)",
        [
            ("what", "An archive of citydesk: news of cities, with all versions, tags, stories and issues. Begin with"
             " SELECT * FROM tables; SELECT * FROM columns;"),
            ("described", fingerprint()),
        ],
    )  # fmt: skip


def described_in(connection: sqlite3.Connection) -> dict[str, tuple[str, dict[str, str]]]:
    """Return what a file says of its tables and views, and of their columns, by name; {} for one that says nothing."""
    if connection.execute("SELECT count(*) FROM sqlite_schema WHERE name IN ('tables', 'columns')").fetchone()[0] < 2:
        return {}
    told: dict[str, tuple[str, dict[str, str]]] = {
        name: (meaning, {}) for name, meaning in connection.execute("SELECT name, meaning FROM tables")
    }
    for table, name, meaning in connection.execute('SELECT "table", name, meaning FROM columns ORDER BY position'):
        told[table][1][name] = meaning
    return told


def remember(archive: Archive, name: str, value: str) -> None:
    """Note what holds of the archive as a whole. Inside `write`."""
    archive.run("INSERT OR REPLACE INTO about VALUES (?,?)", (name, value))


def _column(cells: list[str]) -> Column:
    name, type_, null, meaning = cells
    return Column(
        name=name.strip("`"), type=type_, null_means=None if null == "–" else _plain(null), meaning=_plain(meaning)
    )


def _plain(words: str) -> str:
    return _LINK.sub(r"\1", words)
