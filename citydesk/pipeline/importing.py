"""Files → pages and articles in the archive: JSON Lines, feeds as they were saved, WARC."""

from __future__ import annotations

import contextlib
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from citydesk.archive import Archive, articles, crawling, kept_pages, source_lists
from citydesk.archive.source_history import save_days
from citydesk.archive.warc import is_ours
from citydesk.errors import ConfigError
from citydesk.pipeline.evidence import replay
from citydesk.progress import Progress
from crawler.article import Article, Page, Precision, Skipped, Source
from crawler.crawl import sift
from crawler.dates import parse_date
from crawler.extract import MAX_BYTES, article_from_listed
from crawler.feeds import parse_feed
from crawler.furniture import without_furniture
from crawler.html_text import clean_line, clean_paragraphs
from crawler.urls import canonical_url, host_of

MAX_FEED_BYTES = 64 << 20
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100  # a date beyond them is a slip
HEADLINE = 110  # characters: where an imported text without a title is cut for one
Identify = Callable[[str, str | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought, in counts."""

    read: int
    new: int  # texts the archive did not have: new articles and new versions
    refused: int  # entries without address or text


def import_file(
    archive: Archive, path: Path, source: Source, now: datetime, identify: Identify, progress: Progress
) -> Imported:
    """Import one file into `source`; which kind it is follows from its name and first bytes. Raise ConfigError."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}; name a file that is there") from error
    crawling.save_sources(archive, [source])
    if path.name.endswith((".warc", ".warc.gz")) or start.startswith(b"WARC/"):
        if is_ours(path):
            read, new = replay(archive, path, progress)
            return Imported(read=read, new=new, refused=0)
        return _import_warc(archive, path, source, progress)
    if path.name.endswith((".jsonl", ".ndjson")):
        return _import_lines(archive, path, source, now, identify, progress)
    return _import_feed(archive, path, source, now, identify)


def _import_lines(
    archive: Archive, path: Path, source: Source, now: datetime, identify: Identify, progress: Progress
) -> Imported:
    """Import JSON Lines: `text` and `id` or `url` are needed; `title`, `published`, `language` are welcome."""
    read = new = refused = 0
    with progress("import", None) as tick, archive.write():
        for number, row in _rows(path):
            found = _article_of(row, source, now, identify, f"{path}: line {number}")
            read += 1
            if found is None:
                refused += 1
            else:
                new += articles.save_version(archive, found, None, now)
            tick(1)
    return Imported(read=read, new=new, refused=refused)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ConfigError(f"{path}: line {number}: is no JSON: {error}; mend it or leave it out") from error
            if not isinstance(row, dict):
                raise ConfigError(f"{path}: line {number}: is no JSON object; write one object a line")
            yield number, row


def _article_of(row: dict[str, Any], source: Source, now: datetime, identify: Identify, at: str) -> Article | None:
    paragraphs = clean_paragraphs(str(row.get("text") or "")).split("\n\n")
    text = "\n\n".join(without_furniture(paragraphs))
    if row.get("url"):
        url = canonical_url(str(row["url"]))
    elif row.get("id"):
        url = f"urn:citydesk:{quote(source.key, safe='')}:{quote(str(row['id']), safe='', errors='replace')}"
    else:
        raise ConfigError(f"{at}: has neither id nor url; give each article one")
    if not text or url is None:
        return None
    published, precision = _published(row.get("published"), at)
    language = clean_line(str(row.get("language") or row.get("lang") or "")) or source.language
    return Article(
        url=url,
        source=source.key,
        title=clean_line(str(row["title"])) if row.get("title") else _headline(text),
        text=text,
        language=identify(f"{row.get('title') or ''}. {text}", language),
        published=published,
        precision=precision,
        date_source="import" if published else None,
        first_seen=now,
    )


def _published(value: object, at: str) -> tuple[datetime | None, Precision | None]:
    """Return the moment and how exact it is: `2017`, `2017-05`, `2017-05-15`, or with a time."""
    if value is None or value == "":
        return None, None
    words = str(value).strip()
    found = _year_or_month(words) or parse_date(words, None)
    if found is None:
        raise ConfigError(f"{at}: published: {words!r} is no date; write it as 2026-11-09 or with a time")
    if not EARLIEST_YEAR <= found[0].year <= LATEST_YEAR:
        raise ConfigError(f"{at}: published: {words!r} is not between {EARLIEST_YEAR} and {LATEST_YEAR}; correct it")
    return found


def _year_or_month(words: str) -> tuple[datetime, Precision] | None:
    forms: tuple[tuple[int, str, Precision], ...] = ((4, "%Y", "year"), (7, "%Y-%m", "month"))
    for length, layout, precision in forms:
        if len(words) == length:
            with contextlib.suppress(ValueError):
                return datetime.strptime(words, layout).replace(tzinfo=UTC), precision
    return None


def _headline(text: str) -> str:
    """Return the beginning of a text that has no title, cut between words."""
    first = text.partition("\n\n")[0]
    sentence = first.partition(". ")[0]
    if len(sentence) <= HEADLINE:
        return sentence
    return sentence[:HEADLINE].rpartition(" ")[0] + " …"


def _import_feed(archive: Archive, path: Path, source: Source, now: datetime, identify: Identify) -> Imported:
    """Import a saved feed as the source listed it.

    When it was seen is when it was built or, where it doesn't say so, its newest date: old snapshots may come in
    any order, and again.
    """
    body = path.read_bytes()[:MAX_FEED_BYTES]
    feed = parse_feed(body, source.url)
    if not feed.listed and feed.problem:
        raise ConfigError(f"{path}: is neither JSON Lines, WARC nor a feed: {feed.problem}")
    dates = [one.published for one in feed.listed if one.published and one.published <= now]
    seen = min(feed.built or max(dates, default=now), now)
    listed = sift(feed.listed, _untied(source))
    found = [(one, article_from_listed(one, source, seen, identify)) for one in listed]
    made = [article for _, article in found if not isinstance(article, Skipped)]
    with archive.write():
        save_days(archive, source.key, listed, seen)
        source_lists.save_listed(archive, source.key, [one for one, _ in found], seen)
        new = sum(articles.save_version(archive, article, None, seen) for article in made)
    return Imported(read=len(feed.listed), new=new, refused=len(feed.listed) - len(made))


def _untied(source: Source) -> Source:
    return source if source.kind in ("feed", "wordpress") else Source(
        key=source.key, name=source.name, url=source.url, kind="feed", owner=source.owner
    )  # fmt: skip


def _import_warc(archive: Archive, path: Path, source: Source, progress: Progress) -> Imported:
    """Import the HTML responses of a WARC file as pages; `citydesk process` makes articles of them."""
    read = new = refused = 0
    with progress("import", None) as tick:
        for page, begins_at in _warc_pages(path, source):
            read += 1
            if page is None:
                refused += 1
            else:
                with archive.write():
                    new += kept_pages.save_imported_page(archive, page, (path.name, begins_at))
            tick(1)
    return Imported(read=read, new=new, refused=refused)


def _warc_pages(path: Path, source: Source) -> Iterator[tuple[Page | None, int]]:
    """Yield pages, None for what is none, and where in the file their records begin."""
    from warcio.archiveiterator import ArchiveIterator  # only here: few imports need it
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as file:
        try:
            records = ArchiveIterator(file)
            for record in records:
                if record.rec_type == "response" and record.http_headers is not None:
                    page = _warc_page(record, source)
                    yield page, records.get_record_offset()  # after the body, which asking for the offset passes over
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error) as error:
            # what warcio raises on broken records (none but the first is documented)
            words = " ".join(str(error).split())
            raise ConfigError(f"{path}: is a broken WARC file: {words}; what came before it is kept") from error


