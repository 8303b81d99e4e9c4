"""A mention and its sentence in, what the words around it say out: institution, venue, guest, comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.mentions import Mention

REACH_WORDS = 4  # words before a name that can belong to it: `deputy mayor for culture of Ghent`
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_END = re.compile(r"[.!?…:;]\s|\n\s*\n")

# Beginnings of words, in small letters: mayor, city hall, council, municipality.
_INSTITUTION = re.compile(
    r"\b(?:deputy mayor|mayor|lord mayor|city (?:of|council|hall)|municipal|municipio|oberbürgermeister|bürgermeister|"
    r"stadtrat|landeshauptstadt|stadt\b|stadtverwaltung|magistrat\b|maire|mairie|ville de|conseil municipal|métropole|"
    r"alcald|ayuntamiento|ajuntament|alcald|sindac[oa]|comune di|giunta|burgemeester|gemeente|schepen|stad\b|"
    r"presidente da câmara|câmara municipal|prezydent miasta|prezydent\w* |urząd miasta|miast[oa]\b|primátor|magistrát|"
    r"město|mesto|mestna|gradonačelni|grad\b|borgmästar|borgmester|stadsfullmäktige|kommun|kaupun|pormestari|"
    r"kaupunginvaltuusto|linnapea|linnavalitsus|linn\b|polgármester|önkormányzat|primar|primări|δήμαρχο|δημάρχο|"
    r"δήμο|δημάρχου|кмет|община|мер\w* |міськ|belediye|savivaldyb|meras|mērs|pašvaldīb)"
)
# People gather there.
_GATHERING = re.compile(
    r"\b(?:held|met\b|meets?\b|meeting|gather|took place|takes place|conference|summit|forum|panel|roundtable|launch meeting|"
    r"kick-off|workshop|hosted in|convene|"
    r"traf|treffen|tagung|konferenz|findet|fand|zusammengekommen|zusammen\b|gipfel|"
    r"réuni|rencontr|conférence|sommet|se tiendra|s'est tenu|"
    r"reuni|reún|encuentro|conferencia|cumbre|celebr|trobad|reuni|incontr|riunit|riunion|convegno|vertice|"
    r"bijeen|samenkom|vergader|conferentie|overleg|top\b|"
    r"kokoontu|kokou|tapaam|konferens|samlade|möte|møde|møte|paneel|seminaar|"
    r"συναντ|συνάντηση|διάσκεψη|encontr|conferência|spotka|konferencj|sejdou|setkání|konferenc|sastan|сусрет|среща|найс)"
)
_IN = frozenset("in at en à a i w we v ve în na im u στην στη στο σε au aan te em".split())
_FROM_OR_WITH = frozenset(
    "from with and alongside aus mit von de des d' avec du con desde da dal amb des met uit från med fra z ze s "
    "com από με με την iz sa".split()
) - {"and", "de", "des", "von", "du", "d'"}
_GUEST = re.compile(
    r"(?:delegation|visit\w*|experts?|mentors?|guests?|colleagues|representatives|delegació\w*|delegación|experts?|"
    r"delegazion\w*|espert\w*|délégation|expert\w*|delegat\w*|fachleute|gäst\w*|asiantuntij\w*|valtuusku\w*|αντιπροσωπ\w*)"
)
_RANGE = re.compile(
    r"\b(?:cities|towns|städte\w*|villes|ciudades|ciutats|città|cidades|steden|städer|byer|kaupun\w+|πόλεις|miast\w*|měst\w*) "
    r"(?:from|von|de|d'|des|desde|da|dal|van|från|fra|από|od)(?: (?:the )?\S+ (?:to|bis|à|au|hasta|a|fins a|tot|till|til|έως|do|až))?\W*$"
)
_LIKE = frozenset("like unlike as wie comme come como com som kuten όπως jak jako mint kaip zoals net".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What the words around one mention say."""

    is_institution: bool = False  # `mayor of Athens`, `Barcelona City Council`
    is_venue: bool = False  # `held in Brussels`
    is_guest: bool = False  # `a delegation from Zurich`
    is_comparison: bool = False  # `like in Graz`, `cities from Tallinn to Seville`


def cues(text: str, mention: Mention) -> Cues:
    """Return what the sentence says of a mention; cheap beginnings of words in thirty languages, not grammar."""
    sentence_start, sentence_end = _sentence(text, mention)
    before = text[sentence_start : mention.run_start if mention.run > 1 else mention.start].lower()
    after = text[mention.end : sentence_end].lower()
    words = _WORD.findall(before)
    last = words[-1] if words else ""
    near = " ".join(words[-REACH_WORDS:])
    next_words = " ".join(_WORD.findall(after[:40])[:2])
    is_located = last in _IN or _has_locative_ending(mention.words, last)
    return Cues(
        is_institution=bool(_INSTITUTION.search(near) or _INSTITUTION.match(next_words)),
        is_venue=is_located and bool(_GATHERING.search(before) or _GATHERING.search(after)),
        is_guest=last in _FROM_OR_WITH and bool(_GUEST.search(near)),
        is_comparison=last in _LIKE
        or _RANGE.search(before) is not None
        or (last in _IN and len(words) > 1 and words[-2] in _LIKE),
    )


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    start = 0
    for end in _SENTENCE_END.finditer(text, max(0, mention.start - 400), mention.start):
        start = end.end()
    following = _SENTENCE_END.search(text, mention.end)
    return max(start, mention.start - 400), min(following.start() if following else len(text), mention.end + 400)


def _has_locative_ending(words: str, last: str) -> bool:
    """Tell whether the form itself says `in`: Finnish -ssa, Hungarian -ban, Turkish -da."""
    return last not in _FROM_OR_WITH and words.endswith(("ssa", "ssä", "ban", "ben", "uose", "oje", "yje", "uje"))
