"""Fingerprints → groups of articles that tell the same happening.

The partition is a pure function of the set of articles: candidates by thresholds, never by rank; clusters in a
canonical order with support of the whole cluster; two articles with a veto between them never meet (nlp.md §1.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.fingerprint import Fingerprint
from nlp.similar import CANDIDATE_COSINE, SAME, WINDOW_DAYS, Verdict

ROUNDUP_HAPPENINGS = 4  # an article like this many unlike articles sums up and is never an edge
_SAMPLE = 4  # one shingle in four finds candidates inside a language, short notices too
_BLOCK = 512

Judge = Callable[[Fingerprint, Fingerprint], Verdict]
Key = tuple[str, str]  # article ids in alphabetical order


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A partition of the articles. Each group is in canonical order; groups are ordered by their first article."""

    groups: tuple[tuple[str, ...], ...]
    roundups: frozenset[str]


def compare(new: Sequence[Fingerprint], known: Sequence[Fingerprint], judge: Judge) -> Iterator[tuple[Key, Verdict]]:
    """Yield the verdict on each candidate pair of a new article with any other, once a pair."""
    everyone = (*new, *known)
    for pair in candidates(everyone, len(new)):
        # a pair has one order, whichever came first: log(a/b) and log(b/a) differ in their last digit
        left, right = sorted((everyone[index] for index in pair), key=lambda one: one.article)
        yield (left.article, right.article), judge(left, right)


def candidates(fingerprints: Sequence[Fingerprint], new: int) -> Iterator[tuple[int, int]]:
    """Yield index pairs (i, j), i < `new`, i < j, that may tell the same: near in meaning or sharing words."""
    if not fingerprints:
        return
    vectors = np.stack([one.vector for one in fingerprints])
    days = np.array([one.when.timestamp() / 86400 if one.is_dated else np.nan for one in fingerprints])
    words = _shared_words(fingerprints)
    for start in range(0, new, _BLOCK):
        rows = slice(start, min(start + _BLOCK, new))
        near = vectors[rows] @ vectors.T >= CANDIDATE_COSINE
        if words is not None:
            near |= words[rows]
        near &= ~(np.abs(days[rows, None] - days[None, :]) > WINDOW_DAYS)  # unknown dates stay in
        for offset, column in np.argwhere(near).tolist():
            if start + offset < column:
                yield start + offset, column


def group(fingerprints: Iterable[Fingerprint], edges: Mapping[Key, Verdict], judge: Judge) -> Groups:
    """Return the partition of `fingerprints` that follows from the accepted `edges` among them."""
    ordered = sorted(fingerprints, key=canonical)
    verdicts = _Verdicts(ordered, edges, judge)
    roundups = frozenset(one.article for one in ordered if _is_roundup(one.article, verdicts))
    clusters: list[list[str]] = []
    home: dict[str, int] = {}
    for one in ordered:
        place = _place(one.article, clusters, home, verdicts, roundups)
        clusters[place].append(one.article)
        home[one.article] = place
    merged = _repaired(clusters, home, verdicts, roundups)
    return Groups(groups=tuple(tuple(cluster) for cluster in merged), roundups=roundups)


def canonical(one: Fingerprint) -> tuple[bool, float, str]:
    """Return the place of an article in the total order that grouping follows: dated first, by time, then by id."""
    return (not one.is_dated, one.when.timestamp() if one.is_dated else 0.0, one.article)


def key(left: str, right: str) -> Key:
    """Return the key of a pair of article ids."""
    return (left, right) if left < right else (right, left)


class _Verdicts:
    """Verdicts by pair: those given, others judged when asked for."""

    def __init__(self, ordered: Sequence[Fingerprint], edges: Mapping[Key, Verdict], judge: Judge) -> None:
        self.fingerprints = {one.article: one for one in ordered}
        self.judge = judge
        self.known = {pair: found for pair, found in edges.items() if set(pair) <= self.fingerprints.keys()}
        self.neighbours: dict[str, list[str]] = {article: [] for article in self.fingerprints}
        for (left, right), found in sorted(self.known.items()):
            if found.is_same:
                self.neighbours[left].append(right)
                self.neighbours[right].append(left)

    def __call__(self, left: str, right: str) -> Verdict:
        pair = key(left, right)
        if pair not in self.known:
            self.known[pair] = self.judge(self.fingerprints[pair[0]], self.fingerprints[pair[1]])
        return self.known[pair]

    def support(self, article: str, cluster: Sequence[str]) -> float:
        """Return the mean probability over the cluster; -1 where one member vetoes."""
        found = [self(article, member) for member in cluster]
        return -1.0 if any(one.is_vetoed for one in found) else sum(one.probability for one in found) / len(found)


