"""The archive: versions, transactions, two writers, what is due, stories with their aliases, vectors."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from citydesk.archive import Archive, articles, calibrations, crawling, kept_pages, source_lists, steps, stories
from citydesk.archive.tags import load_tags, save_tags
from citydesk.archive.vectors import load_vectors, save_vectors
from citydesk.errors import ArchiveError
from citydesk.write_ahead import write_ahead
from crawler.article import Article, Listed
from crawler.crawl import Outcome, PageRead, SourceRead, Visit
from nlp.geometry import Geometry
from nlp.similar import Verdict
from nlp.story import Member, Span, Story, Tag
from tests.fakes import NOW, ROOT, article, dump, page, source

DAY = timedelta(days=1)
SAME = Verdict(relation="copy", probability=1.0, evidence=("identical text",))
UNLIKE = Verdict(relation=None, probability=0.3, evidence=("shares 20% of the shorter text",))


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        yield opened


def saved(archive: Archive, *found: Article, days: float = 0) -> list[bool]:
    """Save versions as seen so many days after NOW."""
    with archive.write():
        return [articles.save_version(archive, one, None, NOW + days * DAY) for one in found]


def versions(archive: Archive) -> list[tuple[str, int, int]]:
    """Return (text, number, whether current) of all versions."""
    return [tuple(row) for row in archive.rows("SELECT text, number, is_current FROM versions ORDER BY number")]


def current(archive: Archive, one: Article) -> Article:
    return articles.load_articles(archive, [one.id])[0]


def test_other_text_at_the_same_address_is_a_version(archive: Archive) -> None:
    first, second = article("tram", "Line 4 opens."), article("tram", "Line 4 opens on Monday.")

    assert saved(archive, first) == [True]
    assert saved(archive, second, days=1) == [True]
    assert versions(archive) == [(first.text, 1, 0), (second.text, 2, 1)]
    assert current(archive, first) == replace(second, version=2)


def test_text_seen_again_is_the_same_version(archive: Archive) -> None:
    first = article("tram", "Line 4 opens.")
    saved(archive, first)
    before = dump(archive)

    assert saved(archive, replace(first, text="Line 4   opens.")) == [False]
    assert dump(archive) == before


def test_text_that_comes_back_is_the_version_it_was(archive: Archive) -> None:
    first, second = article("tram", "Line 4 opens."), article("tram", "Line 4 is late.")
    saved(archive, first)
    saved(archive, second, days=1)

    assert saved(archive, first, days=2) == [False]
    assert versions(archive) == [(first.text, 1, 1), (second.text, 2, 0)]


def test_old_snapshot_imported_late_does_not_become_current(archive: Archive) -> None:
    new, old = article("tram", "Line 4 runs."), article("tram", "Line 4 opens.")
    saved(archive, new)

    assert saved(archive, old, days=-9) == [True]
    assert versions(archive) == [(new.text, 1, 1), (old.text, 2, 0)]
    assert current(archive, new).first_seen == NOW - 9 * DAY


def test_republished_article_keeps_its_first_date(archive: Archive) -> None:
    saved(archive, article("tram", "Line 4 opens.", days=5))
    saved(archive, article("tram", "Line 4 has opened.", days=0), days=1)

    assert current(archive, article("tram", "")).published == NOW - 5 * DAY


def test_date_is_not_taken_back_to_unknown_and_may_come_late(archive: Archive) -> None:
    saved(archive, article("tram", "Line 4 opens.", days=None))
    saved(archive, article("tram", "Line 4 opens soon.", days=3), days=1)
    saved(archive, article("tram", "Line 4 opens now.", days=None), days=2)
    found = current(archive, article("tram", ""))

    assert (found.published, found.precision, found.date_source) == (NOW - 3 * DAY, "minute", "feed")


def test_write_is_undone_as_a_whole(archive: Archive) -> None:
    before = dump(archive)
    with pytest.raises(ZeroDivisionError), archive.write():
        articles.save_version(archive, article("tram", "Line 4 opens."), None, NOW)
        _ = 1 / 0

    assert dump(archive) == before
    assert saved(archive, article("tram", "Line 4 opens.")) == [True]


def test_write_takes_the_lock_at_its_start(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.sqlite") as one, Archive(tmp_path / "a.sqlite") as other:
        other.connection.execute("PRAGMA busy_timeout = 1")
        with (
            one.write(),
            pytest.raises(ArchiveError, match=r"^the archive can't be written: database is locked; run "),
            other.write(),
        ):
            pass
        assert other.value("SELECT count(*) FROM articles") == 0  # readers don't wait


WRITER = """
import sys
from citydesk.archive import Archive, articles, crawling
from tests.fakes import NOW, article, source
name, path = sys.argv[1:]
with Archive(path) as archive:
    crawling.save_sources(archive, [source("ghent")])
    for number in range(60):
        with archive.write():
            before = articles.is_empty(archive)  # a read first, as in every step
            articles.save_version(archive, article(f"{name}-{number}", "Line 4 opens."), None, NOW)
