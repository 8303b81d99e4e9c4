"""A name, two days or a moment → the days an issue is about, in the edition's own time zone.

A day is named `2026-11-09`, an ISO week `2026-W46`, a month `2026-11`, other days `2026-11-09_2026-11-12`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.issue import Period, Rhythm

_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


def month(name: str) -> Period:
    """Return the calendar month `name`: "2026-11". Raise ValueError for another form or number."""
    match = _MONTH.fullmatch(name)
    if match is None:
        raise ValueError(f'"{name}" is not a month: write it like 2026-11')
    try:
        first = date(int(match[1]), int(match[2]), 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        raise ValueError(f'"{name}" is no month of the calendar: months run from 01 to 12') from None
    return Period(name=name, first=first, last=last)


def period_of(moment: datetime, zone: str, rhythm: Rhythm = "weekly") -> Period:
    """Return the day, ISO week or month an aware `moment` lies in, by the clock of `zone` (an IANA name)."""
    return _around(local_day(moment, zone), rhythm)


def period_before(moment: datetime, zone: str, rhythm: Rhythm = "weekly") -> Period:
    """Return the last whole day, ISO week or month before an aware `moment`, by the clock of `zone`.

    It is counted in days of the calendar, so a day of 23 or 25 hours is a day.
    """
    return previous(period_of(moment, zone, rhythm), rhythm)


def previous(period: Period, rhythm: Rhythm) -> Period:
    """Return the day, ISO week or month that ends right before a period begins."""
    return _around(period.first - timedelta(days=1), rhythm)


def _around(day: date, rhythm: Rhythm) -> Period:
    if rhythm == "daily":
        return between(day, day)
    if rhythm == "monthly":
        return month(f"{day.year:04}-{day.month:02}")
    year, week, _ = day.isocalendar()
    return iso_week(f"{year:04}-W{week:02}")


def between(first: date, last: date) -> Period:
    """Return the days from `first` to `last`, both included; a day, an ISO week and a month get their names.

    Raise ValueError where `last` comes before `first`.
    """
    if last < first:
        raise ValueError(f"the period ends on {last}, before it begins on {first}: swap the two days")
    if first.isoweekday() == 1 and last - first == timedelta(days=6):
        year, week, _ = first.isocalendar()
        return iso_week(f"{year:04}-W{week:02}")
    if first.day == 1 and last == month(f"{first.year:04}-{first.month:02}").last:
        return month(f"{first.year:04}-{first.month:02}")
    name = str(first) if first == last else f"{first}_{last}"
    return Period(name=name, first=first, last=last)


def contains(period: Period, moment: datetime, zone: str) -> bool:
    """Tell whether an aware `moment` lies in the period, by the clock of `zone`."""
    return period.first <= local_day(moment, zone) <= period.last


def span(period: Period, zone: str) -> tuple[datetime, datetime]:
    """Return the first and the last second of a period, by the clock of `zone`."""
    there = ZoneInfo(zone)
    end = datetime.combine(period.last + timedelta(days=1), time(), there) - timedelta(seconds=1)
    return datetime.combine(period.first, time(), there), end


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


def period_named(name: str) -> Period:
    """Return the period of a name: a day, an ISO week, a month, or two days ("2026-11-09_2026-11-12").

    Raise ValueError for another form, and for what the calendar does not have.
    """
    if _ISO_WEEK.fullmatch(name):
        return iso_week(name)
    if _MONTH.fullmatch(name):
        return month(name)
    days = name.split("_", 1) if "_" in name else [name, name]
    if not all(_DAY.fullmatch(day) for day in days):
        raise ValueError(f'"{name}" is no period: write 2026-11-09, 2026-W46, 2026-11 or 2026-11-09_2026-11-12')
    return between(date.fromisoformat(days[0]), date.fromisoformat(days[1]))
