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


@dataclass(frozen=True, slots=True)
class _Able:
    """An entry, and what of it counts as repetition; looked up once."""

    entry: Entry
    city: str | None
    topic: str | None
    source: str
    is_undated: bool


Place = tuple[bool, float, str]  # undated, minus the score, story id


def diversified(entries: Sequence[Entry], alike: Pairs) -> list[Entry]:
    """Return the entries in the order of the issue, their scores lowered by what they repeat, and the reason added.

    Scores fall from entry to entry. What has no date stands last; equals stand in order of their story id.
    """
    near = _neighbours(alike)
    able = [_able(entry) for entry in entries]
    told = _Told()
    heap = [(_place(one, one.entry.score), number) for number, one in enumerate(able)]
    heapq.heapify(heap)
    chosen = []
    while heap:
        place, number = heapq.heappop(heap)
        now = _place(able[number], _lowered(able[number], told))
        if now != place:
            heapq.heappush(heap, (now, number))
            continue
        chosen.append(_explained(able[number], told))
        _count(able[number], told, near)
    return chosen


def order(entry: Entry) -> Place:
    """Return what entries are sorted by: dated before undated, then by score, then by id."""
    return first_published(entry.candidate) is None, -entry.score, entry.candidate.story


def _able(entry: Entry) -> _Able:
    candidate = entry.candidate
    return _Able(
        entry=entry,
        city=primary_city(candidate),
        topic=next(iter(candidate.topics), None),
        source=publisher(candidate.reports[0]),
        is_undated=first_published(candidate) is None,
    )


def _place(one: _Able, score: float) -> Place:
    return one.is_undated, -score, one.entry.candidate.story


def _neighbours(alike: Pairs) -> dict[str, list[tuple[str, float]]]:
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for left, right, likeness in alike:
        near[left].append((right, likeness))
        near[right].append((left, likeness))
    return near


def _lowered(one: _Able, told: _Told) -> float:
    kept = (
        FURTHER_OF_CITY ** (told.cities[one.city] if one.city else 0)
        * FURTHER_OF_TOPIC ** (told.topics[one.topic] if one.topic else 0)
        * FURTHER_OF_SOURCE ** told.sources[one.source]
    )
    likeness = told.likeness.get(one.entry.candidate.story, 0.0)
    repeated = 1 - ALIKE * max(0.0, likeness - UNLIKE) / (1 - UNLIKE)
    return round(one.entry.score * max(LEAST, kept) * repeated, 6)


def _explained(one: _Able, told: _Told) -> Entry:
    before = told.cities[one.city] if one.city else 0
    reasons = [f"{before} of this city before it"] if before else []
    if told.likeness.get(one.entry.candidate.story, 0.0) >= MUCH_ALIKE:
        reasons.append("its subject is told before it")
    return replace(one.entry, score=_lowered(one, told), reasons=(*one.entry.reasons, *reasons))


def _count(one: _Able, told: _Told, near: dict[str, list[tuple[str, float]]]) -> None:
    if one.city:
        told.cities[one.city] += 1
    if one.topic:
        told.topics[one.topic] += 1
    told.sources[one.source] += 1
    for story, likeness in near.get(one.entry.candidate.story, ()):
        told.likeness[story] = max(likeness, told.likeness.get(story, 0.0))
