"""A mention and its sentence in, what the words around it say out: institution, venue, guest, comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.city_words import words
from nlp.mentions import Mention

REACH = 400  # characters of a sentence that are read on either side
NEAR_WORDS = 4  # before a name that can belong to it: `deputy mayor for culture of Ghent`
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_END = re.compile(r"[.!?…:;]\s|\n\s*\n|¶")


def _beginnings(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split('|'))})")


# Beginnings of words, in small letters: who speaks for a city.
_INSTITUTION = _beginnings(
    "(?:deputy |lord )?mayor|city (?:of|council|hall)|municipal|municipio|oberbürgermeister|bürgermeister|stadtrat|"
    "landeshauptstadt|stadt\\b|stadtverwaltung|magistrat\\b|maire|mairie|ville de|conseil municipal|métropole|alcald|"
    "ayuntamiento|ajuntament|sindac[oa]|comune di|giunta|burgemeester|gemeente|schepen|stad\\b|"
    "presidente da câmara|câmara municipal|prezydent|urząd miasta|miast[oa]\\b|primátor|magistrát|město|mesto|mestna|"
    "gradonačelni|grad\\b|borgmästar|borgmester|ordfører|stadsfullmäktige|kommun|kaupun|pormestari|apulaispormestari|"
    "linnapea|linnavalitsus|linn\\b|polgármester|önkormányzat|primarul|primări|δήμαρχο|δημάρχο|δήμο|кмет|община|мер\\b|"
    "міськ|belediye|savivaldyb|meras|mērs|pašvaldīb"
)
# Beginnings of words: people come together.
_GATHERING = _beginnings(
    "held|met\\b|meets?\\b|meeting|gather|took place|takes place|conference|summit|forum|panel|roundtable|kick-off|"
    "workshop|convene|traf|treffen|tagung|konferenz|findet|fand|zusammen|gipfel|auftakttreffen|réuni|rencontr|"
    "conférence|sommet|se tiendra|s'est tenu|reuni|reún|encuentro|conferencia|cumbre|celebr|trobad|incontr|riunit|"
    "convegno|vertice|bijeen|samenkom|vergader|conferentie|overleg|top\\b|kokoontu|kokou|tapaam|konferens|samlade|"
    "möte|møde|møte|paneel|seminaar|συναντ|συνάντηση|διάσκεψη|encontr|conferência|spotka|konferencj|sejdou|setkání|"
    "konferenc|sastan|сусрет|среща|зустріч"
)
_GUEST = _beginnings(
    "delegation|visit|expert|mentor|guests?\\b|colleague|representative|delegaci|delegación|delegazion|espert|délégation|"
    "delegat|fachleute|gäst|asiantuntij|valtuusku|αντιπροσωπ"
)
_RANGE = re.compile(
    r"\b(?:cities|towns|städte\w*|villes|ciudades|ciutats|città|cidades|steden|städer|byer|kaupun\w+|πόλεις|miast\w*|"
    r"měst\w*) (?:from|von|de|des|desde|da|dal|van|från|fra|από|od)"
    r"(?: \S+ (?:to|bis|à|au|hasta|a|fins a|tot|till|til|έως|do|až))?\W*$"
)
_IN = words("in at en à a i w we v ve în na im u στην στη στο σε au aan te em")
_FROM_OR_WITH = words(
    "from with alongside aus mit avec con desde da dal di amb met uit från med fra z ze s com από με iz"
)
_LIKE = words("like unlike as wie comme come como com som kuten όπως jak jako mint kaip zoals net")
_IN_ENDINGS = ("ssa", "ssä", "ban", "ben", "uose", "oje", "yje", "uje")  # Finnish, Hungarian, Lithuanian


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What the words around one mention say."""

    is_institution: bool = False  # `mayor of Athens`, `Barcelona City Council`
    is_venue: bool = False  # `held in Brussels`
    is_guest: bool = False  # `a delegation from Zurich`
    is_comparison: bool = False  # `like in Graz`, `cities from Tallinn to Seville`


def cues(text: str, mention: Mention) -> Cues:
    """Return what the sentence says of a mention: beginnings of words in thirty languages, not grammar."""
    start, end = _sentence(text, mention)
    before = text[start : mention.run_start if mention.run > 1 else mention.start].lower()
    after = text[mention.end : end].lower()
    earlier = _WORD.findall(before)
    last = earlier[-1] if earlier else ""
    near = " ".join(earlier[-NEAR_WORDS:])
    is_located = last in _IN or (last not in _FROM_OR_WITH and mention.words.endswith(_IN_ENDINGS))
    return Cues(
        is_institution=bool(_INSTITUTION.search(near) or _INSTITUTION.match(" ".join(_WORD.findall(after[:40])[:2]))),
        is_venue=is_located and bool(_GATHERING.search(before) or _GATHERING.search(after)),
        is_guest=last in _FROM_OR_WITH and _GUEST.search(near) is not None,
        is_comparison=last in _LIKE
        or (last in _IN and len(earlier) > 1 and earlier[-2] in _LIKE)
        or bool(_RANGE.search(before)),
    )


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    start = max(0, mention.start - REACH)
    for end in _SENTENCE_END.finditer(text, start, mention.start):
        start = end.end()
    following = _SENTENCE_END.search(text, mention.end, mention.end + REACH)
    return start, following.start() if following else min(len(text), mention.end + REACH)
