"""The search page: words and filters in, articles out. The one file that knows what `pipeline/search.py` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from citydesk.errors import ConfigError
from citydesk.pipeline.search import Hit, Wish, search
from citydesk.web.public.document import Document
from citydesk.web.public.site import Site

MOST_WORDS, SHOWN = 200, 40  # characters; articles


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


def found(site: Site, asked: Question) -> list[Hit]:
    """Return the articles that answer a question, best first."""
    if not asked.words:
        return []
    language = f" language:{asked.language}" if asked.language.isalpha() else ""
    since = f" after:{asked.since}" if asked.since else ""
    try:
        return search(site.archive, f"{asked.words}{language}{since}", Wish(limit=SHOWN))
    except ConfigError:  # a date that is none
        return []


def page(site: Site, asked: Question) -> Document:
    """Return the search form and what was found."""
    rows = found(site, asked)
    languages = sorted({(site.language_name(code), code) for code in _languages(site)})
    return site.page(
        "search.html",
        "search",
        asked=asked,
        languages=languages,
        rows=[(one, site.day(one.published)) for one in rows],
    )


def _languages(site: Site) -> set[str]:
    return {source.language for source in site.settings.sources if source.language}
