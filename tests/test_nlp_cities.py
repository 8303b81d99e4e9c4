"""Whose news an article is: primary, about, partner, venue or mention, each with the words that say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citydesk.settings import load_settings, packaged_config
from crawler.article import Article
from nlp.cities import tag_cities
from nlp.city_echoes import echoes
from nlp.content_kind import content_kind
from nlp.mentions import Gazetteer
from nlp.vocabulary import City

SEEN = datetime(2026, 3, 2, tzinfo=UTC)
SHIPPED = load_settings(packaged_config()).vocabulary
SHIPPED_GAZETTEER = Gazetteer(SHIPPED.cities)
NAMES: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {
    "amsterdam": ("Amsterdam", "NL", {}),
    "athens": ("Athens", "GR", {"el": ("Αθήνα", "Αθήνας"), "fr": ("Athènes",)}),
    "berlin": ("Berlin", "DE", {}),
    "brussels": ("Brussels", "BE", {"de": ("Brüssel",), "fi": ("Bryssel", "Brysselissä"), "fr": ("Bruxelles",)}),
    "ghent": ("Ghent", "BE", {"nl": ("Gent",), "de": ("Gent",), "fr": ("Gand",)}),
    "helsinki": ("Helsinki", "FI", {"fi": ("Helsinki", "Helsingin", "Helsingissä")}),
    "leeds": ("Leeds", "GB", {}),
    "lisbon": ("Lisbon", "PT", {"fr": ("Lisbonne",), "pt": ("Lisboa",)}),
    "naples": ("Naples", "IT", {"it": ("Napoli",), "es": ("Nápoles",)}),
    "nantes": ("Nantes", "FR", {}),
    "riga": ("Riga", "LV", {}),
    "tampere": ("Tampere", "FI", {"fi": ("Tampere", "Tampereen")}),
    "zagreb": ("Zagreb", "HR", {"hr": ("Zagreb", "Zagreba", "Zagrebu")}),
}
GAZETTEER = Gazetteer(
    [
        City(
            id=key,
            name=name,
            endonym=name,
            country=country,
            latitude=0.0,
            longitude=0.0,
            geonames_id=1,
            names=tuple(sorted(names.items())),
        )
        for key, (name, country, names) in NAMES.items()
    ]
)


def article(text: str, title: str = "", language: str = "en") -> Article:
    return Article(
        url="https://news.example/1",
        source="example",
        title=title,
        text=text,
        language=language,
        published=SEEN,
        precision="day",
        date_source="feed",
        first_seen=SEEN,
    )


def roles(one: Article, source_city: str | None = None) -> dict[str, str | None]:
    tags = tag_cities(one, GAZETTEER, source_city)
    for tag in tags:
        assert 0 <= tag.score <= 1
        assert all(getattr(one, span.field)[span.start : span.end] == span.words for span in tag.evidence)
        assert tag.evidence or tag.reason
    return {tag.value: tag.role for tag in tags}


PARTNERS = "Athens, Ghent, Helsinki, Leeds, Lisbon, Nantes, Riga and Zagreb"


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("en", "Ghent opens a bridge", "Cyclists cross the river in Ghent.", {"ghent": "primary"}),
        ("nl", "Brug open", "De burgemeester van Gent opende de brug.", {"ghent": "primary"}),
        ("el", "Νέα δέντρα", "Ο δήμαρχος της Αθήνας φύτεψε δέντρα.", {"athens": "primary"}),
        ("fi", "Uusi silta", "Helsingin kaupunki avasi sillan.", {"helsinki": "primary"}),
        ("hr", "Novi most", "Gradonačelnik Zagreba otvorio je most.", {"zagreb": "primary"}),
        (
            "en",
            "Riga and Leeds swap trees",
            "Riga sends oaks and Leeds sends elms.",
            {"riga": "primary", "leeds": "primary"},
        ),
        ("en", "A guide to bridges", "Bridges are long.", {}),
    ],
)
def test_the_city_of_title_lead_or_mayor_is_primary(
    language: str, title: str, text: str, expected: dict[str, str]
) -> None:
    assert roles(article(text, title, language)) == expected


def test_a_list_of_partners_gives_no_primary() -> None:
    text = f"The project begins in May. It unites eight partners: {PARTNERS}."
    assert roles(article(text, "Project begins")) == dict.fromkeys(
        ("athens", "ghent", "helsinki", "leeds", "lisbon", "nantes", "riga", "zagreb"), "partner"
    )


def test_where_partners_of_a_list_meet_is_a_venue() -> None:
    found = roles(article(f"The launch meeting was held in Berlin. The partners are {PARTNERS}.", "Project begins"))
    assert found["berlin"] == "venue"
    assert set(found.values()) == {"venue", "partner"}


@pytest.mark.parametrize(
    ("language", "text", "city"),
    [
        ("en", "Forty mayors met in Brussels on 3 March to speak of trams.", "brussels"),
        ("fr", "Quarante maires se sont réunis à Bruxelles le 3 mars.", "brussels"),
        ("fi", "Pormestarit kokoontuivat Brysselissä 3. maaliskuuta.", "brussels"),
    ],
)
def test_the_seat_of_the_union_is_only_a_venue(language: str, text: str, city: str) -> None:
    assert roles(article(text, "", language)) == {city: "venue"}


def test_a_meeting_elsewhere_is_news_of_that_city() -> None:
    assert roles(article("Nine councillors met in Tampere on 11 March for a discussion.")) == {"tampere": "primary"}


def test_a_host_comes_before_its_guests() -> None:
    text = (
        "From 9 to 12 July, Athens hosted a delegation from Leeds and Riga. The visit looked at the city's shelters. "
        "Athens is home to many newcomers."
    )
    assert roles(article(text)) == {"athens": "primary", "leeds": "about", "riga": "about"}


def test_the_italian_city_is_naples() -> None:
    text = (
        "A councillor of the Leeds City Council met the Mayor of Naples on the occasion of the Italian city's "
        "accession to the network."
    )
    assert roles(article(text)) == {"naples": "primary", "leeds": "about"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("la ville belge", "BE"),
        ("The Italian city's trams", "IT"),
        ("литовська столиця", "LT"),
        ("Soome pealinn", "FI"),
        ("w czeskiej stolicy", "CZ"),
        ("den danska huvudstaden", "DK"),
        ("the city. Italian food", None),
    ],
)
def test_a_city_called_by_its_country_is_an_echo(text: str, country: str | None) -> None:
    assert dict(echoes(text)) == ({country: 1} if country else {})


def test_examples_are_mentions() -> None:
    text = "A report compares rents in cities from Riga to Lisbon. Trams run at night, like in Zagreb."
    assert roles(article(text, "Report on rents")) == {"riga": "mention", "lisbon": "mention", "zagreb": "mention"}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("New bridge", "Cyclists cross the river.", {"ghent": "primary"}),
        ("New bridge", "An engineer from Berlin drew it.", {"ghent": "primary", "berlin": "about"}),
        ("Naples wins prize", "Naples built the best bridge, says the jury.", {"naples": "primary"}),
        (
            "Partners found",
            f"Partners are {PARTNERS}.",
            dict.fromkeys(PARTNERS.lower().replace(" and", ",").split(", "), "partner"),
        ),
    ],
)
def test_the_source_is_a_prior_that_content_overrules(title: str, text: str, expected: dict[str, str]) -> None:
    assert roles(article(text, title), "ghent") == expected


def test_a_roundup_is_about_many_and_primarily_about_none() -> None:
    text = "Ghent opens a bridge.\n\nRiga plants oaks. Riga likes them.\n\nLeeds paints its trams."
    one = article(text, "What's new in our cities")
    assert roles(one) == {"riga": "about", "ghent": "about", "leeds": "about"}


def test_a_title_cut_from_the_text_says_nothing_twice() -> None:
    text = "Ghent, Riga and Leeds planted oaks last week. It was Riga that had asked for them, and Riga that paid."
    assert roles(article(text, "Ghent, Riga and Leeds planted oaks…")) == roles(article(text))


def test_a_title_that_is_the_first_line_of_the_text_is_a_title() -> None:
    title = "Ghent opens a bridge for cyclists today"
    text = f"{title}\n\nIt is long. Riga and Leeds sent flowers. Riga sent oaks."
    assert roles(article(text, title))["ghent"] == "primary"


@pytest.mark.parametrize(
    "participants",
    [
        "Athens (Greece, lead partner), Ghent (Belgium), Leeds (United Kingdom) and Riga (Latvia)",
        "the mayors of Athens, of Ghent, of Leeds, as well as of Riga",
        "1. Athens\n2. Ghent\n3. Leeds\n4. Riga",
        "Athens\nGhent\nLeeds\nRiga",
        "• Athens\n• Ghent\n• Leeds\n• Riga",
    ],
)
def test_participants_are_listed_in_many_ways(participants: str) -> None:
    text = f"The project begins in May. It has these partners:\n{participants}\n\nIt lasts three years."
    assert roles(article(text, "Project begins")) == dict.fromkeys(("athens", "ghent", "leeds", "riga"), "partner")


def test_a_sentence_further_down_is_passing_and_two_are_about() -> None:
    start = (
        "Ghent opens a bridge for cyclists. It is long and has lights. Ghent paid for it. Children crossed it first. "
    )
    once = roles(article(f"{start}Riga plans one like it.", "Bridge in Ghent"))
    twice = roles(article(f"{start}Riga plans one like it. The mayor of Riga came to see it.", "Bridge in Ghent"))
    assert once == {"ghent": "primary", "riga": "mention"}
    assert twice == {"ghent": "primary", "riga": "about"}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "How Riga counts its trees",
            "Riga counted 40,000 trees by satellite. Gardeners check each of them. In Ghent this is still planned.",
            {"riga": "primary", "ghent": "mention"},
        ),
        (
            "How to count trees",
            "Riga counted 40,000 trees by satellite. The gardeners of Riga check each. In Ghent this is still planned.",
            {"riga": "primary", "ghent": "mention"},
        ),
        (
            "Our gardeners count trees",
            "Ghent counts its trees by satellite, as Riga does. A workshop held in Leeds showed the method.",
            {"ghent": "primary", "riga": "mention", "leeds": "venue"},
        ),
    ],
)
def test_content_overrules_the_own_source(title: str, text: str, expected: dict[str, str]) -> None:
    assert roles(article(text, title), "ghent") == expected


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("en", "They do it together with Riga."),
        ("de", "Das geschieht gemeinsam mit Riga."),
        ("en", "Riga is far away."),
    ],
)
def test_a_companion_in_passing_is_a_partner(language: str, end: str) -> None:
    start = (
        "Ghent opens a bridge for cyclists. It is long and has lights. Ghent paid for it. Children crossed it first."
    )
    role = "mention" if "far" in end else "partner"
    assert roles(article(f"{start} {end}", "Bridge in Ghent", language)) == {"ghent": "primary", "riga": role}


def test_where_those_of_a_list_agreed_is_a_venue_and_its_own_city_a_partner() -> None:
    text = f"Nine cities signed a charter in {{}} last week. Those are {PARTNERS}. It is about trams."
    assert roles(article(text.format("Berlin"), "Charter signed"))["berlin"] == "venue"
    assert roles(article(text.format("Riga"), "Charter signed"))["riga"] == "partner"


def test_a_passage_for_each_of_three_cities_is_a_round_up_whatever_its_headline_says() -> None:
    text = "Ghent opens a bridge. It is long.\n\nRiga plants oaks.\n\nIn Leeds trams are painted. More next month."
    assert roles(article(text, "Bridges, oaks, trams")) == dict.fromkeys(("ghent", "riga", "leeds"), "about")


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Brussels must listen", "Brussels decides and towns pay. Brussels should ask first.", "mention"),
        ("Rules on air", "The rules are written in Brussels.", "mention"),
        ("Brussels opens a park", "The mayor of Brussels opened a park. Brussels has many.", "primary"),
        ("Brussels closes streets", "Cars are banned from streets in Brussels. Brussels has many.", "primary"),
    ],
)
def test_brussels_is_the_union_unless_something_says_city(title: str, text: str, role: str) -> None:
    assert roles(article(text, title)) == {"brussels": role}


LONG_LIST = {
    *("athens", "barcelona", "birmingham", "brighton-hove", "dresden", "gdansk", "ghent", "helsinki"),
    *("lisbon", "munich", "nantes", "nicosia", "riga", "rotterdam", "tampere", "utrecht"),
}
AND = (
    *(
        "bg и",
        "ca i",
        "cs a",
        "da og",
        "de und",
        "el και",
        "en and",
        "es y",
        "et ja",
        "fi ja",
        "fr et",
        "hr i",
        "hu és",
    ),
    *("it e", "lt ir", "lv un", "nl en", "no og", "pl i", "pt e", "ro și", "sk a", "sl in", "sv och", "tr ve", "uk та"),
)


@pytest.mark.parametrize("conjunction", AND)
def test_a_list_of_sixteen_cities_gives_no_primary_in_any_language(conjunction: str) -> None:
    language, word = conjunction.split()
    known = {city.id: city for city in SHIPPED.cities}
    *names, last = (known[key].name_in("nb" if language == "no" else language) for key in sorted(LONG_LIST))
    one = article(f"{', '.join(names)} {word} {last}.", "2026", language)
    found = tag_cities(one, SHIPPED_GAZETTEER)
    assert {tag.role for tag in found} == {"partner"}
    assert len({tag.value for tag in found} & LONG_LIST) >= 14


@pytest.mark.parametrize(
    ("language", "title", "text", "kind"),
    [
        ("en", "What’s new: 2 to 6 March", "Many things.", "roundup"),
        ("fr", "L'actu de la semaine", "Beaucoup de choses.", "roundup"),
        ("fi", "Viikkokatsaus 10", "Monta asiaa.", "roundup"),
        ("fi", "Katutyöt: Satamakatu", "Katu on suljettu 3.3.–9.3. klo 7–18.", "notice"),
        ("de", "Luftqualität: Messwerte vom 3. März 2026", "21 Mikrogramm am 3. März 2026.", "notice"),
        ("nl", "Gemeenteraad van 3 maart 2026", "De raad vergadert om 19 uur.", "notice"),
        ("en", "Road works on Quay Street", "The street is closed from 08:00.", "notice"),
        ("en", "Road works are over", "The street is open again.", "news"),
        ("en", "Mayor opens a bridge on 3 March 2026", "At 10:00 cyclists crossed it.", "news"),
    ],
)
def test_notices_and_roundups_are_known_by_their_titles(language: str, title: str, text: str, kind: str) -> None:
    assert content_kind(article(text, title, language)) == kind


def test_a_long_text_is_no_notice() -> None:
    assert content_kind(article("The street is closed from 08:00. " * 60, "Road works on Quay Street")) == "news"
