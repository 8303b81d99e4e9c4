"""A draft → what the desk shows of it: entries, what was left out, who did what, what needs a human."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from citydesk.archive import Archive
from citydesk.archive.revisions import published_issues
from citydesk.pipeline.desk import Draft, issue_id, told
from citydesk.pipeline.desk_needs import Need, needs
from citydesk.settings import Settings
from digest.edits import OTHER
from digest.issue import Edition, Entry
from digest.period import period_before, period_of
from digest.text import clean, safe_url
from digest.words import words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue in the overview."""

    id: str
    title: str
    when: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A story at the desk."""

    story: str
    headline: str
    language: str
    url: str | None
    section: str  # topic id or OTHER
    sentences: tuple[str, ...]
    note: str
    cities: tuple[str, ...]
    reports: tuple[str, ...]  # names of organisations
    reasons: tuple[str, ...]
    score: float
    is_lead: bool = False
    above: str | None = None  # the story it would be placed before when moved up
    below: str | None = None  # the story that would be placed before it when moved down


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section of the draft."""

    key: str
    heading: str
    entries: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """An edit in words; `is_undone` tells which button it has."""

    number: int
    words: str
    is_undone: bool
    idle: str  # why it no longer applies, "" if it does
    can_change: bool  # not part of what was published


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole desk page of an issue."""

    id: str
    title: str
    when: str
    state: str
    last_edit: int
    revision: int | None
    published_at: datetime | None
    scheduled: str
    has_changes: bool
    lead: EntryRow | None
    sections: tuple[SectionRow, ...]
    further: tuple[EntryRow, ...]
    dropped: tuple[EntryRow, ...]
    edits: tuple[EditRow, ...]  # newest first
    needs: tuple[Need, ...]
    headings: tuple[tuple[str, str], ...]  # (section key, words), to move a story to

    def entry(self, story: str) -> EntryRow | None:
        """Return the entry of a story, where it stands in the issue or beside it."""
        rows = [*(row for section in self.sections for row in section.entries), *self.further, *self.dropped]
        rows += [self.lead] if self.lead else []
        return next((row for row in rows if row.story == story), None)

    @property
    def undoable(self) -> EditRow | None:
        """Return the newest edit that counts."""
        return next((row for row in self.edits if not row.is_undone and row.can_change), None)


def issues_to_show(archive: Archive, settings: Settings, now: datetime) -> tuple[IssueRow, ...]:
    """Return the issues in work, of the period that is running and of the one before, then those published."""
    published = published_issues(archive)
    rows = []
    for edition in settings.editions:
        for find in (period_before, period_of):
            period = find(now, edition.zone, edition.rhythm)
            id = issue_id(edition, period)
            when = words_in("en").interval(period.first, period.last)
            state = f"published, revision {published[id][0]}" if id in published else "draft"
            rows.append(IssueRow(id=id, title=clean(edition.title, 120), when=when, state=state))
    known = {row.id for row in rows}
    older = sorted(((at, id, revision) for id, (revision, at) in published.items() if id not in known), reverse=True)
    return (*rows, *(IssueRow(id=id, title=id, when=f"{at:%d %B %Y}", state=f"published, revision {revision}")
                     for at, id, revision in older[:52]))  # fmt: skip


def told_draft(archive: Archive, draft: Draft, settings: Settings, now: datetime) -> Told:
    """Put a draft in the words of the desk."""
    issue, edited = draft.issue, draft.edited
    words = words_in("en")
    return Told(
        id=issue.id,
        title=clean(issue.edition.title, 120),
        when=words.interval(issue.period.first, issue.period.last),
        state=draft.state,
        last_edit=draft.last_edit,
        revision=draft.revision,
        published_at=draft.published_at,
        scheduled=_local(edited.scheduled, issue.edition),
        has_changes=draft.has_changes,
        lead=_row(issue.lead, OTHER, is_lead=True) if issue.lead else None,
        sections=tuple(
            SectionRow(
                key=section.topic or OTHER,
                heading=clean(section.heading, 120),
                entries=tuple(_rows(section.entries, section.topic or OTHER)),
            )
            for section in issue.sections
        ),
        further=tuple(_row(entry, OTHER) for entry in issue.further),
        dropped=tuple(_row(entry, OTHER) for entry in edited.dropped),
        edits=_edits(archive, draft),
        needs=tuple(need for need in needs(archive, draft, now) if not need.is_seen),
        headings=(*((topic.id, topic.label) for topic in settings.vocabulary.topics), (OTHER, "Other")),
    )


def _rows(entries: tuple[Entry, ...], section: str) -> Iterator[EntryRow]:
    for number, entry in enumerate(entries):
        above = entries[number - 1].candidate.story if number else None
        below = entries[number + 1].candidate.story if number + 1 < len(entries) else None
        yield _row(entry, section, above=above, below=below)


def _row(
    entry: Entry, section: str, *, is_lead: bool = False, above: str | None = None, below: str | None = None
) -> EntryRow:
    candidate = entry.candidate
    return EntryRow(
        story=candidate.story,
        headline=clean(entry.headline or candidate.headline, 240) or candidate.story,
        language=candidate.language,
        url=safe_url(candidate.reports[0].url),
        section=section,
        sentences=tuple(clean(sentence.words, 600) for sentence in candidate.sentences),
        note=clean(entry.note or "", 600),
        cities=tuple(clean(city.name, 80) for city in candidate.cities[:6]),
        reports=tuple(dict.fromkeys(clean(report.source_name, 80) for report in candidate.reports)),
        reasons=tuple(clean(reason, 200) for reason in entry.reasons),
        score=entry.score,
        is_lead=is_lead,
        above=above,
        below=below,
    )


def _edits(archive: Archive, draft: Draft) -> tuple[EditRow, ...]:
    idle = dict(draft.edited.idle)
    return tuple(
        EditRow(
            number=edit.number,
            words=clean(told(archive, edit), 300),
            is_undone=edit.undone_at is not None,
            idle=clean(idle.get(edit.number, ""), 200),
            can_change=draft.published_at is None or edit.made_at > draft.published_at,
        )
        for edit in reversed(draft.edited.edits)
        if edit.action.kind != "seen"
    )


def _local(moment: datetime | None, edition: Edition) -> str:
    """Return a moment as a form field wants it, by the clock of the edition."""
    return moment.astimezone(ZoneInfo(edition.zone)).strftime("%Y-%m-%dT%H:%M") if moment else ""
