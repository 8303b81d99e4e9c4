"""One run of `citydesk demo` with the real model, held against what its content says is right (gold)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pyarrow.parquet as pq
import pytest
from lxml import html

from citydesk.archive import Archive, articles, stories
from citydesk.archive.files import copy
from citydesk.demo.content_reader import DemoArticle, read_sites
from citydesk.demo.run import WEEKS
from citydesk.demo.shapes import SHAPES
from citydesk.pipeline.compile import render
from citydesk.pipeline.desk import draft
from citydesk.pipeline.desk_publishing import publish
from citydesk.pipeline.package_verifying import verify_package
from citydesk.pipeline.packaging import SUMS, release
from citydesk.settings import load_settings, packaged_config
from crawler.article import Source
from digest.period import iso_week
from nlp.story import Story

pytestmark = pytest.mark.slow

Place = tuple[str, str]  # site key, path with query
Told = list[tuple[Place, str]]  # members of a story: place, relation

APPROVAL = [
    (("network", "cities-grow-approved"), "original"),
    (("network", "cities-grow-gets-the-go-ahead"), "teaser"),
    (("solidarity", "142-cities-grow-good-news-from-brussels"), "copy"),
    (("ghent", "cities-grow-goedgekeurd"), "translation"),
    (("nantes", "cities-grow-approuve"), "translation"),
]
KICKOFF = [
    (("network", "cities-grow-partners-meet-in-brussels"), "original"),
    (("dresden", "cities-grow-auftakt-in-bruessel"), "translation"),
]
UNREADABLE = {"disallowed", "soft-404"}  # a page that is broken or endless is told by its feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the demo left behind."""

    folder: Path
    told: dict[str, Any]
    archive: Archive

    def issue_file(self, week: str, suffix: str) -> Path:
        return self.folder / "issues" / f"network-{week}.{suffix}"


@pytest.fixture(scope="module")
def run(demo_folder: Path) -> Iterator[Run]:
    told = json.loads((demo_folder / "told.json").read_text("utf-8"))
    with Archive(demo_folder / "archive.sqlite") as archive:
        yield Run(folder=demo_folder, told=told, archive=archive)


def gold() -> dict[Place, DemoArticle]:
    """Return every article of the demo's content by its site and slug."""
    return {(site.key, article.slug): article for site in read_sites() for article in site.articles}


def place_of(url: str) -> Place:
    """Return the site and slug of an address of the demo web."""
    parts = urlsplit(url)
    key = (parts.hostname or "").partition(".")[0]
    before, _, after = SHAPES[key].article.partition("{slug}")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    assert path.startswith(before) and path.endswith(after)
    return key, path[len(before) : len(path) - len(after)]


def all_stories(run: Run) -> list[Story]:
    return [story for story, _ in stories.load_stories(run.archive, "0000", "9999")]


def places(run: Run) -> dict[str, Place]:
    """Return where each article comes from, by article id."""
    return {row["id"]: place_of(row["url"]) for row in run.archive.rows("SELECT id, url FROM articles")}


def members(run: Run, place: Place) -> Told:
    """Return the members of the story that an article belongs to, in their order."""
    where = places(run)
    for story in all_stories(run):
        told = [(where[member.article], str(member.relation)) for member in story.members]
        if place in dict(told):
            return told
    raise AssertionError(f"{place} is in no story")


def entries_of(run: Run, week: str) -> list[str]:
    """Return the headlines of an issue as the archive keeps them, in reading order."""
    sql = "SELECT headline FROM issue_entries WHERE issue = ? ORDER BY position"
    return [row["headline"] for row in run.archive.rows(sql, (f"network-{week}",))]


def test_every_readable_page_is_an_article(run: Run) -> None:
    readable = {place for place, article in gold().items() if article.trait not in UNREADABLE}

    assert readable == set(places(run).values())


def test_approval_is_one_story_of_five_with_their_relations(run: Run) -> None:
    told = members(run, APPROVAL[0][0])

    assert told[0] == APPROVAL[0]
    assert sorted(told) == sorted(APPROVAL)


