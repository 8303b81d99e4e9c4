"""Sources and searches → tables of sources.toml and editions.toml, ready to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime

from anyascii import anyascii

from citydesk.pipeline.probing import Probe
from crawler.opml import Outline
from crawler.urls import host_of
from nlp.vocabulary import City


def table_of_probe(found: Probe, name: str, cities: Sequence[City], taken: Collection[str], now: datetime) -> str:
    """Return the table of a source that was proved just now: grade A, with the proof."""
    host = host_of(found.source.url).removeprefix("www.")
    city = next((one for one in cities if any(host == own or host.endswith(f".{own}") for own in one.hosts)), None)
    newest = f", the newest of {found.newest:%Y-%m-%d}" if found.newest else ""
    return _table(
        free_key(f"{city.id if city else host.rpartition('.')[0]}-{_WHAT[found.source.kind]}", taken),
        {
            "name": name or host,
            "url": found.moved_to or found.source.url,
            "kind": found.source.kind,
            **({"city": city.id} if city else {"owner": "partner"}),
            **({"language": found.language} if found.language not in (None, "und") else {}),
            "grade": "A",
            "evidence": f"answered {found.entries} entries on {now:%Y-%m-%d}{newest}",
        },
    )


def table_of_outline(outline: Outline, file: str, taken: Collection[str]) -> str:
    """Return the table of a feed out of an OPML file: off and not proved."""
    language = (outline.language or "")[:2].lower()
    return _table(
        free_key(outline.title, taken),
        {
            "name": outline.title,
            "url": outline.url,
            "kind": "feed",
            "owner": "partner",
            **({"language": language} if re.fullmatch("[a-z]{2}", language) else {}),
            "grade": "U",
            "evidence": f"from {file}",
            "enabled": False,
        },
    )


def table_of_search(title: str, question: str, zone: str, taken: Collection[str]) -> str:
    """Return the table of an edition that asks what a search asks."""
    return _table(free_key(title, taken), {"title": title, "zone": zone, "search": question})


def free_key(words: str, taken: Collection[str]) -> str:
    """Return a key of a table made of words, numbered where it is taken."""
    key = re.sub(r"[^a-z0-9]+", "-", anyascii(words).lower())[:60].strip("-") or "source"
    return next(
        one for number in range(1, len(taken) + 2) if (one := key if number == 1 else f"{key}-{number}") not in taken
    )


_WHAT = {"feed": "feed", "listing": "news", "sitemap": "sitemap", "wordpress": "api", "drupal": "api"}


def _table(key: str, values: dict[str, object]) -> str:
    # a JSON string is a basic string of TOML, but for DEL, which no line of ours holds
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join([f"[{key}]", *lines]) + "\n"
