"""Two fingerprints → the verdict: the same happening or not, how sure, and the evidence in words.

Vetoes first, then words shared inside a language, then a logistic model over vectors and facts across languages
(coefficients are data with their provenance: nlp/data/similar.json; nothing is trained at run time).
Design and published figures: nlp.md §1.5; rows cited below are those of its table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.article import Article
from nlp.fingerprint import Fingerprint
from nlp.shingles import overlap
from nlp.story import Relation

RULES = "similar-1"  # changes whenever a verdict may
SAME = 0.5  # probability from which two articles tell the same happening
CANDIDATE_COSINE = 0.28  # centred; below it no pair of the fitting data was the same
TOLD_ANEW = 0.9  # the same inside a language, where two happenings of one place share most words
COMPATIBLE = frozenset({"started", "opened"})  # one language opens what the next one starts
_FREE_DAYS = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two articles tell the same happening: `probability` 0 to 1, the `relation` if they do, and why."""

    relation: Relation | None  # of the lesser article to the fuller one; None = not the same happening
    probability: float
    evidence: tuple[str, ...]
    is_vetoed: bool = False  # never in one story

    @property
    def is_same(self) -> bool:
        """Tell whether the two belong into one story."""
        return self.relation is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: probability = 1 / (1 + exp(-(intercept + sum of weight x feature)))."""

    version: str
    intercept: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability for the features named in `weights`; an unknown name is an error."""
        z = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def verdict(left: Fingerprint, right: Fingerprint, model: Model) -> Verdict:
    """Return the verdict on two articles; symmetric in its arguments."""
    if left.text_hash == right.text_hash:
        return Verdict(relation="copy", probability=1.0, evidence=("identical text",))
    conflicts = _conflicts(left, right)
    if conflicts:
        return Verdict(relation=None, probability=0.0, evidence=conflicts, is_vetoed=True)
    if left.language == right.language:
        return _within_a_language(left, right, model)
    return _across_languages(left, right, model)


def features(left: Fingerprint, right: Fingerprint) -> dict[str, float]:
    """Return the features of a pair by name, each about 0 to 1."""
    numbers, days, years = (
        (left.facts.numbers, right.facts.numbers),
        (left.facts.days, right.facts.days),
        (left.facts.years, right.facts.years),
    )
    gap = _gap_days(left, right)
    return {
        "cosine": float(left.vector @ right.vector),
        "numbers": _containment(*numbers),
        "both_numbers": float(all(numbers)),
        "one_numbers": float(bool(numbers[0]) != bool(numbers[1])),
        "shared_numbers": min(len(numbers[0] & numbers[1]), 6) / 6,
        "days": _containment(*days),
        "days_conflict": float(_disjoint(*days)),
        "shared_days": min(len(days[0] & days[1]), 3) / 3,
        "years": _containment(*years),
        "title_facts_shared": float(bool(left.title_facts & right.title_facts)),
        "names": _containment(left.names, right.names, unknown=0.0),
        "length": abs(math.log((left.words + 20) / (right.words + 20))),
        "gap": min(gap, _FREE_DAYS) / _FREE_DAYS if gap is not None else 0.2,
        "same_day": float(gap is not None and gap < 1),
    }


def is_fuller(left: Article, right: Article) -> bool:
    """Tell whether `left` says clearly more than `right`: half as long again."""
    return len(left.text) > 1.5 * len(right.text)


def _conflicts(left: Fingerprint, right: Fingerprint) -> tuple[str, ...]:
    """Return the reasons why two articles can't be one happening (row 1)."""
    found = []
    if _disjoint(left.title_facts, right.title_facts):
        found.append(f"titles state {_words(left.title_facts)} and {_words(right.title_facts)}")
    if _phases_differ(left.title_phases, right.title_phases):
        found.append(f"phases differ: {_words(left.title_phases)} and {_words(right.title_phases)}")
    days = (_event_days(left, right), _event_days(right, left))
    if _disjoint(*days):
        found.append(f"days differ: {_words(days[0])} and {_words(days[1])}")
    return tuple(found)


