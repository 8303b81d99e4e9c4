"""Who may sit at the desk: accounts, their sessions and failed attempts, in a database file of their own.

Never in the archive: the archive can be given away. Passwords are kept as argon2id hashes, session tokens as SHA-256.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from citydesk.archive.connection import known_moment, stamp
from citydesk.errors import ArchiveError, ConfigError
from citydesk.write_ahead import WAIT_SECONDS, write_ahead

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256  # characters; NIST SP 800-63B asks for 8, 15 where nothing else protects
MOST_FAILURES, FAILURE_WINDOW = 5, timedelta(minutes=15)  # of one name or one address
SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, password TEXT NOT NULL, created_at TEXT NOT NULL, removed_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts(name), form_key TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS failures (subject TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS failures_by_subject ON failures(subject, at);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Someone at the desk. `form_key` must come back with every form that changes something."""

    account: str
    form_key: str


class Accounts:
    """The open file of accounts. Every change is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open or create the file, readable by its owner alone. Raise ArchiveError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            write_ahead(self._connection)
            self._connection.executescript(SCHEMA)
        except (sqlite3.DatabaseError, OSError) as error:
            raise ArchiveError(f"{path}: can't be opened as a file of accounts: {error}") from error
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())  # unknown names take as long as known ones

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def save(self, name: str, password: str, now: datetime) -> None:
        """Make an account, or give it another password; whoever is logged in with it is not any longer."""
        if not NAME.fullmatch(name):
            raise ConfigError(f'"{name}" can\'t be a name: use a-z, 0-9, ".", "_" and "-", 64 at most')
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise ConfigError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; choose another")
        hashed = self._hasher.hash(password)
        with self._write():
            self._run("DELETE FROM sessions WHERE account = ?", name)
            self._run(
                "INSERT INTO accounts VALUES (?, ?, ?, NULL) ON CONFLICT (name) DO UPDATE"
                " SET password = excluded.password, removed_at = NULL",
                name, hashed, stamp(now),
            )  # fmt: skip

    def remove(self, name: str, now: datetime) -> None:
        """Close an account; its name stays taken, for decisions carry it. Raise ConfigError where there is none."""
        with self._write():
            self._run("DELETE FROM sessions WHERE account = ?", name)
            found = self._run(
                "UPDATE accounts SET removed_at = ? WHERE name = ? AND removed_at IS NULL", stamp(now), name
            )
        if not found.rowcount:
            raise ConfigError(f'no account is named "{name}"; `citydesk user list` tells those there are')

    def names(self) -> list[str]:
        """Return the names of the open accounts."""
        return [row[0] for row in self._run("SELECT name FROM accounts WHERE removed_at IS NULL ORDER BY name")]

    def log_in(self, name: str, password: str, now: datetime, lasting: timedelta) -> str | None:
        """Return the token of a new session, or None where name or password is wrong."""
        row = self._run("SELECT password FROM accounts WHERE name = ? AND removed_at IS NULL", name).fetchone()
        is_right = self._is_right(row[0] if row else self._nobody, password[:LONGEST_PASSWORD])
        if row is None or not is_right:
            return None
        token = secrets.token_urlsafe(32)
        with self._write():
            self._run("DELETE FROM sessions WHERE expires_at < ?", stamp(now))
            self._run(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)",
                _hashed(token), name, secrets.token_urlsafe(32), stamp(now + lasting),
            )  # fmt: skip
        return token

    def session(self, token: str, now: datetime) -> Session | None:
        """Return the session of a token, None where it is unknown or over."""
        row = self._run("SELECT account, form_key, expires_at FROM sessions WHERE token = ?", _hashed(token)).fetchone()
        if row is None or known_moment(row[2]) <= now:
            return None
        return Session(account=row[0], form_key=row[1])

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._write():
            self._run("DELETE FROM sessions WHERE token = ?", _hashed(token))

    def is_barred(self, subjects: tuple[str, ...], now: datetime) -> bool:
        """Tell whether a name or a network address has failed too often lately."""
        since = stamp(now - FAILURE_WINDOW)
        counts = (
            self._run("SELECT count(*) FROM failures WHERE subject = ? AND at > ?", _hashed(one), since).fetchone()[0]
            for one in subjects
        )
        return any(count >= MOST_FAILURES for count in counts)

    def note_failure(self, subjects: tuple[str, ...], now: datetime) -> None:
        """Remember a failed attempt, by hashes of name and address, for a quarter of an hour."""
        with self._write():
            self._run("DELETE FROM failures WHERE at <= ?", stamp(now - FAILURE_WINDOW))
            for one in subjects:
                self._run("INSERT INTO failures VALUES (?, ?)", _hashed(one), stamp(now))

    def _is_right(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return False

    def _run(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        return self._connection.execute(sql, parameters)

    @contextlib.contextmanager
    def _write(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