def test_kickoff_is_another_story_told_in_two_languages(run: Run) -> None:
    assert members(run, KICKOFF[0][0]) == KICKOFF


def test_stories_are_those_of_the_gold_and_nothing_else_is_merged(run: Run) -> None:
    expected = gold()
    where = places(run)
    found = {
        frozenset(pair)
        for story in all_stories(run)
        for pair in combinations(sorted(where[member.article] for member in story.members), 2)
    }
    right = {
        frozenset((left, right))
        for left, right in combinations(sorted(expected), 2)
        if expected[left].story and expected[left].story == expected[right].story
    }

    assert found == right


def test_every_member_says_why_it_belongs(run: Run) -> None:
    assert [m for story in all_stories(run) for m in story.members if not m.evidence or not 0 < m.score <= 1] == []


def test_edited_article_has_two_versions_as_each_was_told(run: Run) -> None:
    edited = next(article for article in gold().values() if article.trait == "edited")
    rows = run.archive.rows(
        "SELECT title, text, is_current FROM versions WHERE article IN"
        " (SELECT article FROM versions WHERE number > 1) ORDER BY number"
    )

    assert [(row["title"], row["is_current"]) for row in rows] == [(edited.title, 0), (edited.edited_title, 1)]
    assert ["1,2 millones" in row["text"] for row in rows] == [True, False]


def test_second_crawl_transfers_only_what_changed(run: Run) -> None:
    first, second = run.told["crawls"]
    last = run.told["archive"]["last_crawl"]
    new = sum(article.stage == 2 for article in gold().values())

    assert "304" not in first
    unmodified = run.archive.value("SELECT count(*) FROM fetches WHERE reason = 'answered 304'")
    assert 80 < second["304"] == unmodified <= last["article ok-unchanged"] + last["source ok-unchanged"]
    assert last["article ok-new"] == new + 1  # the edited one
    assert second["200"] < 0.3 * first["200"]


def test_forbidden_page_is_never_fetched(run: Run) -> None:
    refused = run.archive.rows("SELECT url, outcome, reason FROM fetches WHERE outcome = 'refused'")

    assert run.told["forbidden_pages_fetched"] == 0
    assert {(*place_of(row["url"]), row["reason"]) for row in refused} == {
        ("barcelona", "esborrany-programa-de-festes", "robots.txt disallows it")
    }


def test_pages_that_fail_are_kept_with_their_reason(run: Run) -> None:
    failed = run.archive.rows("SELECT url, outcome, reason FROM fetches WHERE outcome IN ('broken', 'timed out')")

    assert {(place_of(row["url"])[1], row["outcome"], row["reason"]) for row in failed} == {
        ("agenda-des-elus", "broken", "answered 500"),
        ("lichtparcours-alle-foto-s", "timed out", "no whole answer in time"),
    }


def test_undated_article_stays_undated(run: Run) -> None:
    rows = run.archive.rows("SELECT url FROM articles_flat WHERE published IS NULL")

    assert [place_of(row["url"]) for row in rows] == [("athens", "31007")]


def test_cookie_banner_is_no_part_of_the_article(run: Run) -> None:
    row = run.archive.rows("SELECT text FROM articles_flat WHERE url LIKE '%/mercato-di-piazza-wagner%'")[0]

    assert "cookie" not in row["text"].lower()


def test_no_page_stands_twice_in_the_digests(run: Run) -> None:
    told = [
        report for row in run.archive.rows("SELECT reports FROM issue_entries") for report in json.loads(row["reports"])
    ]

    assert len(told) == len(set(told)) > 60


@pytest.mark.parametrize("week", WEEKS)
def test_feeds_of_an_issue_hold_its_entries(run: Run, week: str) -> None:
    headlines = entries_of(run, week)
    for suffix in ("rss", "atom"):
        read = feedparser.parse(run.issue_file(week, suffix).read_bytes())

        assert (read.bozo, len(read.entries)) == (False, len(headlines))
        assert sorted(entry.title for entry in read.entries) == sorted(headlines)
        assert len({entry.id for entry in read.entries}) == len(headlines)


