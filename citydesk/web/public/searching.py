"""The search page: words and filters in, articles out. The one file that knows what `pipeline/search.py` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from citydesk.archive.connection import moment
from citydesk.pipeline.search import search
from citydesk.web.public.document import Document
from citydesk.web.public.site import Site

MOST_WORDS, MOST_FOUND, SHOWN = 200, 300, 40  # characters; articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader asks for; empty = anything."""

    words: str
    language: str = ""
    since: str = ""  # a day, 2026-11-09


def question(asked: Mapping[str, str]) -> Question:
    """Return the question of a query string; what can't be meant is left out."""
    since = asked.get("since", "")[:10]
    try:
        date.fromisoformat(since)
    except ValueError:
        since = ""
    return Question(
        words=asked.get("q", "")[:MOST_WORDS].strip(),
        language=asked.get("language", "")[:8],
        since=since,
    )


def found(site: Site, asked: Question) -> list[dict[str, object]]:
    """Return the articles that answer a question, best first."""
    if not asked.words:
        return []
    return [one for one in search(site.archive, asked.words, MOST_FOUND) if _fits(one, asked)][:SHOWN]


def page(site: Site, asked: Question) -> Document:
    """Return the search form and what was found."""
    rows = found(site, asked)
    languages = sorted({(site.language_name(code), code) for code in _languages(site)})
    return site.page(
        "search.html",
        "search",
        asked=asked,
        languages=languages,
        rows=[(one, site.day(moment(_text(one["published"])))) for one in rows],
    )


def _fits(one: Mapping[str, object], asked: Question) -> bool:
    published = _text(one["published"]) or ""
    return (not asked.language or one["language"] == asked.language) and (not asked.since or published >= asked.since)


def _languages(site: Site) -> set[str]:
    return {source.language for source in site.settings.sources if source.language}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
