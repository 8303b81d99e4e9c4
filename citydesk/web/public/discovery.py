"""What machines look for first: robots.txt, the sitemap, the list of all feeds as OPML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

from citydesk.archive.health import cities_with_sources
from citydesk.archive.publications import publications, told_stories
from citydesk.archive.stories import load_some
from citydesk.archive.subjects import last_told
from citydesk.web.public.about import all_feeds
from citydesk.web.public.document import TEXT, XML, Document
from citydesk.web.public.languages import LANGUAGES
from citydesk.web.public.site import Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
MOST_STORIES = 5000  # in a sitemap: with four languages less than half of the 50,000 addresses it may have
PROSE = ("about", "webmasters", "privacy", "feeds", "issues", "cities", "topics", "projects")


def robots(site: Site) -> Document:
    """Return who may read what: everyone everything but the desk, and searches, which are endless."""
    root = site.root
    lines = ["User-agent: *", f"Disallow: {root}desk"]
    lines += [f"Disallow: {site.path('search', language=one)}" for one in LANGUAGES]
    lines.append(f"Sitemap: {site.base}sitemap.xml")
    return Document(body=("\n".join(lines) + "\n").encode(), media=TEXT)


def sitemap(site: Site) -> Document:
    """Return the addresses of all pages worth finding, each in all languages."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for parts, modified in _pages(site):
        for language in LANGUAGES:
            one = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(one, "loc").text = site.address(site.path(*parts, language=language))
            if modified:
                ElementTree.SubElement(one, "lastmod").text = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
            for other in LANGUAGES:
                href = site.address(site.path(*parts, language=other))
                ElementTree.SubElement(one, "xhtml:link", {"rel": "alternate", "hreflang": other, "href": href})
    return Document(body=_xml(root), media=XML)


def opml(site: Site) -> Document:
    """Return all feeds as OPML 2.0, for feed readers that take them all at once."""
    root = ElementTree.Element("opml", {"version": "2.0"})
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = "citydesk"
    body = ElementTree.SubElement(root, "body")
    for heading, rows in all_feeds(site):
        group = ElementTree.SubElement(body, "outline", {"text": heading, "title": heading})
        for title, path, links in rows:
            attributes = {
                "type": "rss",
                "text": title,
                "title": title,
                "xmlUrl": site.address(next(link for _, media, link in links if "atom" in media)),
                "htmlUrl": site.address(path),
                "language": site.language,
            }
            ElementTree.SubElement(group, "outline", attributes)
    return Document(body=_xml(root), media="text/x-opml; charset=utf-8")


def _pages(site: Site) -> Iterator[tuple[tuple[str, ...], datetime | None]]:
    yield (), None
    for name in PROSE:
        yield (name,), None
    found = publications(site.archive)
    for edition in dict.fromkeys(one.edition for one in found):
        yield ("editions", edition), None
    for one in found:
        yield ("issues", one.issue), one.published_at
    vocabulary = site.settings.vocabulary
    newest = last_told(site.archive, "city", [one.id for one in vocabulary.cities])
    for id in sorted(newest.keys() | cities_with_sources(site.archive)):
        yield ("cities", id), newest.get(id)
    for id, when in sorted(last_told(site.archive, "topic", [one.id for one in vocabulary.topics]).items()):
        yield ("topics", id), when
    for id, when in sorted(last_told(site.archive, "project", [one.key for one in vocabulary.projects]).items()):
        yield ("projects", id), when
    told = [story for story, _ in load_some(site.archive, told_stories(site.archive))]
    for story in sorted(told, key=lambda one: one.last_published, reverse=True)[:MOST_STORIES]:
        yield ("stories", story.id), story.last_published


def in_language(site: Site, language: str) -> Site:
    """Return the same site in another language."""
    return replace(site, language=language)


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
