"""A feed → RSS 2.0 and Atom (RFC 4287), in UTF-8, with archive paging (RFC 5005) and a hub (WebSub)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from digest.feed import Feed, FeedEntry

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
_NAMESPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:fh": HISTORY,
}
RSS_TYPE, ATOM_TYPE = "application/rss+xml", "application/atom+xml"


def write_rss(feed: Feed) -> bytes:
    """Return a feed as RSS 2.0. Descriptions are text, whole entries escaped HTML; an unknown date is left out."""
    root = ElementTree.Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = _under(root, "channel")
    _under(channel, "title", feed.title)
    _under(channel, "link", feed.site)
    _under(channel, "description", f"{feed.title} · {feed.subtitle}")
    _under(channel, "language", feed.language)
    _under(channel, "lastBuildDate", format_datetime(feed.updated, usegmt=True))
    for attributes in _links(feed, RSS_TYPE):
        _under(channel, "atom:link", attributes=attributes)
    if _is_archived(feed):
        _under(channel, "fh:archive")
    for entry in feed.entries:
        _item(channel, entry)
    return _bytes(root)


def write_atom(feed: Feed) -> bytes:
    """Return a feed as Atom.

    A story whose date nobody knows has no `published`; `updated`, which Atom demands, is when it was last seen new.
    """
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xmlns:fh": HISTORY, "xml:lang": feed.language})
    _under(root, "id", feed.id)
    _under(root, "title", feed.title)
    _under(root, "subtitle", feed.subtitle)
    _under(root, "updated", _timestamp(feed.updated))
    _under(root, "link", attributes={"rel": "alternate", "type": "text/html", "href": feed.site})
    for attributes in _links(feed, ATOM_TYPE):
        _under(root, "link", attributes=attributes)
    if _is_archived(feed):
        _under(root, "fh:archive")
    _under(_under(root, "author"), "name", "citydesk")
    for entry in feed.entries:
        _atom_entry(root, entry, feed.language)
    return _bytes(root)


def _item(channel: ElementTree.Element, entry: FeedEntry) -> None:
    one = _under(channel, "item")
    _under(one, "title", _without_markup(entry.title))
    if entry.url or entry.page:
        _under(one, "link", entry.url or entry.page)
    _under(one, "guid", entry.id, {"isPermaLink": "false"})
    if entry.published:
        _under(one, "pubDate", format_datetime(entry.published.astimezone(UTC), usegmt=True))
    _under(one, "dcterms:modified", _timestamp(entry.updated))
    _under(one, "description", _without_markup(entry.summary or entry.title))
    _under(one, "content:encoded", entry.content)
    _under(one, "dc:creator", entry.author)
    for category in entry.categories:
        _under(one, "category", category)


def _atom_entry(root: ElementTree.Element, entry: FeedEntry, language: str) -> None:
    one = _under(root, "entry", attributes={"xml:lang": entry.language})
    _under(one, "id", entry.id)
    _under(one, "title", entry.title)
    if entry.url:
        _under(one, "link", attributes={"rel": "alternate", "href": entry.url})
    if entry.page:
        attributes = {"rel": "related" if entry.url else "alternate", "type": "text/html", "href": entry.page}
        _under(one, "link", attributes=attributes)
    if entry.published:
        _under(one, "published", _timestamp(entry.published))
    _under(one, "updated", _timestamp(entry.updated))
    _under(_under(one, "author"), "name", entry.author)
    for category in entry.categories:
        _under(one, "category", attributes={"term": category})
    if entry.summary:
        _under(one, "summary", entry.summary)
    _under(one, "content", entry.content, {"type": "html", "xml:lang": language})


def _links(feed: Feed, kind: str) -> list[dict[str, str]]:
    """Return the links of a feed to itself, its other parts and its hub."""
    paging = feed.paging
    if paging is None:
        return []
    addresses = {
        "self": paging.own,
        "current": paging.current,
        "prev-archive": paging.older,
        "next-archive": paging.newer,
    }
    links = [{"rel": rel, "type": kind, "href": href} for rel, href in addresses.items() if href]
    return links + ([{"rel": "hub", "href": paging.hub}] if paging.hub else [])


def _is_archived(feed: Feed) -> bool:
    return feed.paging is not None and feed.paging.current is not None


def _without_markup(title: str) -> str:
    """Escape what readers would take for a tag: RSS never said whether a title is text or HTML."""
    return title.replace("<", "&lt;").replace(">", "&gt;")


def _timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _under(
    parent: ElementTree.Element, name: str, text: str | None = None, attributes: dict[str, str] | None = None
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes or {})
    child.text = text
    return child


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
