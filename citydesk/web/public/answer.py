"""A request and a document → the answer: 304 where it is known, packed where wanted, how long it may be kept."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request, Response

from citydesk.web.public.document import POLICY, Document

KEPT_SECONDS, STYLE_SECONDS = 60, 31_536_000  # by browsers and proxies; a style sheet is another file when it changes
LEAST_PACKED = 600  # bytes
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+)?\s*(?=,|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A document with its tag and its packed body, as it is kept in memory."""

    document: Document
    tag: str
    packed: bytes | None  # None = not worth it

    @property
    def size(self) -> int:
        """Return the bytes it takes."""
        return len(self.document.body) + len(self.packed or b"")


def ready(document: Document) -> Ready:
    """Return a document ready to be sent; the same bytes are packed to the same bytes."""
    is_long = len(document.body) >= LEAST_PACKED
    return Ready(
        document=document, tag=document.tag, packed=gzip.compress(document.body, 6, mtime=0) if is_long else None
    )


def answer(request: Request, of: Ready) -> Response:
    """Return the answer to a request for a document."""
    document = of.document
    headers = {"etag": of.tag, "vary": "Accept-Encoding"}
    seconds = STYLE_SECONDS if document.media.startswith("text/css") else KEPT_SECONDS
    is_kept = document.status == 200 and not document.is_passing
    headers["cache-control"] = f"public, max-age={seconds}" if is_kept else "no-store"
    if document.status == 503:
        headers["retry-after"] = str(KEPT_SECONDS)
    if document.modified:
        headers["last-modified"] = format_datetime(document.modified.astimezone(UTC), usegmt=True)
    if document.media.startswith("text/html"):
        headers["content-security-policy"] = f"{document.policy or POLICY}; frame-ancestors 'none'"
    if document.media.startswith(("application/rss", "application/atom", "application/feed")):
        headers["access-control-allow-origin"] = "*"  # a feed may be read by any page
        headers["cross-origin-resource-policy"] = "cross-origin"
    if document.status == 200 and _is_known(request, of):
        return Response(status_code=304, headers=headers)
    body = document.body
    if of.packed is not None and _GZIP.search(request.headers.get("accept-encoding", "").lower()):
        headers["content-encoding"] = "gzip"
        body = of.packed
    return Response(body, status_code=document.status, headers=headers, media_type=document.media)


def _is_known(request: Request, of: Ready) -> bool:
    """Tell whether the reader has this document (RFC 9110, 13.1: the tag counts before the date)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or of.tag in (tag.strip() for tag in tags.split(","))
    since = request.headers.get("if-modified-since")
    modified = of.document.modified
    if since is None or modified is None:
        return False
    try:
        moment: datetime = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified.replace(microsecond=0) <= moment.replace(tzinfo=moment.tzinfo or UTC)
