"""The tree of a page → what it declares about itself: titles, names of the site, dates, language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from crawler.feeds import language_code
from crawler.html_text import clean_line, element_text

_MAX_NODES = 2000  # of JSON-LD: real pages stay under 300
_ARTICLES = ("article", "posting", "report", "pressrelease", "webpage", "event")  # schema.org types, best first
_DATE_NAMES = (
    "article:published_time", "datepublished", "article:published", "og:published_time", "published_time",
    "publication_date", "publish-date", "publishdate", "pubdate", "date.issued", "dcterms.issued", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "dcterms.available", "citation_publication_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "created", "date", "pubdate", "last-published",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page declares about itself. Texts are single clean lines, "" = not declared."""

    title_tag: str
    social_title: str  # og:title, else twitter:title
    schema_title: str  # headline of the article in JSON-LD or microdata
    headings: tuple[str, ...]  # h1, those of the article before those of the page's head
    site_names: tuple[str, ...]
    dates: tuple[str, ...]  # as declared, the most trustworthy first
    language: str | None
    addresses: tuple[str, ...]  # where it says it is: rel=canonical, og:url
    is_article: bool  # declared as one article by JSON-LD: a headline and a date


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what a page declares about itself; hostile or broken declarations read as absent."""
    nodes = list(_schema_nodes(tree))
    metas = _metas(tree)
    headings = _headings(tree)
    article = _best_node(nodes, {heading.casefold() for heading in (*headings, metas.get("og:title", ""))})
    names = [metas.get(name, "") for name in _SITE_NAMES]
    names += [_name(node.get("publisher")) for node in nodes] + [_name(node) for node in nodes if _is_site(node)]
    dates = [_text(article.get("datePublished"))] + [metas.get(name, "") for name in _DATE_NAMES]
    dates += [
        str(value) for value in tree.xpath("//*[@itemprop='datePublished']/@*[name()='content' or name()='datetime']")
    ]
    return Metadata(
        title_tag=clean_line(str(tree.xpath("string(//head/title)")) or str(tree.xpath("string(//title)"))),
        social_title=metas.get("og:title") or metas.get("twitter:title", ""),
        schema_title=clean_line(_text(article.get("headline")) or str(tree.xpath("string(//*[@itemprop='headline'])"))),
        headings=headings,
        site_names=tuple(dict.fromkeys(name for name in map(clean_line, names) if name)),
        dates=tuple(dict.fromkeys(date.strip() for date in dates if date.strip())),
        language=language_code(tree.get("lang") or tree.get("xml:lang") or metas.get("og:locale")),
        addresses=tuple(dict.fromkeys(one for one in (_canonical(tree), metas.get("og:url", "")) if one)),
        is_article=bool(_text(article.get("headline")) and _text(article.get("datePublished"))),
    )


def _canonical(tree: HtmlElement) -> str:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((href.strip() for link in links if (href := link.get("href"))), "")


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each <meta> by its name in lower case."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = clean_line(meta.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(attribute)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _headings(tree: HtmlElement) -> tuple[str, ...]:
    inside = "boolean(ancestor::main or ancestor::article or ancestor::*[@role='main'])"
    outside = "boolean(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::dialog)"
    ranked = [
        (bool(node.xpath(outside)), not node.xpath(inside), order, clean_line(element_text(node)))
        for order, node in enumerate(tree.xpath("//h1")[:20])
    ]
    return tuple(text for *_, text in sorted(ranked) if text)


def _schema_nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of the page's JSON-LD, breadth first."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            queue = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for count, value in enumerate(queue):
            if count > _MAX_NODES:
                break
            if isinstance(value, dict):
                yield value
            children = value.values() if isinstance(value, dict) else value
            queue.extend(child for child in children if isinstance(child, dict | list))


def _best_node(nodes: list[Mapping[str, Any]], titles: set[str]) -> Mapping[str, Any]:
    """Return the object that describes the page's article: the one with its title, else the first of the best type."""

    def rank(node: Mapping[str, Any]) -> tuple[bool, int]:
        kind = _types(node)
        place = next((place for place, name in enumerate(_ARTICLES) if name in kind), len(_ARTICLES))
        return clean_line(_text(node.get("headline"))).casefold() not in titles, place

    dated = [
        node for node in nodes if rank(node)[1] < len(_ARTICLES) and ("datePublished" in node or "headline" in node)
    ]
    return min(dated, key=rank, default={})


def _types(node: Mapping[str, Any]) -> str:
    return str(node.get("@type", "")).lower()[:200]


def _is_site(node: Mapping[str, Any]) -> bool:
    return any(name in _types(node) for name in ("website", "organization", "government"))


def _name(node: object) -> str:
    return _text(node.get("name")) if isinstance(node, dict) else ""


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""
