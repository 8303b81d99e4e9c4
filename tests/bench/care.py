"""What an archive of 10,000 articles takes on the disk, by kind; what a backup of it costs against copying the file.

Invented articles of real lengths on pages of ordinary markup, processed with a fake encoder whose vectors are as large
as the real one's. Then one in a hundred comes on top, as on another day, and is backed up too.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from citydesk.archive import Archive, crawling, kept_pages
from citydesk.archive.files import sizes
from citydesk.pipeline.backing_up import back_up
from crawler.article import Article, Source
from tests.bench.demo_texts import invented, page
from tests.fakes import run_process

ARTICLES = 1000
NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
KINDS = {  # beginnings of names of tables and indexes
    "pages": ("pages",),
    "texts": ("articles", "versions"),
    "search": ("article_words", "version_numbers", "spellings", "known_stems", "word_counts"),
    "vectors": ("vectors", "meanings"),
    "fingerprints": ("fingerprints",),  # of the last 90 days only
    "tags_and_stories": ("tags", "overruled", "pairs", "stor", "chapter", "thread", "briefs"),
}


def run() -> Iterator[dict[str, object]]:
    """Yield sizes in megabytes of 10,000 articles, then seconds and bytes of backups."""
    with tempfile.TemporaryDirectory() as place:
        path, folder = Path(place) / "bench.sqlite", Path(place) / "backups"
        found = invented(ARTICLES + ARTICLES // 100)
        _fill(path, found[:ARTICLES])
        yield {"set": "size of 10,000 articles, MB"} | _megabytes(path)
        copied = _seconds(lambda: shutil.copy(path, Path(place) / "copy.sqlite"))
        first = _seconds(lambda: back_up(path, folder, NOW, 14))
        whole = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
        _fill(path, found[ARTICLES:])
        second = _seconds(lambda: back_up(path, folder, NOW + timedelta(days=1), 14))
        more = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) - whole
        yield {
            "set": "backup",
            "archive_bytes": path.stat().st_size,
            "first_bytes": whole,
            "second_bytes": more,
            "copy_seconds": copied,
            "first_seconds": first,
            "second_seconds": second,
        }


def _fill(path: Path, found: list[Article]) -> None:
    with Archive(path) as archive:
        keys = sorted({one.source for one in found})
        crawling.save_sources(archive, [_source(key) for key in keys])
        with archive.write():
            for one in found:
                kept_pages.save_imported_page(archive, page(one))
        run_process(archive)
        archive.run("PRAGMA wal_checkpoint(TRUNCATE)")


def _source(key: str) -> Source:
    return Source(key=key, name=key, url=f"https://{key}.example/", kind="feed", owner="city")


def _megabytes(path: Path) -> dict[str, object]:
    with Archive(path) as archive:
        by_name, articles = sizes(archive), archive.value("SELECT count(*) FROM articles")
    told: dict[str, float] = dict.fromkeys([*KINDS, "rest"], 0.0)
    for name, count in by_name.items():
        bare = name.removeprefix("sqlite_autoindex_")
        kind = next((kind for kind, starts in KINDS.items() if bare.startswith(starts)), "rest")
        told[kind] += count
    return {kind: round(total / articles / 100, 1) for kind, total in told.items()}


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return round(time.perf_counter() - start, 2)
