"""What politeness needs to know from one crawl to the next: robots.txt, hosts that asked for a pause, moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from citydesk.archive.connection import Archive, known_moment, packed, stamp
from crawler.crawl import HostPause, PageRead, RobotsCopy, SourceRead
from crawler.urls import host_of

ROBOTS_HOURS = 24  # RFC 9309, 2.4: no copy should be used for longer


def save_robots(archive: Archive, copy: RobotsCopy, now: datetime) -> None:
    """Keep a robots.txt as it was read."""
    with archive.write():
        archive.run(
            "INSERT OR REPLACE INTO robots VALUES (?,?,?,?)",
            (copy.origin, copy.status, copy.text, stamp(copy.fetched_at or now)),
        )


def load_robots(archive: Archive, now: datetime) -> tuple[RobotsCopy, ...]:
    """Return the copies that are still good."""
    since = stamp(now - timedelta(hours=ROBOTS_HOURS))
    rows = archive.rows("SELECT * FROM robots WHERE fetched_at BETWEEN ? AND ? ORDER BY origin", (since, stamp(now)))
    return tuple(RobotsCopy(**{**dict(row), "fetched_at": known_moment(row["fetched_at"])}) for row in rows)


def save_pause(archive: Archive, pause: HostPause) -> None:
    """Remember that a host wants to be left alone."""
    with archive.write():
        archive.run("INSERT OR REPLACE INTO host_pauses VALUES (?,?,?)", (pause.host, stamp(pause.until), pause.times))


def load_pauses(archive: Archive) -> tuple[HostPause, ...]:
    """Return the hosts that asked for a pause and have not answered well since, whether it is over or not."""
    rows = archive.rows("SELECT * FROM host_pauses ORDER BY host")
    return tuple(HostPause(**{**dict(row), "until": known_moment(row["until"])}) for row in rows)


def note_answer(archive: Archive, event: SourceRead | PageRead, now: datetime) -> None:
    """Forget the pause of a host that answers well; remember or forget where an address has moved. Inside `write`.

    A move counts once its new address has answered well; one whose new address fails is forgotten, and the old one
    is asked again.
    """
    if event.outcome in ("ok", "unchanged"):
        archive.run("DELETE FROM host_pauses WHERE host = ? AND until <= ?", (host_of(event.url), stamp(now)))
        if event.moved_to and event.moved_to != event.url:
            archive.run("INSERT OR REPLACE INTO moves VALUES (?,?,?)", (event.url, event.moved_to, stamp(now)))
    else:
        archive.run("DELETE FROM moves WHERE url = ?1 OR moved_to = ?1", (event.url,))


def moves_of(archive: Archive, urls: Iterable[str]) -> dict[str, str]:
    """Return where these addresses have moved to, of those that have, the last stop of several moves."""
    moves = {
        row["url"]: row["moved_to"]
        for row in archive.rows(
            "WITH RECURSIVE way(url, moved_to, steps) AS ("
            " SELECT url, moved_to, 1 FROM moves WHERE url IN (SELECT value FROM json_each(?))"
            " UNION ALL SELECT way.url, moves.moved_to, steps + 1 FROM way JOIN moves ON moves.url = way.moved_to"
            " WHERE steps < 5) SELECT url, moved_to FROM way ORDER BY url, steps",
            (packed(sorted(urls)),),
        )
    }
    return {url: moved_to for url, moved_to in moves.items() if url != moved_to}
