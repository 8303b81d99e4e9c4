"""A text and the words that were asked for → some words of the text around the first of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.shingles import fold

AROUND = 12  # words that are shown
LOOKED_AT = 20_000  # characters
_WORD = re.compile(r"\S+")


def excerpt(text: str, asked: Sequence[str]) -> str:
    """Return a dozen words around the first one that begins like a word asked for; those of the start if none does."""
    beginnings = tuple(_beginning(fold(word)) for word in asked)
    words = _WORD.findall(text[:LOOKED_AT])
    place = _place(words, beginnings)
    start = max(0, min(place - AROUND // 3, len(words) - AROUND))
    end = start + AROUND
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


def _place(words: Sequence[str], beginnings: tuple[str, ...]) -> int:
    """Return which word begins with one of the beginnings, 0 where none does."""
    whole = fold(" ".join(words))
    if not any(one in whole for one in beginnings):  # as in most texts that hold other forms: no need to go through
        return 0
    return next((place for place, word in enumerate(words) if _is_asked(word, beginnings)), 0)


def _beginning(word: str) -> str:
    """Return what stays of a word in most of its forms: all but its last third."""
    return word[: max(3, len(word) - len(word) // 3)]


def _is_asked(word: str, beginnings: tuple[str, ...]) -> bool:
    return any(part.startswith(beginnings) for part in fold(word).split())
