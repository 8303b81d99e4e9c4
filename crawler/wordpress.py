"""Bytes of a WordPress REST answer → what it lists; and the address to ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.article import Listed
from crawler.dates import parse_date
from crawler.feeds import language_code, plain_names
from crawler.html_text import clean_line, html_to_text
from crawler.urls import canonical_url

_FIELDS = "link,date,date_gmt,modified_gmt,title,content,excerpt,lang,_links,_embedded"
_EMBEDDED = "author,wp:term"
_ASKED = ("per_page", "page", "orderby", "order", "_embed", "_fields")


def api_url(url: str, per_page: int, page: int) -> str:
    """Return the address of one page of posts, newest first.

    `url` is a collection (`…/wp-json/wp/v2/posts`, `…?rest_route=/wp/v2/news`) or the root of a site; its own
    parameters (a category) stay. `per_page` is 1 to 100, `page` counts from 1.
    """
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in _ASKED]
    is_collection = "/wp-json/" in parts.path or any(name == "rest_route" for name, _ in query)
    path = parts.path if is_collection else parts.path.rstrip("/") + "/wp-json/wp/v2/posts"
    asked = (str(per_page), str(page), "date", "desc", _EMBEDDED, _FIELDS)
    return urlunsplit(
        (parts.scheme, parts.netloc, path, urlencode([*query, *zip(_ASKED, asked, strict=True)], safe="/,:"), "")
    )


def parse_wordpress(body: bytes, url: str) -> tuple[Listed, ...]:
    """Return what a WordPress REST collection lists, in its order; () for anything else, never raises."""
    try:
        posts = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ()
    if not isinstance(posts, list):  # an error is an object with code and message
        return ()
    read = (_listed(post, url) for post in posts if isinstance(post, dict))
    return tuple(listed for listed in read if listed)


def _listed(post: Mapping[str, Any], url: str) -> Listed | None:
    link = post.get("link")
    address = canonical_url(link, url) if isinstance(link, str) and link else None
    if not address:
        return None
    language = language_code(post.get("lang"))  # set by Polylang and WPML
    published = parse_date(_text(post, "date_gmt") or _text(post, "date"), None)
    updated = parse_date(_text(post, "modified_gmt"), None)
    return Listed(
        url=address,
        title=clean_line(_text(post, "title")) or None,
        published=published[0] if published else None,
        precision=published[1] if published else None,
        updated=updated[0] if updated else None,
        language=language,
        text=html_to_text(_text(post, "content")) or html_to_text(_text(post, "excerpt")) or None,
        author=next(iter(_embedded(post, "author")), None),
        categories=_embedded(post, "wp:term"),
    )


def _embedded(post: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the names of what is embedded in a post: its authors, or its categories and tags (lists of lists)."""
    embedded = post.get("_embedded")
    found = embedded.get(name) if isinstance(embedded, dict) else None
    parts = found if isinstance(found, list) else []
    flat = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return plain_names(one.get("name") for one in flat if isinstance(one, dict))


def _text(post: Mapping[str, Any], name: str) -> str:
    """Return a field's text, plain or under `rendered`; protected content is empty."""
    value = post.get(name)
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""
