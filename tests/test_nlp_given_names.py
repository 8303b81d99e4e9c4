"""A first name before a name makes it a person's, in its cases too; a word that begins a sentence does not."""

import pytest

from citydesk.settings import load_settings, packaged_config
from nlp.given_names import is_given_name
from nlp.mentions import Gazetteer


@pytest.mark.parametrize(
    ("word", "language"),
    [("Jack", "en"), ("Piotra", "pl"), ("Annou", "cs"), ("Ірвінга", "uk"), ("Νίκου", "el")],
)
def test_first_names_are_known_in_their_cases(word: str, language: str) -> None:
    assert is_given_name(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("Radnice", "cs"),
        ("Miasto", "pl"),
        ("Vlada", "hr"),
        ("Rada", "cs"),
        ("Per", "it"),
        ("Els", "ca"),
        ("Zbigniewa", "en"),
    ],
)
def test_words_that_begin_a_sentence_are_none(word: str, language: str) -> None:
    assert not is_given_name(word, language)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_settings(packaged_config()).vocabulary.cities)


def test_a_surname_is_no_city(gazetteer: Gazetteer) -> None:
    assert not gazetteer.mentions("Der Roman von Heike Essen erschien gestern.", "de")
    assert not gazetteer.mentions("Rozmowa ze Zdzisławą Kraków o muzyce", "pl")


def test_a_programme_of_the_european_council_is_no_city_and_one_of_a_city_is(gazetteer: Gazetteer) -> None:
    council = "Turvapaikkapolitiikasta sovittiin Tampereen ohjelmassa."
    assert not gazetteer.mentions(council, "fi")
    assert [one.city for one in gazetteer.mentions("Tampereen ohjelma tukee pyöräilyä.", "fi")] == ["tampere"]
