"""A name and the words on both sides in, whether they name something else out: agreement, club, dish, bank, ship."""

from __future__ import annotations

import re

from nlp.city_words import CASE_IS_PLACE, words


def _any(text: str) -> str:
    return "|".join(text.split())


# Beginnings of words for what states sign …
_TREATIES = _any(r"""
    sutart konvencij deklaracij pakt[aou] līgum[saui] deklarācij sopimu[sk] yleissopimu pöytäkirj
    leping(?:u|ut|us|uga)?\b konventsioon deklaratsioon protsess egyezmény szerződés antlaşması anlaşması
    sözleşmesi süreci tüzüğü protokolü ugovor pogodb dohovor smlouv zmluv úmluv memorand konwencj traktat
    конвенці конвенция договір договор[ауоиі]? договорът меморандум συνθήκ σύμβασ πρωτόκολλ διαδικασί convenți
    tratat syndrom syndróm sindrom sündroom szindróm sendrom синдром σύνδρομ
""")
# … and for what cities, firms and trade unions sign as well, unless it is one that the world knows by its city.
_DEALS = _any("""
    susitarim nolīgum vienošan kokkulep megállapodás egyezség sporazum dohod[auyěo] porozumieni угод[аиуоі]
    споразумени ilmastosopimu kliimalep συμφωνί acordul criteri kryteri kritéri kriteri kritēri kriteer критер
    κριτήρι
""")
_KNOWN_DEALS = re.compile(
    "pari|paří|parí|pary|parī|párizs|пари|парі|παρίσ|oslo|осло|όσλο|[ck]openha|koppenh|kööbenh|kodaň|копенг|копенх|κοπεγχ",
    re.IGNORECASE,
)
_ON_CLIMATE = (
    r"(?:(?:klimat\w*|klímat\w*|klimatsk\w*|podneb\w*|iklim|taikos|miera|barış|кліматичн\w*|климатич\w*|мирн\w*) )?"
    r"(?:ilmasto|rauhan|kliima|rahu|klíma|béke)?"
)
_TREATY_AFTER = re.compile(rf"[ -]{_ON_CLIMATE}(?:{_TREATIES})", re.IGNORECASE)
_DEAL_AFTER = re.compile(rf"[ -]{_ON_CLIMATE}(?:{_DEALS})", re.IGNORECASE)
_TREATY_BEFORE = re.compile(
    rf"(?<!\w)(?:{_TREATIES})\w* (?:z|ze|iz|od|от|з|із|του|της|των|din|de la|da) $", re.IGNORECASE
)
# The regulation on asylum; other cities make regulations themselves.
_DUBLIN = re.compile("dubli|дублін|дъблин|δουβλίν", re.IGNORECASE)
_REGULATION = re.compile(
    r"(?<!\w)(?:nariaden|nařízen|uredb|rozporządzeni|rendelet|määrus|asetu[sk]|reglament|regulament|regul[aā]|tüzü|"
    r"регламент|κανονισμ)",
    re.IGNORECASE,
)
# The European Council's programmes on asylum, of 1999, 2004 and 2009; the cities have programmes of their own.
_COUNCIL = re.compile(
    "tamper|тампере|τάμπερε|haag|hág|хааг|гааг|χάγη|s?z?[tš]okh?olm|tukholm|стокг?х?олм|στοκχόλμ", re.IGNORECASE
)
_PROGRAMME = re.compile(r"(?<!\w)(?:program|ohjelma|програм|πρόγραμμ|προγράμμ)", re.IGNORECASE)
_ON_ASYLUM = re.compile(
    "as[yiu]l|az[yiì]l|azil|turvapaik|varjupaig|patvēr|prieglob|menedék|menekült|iltica|sığın|притул|убежищ|[άα]σ[υύ]λ",
    re.IGNORECASE,
)
# Dishes, drinks and dances that are called after a city wherever they are made.
_DISHES = _any(r"""
    kaw[aąęyo] walc(?:a|e|em|u)? sznyc\w* kiełbas\w* szynk\w* pączk\w* káv[auyěou]{1,2} řízek řízk\w* rezeň
    rezň\w* párek párk\w* šunk\w* salám\w* šalát\w* salát\w* klobás\w* valčík\w* zrezek zrezk\w* odrezak
    odresk\w* odresc\w* kav[aeiuo] klobas\w* kobasic\w* hrenovk\w* šnic\w* salam\w* salat\w* solat\w* valček
    valčk\w* valcer\w* tort\w* kapust\w* zelí kelj? кав(?:а|и|і|у|ою) шніцел\w* шницел\w* ковбас\w* колбас\w*
    наденич\w* сосиск\w* салат\w* салам\w* вальс\w* валс\w* торт\w* капуст\w* зеле пиц[аиуі] піц[аиуі] соус\w*
    szelet\w* virsli\w* kávé(?:t|val)? kolbász\w* szalámi\w* krémes\w* keringő\w* makaróni\w* spagetti\w*
    dešr\w* kav(?:ą|os|ai) alus alaus pien(?:as|o|ą|s|a|u) duon\w* kopūst\w* vals[aąo]s? valsi?s šokolad\w*
    šokolād\w* balzam\w* šprot\w* maize\w* kafij\w* desiņ\w* kāpost\w* kilu vorst\w* šnits\w* kohv kapsa\w*
    pannkoo\w* leike leikkee\w* leikettä makkar(?:a|aa|an|at) kahvi[an]? kaali\w* kahvesi\w* köftesi\w*
    kebabı\w* dondurması\w* lahanası\w* valsi kedisi keçisi tavşanı șnițel\w* cafea\w* salată cârnaț\w*
    pizz[aeyuoąę] omáčk\w* umak\w* σνίτσελ βαλς καφέ\w* λουκάνικ\w*
""")
_DISH_AFTER = re.compile(rf" (?:{_DISHES})(?!\w)")
_DISH_BEFORE = re.compile(rf"(?<!\w)(?:{_DISHES}) $", re.IGNORECASE)
_SPROUTS_BEFORE = re.compile(r"(?<!\w)(?:λαχανάκια |varz[aăe]\w? de )$", re.IGNORECASE)  # of Brussels
# After an adjective with a capital, or a genitive: a bank, a brewery, a street.
_HOUSE_AFTER = re.compile(
    r" (?:bank[auio]?|bankas|banko|banką|banke|bankā|bankou|банка|pivovar\w*|browar\w*|osiguranj\w*|zavarovalnic\w*|"
    r"pojišťovn\w*|poisťovň\w*|mljekar\w*|mlekarn\w*|ulic[aąęiu]|ulicou|ulico|cest[aio]|náměstí|námestie|trg|utca|"
    r"utcá(?:ba|ban|ból|n|t|ra|ról)|út|tér|téren|körút\w*|вулиця|вулицю|улица)(?!\w)"
)
_COMPANY_AFTER = re.compile(
    r" (?:Inc|Ltd|plc|GmbH|Oyj?|S\.A\.|SpA|S\.p\.A\.|d\.d\.|d\.o\.o\.|a\.s\.|s\.r\.o\.|Kft|Zrt|Nyrt|"
    r"A\.Ş\.|АД|ООД|ЕООД|ЕАД)(?!\w)"
)
# Houses and ships bear a city's name; what follows with a dash is a line: `trajekt Helsinki–Tallinn`.
_BEARER_BEFORE = re.compile(
    r"(?<!\w)(?:hotel(?:u|a|em|om|ul|ului)?|viešbut(?:is|yje|į)|viesnīc[aāu]|hotellis?|szálloda|хотел(?:а|ът)?|готел[ью]|"
    r"ξενοδοχείο|otel|kino|kinas|кіно|кино|σινεμά|mozi|trajekt(?:u|a|om|em)?|ladj[aio]|loď|parník|laivas?|laev|kuģis|"
    r"prāmis|keltas|praam|hajó|statek|statku|prom|promu|кораб(?:ът|а)?|теплохід|πλοίο|feribotul|feribot|vapur|nava) "
    r"([\"„«“]?)$",
    re.IGNORECASE,
)
_LINE_AFTER = re.compile(r" ?[–—-]")
_SPORT = re.compile(
    r"futbol|fotbal|football|hokej|hokei|hockey|nogomet|piłkar|koszykar|siatkar|żużl|krepšin|basket|košark|kosárlabd|"
    r"labdarúg|kézilabd|jalgpal|korvpal|jalkapal|koripal|rokomet|rukomet|házen|hádzan|volejbal|odbojk|hráč|igrač|igral|"
    r"zápas|utakmic|tekm[aeio]\b|meccs|mecz|ottelu|rungtyn|mačas|mačo|spēlēt|čempion|liig[ai]|trener|tréner|edző|"
    r"valmentaj|ποδόσφαιρ|ποδοσφαιρ|μπάσκετ|εκτός έδρας|ηττήθηκε|πρωτάθλημα|футбол|баскетбол|хоке[йя]|"
    r"матч|мач|треньор|тренер|гравц|играч|ігри|meci|antrenor|jucător|fotbaliș|maç[ıi]|takım|teknik direktör",
    re.IGNORECASE,
)
# Inside a sentence: the first word of one has a capital anyway.
_WORD_BEFORE = re.compile(r"(?<=[\w,;)] )([^\W\d_]{3,}) $")
_WORD_AFTER = re.compile(r" [\"„«“]?+([^\W\d_]++)[”“\"»]?+(?! \w*(?:aren|stadion|staadion|hall))")
# Of a city, whatever is played there.
_OFFICE = re.compile(
    r"δ[ήη]μ|περιφ|grad|mest|měst|miast|miest|prezyd|urząd|magistr|primar|primă|општ|общин|кмет|мер\b|міськ|місто|"
    r"stadion|aren|hal[ai]|στάδι|стадион|стадіон|дворац|palác|univer|město|sport",
    re.IGNORECASE,
)
_CLUB_LAST = words("et lt lv")  # `Minhenes „Bayern”`
# `Bayern Monachium`; where a case says `in` the name of a club stands before a place, too: `A Fradi Bécsben játszik`.
_CLUB_FIRST = words("bg cs el hr pl ro sk sl sr uk")
# Languages in which a name stands before what is called after it, and how it ends then.
_GENITIVES = {
    "et": re.compile(r"[aeiouõäöü]$"),
    "fi": re.compile(r"n$"),
    "lt": re.compile(r"(?:aus|os|ės|ies|o|ų)$"),
    "lv": re.compile(r"(?:s|u)$"),
    "tr": re.compile(r""),
}


