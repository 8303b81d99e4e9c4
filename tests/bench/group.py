"""Milliseconds to group a new article in archives of 10,000, 100,000 and a million: only its time window may count.

In each archive 3,000 articles lie in the last 14 days, the others before; 200 new ones arrive in batches of 20, each
compared and grouped as `citydesk process` does it. Texts are the demo's; vectors are invented, about one pair in
twenty-five near enough to be judged, as in a month of press releases. The last figure is of the index of old twins.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from citydesk.archive import Archive, articles, crawling
from citydesk.archive.connection import stamp
from citydesk.archive.vectors import save_vectors
from citydesk.pipeline.grouping import group_articles
from citydesk.pipeline.measures import Tools
from citydesk.progress import hide
from crawler.article import Article, Source, article_id
from nlp.encode import Vectors, head, text_key
from nlp.frozen import load_model
from nlp.geometry import Geometry
from nlp.twins import TwinIndex, nearest
from tests.bench.demo_texts import FIRST_DAY, invented

SIZES = (10_000, 100_000, 1_000_000)
WINDOW_ARTICLES = 3_000
NEW_ARTICLES = 200
ARRIVE = 20
TOPICS = 40
DIMENSIONS = 384
TWIN_VECTORS = 100_000
TWIN_QUERIES = 200
_CHUNK = 20_000


def run() -> Iterator[dict[str, object]]:
    """Yield a set for each size of the archive."""
    smallest = 0.0
    window = _window()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite"
        _begin(path, window[:-NEW_ARTICLES])
        for size in SIZES:
            with Archive(path) as archive:
                _fill(archive, size)
            copy = path if size == SIZES[-1] else Path(shutil.copy(path, path.with_suffix(".copy")))
            took = _milliseconds(copy, window[-NEW_ARTICLES:])
            smallest = smallest or took
            yield {
                "set": f"group-{size}",
                "archived": size,
                "milliseconds_per_article": round(took, 2),
                "ratio_to_smallest": round(took / smallest, 2),
                "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                **({"recall10": _recall_of_twins()} if size == SIZES[-1] else {}),
            }


class _Invented:
    """An encoder whose vectors lie around one of forty topics, by a hash of the text."""

    model_id = "invented"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        seed = int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
        topic = np.random.default_rng(seed % TOPICS).standard_normal(DIMENSIONS)
        vector = topic + 1.2 * np.random.default_rng(seed).standard_normal(DIMENSIONS)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _tools() -> Tools:
    zero = np.zeros(DIMENSIONS, np.float32)
    geometry = Geometry(model_id=_Invented.model_id, version="invented", overall=zero, means={})
    return Tools(encoder=_Invented(), geometry=geometry, model=load_model())


def _window() -> list[Article]:
    """Return articles of fourteen days, the new ones last."""
    found = []
    for one in invented(WINDOW_ARTICLES + NEW_ARTICLES):
        when = FIRST_DAY + 2 * (one.when - FIRST_DAY)  # of one week
        found.append(replace(one, published=when, first_seen=when))
    return sorted(found[:WINDOW_ARTICLES], key=lambda one: one.when) + found[WINDOW_ARTICLES:]


def _begin(path: Path, window: Sequence[Article]) -> None:
    names = sorted({one.source for one in window})
    sources = [Source(key=name, name=name, url=f"https://{name}.example/", kind="feed", owner="city") for name in names]
    with Archive(path) as archive:
        crawling.save_sources(archive, sources)
        _arrive(archive, window)
        group_articles(archive, _tools(), hide)


def _arrive(archive: Archive, found: Sequence[Article]) -> None:
    vectors = dict(zip(map(text_key, map(head, found)), _Invented().encode([head(one) for one in found]), strict=True))
    with archive.write():
        for one in found:
            articles.save_version(archive, one, None, one.when)
        save_vectors(archive, vectors, _Invented.model_id)


def _milliseconds(path: Path, new: Sequence[Article]) -> float:
    """Return the median time of a batch, for one article."""
    took = []
    with Archive(path) as archive:
        for start in range(0, len(new), ARRIVE):
            _arrive(archive, new[start : start + ARRIVE])
            begin = time.perf_counter()
            compared, _ = group_articles(archive, _tools(), hide)
            took.append(time.perf_counter() - begin)
            assert compared == ARRIVE
    return float(np.median(took)) / ARRIVE * 1000


def _fill(archive: Archive, size: int) -> None:
    """Add old articles, an hour between them, each done and a story of its own, until there are `size`."""
    known = int(archive.value("SELECT count(*) FROM articles"))
    rules = archive.value("SELECT rules FROM step_rules WHERE step = 'group'")
    pool = _Invented().encode([str(number) for number in range(1000)]).astype(np.float16)
    texts = [(one.source, one.title, one.text[:150], one.language) for one in invented(1000, seed=2)]
    archive.run("PRAGMA cache_size = -400000")
    archive.run("PRAGMA synchronous = OFF")
    for start in range(known, size, _CHUNK):
        numbers = range(start, min(start + _CHUNK, size))
        rows = sorted((*_old(number, texts[number % 1000]), pool[number % 1000].tobytes()) for number in numbers)
        with archive.write():
            _insert(archive, rows, rules)
    archive.run("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()  # or the first batches wait for what was written here


def _old(number: int, told: tuple[str, str, str, str]) -> tuple[str, ...]:
    source, title, text, language = told
    url = f"https://{source}.example/old/{number}"
    when = str(stamp(FIRST_DAY - timedelta(days=15, minutes=5 * number)))
    key = hashlib.sha256(url.encode()).hexdigest()
    return article_id(url), url, source, f"{title} {number}", text, language, when, key


def _insert(archive: Archive, rows: Sequence[tuple[object, ...]], rules: str) -> None:
    """Insert rows of (id, url, source, title, text, language, when, key, vector)."""
    archive.many("INSERT INTO articles VALUES (?1,?2,?3,?7)", [row[:7] for row in rows])
    archive.many(
        "INSERT INTO versions VALUES (?1,1,?4,?5,?6,?7,'minute','feed',?8,NULL,?7,?7,1)", [row[:8] for row in rows]
    )
    archive.many("INSERT INTO vectors VALUES (?,'invented',?)", [row[7:] for row in rows])
    archive.many("INSERT INTO steps VALUES (?,'group',?,?)", [(row[0], row[7], rules) for row in rows])
    story = [("s" + str(row[0])[1:], row[3], row[5], row[0], row[6], row[6]) for row in rows]
    archive.many("INSERT INTO stories VALUES (?,?,?,?,?,?,0)", story)
    archive.many("INSERT INTO story_members VALUES (?,?,0,'original',1,'[]')", [(one[3], one[0]) for one in story])


def _recall_of_twins() -> float:
    """Return which share of the ten nearest of 100,000 vectors the index finds."""
    chance = np.random.default_rng(1)
    plane = chance.standard_normal((64, DIMENSIONS)).astype(np.float32)  # texts fill few of the dimensions
    vectors = chance.standard_normal((TWIN_VECTORS, 64)).astype(np.float32) @ plane
    vectors += 0.3 * np.linalg.norm(vectors, axis=1).mean() / DIMENSIONS**0.5 * chance.standard_normal(vectors.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = [str(number) for number in range(len(vectors))]
    index = TwinIndex.build(vectors, keys)
    shares = []
    for query in vectors[chance.choice(len(vectors), TWIN_QUERIES, replace=False)]:
        exact = {keys[place] for place, _ in nearest(vectors, query, 10)}
        shares.append(len(exact & {key for key, _ in index.near(query, 10)}) / 10)
    return round(float(np.mean(shares)), 3)
