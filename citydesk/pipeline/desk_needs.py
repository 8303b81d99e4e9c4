"""A draft and a moment → what needs a human before it goes out: a list that can reach nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from citydesk.archive import Archive, stories
from citydesk.pipeline.desk import Draft
from digest.due import due_at
from digest.issue import Entry
from digest.text import clean

Kind = Literal["late", "edit", "join", "summary", "source"]
Found = tuple[str, Kind, str, str | None]  # key, kind, words, story
UNSURE = 0.7  # of a member of a story: below it, an editor looks at whether it belongs there


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing to look at. It is done with by looking (an edit `seen` with its key), or when it is no longer so."""

    key: str
    kind: Kind
    words: str
    story: str | None  # id; None = the issue as a whole
    is_seen: bool


def needs(archive: Archive, draft: Draft, now: datetime) -> tuple[Need, ...]:
    """Return what needs a human in a draft, the most pressing kind first, in reading order.

    An issue that is late, edits that no longer apply, members of a story that may not belong there, entries without a
    summary, sources that were not reached. A key holds what was looked at: what changes is to be looked at again.
    """
    found = (*_late(draft, now), *_edits(draft), *_joins(archive, draft), *_summaries(draft), *_sources(draft))
    seen = set(draft.edited.seen)
    return tuple(
        Need(key=key, kind=kind, words=words, story=story, is_seen=key in seen) for key, kind, words, story in found
    )


def _late(draft: Draft, now: datetime) -> Iterator[Found]:
    due = draft.edited.scheduled or due_at(draft.issue.edition, draft.issue.period)
    if draft.revision is None and due < now:
        yield "late", "late", f"the issue was to go out on {due:%Y-%m-%d %H:%M} UTC", None


def _edits(draft: Draft) -> Iterator[Found]:
    about = {edit.number: edit.action.story or None for edit in draft.edited.edits}
    for number, why in draft.edited.idle:
        yield f"edit {number} {why}", "edit", f"edit {number} no longer applies: {why}", about.get(number)


def _joins(archive: Archive, draft: Draft) -> Iterator[Found]:
    """Yield members that a story has with little certainty; what an editor merged is certain."""
    entries = {entry.candidate.story: entry for entry in draft.issue.entries}
    members = {story.id: story.members for story, _ in stories.load_some(archive, entries)}
    for story, entry in entries.items():
        titles = {report.article: report.title for report in entry.candidate.reports}
        for member in members.get(story, ()):
            if member.score < UNSURE and member.article in titles:
                words = f'"{clean(titles[member.article], 80)}" may be other news: {member.score:.0%} sure'
                yield f"join {story} {member.article}", "join", words, story


def _summaries(draft: Draft) -> Iterator[Found]:
    for entry in draft.issue.entries:
        story = entry.candidate.story
        if not entry.candidate.sentences:
            yield f"summary {story}", "summary", f'"{_title(entry)}" has no summary', story


def _sources(draft: Draft) -> Iterator[Found]:
    for name, reason in draft.issue.coverage.silent:
        yield clean(f"silent {name} {reason}", 200), "source", f"{clean(name, 80)} is unusually silent: {reason}", None
    for name, reason in draft.issue.coverage.not_reached:
        yield clean(f"source {name} {reason}", 200), "source", f"{clean(name, 80)} was not reached: {reason}", None


def _title(entry: Entry) -> str:
    return clean(entry.headline or entry.candidate.headline, 80)
