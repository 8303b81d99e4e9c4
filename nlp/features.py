"""Two fingerprints → the features of the pair by name, each about 0 to 1: what the fitted models look at."""

from __future__ import annotations

import math

from nlp.fingerprint import Fingerprint
from nlp.shingles import overlap

WINDOW_DAYS = 14.0  # further apart it is another happening, or the same told anew
# What one language calls the start of a consultation, another calls its opening; a call that opens is both.
SAME_PHASES = frozenset({"called", "opened"})
SAME_PHASES_ACROSS = frozenset({"called", "opened", "started"})


def features(left: Fingerprint, right: Fingerprint) -> dict[str, float]:
    """Return the features of a pair by name, each about 0 to 1."""
    numbers = (left.facts.numbers, right.facts.numbers)
    days = (left.facts.days, right.facts.days)
    years = (_other_years(left), _other_years(right))
    gap = gap_days(left, right)
    is_undated = float(gap is None)
    cosine = float(left.vector @ right.vector)
    contained, jaccard = overlap(left.shingles, right.shingles) if left.language == right.language else (0.0, 0.0)
    phases = (left.title_phases or left.lead_phases, right.title_phases or right.lead_phases)
    return {
        "cosine": cosine,
        "cosine_undated": cosine * is_undated,
        "undated": is_undated,
        "contained": contained,
        "jaccard": jaccard,
        "numbers": _containment(*numbers),
        "numbers_jaccard": _jaccard(*numbers),
        "both_numbers": float(all(numbers)),
        "one_numbers": float(bool(numbers[0]) != bool(numbers[1])),
        "shared_numbers": min(_count_telling(numbers[0] & numbers[1]), 6) / 6,
        "numbers_apart": _apart(*numbers),
        "days": _containment(*days),
        "days_conflict": float(are_disjoint(*days)),
        "shared_days": min(len(days[0] & days[1]), 3) / 3,
        "days_apart": _apart(*days),
        "months": _containment(left.facts.months, right.facts.months),
        "shared_years": min(len(years[0] & years[1]), 3) / 3,
        "years_apart": _apart(*years),
        "years_conflict": float(are_disjoint(*years)),
        "title_facts_shared": float(bool(left.title_facts & right.title_facts)),
        "phases_conflict": float(phases_differ(*phases, SAME_PHASES_ACROSS)),
        "names": _containment(left.names, right.names, unknown=0.0),
        "names_jaccard": _jaccard(left.names, right.names, unknown=0.0),
        "length": abs(math.log((left.characters + 100) / (right.characters + 100))),
        "gap": min(gap, WINDOW_DAYS) / WINDOW_DAYS if gap is not None else 0.2,
        "same_day": float(gap is not None and gap < 1),
    }


def gap_days(left: Fingerprint, right: Fingerprint) -> float | None:
    """Return the days between two publications; None where a date is unknown."""
    if not (left.is_dated and right.is_dated):
        return None
    return abs((left.when - right.when).total_seconds()) / 86400


def phases_differ(left: frozenset[str], right: frozenset[str], compatible: frozenset[str]) -> bool:
    """Tell whether both name phases and none in common, those that count as one (`compatible`) aside."""
    return are_disjoint(left, right) and not (compatible & left and compatible & right)


def are_disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether both hold something and nothing in common."""
    return bool(left and right) and not left & right


def _other_years(one: Fingerprint) -> frozenset[str]:
    """Return the years an article names but the one it came out in, which every article may name."""
    return one.facts.years - ({f"y:{one.when.year}"} if one.is_dated else set())


def _containment(left: frozenset[str], right: frozenset[str], unknown: float = 0.5) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else unknown


def _jaccard(left: frozenset[str], right: frozenset[str], unknown: float = 0.5) -> float:
    return len(left & right) / len(left | right) if left and right else unknown


def _count_telling(numbers: frozenset[str]) -> int:
    """Count the numbers that tell something: shares, and counts beyond a dozen."""
    return sum(number[0] == "%" or float(number[2:]) > 12 for number in numbers)


def _apart(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how far each states what the other does not: a shorter version has fewer facts, not others."""
    return min(len(left - right), len(right - left), 3) / 3
