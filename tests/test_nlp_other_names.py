"""Names of cities inside names of agreements, clubs, dishes, banks, ships and persons, and the same words without."""

from __future__ import annotations

import pytest

from citydesk.settings import load_settings, packaged_config
from nlp.mentions import Gazetteer
from nlp.other_names import is_other_name

GAZETTEER = Gazetteer(load_settings(packaged_config()).vocabulary.cities)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("lt", "Atšventėme metus nuo Lisabonos sutarties."),
        ("lv", "Dalībvalstis apsprieda Parīzes klimata nolīgumu."),
        ("fi", "Hakemus hylättiin Dublin-asetuksen nojalla."),
        ("sk", "Úrad rozhodol podľa dublinského nariadenia."),
        ("tr", "Meclis Paris Anlaşması'nı onayladı."),
        ("el", "Το σύνδρομο της Στοκχόλμης είναι γνωστό."),
        ("pl", "Wczoraj piłkarze Bayernu Monachium przegrali."),
        ("cs", "Zápas vyhráli hráči Zbrojovky Brno."),
        ("lt", "Krepšinio rungtynes laimėjo Kauno ir Vilniaus „Wolves“."),
        ("hr", "Ručali smo bečki odrezak."),
        ("uk", "На столі стояла віденська кава."),
        ("lv", "Veikalā pārdod Rīgas balzamu."),
        ("hr", "Zagrebačka banka otvara poslovnicu."),
        ("cs", "Bydleli jsme v hotelu Paris, hotel Paříž je drahý."),
        ("cs", "Opravují zámek, v Benátkách nad Jizerou se staví."),
        ("hu", "A kikötőben áll a hajó „Budapest” nevű testvére, hajó „Budapest”."),
        ("lv", "Meitai Sofijai ir pieci gadi."),
        ("uk", "Читаємо оповідання Джека Лондона."),
        ("lt", "Varna nutūpė ant stogo."),
        ("lv", "Viļņu augstums jūrā pieaug."),
        ("uk", "Покровську церкву відреставрували."),
        ("pl", "Rydze rosną w lesie."),
    ],
)
def test_a_name_inside_another_name_is_no_city(language: str, text: str) -> None:
    assert [one.words for one in GAZETTEER.mentions(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hu", "Budapest szerződést kötött a vasúttal.", ["budapest"]),
        ("cs", "Praha smlouvu podepsala v pátek.", ["prague"]),
        ("hu", "A hajó Bécsbe tart.", ["vienna"]),
        ("hu", "Péter Budapesten dolgozik.", ["budapest"]),
        ("tr", "Mehmet Ankara'ya, Ayşe İzmir'e gitti.", ["izmir"]),
        ("hu", "A Fradi Bécsben játszik meccset.", ["vienna"]),
        ("pl", "Nowy gdański most otwarto.", ["gdansk"]),
        ("pl", "W warszawskiej kawiarni grają jazz.", ["warsaw"]),
        ("et", "Ta käis Vilniuses ja Kaunases.", ["vilnius"]),
        ("et", "Uuring küsitles paljudest tallinlastest.", ["tallinn"]),
        ("hr", "Skup je održan u Lavovu.", ["lviv"]),
        ("lt", "Svečiai atvyko iš Bratislavos ir Lvovo.", ["bratislava", "lviv"]),
        ("lv", "Viesi no Bratislavas un Ļvovas.", ["bratislava", "lviv"]),
        ("lt", "Laivas išplaukė į Varną.", ["varna"]),
        ("lv", "Rīgas valsts ģimnāzija un Rīgas ielās", ["riga", "riga"]),
        ("tr", "Fransa'nın Nice kentinde toplandılar.", ["nice"]),
        ("cs", "Trajekt Helsinki–Tallinn jezdí denně.", ["helsinki", "tallinn"]),
    ],
)
def test_the_same_words_beside_a_city_leave_it_one(language: str, text: str, expected: list[str]) -> None:
    assert [one.city for one in GAZETTEER.mentions(text, language)] == expected


def test_an_adjective_of_paris_beside_a_deal_is_the_climate_agreement_another_city_has_its_own() -> None:
    assert is_other_name("cíle ", "pařížské", " dohody", "cs", is_adjective=True)
    assert not is_other_name("cíle ", "ostravské", " dohody", "cs", is_adjective=True)
