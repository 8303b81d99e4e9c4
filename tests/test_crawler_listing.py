"""Listing pages of five shapes: tests/data/listings/NAME.html beside the [address, title, day] expected of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.listing import parse_listing

_DATA = Path(__file__).parent / "data" / "listings"
_URL = "https://www.city.example/news"


@pytest.mark.parametrize("name", sorted(path.stem for path in _DATA.glob("*.html")))
def test_list_is_found_by_rule(name: str) -> None:
    listed = parse_listing((_DATA / f"{name}.html").read_bytes(), _URL, None, None)
    rows = [[one.url, one.title, one.published.date().isoformat() if one.published else None] for one in listed]
    assert rows == json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("selector", ["ul.story-list h3 a", "ul.story-list > li", "h3.h4"])
def test_selector_names_the_links_or_what_holds_them(selector: str) -> None:
    body = (_DATA / "network_cards.html").read_bytes()
    assert parse_listing(body, _URL, "utf-8", selector) == parse_listing(body, _URL, None, None)


def test_selector_reaches_what_the_rule_leaves_out() -> None:
    listed = parse_listing((_DATA / "network_cards.html").read_bytes(), _URL, None, "nav a")
    assert [one.title for one in listed][:2] == [
        "Services for residents and visitors",
        "Council meetings and decisions",
    ]


def test_teaser_is_the_text_of_the_card() -> None:
    listed = parse_listing((_DATA / "cards_with_time.html").read_bytes(), _URL, None, None)
    assert {one.text for one in listed} == {"A câmara municipal anunciou hoje mais um passo deste projeto da cidade."}
    assert {one.language for one in listed} == {"pt"}


def test_other_sites_and_files_are_no_articles() -> None:
    links = ("https://elsewhere.example/{}", "/files/report-{}.zip", "mailto:press{}@city.example", "/news/{}")
    body = "".join(
        f"<li><h3><a href='{link.format(n)}'>A title long enough</a></h3></li>" for n in "abc" for link in links
    )
    listed = parse_listing(f"<ul>{body}</ul>".encode(), _URL, None, None)
    assert [one.url for one in listed] == [f"https://www.city.example/news/{n}" for n in "abc"]


def test_encoding_of_the_server_is_used() -> None:
    rows = "".join(f"<li><h3><a href='/n/{n}'>Ανακοίνωση του δήμου</a></h3></li>" for n in range(3))
    (first, *_) = parse_listing(f"<ul>{rows}</ul>".encode("windows-1253"), _URL, "windows-1253", None)
    assert first.title == "Ανακοίνωση του δήμου"


def test_front_matter_alone_is_no_list() -> None:
    assert parse_listing(b"<nav><a href='/a'>A long name of a section</a></nav><p>Text", _URL, None, None) == ()
    assert parse_listing(b"", _URL, None, None) == ()


def test_wrong_selector_is_the_users_mistake() -> None:
    with pytest.raises(ValueError, match="is no CSS selector"):
        parse_listing(b"<p>x", _URL, None, "li[")


_TAGS = st.sampled_from(
    ["<a href='/n/1'>", "</a>", "<h3>", "<li class='x'>", "<nav>", "<base href='//['>", "<time datetime='"]
)


@given(
    st.one_of(
        st.binary(), st.lists(st.one_of(_TAGS, st.text(max_size=9))).map(lambda parts: "".join(parts * 3).encode())
    )
)
def test_any_bytes_are_a_listing_or_none(body: bytes) -> None:
    assert isinstance(parse_listing(body, _URL, None, None), tuple)
    assert isinstance(parse_listing(body, _URL, "no-such-charset", "a"), tuple)