"""


def test_two_processes_that_open_and_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, name, str(path)], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("left", "right")
    ]
    told = [(process.communicate()[1], process.returncode) for process in running]

    assert told == [(b"", 0), (b"", 0)]
    with Archive(path) as archive:
        assert archive.value("SELECT count(*) FROM versions WHERE is_current") == 120


def test_opening_waits_for_a_process_that_is_just_making_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with closing(sqlite3.connect(path)) as hasty, pytest.raises(sqlite3.OperationalError, match="database is locked"):
        write_ahead(hasty, wait=0.0)
    threading.Timer(0.2, other.close).start()

    with Archive(path) as archive:
        assert archive.value("PRAGMA journal_mode") == "wal"


def test_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()

    with pytest.raises(ArchiveError) as refused:
        Archive(path)
    assert str(refused.value) == (
        f"{path}: is a database of another program; name another file in service.toml [archive]"
    )
    assert path.read_bytes() == before


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor, " * 100)

    with pytest.raises(ArchiveError, match=r"letter\.txt: can't be opened as an archive: file is not a database"):
        Archive(path)


def test_folder_is_made_and_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.sqlite"
    with Archive(path) as archive:
        before = dump(archive)
    with Archive(path) as archive:
        assert dump(archive) == before


def read_source(*listed: Listed, outcome: Outcome = "ok", etag: str | None = None) -> SourceRead:
    url = source().url
    given = page(url, "<rss/>") if outcome == "ok" else None
    return SourceRead(source="ghent", url=url, outcome=outcome, page=given, listed=listed, etag=etag)


def read_page(slug: str, outcome: Outcome = "ok", etag: str | None = None) -> PageRead:
    url = f"https://ghent.example/{slug}"
    given = page(url, "<p>Line 4 opens.</p>") if outcome == "ok" else None
    return PageRead(source="ghent", url=url, outcome=outcome, page=given, etag=etag)


def listed(*slugs: str) -> tuple[Listed, ...]:
    return tuple(Listed(url=f"https://ghent.example/{slug}", title=slug) for slug in slugs)


def due(archive: Archive, days: float = 14, most: int = 50) -> list[str]:
    """Return the last parts of the addresses due with a window of so many days."""
    found = source_lists.visits_due(archive, ["ghent"], since=NOW - days * DAY, most=most)
    assert all(visit == Visit(url=visit.url, source="ghent") for visit in found)
    return [visit.url.rpartition("/")[2] for visit in found]


def test_validators_are_committed_with_what_they_brought(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    broken = replace(read_source(*listed("tram"), etag='"1"'), listed=(None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        crawling.save_event(archive, crawl, broken, NOW)
    assert (crawling.load_validators(archive), source_lists.known_addresses(archive, ["ghent"])) == ({}, ())

    crawling.save_event(archive, crawl, read_source(*listed("tram"), etag='"1"'), NOW)
    assert crawling.load_validators(archive) == {source().url: ('"1"', None)}
    assert source_lists.known_addresses(archive, ["ghent"]) == ("https://ghent.example/tram",)


def test_validators_stay_when_an_answer_brings_none(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    crawling.save_event(archive, crawl, read_page("tram", etag='"1"'), NOW)
    crawling.save_event(archive, crawl, read_page("tram", "unchanged", etag='"2"'), NOW)

    assert crawling.load_validators(archive) == {"https://ghent.example/tram": ('"1"', None)}


def test_address_that_never_answered_well_is_tried_five_times(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    crawling.save_event(archive, crawl, read_source(*listed("tram", "bus")), NOW)
    tried = []
    for _ in range(6):
        tried.append(due(archive))
        crawling.save_event(archive, crawl, read_page("tram", "timed out"), NOW)

    assert tried == [["bus", "tram"]] * 5 + [["bus"]]


@pytest.mark.parametrize("outcome", ["gone", "unchanged"])
def test_address_that_answered_is_not_tried_again(archive: Archive, outcome: Outcome) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    crawling.save_event(archive, crawl, read_source(*listed("tram")), NOW)
    crawling.save_event(archive, crawl, read_page("tram", outcome), NOW)

    assert due(archive) == []


def test_page_is_visited_again_within_the_window_unless_it_gave_no_article(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    crawling.save_event(archive, crawl, read_source(*listed("tram", "menu")), NOW)
    for slug in ("tram", "menu"):
        crawling.save_event(archive, crawl, read_page(slug), NOW)
    assert (due(archive), due(archive, days=-1)) == (["menu", "tram"], [])

    numbers = {found.url.rpartition("/")[2]: number for number, found in kept_pages.pages_to_extract(archive)}
    with archive.write():
        kept_pages.save_extraction(archive, numbers["menu"], reason="listing page")
        kept_pages.save_extraction(archive, numbers["tram"], article="a1")
    assert due(archive) == ["tram"]
    assert kept_pages.count_pages_to_extract(archive) == 0


def test_newest_so_many_of_each_kind_are_visited(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    dated = [replace(one, published=NOW - place * DAY) for place, one in enumerate(listed("a", "b", "c", "d", "e"))]
    crawling.save_event(archive, crawl, read_source(*dated), NOW)
    for slug in ("a", "c", "e"):
        crawling.save_event(archive, crawl, read_page(slug), NOW)

    assert [due(archive, most=most) for most in (1, 2, 9)] == [list("ab"), list("abcd"), list("abcde")]


def test_page_comes_out_of_the_archive_as_it_went_in(archive: Archive) -> None:
    crawl = crawling.begin_crawl(archive, NOW)
    event = read_page("tram")
    crawling.save_event(archive, crawl, event, NOW)

    assert [found for _, found in kept_pages.pages_to_extract(archive)] == [event.page]


def test_listing_that_changed_after_a_page_came_says_nothing_of_its_title(archive: Archive) -> None:
    url = "https://ghent.example/tram"
    old = Listed(url=url, title="Line 4", published=NOW, precision="day", text="Line 4 opens.")
    with archive.write():
        source_lists.save_listed(archive, "ghent", [old], NOW)
        source_lists.save_listed(archive, "ghent", [old], NOW + DAY)  # listed again, unchanged
    assert source_lists.listed_at(archive, url, NOW) == old

    new = replace(old, title="Line 5")
    with archive.write():
        source_lists.save_listed(archive, "ghent", [new], NOW + 2 * DAY)
    assert source_lists.listed_at(archive, url, NOW) == replace(old, title=None, text=None)
    assert source_lists.listed_at(archive, url, NOW + 2 * DAY) == new


def test_old_listing_imported_late_changes_only_when_it_was_first_seen(archive: Archive) -> None:
    new, old = Listed(url="https://ghent.example/tram", title="Line 5"), listed("tram")[0]
    with archive.write():
        source_lists.save_listed(archive, "ghent", [new], NOW)
        source_lists.save_listed(archive, "ghent", [old], NOW - DAY)
        source_lists.save_listed(archive, "riga", [old], NOW + DAY)
    rows = archive.rows("SELECT source, title, first_seen, last_seen FROM listed")

    assert [tuple(row) for row in rows] == [("ghent", "Line 5", "2026-11-15T06:00:00Z", "2026-11-16T06:00:00Z")]


def story(*found: Article, id: str | None = None) -> Story:
    return Story(
        id=id or "s" + found[0].id[1:],
        title=found[0].title,
        language="en",
        first_published=NOW,
        last_published=NOW,
        members=tuple(Member(article=one.id, relation="original", score=1.0, evidence=("why",)) for one in found),
    )


def kept(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Return the stories of the archive by id with the ids of their members."""
    found = stories.load_stories(archive, "0000", "9999")
    return {one.id: tuple(member.article for member in one.members) for one, _ in found}


