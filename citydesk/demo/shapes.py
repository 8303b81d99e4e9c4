"""Where each site of the demo web keeps what: the addresses a crawler has to know, by site key."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.article import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The addresses of one site, relative to its host, and the bytes it speaks."""

    kind: SourceKind
    index: str  # what is crawled
    article: str  # holds `{slug}`
    feed: str | None = None
    feed_media_type: str = "application/rss+xml"
    listing: str | None = None  # an HTML page that lists the articles
    charset: str = "utf-8"
    is_charset_in_header: bool = True
    has_robots: bool = True
    link_selector: str | None = None  # for the Source; None = the crawler finds the links by rule


SHAPES = {
    "athens": Shape(
        kind="listing",
        index="/news.asp",
        listing="/news.asp",
        article="/article.asp?id={slug}",
        charset="iso8859-7",
        is_charset_in_header=False,
        link_selector="td.nea a.titlos",
    ),
    "barcelona": Shape(kind="sitemap", index="/sitemap.xml", article="/noticies/{slug}"),
    "dresden": Shape(
        kind="listing",
        index="/de/rathaus/aktuelles/pressemitteilungen.php",
        listing="/de/rathaus/aktuelles/pressemitteilungen.php",
        article="/de/rathaus/aktuelles/pressemitteilungen/{slug}.php",
        link_selector="div.news-list-view h3 a",
    ),
    "ghent": Shape(
        kind="feed",
        index="/nl/nieuws/rss",
        feed="/nl/nieuws/rss",
        listing="/nl/nieuws",
        article="/nl/nieuws/{slug}",
    ),
    "helsinki": Shape(
        kind="listing",
        index="/uutiset",
        listing="/uutiset",
        article="/uutiset/{slug}",
        has_robots=False,
    ),
    "milan": Shape(kind="listing", index="/comunicati", listing="/comunicati", article="/-/{slug}"),
    "nantes": Shape(
        kind="feed",
        index="/feed.json",
        feed="/feed.json",
        feed_media_type="application/feed+json",
        listing="/actualites",
        article="/actualites/{slug}",
    ),
    "network": Shape(
        kind="wordpress",
        index="/wp-json/wp/v2/posts",
        feed="/feed/",
        listing="/latest/",
        article="/latest/{slug}/",
    ),
    "solidarity": Shape(
        kind="listing",
        index="/index.php/news",
        listing="/index.php/news",
        article="/index.php/news/{slug}",
        link_selector="div.blog h2.item-title a",
    ),
    "valencia": Shape(
        kind="feed",
        index="/actualidad/atom.xml",
        feed="/actualidad/atom.xml",
        feed_media_type="application/atom+xml",
        listing="/actualidad",
        article="/actualidad/{slug}",
    ),
}
