"""An editor's action → the action with ids and clean words, or the reason it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from citydesk.archive import Archive, edits, issues
from citydesk.archive.revisions import newest
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import standing
from citydesk.pipeline.desk_choices import choices
from citydesk.pipeline.showing import story_named
from citydesk.settings import Settings
from crawler.urls import canonical_url
from digest.edit import marked, touched
from digest.edits import OTHER, Action, Edit
from digest.text import clean
from nlp.story import Sentence

MAX_HEADLINE, MAX_NOTE, MAX_SENTENCES, MAX_REASON = 240, 600, 5, 300  # characters, but for sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an action was not taken, and the edit of another editor that stands against it, if that is why."""

    reason: str
    by: Edit | None = None


def checked(archive: Archive, settings: Settings, issue: str, action: Action, now: datetime) -> Action | Refused:
    """Return an action with ids instead of names and clean words, or why it can't be taken."""
    if action.kind in ("undo", "redo"):
        return _of_checked(archive, issue, action)
    if action.kind == "schedule":
        return _schedule_checked(archive, issue, action, now)
    if action.kind == "seen":
        key = clean(action.text, MAX_REASON)
        return Action(kind="seen", text=key) if key else Refused(reason="seen: what was looked at is missing")
    try:
        story = _named(archive, issue, action.story)
        before = _named(archive, issue, action.before) if action.before else None
    except ConfigError as error:
        return Refused(reason=str(error))
    if action.kind == "place":
        topics = {topic.id for topic in settings.vocabulary.topics} | {OTHER}
        if before == story:
            return Refused(reason="a story can't stand before itself; name another one")
        if action.section is not None and action.section not in topics:
            return Refused(reason=f'there is no section "{clean(action.section, 80)}"; name a topic, or {OTHER}')
        if action.place is not None and action.place < 0:
            return Refused(reason="places count from 0")
        return Action(kind="place", story=story, before=before, section=None if before else action.section,
                      place=None if before else action.place)  # fmt: skip
    if action.kind == "sentences":
        return _sentences_checked(archive, story, action.sentences)
    longest = {"headline": MAX_HEADLINE, "note": MAX_NOTE}.get(action.kind)
    text = clean(action.text, longest) if longest else ""
    return Action(kind=action.kind, story=story, text=text)


def against(archive: Archive, issue: str, action: Action, editor: str, seen: int) -> Edit | None:
    """Return the last edit by someone else, since `seen`, that changed what this action is about."""
    made = {edit.number: edit for edit in edits.load_edits(archive, issue)}
    aliases = edits.current_ids(archive, [edit.action.story for edit in made.values()])

    def about(one: Action) -> frozenset[str]:
        return touched(made[one.of].action if one.of is not None else one, aliases)

    asked = about(action) | ({action.before} if action.before else frozenset())
    others = (edit for edit in made.values() if edit.number > seen and edit.editor != editor)
    return max((edit for edit in others if about(edit.action) & asked), key=lambda edit: edit.number, default=None)


def _named(archive: Archive, issue: str, name: str) -> str:
    """Return the story of a name: in a published issue it goes by the id it had there, whatever became of it."""
    if newest(archive, issue) is not None:
        found = issues.story_in(archive, issue, name) or issues.story_in(archive, issue, canonical_url(name) or name)
        if found is not None:
            return found
    return story_named(archive, name)


def _sentences_checked(archive: Archive, story: str, sentences: Sequence[Sentence]) -> Action | Refused:
    if len(sentences) > MAX_SENTENCES:
        return Refused(reason=f"a summary has {MAX_SENTENCES} sentences at most")
    may = {choice.sentence for choice in choices(archive, story)}
    for one in sentences:
        if one not in may:
            why = standing(archive, [one]).get(one) or "it is no whole sentence of an article of the story"
            return Refused(reason=f'"{clean(one.words, 80)}" can\'t stand in the summary: {why}')
    return Action(kind="sentences", story=story, sentences=tuple(dict.fromkeys(sentences)))


def _of_checked(archive: Archive, issue: str, action: Action) -> Action | Refused:
    made = edits.load_edits(archive, issue)
    last = newest(archive, issue)
    of = next((edit for edit in marked(made) if edit.number == action.of), None)
    if of is None:
        return Refused(reason=f"the issue has no edit {action.of}")
    if last is not None and of.number <= last.manifest["last_edit"]:
        return Refused(reason=f"edit {of.number} was published with the issue; make another edit and correct the issue")
    if action.kind == "undo" and of.undone_at is not None:
        return Refused(reason=f"edit {of.number} is undone already, by {of.undone_by}")
    if action.kind == "redo" and of.undone_at is None:
        return Refused(reason=f"edit {of.number} counts already")
    return Action(kind=action.kind, of=of.number)


def _schedule_checked(archive: Archive, issue: str, action: Action, now: datetime) -> Action | Refused:
    if newest(archive, issue) is not None:
        return Refused(reason="the issue was published already; correct it")
    if action.at is not None and action.at <= now:
        return Refused(reason="that moment has passed; publish the issue now, or name a later one")
    return Action(kind="schedule", at=action.at)
