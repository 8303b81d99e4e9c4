"""The phrases of an English text in, how much they speak of Europe, of its countries, of the wide world out."""

from __future__ import annotations

import re
from collections.abc import Set

from nlp.city_words import words

EUROPE, BRITISH, COUNTRY, ADJECTIVE = 3.0, 0.5, 1.0, 0.5
WORLD = 0.75  # in news of the world, London is London
OWN_COUNTRY, OWN_ADJECTIVE = 6.0, 2.5  # of the city in question; `French` may be fries
_EUROPE = words("Europe European euro euros EU EUROCITIES Eurocities NATO UEFA Schengen Brexit")
# Words of Britain and Ireland that Canada and Australia do not share.
_BRITISH = words(
    "NHS|MSP|MSPs|MEP|MEPs|Lord Provost|borough|boroughs|Premier League|Garda|gardaí|Taoiseach|Tube|Holyrood|"
    "Westminster|PSNI|Crown Court|Met Office|Police Scotland|Ofsted|Tesco|council tax|HMRC|DUP|SNP|Sinn Féin",
    "|",
)
# Country (ISO 3166-1) → its names and those of its regions | its adjectives, which Americans use of much else.
_COUNTRIES = {
    "AL": "Albania | Albanian",
    "AM": "Armenia | Armenian",
    "AT": "Austria | Austrian",
    "BA": "Bosnia Herzegovina | Bosnian",
    "BE": "Belgium Wallonia | Belgian Flanders Flemish",
    "BG": "Bulgaria | Bulgarian",
    "CH": "Switzerland | Swiss",
    "CY": "Cyprus | Cypriot",
    "CZ": "Czechia | Czech Bohemia",
    "DE": "Germany Bavaria | German Bavarian",
    "DK": "Denmark | Danish",
    "EE": "Estonia | Estonian",
    "ES": "Spain Catalonia Andalusia | Spanish Catalan Basque",
    "FI": "Finland | Finnish",
    "FR": "France | French",
    "GB": "Britain UK U.K England Scotland Wales Midlands Yorkshire Heathrow British | Scottish Welsh English",
    "GE": " | Georgian",
    "GR": "Greece Acropolis | Greek",
    "HR": "Croatia | Croatian",
    "HU": "Hungary | Hungarian",
    "IE": "Ireland Dáil | Irish",
    "IS": "Iceland | Icelandic",
    "IT": "Italy Tuscany Sicily Vatican | Italian",
    "LT": "Lithuania | Lithuanian",
    "LU": "Luxembourg |",
    "LV": "Latvia | Latvian",
    "NL": "Netherlands | Dutch Holland",
    "NO": "Norway | Norwegian",
    "PL": "Poland | Polish",
    "PT": "Portugal | Portuguese",
    "RO": "Romania | Romanian",
    "RS": "Serbia | Serbian",
    "RU": "Russia | Russian",
    "SE": "Sweden | Swedish",
    "SI": "Slovenia | Slovenian",
    "SK": "Slovakia | Slovak",
    "TR": "Türkiye | Turkish Turks Turkey",
    "UA": "Ukraine | Ukrainian",
}
_WORLD = words(
    "Afghanistan Algeria Angola Argentina Asia Bangladesh Bolivia Brazil Cambodia Cameroon Chile China Colombia "
    "Congo Ecuador Egypt Egyptian Ethiopia Gaza Ghana Guatemala Haiti Honduras India Indonesia Iran Iranian "
    "Iraq Iraqi Israel Israeli Jamaica Japan Japanese Kazakhstan Kenya Korea Korean Kuwait Libya Libyan "
    "Malaysia Mali Morocco Nepal Nicaragua Nigeria Pakistan Palestinian Philippines Qatar Rwanda "
    "Saudi Senegal Singapore Somalia Sudan Syria Syrian Taiwan Tanzania Thailand Tunisia Uganda UN Venezuela Vietnam "
    "Yemen Zambia Zimbabwe"
)
# Countries of Europe inside other names.
_NEW = words("New England|New South|New Ireland|British Columbia|UK basketball|UK football", "|")
_NEW_COUNTRY = re.compile("New South Wales|" + "|".join(sorted(_NEW)))
FIRSTS = frozenset(phrase.split()[0] for phrase in _BRITISH | _NEW if " " in phrase)
_NAMES_OF = {country: words(names.partition("|")[0]) for country, names in _COUNTRIES.items()}
_ADJECTIVES_OF = {country: words(names.partition("|")[2]) for country, names in _COUNTRIES.items()}


def without_new_countries(text: str, found: Set[str]) -> str:
    """Return a text with the phrases `found` in it without `New England` and its like."""
    return text if _NEW.isdisjoint(found) else _NEW_COUNTRY.sub(" ", text)


def europe(text: str, found: Set[str]) -> float:
    """Weigh what a text with the phrases `found` says of Europe: 0 for nothing, 3 where it names or pays like it."""
    is_european = "€" in text or "£" in text or not _EUROPE.isdisjoint(found)
    countries = sum(country_weight(found, country, COUNTRY, ADJECTIVE) for country in _COUNTRIES)
    return EUROPE * is_european + min(3.0, countries) + min(2.0, BRITISH * len(found & _BRITISH))


def own_country(found: Set[str], country: str) -> float:
    """Weigh what a text says of a city's own country (ISO 3166-1)."""
    return country_weight(found, country, OWN_COUNTRY, OWN_ADJECTIVE)


def world(found: Set[str]) -> float:
    """Weigh the countries of the wide world in a text, up to 2."""
    return min(2.0, WORLD * len(found & _WORLD))


def names_of(country: str) -> Set[str]:
    """Return the names of a country and its regions in one word."""
    return _NAMES_OF.get(country, frozenset())


def country_weight(found: Set[str], country: str, name: float, adjective: float) -> float:
    """Return the first weight where a text has a name of the country, the second where it has its adjective."""
    if not names_of(country).isdisjoint(found):
        return name
    return 0.0 if _ADJECTIVES_OF.get(country, frozenset()).isdisjoint(found) else adjective
