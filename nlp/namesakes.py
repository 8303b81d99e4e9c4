"""Names found in a text in, those that can be the city out: no treaty, club, person, street, word or town overseas."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from typing import TypeVar

from nlp import city_words
from nlp.enumerations import Place, runs
from nlp.given_names import is_given_name
from nlp.other_names import is_other_name

REACH = 40  # characters that are looked at on either side
Named = TypeVar("Named", bound=Place)
_WORD_BEFORE = re.compile(r"([\w'&.-]+)\W{0,2}$")
_WORD_AFTER = re.compile(r",?\s?\(?([^\W_][\w-]*)")
_OTHER_NAME_AFTER = re.compile(r" (?:di|de|do|da|del|della|dei|van|von|sur|am|an der|i) [^\W\d_a-zà-ÿ]")
_STREET_BEFORE = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, sorted(city_words.STREETS)))}) (?:de |di |do |da |d'|von |van |of )?$",
    re.IGNORECASE,
)
# `Leeds United`, `Bristol City lost`; not `Bristol City Council`.
_CLUB_AFTER = re.compile(r" (?:United|Rovers|Wanderers|Albion|Hotspur)\b")
_PERHAPS_CLUB_AFTER = re.compile(r" (?:City|Town|County)(?='s\b|[,.;]| [a-z]|$)(?! (?:council|centre|hall|of)\b)")
_SPORT = re.compile(
    r"\b(?:beat|lost|lose|drew|won|match|league|goals?|coach|cup|season|defender|striker|midfielder|fans|manager|wins?)\b",
    re.IGNORECASE,
)
_TREATY_AFTER = re.compile(
    r" (?:climate |peace )?(?:[Aa]greement|[Aa]ccords?|[Tt]reaty|[Cc]onvention|[Pp]rotocol|[Rr]egulation|"
    r"[Mm]emorandum)\b"
)
_TREATY_JOINED = re.compile(
    rf"-(?:{'|'.join(city_words.TREATIES)}|avtal|aftal|forordning|förordning|konven|verordnung|abkommen|übereinkommen|"
    r"verdrag|akkoord|rendelet|protoko)",
    re.IGNORECASE,
)
# `Aten w stanie Georgia`, `Athen im US-Bundesstaat Georgia`; `Benátky nad Jizerou`, `Praga-Południe`.
_STATE_AFTER = re.compile(
    r"[\s,(]+(?:[^\W\d_]+ ){0,2}(?:US-)?(?:state|stanie|stanu|Bundesstaat|[ée]tat|stato|estado|estat|staat|statul|штат|"
    r"щат\w*|delstaten|osavaltio\w*|osariig\w*|štátu?|štáte|státu|státě|valstijo\w*|štatā?) (?:of |de |du |di |da )?"
    rf"(?:{'|'.join(sorted(city_words.ELSEWHERE | {'Georgia'}))})",
)
_ANOTHER_TOWN_AFTER = re.compile(
    r" nad (?!Vltav|Dunaj|Lab|Odr|Wis|Ren|Rýn|Men|Moh|Sáv|Tam|Spr|Wart|Brd)[^\W\d_a-z]|-(?:Południe|Północ)\b"
)
_SURNAME_AFTER = re.compile(r" [^\W\d_a-z]\w+(?:escu|eanu|ová|ova|ević|ić|nen|sson|idis|poulos|ovič|enko)\b")
_TURKISH_NAME = re.compile(r"'| (?:kent|şehr|[Bb]elediye)")  # only names take an apostrophe
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;»«“”\"„'‘(\[•·*–—¶]|\n)\s*$")


def without_namesakes(text: str, found: Sequence[Named], language: str, own: Set[str]) -> list[Named]:
    """Return the mentions that can be a city.

    `text` has blanks for line breaks. A name that is also a word of the language (`Essen`, `Nice`) counts in an
    enumeration with another city, or where the text proves it once: after `in` and its like, by another form of the
    city's name that is no word, or, for the names in `own` (the language's names of cities), with a capital between
    words in small letters.
    """
    ends = {one.end for one in found}
    elsewhere = {one.city for one in found if _is_another_town(text[one.end : one.end + REACH])}
    plausible = [
        one
        for one in found
        if one.city not in elsewhere and not _is_other(text, one, language, is_second=one.start - 1 in ends)
    ]
    words = city_words.WORDS.get(language, frozenset())
    doubtful = [one for one in plausible if _words(text, one) in words]
    if not doubtful:
        return plausible
    listed = {one.start for one in _beside_others(text, plausible, words)}
    is_evident = _evidence(text, language, own)
    named = {one.city for one in plausible if _words(text, one) not in words and not one.is_adjective}
    proved = {_words(text, one) for one in doubtful if one.start in listed or one.city in named or is_evident(one)}
    return [
        one
        for one in plausible
        if _words(text, one) not in words
        or one.start in listed
        or (_words(text, one) in proved and (is_evident(one) or _may_be_city(text, one, language)))
    ]


def _words(text: str, place: Place) -> str:
    return text[place.start : place.end]


def _is_other(text: str, place: Place, language: str, *, is_second: bool) -> bool:
    """Tell whether the neighbours make it a treaty, a club, a person, a part of another name or a town overseas.

    `is_second`: another city stands just before, as in `Amsterdam-London`.
    """
    before, after = text[max(0, place.start - REACH) : place.start], text[place.end : place.end + REACH]
    if (place.is_adjective and _is_of_treaty(before, after)) or (language == "en" and _begins_club(before, after)):
        return True
    if _is_in_address(before, after) or (_is_in_compound(before) and not is_second) or _ends_other_name(after):
        return True
    if _TREATY_JOINED.match(after) or _SURNAME_AFTER.match(after):
        return True
    if is_other_name(before, _words(text, place), after, language, is_adjective=place.is_adjective):
        return True
    if not before.endswith((" ", "'")):
        return False
    if _is_after_other(before, after, language, is_adjective=place.is_adjective):
        return True
    pairs = (" ".join(before.split()[-count:]) for count in (2, 3))
    return any(pair in city_words.NOT_AFTER_PAIRS for pair in pairs) or _is_street(before, language)


def _is_another_town(after: str) -> bool:
    """Tell whether what follows names the state overseas or the river of another town; the text then means that."""
    return _STATE_AFTER.match(after) is not None or _ANOTHER_TOWN_AFTER.match(after) is not None


def _is_after_other(before: str, after: str, language: str, *, is_adjective: bool) -> bool:
    """Tell whether a word stands before it that makes it a club, a person or a new world."""
    previous = (before.split()[-1:] or [""])[0]
    if previous in city_words.NOT_AFTER or (previous.lower() in city_words.KIN and not is_adjective):
        return True
    if is_adjective:
        return False
    is_free = language in city_words.CASE_IS_PLACE or (language == "tr" and after.startswith("'"))
    return previous in city_words.NEW_WORLDS or (is_given_name(previous, language) and not is_free)


def _begins_club(before: str, after: str) -> bool:
    """Tell whether it begins the English name of a club or a treaty: `Leeds United`, `the Paris climate accord`."""
    if _CLUB_AFTER.match(after) or _TREATY_AFTER.match(after):
        return True
    return _PERHAPS_CLUB_AFTER.match(after) is not None and _SPORT.search(before + after) is not None


def _is_of_treaty(before: str, after: str) -> bool:
    """Tell whether an adjective belongs to a treaty or a policy: `proces boloński`, `Istanbulska konvencija`."""
    neighbours = (*before.split()[-1:], *after.split()[:1])
    return any(word.lower().startswith(city_words.TREATIES) for word in neighbours)


def _is_street(before: str, language: str) -> bool:
    is_italian = language == "it" and before.lower().endswith((" via ", " via di "))  # elsewhere `via` is a preposition
    return is_italian or _STREET_BEFORE.search(before) is not None


def _is_in_address(before: str, after: str) -> bool:
    token = before.rsplit(" ", 1)[-1]
    if "://" in token or "www." in token or token.endswith("@"):
        return True
    return after[:1] == "." and after[1:2].isalnum() and after[1:2].islower()


def _is_in_compound(before: str) -> bool:
    """Tell whether it is the second part of another name: `Neu-Ulm`, `Joué-lès-Tours`; not `ex-Berlin`."""
    part = before.rsplit(" ", 1)[-1]
    return before.endswith("-") and len(part) > 1 and part[0].isupper()


def _ends_other_name(after: str) -> bool:
    following = _WORD_AFTER.match(after)
    if following is None:
        return False
    if after.startswith((",", " (")):
        return following[1] in city_words.ELSEWHERE
    return after.startswith((" ", "-")) and following[1] in city_words.NOT_BEFORE


def _beside_others(text: str, found: Sequence[Named], words: Collection[str]) -> Iterator[Named]:
    """Yield the mentions that stand in an enumeration with a city whose name is no word of the language."""
    places = list(zip(found, runs(text, found), strict=True))
    with_city = {start for one, (_, start) in places if _words(text, one) not in words}
    yield from (one for one, (run, start) in places if run > 1 and start in with_city)


def _evidence(text: str, language: str, own: Set[str]) -> Callable[[Place], bool]:
    def is_evident(place: Place) -> bool:
        if language == "tr" and _TURKISH_NAME.match(text, place.end):
            return True
        if _OTHER_NAME_AFTER.match(text, place.end):
            return False
        name = _words(text, place)
        can_stand_alone = name in own - city_words.FIRST_NAMES and language not in city_words.CAPITALISED_NOUNS
        return _is_after_locative(text, place, language) or (can_stand_alone and _stands_alone(text, place))

    return is_evident


def _is_after_locative(text: str, place: Place, language: str) -> bool:
    previous = _WORD_BEFORE.search(text[max(0, place.start - REACH) : place.start])
    return previous is not None and previous[1].lower() in city_words.LOCATIVES.get(language, ())


def _stands_alone(text: str, place: Place) -> bool:
    """Tell whether its capital can only be that of a name: inside a sentence, between words in small letters."""
    before = text[max(0, place.start - REACH) : place.start]
    if _SENTENCE_START.search(before):
        return False
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.match(text[place.end : place.end + REACH])
    return (previous is None or previous[1][0].islower()) and (following is None or following[1][0].islower())


def _may_be_city(text: str, place: Place, language: str) -> bool:
    """Tell whether a mention without evidence may be the city, once the text has spoken of it."""
    return language not in city_words.CAPITALISED_NOUNS and not _OTHER_NAME_AFTER.match(text, place.end)
