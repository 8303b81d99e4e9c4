"""When each source was looked at, how that ended, and when its articles came: what its next look follows from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from citydesk.archive.connection import Archive, known_moment, packed, stamp

REMEMBERED = timedelta(days=50)  # five times the memory of crawler/interval.py: older arrivals count for nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What is known of one source."""

    last: datetime | None  # when it was asked last; None = never
    failures: int  # in a row, up to now
    arrivals: tuple[datetime, ...]  # of its articles, oldest first


def looks_at(archive: Archive, source: str, now: datetime) -> Looks:
    """Return what is known of a source."""
    tries = archive.rows(
        "SELECT fetched_at, outcome FROM fetches WHERE source = ? AND of = 'source' ORDER BY id DESC LIMIT 12",
        (source,),
    )
    failures = next((place for place, row in enumerate(tries) if _is_well(row["outcome"])), len(tries))
    last = known_moment(tries[0]["fetched_at"]) if tries else None
    return Looks(last=last, failures=failures, arrivals=_arrivals(archive, source, now))


def last_fetch(archive: Archive) -> int:
    """Return the number of the newest fetch, 0 before there is any."""
    return int(archive.value("SELECT coalesce(max(id), 0) FROM fetches"))


def recently_asked(archive: Archive, urls: list[str], now: datetime, shortest: timedelta) -> frozenset[str]:
    """Return those of these addresses that are not yet to be asked again: their pause grows with their age.

    An article is looked at again once it is twice as old as at the last look, at the earliest after `shortest`.
    """
    rows = archive.rows(
        "SELECT asked.value AS url FROM json_each(:urls) AS asked JOIN listed ON listed.url = asked.value"
        " JOIN (SELECT url, max(fetched_at) AS last FROM fetches GROUP BY url) AS seen ON seen.url = listed.url"
        " WHERE coalesce(changed_at, '') <= last"
        " AND julianday(:now) - julianday(last) < max(:shortest, julianday(last) - julianday(first_seen))",
        {"urls": packed(urls), "now": stamp(now), "shortest": shortest / timedelta(days=1)},
    )
    return frozenset(row["url"] for row in rows)


def _is_well(outcome: str) -> bool:
    return outcome.startswith("ok") or outcome == "unchanged"


def _arrivals(archive: Archive, source: str, now: datetime) -> tuple[datetime, ...]:
    """Return when the articles of a source came: as they are dated to the day or better, else when first seen."""
    rows = archive.rows(
        "SELECT CASE WHEN precision IN ('minute', 'day') AND published <= first_seen THEN published ELSE first_seen END"
        " AS at FROM listed WHERE source = ? AND first_seen >= ?",
        (source, stamp(now - REMEMBERED)),
    )
    return tuple(sorted(known_moment(row["at"]) for row in rows))
