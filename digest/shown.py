"""What readers see of an issue and its stories: words and links, clean, in their order, still plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Words, where they lead (None = nowhere safe), their language, and a remark on them."""

    words: str
    url: str | None
    language: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    """Who also reported, and each of its texts as a link of its remark: "Ghent (Dutch, translation)"."""

    name: str
    texts: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A story as readers see it."""

    story: str
    headline: LinkView  # the remark names its language where that is not the edition's
    note: str  # an editor's, "" for none
    passages: tuple[LinkView, ...]
    known: str  # what is known of it in the edition's language, where its passages are in another one; else ""
    told: tuple[tuple[str, tuple[LinkView, ...]], ...]  # a machine's sentences, each with the passages it cites
    cities: tuple[str, ...]
    shown_cities: tuple[str, ...]  # the first few, where they are many
    topic: str  # "" where the section says it, or it has none
    kind: str  # "notice", "round-up" or ""
    first: str  # "First reported on Monday 9 November by {source}"
    first_source: LinkView
    publishers: tuple[PublisherView, ...]
    thread: str  # "Part of: CITIES-GROW — approved → started", "" for none
    published: datetime | None
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Entries under a heading; `more` says how many found no room, "" if none."""

    key: str
    heading: str
    count: int
    entries: tuple[EntryView, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme as readers see it."""

    label: str  # the topic
    told: str  # "Milan, Ghent, Dresden (3 stories, 3 languages)"
    entries: tuple[tuple[str, str, LinkView], ...]  # (story, city, headline)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """Numbers under a heading, each with its bar; `more` says how many there are beyond them."""

    heading: str
    rows: tuple[tuple[str, int, str, str], ...]  # (name, stories, "3 stories", SVG)
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction as readers see it: which issue and entry, what was said, what is said now."""

    of: str  # "9–15 November 2026"
    title: str
    words: str  # the editor's
    change: str  # "Headline: before → after"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue as readers see it."""

    language: str
    title: str
    when: str  # "9–15 November 2026"
    week: str  # "Week 46", "" for other periods
    summary: str  # "38 stories from 41 cities in 14 languages"
    minutes: str
    quiet: str  # short lists for the masthead, "" if empty
    silent: str
    not_reached: str
    lead: EntryView | None
    sections: tuple[SectionView, ...]
    themes: tuple[ThemeView, ...]
    charts: tuple[ChartView, ...]
    map: str  # SVG, "" where no place is known
    coverage: tuple[tuple[str, int, str], ...]  # (heading, count, names)
    corrections: tuple[CorrectionView, ...]
    how: str  # how this was made
