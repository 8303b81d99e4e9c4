"""A candidate → its importance for an issue, with the reasons in words for the editor.

Logarithm of independent publishers, officialness, places concerned: the shape that news ranking converged on (cluster
scoring, US 7,568,148); repeated copy adds reach, not weight. Most news of a city is told once, by the city: there what
the text decides, moves and reaches stands in for a number of reports. How the weights were set: docs/quality.md.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from digest.issue import Candidate, Edition, Period, Report
from nlp.story import Cues

CITY_ROLES = ("primary", "about", "partner")
OWN_WORK = ("original", "report", "rewrite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts how much. The first group is added up, the second one multiplied with the sum."""

    reports: float = 0.8  # by log2(1 + reports)
    echo: float = 0.2  # of a report: another publisher's copy or translation
    own_echo: float = 0.05  # of a report: one more text by a publisher already counted
    city_relative: float = 0.5  # how far reports count against what is usual for stories of the city
    official: float = 0.8
    cities: float = 0.4  # by log2(1 + cities)
    phase: float = 0.6
    size: float = 0.4  # money and people, each 0 to 1
    reach: float = 0.8  # institutions and cities acting together
    substance: float = 0.6  # rules, rights and budgets, or findings
    length: float = 0.15  # 0 to 1
    freshness: float = 0.1
    half_life_days: float = 3.5
    known: float = 0.5  # lost by what the last issues told already
    told: float = 0.8  # kept by a story that comes back
    further: float = 0.8  # kept at least by the next phase of a thread
    no_summary: float = 0.9


WEIGHTS = Weights()
OFFICIALNESS = {"network": 1.0, "city": 0.9, "partner": 0.6}
PHASES = {"decided": 1.0, "started": 0.7, "cancelled": 0.6, "opened": 0.4, "concluded": 0.4, "called": 0.4}
REACH = {"union": 1.0, "together": 0.8, "state": 0.7, "city hall": 0.4}
SUBSTANCE = {"rules": 1.0, "findings": 0.8, "stakes": 1.0}  # counted where the title names it
IN_TITLE, IN_TEXT = 0.5, 0.25  # of what an institution counts where it acts
KINDS = {"notice": 0.3, "roundup": 0.6, "job": 0.2, "tender": 0.25, "event": 0.6}
LIGHT = {"personnel": 0.5, "ceremony": 0.6, "invitation": 0.4, "routine": 0.5}
LONG = 4000  # characters
MANY_CITIES = 50  # more count no more
MONEY, PEOPLE = (4.0, 9.0), (1.5, 5.5)  # powers of ten from which a number counts, and at which it counts in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual in a period: the logarithm of reports a story has, of all and by primary city."""

    overall: float = 1.0
    by_city: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Sum:
    """A score that grows, and why."""

    score: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, amount: float, reason: str = "") -> None:
        self.score += amount
        if reason and amount > 0:
            self.reasons.append(reason)

    def times(self, factor: float, reason: str) -> None:
        self.score *= factor
        if factor != 1:
            self.reasons.append(reason)


def importance(
    candidate: Candidate, edition: Edition, period: Period, usual: Usual | None = None, weights: Weights = WEIGHTS
) -> tuple[float, tuple[str, ...]]:
    """Return a score above 0 and its reasons: "3 independent reports", "official source", "4 cities"."""
    found = _Sum()
    _reports(found, candidate, usual or Usual(), weights)
    _substance(found, candidate, weights)
    found.score *= 1 + weights.freshness * _freshness(candidate, edition, period, weights)
    for factor, reason in _factors(candidate, edition, weights):
        found.times(factor, reason)
    return round(found.score, 6), tuple(found.reasons)


def usual_in(candidates: Iterable[Candidate], weights: Weights = WEIGHTS) -> Usual:
    """Return what is usual among these; a city with few stories is taken for one like the others."""
    volumes: dict[str | None, list[float]] = defaultdict(list)
    for candidate in candidates:
        volumes[primary_city(candidate)].append(_volume(candidate, weights))
    every = [volume for found in volumes.values() for volume in found]
    overall = sum(every) / len(every) if every else 1.0
    by_city = {city: (sum(own) + overall) / (len(own) + 1) for city, own in volumes.items() if city is not None}
    return Usual(overall=overall, by_city=by_city)


def concerned(candidate: Candidate) -> tuple[str, ...]:
    """Return the ids of the cities a story is about or which take part in it; venues and mentions are not."""
    return tuple(dict.fromkeys(city.id for city in candidate.cities if city.role in CITY_ROLES))


def primary_city(candidate: Candidate) -> str | None:
    """Return the city a story is most about, None where it is about none."""
    return next((city.id for city in candidate.cities if city.role == "primary"), None)


def first_published(candidate: Candidate) -> Report | None:
    """Return the earliest report whose date is known, None where none is."""
    dated = [report for report in candidate.reports if report.published is not None]
    return min(dated, key=lambda r: (r.published, r.article), default=None)


def publisher(report: Report) -> str:
    """Return who answers for a report: a city for all its sources, else the organisation by name."""
    if report.owner == "city" and report.source_city:
        return f"city:{report.source_city}"
    return report.source_name.casefold()


