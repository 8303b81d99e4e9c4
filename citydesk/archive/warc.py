"""WARC/1.1 files, one a day: all that a crawl was told, as it came. Written record by record, read at a place.

Each record is a gzip member of its own. A process that is killed leaves at most one torn member at the end; it is cut
off before anything is added.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from crawler.article import Page

EVENT = "Citydesk-Event"  # what the crawl told, as JSON, but for the page and what it lists
CRAWL = "Citydesk-Crawl"  # when the crawl began
LEVEL = 6  # of compression; 9 takes thrice the time for a hundredth of the size
WARC_VERSION = "1.1"
_CHUNK = 1 << 20
_ORIGINAL = "x-archive-orig-"  # headers that no longer describe the body: it is kept with its codings undone
_NEW_LINE = re.compile(r"[\r\n]+")
_CODINGS = ("content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands."""

    file: str  # name, in the archive's folder of WARC files
    offset: int  # bytes
    length: int  # bytes, compressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of ours, read back."""

    place: Place
    at: datetime
    crawl: str
    event: dict[str, Any]  # as JSON; of the first record of a crawl: its sources
    page: Page | None


class WarcWriter:
    """The file of one day, open for adding; another process that wants it waits."""

    def __init__(self, folder: Path, began: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.crawl = began.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.path = folder / f"{self.crawl[:10]}.warc.gz"
        self._file = self.path.open("ab")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        os.truncate(self.path, whole_bytes(self.path))
        self._file.seek(0, os.SEEK_END)

    def write(self, event: Mapping[str, Any], page: Page | None, at: datetime, kind: str = "metadata") -> Place:
        """Add a record: a response where there is a page, else metadata. It is with the system when this returns."""
        data = _compressed(self.crawl, event, page, at, kind)
        place = Place(file=self.path.name, offset=self._file.tell(), length=len(data))
        self._file.write(data)
        self._file.flush()
        return place

    def close(self) -> None:
        """Have the disk keep what was written, and let others write."""
        os.fsync(self._file.fileno())
        self._file.close()

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def whole_bytes(path: Path) -> int:
    """Return how many bytes of a file are whole gzip members: what follows was being written when a process died."""
    end = 0
    with path.open("rb") as file:
        for member_end in _members(file):
            end = member_end
    return end


def read_body(folder: Path, place: Place) -> bytes | None:
    """Return the body of the page whose record stands at a place, None where it is not there any more."""
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            raw = _read(file.read(place.length))
    except OSError:
        return None
    return _head_and_body(raw)[1] if raw is not None else None


def read_records(path: Path) -> Iterator[Record]:
    """Yield our records of a file in order; those of others and a torn end are left out."""
    with path.open("rb") as file:
        places = _places(path.name, _members(file))
        for place in places:
            file.seek(place.offset)
            raw = _read(file.read(place.length))
            if raw is not None and raw.rec_headers.get_header(EVENT) is not None:
                yield _record(raw, place)


def is_ours(path: Path) -> bool:
    """Tell whether a file was written by a crawl of citydesk."""
    return next(read_records(path), None) is not None


def _places(name: str, ends: Iterable[int]) -> Iterator[Place]:
    start = 0
    for end in list(ends):
        yield Place(file=name, offset=start, length=end - start)
        start = end


def _members(file: BinaryIO) -> Iterator[int]:
    """Yield where each whole gzip member ends."""
    start = 0
    data = file.read(_CHUNK)
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            if not data:
                return
            try:
                taken = len(data)
                unpacker.decompress(data)
            except zlib.error:
                return
            start += taken - len(unpacker.unused_data)
            data = unpacker.unused_data or file.read(_CHUNK)
        yield start


def _read(data: bytes) -> Any:
    """Return the record in some bytes, None where there is none. Its head as bytes: warcio would guess its letters."""
    from warcio.archiveiterator import ArchiveIterator  # only where files are read or written
    from warcio.exceptions import ArchiveLoadFailed

    try:
        return next(ArchiveIterator(BytesIO(data), no_record_parse=True), None)
    except (ArchiveLoadFailed, EOFError):
        return None


def _head_and_body(raw: Any) -> tuple[list[str], bytes]:
    """Return the lines of an HTTP head, and what follows it."""
    head, _, body = raw.raw_stream.read().partition(b"\r\n\r\n")
    return head.decode("latin-1").split("\r\n"), body


def _record(raw: Any, place: Place) -> Record:
    headers = raw.rec_headers
    event = json.loads(headers.get_header(EVENT))
    at = datetime.fromisoformat(headers.get_header("WARC-Date"))
    page = None
    if raw.rec_type == "response":
        (status, *lines), body = _head_and_body(raw)
        named = (line.partition(": ")[::2] for line in lines)
        page = Page(
            url=event["url"],
            final_url=headers.get_header("WARC-Target-URI"),
            source=event["source"],
            fetched_at=at,
            status=int(status.split()[1]),
            headers=tuple((name.removeprefix(_ORIGINAL), value) for name, value in named),
            body=body,
        )
    return Record(place=place, at=at, crawl=headers.get_header(CRAWL), event=event, page=page)


def _compressed(crawl: str, event: Mapping[str, Any], page: Page | None, at: datetime, kind: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Head(StatusAndHeaders):  # type: ignore[misc]
        """Headers as they came: warcio would write other letters than ASCII as %XX."""

        def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002
            self.headers_buff = f"{self.to_str()}\r\n".encode("latin-1", "replace")

    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version=WARC_VERSION)  # one member a record, at our own level
    own = {
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        CRAWL: crawl,
        EVENT: json.dumps(event, ensure_ascii=True),
    }
    if page is None:
        record = writer.create_warc_record(str(event.get("url") or "urn:citydesk:crawl"), kind, warc_headers_dict=own)
    else:
        record = writer.create_warc_record(
            page.final_url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=Head(_status_line(page.status), _headers(page), protocol="HTTP/1.1"),
            warc_headers_dict=own,
        )
    writer.write_record(record)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    return packer.compress(out.getvalue()) + packer.flush()


def _status_line(status: int) -> str:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
    return f"{status} {phrase}"


def _headers(page: Page) -> list[tuple[str, str]]:
    """Return the headers of a page, one line each; those that tell codings under another name."""
    return [(_ORIGINAL + name if name in _CODINGS else name, _NEW_LINE.sub(" ", value)) for name, value in page.headers]
