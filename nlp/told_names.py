"""A generated sentence and the sentences it cites → the names in it that nobody there mentions.

Every word with a capital is a name here, but for the first words a language has, months and weekdays (they are dates).
A name is found again by its beginning, under the other names of a place, or across scripts by its consonants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from anyascii import anyascii
from babel import Locale, UnknownLocaleError

from nlp.months import month_pattern
from nlp.names import names as skeletons
from nlp.told_words import FIRST_WORDS
from nlp.vocabulary import City

Alike = Sequence[frozenset[str]]  # names of one and the same, in whatever language
Cited = Sequence[tuple[str, str]]  # (language, words)

FEWEST_LETTERS, SAME_LETTERS = 4, 0.7  # of the longer word, which a shared beginning must have
FEWEST_CONSONANTS = 3  # of a name across scripts: two are anybody's
EUROPEAN_UNION = frozenset({"EU", "UE", "ES", "AB", "ЕС", "ЄС", "ΕΕ", "European Union", "Europäische Union",
                            "Europäischen Union", "Union européenne", "Unión Europea", "Europese Unie"})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]\w*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
# German writes all nouns with a capital. One that no name has is told by what stands before it, or by its ending.
_DETERMINERS = (
    "der die das den dem des ein eine einen einem einer eines kein keine keinen zum zur vom im am beim ins ans "
    "seine seinen seiner seinem ihre ihren ihrer ihrem diese dieser dieses diesen diesem alle allen jede jeder "
    "mehr mehrere mehreren viele vielen"
)  # fmt: skip
_ADJECTIVE = re.compile(r"[a-zäöüß]{2,}(?:e|en|er|es|em)")
_NOUN_ENDING = re.compile(r"\w{3,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus)")


def places(cities: Iterable[City]) -> tuple[frozenset[str], ...]:
    """Return for each city all its names in all languages, and those of the European Union."""
    return (
        EUROPEAN_UNION,
        *(
            frozenset({city.name, city.endonym, *(name for _, names in (*city.names, *city.forms) for name in names)})
            for city in cities
        ),
    )


def unknown_names(words: str, language: str, cited: Cited, alike: Alike = ()) -> list[str]:
    """Return the names of a sentence in `language` that none of the cited sentences mentions, in their order."""
    groups = [*alike, *_countries(language, cited)]
    ours, elsewhere = _placed(words, groups, cited)
    has_german_nouns = language == "de" and all(code != "de" for code, _ in cited)
    missing = []
    for match in _names(words, language):
        if match.start() in ours or _is_mentioned(match[0], cited):
            continue
        if has_german_nouns and match.start() not in elsewhere and _is_noun(words, match):
            continue
        missing.append(match[0])
    return missing


def is_same_word(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: alike in their beginning, accents and capitals aside."""
    left, right = _folded(one), _folded(other)
    if left == right:
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return shared >= max(FEWEST_LETTERS, SAME_LETTERS * max(len(left), len(right)))


def _names(words: str, language: str) -> Iterator[re.Match[str]]:
    firsts = FIRST_WORDS.get(language, "").split()
    dated = {match.start() for match in month_pattern(language).finditer(words)}
    days = _weekdays(language)
    for match in _WORD.finditer(words):
        word = match[0]
        is_elided = len(word) <= 2 and words[match.end() : match.end() + 1] in ("'", "’")
        is_date = match.start() in dated or word.lower() in days
        is_first = not _LETTER.search(words[: match.start()])
        if word == word.lower() or is_elided or is_date or (is_first and word.lower() in firsts):
            continue
        yield match


def _is_mentioned(name: str, cited: Cited) -> bool:
    is_acronym = name.isupper() and len(name) <= 6
    for _, words in cited:
        tokens = _WORD.findall(words)
        if is_acronym and any(token.upper() == token and _folded(token) == _folded(name) for token in tokens):
            return True
        if not is_acronym and any(is_same_word(name, token) for token in tokens):
            return True
        if _is_latin(name) != _is_latin(words):
            own = {bones for bones in skeletons(name) if len(bones) >= FEWEST_CONSONANTS}
            if own & skeletons(words):
                return True
    return False


def _placed(words: str, groups: Iterable[frozenset[str]], cited: Cited) -> tuple[set[int], set[int]]:
    """Return where words of places stand that a cited sentence names too, and where those of other places stand."""
    ours: set[int] = set()
    others: set[int] = set()
    for group in groups:
        spots = {at for name in group if name in words for at in _spots(name, words)}
        if spots:
            is_cited = any(_names_place(name, text) for name in group for _, text in cited)
            (ours if is_cited else others).update(spots)
    return ours, others - ours


def _spots(name: str, words: str) -> Iterator[int]:
    """Yield where the words of a name begin, for every place where it stands as whole words."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words):
        yield from (match.start() + word.start() for word in _WORD.finditer(match[0]))


def _names_place(name: str, text: str) -> bool:
    beginning = name[:-1] if len(name) > 5 else name
    return beginning in text and bool(re.search(rf"(?<!\w){re.escape(beginning)}\w{{0,4}}(?!\w)", text))


def _countries(language: str, cited: Cited) -> list[frozenset[str]]:
    """Return the names of each country in the languages at hand."""
    tables = [_territories(code) for code in sorted({language, *(code for code, _ in cited)})]
    codes = sorted({code for table in tables for code in table})
    return [frozenset(table[code] for table in tables if code in table) for code in codes]


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    try:
        found = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: str(name) for code, name in found.items() if len(code) == 2 and len(str(name)) > 3}


@lru_cache(maxsize=64)
def _weekdays(language: str) -> frozenset[str]:
    try:
        return frozenset(str(name).lower() for name in Locale.parse(language).days["format"]["wide"].values())
    except (UnknownLocaleError, ValueError, KeyError):
        return frozenset()


def _is_noun(words: str, match: re.Match[str]) -> bool:
    """Tell whether a German word with a capital stands as a common noun does: after a determiner or a figure."""
    if _NOUN_ENDING.fullmatch(match[0]):
        return True
    determiners = _DETERMINERS.split()
    before = words[: match.start()].split()
    while before and _ADJECTIVE.fullmatch(before[-1]) and before[-1] not in determiners:
        before.pop()
    return bool(before) and (before[-1].lower() in determiners or before[-1][:1].isdigit())


def _is_latin(words: str) -> bool:
    letters = _LETTER.findall(words)
    return 2 * sum(1 for letter in letters if _LATIN.match(letter)) >= len(letters)


@lru_cache(maxsize=16_384)
def _folded(word: str) -> str:
    return anyascii(word).lower()
