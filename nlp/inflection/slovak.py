"""Slovak: a city's name in, its cases, `-ský` by the rhythmic law and the inhabitants in `-čan` out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection import slavic
from nlp.inflection.words import VOWELS, Cases, on, pairs, small, swapped, table

_INVARIANT = words(
    "Angers Amiens Bordeaux Bari Cagliari Calais Coventry Derry Liège Lille Nancy Nantes Nice Pau Rennes Tbilisi "
    "Tampere Toulouse Turku Malmö Umeå Espoo Oulu Lahti Karlsruhe Almere Enschede Marseille Grenoble Ungheni"
)
_CASES = table("""
Plzeň: Plzne Plzni Plzňou
Viedeň: Viedne Viedni Viedňou
Budapešť: Budapešti Budapešťou
Paríž: Paríža Parížu Paríži Parížom
Košice: Košíc Košiciam Košiciach Košicami
Katovice: Katovíc Katoviciam Katoviciach Katovicami
Helsinki: Helsínk Helsiniek Helsinkám Helsinkam Helsinkách Helsinkach Helsinkami
Drážďany: Drážďan Drážďanom Drážďanoch Drážďanami Drážďanmi Drážďanám Drážďanách
Piešťany: Piešťan Piešťanom Piešťanoch Piešťanmi
Benátky: Benátok Benátkam Benátkach Benátkami
Bruggy: Brugg Brúgg Bruggám Bruggách Bruggami
Michalovce: Michaloviec Michalovciam Michalovciach Michalovcami
Zvolen: Zvolena Zvolenu Zvolene Zvolenom
Poprad: Popradu Poprade Popradom
Martin: Martina Martine Martinom
Rím: Ríma Rímu Ríme Rímom
Krakov: Krakova Krakovu Krakove Krakovom
""")
_ADJECTIVE_STEMS = table("""
Praha: praž
Brno: brnian brnen
Plzeň: plzen
Viedeň: vieden
Florencia: florent
Helsinki: helsin
Sofia: sofij
Nikózia: nikóz
Lipsko: lip
Riga: riž
Luxembursko: luxembur
Paríž: paríž
Benátky: benát
Kodaň: kodan
Poznaň: poznan
Banská Bystrica: banskobystric
Bologna: bolon
Janov: janov
Vilnius: vilnius
Haag: haag
Miláno: milán
Ľubľana: ľubľan
Budapešť: budapešt
""")
_STEM_ENDINGS = pairs(
    "burg:bur berg:ber sk:# ch:š ha:ž ga:ž ka:c ko:c ice:ic ica:ic cia:c ia:ij ce:c ca:c ň:n ť:t a:# o:# y:# e:#"
)
_SKY = "ský ská ské ského skému skom ským skou skí skej skú ských skými"
_SHORT = "sky ska ske skeho skemu skom skym skou ski skej sku skych skymi"
_PERSON = "an ana ania anov anom anoch anmi anka anky"
_LONG_END = re.compile(r"(?:[áéíóúýŕĺô]|i[aeu])[^aeiouyáéíóúýô]*$")
_AGREEMENT = {
    "ý": {"nouns": "bcčdďfghjklmnňprsštťvzž", "g": "ého", "d": "ému", "l": "om", "i": "ým"},
    "á": {"nouns": "a", "g": "ej", "d": "ej", "a": "ú", "l": "ej", "i": "ou"},
    "é": {"nouns": "oey", "g": "ého ých", "d": "ému ým", "l": "om ých", "i": "ým ými"},
    "i": {"nouns": "d", "g": "ého", "d": "ému", "l": "om", "i": "ým"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    return iter(_CASES[name]) if name in _CASES else slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `bratislavský` in its cases, and `Bratislavčan`; for names of several words only what is listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known is None and (" " in name or "-" in name or len(name) < 3 or name in _INVARIANT or name[-1] in "iuéöåx"):
        return
    stems = known or (swapped(small(name), _STEM_ENDINGS).replace("#", ""),)
    for stem in stems:
        endings = _SHORT if _LONG_END.search(stem) or stem.endswith("ian") else _SKY
        yield from on(stem, endings.replace("sk", "k") if stem.endswith("c") else endings)
    people = stems[0][0].upper() + stems[0][1:]
    people = swapped(people, pairs("ic:ič c:č")) if people.endswith(("ž", "c", "š")) else f"{people}č"
    if " " not in name and name != "Lipsko":
        yield from on(people, _PERSON)


def _cases(word: str) -> Cases:
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif word in _INVARIANT or word[-1] in "iuéöåíøx":
        return
    elif word.endswith(("ia", "ca", "ňa", "ľa", "ja", "ša", "ža", "ča")):
        yield from zip("gdali", on(word[:-1], "e i u i ou"), strict=True)
    elif word.endswith("a"):
        yield from zip("gdali", on(word[:-1], "y e u e ou"), strict=True)
    elif word.endswith("ce"):
        yield from zip("gdli", on(word[:-1], "- iam iach ami"), strict=True)
    elif word.endswith("y") and word[-2] not in VOWELS:
        yield from zip("gddlli", on(word[:-1], "- ám am ách ach ami"), strict=True)
    elif word.endswith("o"):
        yield from zip("gdlli", on(word[:-1], "a u e u om"), strict=True)
    elif word.endswith(("ň", "ť", "ď", "dž")):
        hard = swapped(word, pairs("ň:n ť:t ď:d"))
        yield from (("g", f"{hard}e"), ("d", f"{hard}i"), ("l", f"{hard}i"), ("i", f"{word}ou"))
    elif word[-1] not in "aeiouyáéíóúý":
        yield from _masculine(word)


def _masculine(word: str) -> Cases:
    stem = swapped(word, pairs("ec:c ok:k"))
    if stem.endswith(("ín", "ýn", "án", "ún", "ov", "ev", "in", "m", "en", "ec", "c", "ž", "č", "š")):
        yield ("g", f"{stem}a")
    yield from zip("gdi", on(stem, "u u om"), strict=True)
    yield ("l", f"{stem}{'i' if stem[-1] in 'cžčšj' else 'u' if stem[-1] in 'kgh' else 'e'}")
