"""The archive's schema as numbered SQL files, each a migration: add one, never edit one; its first line says why.

A file `11_name.sql` is the migration `name`. Described for readers in docs/archive.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations


def numbered(name: str, folder: Path) -> Migrations:
    """Return the migrations that the SQL files of a folder are, in order of their numbers."""
    found = Migrations(name)
    for path in sorted(folder.glob("*.sql")):
        found(name=path.stem.partition("_")[2])(_migration(path))
    return found


def _migration(path: Path) -> Callable[[Database], None]:
    def migrate(database: Database) -> None:
        for statement in _statements(path.read_text("utf-8")):
            database.execute(statement)

    return migrate


def _statements(text: str) -> Iterator[str]:
    """Yield the statements of a file one by one: `executescript` would end the transaction a migration stands in."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


migrations = numbered("citydesk", Path(__file__).parent)
