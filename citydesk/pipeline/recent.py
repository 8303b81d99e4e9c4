"""A city, topic or project → its newest stories as readers see them, put as an issue, so that all tell them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from citydesk.archive import Archive, stories
from citydesk.archive.subjects import Subject, about_between, newest_about
from citydesk.pipeline.candidates import shown_stories
from digest.issue import Candidate, Coverage, Edition, Entry, Issue, Section
from digest.period import between, local_day
from nlp.vocabulary import Vocabulary

NOBODY = Coverage(reported=(), quiet=(), not_reached=())


def newest_stories(
    archive: Archive, vocabulary: Vocabulary, subject: Subject, edition: Edition, limit: int
) -> tuple[Candidate, ...]:
    """Return the newest stories about a subject, the newest first, for readers of an edition's language."""
    return stories_in_order(archive, vocabulary, newest_about(archive, subject, limit), edition)


def stories_between(
    archive: Archive, vocabulary: Vocabulary, subject: Subject, edition: Edition, first: datetime, last: datetime
) -> tuple[Candidate, ...]:
    """Return the stories about a subject first published in a span of time, the newest first."""
    return stories_in_order(archive, vocabulary, about_between(archive, subject, first, last), edition)


def stories_in_order(
    archive: Archive, vocabulary: Vocabulary, ids: Sequence[str], edition: Edition
) -> tuple[Candidate, ...]:
    """Return these stories, those that there are, in the order given."""
    found = stories.load_some(archive, ids)
    if not found:
        return ()
    last = max(story.last_published for story, _ in found) + timedelta(days=1)
    day = local_day(last, edition.zone)
    made = shown_stories(archive, found, vocabulary, edition, between(day, day))
    place = {story: number for number, story in enumerate(ids)}
    return tuple(sorted(made, key=lambda one: place[one.story]))


def as_issue(candidates: Iterable[Candidate], edition: Edition, vocabulary: Vocabulary) -> Issue:
    """Return stories as an issue of one section without a heading; its period is from the first to the last day."""
    told = tuple(candidates)
    days = [
        local_day(report.published or report.first_seen, edition.zone) for one in told for report in one.reports
    ] or [datetime(1970, 1, 1, tzinfo=UTC).date()]
    entries = tuple(Entry(candidate=one, score=0.0, reasons=()) for one in told)
    return Issue(
        id=edition.key,
        edition=edition,
        period=between(min(days), max(days)),
        lead=None,
        sections=(Section(topic=None, heading="", entries=entries),),
        coverage=NOBODY,
        articles=sum(len(one.reports) for one in told),
        stories=len(told),
        languages=tuple(sorted({report.language for one in told for report in one.reports})),
        by_city=tuple(sorted({(city.name, 1) for one in told for city in one.cities})),
        topic_labels=tuple((topic.id, topic.label_in(edition.language)) for topic in vocabulary.topics),
    )
