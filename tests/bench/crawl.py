"""Pages a second of a whole crawl into an archive, against a bare Scrapy spider that keeps nothing, in one run.

1,000 sources of 20 pages on loopback, no delay. Both obey robots.txt and keep to one connection a host. Seconds are by
the clock, from the start of the process to its end. Memory is sampled twice a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from citydesk.archive import Archive
from citydesk.pipeline.crawl import crawl
from citydesk.progress import hide
from citydesk.service_models import Crawl
from crawler.article import Source
from tests.bench.crawl_web import PAGES, site

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
PLOT = Path(__file__).parent.parent.parent / "docs" / "crawl-memory.svg"
SOURCES = 1_000  # of which the plot in the docs is made


def run(sources: int = SOURCES) -> Iterator[dict[str, object]]:
    """Yield one line: pages, pages a second of both, their ratio, and memory early, at the end and at most."""
    command = [sys.executable, "-m", "tests.bench.crawl_web"]
    with subprocess.Popen([*command, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as web:
        assert web.stdout is not None and web.stdin is not None
        port = int(web.stdout.readline())
        began = time.monotonic()
        bare = subprocess.run([*command, "bare", str(port), str(sources)], stdout=subprocess.PIPE, check=True)
        bare_seconds = time.monotonic() - began
        assert json.loads(bare.stdout)["pages"] == sources * PAGES
        seconds, samples = _whole_crawl(port, sources)
        web.stdin.close()
    if sources == SOURCES:
        PLOT.write_text(plot(samples), encoding="utf-8")
    pages = sources * PAGES
    yield {
        "set": "crawl",
        "pages": pages,
        "bare_per_second": round(pages / bare_seconds, 1),
        "per_second": round(pages / seconds, 1),
        "ratio": round(bare_seconds / seconds, 2),
        "early_megabytes": round(_at(samples, 0.2)),
        "end_megabytes": round(_at(samples, 1.0)),
        "most_megabytes": round(max(size for _, size in samples)),
    }


def plot(samples: list[tuple[float, float]]) -> str:
    """Return a curve of megabytes over seconds as SVG, 640 by 240."""
    longest, most = samples[-1][0], 1.1 * max(size for _, size in samples)
    points = " ".join(f"{40 + 590 * at / longest:.1f},{210 - 190 * size / most:.1f}" for at, size in samples)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" font-family="sans-serif" font-size="11">'
        f'<title>Memory of crawler and citydesk over {longest:.0f} seconds</title><rect width="640" height="240" '
        f'fill="#fff"/><path d="M40 20V210H630" fill="none" stroke="#777"/><polyline points="{points}" fill="none" '
        f'stroke="#1f5f8b" stroke-width="1.5"/><text x="4" y="24">{most:.0f} MB</text><text x="24" y="214">0</text>'
        f'<text x="590" y="226">{longest:.0f} s</text></svg>\n'
    )


def _whole_crawl(port: int, sources: int) -> tuple[float, list[tuple[float, float]]]:
    """Crawl into a new archive; return the seconds it took, and megabytes of all its processes over time."""
    found = [
        Source(key=f"s{n}", name=f"s{n}", url=f"http://{site(n)}:{port}/", kind="feed", owner="city")
        for n in range(sources)
    ]
    settings = Crawl(allow_loopback=True, delay_seconds=0, max_pages_per_source=PAGES)
    samples: list[tuple[float, float]] = []
    done = threading.Event()
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.sqlite") as archive:
        began = time.monotonic()
        watch = threading.Thread(target=_sample, args=(began, samples, done))
        watch.start()
        crawl(archive, found, settings, lambda: NOW, hide)
        seconds = time.monotonic() - began
        done.set()
        watch.join()
        kept = archive.value("SELECT count(*) FROM fetches WHERE of = 'article' AND outcome = 'ok-new'")
        assert kept == sources * PAGES, archive.rows("SELECT outcome, reason, count(*) FROM fetches GROUP BY 1, 2")
    return seconds, samples


def _sample(began: float, samples: list[tuple[float, float]], done: threading.Event) -> None:
    while not done.wait(0.5):
        samples.append((time.monotonic() - began, _megabytes(os.getpid()) + sum(map(_megabytes, _crawlers()))))


def _crawlers() -> list[int]:
    """Return the processes of the crawler that this one has started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(one) for one in children if b"crawler.spider" in _command(int(one))]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _megabytes(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _at(samples: list[tuple[float, float]], share: float) -> float:
    """Return the largest size around a share of the time; the last tenth for 1."""
    longest = samples[-1][0]
    return max(size for at, size in samples if abs(at / longest - min(share, 0.95)) <= 0.05)
