"""Plain text → the numbers it writes as words: "sechzehn", "two million", "dvadeset i pet", "sé chathair déag"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.number_words import AND, HOUR_WORDS, NOT_AFTER, PERCENT_OF, number_words
from nlp.scales import PERCENT, scale, scale_after

SMALLEST_NUMBER = 3  # 1 and 2 stand for "one" and "a couple" too often to tell anything
_WORD = re.compile(r"[^\W\d_]+")


def worded_numbers(text: str, language: str) -> set[str]:
    """Return the facts that small-letter `text` writes as words."""
    if language == "uk":  # п'ять
        text = text.replace("'", "")
    words = list(_WORD.finditer(text))
    found: set[str] = set()
    free = 0  # the first word that no number has taken
    for place in _beginnings(words, language):
        number = _at(text, words, place, language) if place >= free else _NONE
        if number.words:
            free = place + number.words
            found |= _said(text, words[free - 1].end(), number, language)
    return found


def number_fact(value: float) -> str | None:
    """Return the fact of a number, None if it is too small to be one."""
    return f"n:{value:.12g}" if value >= SMALLEST_NUMBER else None


def share_fact(value: float) -> str:
    """Return the fact of a percentage."""
    return f"%:{value:.6g}"


def _beginnings(words: list[re.Match[str]], language: str) -> list[int]:
    """Return where a number may begin; one and two count only before a scale or a hundred."""
    first, few = _first_words(language)
    texts = [word.group() for word in words]
    last = len(texts) - 1
    return [
        place
        for place, word in enumerate(texts)
        if word in first or (word in few and place < last and _multiplies(texts[place + 1], language))
    ]


def _multiplies(word: str, language: str) -> bool:
    return scale(word, language) > 1 or number_words(language).get(word, (0, False))[0] == 100


@cache
def _first_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    known = number_words(language)
    few = frozenset(phrase for phrase, (value, _) in known.items() if value <= 2 and " " not in phrase)
    return frozenset(phrase.split()[0] for phrase in known) - few, few


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    value: int
    is_certain: bool
    words: int  # how many it takes; 0 = there is none


_NONE = _Number(value=0, is_certain=False, words=0)


def _at(text: str, words: list[re.Match[str]], place: int, language: str) -> _Number:
    """Return the number that begins at a word: one from the table, and what continues it."""
    number = _in_table(text, words, place, language)
    if number.words and _is_something_else(words, place, number, language):
        return _NONE
    if not number.words or number.value not in range(1, 100):
        return number
    after = place + number.words
    more = _in_table(text, words, after, language)
    if number.value < 20 and more.value == 100 and _is_next(text, words, after):
        return _Number(value=number.value * 100, is_certain=True, words=number.words + more.words)
    if number.value % 10 == 0 and (number.value >= 20 or language == "tr"):
        if not more.words and after < len(words) and words[after].group() in AND:
            after += 1
            more = _in_table(text, words, after, language)
        if 1 <= more.value <= 9 and _is_next(text, words, after):
            taken = after + more.words - place
            return _Number(value=number.value + more.value, is_certain=True, words=taken)
    if language == "ga" and number.value < 10:  # "sé chathair déag": sixteen cities
        for taken in (1, 2):
            if place + taken < len(words) and words[place + taken].group() in {"déag", "dhéag"}:
                return _Number(value=number.value + 10, is_certain=True, words=taken + 1)
    return number


def _is_something_else(words: list[re.Match[str]], start: int, number: _Number, language: str) -> bool:
    end = start + number.words
    before = words[start - 1].group() if start else ""
    after = words[end].group() if end < len(words) else ""
    if not {before, after}.isdisjoint(HOUR_WORDS.get(language, "").split()):
        return True
    if number.value == 100 and before in PERCENT_OF:
        return True
    return f"{before} {words[start].group()}" in NOT_AFTER.get(language, "").split(",")


def _in_table(text: str, words: list[re.Match[str]], place: int, language: str) -> _Number:
    known = number_words(language)
    for length in (3, 2, 1):
        span = words[place : place + length]
        if len(span) == length and all(_is_next(text, words, place + more) for more in range(1, length)):
            entry = known.get(" ".join(word.group() for word in span))
            if entry:
                return _Number(value=entry[0], is_certain=entry[1], words=length)
    return _NONE


def _is_next(text: str, words: list[re.Match[str]], place: int) -> bool:
    """Tell whether only a blank or a hyphen parts a word from the one before it."""
    return text[words[place - 1].end() : words[place].start()] in {" ", "-", "'"}


def _said(text: str, end: int, number: _Number, language: str) -> set[str]:
    times, end = scale_after(text, end, language, has_money=False)
    is_share = PERCENT.match(text, end) is not None
    value = number.value * times
    fact = share_fact(value) if is_share else number_fact(value)
    is_meant = number.is_certain or times > 1000 or is_share
    return {fact} if fact and is_meant else set()
