"""A feed → JSON Feed 1.1 in UTF-8; the next older part is its `next_url`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from digest.feed import Feed, FeedEntry

JSON_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write_json(feed: Feed) -> bytes:
    """Return a feed as JSON Feed. An unknown date, and an address that isn't safe, are left out."""
    paging = feed.paging
    told: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.site,
        "feed_url": paging.own if paging else None,
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [{"name": "citydesk"}],
        "next_url": paging.older if paging else None,
        "hubs": [{"type": "WebSub", "url": paging.hub}] if paging and paging.hub else None,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_known(told), ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    return _known(
        {
            "id": entry.id,
            "url": entry.page or entry.url,
            "external_url": entry.url if entry.page else None,
            "title": entry.title,
            "summary": entry.summary or None,
            "content_html": entry.content,
            "date_published": _timestamp(entry.published) if entry.published else None,
            "date_modified": _timestamp(entry.updated),
            "authors": [{"name": entry.author}],
            "tags": list(entry.categories) or None,
            "language": entry.language,
        }
    )


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
