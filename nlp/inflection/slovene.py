"""Slovene: a city's name in, its cases, `-ski` and the inhabitants in `-čan` out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection import slavic
from nlp.inflection.words import Cases, on, pairs, small, swapped, table

_CASES = table("""
Bruselj: Bruslja Brusljem Bruslju
Neapelj: Neaplja Neapljem Neaplju
München: Münchna Münchnu Münchnom Münchena Münchenu Münchenom
Firence: Firenc Firencam Firencah Firencami
Atene: Aten Atenam Atenah Atenami
Benetke: Benetk Benetkam Benetkah Benetkami
Katovice: Katovic Katovicam Katovicah Katovicami
Helsinki: Helsinkov Helsinkom Helsinkih Helsinke
Drážďany: Drážďan
Koper: Kopra Kopru Koprom
Celovec: Celovca Celovcu Celovcem
Gradec: Gradca Gradcu Gradcem
Brežice: Brežic Brežicam Brežicah Brežicami
Jesenice: Jesenic Jesenicam Jesenicah Jesenicami
Manchester: Manchestra Manchestru Manchestrom
Münster: Münstra Münstru Münstrom
Hannover: Hannovra Hannovru Hannovrom
Reka: Reke Reki Reko
Novo mesto: Novega_mesta Novemu_mestu Novem_mestu Novim_mestom
Slovenj Gradec: Slovenj_Gradca Slovenj_Gradcu Slovenj_Gradcem
""")
_ADJECTIVE_STEMS = table("""
Praga: praš
Reka: reš
Zagreb: zagrebš
Budimpešta: budimpeštan
Benetke: beneš
Firence: florentin
Neapelj: neapelj
Bruselj: bruselj
Koper: kopr
Novo mesto: novomeš
Novi Sad: novosad
Nova Gorica: novogori
Celovec: celov
Gradec: gra
Helsinki: helsin
Atene: aten
Sofija: sofij
Nikozija: nikozij
Katovice: katovi
Oslo: osl
Haag: haa
Köln: köln
Riga: riš
""")
_STEM_ENDINGS = pairs(
    "sk:# burg:bur# ga:š ka:š ica:iš ce:š c:š k:š g:š h:š z:š ž:š s:š š:š č:š sta:št to:t a:# o:# e:# y:# i:#"
)
_SKI = "ski ska sko skega skemu skem skim ske skih skimi"
_KI = "ki ka ko kega kemu kem kim ke kih kimi"
_PERSON = "čan čana čani čanov čanom čanih čane čanka čanke čank"
_AGREEMENT = {
    "i": {"nouns": "bcčdfghjklmnprsštvzž", "g": "ega", "d": "emu", "l": "em", "i": "im"},
    "a": {"nouns": "a", "g": "e", "d": "i", "a": "o", "l": "i", "i": "o"},
    "o": {"nouns": "oe", "g": "ega", "d": "emu", "l": "em", "i": "im"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    return iter(_CASES[name]) if name in _CASES else slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `ljubljanski` in its cases, and `Ljubljančan`; for names of several words only what is listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known is None and (" " in name or "-" in name or len(name) < 3 or name[-1] in "uyéöåx"):
        return
    stem = known[0] if known else swapped(small(name), _STEM_ENDINGS).replace("#", "")
    yield from on(stem, _KI if stem.endswith("š") else _SKI)
    if not stem.endswith("š") and " " not in name:
        yield from on(stem[0].upper() + stem[1:], _PERSON)


def _cases(word: str) -> Cases:
    last = word[-1].lower()
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif last == "a":
        yield from zip("gdali", on(word[:-1], "e i o i o"), strict=True)
    elif last == "o":
        yield from zip("gdli", on(word[:-1], "a u u om"), strict=True)
    elif last == "e":
        yield from zip("gdli", on(word[:-1], "a u u om"), strict=True)
        if word.endswith(("je", "če", "še", "že", "lje")):
            yield ("i", f"{word[:-1]}em")
    elif last in "iuyéíöüåáóúîăøõ":
        yield from zip("gdli", on(word, "ja ju ju jem"), strict=True)
    else:
        yield from _masculine(word)


def _masculine(word: str) -> Cases:
    stem = swapped(word, pairs("ec:c elj:lj"))
    instrumental = "em om" if stem[-1] in "cčšžj" else "om"
    yield from zip("gdl", on(stem, "a u u"), strict=True)
    yield from (("i", form) for form in on(stem, instrumental))
