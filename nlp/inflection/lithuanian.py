"""Lithuanian: a city's name in, its cases by declension and the inhabitants in `-ietis` out.

Foreign names count in their Lithuanian spelling only; what has no Lithuanian ending is not inflected.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import first_words, on, pairs, small, swapped

_DECLENSIONS = {  # ending of the nominative → genitive, dative, accusative, instrumental, locative
    "iai": "ių iams ius iais iuose",
    "ai": "ų ams us ais uose",
    "ius": "iaus iui ių iumi iuje",
    "us": "aus ui ų umi uje",
    "as": "o ui ą u e",
    "os": "ų oms as omis ose",
    "ės": "ių ėms es ėmis ėse",
    "a": "os ai ą a oje",
    "ė": "ės ei ę e ėje",
}
_PERSON = (
    "ietis iečio iečiui ietį iečiu ietyje iečiai iečių iečiams iečius iečiais ietė ietės ietei ietę ietėje ietes iečius"
)


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name; what follows its first noun stays: `Frankfurto prie Maino`."""
    head, tail = first_words(name)
    start = head.rfind(" ") + 1
    return (f"{head[:start]}{form}{tail}" for form in _word(head[start:]))


def adjectives(name: str) -> Iterator[str]:
    """Yield `vilnietis`, `vilniečiai` and `vilnietiškas` in their cases; for names of several words nothing."""
    ending = _ending(name)
    if " " in name or "-" in name or not ending or len(name) < 4:
        return
    stem = small(name)[: -len(ending)].removesuffix("i")
    yield from dict.fromkeys(on(stem, _PERSON))
    yield from on(f"{stem}išk", "is io iui į iu iai ių iams ius iais ė ės ei ę")
    yield from on(f"{stem}ietišk", "as o ą i ų a os us")


def _ending(word: str) -> str:
    known = ("is", "ys", *_DECLENSIONS)
    return next((one for one in sorted(known, key=len, reverse=True) if word.endswith(one)), "")


def _word(word: str) -> Iterator[str]:
    ending = _ending(word)
    if ending in ("is", "ys"):
        stem = word[:-2]
        soft = swapped(stem, pairs("d:dž t:č"))
        yield from on(soft, "io iui iu")
        yield from on(stem, "į yje")
    elif ending:
        yield from (form for form in on(word[: -len(ending)], _DECLENSIONS[ending]) if form != word)
