"""Pages → articles in versions, or the reason there is none: every page that nothing has become of yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from importlib.metadata import version

import citydesk
from citydesk.archive import Archive, articles, crawling, kept_pages, source_lists
from citydesk.archive.addresses import article_at
from citydesk.archive.listed_only import listed_only
from citydesk.pipeline.extractors import Extractors, Found, Identify
from citydesk.pipeline.storing import store
from citydesk.progress import Progress
from citydesk.service_models import Process
from crawler.article import Page, Skipped
from crawler.extract import article_from_listed
from crawler.urls import address_key, canonical_url


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnderWay:
    """A page that is being extracted."""

    number: int
    page: Page
    address: str  # key of its address
    found: Future[Found]


def extract_pages(
    archive: Archive, identify: Identify, progress: Progress, settings: Process | None = None
) -> tuple[int, int]:
    """Turn pages into articles, or keep the reason; return how many new versions, how many without.

    Several pages may be worked on at once; they are stored in the order in which they came.
    """
    count = kept_pages.count_pages_to_extract(archive)
    made = skipped = 0
    by = f"citydesk {citydesk.__version__}, trafilatura {version('trafilatura')}"
    with progress("extract", count) as tick, Extractors(settings or Process(), identify, count) as extractors:
        for one in _extracted(archive, extractors):
            found = one.found.result()
            with archive.write():
                if isinstance(found, Skipped):
                    skipped += 1
                    kept_pages.save_extraction(archive, one.number, reason=found.reason, extractor=by)
                else:
                    article, is_new = store(archive, found, one.number, one.page.fetched_at)
                    made += is_new
                    kept_pages.save_extraction(archive, one.number, article=article, extractor=by)
            tick(1)
    return made + _extract_listed(archive, identify), skipped


def _extract_listed(archive: Archive, identify: Identify) -> int:
    """Make articles of what sources tell of pages that refuse to answer; return how many texts are new."""
    sources = crawling.load_sources(archive)
    made = 0
    for listed, source, first_seen, changed in listed_only(archive):
        found = article_from_listed(listed, sources[source], first_seen, identify)
        if not isinstance(found, Skipped):
            with archive.write():
                made += store(archive, found, None, changed)[1]
                source_lists.stop_waiting(archive, listed.url)
    return made


def _extracted(archive: Archive, extractors: Extractors) -> Iterator[_UnderWay]:
    """Yield the pages in their order, while those behind are already worked on."""
    sources = crawling.load_sources(archive)
    waiting: deque[_UnderWay] = deque()
    for number, page in kept_pages.pages_to_extract(archive):
        address = address_key(canonical_url(page.url) or page.url)
        # when an article was first seen is known once its earlier page is stored
        while len(waiting) >= extractors.ahead or any(one.address == address for one in waiting):
            yield waiting.popleft()
        seen = articles.first_seen(archive, article_at(archive, page.url) or page.url) or page.fetched_at
        listed = source_lists.listed_at(archive, page.url, page.fetched_at)
        found = extractors.submit((page, listed, sources[page.source], seen))
        waiting.append(_UnderWay(number=number, page=page, address=address, found=found))
    yield from waiting
