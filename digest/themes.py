"""The entries of an issue and how alike they are → themes: different stories of several cities on one subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest.issue import CityRef, Entry, Theme
from digest.rank import primary_city

ON_ONE_SUBJECT = 0.45  # likeness, on average between all stories of a theme
FEWEST_CITIES = 3
MOST_THEMES, MOST_STORIES = 4, 8

Pairs = Iterable[tuple[str, str, float]]
Likeness = Mapping[frozenset[str], float]


def themes(entries: Sequence[Entry], alike: Pairs, topic_labels: Mapping[str, str]) -> tuple[Theme, ...]:
    """Return the themes of entries in reading order, those of most cities first.

    The stories of a theme share a topic and are of different cities; those of one thread are one storyline, not a
    theme. A story is in one theme at most.
    """
    able = [entry for entry in entries if _is_able(entry)]
    known = {entry.candidate.story for entry in able}
    likeness = {frozenset((left, right)): how for left, right, how in alike if left in known and right in known}
    found: list[tuple[str, list[Entry]]] = []
    for topic in dict.fromkeys(topic for entry in able for topic in entry.candidate.topics if topic in topic_labels):
        on_topic = [entry for entry in able if topic in entry.candidate.topics]
        found += [(topic, group) for seed in on_topic if (group := _group(seed, on_topic, likeness))]
    found.sort(key=lambda pair: -(len(pair[1]) + _cohesion(pair[1], likeness)))  # stable: reading order decides
    chosen: list[Theme] = []
    taken: set[str] = set()
    for topic, group in found:
        stories = {entry.candidate.story for entry in group}
        if len(chosen) < MOST_THEMES and not stories & taken:
            chosen.append(_theme(topic, topic_labels[topic], group))
            taken |= stories
    return tuple(chosen)


def _is_able(entry: Entry) -> bool:
    candidate = entry.candidate
    return primary_city(candidate) is not None and not candidate.is_roundup and not candidate.is_notice


def _group(seed: Entry, others: Sequence[Entry], likeness: Likeness) -> list[Entry]:
    """Let a group grow from one story by the most alike to all in it, one a city; () if it stays too small."""
    group = [seed]
    while len(group) < MOST_STORIES:
        near = [(_likeness_to(one, group, likeness), -at, one) for at, one in enumerate(others) if _fits(one, group)]
        best = max(near, key=lambda found: found[:2], default=None)
        if best is None or best[0] < ON_ONE_SUBJECT:
            break
        group.append(best[2])
    place = {entry.candidate.story: at for at, entry in enumerate(others)}
    group.sort(key=lambda entry: place[entry.candidate.story])
    return group if len(group) >= FEWEST_CITIES else []


def _fits(one: Entry, group: Sequence[Entry]) -> bool:
    return all(
        primary_city(one.candidate) != primary_city(other.candidate) and not _are_one_thread(one, other)
        for other in group
    )


def _are_one_thread(one: Entry, other: Entry) -> bool:
    left, right = one.candidate.thread, other.candidate.thread
    return left is not None and right is not None and left.title == right.title


def _likeness_to(one: Entry, group: Sequence[Entry], likeness: Likeness) -> float:
    pairs = (frozenset((one.candidate.story, other.candidate.story)) for other in group)
    return sum(likeness.get(pair, 0.0) for pair in pairs) / len(group)


def _cohesion(group: Sequence[Entry], likeness: Likeness) -> float:
    return sum(_likeness_to(one, [other for other in group if other is not one], likeness) for one in group) / len(
        group
    )


def _theme(topic: str, label: str, group: Sequence[Entry]) -> Theme:
    return Theme(
        topic=topic,
        label=label,
        stories=tuple(entry.candidate.story for entry in group),
        cities=tuple(_city(entry).name for entry in group),
        languages=tuple(sorted({entry.candidate.reports[0].language for entry in group})),
    )


def _city(entry: Entry) -> CityRef:
    return next(city for city in entry.candidate.cities if city.role == "primary")