def aliases(archive: Archive) -> dict[str, str]:
    return dict(archive.rows("SELECT alias, story FROM story_aliases"))  # type: ignore[arg-type]


def put(archive: Archive, *told: Story) -> None:
    with archive.write():
        stories.replace_stories(archive, told, frozenset())


A, B, C = (article(slug, f"All about {slug}.") for slug in ("tram", "bus", "boat"))


def test_story_comes_out_of_the_archive_as_it_went_in(archive: Archive) -> None:
    saved(archive, A, B)
    put(archive, story(A, B))

    assert stories.load_stories(archive, "2026-11-16T06:00:00Z", "2026-11-16T06:00:00Z") == [(story(A, B), False)]
    assert stories.load_stories(archive, "2026-11-16T06:00:01Z", "9999") == []


def test_merged_story_leaves_its_id_as_an_alias(archive: Archive) -> None:
    saved(archive, A, B, C)
    put(archive, story(A), story(B), story(C))
    put(archive, story(B, C))
    assert aliases(archive) == {story(C).id: story(B).id}

    put(archive, story(A, B, C))
    assert kept(archive) == {story(A).id: (A.id, B.id, C.id)}
    assert aliases(archive) == {story(C).id: story(A).id, story(B).id: story(A).id}


def test_alias_ends_when_the_story_is_told_apart_again(archive: Archive) -> None:
    saved(archive, A, B)
    put(archive, story(A), story(B))
    put(archive, story(A, B))
    put(archive, story(A), story(B))

    assert (set(kept(archive)), aliases(archive)) == ({story(A).id, story(B).id}, {})


