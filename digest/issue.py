"""The nouns of the digest: Edition, Period, Report, Candidate, Entry, Section, Theme, Coverage, Correction, Issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from crawler.article import Precision
from nlp.story import Cues, Relation, Sentence, Told

Rhythm = Literal["daily", "weekly", "monthly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A saved question: which cities, topics, projects, languages and words (empty = all), how often, how much."""

    key: str
    title: str
    language: str  # of headings; content keeps its own
    zone: str  # IANA name: where the week begins at midnight
    cities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    search: str = ""  # words that a report has to hold, as they are typed; "" = any
    max_entries: int = 40
    max_entries_per_section: int = 6
    is_attended: bool = True  # an editor publishes it; else it publishes itself after `grace_hours`
    grace_hours: int = 9  # after the end of the period
    rhythm: Rhythm = "weekly"
    topic_weights: tuple[tuple[str, float], ...] = ()  # (topic id, 0 to 2); a topic that isn't named weighs 1
    max_entries_per_source: int = 6  # in the whole issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included. `name`: `2026-11-09`, `2026-W46`, `2026-11`, or two days with `_`."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as a story's readers see it."""

    article: str  # id
    url: str
    title: str
    source: str  # key
    source_name: str
    owner: str  # network, city or partner
    source_city: str | None  # gazetteer id
    language: str
    relation: Relation
    published: datetime | None  # None = unknown; say so
    first_seen: datetime
    precision: Precision | None = None  # how exact `published` is; None = to the day at least


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRef:
    """A city of a story: gazetteer id, name in the edition's language, role."""

    id: str
    name: str
    role: str  # primary, about, partner, venue or mention
    place: tuple[float, float] | None = None  # latitude and longitude in degrees, for the map


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRef:
    """The thread a story is part of, as far as it had come by the end of the period."""

    title: str
    phases: tuple[str, ...] = ()  # its course: call, approved, started, opened, concluded, cancelled
    days: tuple[date | None, ...] = ()  # of each phase, where known; may be shorter than `phases`
    is_further: bool = False  # this story tells a phase that no earlier story of the thread told


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may stand in an issue: everything compose() may look at."""

    story: str  # id
    headline: str
    language: str
    reports: tuple[Report, ...]  # the representative first
    cities: tuple[CityRef, ...]  # primary first
    topics: tuple[str, ...]  # ids, best first
    projects: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    is_roundup: bool = False
    is_notice: bool = False  # agenda, alert, service notice: stands lower
    thread: ThreadRef | None = None
    kind: str = "news"  # of text, as nlp.content_kind names it
    cues: Cues = field(default_factory=Cues)
    known: float = 0.0  # likeness, 0 to 1, to what the last issues of the edition told
    told: tuple[Told, ...] = ()  # a machine's summary, checked; `sentences` are there all the same

    @property
    def quoted(self) -> tuple[Sentence, ...]:
        """Return all that has to stand in an article: the summary, and what a machine's summary cites."""
        return (*self.sentences, *(one for said in self.told for one in said.cites))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story's place in an issue. `reasons` say why it stands where it stands, for the editor."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]
    headline: str | None = None  # an editor's own, in the edition's language; None = the candidate's
    note: str | None = None  # an editor's, shown as such
    edits: tuple[int, ...] = ()  # numbers of the edits that made it what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries under one heading; `left_out` stories found no room."""

    topic: str | None  # topic id; None = other news
    heading: str
    entries: tuple[Entry, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the issue saw and did not see, by organisation name."""

    reported: tuple[str, ...]
    quiet: tuple[str, ...]  # reached, nothing new
    not_reached: tuple[tuple[str, str], ...]  # (name, reason)
    silent: tuple[tuple[str, str], ...] = ()  # (name, reason): reached, and nothing new for improbably long
    last_reached: tuple[tuple[str, date], ...] = ()  # of those not reached: the day of their last good answer
    watched: tuple[tuple[str, float, float], ...] = ()  # cities whose sources were asked: name, latitude, longitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a later revision of an issue changed, in the editor's words; told in that revision and in the next issue."""

    number: int
    issue: str  # id of the issue that was corrected
    period: Period  # of that issue
    story: str  # id
    title: str  # headline of the entry, as it was
    field: Literal["headline", "note", "sentences", "entry", "place"]
    before: str  # "" = there was nothing
    after: str  # "" = there is nothing now
    words: str  # the editor's own
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Different stories of three cities or more on one subject. Its name is the subject's, and never invented."""

    topic: str  # id
    label: str  # the topic's, in the edition's language
    stories: tuple[str, ...]  # ids, in order of rank; each stands in the issue
    cities: tuple[str, ...]  # names of their primary cities, in the same order, each once
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One edition of one period. Its bytes follow from it alone: no clock, no chance."""

    id: str  # `network-2026-W46`
    edition: Edition
    period: Period
    lead: Entry | None
    sections: tuple[Section, ...]
    coverage: Coverage
    articles: int  # seen in the period
    stories: int
    languages: tuple[str, ...]
    by_city: tuple[tuple[str, int], ...] = ()  # (name, stories of the period about it), most first
    topic_labels: tuple[tuple[str, str], ...] = ()  # (topic id, words) of the topics in this issue
    further: tuple[Entry, ...] = ()  # that found no room, in order of rank
    corrections: tuple[Correction, ...] = ()  # of this issue and of earlier ones of the edition
    themes: tuple[Theme, ...] = ()
    by_topic: tuple[tuple[str, int], ...] = ()  # (label, stories of the period on it), most first
    places: tuple[tuple[str, int, float, float], ...] = ()  # (city, stories, latitude, longitude), most first

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in reading order, the lead first."""
        lead = (self.lead,) if self.lead else ()
        return lead + tuple(entry for section in self.sections for entry in section.entries)
