"""Scrapy's answer → a Page, as it was received; and where its host says it has moved to for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crawler.article import Page
from crawler.urls import canonical_url

if TYPE_CHECKING:
    from scrapy.http import Response

MAX_HEADERS = 100
MAX_HEADER_CHARACTERS = 4_000
_PERMANENT = (301, 308)


def page_of(response: Response, url: str, source: str, now: datetime) -> Page:
    """Return an answer as the page of an address that a source named."""
    headers = tuple(
        (name.decode("latin-1").lower()[:100], value.decode("latin-1")[:MAX_HEADER_CHARACTERS])
        for name, values in response.headers.items()
        for value in values
    )
    return Page(
        url=url,
        final_url=response.url,
        source=source,
        fetched_at=now,
        status=response.status,
        headers=headers[:MAX_HEADERS],
        body=response.body,
    )


def moved_to(response: Response) -> str | None:
    """Return where an address leads to when each redirect on the way was permanent, else None."""
    reasons = response.meta.get("redirect_reasons") or ()
    if not reasons or any(reason not in _PERMANENT for reason in reasons):
        return None
    return canonical_url(response.url)
