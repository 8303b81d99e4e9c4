from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest

from digest.feed import feed_of
from digest.feed_xml import write_atom, write_rss
from digest.issue import Issue
from tests.digest_samples import EDITION, HOSTILE, candidate, issue, on, report

SITE = "https://desk.example/network/"
Writer = Callable[[Issue, str], bytes]


def rss(made: Issue, site: str) -> bytes:
    return write_rss(feed_of(made, site))


def atom(made: Issue, site: str) -> bytes:
    return write_atom(feed_of(made, site))


both = pytest.mark.parametrize("write", [rss, atom])


def _made() -> Issue:
    return issue(
        candidate("a", report("a1", published=on(9)), report("a2", published=on(12), relation="report", name="Riga")),
        candidate("b", report("b", language="nl"), topics=("mobility",), cities=(("riga", "primary"),)),
        candidate("c", report("c", published=None)),
    )


@both
def test_a_feed_is_read_back_with_the_same_entries(write: Writer) -> None:
    read = feedparser.parse(write(_made(), SITE))
    assert not read.bozo
    assert (read.feed.title, read.feed.link, read.feed.language) == ("Network weekly", SITE, "en")
    assert [(entry.id, entry.title, entry.get("link")) for entry in read.entries] == [
        ("urn:citydesk:story:s-a", "Headline of a", "https://news.example/a1"),
        ("urn:citydesk:story:s-b", "Headline of b", "https://news.example/b"),
        ("urn:citydesk:story:s-c", "Headline of c", "https://news.example/c"),
    ]
    assert [[tag.term for tag in entry.tags] for entry in read.entries] == [
        ["Housing", "Ghent"],
        ["Mobility", "Riga"],
        ["Housing", "Ghent"],
    ]
    assert [entry.get("published_parsed") and entry.published_parsed[:4] for entry in read.entries] == [
        (2026, 11, 9, 9),
        (2026, 11, 10, 9),
        None,
    ]
    assert "#:~:text=The%20council%20has%20decided" in read.entries[0].content[0].value
    assert read.entries[0].summary == "The council has decided to build forty new flats."


def test_atom_tells_when_a_story_last_changed_and_in_which_language() -> None:
    read = feedparser.parse(atom(_made(), SITE))
    assert [entry.updated for entry in read.entries] == [
        "2026-11-12T09:00:00Z",
        "2026-11-10T09:00:00Z",
        "2026-11-11T09:00:00Z",  # first seen
    ]
    assert [entry.title_detail.language for entry in read.entries] == ["en", "nl", "en"]
    assert read.feed.updated == "2026-11-12T09:00:00Z"


@both
def test_hostile_text_is_text_in_a_feed(write: Writer) -> None:
    bad = candidate(
        "bad",
        report("bad", name=HOSTILE, owner="partner", city=None, url="javascript:alert(1)", language="\x00"),
        headline=HOSTILE + " very" * 4000,
        words=(HOSTILE,),
        cities=((HOSTILE, "primary"),),
    )
    written = write(issue(bad, edition=replace(EDITION, title=HOSTILE)), SITE)
    read = feedparser.parse(written, sanitize_html=False)
    assert not read.bozo
    entry = read.entries[0]
    assert entry.get("link", entry.id) == entry.id
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} ]]&gt;" in entry.content[0].value
    assert "<script" not in entry.content[0].value
    titles = {node.text for node in ElementTree.fromstring(written).iter() if node.tag.endswith("title")}
    assert all(len(title or "") < 300 for title in titles)
    assert b"<script" not in written
    assert b"CDATA" not in written


def test_a_tag_in_a_title_is_no_tag_to_readers_that_take_rss_titles_for_html() -> None:
    read = feedparser.parse(rss(issue(candidate("a", headline="Use <b>bold</b> & fun")), SITE))
    assert read.entries[0].title == "Use &lt;b&gt;bold&lt;/b&gt; & fun"


@both
def test_an_empty_issue_is_a_feed_too(write: Writer) -> None:
    read = feedparser.parse(write(issue(), SITE))
    assert (read.bozo, read.entries) == (False, [])
    assert read.feed.updated_parsed[:5] == (2026, 11, 8, 23, 0)


@both
def test_same_issue_same_feed(write: Writer) -> None:
    first = write(_made(), SITE)
    rss(_made(), SITE)
    assert write(_made(), SITE) == first
