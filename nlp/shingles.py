"""Text → its set of character 5-grams as sorted numbers, and how much two sets share."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import numpy.typing as npt

Shingles = npt.NDArray[np.uint32]
LENGTH = 5  # characters: best on short, inflected, abridged news (nlp.md §1.2)
LONGEST_TEXT = 3000  # characters looked at
_BASE = np.uint32(1_000_003)
# Letters that Unicode does not take apart into a plain one and a mark; the Greek ς ends a word.
_OWN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
_OWN |= {"ŀ": "l", "ς": "σ"}
_CATALAN = re.compile("(?<=[lL])[·‧](?=[lL])")


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met: a table grown by what is read."""

    def __missing__(self, point: int) -> str:
        folded = _fold_character(chr(point))
        self[point] = folded
        return folded


_FOLDED = _Folded()


def shingles(text: str) -> Shingles:
    """Return the sorted 32-bit hashes of the 5-grams of the folded first 3,000 characters of `text`."""
    folded = fold(text[: 2 * LONGEST_TEXT])[:LONGEST_TEXT]
    points = np.frombuffer(folded.encode("utf-32-le"), "<u4").astype(np.uint32)
    if len(points) < LENGTH:
        return np.unique(points)
    count = len(points) - LENGTH + 1
    hashes = np.zeros(count, np.uint32)
    for offset in range(LENGTH):
        hashes = hashes * _BASE + points[offset : offset + count]  # wraps around by design
    return np.unique(hashes ^ (hashes >> np.uint32(15)))


def fold(text: str) -> str:
    """Return `text` in lower case, letters and digits only, one blank between words, marks removed.

    "Łódź" is "lodz", "Straße" "strasse", "col·laboració" "collaboracio": for likeness and for search alike.
    """
    if "·" in text or "‧" in text:
        text = _CATALAN.sub("", text)
    return " ".join(text.translate(_FOLDED).split())


def overlap(left: Shingles, right: Shingles) -> tuple[float, float]:
    """Return containment (shared / smaller set) and Jaccard (shared / union), each 0 to 1."""
    smaller = min(len(left), len(right))
    if not smaller:
        return 0.0, 0.0
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / smaller, shared / (len(left) + len(right) - shared)


def _fold_character(character: str) -> str:
    small = character.lower()
    decomposed = unicodedata.normalize("NFKD", "".join(_OWN.get(one, one) for one in small)).lower()  # 𝕊 is S is s
    return "".join(
        _OWN.get(one, one) if one.isalnum() or one in _OWN else " "
        for one in decomposed
        if unicodedata.category(one) not in {"Mn", "Me", "Cf"}
    )
