"""A question → the articles that answer it: by words, by meaning in any language, or by both. One code for all.

Words come in three rings, each only where the ones before gave too few: the words and their stems; beginnings,
compounds and corrected slips; some of the words. Meaning is nearness of vectors. Both are one list by reciprocal
ranks (Cormack et al. 2009): an article counts 1 / (60 + rank) for each list it stands in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from citydesk.archive import Archive
from citydesk.archive.asked import (
    All,
    Any,
    Filter,
    Words,
    is_plain,
    plain_words,
    read_question,
    without_filters,
)
from citydesk.archive.connection import moment, stamp
from citydesk.archive.searching import (
    MOST_RANKED,
    FormsOf,
    count_holding,
    find,
    load_versions_found,
    numbers_holding,
    stories_holding,
)
from citydesk.archive.words import index_waiting
from citydesk.pipeline.excerpts import excerpt
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.named import named
from citydesk.pipeline.word_forms import own_forms, wider_forms
from nlp.stems import STEMMERS
from nlp.vocabulary import Vocabulary

By = Literal["words", "meaning", "both"]
Found = Literal["words", "other forms", "some words", "meaning", "words and meaning"]
RANK_CONSTANT = 60
POOL = 100  # of each list that is joined
HALF_LIFE = timedelta(days=30)  # with `recent_at`: after it, half of what newness adds is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How an answer is wanted."""

    limit: int = 10
    by: By = "words"
    is_one_a_story: bool = False  # the best article of each story only
    is_strict: bool = False  # only what holds the words or their stems
    recent_at: datetime | None = None  # newer articles count more, as seen from this moment
    as_of: datetime | None = None  # only what the archive knew before this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that answers a question, in its current version, or in that of the day asked for."""

    id: str
    title: str
    url: str
    source_name: str
    language: str
    published: datetime | None
    story: str | None  # None: not grouped yet
    words: str  # an excerpt around what was asked
    score: float  # higher is better; to be compared within one answer only
    found: Found  # by what
    first_seen: datetime


def search(
    archive: Archive,
    question: str,
    wish: Wish,
    meanings: Meanings | None = None,
    vocabulary: Vocabulary | None = None,
) -> list[Hit]:
    """Return the articles that answer a question, best first.

    Raise ConfigError for a date that is none, or a city, topic or project that `vocabulary` doesn't know or knows
    twice; without it, only keys are understood. `meanings` is needed unless it is by words. A question with quotes,
    brackets, NOT or * means what it says: by both, it is answered by words alone.
    """
    if not archive.is_read_only:
        index_waiting(archive)
    asked = named(archive, read_question(question), vocabulary)
    is_reordered = wish.by != "words" or wish.is_one_a_story or wish.recent_at
    pool = max(POOL, 2 * wish.limit) if is_reordered else 2 * wish.limit
    by_meaning: list[Hit] = []
    if meanings is not None and (wish.by == "meaning" or (wish.by == "both" and is_plain(asked))):
        sentence = without_filters(question) if is_plain(asked) else " ".join(plain_words(asked))
        by_meaning = _by_meaning(meanings, asked, sentence, pool, wish)
    rings = 0 if wish.by == "meaning" else 1 if wish.is_strict else 2 if by_meaning else 3
    by_words = _by_words(archive, asked, rings, pool, wish)
    hits = _joined(by_words, by_meaning) if by_words and by_meaning else by_words or by_meaning
    if wish.recent_at:
        hits = _newer_first(hits, wish.recent_at)
    if wish.is_one_a_story:
        hits = list({hit.story or hit.id: hit for hit in reversed(hits)}.values())[::-1]
    words = plain_words(asked)
    return [replace(hit, words=excerpt(hit.words, words)) for hit in hits[: wish.limit]]


def answering(archive: Archive, question: str, stories: Sequence[str], vocabulary: Vocabulary) -> set[str]:
    """Return those of these stories that answer a question: by the words and their stems, as one yes or no a story.

    Raise ConfigError as `search` does.
    """
    asked = named(archive, read_question(question), vocabulary)
    return stories_holding(archive, asked, own_forms(archive, _languages(asked)), stories)


def _by_words(archive: Archive, asked: All, count: int, pool: int, wish: Wish) -> list[Hit]:
    """Return what holds the words, by the first `count` rings: what is near in meaning is worth more than the third."""
    languages = _languages(asked)
    hits: dict[str, Hit] = {}
    own = own_forms(archive, languages)
    wider = wider_forms(archive, own, languages)
    rings: tuple[tuple[Found, Callable[[], All | None], FormsOf], ...] = (
        ("words", lambda: asked, own),
        ("other forms", lambda: asked, wider),
        ("some words", lambda: _some_of(archive, asked, own, wish.limit), wider),
    )
    for found, ask, forms in rings[:count]:
        if len(hits) >= wish.limit or (question := ask()) is None:
            break
        below = min((hit.score for hit in hits.values()), default=0.0)
        rows = find(archive, question, forms, pool, stamp(wish.as_of))
        for row in rows:
            score = float(row["score"]) if not hits else below + float(row["score"]) - float(rows[0]["score"]) - 1e-6
            hits.setdefault(row["id"], _hit(row, score, found))
    return list(hits.values())


