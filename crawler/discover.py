"""A site's page and robots.txt → addresses that may list its news; an answer → what kind of source it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.answer import unpack
from crawler.article import Page, Source, SourceKind
from crawler.html_text import clean_line, decode_html, element_text, parse_html
from crawler.urls import canonical_url, is_same_site

MAX_CANDIDATES = 24
_MAX_BYTES = 8 << 20
_FEED_TYPES = ("rss+xml", "atom+xml", "rdf+xml", "feed+json")
_FEED_LINK = re.compile(r"(?:^|[/?=&._-])(?:rss|atom|feed|feeds)(?:$|[/?=&._-])", re.IGNORECASE)
_NEWS_WORDS = re.compile(
    r"(?:all |latest )?news(?:room)?|press(?: releases?)?|aktuelles|aktuell|nachrichten|presse(?:mitteilungen)?|"
    r"meldungen|actualités?|communiqués(?: de presse)?|noticias|actualidad|actualitat|notícies|notizie|novità|"
    r"comunicati(?: stampa)?|notícias|atualidade|nieuws|persberichten|nyheter|nyheder|uutiset|ajankohtaista|uudised|"
    r"jaunumi|ziņas|naujienos|aktualności|wiadomości|aktuality|zprávy|tlačové správy|novice|novosti|vijesti|vesti|"
    r"hírek|știri|noutăți|comunicate|новини|новости|νέα|ανακοινώσεις|δελτία τύπου|haberler|duyurular|albistak|nuachta?",
    re.IGNORECASE,
)
_WELL_KNOWN: tuple[tuple[SourceKind, str], ...] = (
    ("feed", "/feed/"),
    ("feed", "/rss.xml"),
    ("feed", "/rss"),
    ("feed", "/feed.xml"),
    ("feed", "/atom.xml"),
    ("feed", "/feed.json"),
    ("wordpress", "/wp-json/wp/v2/posts"),
    ("drupal", "/jsonapi/node/news"),
    ("drupal", "/jsonapi/node/article"),
    ("sitemap", "/news-sitemap.xml"),
    ("sitemap", "/sitemap.xml"),
)


def candidates(page: Page, robots: str) -> tuple[tuple[SourceKind, str], ...]:
    """Return (kind, address) of what may list a site's news, the likeliest first, each address once; none is proved.

    From the page: autodiscovery links, the WordPress API it names, links to feeds, links that say news; then the
    sitemaps of robots.txt, then well-known paths, then the page itself as a listing.
    """
    tree = parse_html(decode_html(page.body, ""))
    found: dict[str, SourceKind] = {}
    here = page.final_url
    told = [*(_from_page(tree, here) if tree is not None else ()), *_from_robots(robots), *_well_known(here)]
    for kind, href in [*told, ("listing", here)]:
        address = canonical_url(href, here)
        if address and is_same_site(address, here):
            found.setdefault(address, kind)
    return tuple((kind, address) for address, kind in found.items())[:MAX_CANDIDATES]


def kind_of(page: Page) -> SourceKind | None:
    """Return what kind of source an answer looks like, None where it is none of them."""
    try:
        start = unpack(page.body, _MAX_BYTES)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    except ValueError:
        return None
    if start.startswith((b"{", b"[")):
        return _kind_of_json(page.body)
    if re.search(rb"<(?:\w+:)?(?:rss|feed|RDF)\b", start):
        return "feed"
    if re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", start):
        return "sitemap"
    return "listing" if re.search(rb"<(?:!doctype html|html|head|body)\b", start, re.IGNORECASE) else None


def source_at(kind: SourceKind, url: str, key: str) -> Source:
    """Return a source that is to be tried."""
    return Source(key=key, name=key, url=url, kind=kind, owner="partner")


def site_name(page: Page) -> str:
    """Return what a page calls its site, else its title; "" when it says neither."""
    tree = parse_html(decode_html(page.body, ""))
    if tree is None:
        return ""
    named = str(tree.xpath("string(//meta[@property='og:site_name']/@content)"))
    return clean_line(named or str(tree.xpath("string(//title)")))[:100]


def _kind_of_json(body: bytes) -> SourceKind | None:
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if isinstance(told, list):
        return "wordpress"
    if not isinstance(told, dict):
        return None
    return "feed" if isinstance(told.get("items"), list) else "drupal" if isinstance(told.get("data"), list) else None


def _from_page(tree: HtmlElement, url: str) -> Iterator[tuple[SourceKind, str]]:
    for link in tree.xpath("//link[@href and @rel]"):
        rel, kind = link.get("rel").lower(), (link.get("type") or "").lower()
        if "alternate" in rel.split() and any(name in kind for name in _FEED_TYPES):
            yield "feed", link.get("href")
        if rel == "https://api.w.org/":
            yield "wordpress", urljoin(urljoin(url, link.get("href")), "wp/v2/posts")
    links = tree.xpath("//a[@href]")[:2000]
    yield from [("feed", one.get("href")) for one in links if _FEED_LINK.search(one.get("href"))][:4]
    yield from [("listing", one.get("href")) for one in links if _NEWS_WORDS.fullmatch(clean_line(element_text(one)))][
        :4
    ]


def _from_robots(robots: str) -> Iterator[tuple[SourceKind, str]]:
    lines = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", robots[: 512 << 10])
    yield from (("sitemap", line) for line in lines[:4])


def _well_known(url: str) -> Iterator[tuple[SourceKind, str]]:
    yield from ((kind, urljoin(url, path)) for kind, path in _WELL_KNOWN)
