"""What a crawl tells → WARC files beside the archive; and an archive again from such files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from citydesk.archive import Archive, crawling
from citydesk.archive.retention import files_needed
from citydesk.archive.warc import Place, Record, WarcWriter, read_records
from citydesk.progress import Progress
from crawler.answer import read_source
from crawler.article import Listed, Source
from crawler.crawl import CrawlEvent, PageRead, SourceRead, sift

_APART = ("page", "listed")  # of an event: the page is the record's own, what it lists is read from it again


class Evidence:
    """The record of one crawl under way: first its sources, then each event. Nothing is kept without a folder."""

    def __init__(self, writer: WarcWriter | None) -> None:
        self._writer = writer

    def keep(self, event: CrawlEvent, at: datetime) -> Place | None:
        """Keep an event, and return where its page stands."""
        if self._writer is None:
            return None
        page = event.page if isinstance(event, SourceRead | PageRead) else None
        told = {one.name: getattr(event, one.name) for one in fields(event) if one.name not in _APART}
        place = self._writer.write({"event": type(event).__name__} | told, page, at)
        return place if page else None


@contextlib.contextmanager
def recording(archive: Archive, sources: tuple[Source, ...], began: datetime) -> Iterator[Evidence]:
    """Keep what a crawl tells that began at a moment; an archive in memory keeps nothing."""
    if archive.warc_folder is None:
        yield Evidence(None)
        return
    with WarcWriter(archive.warc_folder, began) as writer:
        writer.write({"event": "Sources", "sources": [asdict(one) for one in sources]}, None, began, "warcinfo")
        yield Evidence(writer)


def replay(archive: Archive, path: Path, progress: Progress) -> tuple[int, int]:
    """Store what the crawls of a file of ours told, as if they had just told it; return events read and new pages.

    What the archive knows already is left alone. Records of a file in the archive's own folder stay where they are.
    """
    known: dict[str, Source] = {}
    read = new = 0
    with progress("import", None) as tick:
        for record in read_records(path):
            if record.event["event"] == "Sources":
                known |= {one["key"]: _make(Source, one) for one in record.event["sources"]}
                saved = crawling.load_sources(archive)
                crawling.save_sources(archive, [one for key, one in known.items() if key not in saved])
                continue
            read += 1
            new += _replayed(archive, record, known, place=record.place if _is_own(archive, path) else None)
            tick(1)
    return read, new


def let_go(archive: Archive, before: datetime) -> int:
    """Remove the files of days before a moment; return how many.

    Kept are files that hold a page nothing has become of yet, or one of an article that a published issue tells.
    """
    folder = archive.warc_folder
    if folder is None or not folder.is_dir():
        return 0
    needed = files_needed(archive)
    old = [path for path in folder.glob("*.warc.gz") if path.name < f"{before:%Y-%m-%d}" and path.name not in needed]
    for path in old:
        path.unlink()
    return len(old)


def _is_own(archive: Archive, path: Path) -> bool:
    return archive.warc_folder is not None and path.resolve().parent == archive.warc_folder.resolve()


def _replayed(archive: Archive, record: Record, sources: Mapping[str, Source], place: Place | None) -> bool:
    """Store one event; tell whether it brought a page."""
    began = datetime.fromisoformat(record.crawl)
    number = crawling.crawl_begun_at(archive, began)
    if record.event["event"] == "CrawlDone":
        crawling.end_crawl(archive, number, record.at)
        return False
    event = _event(record, sources)
    if event is None or crawling.is_known_fetch(archive, event, record.at):
        return False
    crawling.save_event(archive, number, event, record.at, place)
    return event.page is not None


def _event(record: Record, sources: Mapping[str, Source]) -> SourceRead | PageRead | None:
    told = record.event
    if told["event"] == "PageRead":
        return cast(PageRead, _make(PageRead, told, page=record.page))
    if told["event"] != "SourceRead":
        return None
    listed: tuple[Listed, ...] = ()
    if record.page and told["outcome"] == "ok":
        source = sources[told["source"]]
        with contextlib.suppress(Exception):  # today's rules may read less than those of then, and the page is kept
            listed = sift(read_source(record.page, source, told["part"]).listed, source)
    return cast(SourceRead, _make(SourceRead, told, page=record.page, listed=listed))


def _make(kind: type, told: Mapping[str, Any], **more: Any) -> Any:
    """Build a noun from what was written by this or an earlier version: unknown fields are left out."""
    values = {one.name: told[one.name] for one in fields(kind) if one.name in told} | more
    missing = [one.name for one in fields(kind) if one.default is MISSING and one.name not in values]
    if missing:
        raise ValueError(f"a record lacks {', '.join(missing)}")
    return kind(**values)
