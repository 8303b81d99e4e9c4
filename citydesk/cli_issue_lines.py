"""Drafts, edits and what was published → lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from citydesk.cli_editor import line

if TYPE_CHECKING:
    from citydesk.archive.revisions import Revision
    from citydesk.pipeline.desk import Draft
    from citydesk.pipeline.desk_choices import Choice
    from citydesk.pipeline.desk_listing import Listed
    from citydesk.pipeline.desk_needs import Need
    from citydesk.pipeline.desk_publishing import Published
    from digest.edits import Edit
    from digest.issue import Entry

SHOWN_FURTHER = 10  # stories that found no room


def listed_line(one: Listed) -> str:
    """Return an issue with its state as one line."""
    state = f"published, revision {one['revision']}" if one["revision"] else one["state"]
    when = f" {one['at']}" if one["at"] else ""
    return f"{one['issue']:32} {state}{when}" + (f", {one['edits']} edits" if one["edits"] else "")


def draft_lines(shown: Draft, needed: Sequence[Need]) -> list[str]:
    """Return a draft with what stands behind each entry, under what needs a human."""
    issue = shown.issue
    state = shown.state + (f", revision {shown.revision}" if shown.revision else "")
    lines = [f"{issue.id}: {state}, {len(issue.entries)} of {issue.stories} stories"]
    if shown.edited.scheduled:
        lines += [f"publishes itself at {shown.edited.scheduled:%Y-%m-%d %H:%M} UTC"]
    lines += _titled("to look at:", [line(one.words) for one in needed if not one.is_seen])
    if issue.lead:
        lines += ["", "lead", *_entry(issue.lead)]
    for section in issue.sections:
        lines += ["", f"{section.topic or 'other'}: {line(section.heading)}"]
        lines += [told for entry in section.entries for told in _entry(entry)]
        lines += [f"  and {section.left_out} more"] if section.left_out else []
    lines += _titled("dropped:", [_brief(entry) for entry in shown.edited.dropped])
    lines += _titled("found no room:", [_brief(entry) for entry in issue.further[:SHOWN_FURTHER]])
    lines += _titled("edits that no longer apply:", [f"{number}: {why}" for number, why in shown.edited.idle])
    return lines


def revision_lines(found: Revision) -> list[str]:
    """Return what was published, as its readers have it in plain text."""
    when = f"{found.published_at:%Y-%m-%d %H:%M} UTC"
    return [f"{found.issue} revision {found.revision}, published {when} by {line(found.published_by)}", "",
            *found.renderings["text"].decode().splitlines()]  # fmt: skip


def edit_lines(edit: Edit, told: str) -> list[str]:
    """Return an edit in words, with its reason and by whom it was undone."""
    lines = [line(told) + (f": {line(edit.reason)}" if edit.reason else "")]
    if edit.undone_at:
        lines += [f"    undone by {line(edit.undone_by or '')} on {edit.undone_at:%Y-%m-%d %H:%M} UTC"]
    return lines


def choice_lines(found: Sequence[Choice]) -> list[str]:
    """Return sentences with their places, under the titles of their articles."""
    lines: list[str] = []
    for at, one in enumerate(found):
        if at == 0 or found[at - 1].sentence.article != one.sentence.article:
            lines += [f"{line(one.source)} ({one.language}): {line(one.title)}"]
        sentence = one.sentence
        lines += [f"  {sentence.article}:{sentence.start}-{sentence.end}  {line(sentence.words)}"]
    return lines


def published_lines(done: Published) -> list[str]:
    """Return what was published, what was kept from it, and what it corrects."""
    when = f"{done.published_at:%Y-%m-%d %H:%M} UTC"
    lines = [f"{done.issue} revision {done.revision}: {done.entries} entries, published {when}"]
    lines += [f"  corrected {one.field} of {line(one.title)}" for one in done.corrections]
    lines += [f"  left out {story}: {line(why)}" for story, why in done.stopped]
    return lines + [f"  edit {number} no longer applied: {line(why)}" for number, why in done.idle]


def _entry(entry: Entry) -> Iterator[str]:
    yield _brief(entry)
    yield f"      {line('; '.join(entry.reasons))}"
    if entry.note:
        yield f"      note: {line(entry.note)}"


def _brief(entry: Entry) -> str:
    return f"  {entry.candidate.story}  {entry.score:5.2f}  {line(entry.headline or entry.candidate.headline)}"


def _titled(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(told if told.startswith(" ") else f"  {told}" for told in lines)] if lines else []
