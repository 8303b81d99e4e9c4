"""Sitemaps: indexes, news, gzip and plain lists, and what hostile ones do."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Listed
from crawler.sitemap import MAX_BYTES, SitemapRead, parse_sitemap

_URL = "https://www.city.example/sitemap.xml"
_NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://www.city.example/tram.jpg</image:loc><image:title>Picture</image:title></image:image>
<loc>https://www.city.example/news/tram</loc><lastmod>2026-11-21</lastmod>
<news:news><news:publication><news:name>City</news:name><news:language>fi</news:language></news:publication>
<news:publication_date>2026-11-20T10:00:00+02:00</news:publication_date><news:title>Raitiotie &amp; silta</news:title>
</news:news></url>
<url><loc>/news/bridge</loc></url><url><loc>https://elsewhere.example/x</loc></url><url><lastmod>2026</lastmod></url></urlset>"""
_READ = SitemapRead(
    listed=(
        Listed(
            url="https://www.city.example/news/tram",
            title="Raitiotie & silta",
            published=datetime(2026, 11, 20, 8, tzinfo=UTC),
            precision="minute",
            updated=datetime(2026, 11, 21, tzinfo=UTC),
            language="fi",
        ),
        Listed(url="https://www.city.example/news/bridge"),
    )
)


@pytest.mark.parametrize("body", [_NEWS, gzip.compress(_NEWS)], ids=["plain", "gzip"])
def test_news_sitemap_lists_title_date_and_language(body: bytes) -> None:
    assert parse_sitemap(body, _URL) == _READ


def test_index_names_its_children() -> None:
    body = b"<sitemapindex><sitemap><loc>https://city.example/a.xml.gz</loc></sitemap></sitemapindex>"
    assert parse_sitemap(body, _URL) == SitemapRead(children=("https://city.example/a.xml.gz",))


def test_list_of_addresses_is_a_sitemap() -> None:
    body = b"\xef\xbb\xbfhttps://city.example/1\r\nhttps://city.example/2\r\n"
    assert [one.url for one in parse_sitemap(body, _URL).listed] == ["https://city.example/1", "https://city.example/2"]


def test_sitemap_cut_off_gives_what_came() -> None:
    assert [one.url for one in parse_sitemap(_NEWS[: _NEWS.index(b"<url><loc>/news")], _URL).listed] == [
        "https://www.city.example/news/tram"
    ]


@pytest.mark.parametrize("body", [b"", b"<html><body>Not found</body></html>", b"\x00\x01", b"Not found"])
def test_what_is_no_sitemap_says_so(body: bytes) -> None:
    assert parse_sitemap(body, _URL).problem is not None


def test_bombs_are_refused() -> None:
    assert parse_sitemap(gzip.compress(b"<urlset>" + b" " * (MAX_BYTES + 1)), _URL).problem is not None
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    bomb = (
        b'<!DOCTYPE x [<!ENTITY e0 "boom">'
        + entities
        + b"]><urlset><url><loc>https://city.example/&e9;</loc></url></urlset>"
    )
    assert all(len(one.url) < 100 for one in parse_sitemap(bomb, _URL).listed)


def test_external_entity_is_not_read() -> None:
    body = b"""<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname">]>
    <urlset><url><loc>https://city.example/&f;</loc></url></urlset>"""
    assert [one.url for one in parse_sitemap(body, _URL).listed] in ([], ["https://city.example/"])


@given(st.one_of(st.binary(), st.binary().map(gzip.compress), st.binary().map(lambda tail: _NEWS[:300] + tail)))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    assert isinstance(parse_sitemap(body, _URL), SitemapRead)
