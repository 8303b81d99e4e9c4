"""Milliseconds to search an archive of many articles and to open a city's page, against FTS5 as it comes.

The articles are invented from a seed: 25 languages with 40,000 words each, used as words are (Zipf), 30 to 1,500 of
them an article; vectors lie around one of 200 happenings. Questions are two or three words of a title, as people
remember them; by both, with the real model. The same texts in plain FTS5 (`unicode61`) answer the same questions.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import platformdirs

from citydesk.archive import Archive, crawling
from citydesk.archive.articles import save_version
from citydesk.archive.connection import stamp
from citydesk.archive.health import sources_of
from citydesk.archive.meanings import save_meanings
from citydesk.archive.subjects import counts_among, newest_about
from citydesk.archive.words import index_versions, prepare
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.recent import newest_stories
from citydesk.pipeline.search import Wish, search
from citydesk.settings import Settings, load_settings, packaged_config
from crawler.article import Article, Source, article_id
from nlp.encode import SentenceEncoder
from nlp.shingles import fold
from nlp.signs import Vectors, signs
from nlp.stems import STEMMERS
from nlp.weights import MODEL_ID
from tests.bench.demo_texts import FIRST_DAY

ARTICLES = 50_000  # what a run takes unless --articles says otherwise
QUESTIONS = 200
WORDS_OF_A_LANGUAGE = 40_000
HAPPENINGS = 200
READERS = 8
READING_SECONDS = 10.0
LANGUAGES = tuple(sorted(STEMMERS))
CITIES = ("ghent", "milan", "nantes", "helsinki", "athens", "dresden", "barcelona", "valencia", "leeds", "utrecht")
TOPICS = ("housing-homelessness", "migration-integration", "mobility", "culture")
_CHUNK = 2_000
_SYLLABLES = tuple(first + second for first in "bdfgklmnprstvz" for second in "aeiou")


def run(articles: int = ARTICLES) -> Iterator[dict[str, object]]:
    """Yield the figures of searching by words and by both, of a city's page, and of writing while it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "archive.sqlite", Path(folder) / "plain.sqlite"
        began = time.perf_counter()
        asked = _build(path, plain, articles)
        built = time.perf_counter() - began
        told = {
            "articles": articles,
            "megabytes": path.stat().st_size >> 20,
            "plain_megabytes": plain.stat().st_size >> 20,
        }
        with Archive(path) as archive, closing(sqlite3.connect(plain)) as other:
            as_it_comes = _times([lambda one=one: _plain(other, one) for one in asked])
            settings = load_settings(packaged_config(), {})
            encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
            meanings = Meanings(archive=archive, encoder=encoder)
            search(archive, asked[0], Wish(by="both"), meanings)  # loads the model and the signs
            by_words = _times([lambda one=one: search(archive, one, Wish()) for one in asked])
            by_both = _times([lambda one=one: search(archive, one, Wish(by="both"), meanings) for one in asked])
            pages = _times([lambda one=one: _city_page(archive, settings, one) for one in CITIES * 5])
        for name, took in (("words", by_words), ("hybrid", by_both), ("city_page", pages)):
            yield {"set": name, **_percentiles(took), "plain_p95_ms": _percentiles(as_it_comes)["p95_ms"], **told}
        yield {
            "set": "writing",
            "built_per_second": round(articles / built),
            **_written_while_read(path, asked),
            **told,
        }


# Building


