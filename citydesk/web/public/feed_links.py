"""A page → the links to its feeds: for browsers that look for them, and for the page's own list."""

from __future__ import annotations

from citydesk.web.public.site import Site
from digest.feed_json import JSON_TYPE
from digest.feed_xml import ATOM_TYPE, RSS_TYPE

FORMATS = {"rss": RSS_TYPE, "atom": ATOM_TYPE, "json": JSON_TYPE}
Links = tuple[tuple[str, str, str], ...]  # (title, media type, path)


def feed_links(site: Site, title: str, *path: str) -> Links:
    """Return (title, media type, path) of the three feeds of a page."""
    return tuple((title, media, site.path(*path, file=f"feed.{ending}")) for ending, media in FORMATS.items())
