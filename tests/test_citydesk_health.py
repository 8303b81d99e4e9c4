"""Health in the archive: the words for outcomes, the days of publication, the states; also for archives of before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from citydesk import schema
from citydesk.archive import Archive, crawling, issues, source_history
from citydesk.pipeline.health import judge_sources, totals
from crawler.article import Listed
from crawler.crawl import Outcome, PageRead, SourceRead
from crawler.health import NOT_MODIFIED
from tests.fakes import NOW, page, source

DAY = timedelta(days=1)
URL = source().url


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as archive:
        crawling.save_sources(archive, [source("ghent"), source("riga")])
        yield archive


def feed(*slugs: str, outcome: Outcome = "ok", published: bool = False, etag: str | None = None) -> SourceRead:
    """Return what Ghent's feed answered; with dates, each article a day older than the one before it."""
    listed = tuple(
        Listed(
            url=f"https://ghent.example/{slug}",
            published=NOW - place * DAY if published else None,
            precision="minute" if published else None,
        )
        for place, slug in enumerate(slugs)
    )
    given = page(URL, f"<rss>{slugs}</rss>") if outcome == "ok" else None
    return SourceRead(source="ghent", url=URL, outcome=outcome, page=given, listed=listed, etag=etag)


def crawl(archive: Archive, *events: SourceRead | PageRead, after: timedelta = timedelta()) -> list[str]:
    """Store a crawl and return how its fetches ended."""
    number = crawling.begin_crawl(archive, NOW + after)
    for event in events:
        crawling.save_event(archive, number, event, NOW + after)
    return [row[0] for row in archive.rows("SELECT outcome FROM fetches WHERE crawl = ? ORDER BY id", (number,))]


def test_outcome_tells_what_is_new_by_what_was_there(archive: Archive) -> None:
    url = "https://ghent.example/tram"
    first, same, edited = (
        PageRead(source="ghent", url=url, outcome="ok", page=page(url, markup)) for markup in ("<p>a", "<p>a", "<p>b")
    )
    assert crawl(archive, feed("tram"), first) == ["ok-new", "ok-new"]
    assert crawl(archive, feed("tram"), same) == ["ok-unchanged", "ok-unchanged"]
    assert crawl(archive, feed("bus", "tram"), edited) == ["ok-new", "ok-new"]
    empty = PageRead(source="ghent", url=url, outcome="ok", page=page(url, " \n"))
    assert crawl(archive, feed(), empty) == ["ok-empty", "ok-empty"]
    assert crawl(archive, feed(outcome="unchanged"), feed(outcome="parse failed")) == ["ok-unchanged", "parse-failed"]
    assert crawl(archive, feed(outcome="blocked"), feed(outcome="timed out")) == ["blocked", "timed out"]


def test_validators_are_left_out_after_a_failure_until_an_answer_is_good(archive: Archive) -> None:
    told = []
    for outcome in ("ok", "unchanged", "broken", "ok"):
        crawl(archive, feed("tram", outcome=outcome, etag='"1"'))
        told.append(bool(crawling.load_validators(archive)))

    assert told == [True, True, False, True]


def test_days_are_those_of_dates_or_of_the_first_sight(archive: Archive) -> None:
    crawl(archive, feed("a", "b", "c"))  # all undated, of any age
    assert source_history.load_days(archive, ["ghent"]) == {}
    crawl(archive, feed("d", "a", "b", "c"), after=DAY)
    assert source_history.load_days(archive, ["ghent"]) == {"ghent": [date(2026, 11, 17)]}
    crawl(archive, feed("e", "f", published=True), after=2 * DAY)
    assert source_history.load_days(archive, ["ghent"])["ghent"] == [
        date(2026, 11, 15),
        date(2026, 11, 16),
        date(2026, 11, 17),
    ]


