"""A mention and its sentence in, what the words around it say out: institution, venue, guest, comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp import city_cue_words as lexicons
from nlp.city_words import words
from nlp.mentions import Mention

REACH = 400  # characters of a sentence that are read on either side
NEAR_WORDS = 4  # before a name that can belong to it: `deputy mayor for culture of Ghent`
AFTER_WORDS = 2  # `Barcelona City Council`
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_RANGE = re.compile(
    r"\b(?:cities|towns|städte\w*|villes|ciudades|ciutats|città|cidades|steden|städer|byer|kaupun\w+|πόλεις|miast\w*|"
    r"měst\w*) (?:from|von|de|des|desde|da|dal|van|från|fra|από|od)"
    r"(?: \S+ (?:to|bis|à|au|hasta|a|fins a|tot|till|til|έως|do|až))?\W*$"
)
_FROM_OR_WITH = words(
    "from with alongside aus mit avec con desde da dal di amb met uit från med fra z ze s com από με iz із з от със"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What the words around one mention say."""

    is_institution: bool = False  # `mayor of Athens`, `Barcelona City Council`
    is_located: bool = False  # `in Brussels`
    is_venue: bool = False  # `held in Brussels`
    is_guest: bool = False  # `a delegation from Zurich`
    is_companion: bool = False  # `together with Turin`
    is_comparison: bool = False  # `like in Graz`, `cities from Tallinn to Seville`


def cues(text: str, mention: Mention, sentence: tuple[int, int], language: str) -> Cues:
    """Return what the sentence (its span in `text`) says of a mention, by the words of its language."""
    start, end = max(sentence[0], mention.start - REACH), min(sentence[1], mention.end + REACH)
    before = text[start : max(start, mention.run_start if mention.run > 1 else mention.start)].lower()
    after = text[mention.end : end].lower()
    earlier, later = _WORD.findall(before), _WORD.findall(after)
    last, near = earlier[-1:], earlier[-NEAR_WORDS:]
    has_from = bool(last) and last[0] in _FROM_OR_WITH
    is_located = _is_located(mention.words, last, after, language) or _is_of_gathering(later, language)
    is_located = is_located and not has_from
    gatherings = lexicons.of(lexicons.GATHERINGS, language)
    companions = lexicons.of(lexicons.COMPANIONS, language)
    like = lexicons.of(lexicons.LIKE, language)
    institutions = lexicons.of(lexicons.INSTITUTIONS, language)
    return Cues(
        is_institution=mention.is_organisation or institutions.is_in(near) or institutions.is_in(later[:AFTER_WORDS]),
        is_located=is_located,
        is_venue=is_located and (gatherings.is_in(earlier) or gatherings.is_in(later)),
        is_guest=has_from and lexicons.of(lexicons.GUESTS, language).is_in(near),
        is_companion=companions.is_in(near) or companions.is_in(later[:AFTER_WORDS]),
        is_comparison=like.is_in(earlier[-2:]) or bool(_RANGE.search(before)),
    )


def _is_located(name: str, last: list[str], after: str, language: str) -> bool:
    return (
        lexicons.of(lexicons.IN, language).is_in(last)
        or name.endswith(lexicons.in_endings(language))
        or after.startswith(lexicons.IN_SUFFIXES.get(language, ()))
    )


def _is_of_gathering(later: list[str], language: str) -> bool:
    """Tell whether the name belongs to a gathering that says where: in languages of cases, `Oslo sanāksmē`."""
    gatherings, endings = lexicons.of(lexicons.GATHERINGS, language), lexicons.in_endings(language)
    return any(gatherings.has(word) and word.endswith(endings) for word in later[:AFTER_WORDS])
