"""Summaries that a machine wrote: what it was asked of, what came back, and which sentences of it stand, for ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from citydesk.archive.connection import Archive, packed, stamp
from nlp.story import Sentence, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """One answer, kept. `outcome`: told, nothing stands, or why there was no answer."""

    story: str
    language: str
    made_of: str  # names the texts it follows from
    model: str
    rules: str  # of asking and of checking
    outcome: str
    sentences: tuple[Told, ...]
    rejected: tuple[tuple[str, str], ...] = ()  # (words as they came, why they don't stand)


TOLD, NOTHING_STANDS = "told", "nothing stands"


def load_told(archive: Archive, stories: Iterable[str], language: str) -> dict[tuple[str, str], tuple[Told, ...]]:
    """Return the generated sentences that stand, by story and by what they were made of; the last answer counts."""
    rows = archive.rows(
        "SELECT story, made_of, sentences FROM generated WHERE outcome = 'told' AND language = ?"
        " AND story IN (SELECT value FROM json_each(?)) ORDER BY made_at, model, rules",
        (language, packed(sorted(stories))),
    )
    return {(row["story"], row["made_of"]): _sentences(row["sentences"]) for row in rows}


def was_asked(archive: Archive, one: Generated) -> bool:
    """Tell whether an answer to the same question is kept; a machine that gave none is asked again."""
    found = archive.value(
        "SELECT outcome FROM generated WHERE story = ? AND language = ? AND made_of = ? AND model = ? AND rules = ?",
        (one.story, one.language, one.made_of, one.model, one.rules),
    )
    return found in (TOLD, NOTHING_STANDS)


def save_generated(archive: Archive, one: Generated, made_at: datetime) -> None:
    """Keep an answer, in place of one to the same question that was none. Inside `write`."""
    told = [
        [said.words, said.model, [[s.article, s.start, s.end, s.words] for s in said.cites]] for said in one.sentences
    ]
    archive.run(
        "INSERT OR REPLACE INTO generated VALUES (?,?,?,?,?,?,?,?,?)",
        (one.story, one.language, one.made_of, one.model, one.rules, stamp(made_at), one.outcome, packed(told),
         packed(one.rejected)),
    )  # fmt: skip


def _sentences(kept: str) -> tuple[Told, ...]:
    return tuple(Told(words=words, model=model, cites=_cites(cites)) for words, model, cites in json.loads(kept))


def _cites(rows: Sequence[Sequence[str | int]]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(article=str(article), start=int(start), end=int(end), words=str(words))
        for article, start, end, words in rows
    )
