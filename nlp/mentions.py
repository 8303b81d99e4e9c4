"""Cities and a text in, the places where the text names them out: one Aho-Corasick pass over all names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import city_words
from nlp.enumerations import runs
from nlp.namesakes import without_namesakes
from nlp.vocabulary import City

SHORTEST_CAPITALS = 4  # letters: `BARI` may be the city in capitals, `PAU` may be anything
SHORTEST_LIST = 4  # different cities in one enumeration make a list: nlp.md §3.4
_ALIASES = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr"}
# One character for one, so that offsets stay those of the text.
_FOLD = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "’": "'", "ʼ": "'", "‑": "-"})
_WITHOUT_ACCENTS = str.maketrans("ΆΈΉΊΌΎΏΪΫ", "ΑΕΗΙΟΥΩΙΥ")  # Greek capitals drop them


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A city named in a text: `words == text[start:end]`."""

    city: str  # gazetteer id
    start: int
    end: int
    words: str
    run: int = 1  # different cities in the enumeration it stands in
    run_start: int = 0  # where that enumeration begins

    @property
    def is_list(self) -> bool:
        """Tell whether it is one of four or more cities in a row."""
        return self.run >= SHORTEST_LIST


@dataclass(slots=True)
class _Form:
    """Whom a spelling means: in which language, everywhere, or that it is no city at all."""

    by_language: dict[str, str] = field(default_factory=dict)  # language → city id
    anywhere: str | None = None  # English name or endonym
    is_no_city: bool = False

    def city(self, language: str) -> str | None:
        return self.by_language.get(language, self.anywhere)


class Gazetteer:
    """The cities' names in every language, ready for matching; built once, read by any number of threads."""

    def __init__(self, cities: Sequence[City]) -> None:
        forms = _forms(cities)
        self._countries = {city.id: city.country for city in cities}
        self._forms = tuple(forms.values())
        self._automaton = AhoCorasick(tuple(forms), matchkind=MatchKind.Standard) if forms else None

    def country(self, city: str) -> str:
        """Return the country (ISO 3166-1) of a city of the gazetteer; KeyError for another."""
        return self._countries[city]

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """Return where `text`, written in `language` (ISO 639-1), names a city: in order, none over another.

        Names count with their case, at word boundaries, the longest first. A name counts in its own language;
        the English name and the city's own one count in every language.
        """
        if self._automaton is None:
            return ()
        code = _ALIASES.get(language, language)
        folded = text.translate(_FOLD)
        found, own = [], set()
        for index, start, end in _longest(self._candidates(folded, code)):
            form = self._forms[index]
            city = form.city(code)
            if city and not form.is_no_city:
                found.append(Mention(city=city, start=start, end=end, words=text[start:end]))
                own |= {folded[start:end]} if code in form.by_language else set()
        certain = without_namesakes(folded, found, code, own)
        return tuple(
            replace(one, run=run, run_start=start)
            for one, (run, start) in zip(certain, runs(folded, certain), strict=True)
        )

    def _candidates(self, folded: str, language: str) -> Iterator[tuple[int, int, int]]:
        assert self._automaton is not None
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and _is_letter(folded[start - 1])) or (end < len(folded) and _is_letter(folded[end])):
                continue
            form = self._forms[index]
            if form.is_no_city or form.city(language):
                yield index, start, end


def _forms(cities: Sequence[City]) -> dict[str, _Form]:
    """Return every spelling and whom it means; where two cities share one, the larger keeps it."""
    forms: dict[str, _Form] = {}
    for city in sorted(cities, key=lambda one: (-(one.population or 0), one.id)):
        for spelling in _variants((city.name, city.endonym)):
            form = forms.setdefault(spelling, _Form())
            form.anywhere = form.anywhere or city.id
        for language, names in city.names:
            for spelling in _variants(names):
                forms.setdefault(spelling, _Form()).by_language.setdefault(language, city.id)
        for phrase in city.not_when:
            forms.setdefault(phrase.translate(_FOLD), _Form()).is_no_city = True
    return forms


def _variants(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        spelling = name.translate(_FOLD)
        yield spelling
        if len(spelling) >= SHORTEST_CAPITALS and not any(spelling in words for words in city_words.WORDS.values()):
            yield spelling.upper().translate(_WITHOUT_ACCENTS)


def _longest(candidates: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield matches from left to right, of those that begin together the longest, none over another."""
    last_end = 0
    for index, start, end in sorted(candidates, key=lambda one: (one[1], -one[2])):
        if start >= last_end:
            yield index, start, end
            last_end = end


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
