"""What a user types → what is asked: words, phrases, AND, OR, NOT, fields and dates. Whatever is typed is a question.

    tram "night bus" raitiotie* (housing OR rent) -parking city:ghent,antwerp title:budget after:2026-11

A quote or bracket that isn't closed ends with the line; a hyphen or apostrophe inside a word parts it; a field that
there is none of is words. Only a date that is none is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from citydesk.errors import ConfigError
from nlp.stems import words_of

Place = Literal["title", "text"]
FilterName = Literal["city", "topic", "project", "type", "source", "language", "story", "after", "before"]

PLACES = ("title", "text")
FILTERS = ("city", "topic", "project", "type", "source", "language", "story", "after", "before")
_TOKEN = re.compile(
    r'(?P<minus>(?<!\S)-(?=\S))?(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s()"]+))|(?P<bracket>[()])'
)
LONGEST_QUESTION = 1000  # characters looked at
MOST_BRACKETS = 40  # with more of them they are passed over
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that must stand in a text: side by side where `is_phrase`, the last a beginning where `is_prefix`."""

    words: tuple[str, ...]  # small letters, with their marks
    place: Place | None = None  # None: anywhere
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What must hold of the article: one of `values`; of `after` and `before` one day, `2026-11-09`."""

    name: FilterName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """What must not hold."""

    part: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Parts that must all hold; none: everything does."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """Parts of which one must hold."""

    parts: tuple[Asked, ...]


Asked = Words | Filter | Not | All | Any


def read_question(text: str) -> All:
    """Return what a text asks for, as parts that must all hold. Raise ConfigError for a date that is none."""
    text = text[:LONGEST_QUESTION].translate(_QUOTES)
    if text.count("(") > MOST_BRACKETS:
        text = text.replace("(", " ").replace(")", " ")
    tokens = list(_TOKEN.finditer(text))
    parts, rest = _any_of(tokens)
    while rest:  # a bracket that was never opened
        more, rest = _any_of(rest[1:])
        parts += more
    return All(parts=tuple(parts))


def is_plain(asked: All) -> bool:
    """Tell whether a question is words only, so that other words of the same meaning answer it, too."""
    return all(isinstance(one, Filter) or _is_plain_words(one) for one in asked.parts)


def without_filters(text: str) -> str:
    """Return what is typed without its filters: the sentence that is asked, as its writer put it."""
    text = text[:LONGEST_QUESTION].translate(_QUOTES)
    return " ".join(
        _TOKEN.sub(lambda found: " " if (found["field"] or "").lower() in FILTERS else found[0], text).split()
    )


def plain_words(asked: Asked) -> tuple[str, ...]:
    """Return all words that are asked for, in order, those that must not stand left out."""
    if isinstance(asked, Words):
        return asked.words
    if isinstance(asked, All | Any):
        return tuple(word for part in asked.parts for word in plain_words(part))
    return ()


def _is_plain_words(one: Asked) -> bool:
    return isinstance(one, Words) and not one.is_phrase and not one.is_prefix and one.place is None


def _any_of(tokens: list[re.Match[str]]) -> tuple[list[Asked], list[re.Match[str]]]:
    """Read up to the bracket that closes: parts that must all hold; return them and what follows."""
    groups: list[list[Asked]] = [[]]
    is_negative = False
    while tokens and tokens[0]["bracket"] != ")":
        token, *tokens = tokens
        if token["word"] in ("AND", "OR", "NOT") and not token["field"]:
            is_negative = token["word"] == "NOT"
            groups += [[]] if token["word"] == "OR" else []
            continue
        if token["bracket"]:
            inner, rest = _any_of(tokens)
            tokens = rest[1:]
            found: Asked | None = All(parts=tuple(inner)) if inner else None
        else:
            found = _part(token)
        if found is not None:
            groups[-1].append(Not(part=found) if is_negative or token["minus"] else found)
        is_negative = False
    return _joined([group for group in groups if group]), tokens


def _joined(groups: list[list[Asked]]) -> list[Asked]:
    """Return the parts of groups with OR between them; `a b OR c d` is a and (b or c) and d, as people mean it."""
    if len(groups) < 2:
        return groups[0] if groups else []
    first, *middle, last = groups
    choices = (first[-1], *(All(parts=tuple(group)) if len(group) > 1 else group[0] for group in middle), last[0])
    return [*first[:-1], Any(parts=choices), *last[1:]]


def _part(token: re.Match[str]) -> Asked | None:
    field, phrase, word = (token["field"] or "").lower(), token["phrase"], token["word"]
    given = phrase if phrase is not None else word
    if field in FILTERS:
        return _filter(cast(FilterName, field), given)
    place = cast(Place, field) if field in PLACES else None
    if field and place is None:
        given = f"{field} {given}"
    words = _without_bits(words_of(given))
    if not words:
        return None
    is_phrase = phrase is not None and len(words) > 1
    return Words(words=words, place=place, is_phrase=is_phrase, is_prefix=given.endswith("*"))


def _without_bits(words: list[str]) -> tuple[str, ...]:
    """Leave out single letters beside longer words: what an apostrophe cut off."""
    longer = tuple(word for word in words if len(word) > 1)
    return longer or tuple(words)


def _filter(name: FilterName, given: str) -> Asked | None:
    if name in ("after", "before"):
        return Filter(name=name, values=(_day(name, given),))
    values = tuple(value.strip() for value in given.split(",") if value.strip())
    return Filter(name=name, values=values) if values else None


def _day(name: str, given: str) -> str:
    """Return the first day of a year, month or day."""
    found = _DATE.fullmatch(given.strip())
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        raise ConfigError(f"{name}:{given}: is no date; write it as 2026-11-09, 2026-11 or 2026") from None


def parts_of(asked: Asked) -> Iterator[Asked]:
    """Yield a part and all that is in it."""
    yield asked
    if isinstance(asked, All | Any):
        for one in asked.parts:
            yield from parts_of(one)
    elif isinstance(asked, Not):
        yield from parts_of(asked.part)
