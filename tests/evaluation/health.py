"""Simulated sources of six rhythms over two years: false alarms, and how soon a source that fell silent is noticed.

`python -m tests.evaluation health` needs no data. Seeds are fixed. Each source is watched from its first day; in its
first year no season is known, in the second that of the year before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import exp
from pathlib import Path
from statistics import median

from crawler.health import IMPROBABLE
from crawler.rhythm import chances_of_silence, learn

FIRST = date(2024, 1, 1)
YEARS = 2
DAYS = 366 + 365
NEVER_OVERDUE = 2  # silent days, of one expected publication each at most: Q(12, 2 · 12) is above 0.001
NOTICED = 365  # days within which a source that fell silent has to be noticed

Days = list[date]
Chance = random.Random


def run(data: Path | None = None, set_name: str | None = None, sources: int = 2000) -> Iterator[dict[str, object]]:
    """Yield a line a rhythm and year: sources, false alarms a source-year, days until silence was noticed."""
    del data
    for number, (name, publish) in enumerate(RHYTHMS.items()):
        if set_name in (None, name):
            share = sources // len(RHYTHMS) + (number < sources % len(RHYTHMS))
            yield from measure(name, publish, share, seed=number)


def measure(name: str, publish: Callable[[Chance], Days], sources: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield the figures of one rhythm, a line a year."""
    alarms, delays = [0] * YEARS, [[] for _ in range(YEARS)]  # type: list[int], list[list[int]]
    for number in range(sources):
        chance = random.Random(seed * 1_000_003 + number)
        days = publish(chance)
        for day in false_alarms(days):
            alarms[year_of(day)] += 1
        for year in range(YEARS):
            # the last third of a year: by then a source has a rhythm of its own
            last = FIRST + timedelta(days=year * 366 + chance.randrange(120, 365))
            delays[year].append(days_until_noticed(days, last))
    for year in range(YEARS):
        found = sorted(delays[year])
        yield {
            "rhythm": name,
            "year": year + 1,
            "sources": sources,
            "false_alarms": round(alarms[year] / sources, 3),
            "median_days": int(median(found)),
            "days_90pc": found[int(0.9 * len(found))],
            "missed": sum(delay >= NOTICED for delay in found),
        }


def false_alarms(days: Days) -> Iterator[date]:
    """Yield the first day of each alarm that the next publication showed to be false."""
    for number, (last, following) in enumerate(pairwise(days), 1):
        yield from alarm(days[:number], last, following - timedelta(days=1))


def days_until_noticed(days: Days, silent_from: date) -> int:
    """Return how long after the first publication that did not come the source was overdue."""
    before = [day for day in days if day < silent_from]
    missed = next((day for day in days if day >= silent_from), silent_from)
    noticed = next(alarm(before, before[-1], before[-1] + timedelta(days=2 * NOTICED)), None)
    # a day is looked at when it is over, on the morning after it
    return min(NOTICED, (noticed - missed).days + 1) if noticed else NOTICED


def alarm(before: Days, last: date, until: date) -> Iterator[date]:
    """Yield the day on which silence since `last` becomes improbable, if it does so by a day."""
    rhythm = learn(before) if (until - last).days > NEVER_OVERDUE else None
    if rhythm is not None:
        chances = chances_of_silence(rhythm, until)
        if chances[-1] < IMPROBABLE:
            yield last + timedelta(days=int((chances < IMPROBABLE).argmax()) + 1)


def year_of(day: date) -> int:
    return min(YEARS - 1, day.year - FIRST.year)


def every_day() -> Iterator[date]:
    yield from (FIRST + timedelta(days=number) for number in range(DAYS))


def is_holiday(day: date) -> bool:
    """Tell whether city halls rest: fixed holidays, and the days between Christmas and New Year's Day, mostly."""
    return (day.month, day.day) in {(1, 1), (1, 6), (5, 1), (8, 15), (11, 1), (12, 25), (12, 26), (12, 24), (12, 31)}


def mood(day: date) -> float:
    """Return how much less is published at the height of summer and around Christmas."""
    if is_holiday(day):
        return 0.05
    if (day.month == 12 and day.day > 20) or (day.month == 1 and day.day < 6):
        return 0.4
    return 0.7 if day.month in (7, 8) else 1.0


def by_chance(chance: Chance, rate: Callable[[date], float]) -> Days:
    """Return the days of a Poisson process: those with at least one article."""
    return [day for day in every_day() if chance.random() < 1 - exp(-rate(day))]


def daily(chance: Chance) -> Days:
    articles = chance.uniform(2.5, 8)
    return by_chance(chance, lambda day: articles * (mood(day) if not is_holiday(day) else 0.5))


def weekdays(chance: Chance) -> Days:
    articles, weekend = chance.uniform(1.5, 6), chance.choice((0.0, 0.02, 0.1))
    return by_chance(chance, lambda day: mood(day) * (articles if day.weekday() < 5 else weekend))


def weekly(chance: Chance) -> Days:
    """Publish once a week: half of the sources on one weekday, nearly always, half some day of the week."""
    weekday = chance.randrange(5) if chance.random() < 0.5 else None
    days: Days = []
    for week in range(DAYS // 7):
        monday = FIRST + timedelta(days=7 * week)
        on = weekday if weekday is not None and chance.random() < 0.9 else chance.randrange(5)
        if chance.random() < 0.96 * (mood(monday) + 1) / 2:
            days.append(monday + timedelta(days=on))
    return days


def monthly(chance: Chance) -> Days:
    around = chance.randrange(3, 26)
    starts = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
    return sorted(
        start + timedelta(days=max(0, around + chance.randrange(-3, 4))) for start in starts if chance.random() < 0.96
    )


def bursty(chance: Chance) -> Days:
    """Publish for some days in a row, then nothing for weeks."""
    mean, days, day = chance.uniform(8, 25), set(), FIRST
    while (day := day + timedelta(days=1 + int(chance.expovariate(1 / mean)))) < FIRST + timedelta(days=DAYS):
        for _ in range(chance.randrange(1, 8)):
            if chance.random() < 0.7:
                days.add(day)
            day += timedelta(days=1)
    return sorted(one for one in days if one < FIRST + timedelta(days=DAYS))


def summer_silent(chance: Chance) -> Days:
    """Publish on weekdays, and nothing for five to nine weeks of summer, a little earlier or later each year."""
    first, length = chance.randrange(165, 200), chance.randrange(35, 64)
    shift = [0, chance.randrange(-6, 7)]

    def is_off(day: date) -> bool:
        return 0 <= day.timetuple().tm_yday - first - shift[year_of(day)] < length

    return [day for day in weekdays(chance) if not is_off(day)]


RHYTHMS: dict[str, Callable[[Chance], Days]] = {
    "daily": daily,
    "weekdays": weekdays,
    "weekly": weekly,
    "monthly": monthly,
    "bursty": bursty,
    "summer-silent": summer_silent,
}
