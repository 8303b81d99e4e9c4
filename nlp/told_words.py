"""The words the checks on generated sentences go by, by language: first words, negations, and talk to machines."""

from __future__ import annotations

import re

# Words that a sentence may begin with, in capitals, without naming anybody
FIRST_WORDS = {
    "en": "a an the this that these those its their his her all both each every many some more most no two "
    "three four five six seven eight nine ten in on at with from for after before by to of over under "
    "during until since as when while if it they he she there and but also about around through between "
    "across among within without new",
    "fr": "le la les l un une des ce cet cette ces son sa ses leur leurs tous toutes chaque plusieurs plus en "
    "dans sur à au aux avec de du d pour après avant par depuis pendant selon lors entre sous vers chez "
    "jusqu sans il elle ils elles on et mais aussi deux trois quatre cinq six sept huit neuf dix quand si",
    "de": "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem sein "
    "seine ihr ihre alle jede jeder jedes viele mehrere mehr in im am an auf mit von vom für nach vor bei "
    "beim zu zum zur über unter während bis seit aus durch zwischen ohne es sie er und aber auch zwei "
    "drei vier fünf sechs sieben acht neun zehn wenn als damit dort so ab laut",
    "es": "el la los las un una unos unas este esta estos estas ese esa su sus todos todas cada varios varias "
    "más en sobre a al con de del para tras antes por desde durante según entre bajo hasta sin ante dos "
    "tres cuatro cinco seis siete ocho nueve diez y pero también cuando si lo",
    "nl": "de het een dit dat deze die zijn haar hun alle elke elk ieder veel meer meerdere in op aan met van "
    "voor na bij te tot over onder tijdens sinds uit door tussen zonder er ze zij hij en maar ook twee "
    "drie vier vijf zes zeven acht negen tien als wanneer volgens rond vanaf naar",
}  # fmt: skip
# What turns a statement round; the beginnings and endings of words count only where "*" stands
_NEGATIONS = {
    "bg": "не няма без никога нито",
    "ca": "no sense mai cap ni",
    "cs": "není ne* nikdy žádn* bez",
    "da": "ikke ingen intet aldrig uden",
    "de": "nicht kein* nie niemals ohne nichts weder",
    "el": "δεν μην δε όχι χωρίς ποτέ καμία κανένα κανένας",
    "en": "not no never *n't without none neither nor cannot",
    "es": "no nunca sin ningún ninguna ninguno ni jamás",
    "et": "ei pole mitte ilma",
    "fi": "ei eivät en emme älä ilman",
    "fr": "ne n pas jamais aucun aucune sans ni",
    "hr": "ne nije nisu bez nikad nema",
    "hu": "nem nincs sem soha nélkül",
    "it": "non mai senza nessun* né",
    "lt": "ne* nėra be niekada",
    "lv": "ne* nav bez nekad",
    "mk": "не нема без",
    "nl": "niet geen nooit zonder niets noch",
    "no": "ikke ingen intet aldri uten",
    "pl": "nie bez nigdy żad*",
    "pt": "não nunca sem nenhum nenhuma nem",
    "ro": "nu fără niciodată nici",
    "ru": "не нет без никогда ни",
    "sk": "nie ne* bez nikdy žiad*",
    "sl": "ne ni niso brez nikoli",
    "sr": "ne nije nisu bez nema не није нису без нема",
    "sv": "inte ej ingen inget aldrig utan",
    "tr": "değil yok *madı *medi *mıyor *miyor *mayacak *meyecek",
    "uk": "не немає без ніколи ні",
}  # fmt: skip
# What begins like a denial where "ne" is a prefix and is none: than, or, some, Sunday, the most, hospital, net
_NO_DENIAL = re.compile(
    r"nebo|neboť|než|nežli|nejen|nej\w{3,}|několik\w*|něk\w*|něco|něja\w*|neděl\w*|nedeľ\w*|nemocn\w*|neuro\w*"
    r"|net\w{0,2}|nes|nei|nedēļ\w*|neliel\w*|nesen\w*|neseniai|nedidel\w*"
)
# Texts that mean the machine and not the reader. Nobody reports a city council in such words.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignor\w*|disregard|forget|override|vergiss|vergeet|oublie[rz]?|olvida|negeer|missacht\w*|dimentica|zignoruj)\b"
    r".{0,60}\b(?:instru\w+|prompts?|rules?|regeln|règles|reglas|anweisung\w*|consignes?|polecen\w*|above|previous"
    r"|oben\w*|vorher\w*)"
    r"|\b(?:system|developer)[ -]?(?:prompt|message)|\bsystem\s*:|\bassistant\s*:|\buser\s*:|<\|?\w+\|?>"
    r"|\b(?:as|you are|i am|i'm) an? (?:ai|llm|assistant|language model|chatbot)\b|\blanguage model\b|\bsprachmodell\b"
    r"|\bmodèle de langage|\bmodelo de lenguaje|\btaalmodel\b"
    r"|\b(?:respond|reply|answer|antworte|réponds|répondez|responde|antwoord)\b.{0,30}\b(?:only|with|nur|mit|avec|con|met)\b"
    r"|\b(?:begin|end)\s+(?:sources?|data)\b|\bjailbreak|\bprompt injection|\bjson\b",
    re.IGNORECASE | re.DOTALL,
)


def speaks_to_a_machine(words: str) -> bool:
    """Tell whether a text instructs whoever summarises it, or talks about itself as a machine."""
    return bool(_TO_A_MACHINE.search(words.replace("’", "'")))


def denies(text: str, language: str) -> bool | None:
    """Tell whether a word that turns a statement round stands in `text`; None where the language has no table."""
    found = _NEGATIONS.get({"nb": "no", "nn": "no", "bs": "hr", "sh": "hr"}.get(language, language))
    if found is None:
        return None
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.lower().replace("’", "'"))
    parts = {part for word in words for part in (word, *word.split("'"))}
    return any(_matches(part, one) for one in found.split() for part in parts)


def _matches(word: str, negation: str) -> bool:
    if negation.startswith("*"):
        return word.endswith(negation[1:])
    if negation == "ne*":
        return word.startswith("ne") and not _NO_DENIAL.fullmatch(word)
    return word.startswith(negation[:-1]) if negation.endswith("*") else word == negation
