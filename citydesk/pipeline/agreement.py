"""Codes of several people → how far they agree: Krippendorff's alpha for single values and for sets of values.

Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania, Annenberg School.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import TypeVar

import numpy as np

Value = TypeVar("Value", bound=Hashable)
Interval = tuple[float, float]  # the middle 95 per cent of the resamples


def nominal(one: Hashable, other: Hashable) -> float:
    """Return the distance of two single values: 0 if they are the same, else 1."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the distance of two sets, 0 to 1: 1 − Jaccard × (1 same, 2/3 one in the other, 1/3 meeting, 0 apart).

    Passonneau, R. (2006). Measuring Agreement on Set-valued Items (MASI). LREC. Two empty sets are the same.
    """
    if one == other:
        return 0.0
    shared = len(one & other)
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - weight * shared / len(one | other)


def alpha(units: Sequence[Sequence[Value]], distance: Callable[[Value, Value], float]) -> float | None:
    """Return Krippendorff's alpha of what each unit was coded as, by whoever coded it: 1 agreement, 0 chance.

    A unit that fewer than two coded does not count. None where nothing is left, or all is one value: then chance
    alone would agree as well.
    """
    paired = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in paired for value in unit)
    total = counts.total()
    if total < 2:
        return None
    apart = sum(
        2 * sum(distance(one, other) for one, other in combinations(unit, 2)) / (len(unit) - 1) for unit in paired
    )
    chance = sum(2 * counts[one] * counts[other] * distance(one, other) for one, other in combinations(counts, 2))
    return None if chance == 0 else 1 - (total - 1) * apart / chance


def alpha_interval(
    units: Sequence[Sequence[Value]], distance: Callable[[Value, Value], float], seed: int, resamples: int
) -> Interval | None:
    """Return the interval of alpha when units are drawn again, with replacement; None without an alpha."""
    chance = np.random.default_rng(seed)
    draws = (chance.integers(len(units), size=len(units)) for _ in range(resamples)) if units else iter(())
    found = [alpha([units[at] for at in draw], distance) for draw in draws]
    return middle([one for one in found if one is not None])


def middle(found: Sequence[float]) -> Interval | None:
    """Return the middle 95 per cent of resampled figures (percentile bootstrap, Efron 1979); None without any."""
    if not found:
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
