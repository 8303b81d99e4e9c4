"""Milliseconds to search an archive of many articles and to open a city's page, against FTS5 as it comes.

The articles are those of many_articles.py. Questions are two or three words of a title, as people remember them; by
both, with the real model. The same texts in plain FTS5 (`unicode61`) answer the same questions.
"""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import numpy as np
import platformdirs

from citydesk.archive import Archive, articles, stories
from citydesk.archive.briefs import load_briefs
from citydesk.archive.subjects import newest_about
from citydesk.archive.words import tidy_words
from citydesk.pipeline.briefing import brief
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.search import Wish, search
from citydesk.settings import load_settings, packaged_config
from citydesk.web.public import lists
from citydesk.web.public.site import Site
from crawler.article import Article
from nlp.encode import SentenceEncoder
from nlp.shingles import fold
from tests.bench.demo_texts import FIRST_DAY
from tests.bench.many_articles import CITIES, Invented, Inventor, build, questions

ARTICLES = 50_000  # what a run takes unless --articles says otherwise
QUESTIONS = 200
READERS = 8
READING_SECONDS = 10.0
MORE = 5_000  # articles that may be written while readers search


def run(articles: int = ARTICLES, folder: Path | None = None) -> Iterator[dict[str, object]]:
    """Yield the figures of searching by words and by both, of a city's page, and of writing while it is read.

    `folder`: where the archive stays, to be asked again; it is made there if it isn't there yet.
    """
    with tempfile.TemporaryDirectory() as passing:
        yield from _figures(folder or Path(passing), articles)


def _figures(folder: Path, count: int) -> Iterator[dict[str, object]]:
    path, plain = folder / "archive.sqlite", folder / "plain.sqlite"
    encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
    told = _built(folder, path, plain, count, encoder.model_id)
    with Archive(path) as archive, closing(sqlite3.connect(plain)) as other:
        tidy_words(archive)  # as `citydesk process` leaves it: the writing of another time is in pieces
        asked = questions(archive, QUESTIONS)
        more = Inventor(drawn=1).articles(archive.value("SELECT max(number) FROM version_numbers"), MORE)
        as_it_comes = _times([partial(_plain, other, one) for one in asked])
        site = Site(archive=archive, settings=load_settings(packaged_config(), {}), language="en")
        meanings = Meanings(archive=archive, encoder=encoder)
        _demand_briefs(archive)
        search(archive, asked[0], Wish(by="both"), meanings)  # loads the model and the signs
        lists.city(site, CITIES[0])  # compiles the template
        by_words = _times([partial(search, archive, one, Wish()) for one in asked])
        by_both = _times([partial(search, archive, one, Wish(by="both"), meanings) for one in asked])
        pages = _times([partial(lists.city, site, one) for one in CITIES * 5])
    for name, took in (("words", by_words), ("hybrid", by_both), ("city_page", pages)):
        yield {"set": name, **_percentiles(took), "plain_p95_ms": _percentiles(as_it_comes)["p95_ms"], **told}
    yield {"set": "writing", **_written_while_read(path, asked, more), **told}


def _built(folder: Path, path: Path, plain: Path, count: int, model: str) -> dict[str, object]:
    """Make both files unless they are there; return how large they are and how quickly they were made."""
    about = folder / "built.json"
    if not about.exists():
        began = time.perf_counter()
        build(path, plain, count, model)
        about.write_text(json.dumps({"articles": count, "seconds": time.perf_counter() - began}), "utf-8")
    made = json.loads(about.read_text("utf-8"))
    return {
        "articles": made["articles"],
        "built_per_second": round(made["articles"] / made["seconds"]),
        "megabytes": path.stat().st_size >> 20,
        "plain_megabytes": plain.stat().st_size >> 20,
    }


# Asking


def _demand_briefs(archive: Archive) -> None:
    """Raise AssertionError where the invented briefs would be made anew: then pages would cost what they don't."""
    told = [story for story, _ in stories.load_some(archive, newest_about(archive, ("city", CITIES[0]), 1))]
    texts = {one.id: one for one in articles.load_articles(archive, [told[0].representative])}
    kept = load_briefs(archive, [told[0].id])
    if brief(told[0], texts[told[0].representative].language, texts, kept) not in kept.values():
        raise AssertionError("the invented briefs are others than the product makes")


def _plain(connection: sqlite3.Connection, question: str) -> list[tuple[int]]:
    match = " ".join(f'"{word}"' for word in fold(question).split())
    sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10"
    return connection.execute(sql, (match,)).fetchall()


def _times(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Return the milliseconds of each call, made for the second time: what is read is in memory by then."""
    for call in calls:
        call()
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
    spawn = multiprocessing.get_context("spawn")
    ready, is_over, read = spawn.Barrier(READERS + 1), spawn.Event(), spawn.Value("l", 0)
    readers = [
        spawn.Process(target=_read, args=(path, [*asked[place:], *asked[:place]], ready, is_over, read))
        for place in range(READERS)
    ]
    for reader in readers:
        reader.start()
    ready.wait()
    written = _write(path, found)
    is_over.set()
    for reader in readers:
        reader.join()
    return {
        "inserts_per_second": round(written / READING_SECONDS),
        "reads_per_second": round(read.value / READING_SECONDS),
    }


def _read(path: Path, asked: Sequence[str], ready: Barrier, is_over: Event, read: Synchronized[int]) -> None:
    """Ask one question after the other, in a process of its own, until it is over."""
    told = 0
    with Archive(path, is_read_only=True) as archive:
        ready.wait()
        while not is_over.is_set():
            search(archive, asked[told % len(asked)], Wish())
            told += 1
    with read.get_lock():
        read.value += told


def _write(path: Path, found: Sequence[Invented]) -> int:
    written, begin = 0, time.perf_counter()
    with Archive(path) as archive:
        while time.perf_counter() - begin < READING_SECONDS and written < len(found):
            one = found[written]
            stored = Article(url=one.url, source=one.source, title=one.words.title, text=one.words.text,
                             language=one.language, published=FIRST_DAY, precision="minute", date_source="feed",
                             first_seen=FIRST_DAY)  # fmt: skip
            with archive.write():
                articles.save_version(archive, stored, None, FIRST_DAY)
            written += 1
    return written
