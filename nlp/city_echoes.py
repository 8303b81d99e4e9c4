"""A text in, how often it speaks of `the Italian city` out, by country: another way of naming a city."""

from __future__ import annotations

import re
from collections import Counter

# Country (ISO 3166-1) → beginnings of the adjective, in small letters, over the languages of the network.
_ADJECTIVES = {
    "AL": "alban αλβαν",
    "AM": "armen armén",
    "AT": "austri österreich autrich autric oostenrijk österrik østrig itävalt αυστρια austriack rakous",
    "BE": "belg bèlg βελγ",
    "BG": "bulgar bulgár βουλγαρ",
    "CH": "swiss schweiz suisse suizo suiza suís svizzer zwitser schweiz sveits ελβετ szwajcar švýcar",
    "CY": "cypriot zyprio zyprisch chypriot chipri xipri cipriot cypri kyprosl κυπρια",
    "CZ": "czech tschech tchèque checo checa txec ceco ceca tsjech tjeck tjekk tšekk τσεχ czesk",
    "DE": "german deutsche allemand alemán alemana alemany tedesc duits tysk saksal γερμαν niemiec německ német",
    "DK": "danish dänisch danois danés danesa danès danese deens dansk tanskal δαν duńsk dánsk",
    "EE": "eston estländ viroll εσθον",
    "ES": "spanish spanisch espagnol español espanyol spagnol spaans spansk espanjal ισπαν hiszpańsk španělsk spanyol",
    "FI": "finnish finnisch finlandais finland finès finesa fins finsk suomal φινλανδ fińsk finsk finn",
    "FR": "french französisch français frances francès francese frans fransk ranskal γαλλ francusk francouzsk francia",
    "GB": "british english britisch englisch britann britán brits engels brittisk engelsk brittil βρεταν brytyjsk brit",
    "GE": "georgi géorgi",
    "GR": "greek griechisch grec griego griega greco greca grieks grekisk græsk gresk kreikkal ελλην greck řeck görög",
    "HR": "croat kroat hrvats κροατ chorwac",
    "HU": "hungar ungar hongr hongar ungher unkaril ουγγρ węgiersk maďarsk magyar",
    "IE": "irish irisch irland irlandés irlandès iers irsk irlantil ιρλανδ",
    "IS": "iceland isländ island ijsland islanti ισλανδ",
    "IT": "italian italien italian italià italiaan italiensk ιταλ włosk italsk olasz",
    "LT": "lithuan litau lituan liettual λιθουαν litew",
    "LU": "luxemb",
    "LV": "latvia lettisch letton letón letton lets lettisk latvial λετον łotew",
    "MD": "moldov moldau moldav",
    "ME": "monteneg",
    "NL": "dutch niederländ néerland neerland holand olandes nederland hollantil ολλανδ holender nizozem holland",
    "NO": "norwegian norweg norvég norueg norveg noors norsk norjal νορβηγ norsk",
    "PL": "polish polnisch polonais polac polonès pools polsk puolal πολων polski lengyel",
    "PT": "portug portogh portekiz πορτογαλ",
    "RO": "romanian rumän roum ruman romanes rumen roemeens rumensk romanial ρουμαν",
    "RS": "serbi serbe σερβ servi",
    "SE": "swedish schwed suédois sueco sueca suec svedes zweed svensk ruotsal σουηδ szwedz švédsk",
    "SI": "sloven eslov σλοβεν słoweń",
    "SK": "slovak slowak eslova slovac σλοβακ słowac",
    "TR": "turkish türki turc turco turca turks turkisk tyrkisk turkkil τουρκ tureck török",
    "UA": "ukrain ucran ucraïn oekra ουκραν",
}
_COUNTRY_OF = {stem: country for country, stems in _ADJECTIVES.items() for stem in stems.split()}
_CITY = (
    "city|town|capital|stadt|hauptstadt|metropole|großstadt|ville|cité|capitale|ciudad|ciutat|città|citta|cidade|stad|"
    "hoofdstad|staden|byen|by|kaupunki|kaupungin|kaupungissa|πόλη|πόλης|πρωτεύουσα|miasto|miasta|město|města|mesto|grad|"
    "oraș|orașul|város|linn|linna|pilsēta|miestas"
)
_STEM = "|".join(sorted(map(re.escape, _COUNTRY_OF), key=len, reverse=True))
_ECHO = re.compile(rf"\b(?:(?P<first>{_STEM})\w*\s+(?:{_CITY})|(?:{_CITY})\s+(?P<last>{_STEM})\w*)\b", re.IGNORECASE)


def echoes(text: str) -> Counter[str]:
    """Return how often a text calls a city by its country, by ISO 3166-1 code: `the Italian city`, `la ville belge`."""
    stems = (match["first"] or match["last"] for match in _ECHO.finditer(text))
    return Counter(_COUNTRY_OF[stem.lower()] for stem in stems)
