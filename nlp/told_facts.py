"""A generated sentence and the sentences it cites → the figures, dates and currencies that none of these states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from nlp.facts import facts
from nlp.months import in_small_letters, month_pattern, served_by, with_plain_marks

Cited = Sequence[tuple[str, str]]  # (language, words)

_FIGURE = re.compile(r"\d+(?:[.,:'’/ \u00a0\u202f-]\d+)*")
_DIGITS = re.compile(r"\d+")
_CURRENCIES = (
    ("EUR", re.compile(r"€|\beuros?\b|\beuroa\b|\bευρώ|\bевр|\bєвро|\beuri|\beurų|\beuró|\beur\b|\bevra\b|\beura\b")),
    ("GBP", re.compile(r"£|\bpounds?\b|\bgbp\b|\bpfund\b|\blivres? sterling|\blibras? esterlinas?|\bpond\b")),
    ("USD", re.compile(r"\$|\bdollars?\b|\bdólar\w*|\busd\b|\bdollár|\bдолар|\bдоллар")),
    ("CHF", re.compile(r"\bchf\b|\bfr\.|\bfrank\w*\b|\bfrancs?\b|\bfrancos?\b|\bfranchi\b")),
    ("PLN", re.compile(r"\bzł\b|\bzłot|\bzloty|\bpln\b")),
    ("CZK", re.compile(r"\bkč\b|\bkorun|\bczk\b")),
    ("KR", re.compile(r"\bkronor\b|\bkroner\b|\bkrone\b|\bkr\b|\bsek\b|\bdkk\b|\bnok\b|\bcrowns?\b|\bcouronnes?\b")),
)
_SHORT_MONTHS = frozenset({"mai", "mei", "maj", "may"})


def unstated(words: str, language: str, cited: Cited) -> list[str]:
    """Return the facts of a sentence in `language` that no cited sentence states: empty = all are stated.

    Beside what `facts` finds, a figure that is no fact there (a time of day, a number in a street, a law) must stand in
    a cited sentence digit by digit; months, weekdays and currencies must be named there.
    """
    ours = _facts(words, language)
    theirs = frozenset[str]().union(*(_facts(text, code) for code, text in cited))
    missing = sorted(ours - theirs)
    digits = {run for _, text in cited for run in _DIGITS.findall(text)}
    for match in _FIGURE.finditer(words):
        is_copied = set(_DIGITS.findall(match[0])) <= digits
        if not is_copied and not ours - _facts(f"{words[: match.start()]} {words[match.end() :]}", language):
            missing.append(match[0])
    for named in (_months, _weekdays, _currencies):
        known = frozenset[str]().union(*(named(text, code) for code, text in cited))
        missing += sorted(named(words, language) - known)
    return missing


def _facts(words: str, language: str) -> frozenset[str]:
    found = facts(words, language)
    return found.numbers | found.days | found.months | found.years


def _months(words: str, language: str) -> frozenset[str]:
    plain = with_plain_marks(words)
    if language != "en":
        plain = in_small_letters(plain, served_by(language))
    return frozenset(
        f"month {match.lastgroup}"
        for match in month_pattern(language).finditer(plain)
        if (len(match[0]) > 3 or match[0].lower() in _SHORT_MONTHS) and (language != "en" or match[0][0].isupper())
    )


def _weekdays(words: str, language: str) -> frozenset[str]:
    tokens = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", words.lower())
    return frozenset(
        f"weekday {number}" for number, name in _weekday_names(language) if any(_is_day(one, name) for one in tokens)
    )


def _is_day(word: str, name: str) -> bool:
    """Tell whether a word is a weekday, in a form of its own or as the beginning of a longer word ("Montagabend")."""
    return word.startswith(name) or (len(name) > 5 and word.startswith(name[:-1]) and len(word) <= len(name) + 2)


@lru_cache(maxsize=64)
def _weekday_names(language: str) -> tuple[tuple[int, str], ...]:
    try:
        found = Locale.parse(language).days["format"]["wide"]
    except (UnknownLocaleError, ValueError, KeyError):
        return ()
    return tuple((number, str(name).lower().split(" ")[0]) for number, name in sorted(found.items()))


def _currencies(words: str, _language: str) -> frozenset[str]:
    small = words.lower()
    return frozenset(name for name, pattern in _CURRENCIES if pattern.search(small))
