"""Cities in texts of many languages: found with their case and inside words' limits; namesakes are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.mentions import Gazetteer, Mention
from nlp.vocabulary import ByLanguage, City


def city(
    key: str,
    name: str,
    endonym: str,
    country: str,
    names: ByLanguage = (),
    not_when: tuple[str, ...] = (),
    people: int = 1,
) -> City:
    return City(
        id=key,
        name=name,
        endonym=endonym,
        country=country,
        latitude=0.0,
        longitude=0.0,
        geonames_id=1,
        population=people,
        names=names,
        not_when=not_when,
    )


CITIES = (
    city("athens", "Athens", "Αθήνα", "GR", (("el", ("Αθήνα", "Αθήνας", "Αθηνών")), ("fr", ("Athènes",)))),
    city("barcelona", "Barcelona", "Barcelona", "ES", (), ("FC Barcelona", "Barcelona Process")),
    city("bergen", "Bergen", "Bergen", "NO", (("nb", ("Bergen",)),)),
    city("brighton", "Brighton & Hove", "Brighton & Hove", "GB", (("en", ("Brighton & Hove", "Brighton"),),)),
    city("bristol", "Bristol", "Bristol", "GB"),
    city("brussels", "Brussels", "Bruxelles", "BE", (("de", ("Brüssel",)), ("nl", ("Brussel",)))),
    city("bursa", "Bursa", "Bursa", "TR", (("tr", ("Bursa",)),)),
    city("dublin", "Dublin", "Dublin", "IE", (), ("Dublin Regulation", "Dublin III")),
    city("essen", "Essen", "Essen", "DE", (("de", ("Essen",)),)),
    city("ghent", "Ghent", "Gent", "BE", (("de", ("Gent",)), ("fr", ("Gand",)), ("nl", ("Gent",)))),
    city("helsinki", "Helsinki", "Helsinki", "FI", (("fi", ("Helsingin", "Helsingissä")), ("sv", ("Helsingfors",)))),
    city("london", "London", "London", "GB", (("fr", ("Londres",)),)),
    city("milan", "Milan", "Milano", "IT", (("cs", ("Milán",)), ("it", ("Milano",)))),
    city("monaco", "Monaco", "Monaco", "MC"),
    city("munich", "Munich", "München", "DE", (("it", ("Monaco", "Monaco di Baviera")),)),
    city("nantes", "Nantes", "Nantes", "FR"),
    city("nice", "Nice", "Nice", "FR", (("en", ("Nice",)), ("fr", ("Nice",)))),
    city("paris", "Paris", "Paris", "FR", (), ("Paris Agreement",)),
    city("riga", "Riga", "Rīga", "LV", (("sr", ("Рига",)),)),
    city("rome", "Rome", "Roma", "IT", (("es", ("Roma",)), ("it", ("Roma",)))),
    city("split", "Split", "Split", "HR", (("hr", ("Split", "Splitu", "Splita")),)),
)  # fmt: skip
GAZETTEER = Gazetteer(CITIES)


def found(text: str, language: str) -> list[tuple[str, str]]:
    mentions = GAZETTEER.mentions(text, language)
    assert all(text[one.start : one.end] == one.words for one in mentions)
    return [(one.city, one.words) for one in mentions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Trams return to Ghent.", [("ghent", "Ghent")]),
        ("en", "Ghent's mayor spoke in München.", [("ghent", "Ghent"), ("munich", "München")]),
        ("nl", "De stad Gent plant bomen, Gentbrugge niet.", [("ghent", "Gent")]),
        ("fr", "La mairie d’Athènes répond à Gand", [("athens", "Athènes"), ("ghent", "Gand")]),
        ("el", "Ο Δήμος Αθηναίων και το κέντρο της Αθήνας", [("athens", "Αθήνας")]),
        ("el", "ΔΗΜΟΣ ΑΘΗΝΑ", [("athens", "ΑΘΗΝΑ")]),
        ("fi", "Helsingin kaupunki ja Helsingissä", [("helsinki", "Helsingin"), ("helsinki", "Helsingissä")]),
        ("sv", "Bussarna i Helsingfors", [("helsinki", "Helsingfors")]),
        ("sv", "Helsingfors’ och Nantes bussar", [("helsinki", "Helsingfors"), ("nantes", "Nantes")]),
        ("de", "Gents neue Brücke", [("ghent", "Gents")]),
        ("en", "BARCELONA: new library", [("barcelona", "BARCELONA")]),
        ("en", "Brighton & Hove votes", [("brighton", "Brighton & Hove")]),
        ("sr", "Skup u Rigi i grad Riga", [("riga", "Riga")]),
        ("en", "in Hel\u00adsin\u00adki today", [("helsinki", "Hel\u00adsin\u00adki")]),
        ("tr", "Barcelona'da toplantı", [("barcelona", "Barcelona")]),
        ("no", "Skoler i Bergen", [("bergen", "Bergen")]),
    ],
)
def test_names_are_found_in_their_language(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "Il sindaco di Monaco di Baviera", ["munich"]),
        ("it", "Il festival di Monaco", ["munich"]),
        ("en", "The prince of Monaco", ["monaco"]),
        ("fr", "Londres répond", ["london"]),
        ("en", "Londres answers", []),
        ("en", "ghent and london in small letters", []),
    ],
)
def test_a_name_means_the_city_of_its_language(language: str, text: str, expected: list[str]) -> None:
    assert [key for key, _ in found(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nice weather for the fair. Have a Nice Day"),
        ("en", "Split the bill and Split again"),
        ("de", "Das Essen in der Schule schmeckt. Essen ist fertig, beim Essen reden wir."),
        ("de", "Die Bergen-Tour"),
        ("cs", "Milan Novák a řekl Milan včera"),
        ("en", "The Dublin Regulation and the Barcelona Process"),
        ("en", "FC Barcelona and the Paris Agreement"),
        ("en", "The London Convention on dumping"),
        ("fr", "la convention de Londres de 1924"),
        ("it", "Lavori in via Roma e in piazza Roma"),
        ("es", "Obras en la calle de Londres"),
        ("en", "The writer Jack London was read aloud"),
        ("en", "A sister city: Paris, Texas"),
        ("en", "New London and Neu-London"),
        ("en", "see https://visit.example/London and mail x@London.example"),
        ("en", "Londoners and Parisian_cafés"),
        ("en", "Ms Dublin told the court, and Judge London agreed"),
        ("de", "wie Frau Essen und Herr Paris sagten"),
        ("en", "Bristol City lost and London United won the cup"),
        ("en", "under the Paris climate agreement and the London protocol"),
        ("en", "The EU is slow. Brussels proposed new rules for member states"),
        ("fr", "L’UE agit. Bruxelles veut une taxe, que les États membres refusent"),
        ("de", "Die EU-Staaten streiten. Brüssel fordert mehr Geld"),
        ("tr", "Bursa başvuru"),
        ("de", "Ein Brief aus Dublin im US-Bundesstaat Georgia. Dublin liegt am Fluss."),
        ("no", "Paris-avtalen fyller ti år."),
        ("cs", "Festival v Paris nad Jizerou."),
        ("bg", "Riga Petrova"),
        ("no", "Bergen er høye. Vi klatret opp."),
    ],
)
def test_namesakes_are_no_cities(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "In Essen öffnet eine Schule. Das Essen schmeckt.", ["essen"]),
        ("de", "Partner sind London, Essen und Riga", ["london", "essen", "riga"]),
        ("en", "The tram line reaches Nice. Nice also plants trees.", ["nice", "nice"]),
        ("hr", "Nova knjižnica u Splitu, grad Split slavi", ["split", "split"]),
        ("es", "El alcalde de Roma", ["rome"]),
        ("en", "The Amsterdam-free line London-Paris", ["london", "paris"]),
        ("de", "das ex-London der Achtziger", ["london"]),
        ("en", "Bristol City Council and the City of London", ["bristol", "london"]),
        ("en", "EU ministers met in Brussels.", ["brussels"]),
        ("fr", "La Ville de Bruxelles suit l’UE. Bruxelles veut planter 500 arbres", ["brussels", "brussels"]),
        ("tr", "Bursa'da toplantı", ["bursa"]),
    ],
)
def test_evidence_makes_a_word_a_city(language: str, text: str, expected: list[str]) -> None:
    assert [key for key, _ in found(text, language)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Paris Police Department in Texas asked the sheriff of Lamar County for help, Paris police said.",
        "DUBLIN, Ohio -- A man was hurt on Saturday. Dublin police are looking for a red pickup truck.",
        "London police ask witnesses to call 519-555-0199.",
        "Athens residents pay $4 million more. The mayor of Athens said the $2 million for schools stays.",
        "Nobody was hurt in Paris. The truck left Interstate 40 near Jonesborough and came to rest in Chattanooga.",
    ],
)
def test_local_news_from_overseas_names_its_own_towns(text: str) -> None:
    assert found(text, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A delegation from California visited Dublin.", ["dublin"]),
        ("Mayors from Ohio and Michigan came to Rome to see its trams.", ["rome"]),
        ("The Paris police in Texas and its sheriff recall a case in Paris, France.", ["paris", "paris"]),
        (
            "Residents of Dublin can comment until 15 December. Dublin schools and community groups helped.",
            ["dublin"] * 2,
        ),
        ("Athens: The mayor opened a centre. Athens received $1 million from a foundation.", ["athens"] * 2),
        ("The flight from Toronto to London was cancelled, a British airline said.", ["london"]),
    ],
)
def test_news_from_europe_may_speak_of_overseas(text: str, expected: list[str]) -> None:
    assert [key for key, _ in found(text, "en")] == expected


def test_a_city_is_itself_in_news_of_its_own_source() -> None:
    text = "London police ask witnesses to call 519-555-0199."
    assert [one.city for one in GAZETTEER.mentions(text, "en", home="london")] == ["london"]


def runs(text: str, language: str = "en") -> list[tuple[str, int, bool]]:
    return [(one.city, one.run, one.is_list) for one in GAZETTEER.mentions(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Partners (Athens, Ghent, Riga and London) met."),
        ("en", "Athens (Greece), Ghent (Belgium), Riga (Latvia), London (United Kingdom)"),
        ("en", "- Athens\n- Ghent\n- Riga\n- London"),
        ("fr", "les villes d’Athènes, de Gand, de Riga et de Londres"),
        ("de", "Athens, Gent, Kleinstadt, Riga sowie London"),
    ],
)
def test_four_cities_in_a_row_are_a_list(language: str, text: str) -> None:
    assert runs(text, language) == [("athens", 4, True), ("ghent", 4, True), ("riga", 4, True), ("london", 4, True)]


def test_sentences_and_verbs_end_an_enumeration() -> None:
    assert runs("Athens and Ghent met. Riga, which hosts London") == [
        ("athens", 2, False),
        ("ghent", 2, False),
        ("riga", 1, False),
        ("london", 1, False),
    ]


def test_a_mention_explains_itself() -> None:
    assert GAZETTEER.mentions("In Ghent and Riga", "en") == (
        Mention(city="ghent", start=3, end=8, words="Ghent", run=2, run_start=3),
        Mention(city="riga", start=13, end=17, words="Riga", run=2, run_start=3),
    )


def test_an_adjective_says_that_it_is_one() -> None:
    ghent = City(
        id="ghent", name="Ghent", endonym="Gent", country="BE", latitude=0.0, longitude=0.0,
        adjectives=(("pl", ("gandawski", "gandawskie")),),
    )  # fmt: skip
    mentions = Gazetteer((ghent,)).mentions("Muzeum gandawskie w Gent. Traktat gandawski", "pl")
    assert [(one.words, one.is_adjective) for one in mentions] == [("gandawskie", True), ("Gent", False)]


def test_a_body_that_acts_for_the_city_is_told_from_the_place() -> None:
    nantes = City(
        id="nantes", name="Nantes", endonym="Nantes", country="FR", latitude=0.0, longitude=0.0,
        organisations=("Nantes Métropole",),
    )  # fmt: skip
    mentions = Gazetteer((nantes,)).mentions("Nantes Métropole vote, à Nantes", "fr")
    assert [(one.words, one.is_organisation) for one in mentions] == [("Nantes Métropole", True), ("Nantes", False)]


def test_the_larger_of_two_cities_keeps_a_shared_name() -> None:
    pair = (
        city("cordoba-ar", "Córdoba", "Córdoba", "AR", people=9),
        city("cordoba", "Córdoba", "Córdoba", "ES", people=3),
    )
    assert [one.city for one in Gazetteer(pair).mentions("en Córdoba", "es")] == ["cordoba-ar"]


def test_no_cities_no_mentions() -> None:
    assert Gazetteer(()).mentions("Ghent", "en") == ()


@given(
    st.text(alphabet=st.sampled_from("Ghent Riga,()\u00ad\u202e&\x00¶-.’Nice"), max_size=60),
    st.sampled_from(["en", "de", "xx", ""]),
)
def test_any_text_is_survived(text: str, language: str) -> None:
    mentions = GAZETTEER.mentions(text, language)
    assert all(text[one.start : one.end] == one.words for one in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))


def test_an_adjective_counts_small_and_with_a_capital_only_where_a_sentence_begins() -> None:
    city = City(id="krakow", name="Krakow", endonym="Kraków", country="PL", latitude=50.06, longitude=19.94,
                names=(("pl", ("Kraków",)),), adjectives=(("pl", ("krakowski",)),))  # fmt: skip
    text = "Krakowski magistrat.\nKrakowski budżet: krakowski rynek, Jan Krakowski"
    found = Gazetteer([city]).mentions(text, "pl")
    assert [(one.start, one.is_adjective) for one in found] == [(0, True), (21, True), (39, True)]


def test_a_treaty_or_street_of_a_case_language_is_no_city() -> None:
    city = City(id="riga", name="Riga", endonym="Rīga", country="LV", latitude=56.9, longitude=24.1,
                names=(("lv", ("Rīga",)),), forms=(("lv", ("Rīgas",)),))  # fmt: skip
    words = [one.start for one in Gazetteer([city]).mentions("Rīgas iela un Rīgas dome", "lv")]
    assert words == [14]


def test_a_germanic_genitive_counts_where_the_language_has_no_name_of_its_own() -> None:
    city = City(id="eindhoven", name="Eindhoven", endonym="Eindhoven", country="NL", latitude=51.4, longitude=5.5)
    assert [one.words for one in Gazetteer([city]).mentions("Eindhovens plan", "sv")] == ["Eindhovens"]
    assert Gazetteer([city]).mentions("Eindhovens plan", "fr") == ()
