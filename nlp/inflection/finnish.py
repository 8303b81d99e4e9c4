"""Finnish: a city's name in, its local and other cases and `-lainen` out.

Consonant gradation is only for Finnish names, listed or known by their last part; foreign ones have none. A name in a
consonant takes `i`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.city_words import words
from nlp.inflection.words import VOWELS, last_word, on, small, table

_WEAK = "n ssA stA llA ltA lle ksi t"
# name → strong and weak stem, partitive, illative, beginning of -lainen
_STEMS = table("""
Helsinki: Helsinki Helsingi Helsinkiä Helsinkiin helsinki
Kaupunki: Kaupunki Kaupungi Kaupunkia Kaupunkiin kaupunki
Turku: Turku Turu Turkua Turkuun turku
Tampere: Tamperee Tamperee Tamperetta Tampereeseen tampere
Lahti: Lahte Lahde Lahtea Lahteen lahte
Riika: Riika Riia Riikaa Riikaan riika
Hanko: Hanko Hango Hankoa Hankoon hanko
Raahe: Raahe Raahe Raahea Raaheen raahe
Kokkola: Kokkola Kokkola Kokkolaa Kokkolaan kokkola
Varkaus: Varkaute Varkaude Varkautta Varkauteen varkaute
Kangasala: Kangasala Kangasala Kangasalaa Kangasalle kangasala
Vilna: Vilna Vilna Vilnaa Vilnaan vilna
""")
# last part of a Finnish name → strong and weak stem, partitive, illative, beginning of -lainen
_PARTS = table("""
joki: joke joe jokea jokeen joki
järvi: järve järve järveä järveen järve
niemi: nieme nieme niemeä niemeen nieme
mäki: mäke mäe mäkeä mäkeen mäke
salmi: salme salme salmea salmeen salme
nummi: numme numme nummea nummeen numme
ranta: ranta ranna rantaa rantaan ranta
koski: koske koske koskea koskeen koske
saari: saare saare saarta saareen saare
vuori: vuore vuore vuorta vuoreen vuore
lahti: lahte lahde lahtea lahteen lahte
vesi: vete vede vettä veteen vete
virta: virta virra virtaa virtaan virta
""")
_SILENT_END = words("Bordeaux Calais Nantes Rennes Cannes Amiens Angers Bruges Liège Bruxelles")
_LONG = ("aa", "ee", "oo", "uu", "yy", "ää", "öö")
_DIPHTHONGS = ("au", "ou", "eu", "iu", "ai", "ei", "oi", "ui")
_PERSON = (
    "nen sen stA seksi senA sessA sestA seen sellA seltA selle set sten sien siA siin sissA sistA sillA siltA sille"
)


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name, the nominative left out."""
    return last_word(name, _word)


def adjectives(name: str) -> Iterator[str]:
    """Yield `helsinkiläinen` in its cases; for names of several words nothing."""
    if " " in name or len(name) < 3:
        return
    known = _stems(name)
    stem = known[4] if known else small(name) if name[-1].lower() in VOWELS else f"{small(name)}i"
    for vowel in _harmony(name):
        yield from on(f"{stem}l{vowel}i", _PERSON.replace("A", vowel))


def _word(word: str) -> Iterator[str]:
    known = _stems(word)
    if known:
        strong, weak, partitive, illative, _ = known
        vowel = _harmony(strong)[0]
        yield from on(weak, _WEAK.replace("A", vowel))
        yield from (partitive, illative, f"{strong}n{vowel}")
        return
    for vowel in _harmony(word):
        yield from _foreign(word, vowel)
        if word in _SILENT_END:
            yield from on(f"{word}'", "n ssA stA llA ltA lle ksi tA nA hon".replace("A", vowel))


def _foreign(word: str, vowel: str) -> Iterator[str]:
    stem = word if word[-1].lower() in VOWELS else f"{word}i"
    last = stem[-1].lower()
    yield from on(stem, f"n ssA stA {'tA' if _is_long(stem) else 'A'} llA ltA lle ksi nA".replace("A", vowel))
    if stem[-2:] in _LONG:
        yield f"{stem}seen"
    elif _is_long(stem):
        yield from (f"{stem}h{last}n", f"{stem}{last}n")
    else:
        yield f"{stem}{last}n"
    if last in "oe" and stem[-2:-1] in ("i", "a", "e"):
        yield f"{stem}t{vowel}"


def _is_long(stem: str) -> bool:
    return stem[-2:].lower() in (
        "aa",
        "ee",
        "oo",
        "uu",
        "yy",
        "ää",
        "öö",
        "au",
        "ou",
        "eu",
        "iu",
        "ai",
        "ei",
        "oi",
        "ui",
    )


def _stems(word: str) -> tuple[str, ...] | None:
    part = next((one for one in _PARTS if word.endswith(one)), None)
    if word in _STEMS or part is None:
        return _STEMS.get(word)
    before = word[: -len(part)]
    *stems, person = _PARTS[part]
    return (*(before + stem for stem in stems), before.lower() + person)


def _harmony(word: str) -> str:
    """Return the vowel of the endings, or both where a foreign name mixes them."""
    letters = [letter for letter in word.lower() if letter in "aouáóúåâôûãõäöyüøæ"]
    if not letters:
        return "ä"
    last = "a" if letters[-1] in "aouáóúåâôûãõ" else "ä"
    is_mixed = last == "ä" and any(letter in "aouáóúå" for letter in letters)
    return "äa" if is_mixed else last
