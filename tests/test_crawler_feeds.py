"""Feeds of every kind, well- and ill-formed, are read to the same list."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Listed
from crawler.feeds import FeedRead, language_code, parse_feed

_URL = "https://city.example/news/feed.xml"
_WHEN = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>City of Example</title><language>de-AT</language>
<item><title>Neue Linie &amp;amp; neue Brücke</title><link>/news/1?utm_source=rss</link>
<pubDate>Fri, 20 Nov 2026 09:30:00 CET</pubDate><description>Kurz.</description>
<content:encoded><![CDATA[<p>Die Stadt baut.</p><script>x()</script><p>Im Mai geht es los.</p>]]></content:encoded>
</item>
</channel></rss>"""

_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>City of Example</title>
<entry><title type="html">Neue Linie &amp;amp; neue Brücke</title><link href="https://city.example/news/1"/>
<published>2026-11-20T09:30:00+01:00</published>
<updated>2026-11-20T12:00:00Z</updated><summary>Kurz.</summary>
<content type="html">&lt;p&gt;Die Stadt baut.&lt;/p&gt;&lt;p&gt;Im Mai geht es los.&lt;/p&gt;</content>
</entry></feed>"""

_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>City of Example</title><dc:language>de</dc:language></channel>
<item><title>Neue Linie &amp; neue Brücke</title><link>https://city.example/news/1</link>
<dc:date>2026-11-20T08:30:00Z</dc:date>
<description>Die Stadt baut.&lt;br/&gt;&lt;br/&gt;&lt;p&gt;Im Mai geht es los.</description>
</item></rdf:RDF>"""

_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "City of Example",
        "language": "de",
        "items": [
            {
                "id": "1",
                "url": "/news/1",
                "title": "Neue Linie & neue Brücke",
                "content_html": "<p>Die Stadt baut.</p><p>Im Mai geht es los.</p>",
                "summary": "Kurz.",
                "date_published": "2026-11-20T09:30:00+01:00",
            }
        ],
    }
)


@pytest.mark.parametrize("text", [_RSS, _ATOM, _RDF, _JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_of_feed_lists_the_same(text: str) -> None:
    read = parse_feed(text.encode(), _URL)
    assert (read.title, read.language, read.problem, read.unaddressed) == ("City of Example", "de", None, ())
    assert [(one.url, one.title, one.published, one.precision, one.language, one.text) for one in read.listed] == [
        (
            "https://city.example/news/1",
            "Neue Linie & neue Brücke",
            _WHEN,
            "minute",
            "de",
            "Die Stadt baut.\n\nIm Mai geht es los.",
        )
    ]


def _entry(inside: str, encoding: str = "utf-8") -> FeedRead:
    text = f"<rss version='2.0'><channel><item><link>https://city.example/a</link>{inside}</item></channel></rss>"
    return parse_feed(text.encode(encoding), _URL)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Caf&eacute;&nbsp;A", "Café A"),
        ("R&amp;amp;D <![CDATA[<b>now</b>]]>", "R&D now"),
        ("a\u202eb\u0007c\u200b", "abc"),
        ("Caf\u0065\u0301", "Café"),
        ("  two \n lines ", "two lines"),
        ("Profit & loss", "Profit & loss"),
    ],
)
def test_title_is_one_clean_line(title: str, expected: str) -> None:
    assert [one.title for one in _entry(f"<title>{title}</title>").listed] == [expected]


@pytest.mark.parametrize("content_type", ["", "text/xml", "text/xml; charset=iso-8859-1", "text/html"])
def test_utf8_is_read_whatever_the_server_declares(content_type: str) -> None:
    assert parse_feed(_RSS.encode(), _URL, content_type).listed[0].title == "Neue Linie & neue Brücke"


def test_charset_of_the_server_is_used_where_the_bytes_are_not_utf8() -> None:
    text = "<rss version='2.0'><channel><item><title>Δήμος</title><link>https://city.example/a</link></item></channel></rss>"
    read = parse_feed(text.encode("iso-8859-7"), _URL, "application/rss+xml; charset=ISO-8859-7")
    assert read.listed[0].title == "Δήμος"


def test_entry_without_address_is_kept_apart() -> None:
    read = parse_feed(b"<rss version='2.0'><channel><item><title>Office closed</title></item></channel></rss>", _URL)
    assert (read.listed, read.unaddressed) == ((), (Listed(url="", title="Office closed"),))


def test_permanent_id_is_the_address_where_there_is_no_link() -> None:
    read = parse_feed(
        b"<rss version='2.0'><channel><item><guid>https://city.example/9</guid></item></channel></rss>", _URL
    )
    assert [one.url for one in read.listed] == ["https://city.example/9"]


def test_date_of_change_stands_in_for_that_of_publication() -> None:
    (one,) = parse_feed(_ATOM.replace("<published>2026-11-20T09:30:00+01:00</published>\n", "").encode(), _URL).listed
    assert one.published == one.updated == datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty body"),
        (b"  \n", "empty body"),
        (b"<!DOCTYPE html><html><body>Welcome</body></html>", "a web page, not a feed"),
        (b"not a feed at all", "not a feed"),
        (b'{"items": ', "ill-formed json"),
        (b'{"message": "no"}', "json, but not a JSON Feed"),
        (b"[" * 100_000, "ill-formed json"),
        (b"<rss version='2.0'><channel><title>Empty</title></channel></rss>", None),
    ],
)
def test_what_is_no_feed_says_why(body: bytes, problem: str | None) -> None:
    read = parse_feed(body, _URL)
    assert (read.listed, read.problem) == ((), problem)


def test_entities_of_a_bomb_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{entities}]><rss version="2.0"><channel><item><title>&e9;</title></item>'
    read = parse_feed(body.encode(), _URL)
    assert sum(len(one.title or "") for one in read.unaddressed) < 1000


def test_external_entity_is_not_read() -> None:
    body = b"""<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel>
    <item><title>x&f;y</title></item></channel></rss>"""
    assert all((one.title or "") in ("xy", "x&f;y", "x y") for one in parse_feed(body, _URL).unaddressed)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.binary().map(lambda tail: _RSS.encode()[:400] + tail)))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    assert isinstance(parse_feed(body, _URL, "text/xml"), FeedRead)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    body = json.dumps({"items": [value, {"url": value, "title": value, "date_published": value}], "language": value})
    assert isinstance(parse_feed(body.encode(), _URL), FeedRead)


@pytest.mark.parametrize(
    ("declared", "code"), [("de-AT", "de"), ("nb-NO", "no"), ("EN_us", "en"), ("deutsch", None), (None, None)]
)
def test_declared_language_becomes_its_code(declared: str | None, code: str | None) -> None:
    assert language_code(declared) == code
