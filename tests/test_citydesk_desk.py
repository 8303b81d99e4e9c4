"""The editor's desk below its pages: drafts, edits by two editors, publication, corrections, verification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from citydesk.archive import Archive, crawling
from citydesk.pipeline.desk import Draft, act, draft, issue_named
from citydesk.pipeline.desk_checks import Refused
from citydesk.pipeline.desk_choices import choices
from citydesk.pipeline.desk_publishing import Published, correct, publish
from citydesk.settings import Settings, load_settings
from digest.edits import Action, Edit
from digest.period import between
from tests.fakes import NOW, ROOT, article, run_process, source
from tests.test_citydesk_pipeline import LINE_FOUR, put

WEEK = between(date(2026, 11, 9), date(2026, 11, 15))
MARKET = """The Christmas market of Riga opens on the cathedral square with sixty wooden stalls and a skating rink.

Craftsmen from all over the country sell wool, honey and candles until the first days of the new year."""
TRAM = article("tram", LINE_FOUR, title="Council approves tram line 4 to the harbour", days=5)
SHELVES = """De stadsbibliotheek leent vanaf december ook fietsen en tuingereedschap uit, gratis, drie weken lang.

Een lezerskaart volstaat daarvoor, zegt schepen Peeters, en elke wijk doet mee, van Muide tot Drongen."""
BOOKS = article("library", SHELVES, title="Bibliotheek leent fietsen uit", days=3, language="nl")
FAIR = article("fair", MARKET, title="Christmas market opens", days=4)
STORY = {one.id: "s" + one.id[1:] for one in (TRAM, BOOKS, FAIR)}


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT / "config", {})


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        crawling.save_sources(opened, [source("ghent"), source("riga")])
        put(opened, TRAM, BOOKS, FAIR)
        run_process(opened)
        yield opened


def drafted(archive: Archive, settings: Settings) -> Draft:
    return draft(archive, settings, settings.editions[0], WEEK)


def titles(of: Draft) -> list[str]:
    return [entry.headline or entry.candidate.headline for entry in of.issue.entries]


def did(archive: Archive, settings: Settings, action: Action, editor: str = "ana", seen: int | None = None) -> Edit:
    found = act(archive, settings, settings.editions[0], WEEK, action, editor, now=NOW, seen=seen)
    assert isinstance(found, Edit), found
    return found


def test_smoke(archive: Archive, settings: Settings) -> None:
    before = drafted(archive, settings)
    print(titles(before))
    did(archive, settings, Action(kind="headline", story=BOOKS.url, text="Books on Sundays"))
    did(archive, settings, Action(kind="lead", story=STORY[BOOKS.id]))
    drop = did(archive, settings, Action(kind="drop", story=STORY[FAIR.id]))
    print(titles(drafted(archive, settings)))
    refused = act(
        archive,
        settings,
        settings.editions[0],
        WEEK,
        Action(kind="restore", story=FAIR.id),
        "ben",
        now=NOW,
        seen=drop.number - 1,
    )
    print(refused)
    assert isinstance(refused, Refused)
    print(choices(archive, BOOKS.id))
    done = publish(archive, settings, settings.editions[0], WEEK, "ana", now=NOW)
    assert isinstance(done, Published)
    did(archive, settings, Action(kind="headline", story=BOOKS.url, text="Books"))
    fixed = correct(archive, settings, settings.editions[0], WEEK, "wrong", "ana", now=NOW)
    print(fixed)
    assert isinstance(fixed, Published)
    print(issue_named(settings, "network-2026-W46"))
