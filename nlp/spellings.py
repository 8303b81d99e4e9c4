"""Cities in, every spelling and whom it means out: by language, everywhere, or that it is no city at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlp.city_words import WORDS
from nlp.vocabulary import City

SHORTEST_CAPITALS = 4  # letters: `BARI` may be the city in capitals, `PAU` may be anything
# One character for one, so that offsets stay those of the text.
_FOLD = (("\u00a0", " "), ("\u202f", " "), ("\n", " "), ("\t", " "), ("’", "'"), ("ʼ", "'"), ("‑", "-"))
_WITHOUT_ACCENTS = str.maketrans("ΆΈΉΊΌΎΏΪΫ", "ΑΕΗΙΟΥΩΙΥ")  # Greek capitals drop them
_GENITIVE_S = frozenset({"da", "de", "nb", "nl", "sv"})
_SERBIAN = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_SERBIAN_LATIN = str.maketrans(
    _SERBIAN
    | {key.upper(): value.upper() for key, value in _SERBIAN.items()}
    | {"љ": "lj", "њ": "nj", "џ": "dž", "Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
)
# Languages whose names of cities serve another one, where that has none.
_SERVES = {
    "be": ("ru",),
    "bs": ("hr", "sr"),
    "eu": ("es",),
    "gl": ("pt", "es"),
    "lb": ("de",),
    "mk": ("bg", "sr"),
    "nn": ("nb",),
    "no": ("nb",),
    "sh": ("hr", "sr"),
}


@dataclass(slots=True)
class Form:
    """Whom one spelling means."""

    by_language: dict[str, str] = field(default_factory=dict)  # language → city id
    anywhere: str | None = None  # English name or endonym
    is_no_city: bool = False  # `Treaty of Nice`
    is_organisation: bool = False  # `Nantes Métropole`

    def city(self, languages: Sequence[str]) -> str | None:
        """Return the city that it means in the first of the languages that knows it, else everywhere."""
        return next((self.by_language[code] for code in languages if code in self.by_language), self.anywhere)


def languages_of(language: str) -> tuple[str, ...]:
    """Return the languages whose names count in a text: its own, and those that serve it."""
    return (language, *_SERVES.get(language, ()))


def fold(text: str) -> str:
    """Return a text of the same length with plain blanks, apostrophes and hyphens."""
    for mark, plain in _FOLD:  # str.translate looks at every character, eight times slower
        text = text.replace(mark, plain)
    return text


def forms(cities: Sequence[City]) -> dict[str, Form]:
    """Return every spelling; where two cities share one, the larger keeps it."""
    found: dict[str, Form] = {}
    for city in _largest_first(cities):
        for spelling in _variants((city.name, city.endonym)):
            form = found.setdefault(spelling, Form())
            form.anywhere = form.anywhere or city.id
        for language, names in city.names:
            for spelling in _variants(_inflected(names, language)):
                found.setdefault(spelling, Form()).by_language.setdefault(language, city.id)
        for language, spelling in _genitives(city):
            found.setdefault(spelling, Form()).by_language.setdefault(language, city.id)
        for name in city.organisations:
            form = found.setdefault(fold(name), Form())
            form.anywhere, form.is_organisation = form.anywhere or city.id, True
        for phrase in city.not_when:
            found.setdefault(fold(phrase), Form()).is_no_city = True
    for city in _largest_first(cities):  # a name is worth more than another city's case form
        for language, forms in city.forms:
            for spelling in _variants(forms):
                found.setdefault(spelling, Form()).by_language.setdefault(language, city.id)
        for language, words in city.adjectives:  # with a capital they may be a surname: `Krakowski`
            for word in words:
                found.setdefault(fold(word), Form()).by_language.setdefault(language, city.id)
    return found


def _largest_first(cities: Sequence[City]) -> list[City]:
    return sorted(cities, key=lambda one: (-(one.population or 0), one.id))


def _inflected(names: Iterable[str], language: str) -> Iterator[str]:
    for name in names:
        yield name
        if language in _GENITIVE_S and name[-1].isalpha() and not name.endswith(("s", "x", "z", "ß")):
            yield f"{name}s"
        if language == "sr":
            yield name.translate(_SERBIAN_LATIN)


def _genitives(city: City) -> Iterator[tuple[str, str]]:
    """Yield language and genitive (`Eindhovens`) where a language names the city as its own people do."""
    for language in sorted(_GENITIVE_S - {code for code, _ in city.names}):
        for name in dict.fromkeys((city.endonym, city.name)):
            if name.isascii() and len(name) > 3 and name not in WORDS.get(language, ()):  # sv `Paus` is a pause
                yield from ((language, fold(form)) for form in _inflected((name,), language) if form != name)


def _variants(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        spelling = fold(name)
        yield spelling
        if len(spelling) >= SHORTEST_CAPITALS and not any(spelling in words for words in WORDS.values()):
            yield spelling.upper().translate(_WITHOUT_ACCENTS)
