"""Marked places of news in, how well the cities among them are found out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.mentions import Gazetteer, Mention
from nlp.vocabulary import City
from tests.evaluation.corpora import is_for_fitting, rows

SETS = ("trnews", "geovirus", "gwn", "lgl")
NEWS = ("trnews", "geovirus", "gwn")
SAME_PLACE_KILOMETRES = 40
EARTH_RADIUS_KILOMETRES = 6371


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The shipped cities, by id, and the gazetteer of them."""

    cities: dict[str, City]
    named: dict[str, set[str]]  # every name and case form → the cities of that name
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place that was marked by hand in a text."""

    start: int
    end: int
    words: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was found and right, and what was to be found and was."""

    found: int = 0
    right: int = 0
    gold: int = 0
    recalled: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(
            found=self.found + other.found,
            right=self.right + other.right,
            gold=self.gold + other.gold,
            recalled=self.recalled + other.recalled,
        )

    def scores(self) -> dict[str, float]:
        """Return precision, recall and their harmonic mean."""
        precision, recall = self.right / max(self.found, 1), self.recalled / max(self.gold, 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def know(cities: Sequence[City]) -> Known:
    """Return the cities with every name and case form they have, ready to be looked for."""
    named: dict[str, set[str]] = {}
    for city in cities:
        for name in {city.name, city.endonym, *(name for _, own in (*city.names, *city.forms) for name in own)}:
            named.setdefault(name, set()).add(city.id)
    return Known(cities={city.id: city for city in cities}, named=named, gazetteer=Gazetteer(cities))


def figures(data: Path, name: str, known: Known) -> dict[str, object]:
    """Compare mentions with marked places: right = over a place that lies within 40 km of the city.

    The set `news` is TR-News, GeoVirus and GeoWebNews together. The same figures follow for the half of the articles
    that may be fitted on and for the other half.
    """
    halves = {True: Counts(), False: Counts()}
    for row in rows(data / "toponyms.jsonl.gz"):
        if row["set"] in (NEWS if name == "news" else (name,)):
            halves[is_for_fitting(f"{row['set']}/{row['id']}")] += _compared(row, known)
    both, fitted, other = halves[True] + halves[False], halves[True], halves[False]
    return {
        "set": name,
        "mentions": both.gold,
        "found": both.found,
        **both.scores(),
        **{f"fitted_{key}": value for key, value in fitted.scores().items()},
        **{f"other_{key}": value for key, value in other.scores().items()},
    }


def _compared(row: dict[str, Any], known: Known) -> Counts:
    marked = [one for place in row["toponyms"] if (one := _marked(place, row["text"]))]
    mentions = known.gazetteer.mentions(row["text"], "en")
    named = [one for one in marked if _named(one, known)]
    return Counts(
        found=len(mentions),
        right=sum(any(_agrees(mention, one, known) for one in marked) for mention in mentions),
        gold=len(named),
        recalled=sum(any(_agrees(mention, one, known) for mention in mentions) for one in named),
    )


def _marked(place: dict[str, Any], text: str) -> Marked | None:
    latitude, longitude = (
        place.get(key) or place.get(long) for key, long in (("lat", "latitude"), ("lon", "longitude"))
    )
    if latitude in (None, "", "NaN") or longitude in (None, "", "NaN"):
        return None
    start, end = int(place["start"]), int(place["end"])
    if text[start - 1 : end - 1] == place.get("name"):  # geovirus counts from one
        start, end = start - 1, end - 1
    return Marked(start=start, end=end, words=text[start:end], latitude=float(latitude), longitude=float(longitude))


def _agrees(mention: Mention, marked: Marked, known: Known) -> bool:
    is_over = mention.start < marked.end and marked.start < mention.end
    return is_over and _is_near(known.cities[mention.city], marked)


def _named(marked: Marked, known: Known) -> bool:
    """Tell whether a marked place is a city of the gazetteer under one of its names."""
    return any(_is_near(known.cities[city], marked) for city in known.named.get(marked.words, ()))


def _is_near(city: City, marked: Marked) -> bool:
    """Tell whether a place lies within 40 km of a city, by the haversine formula."""
    north, south = math.radians(city.latitude), math.radians(marked.latitude)
    width = math.radians(city.longitude - marked.longitude)
    square = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(width / 2) ** 2
    return 2 * EARTH_RADIUS_KILOMETRES * math.asin(math.sqrt(square)) <= SAME_PLACE_KILOMETRES
