"""What moves stays one article, what is edited has versions, what a source repeats is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from citydesk.archive import Archive, crawling, source_lists
from citydesk.archive.articles import all_articles
from citydesk.archive.beside import load_furniture, load_media
from citydesk.cli import commands
from citydesk.pipeline.extracting import extract_pages
from citydesk.pipeline.storing import store
from citydesk.progress import hide
from crawler.article import Article, Listed
from crawler.crawl import PageRead
from crawler.urls import address_key
from tests.fakes import NOW, ROOT, article, keep_prior, page, source
from tests.small_web import html

TRAM = "The council of Ghent has approved the extension of tram line 4 to the harbour. " * 4
LIBRARY = "The library of Muide opens its doors on Sundays from January onwards, at ten in the morning. " * 4


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        yield opened


def put(archive: Archive, one: Article, days: int = 0) -> tuple[str, bool]:
    with archive.write():
        return store(archive, one, None, NOW + timedelta(days=days))


def at(url: str, **changes: object) -> Article:
    return replace(article("x", TRAM, title="The tram"), url=url, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "variant",
    [
        "http://ghent.example/tram",
        "https://www.ghent.example/tram",
        "https://ghent.example/tram/",
        "https://GHENT.example/tram",
    ],
)
def test_variants_of_an_address_are_one_article(archive: Archive, variant: str) -> None:
    first = put(archive, at("https://ghent.example/tram"))
    assert put(archive, at(variant, text=LIBRARY), days=1) == (first[0], True)
    assert [(one.url, one.version) for one in all_articles(archive)] == [("https://ghent.example/tram", 2)]


def test_article_that_says_it_is_at_a_known_address_is_that_one(archive: Archive) -> None:
    put(archive, at("https://ghent.example/tram"))
    put(archive, at("https://ghent.example/2026/tram", also_at=("http://www.ghent.example/tram/",)), days=1)
    put(archive, at("https://ghent.example/news/77", also_at=("https://ghent.example/2026/tram",)), days=2)
    assert [one.url for one in all_articles(archive)] == ["https://ghent.example/tram"]


def test_wrong_canonical_address_joins_nothing(archive: Archive) -> None:
    section = ("https://ghent.example/news",)
    put(archive, at("https://ghent.example/tram", also_at=section))
    put(archive, at("https://ghent.example/library", title="The library", text=LIBRARY, also_at=section), days=1)
    put(archive, at("https://ghent.example/news", title="All news", text="Read all news of Ghent here."), days=2)
    put(archive, at("https://ghent.example/tram"), days=3)
    assert len(all_articles(archive)) == 3


def test_same_text_of_the_same_day_has_moved_and_of_another_day_has_not(archive: Archive) -> None:
    put(archive, at("https://ghent.example/tram"))
    put(archive, at("https://new.ghent.example/n/1"), days=1)
    put(archive, at("https://new.ghent.example/n/2", published=NOW + timedelta(days=7)), days=7)
    put(archive, at("https://riga.example/n/3", source="riga"), days=1)
    assert len(all_articles(archive)) == 3


def test_republished_article_keeps_its_date_and_is_not_new(archive: Archive) -> None:
    put(archive, at("https://ghent.example/tram"))
    again = at("https://ghent.example/tram", published=NOW + timedelta(days=200))
    assert put(archive, again, days=200)[1] is False
    (one,) = all_articles(archive)
    assert (one.published, one.first_seen, one.version) == (NOW, NOW, 1)


def test_variant_that_is_listed_later_is_not_asked_for(archive: Archive) -> None:
    put(archive, at("https://ghent.example/tram"))
    listed = [Listed(url="https://www.ghent.example/tram/"), Listed(url="https://ghent.example/new")]
    with archive.write():
        source_lists.save_listed(archive, "ghent", listed, NOW)
    waiting = [row["url"] for row in archive.rows("SELECT url FROM waiting_addresses")]
    assert waiting == ["https://ghent.example/new"]


def test_line_that_a_source_repeats_is_left_out_and_losing_it_is_no_edit(archive: Archive) -> None:
    line = "For further questions please turn to the office of the spokesman of the city."
    texts = [f"News number {n} of the city of Ghent, told in a sentence of its own kind.\n\n{line}" for n in range(9)]
    for n, text in enumerate(texts):
        put(archive, at(f"https://ghent.example/{n}", title=f"News {n}", text=text), days=n)
    kept = [one.text.endswith(line) for one in sorted(all_articles(archive), key=lambda one: one.title)]
    assert kept == [True] * 5 + [False] * 4
    assert load_furniture(archive, "ghent") == {line}
    assert [
        put(archive, at(f"https://ghent.example/{n}", title=f"News {n}", text=texts[n]), days=20)[1] for n in range(9)
    ] == [False] * 9


def test_redirect_and_media_of_a_page_are_kept(archive: Archive) -> None:
    body = html(
        "The tram", TRAM, "<img src='/tram.jpg' alt='A tram at the harbour'>", "<a href='plan.pdf'>The plan</a>"
    )
    for url, final in (("https://ghent.example/a", "https://ghent.example/tram"), ("https://ghent.example/tram", None)):
        read = replace(page(url, str(body.body)), final_url=final or url)
        crawling.save_event(
            archive, crawling.begin_crawl(archive, NOW), PageRead(source="ghent", url=url, outcome="ok", page=read), NOW
        )
    extract_pages(archive, keep_prior, hide)
    (one,) = all_articles(archive)
    assert one.url == "https://ghent.example/a"
    assert [(medium.kind, medium.url, medium.text) for medium in load_media(archive, one.id)] == [
        ("image", "https://ghent.example/tram.jpg", "A tram at the harbour"),
        ("attachment", "https://ghent.example/plan.pdf", "The plan"),
    ]


def test_key_of_an_address_keeps_its_query() -> None:
    assert address_key("https://www.ghent.example/a/?id=2") == "ghent.example/a?id=2"
    assert address_key("urn:citydesk:ghent:1") == "urn:citydesk:ghent:1"


def test_versions_are_shown_with_what_each_changed(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with Archive(path) as opened:
        crawling.save_sources(opened, [source("ghent")])
        put(opened, at("https://ghent.example/tram", text="It costs 38 million euros."))
        put(opened, at("https://ghent.example/tram", text="It costs 42 million euros."), days=1)
    words = [
        "--config",
        str(ROOT / "config"),
        "--archive",
        str(path),
        "article",
        "versions",
        "https://ghent.example/tram",
    ]
    told = CliRunner().invoke(commands, words, catch_exceptions=False).stdout.splitlines()
    assert told == [
        "version 1, seen 2026-11-16T06:00:00Z to 2026-11-16T06:00:00Z",
        "  The tram",
        "version 2, seen 2026-11-17T06:00:00Z to 2026-11-17T06:00:00Z  current",
        "  The tram",
        "  - 38",
        "  + 42",
    ]


def test_address_tried_five_times_keeps_the_text_its_feed_gives(archive: Archive) -> None:
    told, bare = "https://ghent.example/tram", "https://ghent.example/bare"
    crawl = crawling.begin_crawl(archive, NOW)
    with archive.write():
        source_lists.save_listed(
            archive, "ghent", [Listed(url=told, title="The tram", text=TRAM), Listed(url=bare, title="No text")], NOW
        )
    for _ in range(source_lists.MAX_TRIES):
        for url in (told, bare):
            crawling.save_event(archive, crawl, PageRead(source="ghent", url=url, outcome="blocked"), NOW)
    assert waiting(archive) == [told]  # nothing is made of its text yet
    assert source_lists.visits_due(archive, ["ghent"], NOW, 50) == ()  # and nobody asks again

    assert extract_pages(archive, keep_prior, hide) == (1, 0)
    (one,) = all_articles(archive)
    assert (one.url, one.title, one.text) == (told, "The tram", TRAM.strip())
    assert waiting(archive) == []
    assert extract_pages(archive, keep_prior, hide) == (0, 0)


def test_address_that_may_be_tried_again_waits_on_though_its_feed_tells_it(archive: Archive) -> None:
    url = "https://ghent.example/tram"
    crawl = crawling.begin_crawl(archive, NOW)
    with archive.write():
        source_lists.save_listed(archive, "ghent", [Listed(url=url, title="The tram", text=TRAM)], NOW)
    crawling.save_event(archive, crawl, PageRead(source="ghent", url=url, outcome="timed out"), NOW)
    assert extract_pages(archive, keep_prior, hide) == (1, 0)
    assert waiting(archive) == [url]
    assert [visit.url for visit in source_lists.visits_due(archive, ["ghent"], NOW, 50)] == [url]


def test_page_without_text_is_looked_at_again_once_its_source_says_something_else_of_it(archive: Archive) -> None:
    url = "https://ghent.example/tram"
    crawl = crawling.begin_crawl(archive, NOW)
    with archive.write():
        source_lists.save_listed(archive, "ghent", [Listed(url=url, title="The tram")], NOW)
    empty = replace(page(url, "<html><body></body></html>"), fetched_at=NOW)
    crawling.save_event(archive, crawl, PageRead(source="ghent", url=url, outcome="ok", page=empty), NOW)
    assert extract_pages(archive, keep_prior, hide) == (0, 1)
    later = NOW + timedelta(days=1)
    assert source_lists.visits_due(archive, ["ghent"], NOW, 50) == ()
    with archive.write():
        source_lists.save_listed(archive, "ghent", [Listed(url=url, title="The tram", text=TRAM)], later)
    assert [visit.url for visit in source_lists.visits_due(archive, ["ghent"], NOW, 50)] == [url]
    crawling.save_event(archive, crawl, PageRead(source="ghent", url=url, outcome="ok", page=empty), later)
    assert source_lists.visits_due(archive, ["ghent"], NOW, 50) == ()  # once


def waiting(archive: Archive) -> list[str]:
    return [row["url"] for row in archive.rows("SELECT url FROM waiting_addresses ORDER BY url")]
