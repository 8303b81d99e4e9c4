"""What editors did to drafts: one row an edit, never changed, never removed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from citydesk.archive.connection import Archive, known_moment, moment, packed, stamp
from digest.edits import Action, Edit
from nlp.story import Sentence

_DEFAULTS = {field.name: field.default for field in fields(Action)}


def save_edit(archive: Archive, issue: str, action: Action, editor: str, reason: str, made_at: datetime) -> Edit:
    """Keep an action on the draft of an issue; return it with its number. Inside `write`."""
    cursor = archive.run(
        'INSERT INTO edits (issue, made_at, editor, kind, story, "of", what, reason) VALUES (?,?,?,?,?,?,?,?)',
        (issue, stamp(made_at), editor, action.kind, action.story or None, action.of, packed(_what(action)), reason),
    )
    assert cursor.lastrowid is not None  # an INSERT has one
    return _edit(archive.rows("SELECT * FROM edits WHERE id = ?", (cursor.lastrowid,))[0])


def load_edits(archive: Archive, issue: str, since: int = 0) -> tuple[Edit, ...]:
    """Return the edits of an issue with numbers above `since`, in order, undo and redo as edits of their own."""
    rows = archive.rows("SELECT * FROM edits WHERE issue = ? AND id > ? ORDER BY id", (issue, since))
    return tuple(map(_edit, rows))


def edited_issues(archive: Archive) -> list[str]:
    """Return the ids of issues that someone has edited."""
    return [row[0] for row in archive.rows("SELECT DISTINCT issue FROM edits ORDER BY issue")]


def current_ids(archive: Archive, stories: Iterable[str]) -> dict[str, str]:
    """Return the ids by which stories go now, by the former ids among these."""
    sql = "SELECT alias, story FROM story_aliases WHERE alias IN (SELECT value FROM json_each(?)) ORDER BY alias"
    return {row["alias"]: row["story"] for row in archive.rows(sql, (packed(sorted(stories)),))}


def _what(action: Action) -> dict[str, object]:
    told: dict[str, object] = {
        name: getattr(action, name)
        for name in ("before", "section", "place", "text")
        if getattr(action, name) != _DEFAULTS[name]
    }
    if action.kind == "sentences":
        told["sentences"] = [
            {"article": one.article, "start": one.start, "end": one.end, "words": one.words, "hash": one.hash}
            for one in action.sentences
        ]
    if action.kind == "schedule":
        told["at"] = stamp(action.at)
    return told


def _edit(row: sqlite3.Row) -> Edit:
    what = json.loads(row["what"])
    return Edit(
        number=row["id"],
        issue=row["issue"],
        made_at=known_moment(row["made_at"]),
        editor=row["editor"],
        action=Action(
            kind=row["kind"],
            story=row["story"] or "",
            before=what.get("before"),
            section=what.get("section"),
            place=what.get("place"),
            text=what.get("text", ""),
            sentences=tuple(
                Sentence(article=one["article"], start=one["start"], end=one["end"], words=one["words"])
                for one in what.get("sentences", ())
            ),
            at=moment(what.get("at")),
            of=row["of"],
        ),
        reason=row["reason"],
    )