def test_story_that_moves_to_another_id_is_found_under_the_old_one(archive: Archive) -> None:
    saved(archive, A, B)
    put(archive, story(A))
    put(archive, story(B, A))  # an earlier article came in

    assert (kept(archive), aliases(archive)) == ({story(B).id: (B.id, A.id)}, {story(A).id: story(B).id})


def test_replacing_stories_by_themselves_changes_nothing(archive: Archive) -> None:
    saved(archive, A, B, C)
    put(archive, story(A), story(B), story(C))
    put(archive, story(A, B))
    before = dump(archive)
    put(archive, story(A, B), story(C))

    assert dump(archive) == before


def test_connected_follows_accepted_pairs_and_stories(archive: Archive) -> None:
    chain = [article(f"n{number}", f"Number {number}.") for number in range(6)]
    saved(archive, *chain)
    ids = [one.id for one in chain]
    accepted = dict.fromkeys([_key(ids[0], ids[1]), _key(ids[2], ids[1])], SAME)
    with archive.write():
        stories.replace_pairs(archive, ids, {**accepted, _key(ids[3], ids[2]): UNLIKE})
    put(archive, story(chain[2], chain[4]), story(chain[5]))

    assert stories.connected(archive, [ids[0]]) == {ids[0], ids[1], ids[2], ids[4]}
    assert stories.connected(archive, [ids[5]]) == {ids[5]}
    assert stories.connected(archive, []) == set()


