"""The line with fakes: what is processed twice, in parts, or in another order gives the same archive."""

from __future__ import annotations

import functools
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

from citydesk.archive import Archive, articles, crawling
from citydesk.demo.content_reader import read_sites
from citydesk.pipeline import batches
from citydesk.pipeline.compile import compile_issue, render, write_files
from citydesk.pipeline.search import Wish, search
from citydesk.settings import Settings, load_settings
from crawler.article import Article
from crawler.crawl import PageRead
from digest.period import between
from tests.fakes import NOW, ROOT, FakeEncoder, article, dump, page, run_process, source

LINE_FOUR = """The city council of Ghent has approved the extension of tram line 4 to the harbour on Monday evening.

The works cost 38 million euros and begin in March 2027. Six stops will be built, and 14,000 people will live within
five minutes of a tram. The councillor for mobility called it the largest investment in public transport in a decade.

Residents are invited to an evening of information on 3 December in the library of Muide."""
TEASER = "\n".join(LINE_FOUR.split("\n")[:1])
LIBRARY = """The library of Muide opens its doors on Sundays from January onwards, from ten in the morning.

Volunteers of the neighbourhood look after the reading room, and the café sells coffee for one euro."""


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        yield opened


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


def put(archive: Archive, *found: Article, days: float = 0) -> None:
    """Save versions as seen so many days after NOW."""
    with archive.write():
        for one in found:
            articles.save_version(archive, one, None, NOW + timedelta(days=days))


def told(archive: Archive) -> list[list[tuple[str, str]]]:
    """Return the stories as the last part of each member's address, and its relation."""
    rows = archive.rows(
        "SELECT story, url, relation FROM story_members JOIN articles ON articles.id = article ORDER BY story, position"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["story"], []).append((row["url"].rpartition("/")[2], row["relation"]))
    return sorted(found.values())


def demo_articles() -> list[Article]:
    """Return the articles of the demo's content, without the web around them."""
    return [
        Article(
            url=f"https://{site.key}.example/{one.slug}",
            source=site.key,
            title=one.title,
            text=f"{one.lead}\n\n{one.body}".strip(),
            language=one.language or site.language,
            published=one.published and one.published.astimezone(UTC),
            precision="minute" if one.published else None,
            date_source="feed" if one.published else None,
            first_seen=NOW,
        )
        for site in read_sites()
        for one in site.articles
    ]


def demo_archive(path: Path | str, batches: Sequence[Sequence[Article]]) -> Archive:
    """Return an archive into which articles came and were processed batch by batch."""
    archive = Archive(path)
    crawling.save_sources(archive, [source(site.key) for site in read_sites()])
    for batch in batches:
        put(archive, *batch)
        run_process(archive)
    return archive


def test_teaser_full_text_and_repost_become_one_story(archive: Archive) -> None:
    full = article("full", LINE_FOUR, title="Tram line 4 goes to the harbour", days=1)
    teaser = article("teaser", TEASER, title="Tram line 4 goes to the harbour", days=2)
    repost = replace(full, source="riga", url="https://riga.example/repost", published=NOW)
    put(archive, full, teaser, repost, article("library", LIBRARY))
    done = run_process(archive)

    assert (done.tagged, done.compared, done.stories) == (4, 4, 2)
    assert told(archive) == [
        [("full", "original"), ("teaser", "teaser"), ("repost", "copy")],
        [("library", "original")],
    ]


