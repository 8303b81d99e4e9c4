"""How well cities are found: marked places of news, names of CLDR, places of an encyclopedia in eight languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from citydesk.settings import load_settings, packaged_config
from nlp.mentions import Gazetteer
from tests.evaluation import inflected, toponyms
from tests.evaluation.corpora import rows

SETS = (*toponyms.SETS, "news", "cldr", "wikineural", "inflected")
LANGUAGES = {"pt-PT": "pt", "sr-Latn": "sr"}


def run(data: Path, set_name: str | None) -> Iterator[dict[str, object]]:
    """Yield the figures of each set, for wikineural and inflected also of each language."""
    cities = load_settings(packaged_config()).vocabulary.cities
    known = toponyms.know(cities)
    for name in SETS if set_name is None else (set_name,):
        if name == "cldr":
            yield _cldr(data, known)
        elif name == "wikineural":
            yield from _wikineural(data, known)
        elif name == "inflected":
            yield from inflected.figures(inflected.table(), known.gazetteer)
        else:
            yield toponyms.figures(data, name, known)


def _cldr(data: Path, known: toponyms.Known) -> dict[str, object]:
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


def _wikineural(data: Path, known: toponyms.Known) -> Iterator[dict[str, object]]:
    """Compare with LOC entities: names of gazetteer cities that are found, hits outside LOC and ORG.

    Adjectives and inhabitants are no entities there: those outside LOC and ORG are counted apart.
    """
    counts: dict[str, list[int]] = {}
    for row in rows(data / "wikineural_loc.jsonl.gz"):
        text, entities = _entities(row["tokens"], row["tags"])
        own = counts.setdefault(row["lang"], [0, 0, 0, 0, 0])
        mentions = known.gazetteer.mentions(text, row["lang"])
        names = _language_names(known, row["lang"])
        for start, end, kind in entities:
            is_named = kind == "LOC" and text[start:end] in names
            own[0] += is_named
            own[1] += is_named and any(one.start == start and one.end == end for one in mentions)
        places = [(start, end) for start, end, kind in entities if kind in ("LOC", "ORG")]
        outside = [one for one in mentions if all(one.end <= start or end <= one.start for start, end in places)]
        adjectives = sum(one.is_adjective for one in outside)
        own[2] += len(mentions) - adjectives
        own[3] += len(outside) - adjectives
        own[4] += adjectives
    yield _wiki_figures("wikineural", [sum(column) for column in zip(*counts.values(), strict=True)])
    yield from (_wiki_figures(f"wikineural/{language}", counts[language]) for language in sorted(counts))


def _language_names(known: toponyms.Known, language: str) -> set[str]:
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
    named, recalled, found, false, adjectives = counts
    return {
        "set": name,
        "mentions": named,
        "found": found,
        "recall": round(recalled / max(named, 1), 4),
        "false_rate": round(false / max(found, 1), 4),
        "adjectives": adjectives,
        "false_rate_with_adjectives": round((false + adjectives) / max(found + adjectives, 1), 4),
    }