def _warc_page(record: Any, source: Source) -> Page | None:
    url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
    headers = tuple((name.lower(), value) for name, value in record.http_headers.headers)
    content_type = dict(headers).get("content-type", "")
    if url is None or not host_of(url) or "html" not in content_type:
        return None
    date = parse_date(record.rec_headers.get_header("WARC-Date") or "", None)
    status = record.http_headers.get_statuscode() or ""
    try:
        body = record.content_stream().read(MAX_BYTES + 1)  # `extract` refuses larger ones
    except (AttributeError, ValueError, OSError, zlib.error):  # a coding that warcio can't undo
        return None
    return Page(
        url=url,
        final_url=url,
        source=source.key,
        fetched_at=date[0] if date else datetime(1995, 1, 1, tzinfo=UTC),
        status=int(status) if re.fullmatch("[1-9][0-9]{2}", status) else 0,
        headers=headers,
        body=body,
    )


def source_named(sources: Sequence[Source], key: str | None) -> Source:
    """Return the source of that key; without a key the source `import`, which is nobody's. Raise ConfigError."""
    if key is None:
        return Source(key="import", name="Imported articles", url="urn:citydesk:import", kind="feed", owner="partner")
    for source in sources:
        if source.key == key:
            return source
    raise ConfigError(f'--source: "{key}" is no source of config/sources.toml; `citydesk sources list` names them')
