"""Signs of how much a text matters, read from title and lead in many languages."""

from __future__ import annotations

import pytest

from nlp.cues import cues
from nlp.story import Cues
from tests.fakes import article


@pytest.mark.parametrize(
    ("language", "text", "money"),
    [
        ("en", "The city invests €48 million in the harbour.", 48e6),
        ("de", "Die Stadt gibt 6,8 Millionen Euro für die Schule aus.", 6.8e6),
        ("fr", "Un budget de 1,2 milliard d'euros est prévu.", 1.2e9),
        ("fi", "Kaupunki varaa 18,4 milj. euroa korjauksiin.", 18.4e6),
        ("it", "Per 200.000 euro si rifà la piazza.", 200_000.0),
        ("en", "Diesel cars of class Euro 5 have to stay out.", 5.0),
        ("en", "On 12 May the bridge opens.", 0.0),
    ],
)
def test_money_is_read_with_its_scale(language: str, text: str, money: float) -> None:
    assert cues([article("a", text, language=language)]).money == pytest.approx(money)


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "There is room for 420 unemployed people.", 420.0),
        ("de", "Platz für 12.000 Haushalte.", 12_000.0),
        ("fr", "Le tarif touche 9 000 foyers.", 9000.0),
        ("el", "Ο κάδος έρχεται σε 12.000 νοικοκυριά.", 12_000.0),
        ("nl", "De stad bouwt 480 woningen.", 480.0),
        ("en", "The line is 12 km long.", 0.0),
    ],
)
def test_people_and_places_are_counted(language: str, text: str, people: float) -> None:
    assert cues([article("a", text, language=language)]).people == people


@pytest.mark.parametrize(
    ("language", "title", "acts"),
    [
        ("en", "City council approves the budget", "city hall"),
        ("de", "Der Gemeinderat beschließt das Budget", "city hall"),
        ("fr", "Logement : le gouvernement change la loi", "state"),
        ("en", "The European Commission backs cities", "union"),
        ("en", "Mayors ask for a share", "together"),
        ("en", "A new bridge for the mayor's town", None),
    ],
)
def test_who_acts_stands_at_the_beginning_of_a_title(language: str, title: str, acts: str | None) -> None:
    assert cues([article("a", "Text.", title=title, language=language)]).acts == acts


@pytest.mark.parametrize(
    ("language", "title", "light"),
    [
        ("en", "New director appointed", "personnel"),
        ("de", "Einladung zur Medienkonferenz", "invitation"),
        ("es", "La exposición abre el jueves", "ceremony"),
        ("nl", "Jaarverslag 2026 gepubliceerd", "routine"),
        ("en", "Council adopts the heat plan", None),
    ],
)
def test_courtesies_are_known_by_their_titles(language: str, title: str, light: str | None) -> None:
    assert cues([article("a", "Text.", title=title, language=language)]).light == light


def test_what_one_language_does_not_say_another_does() -> None:
    dutch = article("nl", "De stad bouwt.", title="Nieuwe wijk", language="nl")
    english = article("en", "The city builds 480 homes.", title="Council approves the new quarter")
    found = cues([dutch, english])
    assert (found.phase, found.people, found.acts) == ("decided", 480.0, "city hall")
    assert "city hall" in found.in_title


def test_nothing_says_nothing_and_a_long_text_takes_no_time() -> None:
    assert cues([]) == Cues()
    assert cues([article("a", "1" * 100_000 + " €" * 50_000)]).length > 100_000
