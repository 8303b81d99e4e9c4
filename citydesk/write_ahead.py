"""An open SQLite file → one that can be read while it is written, also where two processes open it at once."""

from __future__ import annotations

import sqlite3
import time

WAIT_SECONDS = 30.0  # for another process that writes
_AGAIN_SECONDS = 0.01
_KIND = 0xFF  # of an error; the rest of its code says more


def write_ahead(connection: sqlite3.Connection, wait: float = WAIT_SECONDS) -> None:
    """Keep a write-ahead log beside the file from now on. Raise sqlite3.OperationalError where it stays locked.

    The connection's own time-out is of no help here: SQLite gives up at once where another process is just making
    the same change, since one of the two could otherwise wait for ever (sqlite3BtreeBeginTrans of btree.c).
    """
    end = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _KIND != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_AGAIN_SECONDS)
        else:
            return
