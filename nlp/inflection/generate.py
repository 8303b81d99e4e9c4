"""Cities in, all forms of their names that follow by rule out, with what they collide with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from nlp.city_words import WORDS, words
from nlp.inflection import (
    bulgarian,
    croatian,
    czech,
    estonian,
    finnish,
    greek,
    hungarian,
    latvian,
    lithuanian,
    polish,
    romanian,
    slovak,
    slovene,
    turkish,
    ukrainian,
)
from nlp.inflection.look_alikes import LOOK_ALIKES, WITHOUT_ADJECTIVES
from nlp.vocabulary import City

RULES: dict[str, ModuleType] = {  # each with forms(name) and adjectives(name)
    "bg": bulgarian,
    "cs": czech,
    "el": greek,
    "et": estonian,
    "fi": finnish,
    "hr": croatian,
    "hu": hungarian,
    "lt": lithuanian,
    "lv": latvian,
    "pl": polish,
    "ro": romanian,
    "sk": slovak,
    "sl": slovene,
    "tr": turkish,
    "uk": ukrainian,
}
# Languages that write a foreign name as it is at home where they have none of their own, and inflect it.
_TAKES_ENDONYMS = words("cs et fi hr hu pl ro sk sl tr")
_LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """The forms of one city in one language, ready for review."""

    city: str  # gazetteer id
    language: str  # ISO 639-1
    forms: tuple[str, ...]
    adjectives: tuple[str, ...]
    left_out: tuple[str, ...]  # forms that mean something else, and what: `Gentem is also vigo`
    doubtful: tuple[str, ...]  # forms that are also words: they count where the text proves the city (namesakes.py)


def generate(cities: Sequence[City], language: str) -> Iterator[Generated]:
    """Yield what a language of RULES makes of each city's names; forms that config gives itself are not made.

    A form that is a name of another city is left out, and so is a look-alike; equal forms go to the larger city.
    """
    made = _names(cities, language)
    found = {}
    for city in _largest_first(cities):
        names = _own(city, language)
        words = {} if language in dict(city.forms) else dict.fromkeys(_forms(names, language))
        others = {} if language in dict(city.adjectives) else dict.fromkeys(_adjectives(names, language))
        left_out = {form: _meaning(form, city.id, language, made) for form in (*words, *others)}
        kept = {form for form, meaning in left_out.items() if meaning is None}
        made |= dict.fromkeys(kept, city.id)
        found[city.id] = Generated(
            city=city.id,
            language=language,
            forms=tuple(form for form in words if form in kept and form not in names),
            adjectives=tuple(form for form in others if form in kept and form not in words),
            left_out=tuple(f"{form} is also {meaning}" for form, meaning in left_out.items() if meaning),
            doubtful=tuple(form for form in words if form in kept & WORDS.get(language, frozenset())),
        )
    return (found[city.id] for city in cities)


def _names(cities: Sequence[City], language: str) -> dict[str, str]:
    """Return name → city id of all names that count in a language."""
    return {
        name: city.id
        for city in reversed(_largest_first(cities))
        for name in (*_own(city, language), city.name, city.endonym)
    }


def _largest_first(cities: Iterable[City]) -> list[City]:
    return sorted(cities, key=lambda one: (-(one.population or 0), one.id))


def _own(city: City, language: str) -> tuple[str, ...]:
    """Return the names that a language inflects."""
    names = dict(city.names).get(language, ())
    if names or language not in _TAKES_ENDONYMS:
        return names
    return (city.endonym if max(city.endonym) <= _LAST_LATIN else city.name,)


def _forms(names: Iterable[str], language: str) -> Iterator[str]:
    return (form for name in names for form in RULES[language].forms(name))


def _adjectives(names: Iterable[str], language: str) -> Iterator[str]:
    without = WITHOUT_ADJECTIVES.get(language, frozenset())
    return (form for name in names if name not in without for form in RULES[language].adjectives(name))


def _meaning(form: str, city: str, language: str, made: dict[str, str]) -> str | None:
    """Return what else a form means in its language: a city, a word; None for nothing that is known."""
    if made.get(form, city) != city:
        return made[form]
    return "something else" if form in LOOK_ALIKES.get(language, ()) else None
