from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import split


def _sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "Mr. Smith opened the site at No. 10 Main St. on Friday.",
                "It cost £1.2 million.",
                "Why?",
                "Nobody knows!",
            ],
        ),
        ("en", ['"We are ready," she said.', "(It took J. R. Jones a year.)", "The U.S. visitors left."]),
        ("de", ["Am 12. März tagt der Rat z. B. im Saal.", "Dr. Meier sagt: „Gut.“", "Danach ist Schluss."]),
        ("de", ["Die 15. Ausgabe beginnt am 9. 11. 2026 um 18 Uhr.", "Rund 2,5 Mio. Euro stehen bereit."]),
        ("fr", ["M. Dupont a dit : « Oui. »", "Puis il est parti.", "Le conseil se réunit au 3 av. Foch à 18 h 30."]),
        ("es", ["¿Qué cambia?", "¡Todo!", "El Sr. López y la Sra. Ruiz firmaron ayer."]),
        ("it", ["Il dott. Rossi e l'avv. Bianchi hanno firmato l'art. 5 della legge.", "Il parco apre il 3 maggio."]),
        ("nl", ["De heer drs. J. de Vries opende o.a. het park.", "Het kostte 1,5 mln. euro."]),
        ("pl", ["Spotkanie przy ul. Długiej odbędzie się 3. Maja.", "Koszt to 2 mln zł."]),
        ("cs", ["Rada se sejde 15. Listopadu v ul. Nové.", "Král Karel IV. Lucemburský založil univerzitu."]),
        ("fi", ["Kokous pidetään 3. Marraskuuta esim. Kulttuuritalolla.", "Tervetuloa!"]),
        ("hu", ["A 2. Kerület a Fő u. 3. alatt nyit irodát.", "Mindenkit várunk."]),
        ("el", ["Τι αλλάζει;", "Η κ. Παπαδοπούλου μίλησε στη λεωφ. Κηφισίας.", "Τέλος."]),
        ("bg", ["Кметът на гр. София откри ул. Витоша.", "Проектът струва 3 млн. лв."]),
        ("lt", ["„Gerai!“ – pridūrė meras.", "Darbai prasidės 2027 m. Vasarį."]),
        ("xx", ["Nobody knows this language.", "Full stops end it."]),
    ],
)
def test_sentences_end_where_they_end(language: str, sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences), language) == sentences


def test_a_blank_line_and_a_heading_end_a_sentence() -> None:
    text = "Housing\nThe plan is out.\n\n  • first point\n- Second point\n \nWithout a full stop\n\n\n"
    assert _sentences(text, "en") == [
        "Housing",
        "The plan is out.",
        "first point",
        "Second point",
        "Without a full stop",
    ]


def test_a_wrapped_line_goes_on() -> None:
    text = "The mayor has announced that the new tram line in the\nNorth Harbour opens in\nmay, and is free.\nNews"
    assert _sentences(text, "en") == [text[: text.index("\nNews")], "News"]


def test_a_numbered_list_keeps_its_numbers() -> None:
    assert _sentences("1. The budget grows. 2. The Fee stays.", "en") == ["1. The budget grows.", "2. The Fee stays."]


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "–", "\n"])
def test_nothing_to_read_yields_no_words(text: str) -> None:
    assert "".join(_sentences(text, "en")) in ("", "...", "–")


@given(
    st.text(alphabet=st.sampled_from("Aa1.!?…;)»“ \n\u00a0•-\u2028ß\U0001f600"), max_size=80),
    st.sampled_from(["de", "el", "en"]),
)
def test_spans_are_trimmed_in_order_and_lose_no_word(text: str, language: str) -> None:
    spans = split(text, language)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [letter for letter in kept if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    "bomb",
    [
        "." * 200_000,
        ". " * 100_000,
        "A. " * 100_000,
        "a\nB" * 70_000,
        "\n \n" * 100_000,
        ".)" * 100_000,
        "\n\t" * 100_000,
    ],
)
def test_a_bomb_does_not_go_off(bomb: str) -> None:
    started = time.process_time()
    split(bomb, "el")
    assert time.process_time() - started < 3
