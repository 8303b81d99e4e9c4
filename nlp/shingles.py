"""Text → its set of character 5-grams as sorted numbers, and how much two sets share."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

Shingles = npt.NDArray[np.uint32]
LENGTH = 5  # characters: best on short, inflected, abridged news (nlp.md §1.2)
LONGEST_TEXT = 3000  # characters looked at
_BASE = np.uint32(1_000_003)


def shingles(text: str) -> Shingles:
    """Return the sorted 32-bit hashes of the 5-grams of the folded first 3,000 characters of `text`."""
    folded = fold(text)[:LONGEST_TEXT]
    points = np.frombuffer(folded.encode("utf-32-le"), "<u4").astype(np.uint32)
    if len(points) < LENGTH:
        return np.unique(points)
    count = len(points) - LENGTH + 1
    hashes = np.zeros(count, np.uint32)
    for offset in range(LENGTH):
        hashes = hashes * _BASE + points[offset : offset + count]  # wraps around by design
    return np.unique(hashes ^ (hashes >> np.uint32(15)))


def fold(text: str) -> str:
    """Return `text` in lower case, letters and digits only, one blank between words, marks removed."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(character if character.isalnum() else " " for character in decomposed if not _is_mark(character))
    return " ".join(kept.split())


def overlap(left: Shingles, right: Shingles) -> tuple[float, float]:
    """Return containment (shared / smaller set) and Jaccard (shared / union), each 0 to 1."""
    smaller = min(len(left), len(right))
    if not smaller:
        return 0.0, 0.0
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / smaller, shared / (len(left) + len(right) - shared)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"
