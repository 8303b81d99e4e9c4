"""How well cities are found: marked places of news, names of CLDR, places of an encyclopedia in eight languages."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.settings import load_settings, packaged_config
from nlp.mentions import Gazetteer, Mention
from nlp.vocabulary import City
from tests.evaluation import inflected
from tests.evaluation.corpora import rows

TOPONYMS = ("trnews", "geovirus", "gwn", "lgl")
SETS = (*TOPONYMS, "cldr", "wikineural", "inflected")
SAME_PLACE_KILOMETRES = 40
EARTH_RADIUS_KILOMETRES = 6371
LANGUAGES = {"pt-PT": "pt", "sr-Latn": "sr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The shipped cities, by id, and the gazetteer of them."""

    cities: dict[str, City]
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place that was marked by hand in a text."""

    start: int
    end: int
    words: str
    latitude: float
    longitude: float


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each set, for wikineural and inflected also of each language."""
    cities = load_settings(packaged_config()).vocabulary.cities
    known = Known(cities={city.id: city for city in cities}, gazetteer=Gazetteer(cities))
    for name in SETS if set_name is None else (set_name,):
        if name == "cldr":
            yield _cldr(data, known)
        elif name == "wikineural":
            yield from _wikineural(data, known)
        elif name == "inflected":
            yield from inflected.figures(inflected.table(), known.gazetteer)
        else:
            yield _toponyms(data, name, known)


def _toponyms(data: Path, name: str, known: Known) -> dict[str, object]:
    """Compare mentions with marked places: right = over a place that lies within 40 km of the city."""
    found = right = gold = recalled = 0
    for row in rows(data / "toponyms.jsonl.gz"):
        if row["set"] != name:
            continue
        marked = [one for place in row["toponyms"] if (one := _marked(place, row["text"]))]
        mentions = known.gazetteer.mentions(row["text"], "en")
        found += len(mentions)
        right += sum(any(_agrees(mention, one, known) for one in marked) for mention in mentions)
        named = [one for one in marked if _named(one, known)]
        gold += len(named)
        recalled += sum(any(_agrees(mention, one, known) for mention in mentions) for one in named)
    return {"set": name, "mentions": gold, "found": found, **_scores(right, found, recalled, gold)}


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
    return any(marked.words in _names(city) and _is_near(city, marked) for city in known.cities.values())


def _names(city: City) -> set[str]:
    return {city.name, city.endonym, *(name for _, names in (*city.names, *city.forms) for name in names)}


def _is_near(city: City, marked: Marked) -> bool:
    """Tell whether a place lies within 40 km of a city, by the haversine formula."""
    north, south = math.radians(city.latitude), math.radians(marked.latitude)
    width = math.radians(city.longitude - marked.longitude)
    square = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(width / 2) ** 2
    return 2 * EARTH_RADIUS_KILOMETRES * math.asin(math.sqrt(square)) <= SAME_PLACE_KILOMETRES


def _cldr(data: Path, known: Known) -> dict[str, object]:
    """Look for each name of a gazetteer city in its language: `in Atenas`."""
    by_language = json.loads((data / "cldr_exonyms.json").read_text("utf-8"))
    names = recalled = 0
    missed = []
    for code, cities in by_language.items():
        language = LANGUAGES.get(code, code)
        for key, name in cities.items():
            city = _only_city(known.gazetteer, key.replace("_", " "), "en")
            if city is None:
                continue
            names += 1
            is_found = _only_city(known.gazetteer, name, language) == city
            recalled += is_found
            missed += [] if is_found else [f"{code} {name}"]
    return {"set": "cldr", "names": names, "recall": round(recalled / max(names, 1), 4), "missed": "; ".join(missed)}


def _only_city(gazetteer: Gazetteer, name: str, language: str) -> str | None:
    mentions = gazetteer.mentions(f"in {name}", language)
    return mentions[0].city if len(mentions) == 1 and mentions[0].words == name else None


def _wikineural(data: Path, known: Known) -> Iterator[dict[str, object]]:
    """Compare with LOC entities: names of gazetteer cities that are found, hits outside LOC and ORG."""
    counts: dict[str, list[int]] = {}
    for row in rows(data / "wikineural_loc.jsonl.gz"):
        text, entities = _entities(row["tokens"], row["tags"])
        own = counts.setdefault(row["lang"], [0, 0, 0, 0])
        mentions = known.gazetteer.mentions(text, row["lang"])
        names = _language_names(known, row["lang"])
        for start, end, kind in entities:
            is_named = kind == "LOC" and text[start:end] in names
            own[0] += is_named
            own[1] += is_named and any(one.start == start and one.end == end for one in mentions)
        places = [(start, end) for start, end, kind in entities if kind in ("LOC", "ORG")]
        own[2] += len(mentions)
        own[3] += sum(all(one.end <= start or end <= one.start for start, end in places) for one in mentions)
    yield _wiki_figures("wikineural", [sum(column) for column in zip(*counts.values(), strict=True)])
    yield from (_wiki_figures(f"wikineural/{language}", counts[language]) for language in sorted(counts))


def _language_names(known: Known, language: str) -> set[str]:
    return {
        form
        for city in known.cities.values()
        for form in (
            city.name,
            city.endonym,
            *(name for code, names in city.names if code == language for name in names),
        )
    }


def _entities(tokens: Sequence[str], tags: Sequence[str]) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the tokens as a text and its entities as (start, end, kind)."""
    text = ""
    entities: list[tuple[int, int, str]] = []
    for token, tag in zip(tokens, tags, strict=True):
        text += " " if text else ""
        start = len(text)
        text += token
        if tag.startswith("I-") and entities:
            entities[-1] = (entities[-1][0], len(text), entities[-1][2])
        elif tag != "O":
            entities.append((start, len(text), tag[2:]))
    return text, entities


def _wiki_figures(name: str, counts: Sequence[int]) -> dict[str, object]:
    named, recalled, found, false = counts
    return {
        "set": name,
        "mentions": named,
        "found": found,
        "recall": round(recalled / max(named, 1), 4),
        "false_rate": round(false / max(found, 1), 4),
    }


def _scores(right: int, found: int, recalled: int, gold: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), recalled / max(gold, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
