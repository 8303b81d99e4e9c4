"""Mentions in a text in, the enumerations they stand in out: `Athens (GR), Ghent and Riga` is one of three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from nlp import city_words

LONGEST_GAP = 60  # characters between two names: room for a country or a town that isn't in the gazetteer
MOST_FOREIGN_WORDS = 3  # capitalised words between two names: `Cluj-Napoca`, `United Kingdom`
_SEPARATOR = re.compile(r"[,;·•/()\[\]&+|*–—]|  | - |^-$")
_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")


class Place(Protocol):
    """A stretch of a text that names a city."""

    @property
    def city(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def is_adjective(self) -> bool: ...  # noqa: D102


def runs(text: str, places: Sequence[Place]) -> list[tuple[int, int]]:
    """Return for each place how many different cities its enumeration holds, and where that begins.

    Between two names of an enumeration stand only separators, joining words, countries and names of other
    places. `text` has blanks for line breaks: two in a row separate, as a list of lines does.
    """
    groups: list[list[Place]] = []
    for place in places:
        if groups and _is_joined(text[groups[-1][-1].end : place.start]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [(len({one.city for one in group}), group[0].start) for group in groups for _ in group]


def _is_joined(gap: str) -> bool:
    if len(gap) > LONGEST_GAP or any(mark in gap for mark in ".!?:"):
        return False
    words = _WORD.findall(gap)
    foreign = [word for word in words if word.lower() not in city_words.JOINERS]
    if any(word[0].islower() for word in foreign) or len(foreign) > MOST_FOREIGN_WORDS:
        return False
    has_conjunction = not foreign and any(word.lower() in city_words.CONJUNCTIONS for word in words)
    return has_conjunction or _SEPARATOR.search(gap) is not None
