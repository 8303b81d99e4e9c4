"""A text in, how often it speaks of `the Italian city` out, by country: another way of naming a city."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from nlp.city_words import words

# Country (ISO 3166-1) → beginnings of the adjective, in small letters, over the languages of the network.
_ADJECTIVES = {
    "AL": "alban αλβαν",
    "AM": "armen armén",
    "AT": "austri österreich autric oostenrijk österrik østrig itävalt αυστρια rakous avstrij австрій австрийск "
    "avusturya osztrák rakús",
    "BE": "belg bèlg βελγ beļģ белгийск бельгій",
    "BG": "bulgar bulgár βουλγαρ bolgar болгарськ българск bulgaarias bulgārij",
    "CH": "swiss schweiz suisse suizo suiza suís svizzer zwitser sveits ελβετ szwajcar švýcar švicar šveic "
    "elvețian швейцар švajčiar isviçre svájc",
    "CY": "zyprio zyprisch chypriot chipri xipri cipriot cypri kyprosl κυπρια",
    "CZ": "czech tschech tchèque checo checa txec ceco ceca tsjech tjeck tjekk tšekk τσεχ czesk češk čehij "
    "čekij ceh чешк чеськ tšehhi cseh český",
    "DE": "german deutsche allemand alemán alemana alemany tedesc duits tysk γερμαν niemiec německ német "
    "vokieti vācij njemačk nemšk nemeck saksa немск німецьк alman",
    "DK": "danish dänisch danois danés danesa danès danese deens dansk tanskal δαν duńsk danij dānij taani "
    "danez датск данськ danimarka dán",
    "EE": "eston estländ viroll εσθον eesti estij igaunij естонск észt",
    "ES": "spanish spanisch espagnol español espanyol spagnol spaans spansk espanjal ισπαν hiszpańsk španělsk "
    "spanyol ispanij spānij španjolsk špansk španielsk hispaania spaniol испанск іспанськ ispanyol",
    "FI": "finland finès finesa fins suomal φινλανδ fińsk finn soome suomij somij fínsk финландск фінськ",
    "FR": "french französisch français frances francès frans ranskal γαλλ francusk francouzsk francia prancūzij "
    "francij prantsus francosk francúzsk francez френск французьк",
    "GB": "english englisch engels βρεταν brytyjsk brit lielbritānij британск британськ ingiliz",
    "GE": "georgi géorgi",
    "GR": "greek griechisch grec griego griega grieks grekisk græsk gresk kreikkal ελλην řeck görög graikij "
    "grieķij kreeka grčk grécke grécka гръцк грецьк yunan",
    "HR": "croat kroat hrvats κροατ chorwac horvātij horvaatia hrvašk chorvátsk хърватск хорватськ horvát chorvatsk",
    "HU": "hungar ungar hongr hongar ungher unkaril ουγγρ węgiersk maďarsk magyar vengrij ungārij mađarsk "
    "madžarsk maghiar унгарск угорськ macar",
    "IE": "irish irisch irland iers irsk irlantil ιρλανδ airij īrij iiri ирландск ірландськ írsk",
    "IS": "iceland isländ island ijsland islanti ισλανδ",
    "IT": "italian italien italià italiaan ιταλ włosk italsk olasz italij itālij itaalia talijansk taliansk "
    "италианск італійськ italyan",
    "LT": "lithuan litau lituan liettual λιθουαν litew lietuv leedu litvansk litovsk литовск литовськ litván",
    "LU": "luxemb liuksemburg люксембург",
    "LV": "latvia lettisch letton letón lets lettisk λετον łotew latvij läti lotyšsk leton латвийск латвійськ",
    "MD": "moldov moldau moldav",
    "ME": "monteneg",
    "NL": "dutch niederländ néerland neerland holand olandes nederland hollantil ολλανδ holender nizozem "
    "holland nyderland olandij nīderland olandez нидерландск нідерландськ",
    "NO": "norweg norvég norueg norveg noors norsk norjal νορβηγ norvēģij norra norvešk nórsk норвежк норвезьк",
    "PL": "polish polnisch polonais polac polonès pools polsk puolal πολων lengyel lenkij polij poola poljsk "
    "poľsk polonez полск польськ polonya",
    "PT": "portug portogh portekiz πορτογαλ португалск португальськ",
    "RO": "romanian rumän roum ruman romanes rumen roemeens romanial ρουμαν rumunij rumānij rumeenia rumunjsk "
    "romunsk rumunsk румънск румунськ romen",
    "RS": "serbi serbe σερβ servi srpsk srbsk sârb сръбск сербськ sırp szerb",
    "SE": "swedish schwed suédois suec svedes zweed svensk ruotsal σουηδ szwedz švédsk švedij zviedrij rootsi "
    "švedsk suedez шведск шведськ isveç",
    "SI": "sloven eslov σλοβεν słoweń slovėnij slovēnij sloveenia slovinsk словенск slovén",
    "SK": "slovak slowak eslova slovac σλοβακ słowac slovākij slovačk slovašk словашк словацьк szlovák",
    "TR": "turkish türki turc turks turkisk tyrkisk turkkil τουρκ tureck török turkij türgi tursk турск турецьк",
    "UA": "ukrain ucran ucraïn oekra ουκραν українськ украинск ukrán ukrajinsk",
}
_COUNTRY_OF = {stem: country for country, stems in _ADJECTIVES.items() for stem in stems.split()}
# Beginnings of words for a city or a capital, over the languages of the network; short ones as they stand.
_CITY = tuple(
    words(
        "capital hauptstadt großstadt metropol hoofdstad hovedstad huvudstad staden pääkaup kaupun pealinn linna "
        "sostin miest galvaspils pilsēt stolic столиц prestoln főváros város hlavné hlavní město města městu mesto "
        "mesta mestu miast grad град πόλη πόλης πρωτεύουσα başkent kent orașul ciudad ciutat città citta cidade місто "
        "міста"
    )
)
_CITY_WORDS = words("city town stadt ville cité stad byen by oraș linn")
_WORD = re.compile(r"\w+|[^\w\s]")
_STEM = re.compile("|".join(sorted(map(re.escape, _COUNTRY_OF), key=len, reverse=True)))


def echoes(text: str) -> Counter[str]:
    """Return how often a text calls a city by its country, by ISO 3166-1 code: `the Italian city`, `la ville belge`."""
    found: Counter[str] = Counter()
    tokens = _WORD.findall(text.lower())
    for place, word in enumerate(tokens):
        if word in _CITY_WORDS or word.startswith(_CITY):
            beside = (_STEM.match(one) for one in (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]))
            found.update(_COUNTRY_OF[stem[0]] for stem in islice(filter(None, beside), 1))
    return found
