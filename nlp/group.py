"""Fingerprints → groups of articles that tell the same happening.

The partition is a pure function of the set of articles: candidates by thresholds, never by rank; clusters in a
canonical order with support of the whole cluster; two articles with a veto between them never meet (nlp.md §1.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.candidates import near, sketches
from nlp.fingerprint import Fingerprint
from nlp.similar import SAME, Verdict

ROUNDUP_HAPPENINGS = 4  # an article like this many unlike articles sums up and is never an edge
TAKEN = ("copy", "teaser", "rewrite")  # relations that rest on shared words
WORD_FOR_WORD = 0.92  # the probability of a text that shares four fifths of its words, as similar.py gives it
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
    everyone = sketches(fingerprints)
    for start in range(0, new, _BLOCK):
        found = near(everyone.rows(start, min(start + _BLOCK, new)), everyone)
        for offset, column in np.argwhere(found).tolist():
            if start + offset < column:
                yield start + offset, column


def group(
    fingerprints: Iterable[Fingerprint],
    edges: Mapping[Key, Verdict],
    judge: Judge,
    decided: Mapping[Key, Verdict] | None = None,
) -> Groups:
    """Return the partition of `fingerprints` that follows from the accepted `edges` among them.

    `decided` is what editors said of pairs (nlp/decided.py): it holds against `edges` and `judge`.
    """
    ordered = sorted(fingerprints, key=canonical)
    verdicts = _Verdicts(ordered, edges, judge, decided or {})
    roundups = frozenset(one.article for one in ordered if _is_roundup(one.article, verdicts))
    clusters: list[list[str]] = []
    home: dict[str, int] = {}
    for one in ordered:
        if one.article in home:
            continue  # with what an editor joined it to
        unit = verdicts.block(one.article)
        place = _place(unit, clusters, home, verdicts, roundups)
        clusters[place].extend(unit)
        home.update(dict.fromkeys(unit, place))
    merged = _repaired(clusters, home, verdicts, roundups)
    order = {one.article: index for index, one in enumerate(ordered)}
    told = sorted((sorted(cluster, key=order.__getitem__) for cluster in merged), key=lambda cluster: order[cluster[0]])
    return Groups(groups=tuple(map(tuple, told)), roundups=roundups)


def canonical(one: Fingerprint) -> tuple[bool, float, str]:
    """Return the place of an article in the total order that grouping follows: dated first, by time, then by id."""
    return (not one.is_dated, one.when.timestamp() if one.is_dated else 0.0, one.article)


def key(left: str, right: str) -> Key:
    """Return the key of a pair of article ids."""
    return (left, right) if left < right else (right, left)


class _Verdicts:
    """Verdicts by pair: those decided or given, others judged when asked for."""

    def __init__(self, ordered: Sequence[Fingerprint], edges: Mapping[Key, Verdict], judge: Judge,
                 decided: Mapping[Key, Verdict]) -> None:  # fmt: skip
        self.fingerprints = {one.article: one for one in ordered}
        self.judge = judge
        self.decided = {pair: found for pair, found in decided.items() if set(pair) <= self.fingerprints.keys()}
        self.known = {pair: found for pair, found in edges.items() if set(pair) <= self.fingerprints.keys()}
        self.known |= self.decided
        self.joined: dict[str, set[str]] = {}
        for left, right in (pair for pair, found in self.decided.items() if found.is_same):
            self.joined.setdefault(left, {left}).add(right)
            self.joined.setdefault(right, {right}).add(left)
        self.neighbours: dict[str, list[str]] = {article: [] for article in self.fingerprints}
        for (left, right), found in sorted(self.known.items()):
            if found.is_same and (left, right) not in self.decided:
                self.neighbours[left].append(right)
                self.neighbours[right].append(left)

    def __call__(self, left: str, right: str) -> Verdict:
        pair = key(left, right)
        if pair not in self.known:
            self.known[pair] = self.judge(self.fingerprints[pair[0]], self.fingerprints[pair[1]])
        return self.known[pair]

    def block(self, article: str) -> Sequence[str]:
        """Return the articles that editors joined with this one, itself among them, in canonical order."""
        joined = self.joined.get(article)
        return [one for one in self.fingerprints if one in joined] if joined else [article]

    def support(self, article: str, cluster: Sequence[str]) -> float:
        """Return the mean probability over the cluster; -1 where one member vetoes.

        Words taken from a member need no further support: a teaser says too little to be like its translations.
        """
        found = [self._heard(article, member) for member in cluster]
        if any(one.is_vetoed for one in found):
            return -1.0
        mean = sum(one.probability for one in found) / len(found)
        is_taken = any(one.relation in TAKEN and one.probability >= WORD_FOR_WORD for one in found)
        return max(mean, WORD_FOR_WORD) if is_taken else mean

    def is_kept_apart(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Tell whether editors keep an article of one apart from one of the other."""
        if not self.decided:
            return False
        found = (self.decided.get(key(left, right)) for left in one for right in other)
        return any(verdict is not None and verdict.is_vetoed for verdict in found)

    def _heard(self, left: str, right: str) -> Verdict:
        """Return the verdict; where rules veto, that on articles which editors called the same, if it's better."""
        found = self(left, right)
        if not found.is_vetoed or not (left in self.joined or right in self.joined) or key(left, right) in self.decided:
            return found
        others = [self(one, other) for one in self.block(left) for other in self.block(right)]
        best = max(others, key=lambda one: one.probability)
        return best if best.is_same else found


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


def _place(unit: Sequence[str], clusters: list[list[str]], home: Mapping[str, int], verdicts: _Verdicts,
           roundups: frozenset[str]) -> int:  # fmt: skip
    """Return the cluster that an article joins, with what editors joined to it; a new one where none supports it."""
    near = {other for article in unit if article not in roundups for other in verdicts.neighbours[article]}
    places = {home[other] for other in near if other in home and other not in roundups}
    supports = [(_mutual(unit, clusters[place], verdicts, roundups), -place) for place in sorted(places)]
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
        scored = [
            (_mutual(clusters[one], clusters[other], verdicts, roundups), -one, -other) for one, other in sorted(pairs)
        ]
        best = max(scored, default=(-1.0, 0, 0))
        if best[0] < SAME:
            return [cluster for cluster in clusters if cluster]
        one, other = -best[1], -best[2]
        order = {article: index for index, article in enumerate(verdicts.fingerprints)}
        clusters[one] = sorted(clusters[one] + clusters[other], key=order.__getitem__)
        clusters[other] = []
        place_of.update(dict.fromkeys(clusters[one], one))


def _mutual(one: Sequence[str], other: Sequence[str], verdicts: _Verdicts, roundups: frozenset[str]) -> float:
    """Return the support of two clusters for each other; a round-up that an editor joined has no say."""
    if verdicts.is_kept_apart(one, other):
        return -1.0
    voices = [article for article in other if article not in roundups]
    supports = [verdicts.support(article, voices) for article in one if article not in roundups]
    return -1.0 if min(supports) < 0 else sum(supports) / len(supports)
