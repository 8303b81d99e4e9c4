"""A source's page is read by its kind, and only fit validators are kept."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.answer import conditions, read_source, unpack, validators_of
from crawler.article import Page, Source, SourceKind

ANSWER = Page(
    url="https://gent.be/x",
    final_url="https://www.gent.be/x",
    source="ghent",
    fetched_at=datetime(2026, 11, 16, tzinfo=UTC),
    status=200,
    headers=(("content-type", 'text/html; charset="ISO-8859-7"'), ("etag", 'W/"1"'), ("last-modified", "now\r\nX: y")),
    body=b"",
)
LISTING = (
    "<ul>" + "".join(f'<li><h3><a href="/n{n}">Νέα του Δήμου Αθηναίων {n}</a></h3></li>' for n in range(3)) + "</ul>"
)
FEED = b'<rss version="2.0"><channel><item><link>/n0</link></item></channel></rss>'
SITEMAP = b"<urlset><url><loc>/n0</loc></url></urlset>"
INDEX = b"<sitemapindex><sitemap><loc>/map.xml</loc></sitemap></sitemapindex>"


def source(kind: SourceKind) -> Source:
    return Source(key="ghent", name="Stad Gent", url="https://gent.be/x", kind=kind, owner="city")


@pytest.mark.parametrize(
    ("kind", "body", "listed", "children"),
    [
        ("feed", FEED, ["https://www.gent.be/n0"], ()),
        ("sitemap", SITEMAP, ["https://www.gent.be/n0"], ()),
        ("sitemap", INDEX, [], ("https://www.gent.be/map.xml",)),
        ("wordpress", b'[{"link": "https://gent.be/n0"}]', ["https://gent.be/n0"], ()),
        ("wordpress", b" []", [], ()),
        ("listing", b"<p>nothing</p>", [], ()),
    ],
)
def test_answer_is_read_by_the_kind_of_its_source(
    kind: SourceKind, body: bytes, listed: list[str], children: tuple[str, ...]
) -> None:
    answer = read_source(replace(ANSWER, body=body), source(kind))
    assert ([entry.url for entry in answer.listed], answer.children) == (listed, children)


def test_listing_is_read_in_the_charset_of_its_header() -> None:
    answer = read_source(replace(ANSWER, body=LISTING.encode("iso-8859-7")), source("listing"))
    assert answer.listed[0].title == "Νέα του Δήμου Αθηναίων 0"


@pytest.mark.parametrize("kind", ["feed", "sitemap", "wordpress", "drupal"])
def test_page_of_another_kind_is_unreadable(kind: SourceKind) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_source(replace(ANSWER, body=b"<!doctype html><title>Cookies</title>"), source(kind))


def test_gzip_files_are_unpacked_within_the_limit() -> None:
    assert unpack(gzip.compress(b"x" * 1000), 1000) == b"x" * 1000
    assert unpack(b"plain", 1) == b"plain"
    with pytest.raises(ValueError, match="the answer is too large"):
        unpack(gzip.compress(b"x" * 1001), 1000)
    with pytest.raises(ValueError, match="the gzip file is damaged"):
        unpack(b"\x1f\x8b\x08damaged", 1000)


def test_validators_are_kept_only_when_they_fit_a_header() -> None:
    assert validators_of(ANSWER) == ('W/"1"', None)
    assert validators_of(replace(ANSWER, headers=(("etag", "x" * 501), ("last-modified", "demain à 8 h")))) == (
        None,
        None,
    )


def test_conditions_name_what_is_known() -> None:
    assert conditions(('"1"', "Mon, 16 Nov 2026 06:00:00 GMT")) == {
        "If-None-Match": '"1"',
        "If-Modified-Since": "Mon, 16 Nov 2026 06:00:00 GMT",
    }
    assert conditions((None, None)) == {}
