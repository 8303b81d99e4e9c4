"""Sketches of new and known articles → which pairs may tell the same: near in meaning or sharing words, near in time.

A sketch is the little of a fingerprint that the search needs, as arrays over many articles. Whether a pair is a
candidate follows from the two alone, never from what else is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.features import WINDOW_DAYS
from nlp.fingerprint import Fingerprint
from nlp.shingles import Shingles
from nlp.similar import CANDIDATE_COSINE

WINDOW_SECONDS = WINDOW_DAYS * 86_400
SAMPLE = 4  # one shingle in four finds candidates inside a language, short notices too
FEWEST_SHARED = 3  # shingles of a sample
LEAST_SHARED = 0.3  # of the smaller sample: about a third of the shorter text
_ROUNDING = 1e-5  # by which a product of matrices may differ from that of two vectors
_FILTER_BITS = 20

Matrix = npt.NDArray[np.bool_]
Seconds = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketches:
    """What the search looks at, a row an article; `samples` of all articles lie one after the other."""

    articles: tuple[str, ...]
    languages: npt.NDArray[np.str_]
    published: Seconds  # of the epoch; NaN = unknown
    first_seen: Seconds
    vectors: npt.NDArray[np.float32]  # centred
    samples: Shingles
    sizes: npt.NDArray[np.int64]  # of each article's sample

    def rows(self, start: int, end: int) -> Sketches:
        """Return the sketches from `start` to `end`."""
        first, last = int(self.sizes[:start].sum()), int(self.sizes[:end].sum())
        return Sketches(
            articles=self.articles[start:end],
            languages=self.languages[start:end],
            published=self.published[start:end],
            first_seen=self.first_seen[start:end],
            vectors=self.vectors[start:end],
            samples=self.samples[first:last],
            sizes=self.sizes[start:end],
        )


def sketches(fingerprints: Sequence[Fingerprint]) -> Sketches:
    """Return the sketches of at least one fingerprint."""
    samples = [sample(one.shingles) for one in fingerprints]
    return Sketches(
        articles=tuple(one.article for one in fingerprints),
        languages=np.array([one.language for one in fingerprints]),
        published=np.array([one.when.timestamp() if one.is_dated else np.nan for one in fingerprints]),
        first_seen=np.array([one.first_seen.timestamp() for one in fingerprints]),
        vectors=np.stack([one.vector for one in fingerprints]),
        samples=np.concatenate(samples),
        sizes=np.array([len(one) for one in samples], np.int64),
    )


def sample(shingles: Shingles) -> Shingles:
    """Return the shingles that are compared first: the same ones of every text."""
    return np.asarray(shingles[shingles % SAMPLE == 0], np.uint32)


def near(new: Sketches, known: Sketches) -> Matrix:
    """Return which pairs are candidates: shape (new articles, known articles)."""
    found = _near_in_meaning(new.vectors, known.vectors)
    for language in sorted(set(new.languages)):
        mine, theirs = np.flatnonzero(new.languages == language), np.flatnonzero(known.languages == language)
        rows, columns = _sharing_words(_samples_of(new, mine), _samples_of(known, theirs))
        found[mine[rows], theirs[columns]] = True
    return found & _within_window(new, known)


def _near_in_meaning(new: npt.NDArray[np.float32], known: npt.NDArray[np.float32]) -> Matrix:
    """Compare by products of whole matrices, and again one by one where their rounding would decide."""
    cosines = new @ known.T
    found = np.asarray(cosines >= CANDIDATE_COSINE)
    for row, column in np.argwhere(np.abs(cosines - CANDIDATE_COSINE) < _ROUNDING).tolist():
        found[row, column] = new[row] @ known[column] >= CANDIDATE_COSINE
    return found


def _within_window(new: Sketches, known: Sketches) -> Matrix:
    """Tell which pairs are near in time.

    Two dated articles by their dates; an undated one by when it was first seen, near which the other was published
    or first seen.
    """
    dates = _are_near(new.published, known.published)
    undated = np.isnan(new.published)[:, None] | np.isnan(known.published)[None, :]
    if not undated.any():
        return dates
    seen = _are_near(new.first_seen, known.first_seen)
    crossed = np.isnan(known.published)[None, :] & _are_near(new.published, known.first_seen)
    crossed |= np.isnan(new.published)[:, None] & _are_near(new.first_seen, known.published)
    return np.asarray(dates | (undated & (seen | crossed)))


def _are_near(left: Seconds, right: Seconds) -> Matrix:
    return np.asarray(np.abs(left[:, None] - right[None, :]) <= WINDOW_SECONDS)  # NaN is near nothing


def _samples_of(one: Sketches, rows: npt.NDArray[np.intp]) -> tuple[Shingles, npt.NDArray[np.int64]]:
    """Return the samples of some articles one after the other, and their sizes."""
    chosen = np.zeros(len(one.sizes), np.bool_)
    chosen[rows] = True
    return one.samples[np.repeat(chosen, one.sizes)], one.sizes[rows]


def _sharing_words(
    new: tuple[Shingles, npt.NDArray[np.int64]], known: tuple[Shingles, npt.NDArray[np.int64]]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return rows and columns of the pairs that share about a third of the shorter text's words."""
    from scipy import sparse  # heavy: only where articles are grouped

    values, columns = np.unique(new[0], return_inverse=True)
    is_among, theirs = _found_in(values, known[0])
    shape = (len(new[1]), len(values)), (len(known[1]), len(values))
    mine = sparse.csr_array((np.ones(len(columns), np.float32), (_owners(new[1]), columns)), shape[0])
    rest = sparse.csr_array((np.ones(len(theirs), np.float32), (_owners(known[1])[is_among], theirs)), shape[1])
    shared = (mine @ rest.T).tocoo()
    smaller = np.minimum(new[1][shared.row], known[1][shared.col])
    enough = shared.data >= np.maximum(FEWEST_SHARED, LEAST_SHARED * smaller)
    return np.asarray(shared.row[enough], np.intp), np.asarray(shared.col[enough], np.intp)


def _found_in(values: Shingles, asked: Shingles) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return where in `asked` a number stands that is among the sorted `values`, and its place there."""
    table = np.zeros(1 << _FILTER_BITS, np.bool_)  # a search for each of millions would take long: most are not there
    table[values >> np.uint32(32 - _FILTER_BITS)] = True
    likely = np.flatnonzero(table[asked >> np.uint32(32 - _FILTER_BITS)])
    places = np.searchsorted(values, asked[likely])
    places[places == len(values)] = 0
    is_there = values[places] == asked[likely] if len(values) else np.zeros(0, np.bool_)
    return likely[is_there], places[is_there]


def _owners(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    return np.repeat(np.arange(len(sizes)), sizes)