def _is_roundup(article: str, verdicts: _Verdicts) -> bool:
    unlike: list[str] = []
    for neighbour in sorted(verdicts.neighbours[article]):
        if not any(neighbour in verdicts.neighbours[other] for other in unlike):
            unlike.append(neighbour)
    return len(unlike) >= ROUNDUP_HAPPENINGS and _sums_up(article, unlike, verdicts)


def _sums_up(article: str, others: Sequence[str], verdicts: _Verdicts) -> bool:
    """Tell whether the article is longer than what it is like: the many are parts of it, not it a part of many."""
    words = sorted(verdicts.fingerprints[other].words for other in others)
    return verdicts.fingerprints[article].words > 1.3 * words[len(words) // 2]


def _place(article: str, clusters: list[list[str]], home: Mapping[str, int], verdicts: _Verdicts,
           roundups: frozenset[str]) -> int:  # fmt: skip
    """Return the cluster an article joins; a new one is opened where none supports it."""
    places = {home[other] for other in verdicts.neighbours[article] if other in home and other not in roundups}
    if article not in roundups:
        supports = [(verdicts.support(article, clusters[place]), -place) for place in sorted(places)]
        best = max(supports, default=(-1.0, 0))
        if best[0] >= SAME:
            return -best[1]
    clusters.append([])
    return len(clusters) - 1


def _repaired(clusters: list[list[str]], home: Mapping[str, int], verdicts: _Verdicts,
              roundups: frozenset[str]) -> list[list[str]]:  # fmt: skip
    """Merge clusters that support each other: an early article may have opened one too many."""
    place_of = dict(home)
    while True:
        pairs = {
            (min(place_of[left], place_of[right]), max(place_of[left], place_of[right]))
            for (left, right), found in verdicts.known.items()
            if found.is_same and place_of[left] != place_of[right] and not {left, right} & roundups
        }
        scored = [(_mutual(clusters[one], clusters[other], verdicts), -one, -other) for one, other in sorted(pairs)]
        best = max(scored, default=(-1.0, 0, 0))
        if best[0] < SAME:
            return [cluster for cluster in clusters if cluster]
        one, other = -best[1], -best[2]
        order = {article: index for index, article in enumerate(verdicts.fingerprints)}
        clusters[one] = sorted(clusters[one] + clusters[other], key=order.__getitem__)
        clusters[other] = []
        place_of.update(dict.fromkeys(clusters[one], one))


def _mutual(one: Sequence[str], other: Sequence[str], verdicts: _Verdicts) -> float:
    supports = [verdicts.support(article, other) for article in one]
    return -1.0 if min(supports) < 0 else sum(supports) / len(supports)


def _shared_words(fingerprints: Sequence[Fingerprint]) -> npt.NDArray[np.bool_] | None:
    """Return which articles of one language share about a third of the shorter one's words, by a sample of shingles."""
    from scipy import sparse  # heavy: only where articles are grouped

    samples = [one.shingles[one.shingles % _SAMPLE == 0] for one in fingerprints]
    columns = np.concatenate(samples)
    if not len(columns):
        return None
    _, columns = np.unique(columns, return_inverse=True)
    sizes = np.array([len(sample) for sample in samples])
    rows = np.repeat(np.arange(len(samples)), sizes)
    table = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)))
    shared = (table @ table.T).toarray()
    languages = np.array([one.language for one in fingerprints])
    enough = shared >= np.maximum(3, 0.3 * np.minimum(sizes[:, None], sizes[None, :]))
    return np.asarray(enough & (languages[:, None] == languages[None, :]))
