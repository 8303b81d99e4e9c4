"""The entries of issues as they are kept: places, headlines, and the sentences with their spans."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.archive.connection import Archive
from nlp.story import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """An entry of an issue."""

    position: int  # 0 = it leads
    section: str | None
    story: str
    headline: str
    score: float
    sentences: tuple[Sentence, ...]


def entries_of(archive: Archive, issue: str) -> list[KeptEntry]:
    """Return the entries of an issue in order; [] where there is none of that id."""
    told: dict[int, list[Sentence]] = {}
    sql = 'SELECT position, article, start, "end", words FROM entry_sentences WHERE issue = ? ORDER BY position, number'
    for row in archive.rows(sql, (issue,)):
        sentence = Sentence(article=row["article"], start=row["start"], end=row["end"], words=row["words"])
        told.setdefault(row["position"], []).append(sentence)
    rows = archive.rows(
        "SELECT position, section, story, headline, score FROM issue_entries WHERE issue = ? ORDER BY position",
        (issue,),
    )
    return [
        KeptEntry(
            position=row["position"],
            section=row["section"],
            story=row["story"],
            headline=row["headline"],
            score=row["score"],
            sentences=tuple(told.get(row["position"], ())),
        )
        for row in rows
    ]
