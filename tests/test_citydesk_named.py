"""Cities, topics and projects in questions: by their names in any language; one that is unknown is told the nearest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.archive import Archive
from citydesk.archive.asked import Any, Filter, Not, read_question
from citydesk.errors import ConfigError
from citydesk.pipeline.named import named
from nlp.vocabulary import City, Topic, Vocabulary
from tests.served import shipped_settings
from tests.test_citydesk_cli import Run, run

__all__ = ["run"]


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive(":memory:") as opened:
        yield opened


def keys(archive: Archive, typed: str, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
    (asked,) = named(archive, read_question(typed), vocabulary or shipped_settings().vocabulary).parts
    assert isinstance(asked, Filter)
    return asked.values


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("city:ghent", ("ghent",)),
        ("city:Gand", ("ghent",)),
        ("city:GENT", ("ghent",)),
        ("city:αθηνα", ("athens",)),
        ("city:ATHENES,gent", ("athens", "ghent")),
        ("city:Helsingissä", ("helsinki",)),  # a case form
        ("city:WARSZAWA", ("warsaw",)),
        ('city:"den haag"', ("the-hague",)),
        ("topic:migration", ("migration-integration",)),
        ('topic:"maahanmuutto ja kotoutuminen"', ("migration-integration",)),
        ("topic:mobility", ("mobility",)),
    ],
)
def test_a_name_in_any_language_stands_for_its_key(archive: Archive, typed: str, found: tuple[str, ...]) -> None:
    assert keys(archive, typed) == found


def test_every_name_of_every_city_is_understood(archive: Archive) -> None:
    vocabulary = shipped_settings().vocabulary
    unclear = []
    for city in vocabulary.cities:
        for name in (city.id, city.name, city.endonym, *(name for _, names in city.names for name in names)):
            try:
                assert city.id in keys(archive, f'city:"{name.replace(",", " ")}"', vocabulary), name
            except ConfigError as error:
                assert "may be" in str(error)
                unclear.append(name)
    assert len(unclear) < 20, unclear


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("city:Gannd", 'city:Gannd: unknown city "Gannd"; did you mean city:ghent?'),
        ("topic:hausing", "did you mean topic:housing"),
        ("city:qqqqqqqq", "none is spelled like it"),
        ("bus -(tram OR city:Gannd)", "did you mean city:ghent?"),
    ],
)
def test_an_unknown_name_is_told_the_nearest(archive: Archive, typed: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        keys(archive, typed)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_name_of_two_cities_asks_which() -> None:
    vocabulary = Vocabulary(
        cities=tuple(
            City(id=key, name=key.title(), endonym=key, country="XX", latitude=0.0, longitude=0.0,
                 names=(("en", ("Newtown",)),))
            for key in ("old-newtown", "upper-newtown")
        ),
        topics=(Topic(id="parks", label="Parks"),),
    )  # fmt: skip
    with Archive(":memory:") as archive, pytest.raises(ConfigError, match="may be old-newtown or upper-newtown; write"):
        keys(archive, "city:newtown", vocabulary)


def test_names_are_understood_wherever_they_stand(archive: Archive) -> None:
    asked = read_question("-city:Gand city:Gent OR tram")
    without, either = named(archive, asked, shipped_settings().vocabulary).parts
    assert without == Not(part=Filter(name="city", values=("ghent",)))
    assert isinstance(either, Any)
    assert either.parts[0] == Filter(name="city", values=("ghent",))


def test_tags_of_an_earlier_vocabulary_are_still_found(archive: Archive) -> None:
    archive.run("PRAGMA foreign_keys = OFF")
    archive.run("INSERT INTO tags VALUES ('a', 'topic', 'steam-trams', NULL, 1, '', '[]')")
    assert "steam-trams" in keys(archive, "topic:steam")


def test_the_command_tells_an_unknown_city_in_one_line(run: Run, tmp_path: Path) -> None:
    done = run("search", "tram", "city:Gannd")
    assert done.code == 2
    assert done.err.strip().endswith("did you mean city:ghent?")
    assert len(done.err.strip().splitlines()) == 1
