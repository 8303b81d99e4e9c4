"""A topic classifier and labelled examples in, the classifier that has learned from them out.

The examples are vectors with the topics that an editor gave or took: no text, no archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nlp.logistic import fit_logistic
from nlp.topics import Calibration, TopicClassifier, Vectors

# Examples that a topic's wordings weigh. nlp.md §4.2 has 4 for three wordings; ours are up to twenty, and with 4 the
# labelled half spoilt what they tell (macro-F1 .71 on the other half, with 16 .79).
PRIOR = 16.0
REFUSED = 0.25  # what the mean of examples that are not of the topic weighs against those that are: Rocchio 1971
FEWEST_FOR_LOGISTIC = 32  # examples that are labelled for a topic, either way
FEWEST_OF_IT = 4  # of those that are of it, and of those that aren't: from praise alone a topic would be everywhere
STRENGTH = 0.3  # of the pull of a coefficient towards where the prototype has it

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article whose topics somebody decided; a topic that stands in neither set was not decided."""

    vector: Vectors  # centred, length 1, shape (dimensions,)
    language: str
    yes: frozenset[str]  # topic ids
    no: frozenset[str] = frozenset()


def adjusted(classifier: TopicClassifier, examples: Sequence[Example]) -> TopicClassifier:
    """Return a classifier that has learned from examples; from none, the same one.

    A topic with few examples keeps its form: the prototype becomes the mean of its examples and of its wordings, which
    weigh sixteen. From 32 labels on, four of them of the topic and four not, a logistic regression takes its place,
    expected to be where that prototype is. Topics that the classifier doesn't have are passed over. Deterministic; the
    order of the examples changes no more than rounding does.
    """
    if not examples:
        return classifier
    common = np.stack([classifier.background(one.language) for one in examples])
    vectors = np.stack([one.vector for one in examples]).astype(np.float64) - common
    prototypes = classifier.prototypes.astype(np.float64)
    offsets = classifier.offsets.astype(np.float64)
    for index, topic in enumerate(classifier.ids):
        yes = vectors[[topic in one.yes for one in examples]]
        no = vectors[[topic in one.no - one.yes for one in examples]]
        prototypes[index] = _moved(prototypes[index], yes, no)
        if min(len(yes), len(no)) >= FEWEST_OF_IT and len(yes) + len(no) >= FEWEST_FOR_LOGISTIC:
            prototypes[index], offsets[index] = _fitted(prototypes[index], yes, no, classifier.calibration)
    return replace(classifier, prototypes=prototypes.astype(np.float32), offsets=offsets.astype(np.float32))


def _moved(prototype: Numbers, yes: Numbers, no: Numbers) -> Numbers:
    """Return the prototype moved towards examples of it, and away from those that are not; its length stays."""
    moved = PRIOR * prototype
    if len(yes):
        moved = moved + yes.sum(axis=0)
    if len(no):
        moved = moved - REFUSED * max(1, len(yes)) * no.mean(axis=0)
    return np.asarray(moved * np.linalg.norm(prototype) / max(float(np.linalg.norm(moved)), 1e-6))


def _fitted(prototype: Numbers, yes: Numbers, no: Numbers, told: Calibration) -> tuple[Numbers, float]:
    """Return a prototype and an offset whose calibrated log-odds are those of a logistic regression."""
    rows = np.hstack([np.vstack([yes, no]), np.ones((len(yes) + len(no), 1))])
    is_yes = np.r_[np.ones(len(yes)), np.zeros(len(no))]
    prior = np.r_[told.score * prototype, told.intercept]
    found = fit_logistic(rows, is_yes, np.ones(len(rows)), prior, np.full(len(prior), STRENGTH))
    return found[:-1] / told.score, float(found[-1] - told.intercept) / told.score
