"""Text → the facts that tell one happening from another: numbers, days, months, years, as comparable words.

A fact is a short string: `n:18400000` a number with its scale applied, `%:12.5` a share, `d:05-15` a day,
`m:2026-05` a whole month, `y:2027` a year. The same fact reads alike from every language: "18,4 milj.",
"18.4 million", "sechzehn Städte" and "16 cities". Addresses, telephone numbers, times of day and laws are no facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from nlp.days import calendar
from nlp.digits_without_facts import near_digits, without_addresses, without_laws, without_times
from nlp.months import in_small_letters, served_by, with_plain_marks
from nlp.scales import MONEY, PERCENT, PERCENT_BEFORE, scale_after
from nlp.worded_numbers import number_fact, share_fact, worded_numbers

_POINT_LANGUAGES = frozenset({"en", "ga", "mt"})  # 18.4 and 1,250; the others write 18,4 and 1.250
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<figure>\d{1,3}(?:(?P<separator>[.,' ])\d{3})(?:(?P=separator)\d{3}){0,4}(?:[.,]\d{1,6})?(?!\d)"
    r"|\d{1,15}(?:[.,]\d{1,6})?)(?!\d)"
)
_LINK = re.compile(r"(?:€|\$|£)?\s?(?:-|[^\W\d_]{1,5})\s?(?:€|\$|£)?")  # "10-15 %", "5 to 10 million"
_ROMAN = re.compile(r"\b(?=[IVX]{2,7}(?:e|ème)?\b)(X{0,3}(?:IX|IV|V?I{0,3}))(?<=[IVX])(?:e|ème)?\b")
_CENTURY = re.compile(r"\b(1\d)00[- ]?(?:luvu|luku|lukuj|tal)\w{0,6}")  # the Nordic 1800s: the 19th century
_MODAL = re.compile(r"\b(?:may|march)\b")  # in small letters no month


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a text states in figures."""

    numbers: frozenset[str]  # n: (ordinals too: the 12th is not the 13th) and %:
    days: frozenset[str]  # d:MM-DD
    years: frozenset[str]  # y:YYYY
    months: frozenset[str] = frozenset()  # m:YYYY-MM, where no day is named


def facts(text: str, language: str) -> Facts:
    """Return the facts of `text`, read with the number format and the words of `language`."""
    known = served_by(language)
    text = _ROMAN.sub(_arabic, with_plain_marks(text))
    near = without_addresses(near_digits(text))
    if known == "en":
        near = _MODAL.sub("will", near)
    found = calendar(without_times(in_small_letters(near, known)), known)
    rest = _CENTURY.sub(lambda match: f"{int(match[1]) + 1}", without_laws(found.rest))
    return Facts(
        numbers=frozenset(_in_figures(rest, known) | worded_numbers(in_small_letters(text, known), known)),
        days=frozenset(found.days),
        years=frozenset(found.years),
        months=frozenset(found.months),
    )


def _arabic(match: re.Match[str]) -> str:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in match[1]]
    return str(sum(-left if left < right else left for left, right in zip(values, [*values[1:], 0], strict=True)))


@dataclass(slots=True)
class _Figure:
    start: int
    end: int  # of all that belongs to it
    value: float
    scale: int
    is_share: bool


def _in_figures(text: str, language: str) -> set[str]:
    figures = [_figure(match, text, language) for match in _NUMBER.finditer(text)]
    for left, right in pairwise(figures):
        is_plain = left.scale == 1 and not left.is_share
        if is_plain and left.value < right.value and _LINK.fullmatch(text, left.end, right.start):
            left.scale, left.is_share = right.scale, right.is_share
    return {fact for figure in figures if (fact := _fact(figure.value * figure.scale, figure.is_share))}


def _figure(match: re.Match[str], text: str, language: str) -> _Figure:
    share = PERCENT.match(text, match.end())
    is_share = bool(share or PERCENT_BEFORE.search(text, max(0, match.start() - 10), match.start()))
    if is_share:  # shares have decimals, not thousands: "1.454 percent"
        end = share.end() if share else match.end()
        value = _value(match["figure"], None, language)
        return _Figure(start=match.start(), end=end, value=value, scale=1, is_share=True)
    value = _value(match["figure"], match["separator"], language)
    has_money = bool(MONEY.search(text, max(0, match.start() - 5), match.start()))
    times, end = scale_after(text, match.end(), language, has_money)
    return _Figure(start=match.start(), end=end, value=value, scale=times, is_share=False)


def _value(figure: str, separator: str | None, language: str) -> float:
    """Return the value of a figure; `separator` is what groups its thousands, if anything may."""
    decimal = "." if language in _POINT_LANGUAGES else ","
    figure = figure.replace("'", "").replace(" ", "")
    is_decimal = separator == decimal and figure.count(decimal) == 1 and not _other_mark(figure, decimal)
    if separator and not is_decimal and not figure.startswith("0"):
        figure = figure.replace(separator, "")
    whole, _, part = figure.replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '')}.{part}" if whole else part)


def _other_mark(figure: str, decimal: str) -> bool:
    return ("," if decimal == "." else ".") in figure


def _fact(value: float, is_share: bool) -> str | None:
    return share_fact(value) if is_share else number_fact(value)
