"""Polish: a city's name in, its cases by gender and softening, and `-ski` out.

Masculine names keep both genitives, -a and -u: which one a foreign city takes is custom, and the other is no word.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection import slavic
from nlp.inflection.words import Cases, ends, on, pairs, small, swapped, table

_SOFT = pairs("st:ście sł:śle sn:śnie zd:ździe t:cie d:dzie n:nie m:mie w:wie b:bie p:pie f:fie r:rze ł:le s:sie z:zie")
_FEMININE_SOFT = _SOFT | pairs("ch:sze k:ce g:dze h:sze l:li")
_INVARIANT = words(
    "Angers Amiens Bari Bilbao Bordeaux Cagliari Calais Cannes Coventry Derry Essen Glasgow Liège Lille Leeds Nancy "
    "Nantes Nice Oslo Palermo Porto Pau Rennes Tbilisi Tampere Toulouse Turku Malmö Umeå Espoo Oulu Lahti Karlsruhe "
    "Almere Enschede Marseille Grenoble Arezzo Treviso Pesaro Taranto Torino Milano Valongo Matosinhos Barcelos "
    "Oeiras Alcobendas Logroño Ungheni"
)
_A_ONLY = "burg berg sk ów cz ń sław sz ż rz ec"  # the genitive in -u would be wrong or another word
_CASES = table("""
Kraków: Krakowa Krakowowi Krakowem Krakowie
Łódź: Łodzi Łodzią
Bydgoszcz: Bydgoszczy Bydgoszczą
Białystok: Białegostoku Białemustokowi Białymstokiem Białymstoku
Wiedeń: Wiednia Wiedniowi Wiedniem Wiedniu
Zagrzeb: Zagrzebia Zagrzebiowi Zagrzebiem Zagrzebiu
Helsinki: Helsinek Helsinkom Helsinkami Helsinkach
Saloniki: Salonik Salonikom Salonikami Salonikach
Chmielnicki: Chmielnickiego Chmielnickiemu Chmielnickim
Zakopane: Zakopanego Zakopanemu Zakopanem
Bielsko-Biała: Bielska-Białej Bielsku-Białej Bielsko-Białą Bielskiem-Białą
Drezno: Drezna Dreznu Dreznem Dreźnie
Gdynia: Gdyni Gdynię Gdynią
Gniezno: Gniezna Gnieznu Gnieznem Gnieźnie
Krosno: Krosna Krosnu Krosnem Krośnie
Kielce: Kielc Kielcom Kielcami Kielcach
Toruń: Torunia Toruniowi Toruniem Toruniu
Lipsk: Lipska Lipskowi Lipskiem Lipsku
Brześć: Brześcia Brześciowi Brześciem Brześciu
Radom: Radomia Radomiowi Radomiem Radomiu
Oświęcim: Oświęcimia Oświęcimiowi Oświęcimiem Oświęcimiu
Zamość: Zamościa Zamościowi Zamościem Zamościu
Leuven: Leuvenu Leuvenem
Monachium:
""")
_ADJECTIVE_STEMS = table("""
Kraków: krakow
Lublin: lubel
Łódź: łódz
Bydgoszcz: bydgo
Białystok: białostoc
Wilno: wileń
Brno: brneń brnień
Drezno: drezdeń
Gniezno: gnieźnień
Budapeszt: budapeszteń
Neapol: neapolitań
Monachium: monachij
Bruksela: bruksel
Genua: genueń
Nicea: nicej
Wenecja: wenec
Florencja: florenc
Walencja: walenc
Sewilla: sewil
Zurych: zury zurych
Ateny: ateń
Helsinki: helsiń
Saloniki: salonic
Marsylia: marsyl
Antwerpia: antwerp
Nikozja: nikozyj
Gdynia: gdyń
Kielce: kielec
Chmielnicki:
Lwów: lwow
Kijów: kijow
Charków: charkow
Rzeszów: rzeszow
Czernihów: czernihow
Kiszyniów: kiszyniow
Praga: pra
Ryga: ry
Haga: ha
Kopenhaga: kopenha
Norymberga: norymber
Wiedeń: wiedeń
Sofia: sofij
Brugia: bru brugij
Zagrzeb: zagrzeb
Madryt: madryc
Oslo: oslij
Turku:
Nantes: nantej
Tampere:
Porto:
Tuluza: tulu tuluz
Mediolan: mediolań
Toruń: toruń
""")
_PEOPLE = table("""
Kraków: krakowian krakus
Warszawa: warszawian warszawiak
Gdańsk: gdańszczan
Poznań: poznanian poznaniak
Wrocław: wrocławian
Łódź: łodzian
Lublin: lublinian
Katowice: katowiczan
Białystok: białostoczan
Rzeszów: rzeszowian
Bydgoszcz: bydgoszczan
Szczecin: szczecinian
Toruń: torunian
Gdynia: gdynian
Kielce: kielczan
Berlin: berlińczyk
Londyn: londyńczyk
Paryż: paryżan
Wilno: wilnian
Lwów: lwowian
Praga: prażan
Wiedeń: wiedeńczyk
""")
_STEM_ENDINGS = pairs(
    "cja:c sk:# tsk:c dsk:dz burga:bur burg:bur berg:ber gia:g nia:ń lia:l ia:ij ja:yj ice:ic yce:yc ca:c ska:# "
    "ga:# g:# ka:c ki:c k:c cha:# ch:# ża:# ż:# rz:r sz:# cz:# ła:l ł:l "
    "na:ń ny:ń no:ń ń:ń n:ń ta:c ty:c to:c t:c da:dz dy:dz d:dz sa:# s:# za:# z:# wa:w wo:w wy:w a:# o:# y:# e:#"
)
_KI = "ki ka kie kiego kiej kiemu kim ką cy kich kimi"
_SKI = "ski ska skie skiego skiej skiemu skim ską scy skich skimi"
_AGREEMENT = {
    "y": {"nouns": "bcćdfghjklłmnńprsśtwzźżx", "g": "ego", "d": "emu", "i": "ym", "l": "ym"},
    "i": {"nouns": "bcćdfghjklłmnńprsśtwzźżx", "g": "iego", "d": "iemu", "i": "im", "l": "im"},
    "a": {"nouns": "a", "g": "ej", "d": "ej", "a": "ą", "i": "ą", "l": "ej"},
    "e": {"nouns": "oe", "g": "ego", "d": "emu", "i": "ym", "l": "ym"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    if name in _CASES:
        yield from _CASES[name]
    elif name not in _INVARIANT:
        yield from slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `krakowski` in its cases, and the inhabitants of the better-known; for names of several words nothing."""
    for stem in _ADJECTIVE_STEMS.get(name, _stem(name)):
        yield from on(stem, _KI if stem.endswith(("c", "dz")) else _SKI)
    for stem in _PEOPLE.get(name, ()):
        if stem.endswith("an"):
            yield from on(stem, "in ina inem ie om ami ach ka ki ek -")
        elif stem.endswith("ak"):
            yield from on(stem[:-1], "k ka kowi kiem cy ków kom kami kach")
        else:
            yield from on(stem, "- a i iem owi ów om ami ach")


