"""An archive of any size from a seed, and the same articles in plain FTS5: what the bench `archive` searches.

25 languages of 40,000 words each, used as words are (Zipf), 30 to 1,500 of them an article, 270 in the middle; vectors
lie around one of 200 happenings; each article is a story of its own, of a city and a topic, with its brief. What would
be the same for each article is worked out once a word: its stems. That they are those of the product is checked with
each transaction; that briefs are taken for those of their texts, before anything is measured.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from citydesk.archive import Archive, crawling
from citydesk.archive.briefs import Brief, save_briefs
from citydesk.archive.connection import stamp
from citydesk.archive.meanings import save_meanings
from citydesk.archive.words import Indexed, index_versions, merge_words, prepare
from citydesk.pipeline.briefing import SUMMARY_RULES
from crawler.article import Source, article_id
from nlp.cues import VERSION
from nlp.signs import Vectors, signs
from nlp.stems import STEMMERS, stems
from nlp.story import Cues, Sentence
from tests.bench.demo_texts import FIRST_DAY

LANGUAGES = tuple(sorted(STEMMERS))
WORDS_OF_A_LANGUAGE = 40_000
HAPPENINGS = 200
SOURCES = tuple(f"city-{number}" for number in range(300))
CITIES = ("ghent", "milan", "nantes", "helsinki", "athens", "dresden", "barcelona", "valencia", "leeds", "utrecht")
TOPICS = ("housing-homelessness", "migration-integration", "mobility", "culture")
CHUNK = 5_000  # articles a transaction
CACHE = -400_000  # kilobytes that SQLite may keep in memory while an archive is made
_TITLE = 8  # words
SUMMARY = 400  # characters
_SYLLABLES = tuple(first + second for first in "bdfgklmnprstvz" for second in "aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """An article that there is none of."""

    url: str
    source: str
    language: str
    published: str  # a stamp
    text_key: str
    words: Indexed  # its title and text are folded already: small letters without marks


class Inventor:
    """Articles that follow from a seed; `drawn`: other ones in the same words."""

    def __init__(self, seed: int = 1, drawn: int = 0) -> None:
        self._chance = np.random.default_rng([seed, drawn])
        plain = random.Random(seed)
        self._words = {code: np.array(_words(plain), dtype=object) for code in LANGUAGES}
        self._stems = {
            code: np.array([" ".join(stems(word, code)) for word in words], dtype=object)
            for code, words in self._words.items()
        }
        often = np.cumsum(1 / (np.arange(1, WORDS_OF_A_LANGUAGE + 1) + 2.7))  # Mandelbrot's form of Zipf's law
        self._often = often / often[-1]
        self._centres = self._chance.standard_normal((HAPPENINGS, 384)).astype(np.float32)

    def articles(self, start: int, count: int) -> list[Invented]:
        """Return articles number `start` and following."""
        lengths = np.clip(self._chance.lognormal(5.6, 0.7, count), 30, 1500).astype(int)
        found = [self._article(start + place, length) for place, length in enumerate(lengths.tolist())]
        one = found[0]
        if one.words != prepare(one.words.article, 1, one.words.title, one.words.text, one.language):
            raise AssertionError("the invented index is another one than the product makes")
        return found

    def vectors(self, count: int) -> Vectors:
        """Return vectors of length 1."""
        drawn = self._centres[self._chance.integers(HAPPENINGS, size=count)]
        drawn = drawn + self._chance.standard_normal(drawn.shape).astype(np.float32)
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)

    def _article(self, number: int, length: int) -> Invented:
        language = LANGUAGES[int(self._chance.integers(len(LANGUAGES)))]
        drawn = np.searchsorted(self._often, self._chance.random(length + _TITLE))
        words, marked = self._words[language][drawn].tolist(), self._stems[language][drawn].tolist()
        source = SOURCES[number % len(SOURCES)]
        url = f"https://{source}.example/{number}"
        return Invented(
            url=url,
            source=source,
            language=language,
            published=str(stamp(FIRST_DAY - timedelta(minutes=7 * number))),
            text_key=hashlib.sha256(url.encode()).hexdigest(),
            words=Indexed(
                article=article_id(url),
                version=1,
                title=" ".join(words[:_TITLE]),
                text=" ".join(words[_TITLE:]),
                title_stems=" ".join(dict.fromkeys(marked[:_TITLE])),
                text_stems=" ".join(dict.fromkeys(marked[_TITLE:])),
            ),
        )


def questions(archive: Archive, count: int) -> list[str]:
    """Return the longest two or three words of some titles of an archive, as people remember them."""
    step = max(1, archive.value("SELECT max(number) FROM version_numbers") // count)
    rows = archive.rows(
        "SELECT title FROM version_numbers AS n JOIN versions AS v ON v.article = n.article AND v.number = n.version"
        " WHERE n.number % ? = 0 LIMIT ?",
        (step, count),
    )
    chance = random.Random(1)
    return [
        " ".join(sorted(row["title"].split(), key=lambda word: (-len(word), word))[: chance.choice((2, 3))])
        for row in rows
    ]


def build(path: Path, plain: Path, count: int, model: str) -> None:
    """Fill both files with the same articles; the plain one is made in a thread."""
    invent = Inventor()
    with Archive(path) as archive, ThreadPoolExecutor(1) as beside:
        archive.connection.execute("PRAGMA synchronous = OFF")
        archive.connection.execute(f"PRAGMA cache_size = {CACHE}")
        crawling.save_sources(archive, [_source(name) for name in SOURCES])
        other = beside.submit(_open_plain, plain).result()
        with closing(other):
            for start in range(0, count, CHUNK):
                found = invent.articles(start, min(CHUNK, count - start))
                copied = beside.submit(_insert_plain, other, found)
                with archive.write():
                    _insert(archive, found, invent.vectors(len(found)), model)
                copied.result()
        archive.run("INSERT INTO step_rules VALUES ('embed', ?)", (f"embed {model}",))
        merge_words(archive)
        archive.run("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()


def _words(chance: random.Random) -> list[str]:
    lengths = chance.choices((1, 2, 2, 3, 3, 4, 5), k=WORDS_OF_A_LANGUAGE)
    return ["".join(chance.choices(_SYLLABLES, k=length)) + chance.choice("nstre") for length in lengths]


def _source(name: str) -> Source:
    city = CITIES[int(name.rpartition("-")[2]) % len(CITIES)]
    return Source(key=name, name=name, url=f"https://{name}.example/", kind="feed", owner="city", city=city)


def _open_plain(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA synchronous = OFF")
    other.execute(f"PRAGMA cache_size = {CACHE}")
    other.execute("CREATE VIRTUAL TABLE texts USING fts5(title, text, content = '', tokenize = 'unicode61')")
    return other


def _insert_plain(other: sqlite3.Connection, found: Sequence[Invented]) -> None:
    other.execute("BEGIN")
    other.executemany(
        "INSERT INTO texts (title, text) VALUES (?,?)", [(one.words.title, one.words.text) for one in found]
    )
    other.execute("COMMIT")


def _insert(archive: Archive, found: Sequence[Invented], vectors: Vectors, model: str) -> None:
    ids = [one.words.article for one in found]
    keys = [one.text_key for one in found]
    archive.many(
        "INSERT INTO articles VALUES (?,?,?,?)",
        [(one.words.article, one.url, one.source, one.published) for one in found],
    )
    archive.many(
        "INSERT INTO versions VALUES (?1,1,?2,?3,?4,?5,'minute','feed',?6,NULL,?5,?5,1)",
        [
            (one.words.article, one.words.title, one.words.text, one.language, one.published, one.text_key)
            for one in found
        ],
    )
    index_versions(archive, [one.words for one in found])
    blobs = [vector.tobytes() for vector in vectors.astype(np.float16)]
    archive.many(
        "INSERT INTO vectors VALUES (?,?,?)", [(key, model, blob) for key, blob in zip(keys, blobs, strict=True)]
    )
    save_meanings(archive, ids, keys, signs(vectors))
    _insert_stories(archive, found)


def _insert_stories(archive: Archive, found: Sequence[Invented]) -> None:
    told = [("s" + one.words.article[1:], one) for one in found]
    archive.many(
        "INSERT INTO stories VALUES (?1,?2,?3,?4,?5,?5,0)",
        [(story, one.words.title, one.language, one.words.article, one.published) for story, one in told],
    )
    archive.many(
        "INSERT INTO story_members VALUES (?,?,0,'original',1,'[]')",
        [(one.words.article, story) for story, one in told],
    )
    about = [
        (story, one, kind, values[place % len(values)])
        for place, (story, one) in enumerate(told)
        for kind, values in (("city", CITIES), ("topic", TOPICS))
    ]
    archive.many(
        "INSERT INTO tags VALUES (?1,?2,?3,iif(?2 = 'city', 'about', NULL),1,'','[]')",
        [(one.words.article, kind, value) for _, one, kind, value in about],
    )
    archive.many(
        "INSERT INTO tags VALUES (?,'type','news',NULL,0.5,'nothing tells that it is another kind','[]')",
        [(one.words.article,) for one in found],
    )
    save_briefs(archive, [_brief(story, one) for story, one in told])
    archive.many(
        "INSERT OR IGNORE INTO story_subjects VALUES (?,?,?,?)",
        [(kind, value, one.published, story) for story, one, kind, value in about],
    )


def _brief(story: str, one: Invented) -> Brief:
    """Return a brief of the first words of a text, which has no sentences, under the name of what it is made of."""
    parts = (SUMMARY_RULES, VERSION, f"{one.words.article} 1 original")
    words = one.words.text[:SUMMARY]
    return Brief(
        story=story,
        language=one.language,
        made_of=hashlib.sha256("\n".join(parts).encode()).hexdigest(),
        sentences=(Sentence(article=one.words.article, start=0, end=len(words), words=words),),
        cues=Cues(length=len(one.words.text)),
    )