def test_states_of_a_moment_follow_from_what_was_before_it(archive: Archive) -> None:
    crawl(archive, feed("tram"))
    crawl(archive, feed(outcome="broken"), after=DAY)
    crawl(archive, feed(outcome="unchanged"), after=2 * DAY)
    crawl(archive, feed("bus", "tram"), after=3 * DAY)

    def state(after: timedelta) -> str:
        return judge_sources(archive, NOW + after)["ghent"].state

    assert [state(days * DAY) for days in (-9, 0, 1, 2, 3)] == ["fresh", "fresh", "broken", "broken", "fresh"]
    assert set(judge_sources(archive, NOW)) == {"ghent"}  # Riga was never asked


def test_view_tells_the_states_that_were_judged_last(archive: Archive) -> None:
    crawl(archive, feed("tram"))
    crawl(archive, feed(outcome="timed out"), after=DAY)
    source_history.save_states(archive, judge_sources(archive, NOW + DAY), NOW + DAY)

    row = dict(archive.rows("SELECT * FROM source_health")[0])
    assert (row["key"], row["state"], row["failures"], row["outcome"]) == ("ghent", "broken", 1, "timed out")
    told = totals(archive, NOW + DAY)
    assert (told["source_states"], told["sources_in_trouble"]) == ({"broken": 1}, {"ghent": "broken: timed out"})


def test_organisation_that_is_overdue_stands_among_the_silent(archive: Archive) -> None:
    crawl(archive, feed(*(f"n{number}" for number in range(60)), published=True))
    later = NOW + 40 * DAY
    crawl(archive, feed(*(f"n{number}" for number in range(60)), published=True), after=40 * DAY)
    states = judge_sources(archive, later)
    found = issues.coverage(archive, states, later - 7 * DAY, later)

    assert states["ghent"].state == "overdue"
    assert [name for name, _ in found.silent] == ["City of Ghent"]
    assert found.silent[0][1].startswith("it answers, but has published nothing since 2026-11-16")
    assert (found.quiet, found.not_reached) == ((), ())


OLD = [
    ("source", "ok", "", "ok-new"),
    ("source", "unchanged", "", "ok-unchanged"),
    ("source", "parse failed", "no feed", "parse-failed"),
    ("article", "refused", "answered 403", "blocked"),
    ("article", "refused", "robots.txt disallows it", "refused"),
    ("article", "timed out", "no whole answer in time", "timed out"),
    ("article", "broken", "answered 500", "broken"),
    ("article", "gone", "answered 404", "gone"),
    ("article", "ok", "", "ok-new"),
    ("article", "ok", "", "ok-unchanged"),
]


def test_old_rows_come_to_the_new_words_and_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    files = sorted(Path(schema.__file__).parent.glob("*.sql"))
    with sqlite3.connect(path) as old:
        for file in files:
            if file.name < "14":
                old.executescript(file.read_text())
        old.execute("INSERT INTO crawls VALUES (1, '2026-11-16T06:00:00Z', NULL)")
        old.execute(
            "INSERT INTO sources VALUES ('ghent','Ghent','https://ghent.example/feed','feed','city',NULL,NULL,'A','')"
        )
        old.execute(
            "INSERT INTO listed (url, source, published, precision, first_seen, last_seen) VALUES ('https://g.example/a',"
            " 'ghent', '2026-11-10T08:00:00Z', 'minute', '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z')"
        )
        for number, (of, outcome, reason, _) in enumerate(OLD, 1):
            old.execute(
                "INSERT INTO pages VALUES (?, 'https://g.example/a', '', 'ghent', '', 200, '[]', x'', 'same')",
                (number,),
            )
            old.execute(
                "INSERT INTO fetches VALUES (?, 1, 'ghent', 'https://g.example/a', ?, ?, ?, ?, 0, ?)",
                (number, of, "2026-11-16T06:00:00Z", outcome, reason, number if number > 8 else None),
            )
        old.execute("UPDATE pages SET sha256 = 'other' WHERE id < 9")
    with sqlite3.connect(path) as old:
        old.executescript((Path(schema.__file__).parent / "14_health.sql").read_text())
        rows = old.execute("SELECT outcome, reason FROM fetches ORDER BY id").fetchall()

        assert [row[0] for row in rows] == [new for *_, new in OLD]
        assert rows[1][1] == NOT_MODIFIED
        assert old.execute("SELECT * FROM publication_days").fetchall() == [("ghent", "2026-11-10")]
