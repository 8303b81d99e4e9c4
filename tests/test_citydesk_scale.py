"""Work on a new article depends on its time window: what is searched, what is kept for it, what a query looks at."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from citydesk.archive import Archive, articles, crawling, fingerprints, issues, source_lists, steps, stories
from citydesk.pipeline import window
from citydesk.pipeline.health import judge_sources
from citydesk.pipeline.twins import index_stories, old_twins
from citydesk.pipeline.window import Prints, compare_within_window
from crawler.article import Article, Listed
from crawler.crawl import PageRead, SourceRead
from nlp import twins
from nlp.candidates import near, sketches
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.frozen import load_geometry
from nlp.group import compare
from nlp.similar import Verdict
from nlp.twins import TwinIndex, nearest
from nlp.weights import MODEL_ID
from tests.bench.demo_texts import invented
from tests.fakes import NOW, article, dump, frozen_encoder, page, run_process, source

DAY = timedelta(days=1)
SAME = Verdict(relation="report", probability=0.9, evidence=())
TRAM = """The city council of Ghent has approved the extension of tram line 4 to the harbour. The works cost 38 million
euros and begin in March. Six stops will be built, and many people will live within five minutes of a tram."""
BEES = """Beekeepers of Riga share forty hives on the roofs of schools, and pupils learn how honey is made there."""


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        yield opened


def put(archive: Archive, *found: Article, at: datetime = NOW) -> None:
    with archive.write():
        for one in found:
            articles.save_version(archive, one, None, at)


def prints_of(archive: Archive) -> Prints:
    geometry = load_geometry(MODEL_ID)
    assert geometry is not None
    return Prints(archive=archive, encoder=frozen_encoder(), geometry=geometry)


def scattered(count: int, seed: int) -> list[Article]:
    """Return articles of half a year, one in four undated, first seen weeks after they came out or at once."""
    chance = random.Random(seed)
    found = []
    for number, one in enumerate(invented(count, seed)):
        when = NOW - timedelta(hours=chance.randrange(180 * 24))
        published = when if chance.random() < 0.75 else None
        seen = when + chance.choice((0, 0, 0, 10, 90)) * DAY
        url = f"https://ghent.example/{number}"
        found.append(replace(one, url=url, source="ghent", published=published, first_seen=seen))
    return found


# The search


def test_near_in_time_is_a_question_of_the_two_alone() -> None:
    vector = np.array([1, 0], np.float32)

    def told(published: float | None, seen: float) -> Fingerprint:
        one = article("a", "Tram.", first_seen=NOW - seen * DAY, days=published)
        return fingerprint(one, vector)

    for left, right, expected in (
        (told(0, 0), told(14, 14), True),
        (told(0, 0), told(14.01, 0), False),  # seen at once, but dated
        (told(None, 0), told(100, 14), True),  # an old one that came in lately
        (told(None, 50), told(60, 0), True),  # an old one of that time, come in late
        (told(None, 0), told(100, 14.01), False),
        (told(None, 0), told(None, 14), True),
        (told(None, 0), told(None, 15), False),
    ):
        both = sketches([left]), sketches([right])
        assert (near(*both)[0, 0], near(*both[::-1])[0, 0]) == (expected, expected)


@pytest.mark.parametrize("seed", [1, 2])
def test_archive_gives_the_pairs_that_all_articles_at_once_give(archive: Archive, seed: int) -> None:
    found = scattered(120, seed)
    put_as_they_were_seen(archive, found)
    run_process(archive)
    archive.run("DELETE FROM fingerprints WHERE article LIKE '%7'")  # some have gone
    prints = prints_of(archive)
    loaded = articles.load_articles(archive, [one.id for one in found])
    new, later = loaded[:20], {one.id for one in loaded[20:30]}

    asked = {key for key, _ in compare_within_window(prints, new, later, lambda _left, _right: SAME)}
    rest = [one for one in loaded if one.id not in later]
    expected = {key for key, _ in compare(prints.of(new), prints.of(rest[20:]), lambda _left, _right: SAME)}
    assert asked == expected
    assert len(asked) > 20


def put_as_they_were_seen(archive: Archive, found: Sequence[Article]) -> None:
    for one in found:
        put(archive, one, at=one.first_seen)


def test_blocks_change_no_pair(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    found = scattered(60, seed=3)
    put_as_they_were_seen(archive, found)
    run_process(archive)
    loaded = articles.load_articles(archive, [one.id for one in found])

    def pairs() -> set[tuple[str, str]]:
        asked = compare_within_window(prints_of(archive), loaded[:9], (), lambda _left, _right: SAME)
        return {key for key, _ in asked}

    whole = pairs()
    monkeypatch.setattr(window, "BLOCK", 7)
    assert pairs() == whole


def test_late_old_article_does_not_search_the_years_between(archive: Archive) -> None:
    put(archive, *(article(f"d{days}", TRAM, days=days) for days in (0, 30, 60, 400, 800)))
    run_process(archive)
    found = articles.load_articles(archive, [article(f"d{days}", TRAM).id for days in (0, 800)])
    around = window._around(archive, prints_of(archive).of(found))
    assert set(around) == {one.id for one in found}


def test_undated_article_meets_what_came_in_with_it_and_not_the_whole_archive(archive: Archive) -> None:
    old = article("old", TRAM, title="Tram line 4", days=200, first_seen=NOW - 200 * DAY)
    teaser = article("teaser", TRAM, title="Tram line 4", days=None)
    imported = article("imported", TRAM, title="Tram line 4", days=3000)
    for one in (old, teaser, imported):
        put(archive, one, at=one.first_seen)
    run_process(archive)

    homes = stories.homes(archive, [old.id, teaser.id, imported.id])
    assert homes[teaser.id] == homes[imported.id] != homes[old.id]


def test_undated_article_that_turns_out_to_be_older_is_grouped_anew(archive: Archive) -> None:
    old = article("old", TRAM, title="Tram line 4", days=200, first_seen=NOW - 200 * DAY)
    undated = article("undated", TRAM, title="Tram line 4", days=None)
    for one in (old, undated):
        put(archive, one, at=one.first_seen)
    run_process(archive)
    before = stories.homes(archive, [old.id, undated.id])
    put(archive, replace(undated, first_seen=NOW - 190 * DAY), at=NOW - 190 * DAY)
    done = run_process(archive)

    after = stories.homes(archive, [old.id, undated.id])
    assert len(set(before.values())) == 2
    assert (done.tagged, done.compared, len(set(after.values()))) == (0, 1, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_and_batches_change_no_story_of_dated_and_undated_articles(seed: int) -> None:
    found = scattered(60, seed=5)
    found += [replace(one, url=one.url + "-again", first_seen=one.first_seen + 3 * DAY) for one in found[::3]]
    shuffled = random.Random(seed).sample(found, len(found))
    kept = []
    for batches in ([found], [shuffled[:13], shuffled[13:50], shuffled[50:]]):
        with Archive(":memory:") as archive:
            crawling.save_sources(archive, [source("ghent")])
            for batch in batches:
                put_as_they_were_seen(archive, batch)
                run_process(archive)
            rows = dump(archive)
            kept.append({name: rows[name] for name in ("stories", "story_members", "pairs", "steps")})
    assert kept[0] == kept[1]
    assert len(kept[0]["stories"]) < len(found)


# What is kept


def test_fingerprint_comes_out_of_the_archive_as_it_went_in(archive: Archive) -> None:
    found = [replace(one, source="ghent", published=published) for one, published in zip(
        invented(6), (NOW, None, NOW, None, NOW, NOW), strict=True)]  # fmt: skip
    put(archive, *found)
    loaded = articles.load_articles(archive, [one.id for one in found])
    prints = prints_of(archive)
    made = prints.of(loaded)
    with archive.write():
        prints.save()
    kept = prints.kept(one.id for one in loaded)

    assert [kept[one.id] for one in loaded] == made
    for one in made:
        assert np.array_equal(kept[one.article].shingles, one.shingles)
        assert np.array_equal(kept[one.article].vector, one.vector)


def test_fingerprints_of_texts_that_changed_and_of_other_rules_are_not_used(archive: Archive) -> None:
    put(archive, article("tram", TRAM))
    run_process(archive)
    (known,) = archive.rows("SELECT rules, text_hash FROM fingerprints")
    put(archive, article("tram", BEES), at=NOW + DAY)

    assert archive.rows("SELECT 1 FROM fingerprints") == []
    run_process(archive)
    (now,) = archive.rows("SELECT rules, text_hash FROM fingerprints")
    assert (now["rules"], now["text_hash"]) == (known["rules"], article("tram", BEES).text_hash)
    centre = prints_of(archive).geometry.centre
    assert fingerprints.load_fingerprints(archive, [article("tram", "").id], "other rules", centre) == {}


def test_fingerprints_go_three_months_after_an_article_was_first_seen(archive: Archive) -> None:
    for days in (91, 89, 0):
        one = article(f"d{days}", TRAM, days=days, first_seen=NOW - days * DAY)
        put(archive, one, at=one.first_seen)
    run_process(archive)
    assert sorted(row[0] for row in archive.rows("SELECT url FROM fingerprints JOIN articles ON id = article")) == [
        "https://ghent.example/d0",
        "https://ghent.example/d89",
    ]


def test_what_waits_is_what_no_step_has_dealt_with(archive: Archive) -> None:
    put(archive, *(article(f"n{number}", TRAM + str(number), days=number) for number in range(5)))
    run_process(archive)
    assert archive.rows("SELECT * FROM waiting_articles") == archive.rows("SELECT * FROM waiting_pages") == []

    put(archive, article("n1", BEES), article("new", BEES), at=NOW + DAY)
    names = ("embed", "tag", "group")
    waiting = {tuple(row) for row in archive.rows("SELECT step, article FROM waiting_articles") if row["step"] in names}
    changed = {article("n1", "").id, article("new", "").id}
    assert waiting == {(step, id) for step in names for id in changed}
    rules = {row["step"]: row["rules"] for row in archive.rows("SELECT step, rules FROM step_rules")}
    archive.run("DELETE FROM step_rules")
    assert {(step, id) for step in names for id in steps.articles_missing(archive, step, rules[step])} == waiting


# What a query looks at


class Watched:
    """A connection that notes which tables a statement scans."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.scans: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        self._note(sql, parameters)
        return self.connection.execute(sql, parameters)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        for row in rows[:1]:
            self._note(sql, row)
        return self.connection.executemany(sql, rows)

    def _note(self, sql: str, parameters: Any) -> None:
        if sql.split(maxsplit=1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            plan = self.connection.execute("EXPLAIN QUERY PLAN " + sql, parameters).fetchall()
            self.scans |= {row[3].split()[1] for row in plan if row[3].startswith("SCAN ") and "VIRTUAL" not in row[3]}


LARGE = {"articles", "versions", "vectors", "steps", "pairs", "stories", "story_members", "story_aliases", "tags",
         "pages", "fetches", "listed", "extractions", "validators", "fingerprints", "version_numbers",
         "meanings"}  # fmt: skip


def test_no_query_of_crawl_process_and_compile_looks_through_the_archive(archive: Archive) -> None:
    put(archive, *(article(f"n{number}", TRAM, days=number or None) for number in range(4)))
    run_process(archive)  # the first time everything is new
    watched = Watched(archive.connection)
    archive.connection = watched  # type: ignore[assignment]

    feed, url = source().url, "https://ghent.example/tram"
    crawl = crawling.begin_crawl(archive, NOW)
    listed = (Listed(url=url, title="Tram"),)
    read = SourceRead(source="ghent", url=feed, outcome="ok", page=page(feed, "<rss/>"), listed=listed)
    crawling.save_event(archive, crawl, read, NOW)
    markup = f"<html><title>Tram</title><article><h1>Tram line</h1><p>{TRAM}</p></article></html>"
    crawling.save_event(archive, crawl, PageRead(source="ghent", url=url, outcome="ok", page=page(url, markup)), NOW)
    source_lists.visits_due(archive, ["ghent"], NOW - 14 * DAY, 50)
    source_lists.known_addresses(archive, ["ghent"])
    put(archive, article("n1", BEES), at=NOW + DAY)
    done = run_process(archive)
    stories.load_stories(archive, "2026-11-09", "2026-11-16")
    issues.coverage(archive, judge_sources(archive, NOW, ["ghent"]), NOW - 7 * DAY, NOW)
    assert (done.articles, done.compared) == (1, 2)
    assert watched.scans & LARGE - {"articles"} == set()  # of articles the first row: is there any


# Old twins


def unit(count: int, seed: int = 1) -> Any:
    vectors = np.random.default_rng(seed).standard_normal((count, 32)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize(("has_graph", "recall"), [(True, 0.95), (False, 1.0)])
def test_index_finds_what_lies_nearest(monkeypatch: pytest.MonkeyPatch, has_graph: bool, recall: float) -> None:
    monkeypatch.setattr(twins, "FEWEST_FOR_GRAPH", 1)
    if not has_graph:
        monkeypatch.setattr(twins, "_graph", lambda _vectors: None)
    elif twins._graph(unit(1)) is None:
        pytest.skip("usearch is not installed")
    vectors = unit(500)
    index = TwinIndex.build(vectors, [f"a{number}" for number in range(500)])
    shared = 0
    for number in range(0, 500, 5):
        found = dict(index.near(vectors[number], 5))
        exact = {f"a{place}": cosine for place, cosine in nearest(vectors, vectors[number], 5)}
        shared += len(found.keys() & exact.keys())
        assert all(found[key] == pytest.approx(exact[key], abs=0.01) for key in found.keys() & exact.keys())
    assert shared / 500 >= recall  # a graph is approximate, and built by several threads


@pytest.mark.parametrize("count", [0, 3])
def test_empty_index_has_nothing_near(count: int) -> None:
    assert TwinIndex.build(np.zeros((0, 0), np.float32), []).near(unit(1)[0], count) == []


def test_article_published_again_after_months_finds_its_old_twin(archive: Archive) -> None:
    again = article("again", TRAM, title="Tram line 4 goes to the harbour")
    put(
        archive,
        again,
        article("same-week", TRAM, title="Tram line 4 goes to the harbour", days=2),
        article("old", TRAM, title="Tram line 4 goes to the harbour", days=100),
        article("bees", BEES, days=100),
    )
    run_process(archive)
    prints = prints_of(archive)
    (twin,) = old_twins(prints, index_stories(prints), again.id, copies)

    assert (twin.article, twin.story) == (article("old", "").id, "s" + article("old", "").id[1:])
    assert (twin.earlier_by, twin.verdict.relation) == (100 * DAY, "copy")
    assert old_twins(prints, index_stories(prints), article("old", "").id, copies) == []


def copies(left: Fingerprint, right: Fingerprint) -> Verdict:
    is_copy = left.text_hash == right.text_hash
    return Verdict(relation="copy" if is_copy else None, probability=float(is_copy), evidence=())
