"""Every feed of the public site: held against the grammar of Atom and rules of RSS and JSON Feed, and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import nh3
import pytest
from lxml import etree

from citydesk.archive import Archive
from citydesk.pipeline.compile import compile_issue
from citydesk.pipeline.desk_publishing import publish
from citydesk.pipeline.search import Hit, Wish
from citydesk.settings import Settings, load_settings
from citydesk.web.public.feeds import search_feed
from citydesk.web.public.searching import question
from citydesk.web.public.site import Site
from crawler.article import Article
from digest.period import iso_week
from tests.fakes import NOW, ROOT, article, run_process
from tests.public_samples import WEEKS, document, feeds_of, sample_archive
from tests.test_citydesk_pipeline import put

FORMATS = ("rss", "atom", "json")
SITE = "https://citydesk.example"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "editions/network/feed",
    *(f"issues/network-{week}/feed" for week in WEEKS),
    "cities/ghent/feed",
    "cities/ghent/feed-2026-11",
    "cities/riga/feed",
    "topics/asylum-refugees/feed",
    "projects/cities-grow/feed",
)
ITEM = {"title", "link", "guid", "pubDate", "description", "category", "{http://purl.org/dc/terms/}modified",
        "{http://purl.org/dc/elements/1.1/}creator", "{http://purl.org/rss/1.0/modules/content/}encoded"}  # fmt: skip
JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "next_url", "hubs",
             "items"}  # fmt: skip
JSON_ITEM = {"id", "url", "external_url", "title", "summary", "content_html", "date_published", "date_modified",
             "authors", "tags", "language"}  # fmt: skip


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture(scope="module")
def archive(settings: Settings) -> Iterator[Archive]:
    with sample_archive() as opened:
        yield opened


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "tests/data/atom.rng"))


def ask_nobody(question: str, wish: Wish) -> list[Hit]:
    raise AssertionError(question)


def feed(archive: Archive, settings: Settings, path: str, ending: str, language: str = "en") -> bytes:
    return document(archive, settings, f"{language}/{path}.{ending}").body


def entries(body: bytes, ending: str) -> list[dict[str, Any]]:
    """Return what a reader makes of the entries of a feed, in words that all formats share."""
    if ending == "json":
        return [
            {
                "id": one["id"],
                "title": one["title"],
                "link": one.get("external_url", one.get("url")),
                "published": _moment(one.get("date_published")),
                "updated": _moment(one["date_modified"]),
                "tags": one.get("tags", []),
                "content": one["content_html"],
            }
            for one in json.loads(body)["items"]
        ]
    read = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo, read.get("bozo_exception")
    return [
        {
            "id": one.id,
            "title": one.title.replace("&lt;", "<").replace("&gt;", ">") if ending == "rss" else one.title,
            "link": one.get("link"),
            "published": one.get("published_parsed") and tuple(one.published_parsed[:6]),
            "updated": tuple(one.updated_parsed[:6]),
            "tags": [tag.term for tag in one.get("tags", [])],
            "content": next(part.value for part in one.content if "html" in part.type),
        }
        for one in read.entries
    ]


def _moment(text: str | None) -> tuple[int, ...] | None:
    return tuple(datetime.fromisoformat(text).timetuple()[:6]) if text else None


def test_the_list_of_feeds_is_whole(archive: Archive) -> None:
    assert tuple(feeds_of(archive)) == FEEDS


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_read_back_with_the_same_entries(archive: Archive, settings: Settings, path: str) -> None:
    for language in ("en", "de"):
        read = {ending: entries(feed(archive, settings, path, ending, language), ending) for ending in FORMATS}
        assert read["rss"] == read["atom"] == read["json"]
        assert bool(read["rss"]) is ("cities-grow" not in path)
        assert len({one["id"] for one in read["rss"]}) == len(read["rss"])


@pytest.mark.parametrize("path", FEEDS)
def test_atom_fits_its_grammar(archive: Archive, settings: Settings, grammar: etree.RelaxNG, path: str) -> None:
    for language in ("en", "fr", "de", "es"):
        root = etree.fromstring(feed(archive, settings, path, "atom", language))
        assert grammar.validate(root), grammar.error_log
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        rels = [link.get("rel") for link in root.findall(f"{ATOM}link")]
        assert len(rels) == len(set(rels))
        assert {"self", "alternate"} <= set(rels)
        assert all(urlsplit(link.get("href", "")).scheme in ("http", "https") for link in root.iter(f"{ATOM}link"))


@pytest.mark.parametrize(
    "broken", [b"<id>", b"<title>", b"<updated>", b'<link rel="related"'], ids=["id", "title", "updated", "link"]
)
def test_the_grammar_sees_what_is_broken(
    archive: Archive, settings: Settings, grammar: etree.RelaxNG, broken: bytes
) -> None:
    body = feed(archive, settings, FEEDS[0], "atom")
    instead = b'<link rel=""/>' if b"link" in broken else b""
    spoilt = re.sub(rb"(?m)^\s*" + broken + rb".*$", instead, body, count=1)
    assert not grammar.validate(etree.fromstring(spoilt))


@pytest.mark.parametrize("path", FEEDS)
def test_rss_keeps_its_rules(archive: Archive, settings: Settings, path: str) -> None:
    root = etree.fromstring(feed(archive, settings, path, "rss"))
    (channel,) = root
    assert (root.tag, root.get("version"), channel.tag) == ("rss", "2.0", "channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1
    assert parsedate_to_datetime(str(channel.findtext("lastBuildDate"))).tzinfo is not None
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [one.get("href") for one in own] == [f"{SITE}/en/{path}.rss"]
    for item in channel.findall("item"):
        assert {child.tag for child in item} <= ITEM
        once = [child.tag for child in item if child.tag != "category"]
        assert len(once) == len(set(once))
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("title")
        assert "<" not in str(item.findtext("title"))
        if item.find("pubDate") is not None:
            assert str(parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo) == "UTC"


@pytest.mark.parametrize("path", FEEDS)
def test_json_feed_keeps_its_rules(archive: Archive, settings: Settings, path: str) -> None:
    told = json.loads(feed(archive, settings, path, "json"))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == f"{SITE}/en/{path}.json"
    assert told.keys() <= JSON_FEED
    for item in told["items"]:
        assert item.keys() <= JSON_ITEM
        assert item["id"]
        assert item["content_html"]
        assert all(urlsplit(item[name]).scheme in ("http", "https") for name in ("url", "external_url") if name in item)
        assert all(
            datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified") if name in item
        )
        assert all(isinstance(tag, str) and tag for tag in item.get("tags", []))
        assert [set(author) for author in item["authors"]] == [{"name"}]


@pytest.mark.parametrize("path", FEEDS)
def test_html_in_feeds_has_nothing_to_clean(archive: Archive, settings: Settings, path: str) -> None:
    for one in entries(feed(archive, settings, path, "json"), "json"):
        cleaned = nh3.clean(
            one["content"], tags={"p", "a", "b", "span"}, attributes={"a": {"href", "lang"}, "span": {"lang"}},
            link_rel=None, url_schemes={"http", "https"},
        )  # fmt: skip
        assert _as_text(cleaned) == _as_text(one["content"])


def _as_text(html: str) -> str:
    """Return HTML in the one form that a parser writes it."""
    return str(etree.tostring(etree.HTML(f"<div>{html}</div>"), method="html", encoding="unicode"))


def test_parts_lead_from_the_newest_to_the_oldest_and_back(archive: Archive, settings: Settings) -> None:
    newest = etree.fromstring(feed(archive, settings, "editions/network/feed", "atom"))
    rels = {link.get("rel"): link.get("href") for link in newest.findall(f"{ATOM}link")}
    assert rels["prev-archive"] == f"{SITE}/en/issues/network-{WEEKS[0]}/feed.atom"
    part = etree.fromstring(feed(archive, settings, f"issues/network-{WEEKS[0]}/feed", "atom"))
    back = {link.get("rel"): link.get("href") for link in part.findall(f"{ATOM}link")}
    assert part.find("{http://purl.org/syndication/history/1.0}archive") is not None
    assert back["current"] == f"{SITE}/en/editions/network/feed.atom"
    assert back["next-archive"] == f"{SITE}/en/issues/network-{WEEKS[1]}/feed.atom"
    assert "prev-archive" not in back


def test_a_reader_who_follows_the_parts_of_a_city_misses_nothing(settings: Settings) -> None:
    with sample_archive() as archive:
        put(archive, *(_bridge(number) for number in range(45)))
        run_process(archive)
        whole = {row["story"] for row in archive.rows("SELECT story FROM story_subjects WHERE value = 'ghent'")}
        assert len(whole) > 40
        for ending in FORMATS:
            found: set[str] = set()
            path, seen = f"/en/cities/ghent/feed.{ending}", 0
            while path:
                body = document(archive, settings, path.removeprefix("/")).body
                found |= {one["id"].rpartition(":")[2] for one in entries(body, ending)}
                path, seen = _older(body, ending), seen + 1
            assert found == whole
            assert seen > 2


def _bridge(number: int) -> Article:
    words = (
        f"The council of Ghent has opened bridge number {number} over the Leie for all.\n\n"
        f"It is {number * 37} metres long and was built by {number + 11} people in all seasons of the year."
    )
    return article(f"news-{number}", words, title=f"Ghent opens bridge {number}", days=number * 2.5)


def _older(body: bytes, ending: str) -> str:
    if ending == "json":
        return str(urlsplit(json.loads(body).get("next_url", "")).path)
    links = etree.fromstring(body).iter(f"{ATOM}link")
    return next((str(urlsplit(link.get("href", "")).path) for link in links if link.get("rel") == "prev-archive"), "")


def test_ids_stay_over_ten_compilations(settings: Settings) -> None:
    with sample_archive() as archive:
        edition, week = settings.editions[0], iso_week("2026-W47")
        words = (
            "Riga opens a school for two hundred children in the old harbour, the first in a decade.\n\n"
            "Classes begin in January, and the tram stops at its door every ten minutes all day."
        )
        more = article("late", words, title="Riga opens a school", days=-1, source="riga")
        put(archive, more)
        run_process(archive)
        seen = set()
        for _ in range(10):
            run_process(archive)
            compile_issue(archive, edition, week, settings.vocabulary, settings.sources, f"{SITE}/")
            seen.add(tuple(feed(archive, settings, path, "atom") for path in FEEDS))
        assert len(seen) == 1
        before = {one["id"] for path in FEEDS for one in entries(feed(archive, settings, path, "atom"), "atom")}
        publish(archive, settings, edition, week, "noor", now=NOW + timedelta(days=3))
        after = {one["id"] for path in FEEDS for one in entries(feed(archive, settings, path, "atom"), "atom")}
        assert before <= after | {one["id"] for one in entries(feed(archive, settings, FEEDS[2], "atom"), "atom")}


def test_a_search_is_a_feed(archive: Archive, settings: Settings, grammar: etree.RelaxNG) -> None:
    site = Site(archive=archive, settings=settings, language="en")
    made = search_feed(site, question({"q": "council tram", "since": "no day"}), "atom", ask_nobody)
    assert grammar.validate(etree.fromstring(made.body)), grammar.error_log
    assert "Council approves tram line 4 to the harbour" in [one["title"] for one in entries(made.body, "atom")]
    assert b"feed.atom?q=council+tram" in made.body


def test_all_feeds_are_in_the_opml(archive: Archive, settings: Settings) -> None:
    root = etree.fromstring(document(archive, settings, "en/feeds/feeds.opml").body)
    found = {one.get("xmlUrl") for one in root.iter("outline") if one.get("xmlUrl")}
    assert f"{SITE}/en/cities/ghent/feed.atom" in found
    assert f"{SITE}/en/editions/network/feed.atom" in found
    assert f"{SITE}/en/topics/asylum-refugees/feed.atom" in found
    for address in found:
        document(archive, settings, urlsplit(str(address)).path.removeprefix("/"))


def test_the_hub_of_config_is_named_in_every_feed(archive: Archive, settings: Settings) -> None:
    from dataclasses import replace

    digest = settings.service.digest.model_copy(update={"hub": "https://hub.example/"})
    with_hub = replace(settings, service=settings.service.model_copy(update={"digest": digest}))
    for path in FEEDS:
        assert b'<link rel="hub" href="https://hub.example/"' in feed(archive, with_hub, path, "atom")
        assert b'<atom:link rel="hub" href="https://hub.example/"' in feed(archive, with_hub, path, "rss")
        hubs = json.loads(feed(archive, with_hub, path, "json"))["hubs"]
        assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]
