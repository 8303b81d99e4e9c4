"""Articles a second in which the mentions of cities are found, on one core; what the gazetteer costs to start.

The gazetteer is the shipped one with all its forms. Articles are the demo's texts mixed anew, in ten languages; each
language the demo has counts as often as it comes. Seconds are those of the processor: other work on the machine does
not count.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from citydesk.settings import load_settings, packaged_config
from nlp.mentions import Gazetteer
from tests.bench.demo_texts import invented

ARTICLES = 4_000


def run() -> Iterator[dict[str, object]]:
    """Yield one set: articles, their mean length, speed, and the start in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        read_seconds, build_seconds, megabytes, forms = pool.submit(_start).result()
    gazetteer = Gazetteer(load_settings(packaged_config()).vocabulary.cities)
    articles = [(f"{one.title}\n\n{one.text}", one.language) for one in invented(ARTICLES)]
    began = time.process_time()
    found = sum(len(gazetteer.mentions(text, language)) for text, language in articles)
    seconds = time.process_time() - began
    yield {
        "set": "tag",
        "articles": ARTICLES,
        "per_second": round(ARTICLES / seconds),
        "characters": round(sum(len(text) for text, _ in articles) / ARTICLES),
        "mentions": found,
        "forms": forms,
        "read_seconds": round(read_seconds, 2),
        "build_seconds": round(build_seconds, 2),
        "start_seconds": round(read_seconds + build_seconds, 2),
        "start_megabytes": round(megabytes),
    }


def _start() -> tuple[float, float, float, int]:
    """Return the seconds to read the config and to build the gazetteer, the megabytes it takes, and its forms."""
    before, began = _peak_megabytes(), time.process_time()
    cities = load_settings(packaged_config()).vocabulary.cities
    read = time.process_time()
    gazetteer = Gazetteer(cities)
    return read - began, time.process_time() - read, _peak_megabytes() - before, gazetteer.size


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
