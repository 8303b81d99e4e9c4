"""Sources → an OPML 2.0 file and back: the form in which feed readers exchange their lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from crawler.article import Source
from crawler.html_text import clean_line, strip_controls
from crawler.urls import canonical_url

MAX_OUTLINES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed in an OPML file."""

    title: str
    url: str
    language: str | None = None


def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """Return an OPML file: feeds as `type="rss"`, what feed readers can't read as `type="link"`."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = strip_controls(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        told = {"text": source.name, "title": source.name, "type": "rss" if source.kind == "feed" else "link"}
        told["xmlUrl" if source.kind == "feed" else "url"] = source.url
        if source.language:
            told["language"] = source.language
        etree.SubElement(body, "outline", {name: strip_controls(value) for name, value in told.items()})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Return the feeds of an OPML file, each address once; ValueError when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError(f"is no OPML: {error}") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise ValueError("is no OPML: its first element is not opml")
    found: dict[str, Outline] = {}
    for outline in list(root.iter("outline"))[:MAX_OUTLINES]:
        told = {name.lower(): value for name, value in outline.attrib.items()}
        address = canonical_url(told.get("xmlurl", ""))
        if address:
            name = clean_line(told.get("title") or told.get("text")) or address
            found.setdefault(address, Outline(title=name[:200], url=address, language=told.get("language")))
    return tuple(found.values())
