"""Plain text → the days, whole months and years it names, and the text without them.

A day is `d:MM-DD`, both ends of a range are days; a month without a day is `m:YYYY-MM`; a year is `y:YYYY`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from nlp.months import month_forms, month_pattern

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_FIRST = frozenset({"eu", "hu", "lt"})
_BOTH_WAYS = frozenset({"en", "fi", "ga"})  # "May 15", "toukokuun 15. päivänä"
_YEAR_FIRST = frozenset({"eu", "hu", "lt", "lv"})
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# "15th", "15.", "15º", "15η", "15-го", "15-én", "15-ąją", "15ean"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|re|ste|de|º|ª|°|η|ης|-?(?!d\b)[^\W\d_]{1,5})?"
_NO_DIGIT = r"(?![\d%]|[.,:]\d|\s?%)"
# Between days: "15-16", "15./16.", "15, 16 and 17", "15. bis zum 16.", "15 u s-16", "15etik 16ra"
_LINK_WORDS = (
    "a|aġġar|agus|al|alla|an|and|an dtí|au|az|až|bis|da|dem|den|deri|dhe|do|dtí|e|eta|en|et|go|i|iki|il|in|ir|ja|kuni|"
    "l|līdz|met|me|më|même|o|oder|og|och|oraz|s|sa|să|și|si|sekä|t/m|the|til|till|to|tot|through|tra|tu|u|un|und|until|ve|"
    "with|y|zu|zum|és|és az|ile|la|le|les|los|os|και|εως|και στις|με|μεχρι|ως|στις|τις|η|и|до|по|та|й|і|да|на|ή"
)
_LINK = rf"(?:\s?[-/+&]\s?|,\s|,?(?:\s(?:{_LINK_WORDS})){{1,3}}[\s-]|(?<=t[őó]l|tik)\s)"
_CHAIN = rf"{_DAY}{_ORDINAL}(?:{_LINK}{_DAY}{_ORDINAL}){{0,5}}"
_OF = r"(?:\s?(?:de\sl'|de\s|d'|of\s|del\s|di\s|ta'\s?|του\s)|\s|-)?"
_YEAR = r"(?:19[5-9]\d|20\d\d)"
_YEAR_AFTER = rf"\.?,?\s(?:de\s|del\s|of\s|do\s|di\s|ta'\s|tal-|l-|του\s)?(?P<year>{_YEAR})(?!\d|[.,]\d)"
_YEAR_BEFORE = rf"(?P<first_year>{_YEAR})(?:\.|ko|\.?\sgada|\s?m\.|\smetų|\.\s?évi)?\s"
_NUMERIC = (
    re.compile(r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)(?P<sep>[-./])(?P<month>[01]?\d)(?P=sep)(?P<days>[0-3]?\d)(?!\d)"),
    re.compile(
        rf"(?<![\d.,/-])(?P<days>{_DAY}\.?(?:\s?[-/]\s?|\s[^\W\d_]{{1,4}}\s){_DAY}|{_DAY})"
        r"(?P<sep>[./-])\s?(?P<month>[01]?\d)(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d(?![\d.:]))(?!\d)"
    ),
)
# "9.11.", "15.-16.11.": where a full stop makes an ordinal; elsewhere it ends the sentence after a decimal
_SHORT = re.compile(
    rf"(?<![\d.,/-])(?P<days>(?:{_DAY}\.\s?(?:-|[^\W\d_]{{1,4}})\s?)?{_DAY})\.\s?(?P<month>1[012]|0?[1-9])\.(?!\s?\d)"
)
_FULL_STOP_ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "no", "sk", "sl", "sr"})
_SPANS = re.compile(rf"(?<![\d.,/'])(?P<first>{_YEAR})\s?[-/]\s?(?P<last>{_YEAR}|\d\d)(?![\d/:-]|[.,]\d)")
# A bare figure is a year, unless money, a unit or a share follows
_UNITS = (
    r"%|€|\$|£|euro|eur\b|ευρω|евро|євро|chf|fr\b|frank|kr\b|sek|dkk|nok|kč|zł|ft\b|lei|lev|лв|грн|tl\b|km|m²|m2|m³|qm|ha\b|"
    r"mw|kw|gw|tonn|percent|per cent|prozent|milj|mio|million|milion"
)
_BARE_YEAR = re.compile(rf"(?<![\d.,'€$£/])(?!2000)(?:19[5-9]\d|20\d\d)(?!\d|[.,'/:]\d|\s?(?:{_UNITS}))")


@dataclass(slots=True)
class Calendar:
    """What a text names of the calendar, and the rest of it."""

    rest: str
    days: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)


def calendar(text: str, language: str) -> Calendar:
    """Return what plain `text` names of the calendar; in `language` months have their names."""
    found = Calendar(rest=text)
    for pattern in (*_NUMERIC, *([_SHORT] if language in _FULL_STOP_ORDINALS else []), *_worded(language)):
        found.rest = pattern.sub(lambda match: _take(match, language, found), found.rest)
    found.rest = _SPANS.sub(lambda match: _take_span(match, found), found.rest)
    found.rest = _BARE_YEAR.sub(lambda match: _take_year(match.group(), found), found.rest)
    return found


def _take(match: re.Match[str], language: str, found: Calendar) -> str:
    groups = match.groupdict()
    days = [int(day) for day in re.findall(r"\d+", groups.get("days") or "")]
    days = days if days == sorted(days) else days[-1:]  # "4-1 de febrero" is a score
    month = _month(groups["month"] or "", language)
    if month > 12 and days and max(days) <= 12:  # month first: 9/15/2026
        month, days = days[0], [month]
    if not 1 <= month <= 12 or any(not 1 <= day <= _LENGTHS[month - 1] for day in days):
        return match.group()
    year = groups.get("year") or groups.get("first_year") or ""
    year = f"20{year}" if len(year) == 2 else year
    found.days |= {f"d:{month:02}-{day:02}" for day in days}
    if year:
        found.years.add(f"y:{year}")
        found.months |= set() if days else {f"m:{year}-{month:02}"}
    return " | "


def _month(written: str, language: str) -> int:
    if written.isdecimal():
        return int(written)
    match = month_pattern(language).match(written)
    return int((match.lastgroup or "m0")[1:]) if match else 0


def _take_span(match: re.Match[str], found: Calendar) -> str:
    first, last = match["first"], match["last"]
    last = last if len(last) == 4 else first[:2] + last
    if not int(first) < int(last) <= int(first) + 50:
        return match.group()
    found.years |= {f"y:{first}", f"y:{last}"}
    return " | "


def _take_year(year: str, found: Calendar) -> str:
    found.years.add(f"y:{year}")
    return " | "


@cache
def _worded(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of days with a named month, then of months alone; those need a year."""
    month = rf"(?P<month>{month_forms(language)})"
    days = rf"(?P<days>{_CHAIN})"
    day_first = rf"(?<![\d.,/])(?:{_YEAR_BEFORE})?(?<!\d){days}{_OF}{month}(?:{_YEAR_AFTER})?"
    month_first = rf"\b(?:{_YEAR_BEFORE})?{month}\.?\s{days}{_NO_DIGIT}(?:{_YEAR_AFTER})?"
    bare = [rf"\b{_YEAR_BEFORE}{month}"] if language in _YEAR_FIRST else [rf"\b{month}{_YEAR_AFTER}"]
    if language in _MONTH_FIRST:
        return tuple(map(re.compile, (month_first, *bare)))
    return tuple(map(re.compile, (day_first, *([month_first] if language in _BOTH_WAYS else []), *bare)))
