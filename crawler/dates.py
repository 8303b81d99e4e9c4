"""A date as sources write it, in thirty languages → an aware moment in UTC and how exact it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice

from crawler.article import Precision

Moment = tuple[datetime, Precision]

_MAX_LENGTH = 160
_MAX_CANDIDATES = 30  # dates tried in one text: a hostile page may hold a million

# Hours east of UTC. Abbreviations are ambiguous in the world; these are read as in Europe, then North America.
_ZONES = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "MET", "BST", "WEST", "IST"), 1),
    **dict.fromkeys(("CEST", "MESZ", "MEST", "EET", "OEZ", "SAST"), 2),
    **dict.fromkeys(("EEST", "OESZ", "MSK", "TRT"), 3),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
}
# Beginnings of month names where dateparser 1.5 fails: it reads no "21. novembra" in Slovene, no Latvian locative.
_STEMS = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "lv": "jan feb mar apr mai|maj jūn jūl aug sep okt nov dec",
    "lt": "saus|sau vas kov bal geg birž|bir liep|lie rugpj|rgp rugs|rgs spal|spa lap gru|grd",
    "sl": "jan feb mar apr maj jun jul avg sep okt nov dec",
    "sr": "jan|јан feb|феб mar|мар apr|апр maj|мај jun|јун jul|јул avg|авг sep|сеп okt|окт nov|нов dec|дец",
    "el": "ιαν φεβ|φλε μαρ|μάρ απρ μαι|μάι|μαϊ|μάϊ|μαΐ ιουν|ιούν ιουλ|ιούλ αυγ|αύγ σεπ οκτ νοε|νοέ δεκ",
    "gl": "xan feb mar abr mai xuñ xul ago set out nov dec",
    "eu": "urt ots mar api mai eka uzt abu ira urr aza abe",
    "mt": "jan|fra fra|feb mar apr mej|mejj ġun lul aww|aw set ott nov diċ",
}
_UNKNOWN_LANGUAGE = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "fi", "cs", "hu", "ro", "el", "lv", "lt")
_DATEPARSER_NAMES = {"no": "nb", "nn": "nb"}

_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[aApP])\.?[mM]\b\.?)?|h\b|\s?(?P<sharp>[aApP])\.?[mM]\b)"
)
_ZONE = r"(?:\s*(?:GMT|UTC)?(?P<offset>[+-]\d{2}:?(?:\d{2})?)(?!\d)|\s*\(?(?P<zone>[A-Z]{1,5})\b\)?)?"
_WORDS = "um|klockan|klo|kl|kell|plkst|ob|às|as|alle|ore|a las|les|at|à|om|godz|ora|saat|o|u|w|v|в|о|у|στις"
_GAP = rf"(?:T|[\s,;|–—(·-]*(?:(?:{_WORDS})\b\.?:?\s*)?)"
_TAIL = rf"(?:{_GAP}{_TIME}{_ZONE})?"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_DAY = r"(?<![\d.:/-])(?P<day>\d{1,2})(?!\d)"
_WORD = r"(?P<word>[^\W\d_]{3,15})"
_OF = r"(?:de\s|del\s|d['’]\s?|ta['’]\s|of\s|den\s|[-/])?\s*"
_NUMBERS = re.compile(rf"{_DAY}\s?(?P<cut>[./-])\s?(?P<month>\d{{1,2}})\s?(?P=cut)\s?{_YEAR}\.?{_TAIL}")
_ISO = re.compile(rf"(?<!\d){_YEAR}\s?([./-])\s?(?P<month>\d{{1,2}})\s?\2\s?(?P<day>\d{{1,2}})(?!\d)\.?{_TAIL}")
_AFTER_YEAR = r"(?:\s?(?:r|g|г|р|d|року|roku)\b)?\.?"  # what stands between a date and its time, in a few languages
_SPELT = tuple(
    re.compile(pattern + _AFTER_YEAR + _TAIL)
    for pattern in (
        rf"{_DAY}(?:st|nd|rd|th|er|º|ª|°)?\.?\s*{_OF}{_WORD}\.?,?\s*{_OF}{_YEAR}",
        rf"(?<!\d){_YEAR}(?:\.|ko|eko|\s?m\.)?\s*{_WORD}\.?\s+(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\.?\s*(?:gada\s+|g\.\s*)?(?P<day>\d{{1,2}})\.\s*{_WORD}",
        rf"\b{_WORD}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_MAIL = re.compile(
    rf"(?:[a-zA-Z]{{3,9}}\.?,?\s*)?(?P<day>\d{{1,2}})[\s-](?P<word>[a-zA-Z]{{3}})[a-z]*\.?[\s-]"
    rf"(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_TIME}{_ZONE}.*)?"
)
_COMPACT = re.compile(
    rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
    rf"(?:T(?P<hour>\d{{2}}):?(?P<minute>\d{{2}}):?(?P<second>\d{{2}})?{_ZONE})?"
)
_SHORT = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{2})")
_BARE_YEAR = re.compile(r"\d{4}-01-01(?:[T ]00:00.*)?")
_PARTIAL = re.compile(r"(?P<year>(?:19|20)\d{2})(?:-(?P<month>\d{2}))?")


def is_bare_year(text: str) -> bool:
    """Tell a first of January as systems write it that know the year only: `2026-01-01`, perhaps with midnight."""
    return _BARE_YEAR.fullmatch(text.strip()) is not None


def parse_date(text: str, language: str | None) -> Moment | None:
    """Return the date a short text gives, or None; without a year there is no date.

    Reads ISO 8601, RFC 822 (zones by name too), numbers in the order day-month-year and month names of
    `language` or English. No zone means UTC. A time of exactly midnight is a day's stamp, not a time: such
    a date, like one without time, is 00:00 UTC of the day that was written, with precision "day".
    """
    line = " ".join(unicodedata.normalize("NFC", text[: _MAX_LENGTH * 2]).split())
    if len(line) > _MAX_LENGTH or not any(character.isdigit() for character in line):
        return None
    for pattern in (_MAIL, _COMPACT, _SHORT, _PARTIAL):
        if (found := pattern.fullmatch(line)) and (moment := _moment(found, "en")):
            return moment
    return next(find_dates(line, language), None)


def find_dates(text: str, language: str | None) -> Iterator[Moment]:
    """Yield the dates in a text in the order they stand there: whole dates only, four-digit years."""
    found = [
        match for pattern in (_ISO, _NUMBERS, *_SPELT) for match in islice(pattern.finditer(text), _MAX_CANDIDATES)
    ]
    taken = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end()))[:_MAX_CANDIDATES]:
        if match.start() >= taken and (moment := _moment(match, language)):
            taken = match.end()
            yield moment


def _moment(found: re.Match[str], language: str | None) -> Moment | None:
    """Return the moment of a match's named groups; None when there is no such day or month."""
    parts = found.groupdict()
    month = _month_named(parts["word"], language) if parts.get("word") else int(parts.get("month") or 1)
    day, year = int(parts.get("day") or 1), _full_year(parts["year"])
    if month and month > 12 >= day and parts.get("cut"):
        month, day = day, month  # 11/21/2026 can only be the American order
    try:
        date = datetime(year, month or 0, day, tzinfo=UTC)
    except ValueError:
        return None
    if not parts.get("day"):
        return date, "month" if parts.get("month") else "year"
    return _with_time(date, parts)


