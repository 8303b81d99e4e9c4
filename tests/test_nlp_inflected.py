"""The table of inflected city names: whole, in fifteen languages, and counted by its evaluation."""

from __future__ import annotations

from collections import Counter

from citydesk.settings import load_settings, packaged_config
from nlp.mentions import Gazetteer
from tests.evaluation.inflected import figures, table

LANGUAGES = ["bg", "cs", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "ro", "sk", "sl", "tr", "uk"]


def test_the_table_has_thirty_two_forms_and_twelve_look_alikes_a_language() -> None:
    counts = Counter((row["language"], row["city"] is not None) for row in table())
    assert sorted({language for language, _ in counts if language}) == LANGUAGES
    assert all(counts[language, True] >= 32 and counts[language, False] >= 12 for language in LANGUAGES)


def test_every_city_of_the_table_is_in_the_gazetteer() -> None:
    known = {city.id for city in load_settings(packaged_config()).vocabulary.cities}
    assert {row["city"] for row in table()} - known == {None}


def test_nothing_found_is_no_recall_and_no_precision() -> None:
    lines = {str(line["set"]): line for line in figures(table(), Gazetteer(()))}
    assert (lines["inflected"]["found"], lines["inflected"]["recall"], lines["inflected"]["precision"]) == (0, 0, 0)
