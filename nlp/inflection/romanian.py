"""Romanian: a city's name in, genitive, form with the article, listed adjectives in `-ean` and the like out."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import first_words, on, table

_OF = table("""
Cluj-Napoca: clujean
Cluj: clujean
Timișoara: timișorean
București: bucureștean
Iași: ieșean
Constanța: constănțean
Brașov: brașovean
Sibiu: sibian
Oradea: orădean
Craiova: craiovean
Galați: gălățean
Ploiești: ploieștean
Chișinău: chișinăuian chișinăuan
Paris: parizian
Londra: londonez
Berlin: berlinez
Viena: vienez
Milano: milanez
Madrid: madrilen
Barcelona: barcelonez
Lisabona: lisabonez
Atena: atenian
Praga: praghez
Varșovia: varșovian
Budapesta: budapestan
Veneția: venețian
Florența: florentin
Genova: genovez
Napoli: napolitan
Torino: torinez
München: münchenez
Hamburg: hamburghez
Bruxelles: bruxellez
Sofia: sofiot
Kiev: kievean
Odesa: odesan odesit
Salonic: salonician
Istanbul: istanbulez
Copenhaga: copenhaghez
Rotterdam: rotterdamez
Amsterdam: amsterdamez
Nisa:
Ungheni: unghenean
""")


def forms(name: str) -> Iterator[str]:
    """Yield the forms of a name with the article and in the genitive."""
    head, tail = first_words(name)
    start = max(head.rfind(" "), head.rfind("-")) + 1
    return (f"{head[:start]}{form}{tail}" for form in _word(head[start:]))


def adjectives(name: str) -> Iterator[str]:
    """Yield `clujean`, `clujeni` and the like where they are listed: which ending a city takes is custom."""
    for word in _OF.get(_comma(name), ()):
        plural = f"{word[:-2]}n" if word.endswith("ean") else f"{word[:-2]}en" if word.endswith("ian") else word
        yield from on(word, "- ul ului ă a că")
        yield from on(f"{word[:-1]}ț" if word.endswith("t") else plural, "i ii ilor")
        yield from on(plural, "e ele elor ei")


def _comma(name: str) -> str:
    return name.translate(str.maketrans("şţŞŢ", "șțȘȚ"))


def _word(word: str) -> Iterator[str]:
    last = word[-1].lower()
    if last == "a" and len(word) > 3:
        yield f"{word[:-1]}{'ă' if word[-2] in 'gc' else 'e'}i"
    elif last == "i" and word.endswith(("ști", "și", "eni", "ți", "şi", "şti")):
        yield from on(word, "ul ului")
    elif last == "u":
        yield from on(word, "l lui")
    elif last in "oeiyé":
        yield from on(word, "-ul -ului ul ului")
    elif last not in "aăâî":
        yield from on(word, "ul ului")
