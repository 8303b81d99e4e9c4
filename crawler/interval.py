"""When a source published, and how its last fetches ended → when to look at it again."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=24)
LOOKS_PER_ARTICLE = 4  # so that an article waits an eighth of the usual gap between two, on average
MEMORY = timedelta(days=10)  # an arrival that long ago counts 1/e of one today
NIGHT_BEGINS, NIGHT_ENDS = 22, 6  # hours in the source's zone: city halls sleep
SPREAD = timedelta(minutes=30)  # over which the sources of one zone begin their day


def interval(arrivals: Iterable[datetime], now: datetime, failures: int = 0) -> timedelta:
    """Return how long to wait between two looks at a source, 10 minutes to 24 hours.

    `arrivals` are when its articles were published, or first seen. Their rate is estimated with a weight of
    exp(-age / MEMORY) each: a source that begins to publish more is looked at more often at once, one that falls
    silent less and less. `failures` in a row double it each.
    """
    ages = (max(now - at, timedelta(0)) / MEMORY for at in arrivals)
    per_memory = sum(math.exp(-age) for age in ages)
    wanted = MEMORY / (LOOKS_PER_ARTICLE * per_memory) if per_memory > 0.01 else LONGEST
    doubled: int = 2 ** min(failures, 8)
    return min(max(wanted, SHORTEST) * doubled, LONGEST)


def next_look(key: str, last: datetime | None, wait: timedelta, zone: tzinfo, now: datetime) -> datetime:
    """Return when a source is due: its interval after the last look, but not at night in its zone.

    What falls into the night is put off to the morning, each source at its own minute by its key. A source that was
    never looked at is due now.
    """
    if last is None:
        return now
    due = max(last + wait, last + SHORTEST)
    local = due.astimezone(zone)
    if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
        return due
    morning = local.replace(hour=NIGHT_ENDS, minute=0, second=0, microsecond=0, fold=0)
    if local.hour >= NIGHT_BEGINS:
        morning += timedelta(days=1)
    return morning.astimezone(due.tzinfo) + _own_share(key) * SPREAD


def _own_share(key: str) -> float:
    """Return a number from 0 to 1 that is always the same for a key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32
