from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.namelists import name_lists, without_name_lists


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ("They come from ", "Vienna, Lyon, Graz, Porto and Ghent", " to meet."),
        (
            "They come from ",
            "Vienna, Brighton & Hove, San Sebastián, Frankfurt am Main and L'Hospitalet de Llobregat",
            ".",
        ),
        ("the partners: ", "Graz (AT), Lyon (FR), Porto (PT), Oulu (FI), Ghent (BE)", ""),
        ("", "Vienna • Graz • Linz • Lyon • Porto", ""),
        ("- ", "Vienna\n- Graz\n- Linz\n- Lyon\n- Porto", "\n"),
        ("es kommen ", "Wien, Graz, Linz, Salzburg und Innsbruck", " mit der Bahn und dem Rad"),
        ("es sprechen ", "Anna Huber, Peter Novak, Eva Klein, Jan Maier und Karl Vogel", " über die Pläne der Stadt"),
        ("työpajat ovat ", "Helsingissä, Espoossa, Vantaalla, Turussa ja Tampereella", " syksyllä"),
        ("συναντιούνται η ", "Αθήνα, η Θεσσαλονίκη, ο Πειραιάς, η Πάτρα και το Ηράκλειο", " στο έργο"),
        ("участват ", "София, Пловдив, Варна, Бургас и Русе", " в проекта"),
        ("odbędą się w ", "Krakowie, w Łodzi, w Gdańsku, w Lublinie i w Poznaniu", " jesienią"),
        ("glacann ", "Corcaigh, Dún Laoghaire, Gaillimh, Luimneach agus Baile Átha Cliath", " páirt"),
        ("participen ", "Barcelona, Girona, Lleida, Tarragona i Vic", " en el projecte"),
        ("osallistuvat ", "Oulu, Turku, Lahti, Pori sekä Kuopio", " yhdessä"),
    ],
)
def test_five_names_in_a_row_are_a_list(before: str, names: str, after: str) -> None:
    text = f"{before}{names}{after}"
    assert [text[start:end] for start, end in name_lists(text)] == [names]
    assert without_name_lists(text) == f"{before} {after}"


@pytest.mark.parametrize(
    "text",
    [
        "Vienna, Lyon, Graz and Porto meet.",
        "The council pays for schools, parks, roads, libraries and museums, says Mayor Ann Smith.",
        "Die Stadt fördert Schulen, Kitas, Spielplätze, Bibliotheken und Museen mit der Hilfe des Bundes.",
        "Kultur, Sport, Bildung, Umwelt, Verkehr und Wohnen sind die Themen der Sitzung für das Jahr.",
        "Es geht um die Arbeit der Stadt, der Kommunen, der Länder, der Verbände und der Bürger.",
        "учествуваат градовите, селата, луѓето, децата и мажите",
        "τα σχολεία, τα πάρκα, οι δρόμοι, οι βιβλιοθήκες και τα μουσεία",
        "Il sindaco ha incontrato le scuole, i genitori, i nonni, gli insegnanti e i bambini.",
    ],
)
def test_prose_stays(text: str) -> None:
    assert without_name_lists(text) == text


@given(st.text())
def test_any_text_keeps_what_is_outside_its_lists(text: str) -> None:
    kept, last = [], 0
    for start, end in name_lists(text):
        kept += [text[last:start], " "]
        last = end
    assert without_name_lists(text) == "".join([*kept, text[last:]])


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "Ab ",
        "Ab, ",
        "Ab,",
        "A-",
        "L'",
        "Ab cd ",
        "Ab (ab ",
        "Ab (",
        "Ab, Ab, Ab, Ab, ab ",
        "Ab de de ",
        "Ab & ",
        "\n- ",
        "und Ab, ",
        "É",
        "(",
        " and",
    ],
)
@pytest.mark.timeout(30)  # a pattern that backtracks would take hours
def test_hostile_text_is_read_in_the_time_of_its_length(unit: str) -> None:
    assert isinstance(without_name_lists((unit * 200_000)[:200_000]), str)
