"""The nouns of the editor's desk: Action, Edit, Basis, Edited. What editors do to a draft, and what it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digest.issue import Candidate, Correction, Coverage, Edition, Entry, Issue, Period
from nlp.story import Sentence

Kind = Literal[
    "place",
    "drop",
    "restore",
    "pin",
    "lead",
    "headline",
    "note",
    "sentences",
    "add",
    "seen",
    "schedule",
    "undo",
    "redo",
]
OTHER = "other"  # the section of what has no topic of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing an editor does to a draft. Only the fields that its kind names count:

    place: `story` goes before the story `before`, or into `section` (None = where it is) at `place` (None = last);
    drop, restore, pin, lead, add: `story`; headline, note: `story` and `text` ("" = none any more);
    sentences: `story` and its whole new summary; seen: `text`, the key of what needed a human and was looked at;
    schedule: `at` (None = no longer scheduled); undo, redo: `of`, the number of an edit.
    """

    kind: Kind
    story: str = ""  # id; at the desk also the address of one of its articles
    before: str | None = None
    section: str | None = None  # topic id or OTHER
    place: int | None = None  # from 0
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    at: datetime | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An action that was recorded. The row never changes; undoing and redoing are edits of their own."""

    number: int
    issue: str
    made_at: datetime
    editor: str
    action: Action
    reason: str = ""
    undone_at: datetime | None = None  # None = it counts
    undone_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that an edited issue follows from: nothing else is looked at."""

    edition: Edition
    period: Period
    candidates: tuple[Candidate, ...]
    coverage: Coverage
    topic_labels: tuple[tuple[str, str], ...]  # (topic id, words)
    earlier: tuple[str, ...] = ()  # stories and articles that earlier issues told, of those that matter here
    alike: tuple[tuple[str, str, float], ...] = ()  # pairs of candidates and their likeness, 0 to 1; others have none
    edits: tuple[Edit, ...] = ()  # in order of their numbers
    aliases: tuple[tuple[str, str], ...] = ()  # (id of a story that was merged away, id it goes by now)
    gone: tuple[tuple[int, str], ...] = ()  # (number of an edit, why its sentences are no longer there)
    stopped: tuple[tuple[str, str], ...] = ()  # (story, why it may not be published)
    corrections: tuple[Correction, ...] = ()
    published: Issue | None = None  # the revision before: then edits are replayed on it, and nothing is composed anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A draft: the issue as it would be published now, and what an editor wants to know about it."""

    issue: Issue
    dropped: tuple[Entry, ...] = ()  # by editors, in order of rank
    edits: tuple[Edit, ...] = ()  # all, those undone too, without undo and redo themselves
    idle: tuple[tuple[int, str], ...] = ()  # (number of an edit that no longer applies, why)
    seen: tuple[str, ...] = ()  # keys of what was looked at
    scheduled: datetime | None = None
