"""Czech: a city's name in, its cases by gender and ending, `-ský` and the inhabitants in `-an` out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection import slavic
from nlp.inflection.words import VOWELS, Cases, on, pairs, small, swapped, table

_SOFT = pairs("ch:še h:ze g:ze k:ce r:ře l:le s:se z:ze c:ci j:ji x:xe")
_INVARIANT = words(
    "Angers Amiens Arezzo Bordeaux Bari Cagliari Calais Coventry Derry Liège Lille Nancy Nantes Nice Pau Rennes "
    "Tbilisi Tampere Toulouse Turku Malmö Umeå Espoo Oulu Lahti Karlsruhe Almere Enschede Marseille Grenoble "
    "Ungheni"
)
_CASES = table("""
Plzeň: Plzně Plzni Plzní
Vídeň: Vídně Vídni Vídní
Budapešť: Budapešti Budapeští
Vratislav: Vratislavi Vratislaví Vratislavě Vratislavu
Olomouc: Olomouce Olomouci Olomoucí Olomoucem
Boloňa: Boloně Boloni Boloňu Boloňou
Drážďany: Drážďan Drážďanům Drážďanech Drážďanám Drážďanách Drážďanami
Benátky: Benátek Benátkám Benátkách Benátkami
Helsinky: Helsinek Helsinkám Helsinkách Helsinkami
Bruggy: Brugg Bruggám Bruggách Bruggami
Liberec: Liberce Liberci Libercem
Hradec: Hradce Hradci Hradcem
Karlovy Vary: Karlových_Varů Karlovým_Varům Karlových_Varech Karlovými_Vary
Hradec Králové: Hradce_Králové Hradci_Králové Hradcem_Králové
Písek: Písku Pískem
Nice: Nicí
Řím: Říma Římu Římě Římem
Vilnius: Vilniusu Vilniusem
Most: Mostu Mostem Mostě
Cheb: Chebu Chebem Chebě
Ústí: Ústím
""")
_ADJECTIVE_STEMS = table("""
Praha: praž
Brno: brněn
Plzeň: plzeň
Drážďany: drážďan
Florencie: florent
Helsinky: helsin
Helsinki: helsin
Nikósie: nikós
Sofie: sofij
Curych: cury
Lutych: luty
Lipsko: lip
Riga: riž
Haag: haag
Vilnius: vilniu
Benátky: benát
Saloniky: solun
Boloňa: boloň
Athény: athén
Atény: atén
Antverpy: antverp
Brémy: brém
Bruggy: brugg
Oslo: osel
Porto: port
Turku: turku
Hradec Králové: královéhrade
Karlovy Vary: karlovar
Ústí nad Labem: ústec
České Budějovice: českobudějovic
Olomouc: olomouc
Liberec: liberec
Vratislav: vratislav
Soluň: soluň
Nantes: nantes
Marseille: marseille
""")
_STEM_ENDINGS = pairs(
    "burk:bur berk:ber sk:# ská:# chov:chov ch:# ha:ž h:ž ga:ž ka:c ko:c ice:ic cie:c ie:ij ia:ij ce:c ňa:ň "
    "urg:ur g:ž s:# ša:š ža:ž ba:b ca:c a:# o:# y:# e:#"
)
_WITHOUT_PEOPLE = words("Drážďany Lipsko Vilnius")  # Lipany is a battle
_SKY = "ský ská ské ského skému ském ským skou ští ských skými"
_CKY = "cký cká cké ckého ckému ckém ckým ckou čtí ckých ckými"
_PERSON = "an ana ané anů anům any anech anka anky"
_SOFT_FEMININE = ("ň", "ť", "ď", "ž", "dž", "š", "č")
_AGREEMENT = {
    "ý": {"nouns": "bcčdďfghjklmnňprřsštťvzž", "g": "ého", "d": "ému", "l": "ém", "i": "ým"},
    "á": {"nouns": "aeě", "g": "é", "d": "é", "a": "ou", "l": "é", "i": "ou"},
    "é": {"nouns": "oeí", "g": "ého ých", "d": "ému ým", "l": "ém ých", "i": "ým ými"},
    "í": {"nouns": "bcčdďfghjklmnňprřsštťvzžaeo", "g": "ího í", "d": "ímu í", "l": "ím í", "i": "ím í", "a": "í"},
    "i": {"nouns": "d", "g": "ého", "d": "ému", "l": "ém", "i": "ým"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    return iter(_CASES[name]) if name in _CASES else slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `pražský` in its cases, and `Pražan`; for names of several words only what is listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known is None and (" " in name or "-" in name or len(name) < 3 or name in _INVARIANT or name[-1] in "iuéöåx"):
        return
    stem = known[0] if known else swapped(small(name), _STEM_ENDINGS).replace("#", "")
    yield from on(stem.removesuffix("c"), _CKY if stem.endswith("c") else _SKY)
    people = swapped(stem[0].upper() + stem[1:], pairs("něn:ň n:ň t:ť d:ď ic:ič c:č"))
    if " " not in name and name not in _WITHOUT_PEOPLE:
        yield from on(people, _PERSON)


def _cases(word: str) -> Cases:
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif word in _INVARIANT or word[-1] in "iuéöåíøx":
        return
    elif word.endswith("ia"):
        yield from zip("gdalil", on(word[:-1], "e i i i í u"), strict=True)
    elif word.endswith("ňa"):
        stem = word[:-2]
        yield from zip("gdalil", on(stem, "ně ni ňu ni ňou ně"), strict=True)
    elif word.endswith(("ca", "ja", "ša", "ža", "ča")):
        yield from zip("gdalil", on(word[:-1], "e i u i ou e"), strict=True)
    elif word.endswith("a"):
        stem = word[:-1]
        soft = swapped(stem, _SOFT)
        soft = soft if soft != stem else f"{stem}ě"
        yield from zip("gdali", (*on(stem, "y"), soft, f"{stem}u", soft, f"{stem}ou"), strict=True)
    elif word.endswith("ice"):
        yield from zip("gdli", on(word[:-1], "- ím ích emi"), strict=True)
        yield from zip("dali", on(word[:-1], "i i i í"), strict=True)
    elif word.endswith("e"):
        yield from zip("dali", on(word[:-1], "i i i í"), strict=True)
    elif word.endswith("y") and word[-2] not in VOWELS:
        yield from zip("gddlli", on(word[:-1], "- ám ům ách ech ami"), strict=True)
    elif word.endswith("o"):
        yield from _neuter(word[:-1])
    elif word.endswith(_SOFT_FEMININE):
        stem = swapped(word, pairs("ň:n ť:t ď:d"))
        yield from zip("gdli", on(stem, f"{'e' if stem == word else 'ě'} i i í"), strict=True)
    elif word[-1] not in "aeiouyáéíóúý":
        yield from _masculine(word)


def _neuter(stem: str) -> Cases:
    yield from zip("gdil", on(stem, "a u em u"), strict=True)
    if stem[-1] in "nvtdbpm":
        yield ("l", f"{stem}ě")
    elif stem[-1] in "lszr":
        yield ("l", f"{stem}e")


def _masculine(word: str) -> Cases:
    stem = swapped(word, pairs("ec:c ek:k"))
    if stem.endswith("c"):
        yield from zip("gdli", on(stem, "e i i em"), strict=True)
        return
    if stem.endswith(("ín", "ýn", "án", "ov", "ev", "in", "im", "burk", "berk", "řeb", "hreb", "ín", "m")):
        yield ("g", f"{stem}a")
    yield from zip("gdil", on(stem, "u u em u"), strict=True)
    if stem[-1] in "nvtdbpmf":
        yield ("l", f"{stem}ě")
    elif stem[-1] in "lsz":
        yield ("l", f"{stem}e")
