"""Compiling: likeness from the vectors at hand, briefs that are kept, a year of issues byte for byte, rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from citydesk.archive import Archive, crawling, issues
from citydesk.pipeline.compile import compile_issue, gather
from citydesk.settings import Settings, load_settings
from digest.period import period_of, previous
from nlp.story import Sentence
from tests.fakes import NOW, ROOT, article, run_process, source
from tests.test_citydesk_pipeline import put

SITE = "https://citydesk.example/"
TEXT = """The city council decided on {day} to build {number} homes beside the old harbour, for {number} million euros.

The first tenants move in next spring, says the mayor, and the rent is capped for thirty years."""
WEEKS = [period_of(NOW, "Europe/Brussels")]
while len(WEEKS) < 52:
    WEEKS.append(previous(WEEKS[-1], "weekly"))
WEEKS.reverse()


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


def filled() -> Archive:
    archive = Archive(":memory:")
    crawling.save_sources(archive, [source("ghent"), source("riga")])
    told = [
        article(f"homes-{number}", TEXT.format(day=NOW - timedelta(days=days), number=number), days=days,
                title=f"Council approves {number} homes", source=("ghent", "riga")[number % 2])
        for number, days in enumerate(range(0, 364, 7), 20)
    ]  # fmt: skip
    put(archive, *told)
    run_process(archive)
    return archive


@pytest.fixture
def archive() -> Iterator[Archive]:
    with filled() as opened:
        yield opened


def compiled(archive: Archive, settings: Settings) -> dict[str, dict[str, bytes]]:
    edition = settings.editions[0]
    made = [compile_issue(archive, edition, week, settings.vocabulary, settings.sources, SITE) for week in WEEKS]
    return {issue.id: issues.load_renderings(archive, issue.id) for issue in made}


def test_a_year_of_weeks_is_the_same_byte_for_byte(archive: Archive, settings: Settings) -> None:
    first = compiled(archive, settings)
    assert len(first) == 52
    assert compiled(archive, settings) == first
    with filled() as other:
        other.run("DELETE FROM briefs")  # what is kept is a matter of time, not of content
        assert compiled(other, settings) == first


def test_briefs_are_made_by_processing_and_looked_up_by_compiling(archive: Archive, settings: Settings) -> None:
    assert archive.value("SELECT count(*) FROM briefs") == archive.value("SELECT count(*) FROM stories")
    assert archive.value("SELECT count(*) FROM waiting_briefs") == 0
    archive.run("""UPDATE briefs SET cues = json_set(cues, '$.money', 7e9)""")
    basis = gather(archive, settings.editions[0], WEEKS[-1], settings.vocabulary, settings.sources)
    assert {one.cues.money for one in basis.candidates} == {7e9}


def test_a_brief_of_other_texts_does_not_count(archive: Archive, settings: Settings) -> None:
    archive.run("UPDATE briefs SET made_of = 'another', sentences = '[]'")
    basis = gather(archive, settings.editions[0], WEEKS[-1], settings.vocabulary, settings.sources)
    assert all(isinstance(one.sentences[0], Sentence) for one in basis.candidates)


def test_stories_alike_are_pairs_and_what_was_told_is_known(archive: Archive, settings: Settings) -> None:
    compiled(archive, settings)
    basis = gather(archive, settings.editions[0], WEEKS[-1], settings.vocabulary, settings.sources)
    stories = {one.story for one in basis.candidates}
    assert all({left, right} <= stories and 0 < cosine <= 1 for left, right, cosine in basis.alike)
    assert max(one.known for one in basis.candidates) > 0


def test_an_edition_is_rows_too(archive: Archive, settings: Settings) -> None:
    made = compiled(archive, settings)
    rows = archive.rows("SELECT * FROM edition_stories WHERE edition = 'network' ORDER BY first_day, place")
    assert {row["issue"] for row in rows} <= made.keys()
    assert all(row["url"].startswith("https://") and row["place"] >= 1 for row in rows)
