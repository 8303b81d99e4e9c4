"""An English text in, the namesakes out: which European names mean towns in North America there (Paris, Texas).

A text with signs of North America (states, sheriffs, counties) and none of the city's own country is not about Europe.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.city_words import words

ENOUGH = 3  # a state counts two, a sheriff one: a delegation from California alone moves no city
# Cities of the network with well-known namesakes in the United States or Canada.
NAMESAKES = words(
    "Amsterdam Antwerp Athens Barcelona Belfast Bergen Berlin Birmingham Bremen Brest Brighton Bristol Brussels "
    "Cardiff Copenhagen Coventry Derry Dresden Dublin Edinburgh Florence Frankfurt Geneva Genoa Ghent Glasgow "
    "Gothenburg Hamburg Hanover Leeds Leicester Leipzig Lisbon London Londonderry Lublin Luxembourg Madrid Malmo "
    "Manchester Mannheim Milan Munster Nancy Nantes Naples Newcastle Nice Nottingham Odessa Oslo Palermo Paris Parma "
    "Pisa Plymouth Porto Prague Preston Riga Rome Rotterdam Seville Sheffield Sofia Stockholm Sunderland Turin "
    "Utrecht Valencia Venice Vienna Warsaw York Zurich"
)
_STATES = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Nebraska|Nevada|"
    r"New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    r"South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Wisconsin|Wyoming|Ontario|Alberta|Manitoba|"
    r"Saskatchewan|Nova Scotia)\b"
)
_SIGNS = re.compile(
    r"\b(?:[Ss]heriff|[Cc]ity [Mm]anager|Township|Police Department|Interstate|U\.S\. \d|Regional Medical Center|"
    r"Community (?:College|Hospital|Recreation Center)|[Ss]chool [Dd]istrict|"
    r"Canada|Canadian|United States|Americans?)\b"
)
_EUROPE = re.compile(r"\b(?:Europe(?:an)?|EU|euros?|kilomet(?:er|re)s?|EUROCITIES|Eurocities)\b|€")
_COUNTRIES = {
    "AT": "Austria",
    "BE": "Belgium Belgian Flemish",
    "CH": "Switzerland Swiss",
    "CZ": "Czech",
    "DE": "Germany German",
    "DK": "Denmark Danish",
    "ES": "Spain Spanish Catalan Catalonia",
    "FR": "France French",
    "GB": "Britain British UK U.K England English Scotland Scottish Wales Welsh",
    "GR": "Greece Greek",
    "IE": "Ireland Irish",
    "IT": "Italy Italian",
    "LU": "Luxembourg",
    "LV": "Latvia Latvian",
    "NL": "Netherlands Dutch Holland",
    "NO": "Norway Norwegian",
    "PL": "Poland Polish",
    "PT": "Portugal Portuguese",
    "SE": "Sweden Swedish",
}


def _never(_name: str, _country: str) -> bool:
    return False


def overseas(text: str) -> Callable[[str, str], bool]:
    """Return the question whether a name in `text` of a city in a country (ISO 3166-1) is a town in North America."""
    weight = sum(2 for _ in _STATES.finditer(text)) + len(set(_SIGNS.findall(text)))
    if weight < ENOUGH or _EUROPE.search(text):
        return _never
    seen = words(re.sub(r"[^\w.]+|\.(?!\w)", " ", text))

    def is_overseas(name: str, country: str) -> bool:
        return name in NAMESAKES and not seen & words(_COUNTRIES.get(country, ""))

    return is_overseas
