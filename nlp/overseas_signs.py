"""An English text in, how much of it speaks of North America, Australia, New Zealand or South Africa out."""

from __future__ import annotations

import re
from collections.abc import Collection

_STATES = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Nebraska|Nevada|"
    r"New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    r"Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Wisconsin|Wyoming|"
    r"(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)(?:ern|east|west)? Georgia|University of Georgia|"
    r"Ontario|Quebec|Alberta|Manitoba|Saskatchewan|Nova Scotia|British Columbia|New Brunswick|Newfoundland|"
    r"New South Wales|Queensland|Tasmania|Western Australia|South Australia|KwaZulu-Natal|Gauteng|Eastern Cape|"
    r"Western Cape|New Zealand|Otago)\b"
)
_SHORT_STATES = re.compile(
    r", (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ont|"
    r"Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|N\.[CDHJMY]|S\.[CD]|W\.Va|R\.I|B\.C|N\.S\.W)\.|"
    r", (?:A[BKLRZ]|BC|C[AOT]|FL|GA|IA|I[DLN]|K[SY]|LA|M[ABDEINOST]|N[CDEHJMSVY]|O[HKNR]|PA|QC|RI|S[CDK]|T[NX]|UT|"
    r"V[AT]|W[AIVY]|NSW|QLD|VIC)\b(?! ?\))"
)
_PHONE = re.compile(r"(?<![\d+-])(?:1[-.])?(?:\(\d{3}\) ?|\d{3}[-./])\d{3}[-.]\d{4}\b")
_ADDRESS = re.compile(
    r"\b\d{2,5} (?:[NSEW]\. |North |South |East |West )?(?:[A-Z][\w.]+ ){1,3}"
    r"(?:St\.|Ave\.|Ave\b|Blvd\b|Dr\.|Rd\.|Ln\.|Pkwy\b|Hwy\b|Avenue|Boulevard|Drive|Parkway)|"
    r"\b\d{2,5} block of\b|\b(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth) Avenue\b"
)
_COUNTY = re.compile(r"\b(?!The |This |Our |Notts |Derby |Stockport )[A-Z][a-z]+ [Cc]ount(?:y|ies)\b(?! Council)")
_SIGNS = re.compile(
    r"\b(?:[Ss]heriff|[Cc]ity [Mm]anager|[Tt]ownship|Police Department|Fire Department|Interstate|I-\d|U\.S\. \d|"
    r"U\.S\. Highway|[Ss]tate [Rr]oute|Route \d|Highway \d|Medical Center|"
    r"Community (?:College|Hospital|Recreation Center|Center|Foundation)|[Ss]chool [Dd]istrict|[Ss]chool [Bb]oard|"
    r"[Cc]ity [Cc]ommission(?:er)?|[Cc]ounty [Cc]ommission(?:er)?|[Dd]istrict [Aa]ttorney|[Gg]rand jury|"
    r"High School|Crime Stoppers|Elementary School|[Mm]iddle [Ss]chool|Little League|[Ss]tate [Tt]rooper|"
    r"[Ss]tate [Pp]olice|[Hh]omecoming|ZIP|Toll-free|Const\.|RCMP|CFL|Baptist Church|"
    r"Canada|Canadians?|Australia|Australians?|South Africa|South Africans?|Queen's Park|GTA)\b"
)
# Words and spellings of America, or of what is seldom news elsewhere: half a point each.
_AMERICAN = re.compile(
    r"\b(?:[Ss]pring break|playoffs?|quarterback|touchdowns?|innings?|baseball|softball|[Ff]reshm[ae]n|[Ss]ophomores?|"
    r"OHL|NHL|NBA|NFL|NCAA|MLB|pickup truck|sidewalks?|labor|neighbor(?:hood)?s?|color|honor(?:s|ed)?|[Cc]enter|"
    r"programs|percent|moms?|[Cc]ouncilm[ae]n|[Cc]ouncilwoman|[Aa]lderm[ae]n|zoning|gubernatorial|Republicans?|"
    r"Congress(?:man|woman)?|four-lane|valedictorian|GED|PTA|churches|[Tt]rooper|a\.m\.|p\.m\.|"
    r"United States|nationwide|state lawmakers|statewide|Boys and Girls Club|Bible|[Ss]electm[ae]n|precincts?|"
    r"citywide|Democrats?|Lt|Sgt|[Aa] resident of|Wal-?[Mm]art|square feet|the state's|state law|"
    r"[Ss]tate (?:Department|Rep\.|Sen\.)|"
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. \d{1,2}|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December) \d{1,2}, (?:19|20)\d\d|[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+|\d\d, of [A-Z])\b|"
    r"\b[A-Z]{4,}(?:, [A-Z][a-z]+\.)?(?: \([^)]{2,20}\))? (?:--|—) "
)
_DOLLARS = re.compile(r"\$ ?\d")
_PUBLIC_MONEY = re.compile(r"\b(?:[Mm]ayor|[Cc]ouncil(?:l?ors?)?|[Tt]axpayers?|[Ss]chools?|[Cc]ity)\b")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Ff]rom|[Tt]o|[Oo]f) ((?:[A-Z][\w'’.-]+ ?){1,3})|"
    r"\b((?:[A-Z][\w'’-]+ ){1,2})(?:native|resident|police|man|woman|couple|teenager)\b"
)
# Who comes from there is not there.
_GUESTS = re.compile(
    r"\b(?:[Dd]elegat(?:ions?|es)|[Vv]isitors?|[Gg]uests?|[Mm]ayors|[Rr]esearchers|[Ee]xperts|[Rr]epresentatives|"
    r"[Cc]olleagues|[Tt]ourists|[Ss]tudents)(?: \w+){0,3} from [^.;]{1,80}"
)
_ALONE = re.compile(r"(?:[a-z,;(\"-] |^|\. )([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= [a-z]|'s|[,.;)-])")


def signs(text: str, towns: Collection[str]) -> float:
    """Weigh the signs of overseas in a text: 0 for none, 3 where there can be little doubt.

    `towns` are names that no place in Europe has. A state after a comma or a telephone number weighs most.
    """
    text = _GUESTS.sub(" ", text)
    states, short = len(_STATES.findall(text)), len(_SHORT_STATES.findall(text))
    weight = 2.0 * (states > 0) + min(3, max(0, states - 1))
    weight += 3.0 * (short > 0) + min(2, max(0, short - 1))
    weight += 3.0 * bool(_PHONE.search(text)) + _dollars(text)
    weight += min(3.0, 1.5 * len(set(_COUNTY.findall(text))))
    weight += min(4, len(set(_SIGNS.findall(text)))) + min(
        2.0, 0.5 * len({match.group()[-8:] for match in _AMERICAN.finditer(text)})
    )
    weight += 2.0 * bool(_ADDRESS.search(text))
    named = _named_towns(text, towns)
    alone = {name for name in _ALONE.findall(text) if name in towns} - named
    return weight + min(5.0, 1.25 * len(named)) + min(1.5, 0.5 * len(alone))


def _dollars(text: str) -> float:
    """Weigh amounts in dollars: of a city that pays with them more than of anybody else."""
    amounts = len(_DOLLARS.findall(text))
    return 0.5 * (amounts > 0) + 1.5 * (amounts > 1 and _PUBLIC_MONEY.search(text) is not None)


def _named_towns(text: str, towns: Collection[str]) -> set[str]:
    """Return the towns overseas that stand where a place stands: `in Oroville`, `Sarnia native`."""
    found = set[str]()
    for match in _PLACE.finditer(text):
        parts = (match[1] or match[2]).rstrip(" .").split()
        names = (" ".join(parts[:count]).rstrip(".") for count in range(len(parts), 0, -1))
        found.update(name for name in names if name in towns)
    return found
