"""Cities and a text in, the places where the text names them out: one Aho-Corasick pass, with the rules for namesakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp import city_words
from nlp.enumerations import runs
from nlp.vocabulary import City

SHORTEST_CAPITALS = 4  # letters: `BARI` may be the city in capitals, `PAU` may be anything
SHORTEST_LIST = 4  # different cities in one enumeration make a list: nlp.md §3.4
_ALIASES = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr"}
# One character for one, so that offsets stay those of the text.
_FOLD = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "’": "'", "ʼ": "'", "‑": "-"})
_WITHOUT_ACCENTS = str.maketrans("ΆΈΉΊΌΎΏΪΫ", "ΑΕΗΙΟΥΩΙΥ")  # Greek capitals drop them
_WORD_BEFORE = re.compile(r"([\w'&.-]+)\W{0,2}$")
_WORD_AFTER = re.compile(r"[,]?\s?[(]?([^\W_][\w-]*)")
_FOLLOWED_BY_NAME = re.compile(r" (?:di|de|do|da|del|della|dei|of|van|von|sur|am|an der|i) [^\W\d_a-zà-ÿ]")
_STREET_BEFORE = re.compile(
    rf"\b(?:{'|'.join(city_words.STREETS)}) (?:de |di |do |da |d'|von |van |of )?$", re.IGNORECASE
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;»«“”\"„'‘(\[•·*–—]|\n)\s*$")


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
        self._spellings = tuple(forms)
        self._forms = tuple(forms.values())
        self._automaton = AhoCorasick(self._spellings, matchkind=MatchKind.Standard) if forms else None

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """Return where `text`, written in `language` (ISO 639-1), names a city: in order, none over another.

        Names count with their case, at word boundaries, the longest first. A name counts in its own language;
        the English name and the city's own one count in every language.
        """
        if self._automaton is None:
            return ()
        code = _ALIASES.get(language, language)
        folded = text.translate(_FOLD)
        found = [
            Mention(city=city, start=start, end=end, words=text[start:end])
            for index, start, end in _longest(self._candidates(folded, code))
            if (city := self._forms[index].city(code)) and not self._forms[index].is_no_city
        ]
        certain = _without_namesakes(text, folded, found, code)
        return tuple(
            Mention(city=one.city, start=one.start, end=one.end, words=one.words, run=run, run_start=start)
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


def _without_namesakes(text: str, folded: str, found: Sequence[Mention], language: str) -> list[Mention]:
    plausible = [one for one in found if not _is_other(folded, one)]
    words = city_words.WORDS.get(language, frozenset())
    if not any(one.words in words for one in plausible):
        return plausible
    listed = {one.start for one in _beside_others(folded, plausible, words)}
    proved = {one.words for one in plausible if one.start in listed or _is_evident(text, folded, one, language)}
    return [
        one
        for one in plausible
        if one.words not in words
        or one.start in listed
        or (one.words in proved and _may_be_city(text, folded, one, language))
    ]


def _is_other(folded: str, mention: Mention) -> bool:
    """Tell whether the neighbours make it a treaty, a club, a person, a part of another name or a town overseas."""
    before, after = folded[max(0, mention.start - 40) : mention.start], folded[mention.end : mention.end + 40]
    if _is_in_address(before, after) or _is_in_compound(before):
        return True
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if following and _ends_other(after, following):
        return True
    if previous is None or not before.endswith(" "):
        return False
    if previous[1] in city_words.NOT_AFTER or previous[1] in city_words.GIVEN_NAMES:
        return before.endswith(previous[1] + " ")
    return " ".join(before.split()[-2:]) in city_words.NOT_AFTER_PAIRS or _STREET_BEFORE.search(before) is not None


def _ends_other(after: str, following: re.Match[str]) -> bool:
    if after.startswith((",", " (")):
        return following[1] in city_words.ELSEWHERE
    return after.startswith((" ", "-")) and following[1] in city_words.NOT_BEFORE


def _is_in_address(before: str, after: str) -> bool:
    token = before.rsplit(" ", 1)[-1]
    if "://" in token or "www." in token or token.endswith("@"):
        return True
    return after[:1] == "." and after[1:2].isalnum() and after[1:2].islower()


def _is_in_compound(before: str) -> bool:
    """Tell whether it is the second part of another name: `Neu-Ulm`, `Joué-lès-Tours`; not `ex-Berlin`."""
    if not before.endswith("-"):
        return False
    part = before.rsplit(" ", 1)[-1]
    return part[:1].isupper() and len(part) > 1


def _beside_others(folded: str, found: Sequence[Mention], words: frozenset[str]) -> Iterator[Mention]:
    """Yield the mentions that stand in an enumeration with a city whose name is no word of the language."""
    places = list(zip(found, runs(folded, found), strict=True))
    with_city = {start for one, (_, start) in places if one.words not in words}
    yield from (one for one, (run, start) in places if run > 1 and start in with_city)


def _is_evident(text: str, folded: str, mention: Mention, language: str) -> bool:
    if _FOLLOWED_BY_NAME.match(folded, mention.end):
        return False
    return _is_after_locative(folded, mention) or _stands_alone(text, folded, mention, language)


def _is_after_locative(folded: str, mention: Mention) -> bool:
    previous = _WORD_BEFORE.search(folded[max(0, mention.start - 40) : mention.start])
    return previous is not None and previous[1].lower() in city_words.LOCATIVES


def _stands_alone(text: str, folded: str, mention: Mention, language: str) -> bool:
    """Tell whether its capital can only be that of a name: inside a sentence, between words in small letters."""
    if language in city_words.CAPITALISED_NOUNS or _is_sentence_start(text, mention.start):
        return False
    previous = _WORD_BEFORE.search(folded[max(0, mention.start - 40) : mention.start])
    following = _WORD_AFTER.match(folded[mention.end : mention.end + 40])
    return (previous is None or previous[1][:1].islower()) and (following is None or following[1][:1].islower())


def _may_be_city(text: str, folded: str, mention: Mention, language: str) -> bool:
    """Tell whether this mention can be the city, once the text is known to speak of it."""
    if _FOLLOWED_BY_NAME.match(folded, mention.end):
        return False
    return language not in city_words.CAPITALISED_NOUNS or _is_after_locative(folded, mention)


def _is_sentence_start(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[max(0, start - 20) : start]) is not None or start == 0


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