def _phases_differ(left: frozenset[str], right: frozenset[str]) -> bool:
    return _disjoint(left, right) and not (COMPATIBLE & left and COMPATIBLE & right)


def _event_days(one: Fingerprint, other: Fingerprint) -> frozenset[str]:
    """Return the days an article names; where both came out on one day, less that day: it dates the text."""
    gap = _gap_days(one, other)
    own = f"d:{one.when:%m-%d}" if gap is not None and gap < 1 else ""
    return one.facts.days - {own}


def _within_a_language(left: Fingerprint, right: Fingerprint, model: Model) -> Verdict:
    contained, jaccard = overlap(left.shingles, right.shingles)
    shared = _containment(left.facts.numbers, right.facts.numbers, unknown=1.0)
    evidence: tuple[str, ...] = (
        f"shares {contained:.0%} of the shorter text",
        f"shares {shared:.0%} of the numbers",
    )
    if contained >= 0.6 and shared < 0.8 and jaccard >= 0.3:  # a template filled in anew
        evidence = (*evidence, "same words, other numbers")
        return Verdict(relation=None, probability=0.0, evidence=evidence, is_vetoed=True)
    ratio = min(left.words, right.words) / max(left.words, right.words)
    if contained >= 0.6:  # rows 2 and 3
        relation: Relation = "teaser" if ratio < 0.6 else "copy" if jaccard >= 0.6 else "rewrite"
        return Verdict(relation=relation, probability=0.6 + 0.4 * contained, evidence=evidence)
    return _told_anew(left, right, model, shared, evidence)


def _told_anew(
    left: Fingerprint, right: Fingerprint, model: Model, shared: float, evidence: tuple[str, ...]
) -> Verdict:
    """Judge two texts of one language in different words (row 5): the facts must carry it, not the words."""
    phases = (left.title_phases or left.lead_phases, right.title_phases or right.lead_phases)
    if _phases_differ(*phases):
        found = (*evidence, f"phases differ: {_words(phases[0])} and {_words(phases[1])}")
        return Verdict(relation=None, probability=0.0, evidence=found, is_vetoed=True)
    probability = model.probability(features(left, right))
    count = len(left.facts.numbers & right.facts.numbers)
    if probability >= TOLD_ANEW and shared >= 0.66 and count >= 3:
        found = (*evidence, f"{count} numbers shared")
        return Verdict(relation="report", probability=probability, evidence=found)
    return Verdict(relation=None, probability=min(probability, 0.49), evidence=evidence)


def _across_languages(left: Fingerprint, right: Fingerprint, model: Model) -> Verdict:
    values = features(left, right)
    probability = model.probability(values)
    numbers, days = len(left.facts.numbers & right.facts.numbers), len(left.facts.days & right.facts.days)
    evidence = (
        f"cosine {values['cosine']:.2f} across {' and '.join(sorted((left.language, right.language)))}",
        f"{numbers} numbers and {days} days shared",
    )
    if probability < SAME:
        return Verdict(relation=None, probability=probability, evidence=evidence)
    relation: Relation = "translation" if values["numbers"] >= 0.5 and values["length"] < 1.2 else "report"
    return Verdict(relation=relation, probability=probability, evidence=evidence)


def _gap_days(left: Fingerprint, right: Fingerprint) -> float | None:
    if not (left.is_dated and right.is_dated):
        return None
    return abs((left.when - right.when).total_seconds()) / 86400


def _containment(left: frozenset[str], right: frozenset[str], unknown: float = 0.5) -> float:
    if not (left and right):
        return unknown
    return len(left & right) / min(len(left), len(right))


def _disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and not left & right


def _words(facts: frozenset[str]) -> str:
    return ", ".join(sorted(fact.split(":")[-1] for fact in facts)[:4])
