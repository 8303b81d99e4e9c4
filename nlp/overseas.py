"""An English text in, the question out which European names mean towns overseas there (Paris, Texas; London, Ontario).

Overseas is where English-speaking settlers named towns after European cities: the United States, Canada, Australia, New
Zealand, South Africa. A text's signs of those countries are held against its signs of Europe and of the city's own
country. One article, one sense: what `Paris, Tenn.` says once holds for all its mentions of Paris.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from nlp import europe_signs, overseas_signs
from nlp.city_words import ELSEWHERE
from nlp.europe_signs import EUROPE, europe, names_of, own_country, without_new_countries, world
from nlp.overseas_signs import phrases, signs, without_guests

ENOUGH = 3.0  # a delegation from California alone moves no city
ENOUGH_ALONE = 2.0  # where nothing at all speaks of Europe
MORE_FOR_SMALL, MORE_FOR_UNKNOWN = 1.5, 4.0  # where the largest namesake is a village, or not known
PROMINENT, OFTEN, BEGINNING = 0.5, 3, 200  # weight, times, characters: a passing word on London is not local news
SMALL = 5_000  # inhabitants
_ELSEWHERE = ELSEWHERE | {"Georgia"}
_LOCAL_USE = (
    r"{0} (?:[Pp]olice [Dd]epartment|[Pp]olice|Fire|County|Township|High School|native|man|woman|couple|Elementary|"
    r"Middle School|Regional|Memorial)|rural {0}|{0}-area"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """What GeoNames knows of overseas."""

    names: frozenset[str]  # of towns whose names no place in Europe has
    namesakes: Mapping[str, int]  # name of a European city → inhabitants of its largest namesake overseas
    firsts: frozenset[str]  # first words of names and signs in two words


def known_towns(names: Iterable[str], namesakes: Mapping[str, int]) -> Towns:
    """Return towns overseas, ready for `overseas`."""
    known = frozenset(names)
    firsts = frozenset(name.split()[0] for name in known if " " in name)
    return Towns(names=known, namesakes=namesakes, firsts=firsts | overseas_signs.FIRSTS | europe_signs.FIRSTS)


def overseas(text: str, towns: Towns, others: int, *, is_from_europe: bool) -> Callable[[str, str], bool]:
    """Return the question whether a name in `text` of a city in a country (ISO 3166-1) is a town overseas.

    `text` has plain blanks and hyphens; `others` is how many cities without a namesake overseas it names. The weights
    are judgements, held against articles with marked places, not estimates.
    """
    abroad = without_guests(text)
    found = phrases(abroad, towns.firsts)
    weight = signs(abroad, found, towns.names) - world(found)
    here, needed = found, ENOUGH
    if weight > 0:
        known = without_new_countries(text, found)
        here = found if known is abroad else phrases(known, towns.firsts)
        against = EUROPE * is_from_europe + europe(text, here) + min(2, others)
        weight, needed = weight - against, ENOUGH if against >= 1 else ENOUGH_ALONE
    is_stated = not _ELSEWHERE.isdisjoint(found)

    def is_overseas(name: str, country: str) -> bool:
        if is_stated and _is_followed_by(text, name, _ELSEWHERE):
            return country != "GE"
        if weight <= 0 or _is_followed_by(text, name, names_of(country)):
            return False
        local = bool(re.search(_LOCAL_USE.format(re.escape(name)), text))
        prominent = PROMINENT * (text.count(name) >= OFTEN or name in text[:BEGINNING])
        more = _more_for(towns.namesakes.get(name.title(), 0))
        return weight - own_country(here, country) + local + prominent >= needed + more

    return is_overseas


def _more_for(inhabitants: int) -> float:
    """Return how much more must speak for a namesake of that size; 0 = GeoNames has none of 500 inhabitants."""
    return 0.0 if inhabitants >= SMALL else MORE_FOR_SMALL if inhabitants else MORE_FOR_UNKNOWN


def _is_followed_by(text: str, name: str, places: Collection[str]) -> bool:
    pattern = rf"\b{re.escape(name)}(?:,? \(|, )(\w+)"
    return any(match[1] in places for match in re.finditer(pattern, text, re.IGNORECASE))
