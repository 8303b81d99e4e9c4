"""Pages of a release → an index in CDXJ, as web archives have it: where and when each text was read, and its hash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from citydesk.archive import Archive
from citydesk.archive.releasing import Part, pages_of


def page_lines(archive: Archive, about: Part) -> Iterator[str]:
    """Yield a line a page: address turned round, time, JSON with address, status, media type and hash of the body.

    Where the page is kept in a WARC file, file, offset and length of its record, too; the files are not released.
    """
    lines = []
    for row in pages_of(archive, about):
        headers = dict(json.loads(row["headers"]))
        told = {
            "url": row["url"],
            "mime": headers.get("content-type", "").partition(";")[0].strip().lower() or "unk",
            "status": str(row["status"]),
            "digest": f"sha256:{row['sha256']}",
        }
        if row["warc_file"] is not None:
            place = {"offset": str(row["warc_offset"]), "length": str(row["warc_length"])}
            told |= {"filename": row["warc_file"]} | place
        stamp = "".join(letter for letter in row["fetched_at"] if letter.isdigit())
        lines.append(f"{turned(row['url'])} {stamp} {json.dumps(told, ensure_ascii=False)}\n")
    yield from sorted(lines)


def turned(url: str) -> str:
    """Return an address with its host from the end, so that one site stands together: `gent,stad)/nieuws?page=1`."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path.lower() or '/'}{query}".replace(" ", "%20")
