"""A candidate → its importance for an issue, with the reasons in words for the editor.

Logarithm of independent publishers, officialness, places concerned: the shape that news ranking converged on
(cluster scoring, US 7,568,148). The weights are ours and not yet tuned: repeated copy adds reach, not weight.
"""

from __future__ import annotations

import math
from datetime import date
from zoneinfo import ZoneInfo

from digest.issue import Candidate, Edition, Period, Report

SOURCES, OFFICIAL, CITIES = 1.0, 0.8, 0.4
OFFICIALNESS = {"network": 1.0, "city": 1.0, "partner": 0.6}
REACH = 0.2  # another publisher's copy or translation, against a report of its own
ECHO = 0.05  # one more text by a publisher already counted
FRESHNESS, HALF_LIFE_DAYS = 0.1, 3.5
NOTICE, ROUNDUP, NO_SUMMARY = 0.3, 0.6, 0.9
CITY_ROLES = ("primary", "about", "partner")
OWN_WORK = ("original", "report", "rewrite")


def importance(candidate: Candidate, edition: Edition, period: Period) -> tuple[float, tuple[str, ...]]:
    """Return a score above 0 and its reasons: "3 independent reports", "official source", "4 cities"."""
    independent, reach, echoes = _publishers(candidate)
    official = max((OFFICIALNESS.get(report.owner, 0.4) for report in candidate.reports), default=0.0)
    cities = concerned(candidate)
    score = (
        SOURCES * math.log2(1 + independent + REACH * reach + ECHO * echoes)
        + OFFICIAL * official
        + CITIES * math.log2(1 + len(cities))
    )
    score *= 1 + FRESHNESS * _freshness(candidate, edition, period)
    reasons = [f"{independent} independent report{'s' * (independent != 1)}"]
    if reach:
        reasons.append(f"passed on by {reach} other{'s' * (reach != 1)}")
    if official == 1.0:
        reasons.append("official source")
    if len(cities) > 1:
        reasons.append(f"{len(cities)} cities")
    for applies, factor, reason in (
        (candidate.is_notice, NOTICE, "notice, stands lower"),
        (candidate.is_roundup, ROUNDUP, "round-up, stands lower"),
        (not candidate.sentences, NO_SUMMARY, "no summary, stands lower"),
    ):
        if applies:
            score *= factor
            reasons.append(reason)
    return round(score, 6), tuple(reasons)


def concerned(candidate: Candidate) -> tuple[str, ...]:
    """Return the ids of the cities a story is about or which take part in it; venues and mentions are not."""
    return tuple(dict.fromkeys(city.id for city in candidate.cities if city.role in CITY_ROLES))


def first_published(candidate: Candidate) -> Report | None:
    """Return the earliest report whose date is known, None where none is."""
    dated = [report for report in candidate.reports if report.published is not None]
    return min(dated, key=lambda r: (r.published, r.article), default=None)


def _publishers(candidate: Candidate) -> tuple[int, int, int]:
    """Count publishers with a text of their own, publishers who only pass on, and further texts of either."""
    own = {publisher(report) for report in candidate.reports if report.relation in OWN_WORK}
    every = {publisher(report) for report in candidate.reports}
    independent = max(1, len(own))
    return independent, max(0, len(every) - independent), len(candidate.reports) - len(every)


def publisher(report: Report) -> str:
    """Return who answers for a report: a city for all its sources, else the organisation by name."""
    if report.owner == "city" and report.source_city:
        return f"city:{report.source_city}"
    return report.source_name.casefold()


def _freshness(candidate: Candidate, edition: Edition, period: Period) -> float:
    """Return 1 for the last day of the period, half of it every three and a half days before, 0 if unknown."""
    first = first_published(candidate)
    if first is None or first.published is None:
        return 0.0
    day: date = first.published.astimezone(ZoneInfo(edition.zone)).date()
    return float(0.5 ** (min(60, max(0, (period.last - day).days)) / HALF_LIFE_DAYS))