def _with_time(date: datetime, parts: dict[str, str | None]) -> Moment:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := (parts.get("half") or parts.get("sharp") or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    if not parts.get("hour") or hour > 23 or minute > 59 or hour == minute == second == 0:
        return date, "day"
    local = date.replace(hour=hour, minute=minute, second=min(second, 59), tzinfo=_zone(parts))
    try:
        return local.astimezone(UTC), "minute"
    except OverflowError:
        return date, "day"


def _zone(parts: dict[str, str | None]) -> timezone:
    if offset := parts.get("offset"):
        digits = offset[1:].replace(":", "").ljust(4, "0")
        minutes = min(int(digits[:2]), 23) * 60 + min(int(digits[2:]), 59)
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return timezone(timedelta(hours=_ZONES.get(parts.get("zone") or "", 0)))


def _full_year(digits: str | None) -> int:
    year = int(digits or 0)
    if year > 99:
        return year
    return year + (2000 if year < 50 else 1900)  # RFC 2822, 4.3


def _month_named(word: str | None, language: str | None) -> int | None:
    languages = (language, "en") if language else _UNKNOWN_LANGUAGE
    return next((month for known in languages if (month := month_number(word or "", known))), None)


@lru_cache(maxsize=4096)
def month_number(word: str, language: str) -> int | None:
    """Return the number of a month by its name, in any case form or abbreviated, or None."""
    folded = word.lower()
    if stems := _STEMS.get(language):
        numbered = enumerate(stems.split(), 1)
        return next((number for number, stem in numbered if folded.startswith(tuple(stem.split("|")))), None)
    import dateparser  # 0.4 s and 40 MB: only when a month name needs it

    try:
        day = dateparser.parse(
            f"15 {folded} 2000", languages=[_DATEPARSER_NAMES.get(language, language)], settings={"DATE_ORDER": "DMY"}
        )
    except ValueError:  # a language dateparser does not know
        return None
    return day.month if day and (day.year, day.day) == (2000, 15) else None
