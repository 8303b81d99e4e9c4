"""Pages → articles in versions, or the reason there is none: every page that nothing has become of yet."""

from __future__ import annotations

from collections.abc import Callable

from citydesk.archive import Archive, articles, crawling
from citydesk.progress import Progress
from crawler.article import Skipped
from crawler.extract import extract

Identify = Callable[[str, str | None], str]


def extract_pages(archive: Archive, identify: Identify, progress: Progress) -> tuple[int, int]:
    """Turn pages into articles, or keep the reason; return how many new versions, how many without."""
    sources = crawling.load_sources(archive)
    made = skipped = 0
    with progress("extract", crawling.count_pages_to_extract(archive)) as tick:
        for number, page in crawling.pages_to_extract(archive):
            seen = articles.first_seen(archive, page.url) or page.fetched_at
            listed = crawling.listed_at(archive, page.url, page.fetched_at)
            found = extract(page, listed, sources[page.source], seen, identify)
            with archive.write():
                if isinstance(found, Skipped):
                    skipped += 1
                    crawling.save_extraction(archive, number, reason=found.reason)
                else:
                    made += articles.save_version(archive, found, number, page.fetched_at)
                    crawling.save_extraction(archive, number, article=found.id)
            tick(1)
    return made, skipped
