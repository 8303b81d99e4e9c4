"""A CSV file of people who agreed elsewhere → subscribers with that consent, or sign-ups that wait to be confirmed.

A mistake is told by line and column, never by what stands there: a shifted column may hold an address.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from citydesk.subscribers.address import checked_address, folded
from citydesk.subscribers.file import SubscriberFile
from citydesk.subscribers.nouns import Wishes
from citydesk.subscribers.people import Standing, admit, standing_of
from citydesk.subscribers.signups import is_waiting, sign_up
from citydesk.subscribers.wording import LANGUAGES, wording

REQUIRED = ("address", "language", "editions", "agreed_at", "wording")
OPTIONAL = ("cities", "topics")
MOST_BYTES, MOST_WORDS = 52_428_800, 4000  # of the file; characters of what was agreed to
SHOWN_MISTAKES = 5

Outcome = Literal["subscribed", "asked"] | Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One line: who agreed to what, when, in which words."""

    address: str
    wishes: Wishes
    agreed_at: datetime
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a line may name."""

    editions: Collection[str]
    cities: Collection[str]
    topics: Collection[str]


class UnfitFileError(ValueError):
    """The file can't be taken: what is wrong, by line and column."""


def read_consents(body: bytes, known: Known, now: datetime) -> tuple[Consent, ...]:
    """Return the lines of a file in UTF-8 with a header, parted by comma, semicolon or tab.

    Raise UnfitFileError with the first mistakes; a file with one is not taken at all.
    """
    if len(body) > MOST_BYTES:
        raise UnfitFileError(f"is larger than {MOST_BYTES} bytes; cut it into several files")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise UnfitFileError(f"line {line}: is not UTF-8; save it as UTF-8") from None
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), restkey="more", strict=True
    )
    _check_header(reader)
    return _all_sound(reader, known, now)


def take_in(
    file: SubscriberFile, consents: Sequence[Consent], now: datetime, *, has_to_confirm: bool
) -> dict[str, int]:
    """Make people subscribers, all or none; with `has_to_confirm` sign them up, and write to each once.

    Who is subscribed, left, or must not be written to stays as she is. Twice changes nothing.
    """
    outcomes: Counter[str] = Counter()
    if has_to_confirm:
        outcomes.update(_asked(file, one, now) for one in consents)
        return dict(outcomes)
    with file.write():
        for one in consents:
            standing = standing_of(file, one.address, now)
            if standing is None:
                admit(file, one.address, one.wishes, one.wording, one.agreed_at, now)
            outcomes[standing or "subscribed"] += 1
    return dict(outcomes)


def _asked(file: SubscriberFile, one: Consent, now: datetime) -> Outcome:
    standing = standing_of(file, one.address, now)
    if standing is not None:
        return standing
    if is_waiting(file, one.address, now):
        return "asked"
    sign_up(file, one.address, one.wishes, wording(one.wishes.language).consent_version, now)
    return "asked"


def _check_header(reader: csv.DictReader[str]) -> None:
    try:
        names = list(reader.fieldnames or ())
    except csv.Error as error:
        raise UnfitFileError(f"line 1: {error}; export it again as CSV") from None
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UnfitFileError(f"line 1: has no column {missing[0]}; needed are {', '.join(REQUIRED)}")
    if len(set(names)) < len(names) or any(name not in (*REQUIRED, *OPTIONAL) for name in names):
        also = " and ".join(OPTIONAL)
        raise UnfitFileError(f"line 1: a column is unknown or stands twice; there may be {also} besides")


def _all_sound(reader: csv.DictReader[str], known: Known, now: datetime) -> tuple[Consent, ...]:
    found: list[Consent] = []
    mistakes: list[str] = []
    lines: dict[str, int] = {}
    try:
        for row in reader:
            try:
                one = _consent(row, known, now)
                twin = lines.setdefault(folded(one.address), reader.line_num)
                if twin != reader.line_num:
                    raise ValueError(f"address: stands on line {twin}, too; take one out")
                found.append(one)
            except ValueError as error:
                mistakes.append(f"line {reader.line_num}: {error}")
    except csv.Error as error:
        mistakes.append(f"line {reader.line_num + 1}: {error}; export it again as CSV")
    if mistakes:
        more = f" (and {len(mistakes) - SHOWN_MISTAKES} more)" if len(mistakes) > SHOWN_MISTAKES else ""
        raise UnfitFileError("; ".join(mistakes[:SHOWN_MISTAKES]) + more)
    return tuple(found)


def _consent(row: Mapping[str, str | None], known: Known, now: datetime) -> Consent:
    if "more" in row or None in row.values():
        raise ValueError("has more or fewer cells than the header; quote cells that hold the separator")
    cells = {name: (value or "").strip() for name, value in row.items()}
    try:
        address = checked_address(cells["address"])
    except ValueError as error:
        raise ValueError(f"address: {error}; write name@host") from None
    if cells["language"] not in LANGUAGES:
        raise ValueError(f"language: is none of {', '.join(LANGUAGES)}")
    words = cells["wording"]
    if not words or len(words) > MOST_WORDS or not words.replace("\n", "").replace("\r", "").isprintable():
        raise ValueError(f"wording: write the words that were agreed to, {MOST_WORDS} characters at most")
    wishes = Wishes(
        editions=_keys("editions", cells, known.editions, least=1),
        cities=_keys("cities", cells, known.cities),
        topics=_keys("topics", cells, known.topics),
        language=cells["language"],
    )
    return Consent(address=address, wishes=wishes, agreed_at=_moment(cells["agreed_at"], now), wording=words)


def _keys(name: str, cells: Mapping[str, str], known: Collection[str], least: int = 0) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(cells.get(name, "").split()))
    if len(found) < least:
        raise ValueError(f"{name}: is empty; write keys with blanks between")
    for place, one in enumerate(found, start=1):
        if one not in known:
            raise ValueError(f"{name}: the key at place {place} is unknown; write keys with blanks between")
    return found


def _moment(text: str, now: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("agreed_at: is no time; write it as 2026-11-09 or 2026-11-09T14:30:00+01:00") from None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found > now or found.year < 1990:
        raise ValueError("agreed_at: lies in the future, or before there was e-mail to speak of")
    return found
