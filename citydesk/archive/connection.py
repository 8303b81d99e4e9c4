"""A path → an open archive, its schema up to date; and how times and JSON are kept in it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from citydesk.archive.described import describe, fingerprint
from citydesk.errors import ArchiveError
from citydesk.schema import migrations
from citydesk.write_ahead import WAIT_SECONDS, write_ahead

APPLICATION_ID = 0x63747964  # "ctyd", so that `file` and we know our own


class Archive:
    """An open archive. Reading is free; every change stands inside `with archive.write():`."""

    def __init__(self, path: Path | str, *, is_read_only: bool = False) -> None:
        """Open or create the archive at `path` (":memory:" for one that is forgotten). Raise ArchiveError.

        `is_read_only` opens a file that is there and changes nothing in it, not even an older schema.
        """
        self.is_read_only = is_read_only
        self.warc_folder = None if path == ":memory:" else Path(path).with_suffix(".warc")  # pages as received
        try:
            if path != ":memory:" and not is_read_only:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            name = f"{Path(path).absolute().as_uri()}?mode=ro" if is_read_only else path
            self.connection = sqlite3.connect(name, timeout=WAIT_SECONDS, isolation_level=None, uri=is_read_only)
            self.connection.row_factory = sqlite3.Row
            self.database = Database(self.connection, execute_plugins=False)
            self._prepare(path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise ArchiveError(f"{path}: can't be opened as an archive: {error}") from error

    @contextlib.contextmanager
    def write(self) -> Iterator[None]:
        """Open a transaction that holds the write lock from its start: committed at the end, undone on any error.

        A deferred transaction would fail at once under two writers, whatever the time-out (libraries.md §4).
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"the archive can't be written: {error}; run the same command again") from error
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has undone it already
                self.connection.execute("ROLLBACK")
            raise

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def run(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Execute one statement that changes something; to be used inside `write`."""
        return self.connection.execute(sql, parameters)

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute one statement for many rows; to be used inside `write`."""
        self.connection.executemany(sql, rows)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self, path: Path | str) -> None:
        self.connection.execute("BEGIN")  # both answers of one moment: another process may be making the tables
        found = self.value("PRAGMA application_id")
        is_foreign = found not in (0, APPLICATION_ID) or (not found and self.value("SELECT 1 FROM sqlite_schema"))
        self.connection.execute("COMMIT")
        if is_foreign:
            raise ArchiveError(f"{path}: is a database of another program; name another file in service.toml [archive]")
        if self.is_read_only:
            if not found or migrations.pending(self.database):
                raise ArchiveError(
                    f"{path}: was made by an older citydesk; run `citydesk status` once to bring it up to date"
                )
            return
        write_ahead(self.connection)
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        if migrations.pending(self.database):
            with self.write():
                migrations.apply(self.database)
                self.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                describe(self)
        elif self.value("SELECT value FROM about WHERE name = 'described'") != fingerprint():
            with self.write():
                describe(self)


def stamp(moment: datetime | None) -> str | None:
    """Return a moment as the archive keeps it: `2026-11-09T08:30:00Z`; None stays None."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def moment(text: str | None) -> datetime | None:
    """Return the aware UTC datetime of a stamp; None stays None."""
    return datetime.fromisoformat(text) if text else None


def known_moment(text: str) -> datetime:
    """Return the aware UTC datetime of a stamp that can't be missing."""
    return datetime.fromisoformat(text)


def packed(value: object) -> str:
    """Return JSON, readable in the `sqlite3` shell."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
