"""People who agreed elsewhere: taken in with their consent or asked to confirm, all or none, and nobody named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some

from citydesk.cli import commands
from citydesk.errors import ConfigError
from citydesk.mailing.bundles import queue_due
from citydesk.settings import write_config
from citydesk.subscribers import SubscriberFile
from citydesk.subscribers.importing import Known, UnfitFileError, read_consents, take_in
from citydesk.subscribers.people import confirm, find_by_address, leave
from citydesk.subscribers.personal_data import export, suppress
from tests.conftest import trials
from tests.fakes import NOW
from tests.public_samples import sample_archive
from tests.served import shipped_settings

KNOWN = Known(editions={"network", "ghent"}, cities={"ghent", "riga"}, topics={"mobility"})
HEADER = "address,language,editions,agreed_at,wording"
ANN = "ann@example.org,en,network,2024-05-01,I want the weekly letter."
BEN = '"ben@example.org",de,network ghent,2023-01-31T10:00:00+01:00,"Ja, ich will.\nJederzeit kündbar."'


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SubscriberFile]:
    with SubscriberFile(tmp_path / "subscribers.sqlite") as opened:
        yield opened


def body(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *lines, "")).encode()


def test_people_come_in_with_their_consent_and_get_the_next_issue(file: SubscriberFile) -> None:
    told = take_in(file, read_consents(body(ANN, BEN), KNOWN, NOW), NOW - timedelta(hours=1), has_to_confirm=False)
    assert told == {"subscribed": 2}
    ben = find_by_address(file, "ben@example.org")
    assert ben is not None
    assert (ben.wishes.editions, ben.wishes.language) == (("network", "ghent"), "de")
    agreed = [(one["at"], one["what"], one["wording"]) for one in export(file, ben.id)["consents"]]
    assert agreed[0] == ("2023-01-31T09:00:00Z", "agreed elsewhere", "Ja, ich will.\nJederzeit kündbar.")
    assert agreed[1][1] == "imported"
    with sample_archive() as archive:
        assert queue_due(archive, file, shipped_settings().editions, NOW)["network-2026-W46"] == 2
    assert b"ann@example" not in file.path.read_bytes()


def test_twice_changes_nothing_and_who_left_or_is_shut_out_stays_out(file: SubscriberFile) -> None:
    consents = read_consents(body(ANN, BEN, ANN.replace("ann", "cy")), KNOWN, NOW)
    suppress(file, "cy@example.org", NOW)
    assert take_in(file, consents, NOW, has_to_confirm=False) == {"subscribed": 2, "suppressed": 1}
    ann = find_by_address(file, "ann@example.org")
    assert ann is not None
    leave(file, ann.id, "one-click", NOW)
    for has_to_confirm in (False, True):
        told = take_in(file, consents, NOW, has_to_confirm=has_to_confirm)
        assert told == {"left": 1, "known": 1, "suppressed": 1}
    assert file.value("SELECT count(*) FROM letters") == 0


def test_with_confirm_each_is_asked_once_and_subscribed_when_she_does(file: SubscriberFile) -> None:
    consents = read_consents(body(ANN), KNOWN, NOW)
    for _ in range(2):
        assert take_in(file, consents, NOW, has_to_confirm=True) == {"asked": 1}
    assert file.value("SELECT count(*) FROM letters WHERE state = 'queued' AND kind = 'confirm'") == 1
    assert find_by_address(file, "ann@example.org") is None
    assert confirm(file, file.value("SELECT id FROM signups"), NOW)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_and_a_byte_order_mark_will_do(separator: str) -> None:
    line = ANN.replace(",", separator)
    assert read_consents(b"\xef\xbb\xbf" + body(line, header=HEADER.replace(",", separator)), KNOWN, NOW)


def test_cities_and_topics_may_be_chosen() -> None:
    found = read_consents(body(f"{ANN},ghent riga,mobility", header=f"{HEADER},cities,topics"), KNOWN, NOW)
    assert (found[0].wishes.cities, found[0].wishes.topics) == (("ghent", "riga"), ("mobility",))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([ANN, "secret person,en,network,2024-05-01,Yes"], "line 3: address: is no e-mail address"),
        ([ANN.replace(",en,", ",secret,")], "line 2: language: is none of en, fr, de, es"),
        ([ANN.replace("network", "secret")], "line 2: editions: the key at place 1 is unknown"),
        ([ANN.replace("network", "")], "line 2: editions: is empty"),
        ([ANN.replace("2024-05-01", "secret")], "line 2: agreed_at: is no time"),
        ([ANN.replace("2024", "2999")], "line 2: agreed_at: lies in the future"),
        (["ann@example.org,en,network,2024-05-01,"], "line 2: wording: write the words"),
        (["ann@example.org,en,network,2024-05-01,secret\x1b[2J"], "line 2: wording: write the words"),
        ([f"{ANN},secret"], "line 2: has more or fewer cells"),
        (["secret@example.org,en"], "line 2: has more or fewer cells"),
        ([ANN, BEN, ANN.replace("ann", "ANN")], "line 5: address: stands on line 2, too"),
        (['secret@example.org,en,network,2024-05-01,"open'], "line 2: unexpected end of data"),
        (["secret@example.org\r\nbcc:x@example.org,en,network,2024-05-01,Yes"], "line 2: has more or fewer cells"),
        (['"secret@example.org\nbcc: x@example.org",en,network,2024-05-01,Yes'], "line 3: address: is no e-mail"),
    ],
)
def test_a_mistake_is_told_by_line_and_column_and_names_nobody(lines: list[str], said: str) -> None:
    with pytest.raises(UnfitFileError) as caught:
        read_consents(body(*lines), KNOWN, NOW)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "example.org" not in str(caught.value)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "line 1: has no column address"),
        (b"address,language\n", "line 1: has no column editions"),
        (f"{HEADER},note\n".encode(), "line 1: a column is unknown"),
        (f"{HEADER},wording\n".encode(), "stands twice"),
        (HEADER.encode() + b"\nann\xff@example.org", "line 2: is not UTF-8"),
        (HEADER.encode() + b"\n" + b"x" * 200_000, "line 2: field larger than field limit"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(sent: bytes, said: str) -> None:
    with pytest.raises(UnfitFileError, match=said):
        read_consents(sent, KNOWN, NOW)


@given(some.binary(max_size=300), some.booleans())
def test_whatever_the_bytes_are_it_is_people_or_a_mistake(sent: bytes, has_header: bool) -> None:
    try:
        read_consents((HEADER.encode() + b"\n" if has_header else b"") + sent, KNOWN, NOW)
    except UnfitFileError as error:
        assert str(error).isprintable()


def test_the_command_takes_all_or_none_and_says_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_config(tmp_path / "config")
    people = tmp_path / "people.csv"
    typed = ["--config", str(tmp_path / "config"), "subscriber", "import", str(people)]
    people.write_bytes(body(ANN, BEN.replace("ghent", "nowhere")))
    with pytest.raises(ConfigError, match=r"people\.csv: line 4: editions: the key at place 2 is unknown"):
        commands.main(typed, standalone_mode=False)
    count = CliRunner().invoke(commands, ["--config", str(tmp_path / "config"), "subscriber", "count"])
    assert count.output.startswith("0 subscribers")
    many = (ANN.replace("ann", f"reader{number}") for number in range(trials(50, 10_000)))
    people.write_bytes(body(*many))
    first = CliRunner().invoke(commands, typed)
    assert first.output == f"{trials(50, 10_000)} subscribed; 0 are already, 0 left before, 0 suppressed\n"
    with pytest.raises(ConfigError, match="can't be read"):
        commands.main([*typed[:-1], "gone.csv"], standalone_mode=False)


def test_a_time_without_a_zone_is_utc() -> None:
    found = read_consents(body(ANN), KNOWN, NOW)
    assert found[0].agreed_at == datetime(2024, 5, 1, tzinfo=UTC)
