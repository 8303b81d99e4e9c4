"""Bytes of a Drupal JSON:API collection → what it lists, and where its next page is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from crawler.article import Listed
from crawler.dates import parse_date
from crawler.feeds import language_code
from crawler.html_text import clean_line, html_to_text
from crawler.urls import canonical_url

MAX_NODES = 1000
_TEXT_FIELDS = ("body", "field_body", "field_text", "field_content", "field_lead", "field_lead_in", "field_summary")
_DATE_FIELDS = ("published_at", "field_published", "field_publication_date", "field_date", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrupalRead:
    """What a collection says."""

    listed: tuple[Listed, ...] = ()
    older: str | None = None  # the address of the next page
    problem: str | None = None  # None = read as a collection, perhaps an empty one


def parse_drupal(body: bytes, url: str) -> DrupalRead:
    """Return what a JSON:API collection of nodes lists, in its order; never raises, whatever the bytes.

    `url` is the collection's (`https://city.example/en/jsonapi/node/news`): its nodes' path aliases are taken to be
    below what stands before `/jsonapi`, as Drupal does with the prefix of a language.
    """
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return DrupalRead(problem="ill-formed json")
    nodes = told.get("data") if isinstance(told, dict) else None
    if not isinstance(nodes, list):
        return DrupalRead(problem="json, but not a JSON:API collection")
    read = (_listed(node, url) for node in nodes[:MAX_NODES] if isinstance(node, dict))
    return DrupalRead(listed=tuple(listed for listed in read if listed), older=_next(told, url))


def _next(told: Mapping[str, Any], url: str) -> str | None:
    links = told.get("links")
    link = links.get("next") if isinstance(links, dict) else None
    href = link.get("href") if isinstance(link, dict) else link
    return canonical_url(href, url) if isinstance(href, str) and href else None


def _listed(node: Mapping[str, Any], url: str) -> Listed | None:
    fields = node.get("attributes")
    if not isinstance(fields, dict) or fields.get("status") is False:
        return None
    address = _address(fields, url)
    if not address:
        return None
    published = next((found for name in _DATE_FIELDS if (found := parse_date(_text(fields.get(name)), None))), None)
    updated = parse_date(_text(fields.get("changed")), None)
    texts = [html_to_text(_text(fields.get(name))) for name in _TEXT_FIELDS]
    return Listed(
        url=address,
        title=clean_line(_text(fields.get("title"))) or None,
        published=published[0] if published else None,
        precision=published[1] if published else None,
        updated=updated[0] if updated else None,
        language=language_code(fields.get("langcode")),
        text=max(texts, key=len) or None,
    )


def _address(fields: Mapping[str, Any], url: str) -> str | None:
    """Return a node's address: its alias, else its number, both below the site or its part in one language."""
    path = fields.get("path")
    alias = path.get("alias") if isinstance(path, dict) else None
    number = fields.get("drupal_internal__nid")
    base = urlsplit(url).path.partition("/jsonapi")[0]
    if isinstance(alias, str) and alias.startswith("/"):
        return canonical_url(urljoin(url, quote(f"{base}{alias}", safe="/%?=&")))
    return canonical_url(urljoin(url, f"{base}/node/{number}")) if isinstance(number, int) else None


def _text(value: object) -> str:
    """Return a field's text: plain, or an object with `processed`, `value` or `summary`."""
    if isinstance(value, dict):
        return next(
            (part for name in ("processed", "value", "summary") if isinstance(part := value.get(name), str)), ""
        )
    return value if isinstance(value, str) else ""
