"""Bytes of a feed (RSS, Atom, RDF or JSON Feed) → what it lists, its title and language, or why it can't be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from crawler.article import Listed
from crawler.dates import Moment, is_bare_year, parse_date
from crawler.html_text import clean_line, html_to_text
from crawler.urls import canonical_url

# <link uri="at://…">https://…</link>: feedparser would take the attribute for the link.
_AT_PROTOCOL = re.compile(rb"(<link\b[^<>]{0,200}?)\suri=([\"'])at:[^\"'<>]*\2")
_MAX_NAME = 120  # characters of an author or a category
MAX_ENTRIES = 1000  # the largest feed of the catalogue lists 300; more is an archive or an attack


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead:
    """What a feed says. `listed` have an address to follow, `unaddressed` none (their url is "")."""

    listed: tuple[Listed, ...] = ()
    unaddressed: tuple[Listed, ...] = ()
    title: str = ""
    language: str | None = None  # as declared, ISO 639-1
    built: datetime | None = None  # when the feed says it was made
    older: str | None = None  # the address of its next page (RFC 5005, JSON Feed); None = there is none
    problem: str | None = None  # None = read as a feed, perhaps an empty one


def parse_feed(body: bytes, url: str, content_type: str = "") -> FeedRead:
    """Return what a feed lists, in its order; never raises, whatever the bytes.

    `url` resolves relative links, `content_type` is the HTTP header. Text is that of the fullest element.
    """
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip():
        return FeedRead(problem="empty body")
    if start.startswith((b"{", b"[")):
        return _read_json_feed(body, url)
    return _read_xml_feed(body, url, content_type)


def language_code(declared: object) -> str | None:
    """Return ISO 639-1 for a declared language (`de-AT`, `nb`, `EN_us`), or None."""
    found = re.match(r"\s*([a-zA-Z]{2})(?![a-zA-Z])", declared) if isinstance(declared, str) else None
    if not found:
        return None
    code = found[1].lower()
    return "no" if code in ("nb", "nn") else code


def _read_xml_feed(body: bytes, url: str, content_type: str) -> FeedRead:
    import feedparser  # 0.1 s, and only feeds need it

    headers = {"content-location": url, "content-type": _xml_type(body, content_type)}
    try:
        # A stream, never bytes: feedparser would take bytes for a file name, text for an address.
        parsed = feedparser.parse(
            BytesIO(_AT_PROTOCOL.sub(rb"\1", body)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it documents none; ValueError, LookupError, AssertionError were seen
        return FeedRead(problem=f"not readable as a feed: {type(error).__name__}")
    feed, entries = parsed.get("feed", {}), parsed.get("entries", [])
    if not parsed.get("version") and not entries:
        return FeedRead(problem=_why_no_feed(body))
    language = language_code(feed.get("language"))
    listed = [_listed_from_entry(entry, url, language) for entry in entries[:MAX_ENTRIES]]
    broken = parsed.get("bozo") and not entries and "SAX" in type(parsed.get("bozo_exception")).__name__
    problem = "ill-formed before the first entry" if broken else None
    built = _moment(feed, ("updated", "published"), language)
    read = _feed_read(listed, clean_line(feed.get("title")), language, problem)
    return replace(read, built=built and built[0], older=_next_link(feed, url))


def _next_link(feed: Mapping[str, Any], url: str) -> str | None:
    links = [link.get("href") for link in feed.get("links") or () if link.get("rel") == "next"]
    return canonical_url(links[0], url) if links and isinstance(links[0], str) and links[0] else None


def _xml_type(body: bytes, content_type: str) -> str:
    """Return a content type under which feedparser finds the true encoding.

    `text/xml` without charset would mean ASCII (RFC 3023), and servers declare Latin-1 for UTF-8: bytes
    that are UTF-8 beyond ASCII are UTF-8, whatever is declared.
    """
    try:
        is_utf8 = not body.isascii() and bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        is_utf8 = False
    if is_utf8 and b"\0" not in body:
        return "application/xml; charset=utf-8"
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]{2,40})", content_type, re.IGNORECASE)
    return f"application/xml; charset={charset[1]}" if charset else "application/xml"


def _why_no_feed(body: bytes) -> str:
    start = body[:1024].lower()
    return "a web page, not a feed" if b"<html" in start or b"<!doctype html" in start else "not a feed"


def _listed_from_entry(entry: Mapping[str, Any], url: str, feed_language: str | None) -> Listed:
    title_detail = entry.get("title_detail") or {}
    language = language_code(title_detail.get("language")) or feed_language
    updated = _moment(entry, ("updated",), language)
    published = _moment(entry, ("published", "created"), language) or updated
    texts = [part.get("value") for part in entry.get("content") or ()]
    return _listed(
        address=_link(entry, url),
        title=entry.get("title"),
        published=published,
        updated=updated,
        language=language,
        texts=[*texts, entry.get("summary"), entry.get("description")],
        author=entry.get("author"),
        categories=[tag.get("label") or tag.get("term") for tag in entry.get("tags") or ()],
    )


def _link(entry: Mapping[str, Any], url: str) -> str:
    """Return the entry's address: its link, else its first alternate, else an id that is an address."""
    links = [link.get("href") for link in entry.get("links") or () if link.get("rel") == "alternate"]
    for candidate in (entry.get("link"), *links):
        if isinstance(candidate, str) and candidate and (address := canonical_url(candidate, url)):
            return address
    identifier = entry.get("id")
    return (canonical_url(identifier) or "") if isinstance(identifier, str) else ""


