"""Text → the facts that tell one happening from another: numbers, dates, years, as comparable words.

A fact is a short string: `n:18400000` a number with its scale applied, `%:12.5` a percentage, `d:05-15` a day,
`y:2027` a year. The same fact reads alike from every language: "18,4 milj.", "18.4 million".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.months import month_pattern

SMALLEST_NUMBER = 3  # 1 and 2 stand for "one" and "a couple" too often to tell anything
_MILLION = (
    "million millions mio mln milj miljoen miljoner miljonen miljoonaa miljoonan millió millones millón milions milió"
    " milioni milione milión milióny miliónov milionů miliony milionów milion milioane milionari millionen millioner"
    " milijuna milijun milijonov milijona milijone milijonus milijonų milijonai miljoni miljonu miljonit miljoni"
    " εκατομμύρια εκατομμυρίων εκατ εκ милиона милион млн мільйонів мільйони мільйон миллионов миллиона миллион"
    " milyon miljun miljuni millionoj milljónir milljóna milljónum milhões milhão millóns millón milioi milionë"
)
_BILLION = (
    "mrd mld mlrd milliarden milliarde milliards milliard milliarder miljarder miljard miljardi miliardi miliardo"
    " miliard miliardů miliardy miliardów miliárd milliárd miljardia miljardit milijardi milijarde milijardas"
    " milijardų milijarda milijardu miliarde δισεκατομμύρια δισεκατομμυρίων δισ милиарда милиард млрд мільярдів"
    " milyar milers"
)
_THOUSAND = (
    "thousand tausend tsd mille mila mil duizend tusen tusind tuhatta tuhat tuhannen tuh ezer tys tysięcy tisíc"
    " tisíce tisoč tisuća tisuće hiljada tūkst tūkstošu tūkstoši tūkstančių tuhande χιλιάδες χιλιάδων хиляди тисяч"
    " тысяч тис bin mii mije elf þúsund"
)
_SCALES = dict.fromkeys(_MILLION.split(), 10**6) | dict.fromkeys(_BILLION.split(), 10**9)
_SCALES |= dict.fromkeys(_THOUSAND.split(), 10**3)
_SCALES_OF = {"en": {"billion": 10**9, "billions": 10**9, "bn": 10**9, "mil": 10**6},
              "cs": {"mil": 10**6}, "sk": {"mil": 10**6}, "tr": {"bin": 10**3}, "hr": {"mil": 10**6},
              "pt": {"bilhões": 10**9}}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])"
    r"(?P<figure>\d{1,3}(?:(?P<separator>[.,'’\u00a0\u202f ])\d{3})(?:(?P=separator)\d{3})*(?:[.,]\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)?)(?:st|nd|rd|th|er|e|ème|º|ª|°(?!\s?C)|\.)?"
    r"(?P<gap>[\u00a0\u202f -]?)(?:(?P<percent>%|percent|per cent|prozent|pour cent|por ciento|procent|per cento|τοις"
    r" εκατό|prosenttia|procenta)|(?P<word>[^\W\d_]+))?",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\b(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")
_NUMERIC_DAY = re.compile(
    r"(?<![\d.,/])(?P<day>[0-3]?\d)(?P<sep>[./])\s?(?P<month>[01]?\d)(?:(?P=sep)\s?(?P<year>20\d\d|19\d\d)?)(?![\d])"
)
_YEAR = re.compile(r"(?<![\d.,'’])(?:19[5-9]\d|20\d\d)(?![\d'’]|[.,]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a text states in figures."""

    numbers: frozenset[str]  # n: (ordinals too: the 12th is not the 13th) and %:
    days: frozenset[str]  # d:MM-DD
    years: frozenset[str]  # y:YYYY


def facts(text: str, language: str) -> Facts:
    """Return the facts of `text`, read with the number format and the months of `language`."""
    days, years, rest = _days(text, language)
    years |= {f"y:{match.group()}" for match in _YEAR.finditer(rest)}
    numbers = frozenset(filter(None, (_number(match, language) for match in _NUMBER.finditer(_YEAR.sub(" ", rest)))))
    return Facts(numbers=numbers, days=frozenset(days), years=frozenset(years))


def _days(text: str, language: str) -> tuple[set[str], set[str], str]:
    """Return days, years and the text without them."""
    days: set[str] = set()
    years: set[str] = set()

    def take(match: re.Match[str]) -> str:
        groups = match.groupdict()
        month = _month(groups)
        for name in ("day", "last"):
            day = int(groups.get(name) or 0)
            if 1 <= day <= 31 and 1 <= month <= 12:
                days.add(f"d:{month:02}-{day:02}")
        if groups.get("year"):
            years.add(f"y:{groups['year']}")
        return " "

    for pattern in (_ISO_DAY, *_worded_days(language), _NUMERIC_DAY):
        text = pattern.sub(take, text)
    return days, years, text


def _month(groups: dict[str, str | None]) -> int:
    if groups.get("month"):
        return int(groups["month"] or 0)
    return next((month for month in range(1, 13) if groups.get(f"m{month}")), 0)


@cache
def _worded_days(language: str) -> tuple[re.Pattern[str], ...]:
    month = month_pattern(language).pattern
    link = r"(?:\s?[-–/]\s?|\s(?:[^\W\d_]{1,4}\.?\s){1,2})"  # "15-16", "15 to 16", "15. bis 16.", "15 og 16"
    ordinal = r"(?:\.|st|nd|rd|th|er|º|ª|-)?"
    day_first = (
        rf"(?<![\d.,])(?:(?P<day>[0-3]?\d){ordinal}{link})?(?:[^\W\d_]+\s)??"
        rf"(?P<last>[0-3]?\d){ordinal}\s?(?:de\s|d['’]\s?|of\s|del\s|ta['’]\s)?{month}\.?"
        r"(?:,?\s(?:de\s|del\s|of\s)?(?P<year>20\d\d|19\d\d))?"
    )
    month_first = (
        rf"(?:(?P<year>20\d\d|19\d\d)\.?\s(?:gada\s|m\.\s|eko\s)?)?{month}\s(?P<day>[0-3]?\d)(?:st|nd|rd|th|-[a-zá]+)?\b"
        r"(?![.,]\d|:)(?:\s?[-–]\s?(?P<last>[0-3]?\d)\b)?"
    )
    order = (month_first, day_first) if language in {"hu", "lt", "eu"} else (day_first, month_first)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in order)


def _number(match: re.Match[str], language: str) -> str | None:
    is_share = match["percent"] is not None
    value = _value(match["figure"], None if is_share else match["separator"], language)
    if value is None:
        return None
    if is_share:  # shares have decimals, not thousands: "1.454 percent"
        return f"%:{value:.6g}"
    word = (match["word"] or "").lower()
    scale = _SCALES_OF.get(language, {}).get(word) or _SCALES.get(word, 1)
    value *= scale
    return f"n:{value:.12g}" if value >= SMALLEST_NUMBER else None


def _value(figure: str, separator: str | None, language: str) -> float | None:
    decimal = "." if language in {"en", "ga", "mt"} else ","
    if separator and not (separator == decimal and figure.count(separator) == 1):
        figure = figure.replace(separator, "")
    try:
        return float(figure.replace(",", "."))
    except ValueError:  # "1.250.00": not a number anyone writes
        return None
