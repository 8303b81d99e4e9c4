"""Estonian: a city's name in, its cases, all made on the genitive, and `-lane` out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection.words import VOWELS, last_word, on, small, table

_ON_GENITIVE = "- s st sse l lt le ga ks ni na ta t"
# name → genitive, then partitive and short illative
_STEMS = table("""
Tallinn: Tallinna Tallinnasse
Riia: Riia Riiga
Narva: Narva Narvat
Haapsalu: Haapsalu Haapsallu
""")
_PERSONS = table("""
Tallinn: tallinla
Tartu: tartla
Helsingi: helsingla
Narva: narvala
Pärnu: pärnakla
Riia: riiala
Viljandi: viljandla
Ateena: ateenla
Veneetsia: veneetsla
Varssavi: varssavla
Brüssel: brüssella
""")
# Written as they are at home and spoken otherwise: an apostrophe before the ending.
_SILENT_END = words(
    "Amiens Angers Bordeaux Bruges Cannes Grenoble Liège Lille Marseille Montpellier Nantes Nice Rennes Saint-Denis "
    "Saint-Nazaire Toulouse Newcastle Bruxelles"
)
_PERSON = (
    "ne se st sed ste si seks sele sel selt sega ses sest sse sena seni seta "
    "steks stele stel stelt stega stes stest stesse stena steni steta"
)
_WITH_E = ("us", "as")  # of other languages' endings: `Vilniuse`, `Kaunase`; -i is heard too, as in `Aarhusi`


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    if name in _SILENT_END or name.rpartition(" ")[2] in _SILENT_END:
        yield from on(f"{name}'", _ON_GENITIVE)
        yield from on(f"{name}'i", _ON_GENITIVE)
    yield from last_word(name, _word)


def adjectives(name: str) -> Iterator[str]:
    """Yield `tallinlane` in its cases; for names of several words nothing."""
    if " " not in name and "-" not in name and len(name) > 3:
        yield from on(_PERSONS[name][0] if name in _PERSONS else f"{small(name)}la", _PERSON)


def _word(word: str) -> Iterator[str]:
    if word in _STEMS:
        genitive, *others = _STEMS[word]
        yield from on(genitive, _ON_GENITIVE)
        yield from others
        return
    if word.endswith(_WITH_E):
        yield from on(f"{word}e", _ON_GENITIVE)
        yield f"{word}se"
    stem = word if word[-1].lower() in VOWELS else f"{word}i"
    yield from (form for form in on(stem, _ON_GENITIVE) if form != word)