def _some_of(archive: Archive, asked: All, forms: FormsOf, least: int) -> All | None:
    """Return the question that one of its rarer words is enough for; None where it says more than words.

    The rarest words are asked for: as many as `least` texts need, and more while all of them stand in no more than
    `MOST_RANKED` texts. What holds only a word that is everywhere would come after all the rest, and to rank it takes
    as long as there are texts.
    """
    words = [replace(one, words=(word,)) for one in asked.parts if isinstance(one, Words) for word in one.words]
    if not is_plain(asked) or len(words) < 2:
        return None
    counted = sorted(
        (count_holding(archive, forms(one.words[0]), MOST_RANKED), place) for place, one in enumerate(words)
    )
    chosen, held = list[int](), 0
    for count, place in counted:
        if held < least or held + count <= MOST_RANKED:
            chosen.append(place)
        held += count
    some = tuple(words[place] for place in sorted(chosen))
    return All(parts=(Any(parts=some), *(one for one in asked.parts if isinstance(one, Filter))))


def _languages(asked: All) -> Sequence[str]:
    """Return the languages whose stems can answer a question: all, or those it asks for."""
    named = [one.values for one in asked.parts if isinstance(one, Filter) and one.name == "language"]
    return [code for code in named[0] if code in STEMMERS] if named else tuple(STEMMERS)


def _by_meaning(meanings: Meanings, asked: All, sentence: str, pool: int, wish: Wish) -> list[Hit]:
    """Return the versions nearest to a sentence; where stories are wanted, by the mean nearness of their articles."""
    vector = meanings.asked(sentence) if plain_words(asked) else None
    if vector is None:
        return []
    filters = All(parts=tuple(one for one in asked.parts if not isinstance(one, Words)))
    own = own_forms(meanings.archive)
    among = np.array(numbers_holding(meanings.archive, filters, own), np.int64) if filters.parts else None
    near = dict(meanings.near(vector, pool, among))
    rows = load_versions_found(meanings.archive, list(near), stamp(wish.as_of))
    hits = [_hit(row, near[row["number"]], "meaning") for row in rows]
    mean: dict[str, float] = {}
    if wish.is_one_a_story and wish.as_of is None:
        mean = meanings.near_stories(vector, sorted({hit.story for hit in hits if hit.story}))
    return sorted(hits, key=lambda hit: (-mean.get(hit.story or "", hit.score), -hit.score, hit.id))


def _joined(by_words: Sequence[Hit], by_meaning: Sequence[Hit]) -> list[Hit]:
    """Return both lists as one."""
    scores: dict[str, float] = {}
    hits: dict[str, Hit] = {}
    for hits_of_one in (by_words, by_meaning):
        for key, rank in _ranks(hits_of_one):
            scores[key.id] = scores.get(key.id, 0.0) + 1 / (RANK_CONSTANT + rank)
            hits[key.id] = replace(key, found="words and meaning") if key.id in hits else key
    told = [replace(hit, score=scores[id]) for id, hit in hits.items()]
    return sorted(told, key=lambda hit: (-hit.score, hit.id))


def _ranks(hits: Sequence[Hit]) -> Iterator[tuple[Hit, int]]:
    """Yield hits with their rank, the articles of one story on one rank."""
    rank_of: dict[str, int] = {}
    for hit in hits:
        yield hit, rank_of.setdefault(hit.story or hit.id, len(rank_of) + 1)


def _newer_first(hits: Sequence[Hit], now: datetime) -> list[Hit]:
    """Return hits by score, the newest counting up to twice as much as the oldest."""
    lowest = min((hit.score for hit in hits), default=0.0)

    def weighed(hit: Hit) -> float:
        age = max(now - (hit.published or hit.first_seen), timedelta())
        return (hit.score - min(lowest, 0.0)) * (1 + float(0.5 ** (age / HALF_LIFE)))

    return sorted((replace(hit, score=weighed(hit)) for hit in hits), key=lambda hit: (-hit.score, hit.id))


def _hit(row: sqlite3.Row, score: float, found: Found) -> Hit:
    return Hit(
        id=row["id"],
        title=row["title"],
        url=row["url"],
        source_name=row["source_name"],
        language=row["language"],
        published=moment(row["published"]),
        story=row["story"],
        words=row["text"],  # cut when it is known which hits are given: most are not
        score=score,
        found=found,
        first_seen=datetime.fromisoformat(row["first_seen"]),
    )
