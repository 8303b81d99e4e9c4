"""Briefs: what is told of a story in a language, worked out once for the texts it is made of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from citydesk.archive.connection import Archive, packed
from nlp.story import Cues, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The summary of a story in a language, and the cues of its best article; `made_of` names texts and rules."""

    story: str
    language: str
    made_of: str
    sentences: tuple[Sentence, ...]
    cues: Cues


def load_briefs(archive: Archive, stories: Iterable[str]) -> dict[tuple[str, str], Brief]:
    """Return the briefs there are of stories, by story and language; they may be of older texts."""
    sql = "SELECT * FROM briefs WHERE story IN (SELECT value FROM json_each(?))"
    return {(row["story"], row["language"]): _brief(row) for row in archive.rows(sql, (packed(sorted(stories)),))}


def save_briefs(archive: Archive, briefs: Sequence[Brief]) -> None:
    """Keep briefs in place of older ones. Inside `write`."""
    archive.many(
        "INSERT OR REPLACE INTO briefs VALUES (?,?,?,?,?)",
        [
            (one.story, one.language, one.made_of,
             packed([[s.article, s.start, s.end, s.words] for s in one.sentences]), packed(asdict(one.cues)))
            for one in briefs
        ],
    )  # fmt: skip


def stories_without_brief(archive: Archive, limit: int) -> list[str]:
    """Return stories that were written since their brief was, at most `limit`, in order of id."""
    rows = archive.rows("SELECT story FROM waiting_briefs ORDER BY story LIMIT ?", (limit,))
    return [row["story"] for row in rows]


def mark_briefed(archive: Archive, stories: Iterable[str]) -> None:
    """Record that stories have their briefs, or are gone, and drop the briefs of those that are gone. In `write`."""
    ids = packed(sorted(stories))
    archive.run("DELETE FROM waiting_briefs WHERE story IN (SELECT value FROM json_each(?))", (ids,))
    archive.run(
        "DELETE FROM briefs WHERE story IN (SELECT value FROM json_each(?)) AND story NOT IN (SELECT id FROM stories)",
        (ids,),
    )


def _brief(row: sqlite3.Row) -> Brief:
    told = json.loads(row["cues"])
    return Brief(
        story=row["story"],
        language=row["language"],
        made_of=row["made_of"],
        sentences=tuple(
            Sentence(article=article, start=start, end=end, words=words)
            for article, start, end, words in json.loads(row["sentences"])
        ),
        cues=Cues(**told | {name: tuple(told[name]) for name in ("marks", "in_title")}),
    )
