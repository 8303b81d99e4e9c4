"""Days on which a source published → its rhythm, and how probable it is that such a source is silent for so long.

A gap is measured not in days but in publications that were expected in it, by weekday and season: time is rescaled
(Brown et al. 2002, Neural Computation 14:325). So measured, gaps of a source are taken for a gamma renewal process, as
in Berman 1981, Biometrika 68:143: its shape is above 1 where a source is regular, 1 where it publishes by chance
(Poisson), below 1 where it comes in bursts. All is estimated from the source's own days and drawn towards "by chance"
as long as there are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

MEMORY_DAYS = 730  # older days tell nothing of today
LEARNED_DAYS = 365  # rates and regularity are those of one year …
HALF_LIFE_DAYS = 120.0  # … in which a day counts half as much as one that is so many days younger
YEAR = 364  # days: the same weekday and, within a day, the same season a year before
SEASON_DAYS = (3, 15)  # before and after: what a year before counts as the same season; holidays are short
SEASON_SHIFTS = (-7, 0, 7)  # days: a season may begin a week earlier or later than last year
SEASON_CHANCE = 0.05  # a season is a silent one where so few days are less probable than this
SEASON_PRIOR = 0.25  # of a day with a publication, in a season that had none
WEEKS_OF_PRIOR = 1.0  # of each weekday at the source's mean rate
GAPS_OF_PRIOR = 2.0  # of a source that publishes by chance
REST = 0.25  # of a usual day is expected from Christmas Eve to Epiphany: offices rest, and the first year can't know
MOST_REGULAR = 12.0  # shape: two publications in a row may always fall out, at Easter and on bridge days
FEWEST_GAPS = 3  # before, a source has no rhythm

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rhythm:
    """What is known of how a source publishes. Day 0 is `first`."""

    first: date
    last: date  # the last day on which it published
    published: Numbers  # running count of days with a publication: length + 1 numbers
    weekdays: Numbers  # expected days with a publication, 0 to 1, on a Monday, a Tuesday, …
    shape: float  # of the gamma law of rescaled gaps
    mean: float  # of the rescaled gaps, one standard error high: with few gaps the rate may be lower than it seems


def learn(days: Sequence[date]) -> Rhythm | None:
    """Return the rhythm of a source that published on these days, in any order; None where they are too few."""
    known = sorted(set(days))
    known = [day for day in known if (known[-1] - day).days < MEMORY_DAYS]
    if len(known) <= FEWEST_GAPS:
        return None
    first, last = known[0], known[-1]
    active = np.zeros((last - first).days + 1)
    active[[(day - first).days for day in known]] = 1.0
    published = np.concatenate(([0.0], np.cumsum(active)))
    indices = np.arange(max(0, len(active) - LEARNED_DAYS), len(active))
    weights = 2.0 ** ((indices - indices[-1]) / HALF_LIFE_DAYS)
    seasons = _seasons(first, published, indices)
    weekdays = _weekdays(active[indices], weights, seasons, (indices + first.weekday()) % 7)
    expected = np.cumsum(weekdays[(indices + first.weekday()) % 7] * seasons)
    ends = np.flatnonzero(active[indices])
    gaps, counted = np.diff(expected[ends]), weights[ends[1:]]
    if len(gaps) < FEWEST_GAPS:
        return None
    mean, number = float(np.average(gaps, weights=counted)), float(counted.sum())
    spread = float(np.average((gaps / mean - 1.0) ** 2, weights=counted))
    return Rhythm(
        first=first,
        last=last,
        published=published,
        weekdays=weekdays,
        shape=min(MOST_REGULAR, (number + GAPS_OF_PRIOR) / (number * spread + GAPS_OF_PRIOR)),
        mean=mean * (1.0 + 1.0 / np.sqrt(number)),
    )


def chance_of_silence(rhythm: Rhythm, until: date) -> float:
    """Return how probable it is that a source of this rhythm publishes nothing after `last` up to and with a day."""
    return float(chances_of_silence(rhythm, until)[-1]) if until > rhythm.last else 1.0


def chances_of_silence(rhythm: Rhythm, until: date) -> Numbers:
    """Return the same for each day after `last` up to and with a day."""
    from scipy.special import gammaincc  # 0.2 s

    length = len(rhythm.published) - 1
    indices = np.arange(length, (until - rhythm.first).days + 1)
    expected = rhythm.weekdays[(indices + rhythm.first.weekday()) % 7] * _seasons(
        rhythm.first, rhythm.published, indices
    )
    return np.asarray(gammaincc(rhythm.shape, np.cumsum(expected) * rhythm.shape / rhythm.mean), np.float64)


def _weekdays(active: Numbers, weights: Numbers, seasons: Numbers, weekday: NDArray[np.int_]) -> Numbers:
    """Return the share of each weekday on which a source publishes, drawn towards that of all days."""
    seen = np.bincount(weekday, weights * active, minlength=7)
    exposed = np.bincount(weekday, weights * seasons, minlength=7)
    overall = seen.sum() / exposed.sum()
    rates: Numbers = np.minimum(1.0, (seen + WEEKS_OF_PRIOR * overall) / (exposed + WEEKS_OF_PRIOR))
    return rates


def _seasons(first: date, published: Numbers, indices: NDArray[np.int_]) -> Numbers:
    """Return for each day which share of its usual rate a source has in this season, 1 where nothing is known.

    Only silent seasons are told, never lively ones: a factor above 1 would make an alarm of a milder year.
    """
    middles = [indices - YEAR + shift for shift in SEASON_SHIFTS]
    found = [_season(published, middle, around) for middle in middles for around in SEASON_DAYS]
    factors: Numbers = np.minimum.reduce([*found, np.where(_is_rest(first, indices), REST, 1.0)])
    return factors


def _is_rest(first: date, indices: NDArray[np.int_]) -> NDArray[np.bool_]:
    days = np.datetime64(first) + indices
    of_year = (days - days.astype("datetime64[Y]")).astype(int)
    return np.asarray((of_year < 6) | (of_year >= 357))


def _season(published: Numbers, middle: NDArray[np.int_], around: int) -> Numbers:
    """Return which share of its usual rate a source had around each day, 1 where that may be chance."""
    from scipy.special import gammaincc

    def count(days: int) -> tuple[Numbers, NDArray[np.int_]]:
        first, end = np.clip(middle - days, 0, length), np.clip(middle + days + 1, 0, length)
        return published[end] - published[first], end - first

    length = len(published) - 1
    seen, days = count(around)
    of_year, days_of_year = count(YEAR // 2)
    expected = np.maximum(of_year * days / np.maximum(days_of_year, 1), 1e-9)
    is_known = (middle - around >= 0) & (middle + around < length)
    is_silent = is_known & (gammaincc(seen + 1.0, expected) < SEASON_CHANCE)  # the law of Poisson
    return np.where(is_silent, (seen + SEASON_PRIOR) / (expected + SEASON_PRIOR), 1.0)
