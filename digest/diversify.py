"""Entries by their own score → the order of the issue: what repeats a city, topic, source or subject stands lower.

Greedy choice of the best that is left, less what it repeats of those chosen before it (maximal marginal relevance,
Carbonell and Goldstein, SIGIR 1998). What a story loses only grows, so the best may be looked up lazily in a heap.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from digest.issue import Entry
from digest.rank import first_published, primary_city, publisher

FURTHER_OF_CITY, FURTHER_OF_TOPIC, FURTHER_OF_SOURCE = 0.95, 0.98, 0.985  # kept for each one before it
LEAST = 0.6  # of its score a story keeps, however often a city, topic or source was told
ALIKE, UNLIKE = 0.35, 0.4  # lost by what is told already in other words; nothing is lost up to this likeness
MUCH_ALIKE = 0.5  # likeness from which the reason is told

Pairs = Iterable[tuple[str, str, float]]


@dataclass(slots=True)
class _Told:
    """What the entries chosen so far have told."""

    cities: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    likeness: dict[str, float] = field(default_factory=dict)  # of a story to the most alike of those chosen


def diversified(entries: Sequence[Entry], alike: Pairs) -> list[Entry]:
    """Return the entries in the order of the issue, their scores lowered by what they repeat, and the reason added.

    Scores fall from entry to entry. What has no date stands last; equals stand in order of their story id.
    """
    near = _neighbours(alike)
    told = _Told()
    heap = [(*_place(entry, entry.score), number) for number, entry in enumerate(entries)]
    heapq.heapify(heap)
    chosen = []
    while heap:
        *place, number = heapq.heappop(heap)
        now = _place(entries[number], _lowered(entries[number], told))
        if list(now) != place:
            heapq.heappush(heap, (*now, number))
            continue
        chosen.append(_explained(entries[number], told))
        _count(entries[number], told, near)
    return chosen


def order(entry: Entry) -> tuple[bool, float, str]:
    """Return what entries are sorted by: dated before undated, then by score, then by id."""
    return _place(entry, entry.score)


def _place(entry: Entry, score: float) -> tuple[bool, float, str]:
    return first_published(entry.candidate) is None, -score, entry.candidate.story


def _neighbours(alike: Pairs) -> dict[str, list[tuple[str, float]]]:
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for left, right, likeness in alike:
        near[left].append((right, likeness))
        near[right].append((left, likeness))
    return near


def _lowered(entry: Entry, told: _Told) -> float:
    candidate = entry.candidate
    city, topic = primary_city(candidate), next(iter(candidate.topics), None)
    kept = (
        FURTHER_OF_CITY ** (told.cities[city] if city else 0)
        * FURTHER_OF_TOPIC ** (told.topics[topic] if topic else 0)
        * FURTHER_OF_SOURCE ** told.sources[publisher(candidate.reports[0])]
    )
    repeated = 1 - ALIKE * max(0.0, told.likeness.get(candidate.story, 0.0) - UNLIKE) / (1 - UNLIKE)
    return round(entry.score * max(LEAST, kept) * repeated, 6)


def _explained(entry: Entry, told: _Told) -> Entry:
    city = primary_city(entry.candidate)
    before = told.cities[city] if city else 0
    reasons = [f"{before} of this city before it"] if before else []
    if told.likeness.get(entry.candidate.story, 0.0) >= MUCH_ALIKE:
        reasons.append("its subject is told before it")
    return replace(entry, score=_lowered(entry, told), reasons=(*entry.reasons, *reasons))


def _count(entry: Entry, told: _Told, near: dict[str, list[tuple[str, float]]]) -> None:
    candidate = entry.candidate
    city, topic = primary_city(candidate), next(iter(candidate.topics), None)
    told.cities.update([city] if city else [])
    told.topics.update([topic] if topic else [])
    told.sources[publisher(candidate.reports[0])] += 1
    for story, likeness in near.get(candidate.story, ()):
        told.likeness[story] = max(likeness, told.likeness.get(story, 0.0))
