"""A moment, an edition and what is known of an issue → whether it publishes itself now, and which periods are asked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.issue import Edition, Period
from digest.period import period_before, previous

MOST_MISSED = 8  # periods: after a long standstill older ones are not sent after all


def is_due(edition: Edition, period: Period, now: datetime, *, scheduled: datetime | None, is_published: bool) -> bool:
    """Tell whether an issue is to be published now: its moment has come, or nobody attends it and grace is over.

    A moment that an editor set counts instead of the grace period, be it earlier or later.
    """
    if is_published:
        return False
    if scheduled is not None:
        return scheduled <= now
    return not edition.is_attended and due_at(edition, period) <= now


def due_at(edition: Edition, period: Period) -> datetime:
    """Return when the issue of an edition that nobody attends publishes itself: `grace_hours` after its last midnight.

    Hours are hours: on a Sunday when clocks change, nine hours after midnight may be eight or ten o'clock.
    """
    midnight = datetime.combine(period.last + timedelta(days=1), time(), ZoneInfo(edition.zone))
    return midnight.astimezone(UTC) + timedelta(hours=edition.grace_hours)


def asked_periods(edition: Edition, now: datetime, last: Period | None) -> tuple[Period, ...]:
    """Return the periods whose issues may be due, the oldest first: those since `last`, the last one published.

    Without one, it is the last whole one alone. After a standstill, at most `MOST_MISSED` are made up for.
    """
    found = [period_before(now, edition.zone, edition.rhythm)]
    while last is not None and len(found) < MOST_MISSED:
        before = previous(found[0], edition.rhythm)
        if before.first <= last.last:
            break
        found.insert(0, before)
    return tuple(one for one in found if last is None or one.first > last.last)
