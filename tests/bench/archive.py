"""Milliseconds to search an archive of many articles and to open a city's page, against FTS5 as it comes.

The articles are those of many_articles.py. Questions are two or three words of a title, as people remember them; by
both, with the real model. The same texts in plain FTS5 (`unicode61`) answer the same questions.
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import platformdirs

from citydesk.archive import Archive
from citydesk.archive.articles import save_version
from citydesk.archive.health import sources_of
from citydesk.archive.subjects import counts_among, newest_about
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.recent import newest_stories
from citydesk.pipeline.search import Wish, search
from citydesk.settings import Settings, load_settings, packaged_config
from crawler.article import Article
from nlp.encode import SentenceEncoder
from nlp.shingles import fold
from tests.bench.demo_texts import FIRST_DAY
from tests.bench.many_articles import CITIES, Invented, build

ARTICLES = 50_000  # what a run takes unless --articles says otherwise
QUESTIONS = 200
READERS = 8
READING_SECONDS = 10.0
MORE = 5_000  # articles that may be written while readers search


def run(articles: int = ARTICLES) -> Iterator[dict[str, object]]:
    """Yield the figures of searching by words and by both, of a city's page, and of writing while it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "archive.sqlite", Path(folder) / "plain.sqlite"
        encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
        began = time.perf_counter()
        asked, more = build(path, plain, articles, QUESTIONS, encoder.model_id, MORE)
        built = time.perf_counter() - began
        told = {
            "articles": articles,
            "megabytes": path.stat().st_size >> 20,
            "plain_megabytes": plain.stat().st_size >> 20,
        }
        with Archive(path) as archive, closing(sqlite3.connect(plain)) as other:
            as_it_comes = _times([partial(_plain, other, one) for one in asked])
            settings = load_settings(packaged_config(), {})
            meanings = Meanings(archive=archive, encoder=encoder)
            search(archive, asked[0], Wish(by="both"), meanings)  # loads the model and the signs
            by_words = _times([partial(search, archive, one, Wish()) for one in asked])
            by_both = _times([partial(search, archive, one, Wish(by="both"), meanings) for one in asked])
            pages = _times([partial(_city_page, archive, settings, one) for one in CITIES * 5])
        for name, took in (("words", by_words), ("hybrid", by_both), ("city_page", pages)):
            yield {"set": name, **_percentiles(took), "plain_p95_ms": _percentiles(as_it_comes)["p95_ms"], **told}
        yield {
            "set": "writing",
            "built_per_second": round(articles / built),
            **_written_while_read(path, asked, more),
            **told,
        }


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


def _times(calls: Sequence[Callable[[], object]]) -> list[float]:
    took = []
    for call in calls:
        begin = time.perf_counter()
        call()
        took.append((time.perf_counter() - begin) * 1000)
    return took


def _percentiles(took: Sequence[float]) -> dict[str, float]:
    return {"p50_ms": round(float(np.percentile(took, 50)), 1), "p95_ms": round(float(np.percentile(took, 95)), 1)}


def _written_while_read(path: Path, asked: Sequence[str], found: Sequence[Invented]) -> dict[str, object]:
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
    written = _write(path, found)
    is_over.set()
    for thread in threads:
        thread.join()
    return {
        "inserts_per_second": round(written / READING_SECONDS),
        "reads_per_second": round(sum(read) / READING_SECONDS),
    }


def _write(path: Path, found: Sequence[Invented]) -> int:
    written, begin = 0, time.perf_counter()
    with Archive(path) as archive:
        while time.perf_counter() - begin < READING_SECONDS and written < len(found):
            one = found[written]
            stored = Article(url=one.url, source=one.source, title=one.words.title, text=one.words.text,
                             language=one.language, published=FIRST_DAY, precision="minute", date_source="feed",
                             first_seen=FIRST_DAY)  # fmt: skip
            with archive.write():
                save_version(archive, stored, None, FIRST_DAY)
            written += 1
    return written
