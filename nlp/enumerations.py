"""Mentions in a text in, the enumerations they stand in out: `Athens (GR), Ghent and Riga` is one of three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from nlp.city_words import words

LONGEST_GAP = 60  # characters between two names: room for a country or a town that isn't in the gazetteer
MOST_FOREIGN_WORDS = 3  # capitalised words between two names: `Cluj-Napoca`, `United Kingdom`
_SEPARATOR = re.compile(r"[,;·•/\[\]&+|*–—()\n]|\s{2}|\s-\s|^[-‑]$")
_ASIDE = re.compile(r"\([^()]{0,40}\)")  # `(Italy, lead partner)`
_NUMBER = re.compile(r"(?<=\s)\d{1,2}[.)]\s")  # of a numbered list
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# What joins the cities of an enumeration, in any language …
_CONJUNCTIONS = words(
    "and und et y e i en og och ja και a oraz és și ir un ter in ile ve та и і й agus eta sowie samt sekä or oder ou "
    "dhe als auch"
)
# … and what may stand beside it: articles, prepositions of `from` and `with`, `as well as`.
_JOINERS = _CONJUNCTIONS | words(
    "as well ainsi que así como así com així come bem kaip de d du di von van from of from the la le l o les los las "
    "els del della delle dell degli dei des der die das den dem do da dos das el il lo gli het uit aus från fra fran "
    "z ze iz s sa od із з зі от από του της των τη την το τον τα τις τους η οι ο με din al cu com con mit with amb med "
    "also auch aussi anche także też również takođe također tudi tiež také"
)


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

    Between two names of an enumeration stand only separators, line breaks, numbers of a list, joining words,
    asides in parentheses, countries and names of other places.
    """
    groups: list[list[Place]] = []
    for place in places:
        if groups and _is_joined(text[groups[-1][-1].end : place.start]):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [(len({one.city for one in group}), group[0].start) for group in groups for _ in group]


def _is_joined(gap: str) -> bool:
    if len(gap) > LONGEST_GAP:
        return False
    plain = _NUMBER.sub(", ", _ASIDE.sub(", ", gap))
    if any(mark in plain for mark in ".!?:¶"):
        return False
    between = _WORD.findall(plain)
    foreign = [word for word in between if word.lower() not in _JOINERS]
    if any(word[0].islower() for word in foreign) or len(foreign) > MOST_FOREIGN_WORDS:
        return False
    has_conjunction = not foreign and any(word.lower() in _CONJUNCTIONS for word in between)
    return has_conjunction or _SEPARATOR.search(plain) is not None
