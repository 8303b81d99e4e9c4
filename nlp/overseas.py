"""An English text in, the question out which European names mean towns overseas there (Paris, Texas; London, Ontario).

Overseas is where English-speaking settlers named towns after European cities: the United States, Canada, Australia, New
Zealand, South Africa. A text's signs of those countries are held against its signs of Europe and of the city's own
country. One article, one sense: what `Paris, Tenn.` says once holds for all its mentions of Paris.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from nlp import overseas_signs
from nlp.city_words import ELSEWHERE, words

ENOUGH = 3.0  # a delegation from California alone moves no city
ENOUGH_ALONE = 2.0  # where nothing at all speaks of Europe
EUROPE = 3.0  # what it says against that a text or its source speaks of Europe
MORE_FOR_SMALL, MORE_FOR_UNKNOWN = 1.5, 4.0  # where the largest namesake is a village, or not known
PROMINENT, OFTEN, BEGINNING = 0.5, 3, 200  # weight, times, characters: a passing word on London is not local news
SMALL = 5_000  # inhabitants
OWN_COUNTRY, OWN_ADJECTIVE = 6.0, 2.5  # a text that names the city's country; `French` may be fries
# Words of Britain and Ireland that Canada and Australia do not share: half a point each, against.
_BRITISH = re.compile(
    r"\b(?:NHS|MSPs?|MEPs?|Lord Provost|boroughs?|Premier League|Garda|gardaí|Taoiseach|Tube|Holyrood|Westminster|PSNI|"
    r"Crown Court|Met Office|Police Scotland|M\d{1,2}|A\d{1,3}|Ofsted|Tesco|council tax|HMRC|DUP|SNP|Sinn Féin)\b"
)
_LOCAL_USE = (
    r"{0} (?:[Pp]olice [Dd]epartment|[Pp]olice|Fire|County|Township|High School|native|man|woman|couple|Elementary|"
    r"Middle School|Regional|Memorial)|rural {0}|{0}-area"
)
_EUROPE = re.compile(r"\b(?:Europe(?:an)?|EU|euros?|EUROCITIES|Eurocities|NATO|UEFA|Schengen|Brexit)\b|[€£]")
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
_NEW_COUNTRIES = re.compile(r"New (?:England|South Wales|Ireland)|British Columbia|UK (?:basketball|football)")
_NOT_A_WORD = re.compile(r"[^\w.]+|\.(?!\w)")
_NAMES_OF = {country: words(names.partition("|")[0]) for country, names in _COUNTRIES.items()}
_ADJECTIVES_OF = {country: words(names.partition("|")[2]) for country, names in _COUNTRIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """What GeoNames knows of overseas."""

    names: frozenset[str]  # of towns whose names no place in Europe has
    namesakes: Mapping[str, int]  # name of a European city → inhabitants of its largest namesake overseas


def overseas(text: str, towns: Towns, others: int, *, is_from_europe: bool) -> Callable[[str, str], bool]:
    """Return the question whether a name in `text` of a city in a country (ISO 3166-1) is a town overseas.

    `text` has plain blanks and hyphens; `others` is how many cities without a namesake overseas it names. The weights
    are judgements, held against articles with marked places, not estimates.
    """
    seen = words(_NOT_A_WORD.sub(" ", _NEW_COUNTRIES.sub(" ", text)))
    europe = EUROPE * is_from_europe + EUROPE * bool(_EUROPE.search(text))
    europe += min(3.0, sum(_weight(seen, country, 1.0, 0.5) for country in _COUNTRIES))
    europe += min(2.0, 0.5 * len(set(_BRITISH.findall(text)))) + min(2, others)
    world = min(2.0, 0.75 * len(seen & _WORLD))  # in news of the world, London is London
    weight = overseas_signs.signs(text, towns.names) - world
    needed = ENOUGH if europe >= 1 else ENOUGH_ALONE

    def is_overseas(name: str, country: str) -> bool:
        if country == "GE" or _is_followed_by(text, name, _NAMES_OF.get(country, ())):
            return False
        if _is_followed_by(text, name, (*ELSEWHERE, "Georgia")):
            return True
        if weight <= 0:
            return False
        local = bool(re.search(_LOCAL_USE.format(re.escape(name)), text))
        prominent = PROMINENT * (text.count(name) >= OFTEN or name in text[:BEGINNING])
        more = _more_for(towns.namesakes.get(name.title(), 0))
        own = _weight(seen, country, OWN_COUNTRY, OWN_ADJECTIVE)
        return weight - europe - own + local + prominent >= needed + more

    return is_overseas


def _more_for(inhabitants: int) -> float:
    """Return how much more must speak for a namesake of that size; 0 = GeoNames has none of 500 inhabitants."""
    return 0.0 if inhabitants >= SMALL else MORE_FOR_SMALL if inhabitants else MORE_FOR_UNKNOWN


def _weight(seen: Collection[str], country: str, name: float, adjective: float) -> float:
    """Return the first weight where a text has a name of the country, the second where it has its adjective."""
    if not _NAMES_OF.get(country, frozenset()).isdisjoint(seen):
        return name
    return 0.0 if _ADJECTIVES_OF.get(country, frozenset()).isdisjoint(seen) else adjective


def _is_followed_by(text: str, name: str, places: Collection[str]) -> bool:
    pattern = rf"\b{re.escape(name)}(?:,? \(|, )(\w+)"
    return any(match[1] in places for match in re.finditer(pattern, text, re.IGNORECASE))