def is_other_name(before: str, name: str, after: str, language: str, *, is_adjective: bool) -> bool:
    """Tell whether the words around a name make it that of something else. `before` and `after` are a line long.

    An adjective (`is_adjective`) is one that is written small inside a sentence.
    """
    genitive = _GENITIVES.get(language)
    gives_name = is_adjective or after.startswith("-") or (genitive is not None and genitive.search(name) is not None)
    if gives_name and (_DISH_AFTER.match(after) or _is_agreement(before, name, after)):
        return True
    if _TREATY_BEFORE.search(before) or _SPROUTS_BEFORE.search(before) or _COMPANY_AFTER.match(after):
        return True
    if gives_name and name[0].isupper() and language not in ("tr", "fi", "et") and _HOUSE_AFTER.match(after):
        return True
    if is_adjective and _DISH_BEFORE.search(before):
        return True
    return not is_adjective and (_is_borne(before, after, language) or _is_club(before, after, language))


def _is_borne(before: str, after: str, language: str) -> bool:
    """Tell whether a house or ship bears the name: `hotel Praha`, `hajó „Budapest”`; not `A hajó Bécsbe tart`."""
    bearer = _BEARER_BEFORE.search(before)
    if bearer is None or _LINE_AFTER.match(after):
        return False
    return bool(bearer[1]) or (language not in CASE_IS_PLACE and language != "tr")


def _is_agreement(before: str, name: str, after: str) -> bool:
    if _TREATY_AFTER.match(after) or (_KNOWN_DEALS.match(name) and _DEAL_AFTER.match(after)):
        return True
    neighbours = " ".join((*before.split()[-1:], *after.split()[:1]))
    if _COUNCIL.match(name) and _PROGRAMME.search(neighbours):
        return _ON_ASYLUM.search(before + after) is not None
    return _DUBLIN.match(name) is not None and _REGULATION.search(neighbours) is not None


def _is_club(before: str, after: str, language: str) -> bool:
    """Tell whether it belongs to the name of a club, in a text about sport: `Viktorie Plzeň`, `Vilniaus „Rytas“`."""
    previous = _WORD_BEFORE.search(before) if language in _CLUB_FIRST else None
    following = _WORD_AFTER.match(after) if language in _CLUB_LAST else None
    is_named = previous is not None and previous[1][0].isupper() and not _OFFICE.match(previous[1])
    if not is_named and (following is None or not following[1][0].isupper()):
        return False
    return _SPORT.search(before + after) is not None
