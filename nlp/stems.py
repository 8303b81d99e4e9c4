"""Words of a text → their stems in its language, marked with it: `fi_raitiot`, so that languages don't mix.

Snowball's stemmers (PyStemmer) know 25 of our languages; words of the others have no stems. A stem is folded, and
taken of the word with and without its marks: who types without accents finds the same.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

import Stemmer

from nlp.shingles import fold

STEMMERS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hr": "serbian",
    "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sk": "czech", "sr": "serbian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
LONGEST = 40  # letters: what is longer is an address or noise
REMEMBERED = 100_000  # words whose stems are at hand: nine of ten words of a day's news; 30 MB
_WORD = re.compile(r"[^\W_]+")
_CATALAN = re.compile("(?<=[lL])[·‧](?=[lL])")


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, small letters with their marks, those with an apostrophe apart."""
    return _WORD.findall(_CATALAN.sub("", unicodedata.normalize("NFC", text)).lower())


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text's words, each once, in order of first use; [] in a language without a stemmer."""
    if language not in STEMMERS:
        return []
    found = dict.fromkeys(words_of(text))
    return list(dict.fromkeys(stem for word in found if len(word) <= LONGEST for stem in _of_word(word, language)))


def stems_in_any(word: str, languages: Iterable[str] = tuple(STEMMERS)) -> list[str]:
    """Return the stems that a word has in each language: what it is searched by."""
    return list(dict.fromkeys(stem for language in languages for stem in stems(word, language)))


@functools.lru_cache(REMEMBERED)
def _of_word(word: str, language: str) -> tuple[str, ...]:
    stemmer = Stemmer.Stemmer(STEMMERS[language], 0)
    plain = fold(word)
    told = [stemmer.stemWord(word), *([stemmer.stemWord(plain)] if plain != word and plain.isalnum() else [])]
    return tuple(_mark(fold(stem), language) for stem in told)


def _mark(stem: str, language: str) -> str:
    return f"{language}_{stem.replace(' ', '')}"
