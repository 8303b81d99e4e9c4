"""Text → the names in it as skeletons, alike in every language: "Trump", "Τραμπ", "Трамп" and "Trumpin" → "trb"."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

MOST_CONSONANTS = 4
FEWEST_CONSONANTS = 2
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_SOUNDS = str.maketrans(
    {"c": "k", "q": "k", "w": "v", "z": "s", "x": "k", "p": "p", "g": "g", "j": "", "y": "", "h": ""}
)
_PAIRS = (
    ("ph", "f"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "k"),
    ("ck", "k"),
    ("ts", "s"),
    ("tz", "s"),
    ("mp", "b"),
    ("nt", "d"),
)
_VOWELS = re.compile(r"[^bcdfgklmnpqrstvwxz]+")
_REPEATED = re.compile(r"(.)\1+")


def names(text: str) -> frozenset[str]:
    """Return the skeletons of the capitalised words of `text`: up to four consonants, alike in every script."""
    return frozenset(filter(None, (_skeleton(word) for word in _WORD.findall(text) if word[0].isupper())))


@lru_cache(maxsize=65_536)
def _skeleton(word: str) -> str:
    latin = anyascii(word).lower()
    for pair, sound in _PAIRS:
        latin = latin.replace(pair, sound)
    bones = _REPEATED.sub(r"\1", _VOWELS.sub("", latin.translate(_SOUNDS)))
    return bones[:MOST_CONSONANTS] if len(bones) >= FEWEST_CONSONANTS else ""
