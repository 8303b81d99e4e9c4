"""The phrases of an English text in, how much they speak of North America, Australia, New Zealand, South Africa out."""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from itertools import pairwise

from nlp.city_words import words

ABBREVIATED, PHONE = 3.0, 3.0  # `Glasgow, Ky.`; a number of the North American plan
STATE, ADDRESS, PUBLIC_DOLLARS = 2.0, 2.0, 1.5
COUNTY, LOCATED_TOWN, SIGN = 1.5, 1.25, 1.0
TOWN, AMERICAN, DOLLARS = 0.5, 0.5, 0.5
_TOKEN = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
_STATES = words(
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|"
    "Iowa|Kansas|Kentucky|Louisiana|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Wisconsin|Wyoming|north Georgia|North Georgia|"
    "south Georgia|South Georgia|Northeast Georgia|central Georgia|Middle Georgia|of Georgia|Ontario|Quebec|"
    "Alberta|Manitoba|Saskatchewan|Nova Scotia|British Columbia|New Brunswick|Newfoundland|New South|Queensland|"
    "Tasmania|Western Australia|South Australia|KwaZulu-Natal|Gauteng|Eastern Cape|Western Cape|New Zealand|Otago",
    "|",
)
_SHORT = words(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ont Ore Pa "
    "Tenn Tex Va Vt Wash Wis Wyo N.C N.D N.H N.J N.M N.Y S.C S.D W.Va R.I B.C N.S.W"
)
_POSTAL = words(
    "AB AK AL AR AZ BC CA CO CT FL GA IA ID IL IN KS KY LA MA MB MD ME MI MN MO MS MT NC ND NE NH NJ NM NS NSW NV NY "
    "OH OK ON OR PA QC QLD RI SC SD SK TN TX UT VA VIC VT WA WI WV WY"
)
_ABBREVIATED = re.compile(
    rf", (?:(?:{'|'.join(map(re.escape, sorted(_SHORT)))})\.|(?:{'|'.join(sorted(_POSTAL))})\b(?! ?\)))"
)
_PHONE = re.compile(r"[\d(](?<![\d+-].)\d{2,3}[)./-] ?\d{3}[-.]\d{4}\b")
_ROADS = words("St Ave Blvd Dr Rd Ln Pkwy Hwy Avenue Boulevard Drive Parkway block")
_ADDRESS = re.compile(
    r"\b\d{2,5} (?:[NSEW]\. |North |South |East |West )?(?:[A-Z][\w.]+ ){1,3}"
    r"(?:St\.|Ave\.|Ave\b|Blvd\b|Dr\.|Rd\.|Ln\.|Pkwy\b|Hwy\b|Avenue|Boulevard|Drive|Parkway)|\b\d{2,5} block of\b|"
    r"\b(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth) Avenue\b"
)
_COUNTIES = words("County county counties")
_COUNTY = re.compile(r"\b(?!The |This |Our |Notts |Derby |Stockport )[A-Z][a-z]+ [Cc]ount(?:y|ies)\b(?! Council)")
_SIGNS = words(
    "sheriff|Sheriff|sheriff's|Sheriff's|city manager|City Manager|township|Township|Police Department|"
    "Fire Department|Interstate|U.S. Highway|state Route|State Route|Medical Center|Community College|"
    "Community Hospital|Recreation Center|Community Center|Community Foundation|school district|School District|"
    "school board|School Board|city commission|City Commission|city commissioner|county commission|County Commission|"
    "county commissioner|county commissioners|district attorney|District Attorney|grand jury|High School|"
    "Crime Stoppers|Elementary School|Middle School|middle school|Little League|state trooper|State Trooper|"
    "State Police|state police|homecoming|Homecoming|ZIP|Toll-free|Const|RCMP|CFL|Baptist Church|Canada|Canadian|"
    "Canadians|Australia|Australian|Australians|South Africa|South African|South Africans|Queen's Park|GTA",
    "|",
)
_HIGHWAYS = words("Route Highway U.S Interstate")
_HIGHWAY = re.compile(r"\b(?:U\.S\. |Route |Highway )\d|\bI-\d")
# Words and spellings of America, or of what is seldom news elsewhere.
_AMERICAN = words(
    "spring break|playoff|playoffs|quarterback|touchdown|touchdowns|inning|innings|baseball|softball|freshman|freshmen|"
    "Freshman|sophomore|sophomores|OHL|NHL|NBA|NFL|NCAA|MLB|pickup truck|sidewalk|sidewalks|labor|neighbor|neighbors|"
    "neighborhood|neighborhoods|color|honor|honors|honored|center|Center|programs|percent|mom|moms|councilman|"
    "Councilman|councilwoman|alderman|Alderman|zoning|gubernatorial|Republican|Republicans|Congress|Congressman|"
    "Congresswoman|four-lane|valedictorian|GED|PTA|churches|trooper|a.m|p.m|United States|nationwide|state lawmakers|"
    "statewide|Bible|selectman|Selectman|selectmen|precinct|precincts|citywide|Democrat|Democrats|Lt|"
    "Sgt|Walmart|Wal-Mart|square feet|the state's|state law|state Department|State Department|state Rep|"
    "state Sen",
    "|",
)
_SHORT_MONTHS = words("Jan Feb Aug Sept Oct Nov Dec")
_SHORT_DATE = re.compile(r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d")
_MONTHS = words("January February March April May June July August September October November December")
_DATE = re.compile(r"y \d{1,2}, (?:19|20)\d\d\b|(?:March|April|June|August|ber) \d{1,2}, (?:19|20)\d\d\b")
_CAPITALS = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")
_INITIAL = re.compile(r"[a-z] [A-Z]\. [A-Z][a-z]")
_DATELINE = re.compile(r"[A-Z]{4}[^a-z]{0,30} (?:--|—) ")
_MONEY = re.compile(r"\$ ?\d")
_PUBLIC = words("mayor Mayor council Council councillor councillors taxpayers Taxpayers school schools city City")
_LOCATIVES = ("in", "In", "near", "Near", "at", "outside", "from", "to", "of", "of the")
_LOCAL = ("native", "resident", "police", "man", "woman", "couple")
FIRSTS = frozenset(phrase.split()[0] for phrase in _STATES | _SIGNS | _AMERICAN if " " in phrase)
# Who comes from there is not there.
_GUEST_WORDS = (
    "elegat",
    "isitor",
    "uest",
    "ayors",
    "esearchers",
    "xperts",
    "epresentatives",
    "olleagues",
    "ourists",
    "tudents",
)
_GUESTS = re.compile(
    r"\b(?:[Dd]elegat(?:ions?|es)|[Vv]isitors?|[Gg]uests?|[Mm]ayors|[Rr]esearchers|[Ee]xperts|[Rr]epresentatives|"
    r"[Cc]olleagues|[Tt]ourists|[Ss]tudents)(?: \w+){0,3} from [^.;]{1,80}"
)


def without_guests(text: str) -> str:
    """Return a text without the places its guests come from."""
    has_guests = " from " in text and any(word in text for word in _GUEST_WORDS)
    return _GUESTS.sub(" ", text) if has_guests else text


def phrases(text: str, firsts: Set[str]) -> set[str]:
    """Return the words of a text, and the pairs of words, with one blank between, whose first word is in `firsts`."""
    tokens = _TOKEN.findall(text)
    return {*tokens, *(f"{left} {right}" for left, right in pairwise(tokens) if left in firsts)}


def signs(text: str, found: Set[str], towns: Set[str]) -> float:
    """Weigh the signs of overseas in a text with the phrases `found`: 0 for none, 3 where there can be little doubt.

    `towns` are names that no place in Europe has.
    """
    weight = min(5.0, _repeated(text, found & _STATES) + STATE - 1) if not _STATES.isdisjoint(found) else 0.0
    if not (_SHORT | _POSTAL).isdisjoint(found) and (short := len(_ABBREVIATED.findall(text))):
        weight += min(5.0, ABBREVIATED + short - 1)
    weight += PHONE * bool(_PHONE.search(text))
    weight += ADDRESS * _has(_ADDRESS, text, found, _ROADS)
    if not _COUNTIES.isdisjoint(found):
        weight += min(3.0, COUNTY * len(set(_COUNTY.findall(text))))
    weight += min(4.0, SIGN * (len(found & _SIGNS) + _has(_HIGHWAY, text, found, _HIGHWAYS)))
    weight += min(2.0, AMERICAN * (len(found & _AMERICAN) + _forms(text, found)))
    return weight + _dollars(text, found) + _towns(text, found & towns)


def _forms(text: str, found: Set[str]) -> int:
    """Count what is American in form: dates, middle initials, datelines."""
    return (
        _has(_SHORT_DATE, text, found, _SHORT_MONTHS)
        + _has(_DATE, text, found, _MONTHS)
        + _has(_INITIAL, text, found, _CAPITALS)
        + bool((" -- " in text or " — " in text) and _DATELINE.search(text))
    )


def _has(pattern: re.Pattern[str], text: str, found: Set[str], needed: Set[str]) -> bool:
    """Tell whether a text matches; patterns cost, so they are tried only where a phrase they need is found."""
    return not needed.isdisjoint(found) and pattern.search(text) is not None


def _repeated(text: str, names: Collection[str]) -> int:
    return sum(text.count(name) for name in names)


def _dollars(text: str, found: Set[str]) -> float:
    """Weigh amounts in dollars: of a city that pays with them more than of anybody else."""
    amounts = len(_MONEY.findall(text)) if "$" in text else 0
    return DOLLARS * (amounts > 0) + PUBLIC_DOLLARS * (amounts > 1 and not _PUBLIC.isdisjoint(found))


def _towns(text: str, towns: Collection[str]) -> float:
    """Weigh names of towns: those that stand where a place stands more: `in Oroville`, `Sarnia native`."""
    located = sum(
        any(f"{word} {town}" in text for word in _LOCATIVES) or any(f"{town} {word}" in text for word in _LOCAL)
        for town in towns
    )
    return min(5.0, LOCATED_TOWN * located) + min(1.5, TOWN * (len(towns) - located))
