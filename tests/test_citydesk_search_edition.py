"""A search as an edition: what it lets in, its table from the command line, its page; and published as any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from citydesk.archive import Archive
from citydesk.cli import commands
from citydesk.errors import ConfigError
from citydesk.pipeline.compile import gather
from citydesk.pipeline.desk_frozen import freeze, thaw
from citydesk.pipeline.desk_publishing import Published, publish
from citydesk.pipeline.desk_verifying import verify
from citydesk.settings import load_settings, write_config
from digest.issue import Edition
from digest.period import iso_week
from tests.fakes import NOW
from tests.public_samples import document, sample_archive
from tests.served import shipped_settings

WEEK = iso_week("2026-W46")
HARBOUR = "Council approves tram line 4 to the harbour"


def headlines(archive: Archive, **asked: object) -> set[str]:
    settings = shipped_settings()
    edition = Edition(key="trams", title="Trams", language="en", zone="Europe/Brussels", **asked)  # type: ignore[arg-type]
    basis = gather(archive, edition, WEEK, settings.vocabulary, settings.sources)
    assert thaw(freeze(basis)) == basis
    return {one.headline for one in basis.candidates}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("trams", {HARBOUR}),  # another form
        ('"tram line"', {HARBOUR}),
        ('"line tram"', set()),
        ("tram OR market", {HARBOUR, "Christmas market opens"}),
        ("(tram OR market) -harbour", {"Christmas market opens"}),
        ("tram language:nl", set()),
        ("market city:ghent,riga", {"Christmas market opens"}),
        ("trma", set()),  # no corrected slips
        ("tram after:2027", set()),
    ],
)
def test_an_edition_takes_the_stories_that_hold_its_words(search: str, found: set[str]) -> None:
    with sample_archive() as archive:
        assert headlines(archive, search=search) == found


def test_the_table_of_a_search_is_an_edition_that_is_published_and_shown(tmp_path: Path) -> None:
    write_config(tmp_path / "config")
    typed = ["search", "--as-edition", 'Trams "and" buses', "tram OR bus -crash"]
    printed = CliRunner().invoke(commands, ["--config", str(tmp_path / "config"), *typed])
    assert printed.exit_code == 0, printed.output
    with (tmp_path / "config/editions.toml").open("a") as file:
        file.write(f"\n{printed.output}")
    settings = load_settings(tmp_path / "config", {})
    edition = next(one for one in settings.editions if one.key == "trams-and-buses")
    assert (edition.title, edition.search) == ('Trams "and" buses', "tram OR bus -crash")
    with sample_archive() as archive:
        done = publish(archive, settings, edition, WEEK, "noor", now=NOW)
        assert isinstance(done, Published)
        assert verify(archive, f"trams-and-buses-{WEEK.name}").differences == ()
        page = document(archive, settings, "fr/editions/trams-and-buses/").body.decode()
        assert '<a href="/fr/search/?q=tram+OR+bus+-crash">tram OR bus -crash</a>' in page.replace("%20", "+")
        assert HARBOUR.encode() in document(archive, settings, "en/editions/trams-and-buses/feed.atom").body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--by", "meaning", "tram"], "an edition goes by words"),
        (["()"], '"T": holds nothing'),
        (["tram after:soon"], "after:soon: is no date"),
    ],
)
def test_what_is_no_edition_is_a_users_mistake(tmp_path: Path, typed: list[str], said: str) -> None:
    write_config(tmp_path / "config")
    words = ["--config", str(tmp_path / "config"), "search", "--as-edition", "T", *typed]
    with pytest.raises(ConfigError, match=said):
        commands.main(words, standalone_mode=False)


def test_an_issue_published_before_there_were_searches_reads_as_before() -> None:
    with sample_archive() as archive:
        settings = shipped_settings()
        basis = gather(archive, settings.editions[0], WEEK, settings.vocabulary, settings.sources)
        old = freeze(basis).replace(b'"search":"",', b"")
        assert old != freeze(basis)
        assert thaw(old) == replace(basis)