def _stem(name: str) -> tuple[str, ...]:
    if " " in name or "-" in name or name in _INVARIANT or name[-1] in "iuéöåxy" or len(name) < 4:
        return ()
    return (swapped(small(name), _STEM_ENDINGS).replace("#", ""),)


def _cases(word: str) -> Cases:
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif word in _INVARIANT or word[-1] in "éöåíuxø" or word.endswith("um"):
        return
    elif word.endswith("a"):
        yield from _feminine(word[:-1])
    elif word.endswith("o"):
        yield from _neuter(word)
    elif word.endswith(("y", "ce", "ki")) and not word.endswith(("ry", "cy", "cki", "ski", "ay", "öy")):
        yield from zip("gdil", on(word[:-1], "- om ami ach"), strict=True)
    elif word[-1] not in "aeiouy":
        yield from _masculine(word)


def _feminine(stem: str) -> Cases:
    if stem.endswith(("i", "j", "e", "u", "l", "c", "cz", "sz", "ż", "rz")):
        dative = "y" if stem.endswith(("c", "cz", "sz", "ż", "rz")) else "i"
        yield from ((case, f"{stem}{dative}") for case in "gdl")
    else:
        yield ("g", f"{stem}{'i' if stem[-1] in 'kg' else 'y'}")
        yield from ((case, swapped(stem, _FEMININE_SOFT)) for case in "dl")
    yield from (("a", f"{stem}ę"), ("i", f"{stem}ą"))


def _neuter(word: str) -> Cases:
    stem = word[:-1]
    if ends(stem, "n w sk ck ł st zn rz") and word not in ("Torino", "Milano"):
        locative = f"{stem}u" if stem.endswith("k") else swapped(stem, _SOFT)
        instrumental = f"{stem}iem" if stem.endswith("k") else f"{stem}em"
        yield from (("g", f"{stem}a"), ("d", f"{stem}u"), ("i", instrumental), ("l", locative))


def _masculine(word: str) -> Cases:
    stem = swapped(word, pairs("ów:ow zec:źc iec:c ek:k sław:sławi cław:cławi ń:ni ć:ci ź:zi ś:si"))
    yield ("g", f"{stem}a")
    if not ends(word, _A_ONLY):
        yield ("g", f"{stem}u")
    yield from (("d", f"{stem}owi"), ("i", f"{stem}{'i' if stem[-1] in 'kg' else ''}em"))
    is_soft = stem[-1] in "kghcjliżvx" or stem.endswith(("sz", "rz", "cz", "dz"))
    yield ("l", f"{stem}u" if is_soft else swapped(stem, _SOFT))