@pytest.mark.parametrize("week", WEEKS)
def test_html_of_an_issue_links_to_every_entry(run: Run, week: str) -> None:
    tree = html.fromstring(run.issue_file(week, "html").read_bytes())
    linked = set(tree.xpath("//a/@href"))
    rows = run.archive.rows(
        "SELECT articles.url FROM issue_entries JOIN articles ON articles.id = issue_entries.reports ->> 0"
        " WHERE issue = ?",
        (f"network-{week}",),
    )

    assert [row["url"] for row in rows if row["url"] not in linked] == []


def test_hostile_title_is_text_in_every_rendering(run: Run) -> None:
    row = run.archive.rows("SELECT title, text FROM articles_flat WHERE url LIKE '%/escolares-aprenden%'")[0]
    settings = load_settings(packaged_config())
    valencia = replace(
        settings.editions[0], cities=("valencia",), max_entries_per_section=99, max_entries_per_source=99
    )
    written = render(draft(run.archive, settings, valencia, iso_week("2026-W45")).issue, "https://example.org/")
    tree = html.fromstring(written["html"])

    assert '& "quotes" {{ 7*7 }}: mil escolares' in row["title"]
    assert "\u202e" not in row["title"] + row["text"]
    assert row["title"] in tree.text_content()
    assert [node for node in tree.iter("script") if "alert" in node.text_content()] == []
    for body in written.values():
        assert b"<script>alert" not in body
        assert "\u202e" not in body.decode()


def test_daily_notice_stays_one_story_a_day(run: Run) -> None:
    days = [slug for (key, slug) in gold() if key == "dresden" and slug.startswith("feinstaub")]

    assert [len(members(run, ("dresden", day))) for day in days] == [1, 1, 1, 1]


def test_summary_sentences_stand_in_their_articles(run: Run) -> None:
    rows = run.archive.rows("SELECT * FROM entry_sentences")
    texts = {one.id: one.text for one in articles.load_articles(run.archive, {row["article"] for row in rows})}

    assert len(rows) > 80
    assert [row["words"] for row in rows if texts[row["article"]][row["start"] : row["end"]] != row["words"]] == []


def test_issues_are_of_the_weeks_told(run: Run) -> None:
    rows = run.archive.rows("SELECT id, first_day, last_day FROM issues ORDER BY id")

    assert [tuple(row) for row in rows] == [
        (f"network-{week}", iso_week(week).first.isoformat(), iso_week(week).last.isoformat()) for week in WEEKS
    ]


def test_a_release_of_the_demo_verifies_and_is_the_same_again(run: Run, tmp_path: Path) -> None:
    settings = load_settings(packaged_config())
    shown = {row["key"]: dict(row) for row in run.archive.rows("SELECT key, name, url, kind, owner FROM sources")}
    settings = replace(settings, sources=tuple(Source(**one, release="full") for one in shown.values()))
    copy(run.folder / "archive.sqlite", path := tmp_path / "archive.sqlite")
    week = iso_week("2026-W46")
    with Archive(path) as archive:
        edition = next(one for one in settings.editions if one.key == "network")
        publish(archive, settings, edition, week, "noor", now=datetime(2026, 11, 16, 8, tzinfo=UTC))
        for name in ("one", "again"):
            release(archive, settings, week, tmp_path / name)

    found = verify_package(tmp_path / "one")
    assert (found.differences, found.issues) == ((), ("network-2026-W46",))
    assert (tmp_path / "one" / SUMS).read_bytes() == (tmp_path / "again" / SUMS).read_bytes()
    table = pq.read_table(tmp_path / "one" / "articles.parquet").to_pylist()
    assert len(table) > 20 and all(row["text"] for row in table if row["type"] == "news")
