"""WordPress REST: the address to ask and the posts it answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Listed
from crawler.wordpress import api_url, parse_wordpress

_URL = "https://city.example/wp-json/wp/v2/posts"
_TAIL = (
    "per_page=20&page=2&orderby=date&order=desc&_embed=author,wp:term"
    "&_fields=link,date,date_gmt,modified_gmt,title,content,excerpt,lang,_links,_embedded"
)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (_URL, f"{_URL}?{_TAIL}"),
        (f"{_URL}?categories=5&page=9", f"{_URL}?categories=5&{_TAIL}"),
        ("https://city.example/", f"{_URL}?{_TAIL}"),
        ("https://city.example/en", f"https://city.example/en/wp-json/wp/v2/posts?{_TAIL}"),
        ("https://city.example/?rest_route=/wp/v2/news", f"https://city.example/?rest_route=/wp/v2/news&{_TAIL}"),
    ],
)
def test_page_of_posts_has_an_address(url: str, asked: str) -> None:
    assert api_url(url, 20, 2) == asked


def test_posts_are_listed_with_their_text() -> None:
    post = {
        "link": "https://city.example/2026/11/tram/?utm_source=api",
        "date": "2026-11-20T12:30:00",
        "date_gmt": "2026-11-20T10:30:00",
        "modified_gmt": "2026-11-21T08:00:00",
        "title": {"rendered": "Tram &#8211; line 9"},
        "content": {"rendered": "<p>The line opens.</p>\n<p>In May.</p>", "protected": False},
        "excerpt": {"rendered": "<p>The line&hellip;</p>"},
        "lang": "el",
    }
    assert parse_wordpress(json.dumps([post, {"id": 3}]).encode(), _URL) == (
        Listed(
            url="https://city.example/2026/11/tram/",
            title="Tram – line 9",
            published=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
            precision="minute",
            updated=datetime(2026, 11, 21, 8, tzinfo=UTC),
            language="el",
            text="The line opens.\n\nIn May.",
        ),
    )


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"code": "rest_forbidden", "message": "no"}', b"[1, null]", b"[" * 99_999]
)
def test_anything_else_lists_nothing(body: bytes) -> None:
    assert parse_wordpress(body, _URL) == ()


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    posts = [
        value,
        {"link": "https://city.example/a", "title": value, "content": value, "date_gmt": value, "lang": value},
    ]
    assert len(parse_wordpress(json.dumps(posts).encode(), _URL)) >= 1
