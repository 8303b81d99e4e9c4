"""The archive as a file: opened for reading only, copied while others write, made smaller."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from citydesk.archive.connection import APPLICATION_ID, Archive
from citydesk.archive.words import merge_words
from citydesk.errors import ArchiveError
from citydesk.write_ahead import WAIT_SECONDS

HEADER = b"SQLite format 3\x00"
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file in use


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading only. Raise ArchiveError where there is no archive of ours."""
    if not path.is_file():
        raise ArchiveError(f"{path}: is not there; name the archive with --archive")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)
    try:
        with contextlib.closing(connection):
            connection.row_factory = sqlite3.Row
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise ArchiveError(f"{path}: is no archive of citydesk; name another file")
            yield connection
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{path}: can't be read: {error}; `citydesk check` tells more") from error


def copy(path: Path, to: Path) -> None:
    """Copy an archive as it is at one moment, whoever writes to it meanwhile; `to` must not exist.

    One step of SQLite's backup API: a copy in several steps would begin anew with each write of another process.
    """
    with reading(path) as source, contextlib.closing(sqlite3.connect(to)) as target:
        target.execute("PRAGMA synchronous = OFF")  # a copy that a crash cuts off is thrown away
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def damages(path: Path, most: int = 20) -> list[str]:
    """Return what is wrong with the structure of a file, in SQLite's words; nothing = it is sound.

    A file that is shorter than its header says is told first: all else follows from it.
    """
    if short := _shortened(path):
        return [short]
    try:
        with reading(path) as connection:
            rows = connection.execute(f"PRAGMA integrity_check({most})").fetchall()
    except ArchiveError as error:
        return [str(error)]
    return [line for row in rows for line in str(row[0]).splitlines() if line not in ("ok", "*** in database main ***")]


def compact(archive: Archive) -> tuple[int, int]:
    """Write the file anew without the room of what was deleted; return its bytes before and after."""
    before = _bytes(archive)
    merge_words(archive)
    archive.run("VACUUM")
    archive.run("PRAGMA optimize")
    archive.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, _bytes(archive)


def sizes(archive: Archive) -> dict[str, int]:
    """Return the bytes that each table and each index takes, by name, free room in its pages included."""
    return {
        row["name"]: row["bytes"] for row in archive.rows("SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY 1")
    }


def _bytes(archive: Archive) -> int:
    return int(archive.value("PRAGMA page_count")) * int(archive.value("PRAGMA page_size"))


def _shortened(path: Path) -> str | None:
    """Return a complaint where a file holds fewer pages than its header counts, or no header (SQLite file format §1.3).

    What lies in the write-ahead log is not in the file yet, so a file with one is left to SQLite.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(HEADER):
        return "does not begin as an SQLite file"
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return None
    size = int.from_bytes(header[16:18], "big")
    said = int.from_bytes(header[28:32], "big") * (65_536 if size == 1 else size)
    found = path.stat().st_size
    return f"is cut off: its header counts {said} bytes, there are {found}" if found < said else None
