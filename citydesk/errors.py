"""The errors a user can mend: each says what happened, to what, and what to do."""

from __future__ import annotations

import sqlite3


class CitydeskError(Exception):
    """An error for people: one line, lower case, with its remedy. Only cli.py prints it."""

    exit_code = 1


class ConfigError(CitydeskError):
    """A mistake in config or usage: names file, key and remedy."""

    exit_code = 2


class ArchiveError(CitydeskError):
    """The archive can't be opened, read or written."""


def storage_trouble(error: sqlite3.Error) -> str:
    """Return in one line what SQLite could not do, and what to do: free the disk, look for damage, or try again."""
    code = (error.sqlite_errorcode or 0) & 0xFF if hasattr(error, "sqlite_errorcode") else 0
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full: nothing was lost; free some space, then run the same command again"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"the archive is damaged: {error}; `citydesk check` tells more, `citydesk restore` brings a backup back"
    return f"the archive can't be read or written: {error}; run the same command again"
