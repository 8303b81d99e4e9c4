"""A week's name, two days or a moment → the days an issue is about, in the edition's own time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.issue import Period

_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def iso_week(name: str) -> Period:
    """Return the week, Monday to Sunday, that ISO 8601 calls `name`: "2026-W46".

    Raise ValueError for another form, and for a week the year does not have.
    """
    match = _ISO_WEEK.fullmatch(name)
    if match is None:
        raise ValueError(f'"{name}" is not an ISO week: write it like 2026-W46')
    year, week = int(match[1]), int(match[2])
    try:
        monday = date.fromisocalendar(year, week, 1)
        sunday = monday + timedelta(days=6)
    except (ValueError, OverflowError):
        raise ValueError(f'"{name}" is no week of the calendar: weeks run from 01 to 52 or 53') from None
    return Period(name=name, first=monday, last=sunday)


def week_of(moment: datetime, zone: str) -> Period:
    """Return the ISO week an aware `moment` lies in, by the clock of `zone` (an IANA name)."""
    year, week, _ = local_day(moment, zone).isocalendar()
    return iso_week(f"{year:04}-W{week:02}")


def between(first: date, last: date) -> Period:
    """Return the days from `first` to `last`, both included; an ISO week gets its name.

    Raise ValueError where `last` comes before `first`.
    """
    if last < first:
        raise ValueError(f"the period ends on {last}, before it begins on {first}: swap the two days")
    if first.isoweekday() == 1 and last - first == timedelta(days=6):
        year, week, _ = first.isocalendar()
        return iso_week(f"{year:04}-W{week:02}")
    name = str(first) if first == last else f"{first}_{last}"
    return Period(name=name, first=first, last=last)


def contains(period: Period, moment: datetime, zone: str) -> bool:
    """Tell whether an aware `moment` lies in the period, by the clock of `zone`."""
    return period.first <= local_day(moment, zone) <= period.last


def local_day(moment: datetime, zone: str) -> date:
    """Return the day of an aware `moment` in `zone`. Raise ValueError for a naive moment or an unknown zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: give an aware datetime")
    try:
        there = ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise ValueError(f'"{zone}" is no IANA time zone: write it like Europe/Brussels') from None
    try:
        return moment.astimezone(there).date()
    except OverflowError:
        return moment.date()  # the first and the last day there is


def week_before(moment: datetime, zone: str) -> Period:
    """Return the last whole ISO week before an aware `moment`, by the clock of `zone`."""
    return week_of(moment - timedelta(days=7), zone)


def period_named(name: str) -> Period:
    """Return the period of a name: an ISO week, a day ("2026-11-09"), or two days ("2026-11-09_2026-11-12").

    Raise ValueError for another form, and for what the calendar does not have.
    """
    if _ISO_WEEK.fullmatch(name):
        return iso_week(name)
    first, _, last = name.partition("_")
    return between(date.fromisoformat(first), date.fromisoformat(last or first))