def _build(path: Path, plain: Path, count: int) -> list[str]:
    """Fill both files with the same articles; return the questions."""
    invent = _Inventor()
    asked: list[str] = []
    names = [f"city-{number}" for number in range(300)]
    with Archive(path) as archive, closing(sqlite3.connect(plain, isolation_level=None)) as other:
        other.execute("CREATE VIRTUAL TABLE texts USING fts5(title, text, content = '', tokenize = 'unicode61')")
        crawling.save_sources(archive, [_source(name) for name in names])
        for connection in (archive.connection, other):
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -400000")
        for start in range(0, count, _CHUNK):
            rows = invent.rows(start, min(_CHUNK, count - start), names)
            asked += [invent.question(row[3]) for row in rows[:: max(1, count // QUESTIONS)]]
            vectors = invent.vectors(len(rows))
            with archive.write():
                _insert(archive, rows, vectors)
            other.execute("BEGIN")
            other.executemany("INSERT INTO texts (title, text) VALUES (?,?)", [row[3:5] for row in rows])
            other.execute("COMMIT")
        archive.run("INSERT INTO step_rules VALUES ('embed', ?)", (f"embed {MODEL_ID}",))
        archive.run("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()
    return asked[:QUESTIONS]


class _Inventor:
    """Articles that follow from a seed."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = np.random.default_rng(seed)
        plain = random.Random(seed)
        self.words = {
            language: np.array(
                ["".join(plain.choices(_SYLLABLES, k=plain.choice((1, 2, 2, 3, 3, 4, 5)))) + plain.choice("nstre")
                 for _ in range(WORDS_OF_A_LANGUAGE)], dtype=object,
            )
            for language in LANGUAGES
        }  # fmt: skip
        ranks = np.arange(1, WORDS_OF_A_LANGUAGE + 1)
        self.often = np.cumsum(1 / (ranks + 2.7))  # Mandelbrot's form of Zipf's law
        self.often /= self.often[-1]
        self.centres = self.chance.standard_normal((HAPPENINGS, 384)).astype(np.float32)

    def rows(self, start: int, count: int, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return rows of (id, url, source, title, text, language, stamp, text hash)."""
        lengths = np.clip(self.chance.lognormal(5.6, 0.7, count), 30, 1500).astype(int)  # median 270 words
        found: list[tuple[str, ...]] = []
        for offset, length in enumerate(lengths.tolist()):
            number = start + offset
            name = names[number % len(names)]
            language = LANGUAGES[int(self.chance.integers(len(LANGUAGES)))]
            drawn = self.words[language][np.searchsorted(self.often, self.chance.random(length + 8))]
            title, text = " ".join(drawn[:8]), " ".join(drawn[8:])
            url = f"https://{name}.example/{number}"
            when = str(stamp(FIRST_DAY - timedelta(minutes=7 * number)))
            key = hashlib.sha256(url.encode()).hexdigest()
            found.append((article_id(url), url, name, title, text, language, when, key))
        return found

    def vectors(self, count: int) -> Vectors:
        """Return vectors of length 1."""
        drawn = self.centres[self.chance.integers(HAPPENINGS, size=count)]
        drawn = drawn + self.chance.standard_normal(drawn.shape).astype(np.float32)
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)

    def question(self, title: str) -> str:
        """Return the longest two or three words of a title."""
        words = sorted(title.split(), key=lambda word: (-len(word), word))
        return " ".join(words[: int(self.chance.integers(2, 4))])


def _source(name: str) -> Source:
    city = CITIES[int(name.rpartition("-")[2]) % len(CITIES)]
    return Source(key=name, name=name, url=f"https://{name}.example/", kind="feed", owner="city", city=city)


def _insert(
    archive: Archive, rows: Sequence[tuple[str, ...]], vectors: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> None:
    archive.many("INSERT INTO articles VALUES (?1,?2,?3,?7)", [row[:7] for row in rows])
    archive.many(
        "INSERT INTO versions VALUES (?1,1,?4,?5,?6,?7,'minute','feed',?8,NULL,?7,?7,1)", [row[:8] for row in rows]
    )
    index_versions(archive, [prepare(row[0], 1, row[3], row[4], row[5]) for row in rows])
    blobs = [vector.tobytes() for vector in vectors.astype(np.float16)]
    archive.many(
        "INSERT INTO vectors VALUES (?,?,?)", [(row[7], MODEL_ID, blob) for row, blob in zip(rows, blobs, strict=True)]
    )
    save_meanings(archive, [row[0] for row in rows], [row[7] for row in rows], signs(vectors))
    stories = [("s" + row[0][1:], row[3], row[5], row[0], row[6], row[6]) for row in rows]
    archive.many("INSERT INTO stories VALUES (?,?,?,?,?,?,0)", stories)
    archive.many("INSERT INTO story_members VALUES (?,?,0,'original',1,'[]')", [(one[3], one[0]) for one in stories])
    about = [(row, CITIES[index % len(CITIES)], TOPICS[index % len(TOPICS)]) for index, row in enumerate(rows)]
    archive.many("INSERT INTO tags VALUES (?,'city',?,'about',1,'','[]')", [(row[0], city) for row, city, _ in about])
    archive.many("INSERT INTO tags VALUES (?,'topic',?,NULL,1,'','[]')", [(row[0], topic) for row, _, topic in about])
    subjects = [(kind, value, row[6], "s" + row[0][1:]) for row, city, topic in about
                for kind, value in (("city", city), ("topic", topic))]  # fmt: skip
    archive.many("INSERT OR IGNORE INTO story_subjects VALUES (?,?,?,?)", subjects)


# Asking


def _plain(connection: sqlite3.Connection, question: str) -> list[tuple[int]]:
    match = " ".join(f'"{word}"' for word in fold(question).split())
    sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10"
    return connection.execute(sql, (match,)).fetchall()


def _city_page(archive: Archive, settings: Settings, city: str) -> object:
    """Ask what the public page of a city asks: its newest stories, their topics, its sources."""
    began = newest_stories(archive, settings.vocabulary, ("city", city), settings.editions[0], 20)
    counts = counts_among(archive, "topic", newest_about(archive, ("city", city), 100))
    return began, counts, sources_of(archive, city)


def _times(calls: Sequence[object]) -> list[float]:
    took = []
    for call in calls:
        begin = time.perf_counter()
        call()  # type: ignore[operator]
        took.append((time.perf_counter() - begin) * 1000)
    return took


def _percentiles(took: Sequence[float]) -> dict[str, float]:
    return {"p50_ms": round(float(np.percentile(took, 50)), 1), "p95_ms": round(float(np.percentile(took, 95)), 1)}


def _written_while_read(path: Path, asked: Sequence[str]) -> dict[str, object]:
    """Return how many articles a second are stored, one a transaction, while readers ask without a pause."""
    is_over = threading.Event()
    read = [0] * READERS

    def reader(place: int) -> None:
        with Archive(path, is_read_only=True) as archive:
            while not is_over.is_set():
                search(archive, asked[(place + read[place]) % len(asked)], Wish())
                read[place] += 1

    threads = [threading.Thread(target=reader, args=(place,)) for place in range(READERS)]
    for thread in threads:
        thread.start()
    written = _write(path, READING_SECONDS)
    is_over.set()
    for thread in threads:
        thread.join()
    return {
        "inserts_per_second": round(written / READING_SECONDS),
        "reads_per_second": round(sum(read) / READING_SECONDS),
    }


def _write(path: Path, seconds: float) -> int:
    invent, written = _Inventor(seed=2), 0
    rows = invent.rows(10**8, 5_000, ["city-0"])
    begin = time.perf_counter()
    with Archive(path) as archive:
        while time.perf_counter() - begin < seconds and written < len(rows):
            _, url, name, title, text, language, _, _ = rows[written]
            one = Article(url=url, source=name, title=title, text=text, language=language, published=FIRST_DAY,
                          precision="minute", date_source="feed", first_seen=FIRST_DAY)  # fmt: skip
            with archive.write():
                save_version(archive, one, None, FIRST_DAY)
            written += 1
    return written
