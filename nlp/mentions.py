"""Cities and a text in, the places where the text names them out: one Aho-Corasick pass over all names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp.enumerations import runs
from nlp.frozen import load_towns
from nlp.metonyms import is_union
from nlp.namesakes import without_namesakes
from nlp.overseas import overseas
from nlp.spellings import fold, forms, languages_of
from nlp.vocabulary import City

SHORTEST_LIST = 4  # different cities in one enumeration make a list: nlp.md §3.4
_SOFT_HYPHEN = "\u00ad"
_FIRST_WORD = re.compile(r"(?:^|[.!?…:»“”\"„(•–—\n])\s*([^\W\d_](?:[\w'’ʼ]*\w)?)(?![\w'’ʼ-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A city named in a text: `words == text[start:end]`."""

    city: str  # gazetteer id
    start: int
    end: int
    words: str
    run: int = 1  # different cities in the enumeration it stands in
    run_start: int = 0  # where that enumeration begins
    is_adjective: bool = False  # an adjective or inhabitant that is written small (`krakowski`), and no name
    is_organisation: bool = False  # `Nantes Métropole`: a body that acts for the city, and not the place

    @property
    def is_list(self) -> bool:
        """Tell whether it is one of four or more cities in a row."""
        return self.run >= SHORTEST_LIST


class Gazetteer:
    """The cities' names in every language, ready for matching; built once, read by any number of threads."""

    def __init__(self, cities: Sequence[City]) -> None:
        spellings = forms(cities)
        self._towns = load_towns()
        self._countries = {city.id: city.country for city in cities}
        self._forms = tuple(spellings.values())
        self._adjectives = {spelling: index for index, spelling in enumerate(spellings) if spelling[:1].islower()}
        self._adjective_numbers = frozenset(self._adjectives.values())
        self._automaton = AhoCorasick(tuple(spellings), matchkind=MatchKind.Standard) if spellings else None

    @property
    def size(self) -> int:
        """Return how many spellings it knows."""
        return len(self._forms)

    def knows(self, city: str) -> bool:
        """Tell whether a city is in the gazetteer."""
        return city in self._countries

    def country(self, city: str) -> str:
        """Return the country (ISO 3166-1) of a city of the gazetteer; KeyError for another."""
        return self._countries[city]

    def mentions(self, text: str, language: str, home: str | None = None) -> tuple[Mention, ...]:
        """Return where `text`, written in `language` (ISO 639-1), names a city: in order, none over another.

        Names count with their case, at word boundaries, the longest first; an adjective that is written small counts
        with a capital where a sentence begins, since elsewhere that is a surname. A name counts in its own language;
        the English name and the city's own one count in every language. `home` is the city whose own source the text
        comes from: there its name is no town overseas.
        """
        if _SOFT_HYPHEN in text:
            return self._through_soft_hyphens(text, language, home)
        folded = fold(text)
        certain = self._certain(text, folded, languages_of(language), home)
        return tuple(
            replace(one, words=text[one.start : one.end], run=run, run_start=start)
            for one, (run, start) in zip(certain, runs(text, certain), strict=True)
        )

    def _through_soft_hyphens(self, text: str, language: str, home: str | None) -> tuple[Mention, ...]:
        kept = [index for index, character in enumerate(text) if character != _SOFT_HYPHEN]
        return tuple(
            replace(
                one,
                start=kept[one.start],
                end=kept[one.end - 1] + 1,
                words=text[kept[one.start] : kept[one.end - 1] + 1],
                run_start=kept[one.run_start],
            )
            for one in self.mentions(text.replace(_SOFT_HYPHEN, ""), language, home)
        )

    def _certain(self, text: str, folded: str, languages: Sequence[str], home: str | None) -> list[Mention]:
        """Return the mentions that can be a city, outside phrases that are none."""
        found, own = [], set()
        candidates = (*self._candidates(folded, languages), *self._adjectives_at_starts(text, folded, languages))
        for index, start, end in _longest(candidates):
            form = self._forms[index]
            city = form.city(languages)
            if city and not form.is_no_city:
                words, is_adjective = folded[start:end], index in self._adjective_numbers
                one = Mention(city=city, start=start, end=end, words=words, is_adjective=is_adjective)
                found.append(replace(one, is_organisation=True) if form.is_organisation else one)
                if languages[0] in form.by_language:
                    own.add(folded[start:end])
        certain = without_namesakes(folded, found, languages[0], own)
        certain = [one for one in certain if one.city == home or not is_union(folded, one.start, one.end)]
        return self._in_europe(folded, certain, home) if languages[0] == "en" else certain

    def _in_europe(self, folded: str, found: list[Mention], home: str | None) -> list[Mention]:
        """Return the mentions that are no town overseas of the same name."""
        if all(one.city == home for one in found):
            return found
        others = {one.city for one in found if one.words.title() not in self._towns.namesakes}
        is_overseas = overseas(folded, self._towns, len(others), is_from_europe=home is not None)
        return [one for one in found if one.city == home or not is_overseas(one.words, self._countries[one.city])]

    def _candidates(self, folded: str, languages: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and _is_letter(folded[start - 1])) or (end < len(folded) and _is_letter(folded[end])):
                continue
            form = self._forms[index]
            if form.is_no_city or form.city(languages):
                yield index, start, end

    def _adjectives_at_starts(self, text: str, folded: str, languages: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        for match in _FIRST_WORD.finditer(text):
            start, end = match.span(1)
            index = self._adjectives.get(folded[start].lower() + folded[start + 1 : end])
            is_surname = folded[end + 1 : end + 2].isupper()  # `Budapesti Péter`
            if index is not None and not is_surname and self._forms[index].city(languages):
                yield index, start, end


def _longest(candidates: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield matches from left to right, of those that begin together the longest, none over another."""
    last_end = 0
    for index, start, end in sorted(candidates, key=lambda one: (one[1], -one[2])):
        if start >= last_end:
            yield index, start, end
            last_end = end


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
