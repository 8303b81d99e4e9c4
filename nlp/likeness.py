"""Two articles and the vectors of their titles and beginnings → how near people would call the two news.

For measuring and ranking, not for stories: what parts two happenings, figures and days, is not what makes readers call
two news near. Fitted to SemEval-2022 task 8; tables and coefficients are data (nlp/data/likeness.json and .npz).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.coefficients import Linear, Logistic
from nlp.encode import Vectors, head
from nlp.geometry import Geometry
from nlp.shingles import Shingles, fold, shingles

LONGEST_TITLE = 200  # characters; a longer one is a text that came without its own line for the title
TITLE_WORDS = 14  # of such a text, in place of the title
STEM = 6  # letters of a word; what follows is mostly inflection
SHORTEST_WORD = 3
BITS = 18  # of a table's index
_SPREAD = np.uint32(2_654_435_761)  # Knuth's multiplicative hashing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """In how many documents of a language a word or 5-gram stands, by hash: shape (2 ** BITS,), capped at 255."""

    counts: npt.NDArray[np.uint8]
    documents: Mapping[str, int]  # by language

    def weights(self, hashes: Shingles, language: str) -> npt.NDArray[np.float64]:
        """Return the inverse document frequency of each hash; the same for all in a language without documents."""
        documents = self.documents.get(language, 0)
        counts = self.counts[places(hashes, language)].astype(np.float64)
        found = np.minimum(counts, documents)  # of a language without documents the counts are chance collisions
        return np.log((documents + 1) / (found + 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """The fitted part: means of vectors, rarity of 5-grams and words, a model of nearness and one of sameness."""

    version: str
    titles: Geometry  # means of the vectors of titles, and those of titles with the beginning of the text
    heads: Geometry
    grams: Rarity
    stems: Rarity
    near: Linear
    same: Logistic  # probability that people grade the two as the same news
    same_from: float  # the probability from which on it counts: best F1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A set of hashes, sorted, and the weight of each."""

    hashes: Shingles
    weights: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What nearness looks at of an article; vectors are centred, float32, of length 1."""

    language: str
    title: Vectors
    head: Vectors
    title_grams: Weighted
    grams: Weighted
    title_stems: Weighted
    stems: Weighted


def passages(article: Article) -> tuple[str, str]:
    """Return what is to be encoded of an article: its title, and its title with the beginning of the text."""
    return _title(article), head(article)


def gist(article: Article, vectors: Vectors, nearness: Nearness) -> Gist:
    """Return the gist of an article; `vectors` are those of its passages, as encoded: shape (2, dimensions)."""
    whole = f"{article.title}. {article.text}"

    def weighted(hashes: Shingles, rarity: Rarity) -> Weighted:
        return Weighted(hashes=hashes, weights=rarity.weights(hashes, article.language))

    return Gist(
        language=article.language,
        title=nearness.titles.centre(vectors[:1], [article.language])[0],
        head=nearness.heads.centre(vectors[1:], [article.language])[0],
        title_grams=weighted(shingles(_title(article)), nearness.grams),
        grams=weighted(shingles(whole), nearness.grams),
        title_stems=weighted(stems(_title(article)), nearness.stems),
        stems=weighted(stems(whole), nearness.stems),
    )


def likeness(left: Gist, right: Gist, nearness: Nearness) -> float:
    """Return how near two news are as people grade them: 1 = the same, 0 = nothing in common, about; symmetric."""
    return nearness.near.value(features(left, right))


def is_same_news(left: Gist, right: Gist, nearness: Nearness) -> bool:
    """Tell whether people would mostly call the two the same news (grade of 1.5 or less on a scale from 1 to 4)."""
    return nearness.same.probability(features(left, right)) >= nearness.same_from


def features(left: Gist, right: Gist) -> dict[str, float]:
    """Return the features of a pair by name: cosines of meaning, and shares of words weighted by rarity."""
    crossed = (float(left.title @ right.head), float(right.title @ left.head))
    return {
        "head": float(left.head @ right.head),
        "title": float(left.title @ right.title),
        "both": _cosine(left.title + left.head, right.title + right.head),
        "title_in_head": max(crossed),
        "title_in_head_least": min(crossed),
        **_shares("grams", (left.title_grams, left.grams), (right.title_grams, right.grams)),
        **_shares("stems", (left.title_stems, left.stems), (right.title_stems, right.stems)),
    }


def stems(text: str) -> Shingles:
    """Return the sorted 32-bit hashes of the beginnings of the folded words of `text`."""
    words = {word[:STEM] for word in fold(text).split() if len(word) >= SHORTEST_WORD}
    return np.array(sorted(zlib.crc32(word.encode()) for word in words), np.uint32)


def places(hashes: Shingles, language: str) -> npt.NDArray[np.uint32]:
    """Return where the count of each hash stands in the tables: each language has places of its own."""
    own = hashes ^ np.uint32(zlib.crc32(language.encode()))
    return (own * _SPREAD) >> np.uint32(32 - BITS)  # wraps around by design


def _title(article: Article) -> str:
    if len(article.title) <= LONGEST_TITLE:
        return article.title
    return " ".join(article.title.split()[:TITLE_WORDS])


def _shares(name: str, left: tuple[Weighted, Weighted], right: tuple[Weighted, Weighted]) -> dict[str, float]:
    """Return the cosines of the titles and of the texts, and how much of a title stands in the other text."""
    (left_title, left_text), (right_title, right_text) = left, right
    told = (
        _ratio(_product(left_title, right_text), _product(left_title, left_title)),
        _ratio(_product(right_title, left_text), _product(right_title, right_title)),
    )
    return {
        name: _alike(left_text, right_text),
        f"title_{name}": _alike(left_title, right_title),
        f"title_{name}_told": sum(told) / 2,
        f"title_{name}_told_least": min(told),
    }


def _alike(left: Weighted, right: Weighted) -> float:
    return _ratio(_product(left, right), (_product(left, left) * _product(right, right)) ** 0.5)


def _product(left: Weighted, right: Weighted) -> float:
    _, mine, yours = np.intersect1d(left.hashes, right.hashes, assume_unique=True, return_indices=True)
    return float(left.weights[mine] @ right.weights[yours])


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _cosine(left: Vectors, right: Vectors) -> float:
    return _ratio(float(left @ right), float(np.linalg.norm(left) * np.linalg.norm(right)))