def test_pairs_of_an_article_are_replaced_on_both_sides(archive: Archive) -> None:
    saved(archive, A, B, C)
    first = {_key(A.id, B.id): SAME, _key(B.id, C.id): UNLIKE, _key(A.id, C.id): UNLIKE}
    with archive.write():
        stories.replace_pairs(archive, [A.id, B.id, C.id], first)
        stories.replace_pairs(archive, [B.id], {_key(B.id, C.id): SAME})

    assert stories.load_pairs(archive, [A.id, B.id, C.id]) == {_key(A.id, C.id): UNLIKE, _key(B.id, C.id): SAME}
    assert stories.load_pairs(archive, [A.id, B.id]) == {}


def test_vectors_are_kept_as_float16_and_apart_by_model(archive: Archive) -> None:
    vector = np.array([0.6, -0.8, 1 / 3], np.float32)
    with archive.write():
        save_vectors(archive, {"key": vector}, "e5")
        save_vectors(archive, {"key": -vector}, "e5")  # the first one stays
    found = load_vectors(archive, ["key", "other"], "e5")

    assert archive.value("SELECT length(vector) FROM vectors") == 6
    assert {key: (str(one.dtype), one.tolist()) for key, one in found.items()} == {
        "key": ("float32", vector.astype(np.float16).astype(np.float32).tolist())
    }
    assert load_vectors(archive, ["key"], "another model") == {}


def test_geometry_of_a_model_is_frozen(archive: Archive) -> None:
    first, second = (
        Geometry(model_id="fake", version=name, overall=np.full(2, at, np.float32), means={"en": np.ones(2, "f4")})
        for name, at in (("first", 0.5), ("second", 0.7))
    )
    with archive.write():
        calibrations.save_geometry(archive, first)
        calibrations.save_geometry(archive, second)
    found = calibrations.load_geometry(archive, "fake")

    assert found is not None
    assert (found.version, found.overall.tolist(), found.means["en"].tolist()) == ("first", [0.5, 0.5], [1.0, 1.0])
    assert calibrations.load_geometry(archive, "e5") is None


def test_tags_come_out_of_the_archive_as_they_went_in_best_first(archive: Archive) -> None:
    saved(archive, A, B)
    city = Tag(kind="city", value="riga", role="primary", score=0.7, reason="says so", evidence=(
        Span(field="text", start=0, end=3, words="All"),))  # fmt: skip
    topic = Tag(kind="topic", value="transport", score=0.9)
    with archive.write():
        save_tags(archive, A.id, [topic])
        save_tags(archive, A.id, [city, topic])

    assert load_tags(archive, [A.id, B.id]) == {A.id: (topic, city), B.id: ()}


def test_step_is_due_for_another_text_and_for_other_rules(archive: Archive) -> None:
    saved(archive, A, B)
    with archive.write():
        steps.mark_done(archive, [A], "tag", "rules-1")
    assert steps.articles_missing(archive, "tag", "rules-1") == [B.id]
    assert set(steps.articles_missing(archive, "tag", "rules-2")) == {A.id, B.id}

    saved(archive, replace(A, text="Other words."), days=1)
    assert set(steps.articles_missing(archive, "tag", "rules-1")) == {A.id, B.id}


def test_every_moment_and_json_of_the_archive_is_readable_by_others(archive: Archive) -> None:
    saved(archive, A)
    put(archive, story(A))
    member = archive.rows("SELECT evidence FROM story_members")[0]

    assert archive.value("SELECT datetime(first_seen) FROM articles") == "2026-11-16 06:00:00"
    assert json.loads(member["evidence"]) == ["why"]


def _key(left: str, right: str) -> tuple[str, str]:
    return (min(left, right), max(left, right))
