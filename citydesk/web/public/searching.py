"""The search page: words and filters in, articles out. The one file that knows what `pipeline/search.py` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args
from urllib.parse import urlencode

from citydesk.archive.asked import read_question
from citydesk.errors import CitydeskError, ConfigError
from citydesk.pipeline.named import named
from citydesk.pipeline.search import By, Hit, Wish, search
from citydesk.web.public.document import Document
from citydesk.web.public.site import Site

MOST_WORDS, SHOWN = 200, 40  # characters; articles

Ask = Callable[[str, Wish], list[Hit]]  # answers by meaning, or by both; raises CitydeskError where it can't now


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a reader asks for; empty = anything."""

    words: str
    by: By = "words"
    language: str = ""
    since: str = ""  # a day, 2026-11-09

    @property
    def query(self) -> str:
        """Return the question as the query string of an address, without what is usual."""
        given = {"q": self.words, "by": self.by, "language": self.language, "since": self.since}
        return urlencode({name: value for name, value in given.items() if value and (name, value) != ("by", "words")})

    @property
    def line(self) -> str:
        """Return the question as one line, as `citydesk search` takes it."""
        language = f" language:{self.language}" if self.language else ""
        return f"{self.words}{language}{f' after:{self.since}' if self.since else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The articles that answer a question, best first. `is_by_words`: by words only, though meaning was asked for."""

    hits: tuple[Hit, ...] = ()
    is_by_words: bool = False
    mistake: str = ""  # what can't be meant in the question, one line in English


def question(asked: Mapping[str, str]) -> Question:
    """Return the question of a query string; what can't be meant is left out."""
    since, language, by = asked.get("since", "")[:10], asked.get("language", "")[:8], asked.get("by", "")
    try:
        date.fromisoformat(since)
    except ValueError:
        since = ""
    return Question(
        words=asked.get("q", "")[:MOST_WORDS].strip(),
        by=cast(By, by) if by in get_args(By) else "words",
        language=language if language.isascii() and language.isalpha() else "",
        since=since,
    )


def answer(site: Site, asked: Question, ask: Ask, *, limit: int = SHOWN) -> Answer:
    """Return what answers a question; by words where it can't be answered by meaning now."""
    vocabulary = site.settings.vocabulary
    if not asked.words:
        return Answer()
    try:
        named(site.archive, read_question(asked.line), vocabulary)
    except ConfigError as error:
        return Answer(mistake=str(error))
    is_by_words = False
    if asked.by != "words":
        try:
            return Answer(hits=tuple(ask(asked.line, Wish(limit=limit, by=asked.by))))
        except CitydeskError:
            is_by_words = True
    hits = search(site.archive, asked.line, Wish(limit=limit), vocabulary=vocabulary)
    return Answer(hits=tuple(hits), is_by_words=is_by_words)


def page(site: Site, asked: Question, ask: Ask) -> Document:
    """Return the search form and what was found."""
    found = answer(site, asked, ask)
    languages = sorted({(site.language_name(code), code) for code in _languages(site)})
    return site.page(
        "search.html",
        "search",
        query=f"?{asked.query}" if asked.words else "",
        is_passing=found.is_by_words,
        asked=asked,
        is_by_words=found.is_by_words,
        mistake=found.mistake,
        languages=languages,
        rows=[(one, site.day(one.published)) for one in found.hits],
    )


def _languages(site: Site) -> set[str]:
    return {source.language for source in site.settings.sources if source.language}
