"""Addresses: what is one address, what is none, and that the canonical form is a fixed point."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import canonical_url, host_of, is_same_site

_BASE = "https://www.city.example/news/list/"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://City.Example/News", "https://city.example/News"),
        ("https://city.example:443/a#top", "https://city.example/a"),
        ("http://city.example:80", "http://city.example/"),
        ("http://city.example:8080/a", "http://city.example:8080/a"),
        ("https://city.example/a/?id=3&utm_source=x&b=", "https://city.example/a/?id=3&b="),
        ("https://city.example/a?fbclid=1&gclid=2&mc_cid=3", "https://city.example/a"),
        ("https://city.example/a?b=2&a=1", "https://city.example/a?b=2&a=1"),
        ("https://city.example/a;jsessionid=0F3?p=1", "https://city.example/a?p=1"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://city.example/%c3%a4%7e%", "https://city.example/%C3%A4%7E%25"),
        ("https://city.example/a/../b/./c", "https://city.example/b/c"),
        (" https://city.example/a\n/b ", "https://city.example/a/b"),
        ("https:\\\\city.example\\a", "https://city.example/a"),
        ("../item?id=4", "https://www.city.example/news/item?id=4"),
        ("//cdn.city.example/x", "https://cdn.city.example/x"),
        ("?page=2", "https://www.city.example/news/list/?page=2"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("https://city.example./a", "https://city.example/a"),
    ],
)
def test_address_takes_its_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url, _BASE) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "javascript:void(0)",
        "mailto:press@city.example",
        "ftp://city.example/a",
        "data:text/html,x",
        "http://",
        "http://user:word@city.example/",
        "http://city.example:99999/",
        "http://city.example:0/",
        "http://[::1/",
        "http://a b.example/",
        "https://city.example/" + "a" * 2000,
        "https://city.example/" + "ä" * 400,
    ],
)
def test_what_is_no_web_address_is_not_followed(url: str) -> None:
    assert canonical_url(url) is None


_PIECES = st.sampled_from(
    ["http://", "https://", "city.example", "/", "..", ".", "?", "#", "&", "utm_a=1", "%", "%2e", "%zz", ":", "@", ";"]
)


@given(
    st.one_of(st.text(), st.lists(st.one_of(_PIECES, st.text(max_size=5))).map("".join)), st.sampled_from([None, _BASE])
)
@example("https://h.example/a/..//", None)
def test_canonical_form_is_a_fixed_point(url: str, base: str | None) -> None:
    canonical = canonical_url(url, base)
    if canonical is not None:
        assert canonical_url(canonical) == canonical
        assert canonical.isascii()
        assert host_of(canonical)


def test_site_is_the_same_with_www_and_subdomains() -> None:
    assert is_same_site("https://www.city.example/a", "http://city.example/b")
    assert is_same_site("https://press.city.example/a", "https://www.city.example/")
    assert not is_same_site("https://othercity.example/", "https://city.example/")
    assert not is_same_site("not an address", "https://city.example/")
