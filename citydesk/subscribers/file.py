"""Settings → the open file of subscribers: one connection, its schema up to date, its secret unlocked."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from citydesk.errors import ArchiveError, ConfigError
from citydesk.service_models import Subscribers
from citydesk.subscribers.schema import migrations
from citydesk.subscribers.vault import SHORTEST_KEY, Vault, WrongKeyError, is_locked, new_secret, unwrapped
from citydesk.write_ahead import WAIT_SECONDS, write_ahead


class SubscriberFile:
    """An open file of subscribers, for one thread. Every change stands inside `with file.write():`."""

    def __init__(self, path: Path, key: str | None = None) -> None:
        """Open or create the file, readable by its owner alone; lock its secret where a key is new.

        Raise ArchiveError, ConfigError where the key is not the one it was locked with.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
            self.connection.row_factory = sqlite3.Row
            self._prepare()
        except (sqlite3.DatabaseError, OSError) as error:
            raise ArchiveError(f"{path}: can't be opened as a file of subscribers: {error}") from error
        self.vault = self._unlocked(key)

    @contextlib.contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[None]:
        """Open a transaction that holds the write lock from its start.

        `lasting`: committed means on the disk, also when the power fails; without it, only when a process dies.
        """
        self.connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def rows(self, sql: str, *parameters: object) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, *parameters: object) -> Any:
        """Return the first column of the first row, or None."""
        row = self.row(sql, *parameters)
        return row[0] if row else None

    def run(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        """Execute one statement that changes something; inside `write`."""
        return self.connection.execute(sql, parameters)

    def many(self, sql: str, rows: list[tuple[object, ...]]) -> None:
        """Execute one statement for many rows; inside `write`."""
        self.connection.executemany(sql, rows)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> SubscriberFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self) -> None:
        write_ahead(self.connection)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no trace in free pages
        database = Database(self.connection, execute_plugins=False)
        if migrations.pending(database):
            with self.write():
                migrations.apply(database)

    def _unlocked(self, key: str | None) -> Vault:
        wrapped = self.value("SELECT value FROM meta WHERE name = 'secret'")
        if wrapped is None or (key is not None and not is_locked(wrapped)):
            wrapped = self._locked(key)
        try:
            return Vault(unwrapped(wrapped, key))
        except WrongKeyError:
            remedy = "has another key" if key else "is locked by a key, and none is set"
            raise ConfigError(f"{self.path}: {remedy}; name the right one in service.toml [subscribers]") from None

    def _locked(self, key: str | None) -> bytes:
        """Keep the secret, a new one where there is none, under the key; where another process was first, take its."""
        with self.write():
            found = self.value("SELECT value FROM meta WHERE name = 'secret'")
            if found is not None and (key is None or is_locked(found)):
                return bytes(found)
            wrapped = Vault(found[1:] if found else new_secret()).wrapped(key)
            self.run("INSERT OR REPLACE INTO meta VALUES ('secret', ?)", wrapped)
        if found is not None:
            self.connection.execute("VACUUM")  # the open secret leaves the file
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return wrapped


def open_subscribers(settings: Subscribers, environ: Mapping[str, str] = os.environ) -> SubscriberFile:
    """Open the file that settings name, with the key they name. Raise ConfigError, ArchiveError."""
    return SubscriberFile(settings.path, read_key(settings, environ))


def read_key(settings: Subscribers, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the operator's key, None where none is named. Raise ConfigError where it can't be had."""
    if settings.key_file is not None:
        try:
            key = settings.key_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            told = f"key_file {settings.key_file} can't be read; name a file that holds the key"
            raise ConfigError(f"service.toml [subscribers]: {told}") from None
    elif settings.key_variable is not None:
        key = environ.get(settings.key_variable, "").strip()
    else:
        return None
    if len(key) < SHORTEST_KEY:
        raise ConfigError(
            f"service.toml [subscribers]: the key has {len(key)} characters;"
            f" write one of {SHORTEST_KEY} at least, as `openssl rand -base64 32` makes"
        )
    return key
