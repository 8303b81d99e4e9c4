"""An issue → a feed: what RSS, Atom and JSON Feed all tell, ready to be written down in any of them.

Dates are those of the news, never of the moment; a story keeps its id from issue to issue, so that a reader who
saw it sees it updated, not again. Whatever lists stories can be put as an issue: a city, a topic, what a search found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape
from zoneinfo import ZoneInfo

from digest.issue import Issue
from digest.shown import EntryView, IssueView, LinkView, PublisherView
from digest.text import MAX_SENTENCE, clean
from digest.view import view
from digest.words import Words, words_in

SUMMARY = 3 * MAX_SENTENCE  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a feed is found, and its older and newer parts (RFC 5005, section 4); None = there is none."""

    own: str
    current: str | None = None  # of an archived part: the feed that has the newest entries
    older: str | None = None
    newer: str | None = None
    hub: str | None = None  # WebSub


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A story in a feed."""

    id: str
    title: str
    language: str  # of the title
    url: str | None  # at the source; None = nowhere safe
    page: str | None  # where all its reports are listed
    published: datetime | None  # None = nobody knows
    updated: datetime
    author: str
    categories: tuple[str, ...]
    summary: str  # text, "" for none
    content: str  # HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, before it is RSS, Atom or JSON."""

    id: str
    title: str
    subtitle: str
    language: str
    site: str  # the page it belongs to
    updated: datetime
    entries: tuple[FeedEntry, ...]
    paging: Paging | None = None


def feed_of(
    issue: Issue,
    site: str,
    *,
    id: str | None = None,
    paging: Paging | None = None,
    page_of: Callable[[str], str | None] = lambda _: None,
    words: Words | None = None,
) -> Feed:
    """Return the feed of an issue, in the words of its edition's language unless others are given.

    `site` is where the edition is read, `page_of` tells the page of a story. Without `id` it is the edition's.
    """
    words = words or words_in(issue.edition.language)
    told = view(issue, words)
    return Feed(
        id=id or f"urn:citydesk:edition:{issue.edition.key}",
        title=told.title,
        subtitle=f"{told.when}: {told.summary}",
        language=told.language,
        site=site,
        updated=_updated(issue, told),
        entries=tuple(_entry(heading, entry, words, page_of(entry.story)) for heading, entry in _entries(told)),
        paging=paging,
    )


def _entry(heading: str, entry: EntryView, words: Words, page: str | None) -> FeedEntry:
    sentences = [words for words, _ in entry.told] or [passage.words for passage in entry.passages]
    return FeedEntry(
        id=f"urn:citydesk:story:{entry.story}",
        title=entry.headline.words,
        language=entry.headline.language,
        url=entry.headline.url,
        page=page,
        published=entry.published,
        updated=entry.updated,
        author=entry.first_source.words or "?",
        categories=tuple(dict.fromkeys(name for name in (heading, *entry.cities) if name)),
        summary=clean(" ".join(sentences), SUMMARY),
        content=_content(entry, words, page),
    )


def _entries(told: IssueView) -> list[tuple[str, EntryView]]:
    """Return (heading of its section, entry) in the order of the page; where the heading says nothing, the topic."""
    lead = [(told.lead.topic, told.lead)] if told.lead else []
    rest = [(section.heading or entry.topic, entry) for section in told.sections for entry in section.entries]
    return lead + rest


def _content(entry: EntryView, words: Words, page: str | None) -> str:
    """Return the entry under its headline as HTML: sentences, who reported, and the way to all reports."""
    told = " ".join(_link(passage) for passage in entry.passages)
    before, _, after = entry.first.partition("{source}")
    facts = [
        entry.kind,
        ", ".join(entry.cities),
        entry.headline.remark,
        before + entry.first_source.words + after,
    ]
    line = escape(" · ".join(fact for fact in facts if fact))
    if entry.publishers:
        line += f"; {words['also']} " + ", ".join(_publisher(one) for one in entry.publishers)
    note = f"<p>{escape(words['note'])}: {escape(entry.note)}</p>" if entry.note else ""
    known = f"<p>{escape(entry.known)}</p>" if entry.known else ""
    more = f'<p><a href="{escape(page)}">{escape(words["all_reports"])}</a></p>' if page else ""
    return _machine(entry, words) + known + (f"<p>{told}</p>" if told else "") + note + f"<p>{line}</p>" + more


def _machine(entry: EntryView, words: Words) -> str:
    """Return a machine's summary, marked as such, with links to what it cites; "" for none."""
    told = " ".join(" ".join([escape(sentence), *map(_link, cites)]) for sentence, cites in entry.told)
    return f"<p><b>{escape(words['machine'])}:</b> {told}</p>" if told else ""


def _link(to: LinkView) -> str:
    if to.url is None:
        return f'<span lang="{escape(to.language)}">{escape(to.words)}</span>'
    return f'<a href="{escape(to.url)}" lang="{escape(to.language)}">{escape(to.words)}</a>'


def _publisher(one: PublisherView) -> str:
    texts = "; ".join(
        f'<a href="{escape(text.url)}">{escape(text.words)}</a>' if text.url else escape(text.words)
        for text in one.texts
    )
    return f"{escape(one.name)} ({texts})"


def _updated(issue: Issue, told: IssueView) -> datetime:
    """Return when the last story changed; for an empty issue, when its period began."""
    first = datetime.combine(issue.period.first, time(), ZoneInfo(issue.edition.zone))
    return max((entry.updated for _, entry in _entries(told)), default=first).astimezone(UTC)
