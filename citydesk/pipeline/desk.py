"""An edition and a period → the draft of its issue, and what editors do to it: recorded, undone, redone, never lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from citydesk.archive import Archive, edits, stories
from citydesk.archive.revisions import Revision, load_revision, newest, own_corrections
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import gather, gone
from citydesk.pipeline.desk_checks import MAX_REASON, Refused, against, checked
from citydesk.pipeline.desk_frozen import thaw
from citydesk.settings import Settings
from digest.edit import edited, marked
from digest.edits import Action, Basis, Edit, Edited, Kind
from digest.issue import Correction, Edition, Issue, Period
from digest.period import period_named
from digest.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it is at this moment. It is never stored: it follows from the archive and the edits."""

    edited: Edited
    basis: Basis
    revision: int | None  # the newest one that was published, None = never
    published_at: datetime | None
    last_edit: int  # the number to send along with the next action

    @property
    def issue(self) -> Issue:
        """Return the issue as it would go out now."""
        return self.edited.issue

    @property
    def state(self) -> str:
        """Return `published`, `scheduled` or `draft`."""
        return "published" if self.revision else "scheduled" if self.edited.scheduled else "draft"

    @property
    def has_changes(self) -> bool:
        """Tell whether a published issue has edits since: `correct` publishes them."""
        return any(edit.undone_at is None and edit.action.kind not in _SILENT for edit in self.edited.edits)


_SILENT = ("seen", "schedule")


def draft(archive: Archive, settings: Settings, edition: Edition, period: Period) -> Draft:
    """Return the draft of an issue: composed of the archive as it is now, edited by all edits so far.

    Of a published issue it is the next revision: the published one, with the edits since.
    """
    last = newest(archive, issue_id(edition, period))
    basis = revising(archive, settings, last) if last else _gathered(archive, settings, edition, period)
    numbers = [last.manifest["last_edit"] if last else 0, *(edit.number for edit in basis.edits)]
    return Draft(
        edited=edited(basis),
        last_edit=max(numbers),
        basis=basis,
        revision=last.revision if last else None,
        published_at=last.published_at if last else None,
    )


def act(
    archive: Archive,
    settings: Settings,
    edition: Edition,
    period: Period,
    action: Action,
    editor: str,
    *,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Edit | Refused:
    """Record what an editor does to a draft, and return it with its number.

    `seen` is `last_edit` of the draft the editor had before her; None = whatever there is. What someone else changed
    since is not changed again over it: the action is refused with who, what and when.
    """
    issue = issue_id(edition, period)
    with archive.write():
        found = checked(archive, settings, issue, action, now)
        if isinstance(found, Refused):
            return found
        other = None if seen is None else against(archive, issue, found, editor, seen)
        if other is not None:
            return Refused(reason=told(archive, other), by=other)
        return edits.save_edit(archive, issue, found, editor_line(editor), clean(reason, MAX_REASON), now)


def last_of(archive: Archive, edition: Edition, period: Period, kind: Kind) -> int | None:
    """Return the number of the edit that `undo` or `redo` is about when it names none; None where there is none.

    That is the last edit that counts; for redo the one that was undone last.
    """
    made = edits.load_edits(archive, issue_id(edition, period))
    if kind == "undo":
        return max((edit.number for edit in marked(made) if edit.undone_at is None), default=None)
    undone = {edit.number for edit in marked(made) if edit.undone_at is not None}
    return next((edit.action.of for edit in reversed(made) if edit.action.kind == "undo" and edit.action.of in undone),
                None)  # fmt: skip


def issue_id(edition: Edition, period: Period) -> str:
    """Return the id of an issue: `network-2026-W46`."""
    return f"{edition.key}-{period.name}"


def issue_named(settings: Settings, id: str) -> tuple[Edition, Period]:
    """Return the edition and the period of an issue's id. Raise ConfigError."""
    for edition in sorted(settings.editions, key=lambda one: -len(one.key)):
        if id.startswith(f"{edition.key}-"):
            try:
                return edition, period_named(id.removeprefix(f"{edition.key}-"))
            except ValueError:
                continue
    known = ", ".join(sorted(one.key for one in settings.editions))
    raise ConfigError(f'"{id}" is no issue: write it like network-2026-W46; there are the editions {known}')


def told(archive: Archive, edit: Edit) -> str:
    """Return an edit in words: who did what, and when."""
    action = edit.action
    if action.kind in ("undo", "redo"):
        what = f"{'undid' if action.kind == 'undo' else 'redid'} edit {action.of}"
    elif action.kind == "schedule":
        what = f"scheduled the issue for {action.at:%Y-%m-%d %H:%M} UTC" if action.at else "took the issue off the plan"
    else:
        what = f"{_VERBS[action.kind]} {_title(archive, action.story)}"
    return f"{edit.editor} {what} on {edit.made_at:%Y-%m-%d %H:%M} UTC (edit {edit.number})"


def revising(archive: Archive, settings: Settings, last: Revision) -> Basis:
    """Return the basis of the revision that would follow a published one: it, and the edits since."""
    basis = thaw(last.basis)
    since = edits.load_edits(archive, last.issue, last.manifest["last_edit"])
    issue = edited(basis).issue
    first = _first_basis(archive, last.issue) if last.revision > 1 else basis
    known = {one.story: one for one in (*first.candidates, *basis.candidates)}
    fresh = {edit.action.story for edit in since if edit.action.story} - known.keys()
    if fresh:
        now = gather(archive, basis.edition, basis.period, settings.vocabulary, settings.sources)
        known |= {one.story: one for one in now.candidates if one.story not in known}
    return replace(
        basis,
        candidates=tuple(known.values()),
        edits=since,
        aliases=tuple(sorted(edits.current_ids(archive, fresh - known.keys()).items())),
        gone=tuple(sorted(gone(archive, since).items())),
        stopped=(),
        corrections=(*own_corrections(archive, last.issue), *_of_earlier(basis, last.issue)),
        published=replace(issue, further=issue.further if last.revision == 1 else edited(first).issue.further),
    )


_VERBS = {"place": "moved", "drop": "dropped", "restore": "restored", "pin": "pinned", "lead": "made the lead",
          "headline": "wrote the headline of", "note": "wrote the note on", "sentences": "chose the sentences of",
          "add": "added", "seen": "looked at"}  # fmt: skip


def _gathered(archive: Archive, settings: Settings, edition: Edition, period: Period) -> Basis:
    return gather(archive, edition, period, settings.vocabulary, settings.sources)


def _first_basis(archive: Archive, issue: str) -> Basis:
    first = load_revision(archive, issue, 1)
    assert first is not None  # revisions are never removed
    return thaw(first.basis)


def _of_earlier(basis: Basis, issue: str) -> list[Correction]:
    return [one for one in basis.corrections if one.issue != issue]


def _title(archive: Archive, story: str) -> str:
    found = stories.find_story(archive, story)
    return f'"{clean(stories.load_story(archive, found)[0].title, 80)}"' if found else story


def editor_line(editor: str) -> str:
    """Return an editor's name as one line."""
    return clean(editor, 80) or "unknown"