def _moment(entry: Mapping[str, Any], names: Iterable[str], language: str | None) -> Moment | None:
    """Return the first readable date of an entry: read by us (named zones), else by feedparser."""
    own = dict(entry)  # feedparser's own get() gives the date of publication for a missing one of change
    for name in names:
        raw = own.get(name)
        if isinstance(raw, str) and is_bare_year(raw):
            continue
        if isinstance(raw, str) and (moment := parse_date(raw, language)):
            return moment
        if parsed := own.get(f"{name}_parsed"):
            try:
                year, month, day, hour, minute, second = parsed[:6]
                return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC), "minute"
            except (ValueError, TypeError):
                continue
    return None


def _listed(
    *,
    address: str,
    title: object,
    published: Moment | None,
    updated: Moment | None,
    language: str | None,
    texts: Iterable[object],
    author: object = None,
    categories: Iterable[object] = (),
) -> Listed:
    plain = [html_to_text(text) for text in texts if isinstance(text, str)]
    return Listed(
        url=address,
        title=(clean_line(title) if isinstance(title, str) else "") or None,
        published=published[0] if published else None,
        precision=published[1] if published else None,
        updated=updated[0] if updated else None,
        language=language,
        text=max(plain, key=len, default="") or None,
        author=next(iter(plain_names([author])), None),
        categories=plain_names(categories),
    )


def plain_names(names: Iterable[object]) -> tuple[str, ...]:
    """Return names of people or sections as short clean lines, each once, twenty at most."""
    lines = (clean_line(name[: _MAX_NAME * 2])[:_MAX_NAME] for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(line for line in lines if line))[:20]


def _feed_read(listed: Iterable[Listed], title: str, language: str | None, problem: str | None) -> FeedRead:
    entries = tuple(listed)
    return FeedRead(
        listed=tuple(entry for entry in entries if entry.url),
        unaddressed=tuple(entry for entry in entries if not entry.url),
        title=title,
        language=language,
        problem=problem,
    )


def _read_json_feed(body: bytes, url: str) -> FeedRead:
    """Read JSON Feed 1.0 or 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return FeedRead(problem="ill-formed json")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return FeedRead(problem="json, but not a JSON Feed")
    language = language_code(feed.get("language"))
    title = clean_line(feed["title"]) if isinstance(feed.get("title"), str) else ""
    entries = [entry for entry in items[:MAX_ENTRIES] if isinstance(entry, dict)]
    read = _feed_read((_listed_from_json(entry, url, language) for entry in entries), title, language, None)
    older = feed.get("next_url")
    return replace(read, older=canonical_url(older, url) if isinstance(older, str) and older else None)


def _listed_from_json(entry: Mapping[str, Any], url: str, feed_language: str | None) -> Listed:
    language = language_code(entry.get("language")) or feed_language
    dates = {name: entry.get(f"date_{name}") for name in ("published", "modified")}
    published, updated = (
        parse_date(raw, language) if isinstance(raw := dates[name], str) and not is_bare_year(raw) else None
        for name in ("published", "modified")
    )
    links = [link for link in (entry.get("url"), entry.get("id"), entry.get("external_url")) if isinstance(link, str)]
    addresses = (canonical_url(link, url) for link in links if "/" in link)
    return _listed(
        address=next((address for address in addresses if address), ""),
        title=entry.get("title"),
        published=published or updated,
        updated=updated,
        language=language,
        texts=[entry.get("content_html"), entry.get("content_text"), entry.get("summary")],
        author=_json_author(entry),
        categories=tags if isinstance(tags := entry.get("tags"), list) else (),
    )


def _json_author(entry: Mapping[str, Any]) -> object:
    authors = entry.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else entry.get("author")
    return first.get("name") if isinstance(first, dict) else None