def test_processing_twice_changes_nothing(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    for slug, text in (("full", LINE_FOUR), ("none", "")):
        url = f"https://ghent.example/{slug}"
        markup = f"<html><title>Tram line 4</title><article><h1>Tram line 4</h1><p>{text}</p></article></html>"
        event = PageRead(source="ghent", url=url, outcome="ok", page=page(url, markup if text else "<p></p>"))
        crawling.save_event(archive, crawl, event, NOW)
    put(archive, article("library", LIBRARY))
    encoder = FakeEncoder()
    first = run_process(archive, encoder)
    before, encoded = dump(archive), len(encoder.encoded)
    second = run_process(archive, encoder)

    assert (first.articles, first.skipped, first.tagged, first.stories) == (1, 1, 2, 2)
    assert (second.articles, second.skipped, second.tagged, second.compared, second.stories) == (0, 0, 0, 0, 0)
    assert dump(archive) == before
    assert len(encoder.encoded) == encoded


def test_empty_archive_is_processed_without_loading_anything(archive: Archive) -> None:
    encoder = FakeEncoder()

    assert run_process(archive, encoder).tagged == 0
    assert encoder.encoded == []


def test_text_that_changed_leaves_its_story(archive: Archive) -> None:
    full = article("full", LINE_FOUR, title="Tram line 4 goes to the harbour", days=1)
    other = replace(full, source="riga", url="https://riga.example/other")
    put(archive, full, other)
    run_process(archive)
    assert told(archive) == [[("full", "original"), ("other", "copy")]]

    put(archive, replace(other, title="Library opens on Sundays", text=LIBRARY), days=1)
    done = run_process(archive)
    assert (done.tagged, done.compared, done.stories) == (1, 1, 2)
    assert told(archive) == [[("full", "original")], [("other", "original")]]


def test_text_that_changed_joins_another_story(archive: Archive) -> None:
    full = article("full", LINE_FOUR, title="Tram line 4 goes to the harbour", days=1)
    other = replace(full, source="riga", url="https://riga.example/other", title="Library on Sundays", text=LIBRARY)
    put(archive, full, other)
    run_process(archive)
    put(archive, replace(other, title=full.title, text=LINE_FOUR), days=1)
    run_process(archive)

    assert told(archive) == [[("full", "original"), ("other", "copy")]]
    assert [row["title"] for row in archive.rows("SELECT title FROM articles_flat")] == [full.title] * 2


def test_search_finds_the_current_words_only(archive: Archive) -> None:
    put(archive, article("full", LINE_FOUR, title="Tramlijn naar de haven – Ørsted à Gand"))
    run_process(archive)
    put(archive, article("full", LIBRARY, title="Bibliotheek"), days=1)
    run_process(archive)

    assert [hit.title for hit in search(archive, "READING roóm", Wish())] == ["Bibliotheek"]
    assert search(archive, "harbour", Wish()) == []


@pytest.mark.parametrize("published", [datetime(2024, 2, 29, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC)])
def test_dated_and_undated_articles_are_compared(archive: Archive, published: datetime) -> None:
    dated = replace(article("dated", LINE_FOUR, title="Tram line 4"), published=published)
    put(archive, dated, article("undated", LINE_FOUR, title="Tram line 4", days=None))
    run_process(archive)

    assert told(archive) == [[("dated", "original"), ("undated", "copy")]]


def test_same_words_far_apart_in_time_are_two_stories(archive: Archive) -> None:
    put(archive, *(article(f"d{days}", LINE_FOUR, title="Tram line 4", days=days) for days in (0, 10, 30)))
    run_process(archive)

    assert told(archive) == [[("d10", "original"), ("d0", "copy")], [("d30", "original")]]


@pytest.fixture(scope="module")
def at_once() -> Iterator[Archive]:
    with demo_archive(":memory:", [demo_articles()]) as archive:
        yield archive


STORIES = {"stories", "story_members", "pairs", "tags", "vectors", "steps", "chapters", "threads", "thread_stories"}


def only_stories(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in dump(archive).items() if name in STORIES}


def test_all_at_once_is_a_fair_comparison(at_once: Archive) -> None:
    sizes = [len(members) for members in told(at_once)]

    assert sum(sizes) == len(demo_articles())
    assert len([size for size in sizes if size > 1]) >= 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_and_batches_of_import_change_no_story(at_once: Archive, seed: int) -> None:
    found = demo_articles()
    chance = random.Random(seed)
    chance.shuffle(found)
    cuts = sorted(chance.sample(range(1, len(found)), 3))
    batches = [found[start:end] for start, end in zip([0, *cuts], [*cuts, len(found)], strict=True)]
    with demo_archive(":memory:", batches) as archive:
        assert only_stories(archive) == only_stories(at_once)


@hypothesis.settings(max_examples=200, deadline=None)
@hypothesis.given(order=st.permutations(range(10)), cuts=st.sets(st.integers(1, 9), max_size=3))
def test_any_order_in_any_batches_gives_the_same_stories_and_ids(order: list[int], cuts: set[int]) -> None:
    found = hard_articles()
    shuffled = [found[index] for index in order]
    edges = [0, *sorted(cuts), len(found)]
    with demo_archive(":memory:", [shuffled[start:end] for start, end in pairwise(edges)]) as archive:
        assert members(archive) == hard_stories()


def hard_articles() -> list[Article]:
    """Return the tellings of approval and kick-off, and three notices from one template."""
    found = sorted(demo_articles(), key=lambda one: one.url)
    grow = [one for one in found if "grow" in f"{one.title} {one.url}".lower()][:7]
    return grow + [one for one in found if "feinstaub" in one.url or "luft" in one.url][: 10 - len(grow)]


@functools.cache
def hard_stories() -> list[tuple[object, ...]]:
    with demo_archive(":memory:", [hard_articles()]) as archive:
        found = members(archive)
    assert len({story for story, *_ in found}) < len(found)  # some are told more than once
    return found


def members(archive: Archive) -> list[tuple[object, ...]]:
    """Return every public id with its members and their relations."""
    return [tuple(row) for row in archive.rows("SELECT story, article, relation FROM story_members ORDER BY 1, 2")]


@pytest.mark.parametrize("backwards", [False, True])
def test_order_of_time_changes_no_story(at_once: Archive, backwards: bool) -> None:
    found = sorted(demo_articles(), key=lambda one: one.when, reverse=backwards)
    with demo_archive(":memory:", [found[:30], found[30:70], found[70:]]) as archive:
        assert only_stories(archive) == only_stories(at_once)


def test_size_of_a_transaction_changes_no_story(at_once: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    with demo_archive(":memory:", [demo_articles()]) as archive:
        assert only_stories(archive) == only_stories(at_once)


def test_ids_told_to_readers_are_found_for_ever(at_once: Archive) -> None:
    found = sorted(demo_articles(), key=lambda one: one.when, reverse=True)
    shown: set[str] = set()
    with Archive(":memory:") as archive:
        crawling.save_sources(archive, [source(site.key) for site in read_sites()])
        for start in range(0, len(found), 25):
            put(archive, *found[start : start + 25])
            run_process(archive)
            shown |= {row["id"] for row in archive.rows("SELECT id FROM stories")}
        known = archive.rows("SELECT id FROM stories UNION SELECT alias FROM story_aliases")
        lost = archive.rows("SELECT alias FROM story_aliases WHERE story NOT IN (SELECT id FROM stories)")

    assert shown - {row[0] for row in known} == set()
    assert lost == []


SITE = "https://digest.example/"
WEEK = between(date(2026, 11, 9), date(2026, 11, 15))


def test_compiling_twice_or_from_a_copy_gives_the_same_bytes(tmp_path: Path, settings: Settings) -> None:
    edition = next(one for one in settings.editions if one.key == "network")
    asked = [source(site.key) for site in read_sites()]

    def compiled(path: Path) -> tuple[dict[str, bytes], dict[str, list[tuple[object, ...]]]]:
        with Archive(path) as archive:
            issue = compile_issue(archive, edition, WEEK, settings.vocabulary, asked, SITE)
            files = write_files(archive, issue.id, tmp_path / path.stem)
            assert {name: file.read_bytes() for name, file in files.items()} == render(issue, SITE)
            return render(issue, SITE), dump(archive)

    demo_archive(tmp_path / "first.sqlite", [demo_articles()]).close()
    shutil.copy(tmp_path / "first.sqlite", tmp_path / "copy.sqlite")
    first = compiled(tmp_path / "first.sqlite")
    again = compiled(tmp_path / "first.sqlite")
    copy = compiled(tmp_path / "copy.sqlite")

    assert sorted(first[0]) == ["atom", "html", "mail", "markdown", "rss", "text"]
    assert first == again == copy


def test_archives_filled_in_another_order_compile_to_the_same_bytes(at_once: Archive, settings: Settings) -> None:
    edition = next(one for one in settings.editions if one.key == "network")
    found = demo_articles()[::-1]
    with demo_archive(":memory:", [found[:50], found[50:]]) as other:
        issues = [compile_issue(one, edition, WEEK, settings.vocabulary, [], SITE) for one in (at_once, other)]

    assert issues[0].stories > 10
    assert render(issues[0], SITE) == render(issues[1], SITE)


def test_issue_without_stories_is_rendered(archive: Archive, settings: Settings) -> None:
    edition = next(one for one in settings.editions if one.key == "network")
    issue = compile_issue(archive, edition, WEEK, settings.vocabulary, [source("ghent")], SITE)

    assert (issue.stories, issue.entries) == (0, ())
    assert all(render(issue, SITE).values())


def test_hash_seed_of_the_process_changes_no_byte(tmp_path: Path) -> None:
    with Archive(tmp_path / "fresh.sqlite") as archive:
        crawling.save_sources(archive, [source(site.key) for site in read_sites()])
        put(archive, *demo_articles())
    found = []
    for seed in ("1", "2"):
        path = Path(shutil.copy(tmp_path / "fresh.sqlite", tmp_path / f"{seed}.sqlite"))
        place = ("--config", "config", "--archive", str(path))
        days = ("--since", "2026-11-09", "--until", "2026-11-15", "--out", str(tmp_path / seed))
        for words in (("process",), ("compile", *days)):
            command = [sys.executable, "-m", "tests.doomed", "never", *place, *words]
            subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, text=True)
        with Archive(path) as archive:
            found.append((dump(archive), {file.name: file.read_bytes() for file in (tmp_path / seed).iterdir()}))

    assert found[0] == found[1]
