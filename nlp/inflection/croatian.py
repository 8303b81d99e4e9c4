"""Croatian (and Bosnian): a city's name in, its cases, `-ski` and the inhabitants of the nearest cities out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection import slavic
from nlp.inflection.words import Cases, on, pairs, small, swapped, table

_CASES = table("""
Rijeka: Rijeke Rijeci Rijeku Rijekom
Karlovac: Karlovca Karlovcu Karlovcem
Vinkovci: Vinkovaca Vinkovcima Vinkovce
Čakovec: Čakovca Čakovcu Čakovcem
Solin: Solina Solinu Solinom
Zadar: Zadra Zadru Zadrom
Sisak: Siska Sisku Siskom
Napulj: Napulja Napulju Napuljem
Banja Luka: Banje_Luke Banjoj_Luci Banju_Luku Banjom_Lukom
Ploče: Ploča Pločama
Metković: Metkovića Metkoviću Metkovićem
""")
_ADJECTIVE_STEMS = table("""
Zagreb: zagrebač
Rijeka: riječ
Karlovac: karlovač
Osijek: osječ
Beč: beč
Novi Sad: novosad
Banja Luka: banjaluč
Budimpešta: budimpeštan
Venecija: venecijan
Firenca: firentin
Helsinki: helsin
Sarajevo: sarajev
Zadar: zadar
Haag: haaš
Prag: praš
Kopenhagen: kopenhaš kopenhagen
Pariz: pariš
Bruxelles: bruxelleš brisel
Luksemburg: luksemburš
""")
_PEOPLE = table("""
Zagreb: Zagrepčan
Split: Splićan
Rijeka: Riječan
Osijek: Osječan
Zadar: Zadran
Novi Sad: Novosađan
Beč: Bečan
Pula: Puljan
Berlin: Berlinčan
Rim: Rimljan
Bratislava: Bratislavčan
Budimpešta: Budimpeštan
Venecija: Venecijan
Maribor: Mariborčan
Pariz: Parižan
London: Londončan
Prag: Pražan
Ljubljana: Ljubljančan
Banja Luka: Banjalučan
Sarajevo:
""")
_STEM_ENDINGS = pairs("nsk:n sk:s ka:č k:č c:č ica:ič ca:č ga:š g:š h:š z:š ž:š s:š š:š ć:ć a:# o:# e:# i:#")
_SKI = "ski ska sko skog skoga skom skome skomu skim ske skoj sku skih skima"
_PERSON = "in ina inu inom i a ima e ka ke"
_AGREEMENT = {
    "i": {"nouns": "bcčćdđfghjklmnprsštvzž", "g": "og oga", "d": "om omu ome", "l": "om ome", "i": "im"},
    "a": {"nouns": "a", "g": "e", "d": "oj", "a": "u", "l": "oj", "i": "om"},
    "o": {"nouns": "oe", "g": "og oga", "d": "om omu", "l": "om ome", "i": "im"},
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    return iter(_CASES[name]) if name in _CASES else slavic.forms(name, _cases, _AGREEMENT)


def adjectives(name: str) -> Iterator[str]:
    """Yield `zagrebački` in its cases, and the inhabitants that are listed."""
    known = _ADJECTIVE_STEMS.get(name)
    if known or not (" " in name or "-" in name or len(name) < 3 or name[-1] in "uyéöåx"):
        for stem in known or (swapped(small(name), _STEM_ENDINGS).replace("#", ""),):
            yield from on(stem, _SKI.replace("sk", "k") if stem[-1] in "čšć" else _SKI)
    for stem in _PEOPLE.get(name, ()):
        yield from on(stem, _PERSON)


def _cases(word: str) -> Cases:
    last = word[-1].lower()
    if word in _CASES:
        yield from (("", form) for form in _CASES[word])
    elif last == "a":
        yield from zip("gdali", on(word[:-1], "e i u i om"), strict=True)
    elif last == "o":
        yield from zip("gdli", on(word[:-1], "a u u om"), strict=True)
    elif word.endswith(("je", "će")):
        yield from zip("gdli", on(word[:-1], "a u u em"), strict=True)
    elif word.endswith("ci"):
        yield from zip("gdla", on(word[:-2], "aca cima cima ce"), strict=True)
    elif last in "iy":
        yield from zip("gdli", on(word, "ja ju ju jem"), strict=True)
    elif last in "euéíöüåáóúîăøõ":
        yield from zip("gdli", on(word, "a u u om"), strict=True)
    else:
        stem = swapped(word, pairs("ac:c ec:c"))
        yield from zip("gdli", on(stem, "a u u om"), strict=True)
        if stem[-1] in "cčćšžđj":
            yield ("i", f"{stem}em")
