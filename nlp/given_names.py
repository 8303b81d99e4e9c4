"""A word before a name → whether it is a first name, in any of its case forms: then the name is a person's."""

from __future__ import annotations

import functools

from nlp.city_words import words
from nlp.frozen import load_given_names

DECLINED = frozenset(("cs", "el", "hr", "pl", "sk", "sl", "uk"))  # languages that change names by case
SHORTEST_STEM = 3  # letters: of shorter ones too many words are made
_ENDINGS = sorted(
    words("ovi owi jem em om ou ie ii ja ju a e i o u y ą ę ě і ові єві еві єм ем ом ою ею ій ї а е и о у ю я ου")
)
_FIRST_CASE = ("", "a", "o", "а", "я", "о", "ς", "ος")


def is_given_name(word: str, language: str) -> bool:
    """Tell whether a word, with its capital, is a frequent first name of Europe; in Slavic languages and Greek also
    in another case: `Piotra`, `Ірвінга`, `Νίκου`.
    """
    names = _names()
    if word in names or language not in DECLINED or not word[:1].isupper():
        return word in names
    stems = [word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))]
    return any(stem + first in names for stem in stems if len(stem) >= SHORTEST_STEM for first in _FIRST_CASE)


@functools.cache
def _names() -> frozenset[str]:
    return load_given_names()
