"""A text and a name of Brussels in it, whether it means the European Union out: `Brussels proposes new rules`."""

from __future__ import annotations

import re

from nlp.city_words import words

NAMES = words(
    "Brussels Bruxelles Brüssel Brussel Bruselas Brussel·les Bruxelas Bryssel Bruksela Brusel Βρυξέλλες Briuselis"
)
_UNION = re.compile(
    r"\b(?:EU|E\.U\.|UE|European|Europese|Commission|Commissione|Comisión|Comissão|Kommission(?:en)?|Commissie|Komisja|"
    r"Komisji|member states|Mitgliedstaaten|États membres|Estados miembros|Stati membri|lidstaten|Union européenne|"
    r"Unión Europea|Unione europea|Europäische|EU-[A-Za-zäöü]+|directive|Richtlinie|direttiva|directiva|richtlijn)\b"
)
_MUNICIPAL = re.compile(
    r"\b(?:City of Brussels|Ville de Bruxelles|Stad Brussel|Stadt Brüssel|bourgmestre|burgemeester|mayor of Brussels|"
    r"Bürgermeister|échevine?|schepen|Capital Region|Région de Bruxelles|Gewest)\b"
)
_ACTS = re.compile(
    r" (?:(?:has |have |had |will |would |a |avait |va |hat |hatte |wird |will |ha |heeft |zal |har |vill )?"
    r"(?:also |now |today |jetzt |nun |déjà )?(?:want(?:s|ed)?|says?|said|propos(?:es|ed|e|é|era|er)|urg(?:es|ed)|"
    r"warn(?:s|ed|t)?|demand(?:s|ed|e)?|insist(?:s|ed)|unveil(?:s|ed)|threaten(?:s|ed)|approv(?:es|ed)|"
    r"adopt(?:s|ed|e)|order(?:s|ed)|told|accus(?:es|ed|e)|expects?|fears?|required|requires|bans|banned|veut|exige|"
    r"réclame|menace|impose|autorise|will|fordert|schlägt|droht|plant|verlangt|genehmigt|verbietet|quiere|propone|pide|"
    r"advierte|exigirá|impone|vuole|chiede|minaccia|boccia|wil|eist|stelt|dreigt|quer|propõe|chce|proponuje|ostrzega|"
    r"vill|föreslår|kräver))\b|'s? (?:proposals?|plans?|rules|directives?|bureaucrats)\b| (?:bureaucrats|eurocrats)\b"
)
_PART_OF_SENTENCE = re.compile(
    r"(?:^|[.!?:;¶»”\"(]|\b(?:that|and|but|if|que|et|mais|dass|und|aber|che|dat|maar|att|że|y|e|pero|ma))\s*$"
)


def is_union(text: str, start: int, end: int) -> bool:
    """Tell whether Brussels, at `text[start:end]`, acts as only the Union does, in a text that speaks of the Union."""
    if text[start:end] not in NAMES or not _ACTS.match(text, end):
        return False
    if not _PART_OF_SENTENCE.search(text[max(0, start - 40) : start]):
        return False
    return _UNION.search(text) is not None and _MUNICIPAL.search(text) is None