def _reports(found: _Sum, candidate: Candidate, usual: Usual, weights: Weights) -> None:
    independent, reach, _ = _publishers(candidate)
    volume = _volume(candidate, weights)
    city = primary_city(candidate)
    relative = volume - usual.by_city.get(city, usual.overall) + usual.overall if city else volume
    blended = (1 - weights.city_relative) * volume + weights.city_relative * relative
    found.add(weights.reports * blended, f"{independent} independent report{'s' * (independent != 1)}")
    if reach:
        found.reasons.append(f"passed on by {reach} other{'s' * (reach != 1)}")
    if city and relative > volume + 0.25:
        found.reasons.append("more reports than its city has as a rule")
    official = max((OFFICIALNESS.get(report.owner, 0.4) for report in candidate.reports), default=0.0)
    found.add(weights.official * official, "official source" if official >= OFFICIALNESS["city"] else "")
    cities = max(len(concerned(candidate)), round(candidate.cues.cities))
    found.add(weights.cities * math.log2(1 + min(cities, MANY_CITIES)), f"{cities} cities" if cities > 1 else "")


def _substance(found: _Sum, candidate: Candidate, weights: Weights) -> None:
    cues = candidate.cues
    found.add(weights.phase * PHASES.get(cues.phase or "", 0.0), f"tells that something is {cues.phase}")
    found.add(weights.size * _size(cues.money, MONEY), f"a sum of {_rounded(cues.money)}")
    found.add(weights.size * _size(cues.people, PEOPLE), f"counts {_rounded(cues.people)} people or places")
    heard = {one: REACH[one] * _place_of(one, cues) for one in cues.marks if one in REACH}
    strongest = max(heard, key=lambda one: heard[one], default="")
    does = "act" if strongest == cues.acts else "are named"
    found.add(weights.reach * heard.get(strongest, 0.0), f"{_ACTS.get(strongest, '')} {does}")
    for mark, share in SUBSTANCE.items():
        if mark in cues.in_title:
            found.add(weights.substance * share, _TELLS[mark])
    found.add(weights.length * min(1.0, cues.length / LONG))


_TELLS = {
    "rules": "tells of rules, rights or budgets",
    "findings": "tells what was found out",
    "stakes": "much is at stake",
}
_ACTS = {
    "union": "institutions of the European Union",
    "together": "cities together",
    "state": "governments or ministries",
    "city hall": "mayors or councils",
}


def _place_of(mark: str, cues: Cues) -> float:
    """Return how far an institution counts by where it stands."""
    return 1.0 if mark == cues.acts else IN_TITLE if mark in cues.in_title else IN_TEXT


def _factors(candidate: Candidate, edition: Edition, weights: Weights) -> Iterator[tuple[float, str]]:
    kind = "notice" if candidate.is_notice else "roundup" if candidate.is_roundup else candidate.kind
    yield KINDS.get(kind, 1.0), f"{'round-up' if kind == 'roundup' else kind}, stands lower"
    yield LIGHT.get(candidate.cues.light or "", 1.0), f"{candidate.cues.light}, stands lower"
    yield topic_weight(candidate, edition), "weight of its topic in this edition"
    if not candidate.sentences:
        yield weights.no_summary, "no summary, stands lower"
    is_further = candidate.thread is not None and candidate.thread.is_further
    new = 1 - weights.known * candidate.known
    yield (max(new, weights.further), "a thread goes on") if is_further else (new, "told much alike before")


def topic_weight(candidate: Candidate, edition: Edition) -> float:
    """Return what the edition's weights make of a story: each further topic counts half of the one before it."""
    weights = dict(edition.topic_weights)
    shares = [0.5**place for place in range(len(candidate.topics))]
    total = sum(share * weights.get(topic, 1.0) for share, topic in zip(shares, candidate.topics, strict=True))
    return total / sum(shares) if shares else 1.0


def _size(amount: float, powers: tuple[float, float]) -> float:
    least, full = powers
    return min(1.0, max(0.0, (math.log10(1 + amount) - least) / (full - least)))


def _rounded(amount: float) -> str:
    for value, word in ((1e9, " billion"), (1e6, " million")):
        if amount >= value:
            return f"{amount / value:.3g}{word}"
    return f"{amount:,.0f}"


def _volume(candidate: Candidate, weights: Weights) -> float:
    independent, reach, echoes = _publishers(candidate)
    return math.log2(1 + independent + weights.echo * reach + weights.own_echo * echoes)


def _publishers(candidate: Candidate) -> tuple[int, int, int]:
    """Count publishers with a text of their own, publishers who only pass on, and further texts of either."""
    own = {publisher(report) for report in candidate.reports if report.relation in OWN_WORK}
    every = {publisher(report) for report in candidate.reports}
    independent = max(1, len(own))
    return independent, max(0, len(every) - independent), len(candidate.reports) - len(every)


def _freshness(candidate: Candidate, edition: Edition, period: Period, weights: Weights) -> float:
    """Return 1 for the last day of the period, half of it every three and a half days before, 0 if unknown."""
    first = first_published(candidate)
    if first is None or first.published is None:
        return 0.0
    day: date = first.published.astimezone(ZoneInfo(edition.zone)).date()
    return float(0.5 ** (min(60, max(0, (period.last - day).days)) / weights.half_life_days))
