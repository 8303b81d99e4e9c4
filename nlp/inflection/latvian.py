"""Latvian: a city's name in, its cases by declension and the inhabitants in `-ietis` out.

Foreign names count in their Latvian spelling only; those in -o, -u and most in -i are never inflected.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import ends, first_words, on, pairs, small, swapped, table

_DECLENSIONS = {  # ending of the nominative → genitive, dative, accusative, locative
    "as": "u ām as ās",
    "us": "us um u ū",
    "a": "as ai u ā",
    "e": "es ei i ē",
    "š": "ša šam šu šā",
    "s": "a am u ā",
}
_CASES = table("""
Helsinki: Helsinku Helsinkiem Helsinkus Helsinkos
Saloniki: Saloniku Salonikiem Salonikus Salonikos
Tesaloniki: Tesaloniku Tesalonikiem Tesalonikus Tesalonikos
Daugavpils: Daugavpilij Daugavpili Daugavpilī
Ventspils: Ventspilij Ventspili Ventspilī
Cēsis: Cēsu Cēsīm Cēsīs
Parīze: Parīzes Parīzei Parīzi Parīzē
Katovice: Katovices Katovicei Katovici Katovicē
""")
_PEOPLE = table("""
Rīga: rīdzinie
Daugavpils: daugavpilie
Liepāja: liepājnie
Jelgava: jelgavnie
Ventspils: ventspilnie
""")
_SOFT = pairs("t:š d:ž l:ļ n:ņ s:š z:ž")
_NIEKS = "ks ka kam ku kā ki kiem kus kos ce ces cei ci"
_IETIS = "ietis ieša ietim ieti ietī ieši iešu iešiem iešus iešos iete ietes ietei ietē iešu"


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name; what follows its first noun stays: `Frankfurtē pie Mainas`."""
    head, tail = first_words(name)
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return (f"{head[:start]}{form}{tail}" for form in _word(head[start:]))


def adjectives(name: str) -> Iterator[str]:
    """Yield `rīdzinieks`, `berlīnietis` in their cases; for names of several words nothing."""
    if name in _PEOPLE:
        stem = _PEOPLE[name][0]
        yield from on(stem, _NIEKS if stem.endswith("nie") else "tis ša ši šu šiem šus te tes")
    elif " " not in name and "-" not in name and len(name) > 3 and ends(name, "a e as is"):
        stem = small(name).removesuffix("s")[:-1].removesuffix("i")
        yield from dict.fromkeys(on(stem, _IETIS))


def _word(word: str) -> Iterator[str]:
    ending = next((one for one in _DECLENSIONS if word.endswith(one)), "")
    if word in _CASES:
        yield from _CASES[word]
    elif word.endswith("is"):
        soft = swapped(word[:-2], _SOFT)
        yield from (f"{soft}a", f"{soft}u", f"{word[:-2]}im", f"{word[:-2]}i", f"{word[:-2]}ī")
    elif ending:
        yield from (form for form in on(word[: -len(ending)], _DECLENSIONS[ending]) if form != word)
