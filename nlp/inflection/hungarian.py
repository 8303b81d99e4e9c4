"""Hungarian: a city's name in, its cases by vowel harmony, and the adjective in `-i` out.

Endings after a hyphen (`Bordeaux-ban`) need no form: a hyphen ends a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import last_word, on, small, table

_BACK, _FRONT = frozenset("aáoóuúâăîãõåąıàòùôû"), frozenset("eéiíöőüűyěèêëäø")
_LONGER = {"a": "á", "e": "é", "o": "ó", "ö": "ő", "ø": "ő"}
_DIGRAPHS = ("dzs", "sz", "zs", "cs", "gy", "ny", "ly", "ty")
_MORE = table("""
Kolozsvár: Kolozsvárott Kolozsvárt
Temesvár: Temesvárott Temesvárt
Pécs: Pécsett
Győr: Győrött Győrött
Székesfehérvár: Székesfehérvárott
Vác: Vácott
Bécs: Bécset Bécsnek
Pozsony: Pozsonyt Pozsonyban
Marosvásárhely: Marosvásárhelyt
""")
_HARMONY = {
    "Athén": "back",
    "Budapest": "front",
    "Bukarest": "front",
    "Prága": "back",
    "Hága": "back",
    "Újvidék": "front",
}


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name."""
    return last_word(name, _word)


def adjectives(name: str) -> Iterator[str]:
    """Yield `budapesti` and its plural; for names of several words nothing."""
    if " " in name or "-" in name:
        return
    stem = small(name)
    stem = stem if stem.endswith("i") else _before_i(stem)
    plural = "ak akat aknak akkal akhoz akról aktól akra akért"
    yield from on(stem, f"- {plural}" if _harmony(name)[0] else "- ek eket eknek ekkel ekhez ekről ektől ekre ekért")


def _before_i(stem: str) -> str:
    return f"{stem[:-1]}{_LONGER[stem[-1]] if stem[-1] in 'oö' else stem[-1]}i"


def _word(word: str) -> Iterator[str]:
    is_back, is_round = _harmony(word)
    a = "a" if is_back else "e"
    stem = word[:-1] + _LONGER.get(word[-1], word[-1])
    to = "höz" if is_round else "hez"
    endings = "ban ból ba ról ra tól nál nak hoz" if is_back else f"ben ből be ről re től nél nek {to}"
    yield from on(stem, f"{endings} ig ért ként")
    yield from _MORE.get(word, ())
    if word.endswith("oo"):
        yield from on(word, f"{endings} ig ért n t")
    if word[-1].lower() in _BACK | _FRONT and word[-2:] not in _DIGRAPHS:
        yield from on(stem, f"n t v{a}l")
        return
    link = "o" if is_back else "ö" if is_round else "e"
    yield from on(stem, f"{link}n {link}t")
    if stem.endswith(("l", "r", "n", "ny", "j", "ly", "s", "sz", "z", "zs")):
        yield f"{stem}t"
    yield f"{_doubled(stem)}{a}l"


def _doubled(stem: str) -> str:
    """Return a stem as it stands before -val/-vel: `Bécs` → `Béccs`, `Berlin` → `Berlinn`."""
    digraph = next((one for one in _DIGRAPHS if stem.endswith(one)), "")
    if digraph:
        return stem[: -len(digraph)] + digraph[0] + digraph
    return stem if stem[-1:] == stem[-2:-1] else stem + stem[-1]


def _harmony(word: str) -> tuple[bool, bool]:
    """Tell whether the endings have back vowels, and if not whether rounded ones."""
    if word in _HARMONY:
        return _HARMONY[word] == "back", False
    vowels = [letter for letter in word.lower() if letter in _BACK | _FRONT]
    if word.endswith(_DIGRAPHS) and vowels and vowels[-1] == "y":
        vowels.pop()
    if not vowels or vowels[-1] in "öőüűø":
        return False, bool(vowels)
    is_back = vowels[-1] in _BACK or (vowels[-1] in "éiíy" and any(letter in _BACK for letter in vowels))
    return is_back, False
