"""Two partitions of the same articles → how well they agree: pairs, B-cubed, the worst pair of languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence


def pair_scores(found: Sequence[str], gold: Sequence[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs of articles in one group, against pairs of one gold id."""
    shared = _pairs(Counter(zip(found, gold, strict=True)))
    return scores(shared, _pairs(Counter(found)), _pairs(Counter(gold)))


def b_cubed(found: Sequence[str], gold: Sequence[str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 over articles (Bagga and Baldwin 1998)."""
    shared = Counter(zip(found, gold, strict=True))
    of_found, of_gold = Counter(found), Counter(gold)
    precision = sum(count * count / of_found[one] for (one, _), count in shared.items()) / len(found)
    recall = sum(count * count / of_gold[one] for (_, one), count in shared.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def language_pairs(found: Sequence[str], gold: Sequence[str], languages: Sequence[str]) -> dict[str, float]:
    """Return the F1 over pairs for each pair of languages that has gold pairs, `de-fr` → F1."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    readings: tuple[Iterable[object], ...] = (zip(found, gold, strict=True), found, gold)
    for which, groups in enumerate(readings):
        for members in _members(groups):
            for position, left in enumerate(members):
                for right in members[position + 1 :]:
                    if languages[left] != languages[right]:
                        counts["-".join(sorted((languages[left], languages[right])))][which] += 1
    return {name: scores(*three)[2] for name, three in counts.items() if three[2]}


def scores(shared: int, found: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1; nothing found and nothing to find is 1."""
    precision = shared / found if found else 1.0
    recall = shared / gold if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _members(groups: Iterable[object]) -> list[list[int]]:
    members: defaultdict[object, list[int]] = defaultdict(list)
    for index, name in enumerate(groups):
        members[name].append(index)
    return list(members.values())
