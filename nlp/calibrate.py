"""Vectors and labelled pairs of one's own → language means and verdicts that fit them better, with before and after."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.coefficients import Logistic
from nlp.geometry import Geometry

PRIOR_ARTICLES = 500  # what the shipped mean of a language weighs: below some hundred articles a mean is chance
FEWEST_PAIRS = 20  # labelled, of each kind, before a slope is fitted
_SAMPLE = 2000  # articles looked at for the background

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Cosines of articles that have nothing to do with each other: what a candidate must stand out from."""

    articles: Mapping[str, int]  # by language
    mean: float
    high: float  # the 99.5th percentile: where candidates should begin (nlp.md §8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How verdicts agree with labelled pairs."""

    pairs: int
    precision: float
    recall: float


def recentred(vectors: Vectors, languages: Sequence[str], shipped: Geometry, version: str) -> Geometry:
    """Return the shipped geometry moved towards the means of these unit vectors, the further the more there are."""
    counts = Counter(languages)
    means = dict(shipped.means)
    for language, count in sorted(counts.items()):
        own = vectors[[index for index, name in enumerate(languages) if name == language]].mean(axis=0)
        prior = shipped.means.get(language, shipped.overall)
        means[language] = np.asarray((count * own + PRIOR_ARTICLES * prior) / (count + PRIOR_ARTICLES), np.float32)
    return Geometry(model_id=shipped.model_id, version=version, overall=shipped.overall, means=means)


def background(vectors: Vectors, languages: Sequence[str], geometry: Geometry) -> Background:
    """Return the background cosines of unit vectors under a geometry, from at most 2,000 articles evenly taken."""
    step = max(1, len(languages) // _SAMPLE)
    centred = geometry.centre(vectors[::step], list(languages[::step]))
    cosines = (centred @ centred.T)[np.triu_indices(len(centred), 1)]
    if not len(cosines):
        return Background(articles=dict(Counter(languages)), mean=0.0, high=0.0)
    return Background(
        articles=dict(Counter(languages)),
        mean=round(float(cosines.mean()), 4),
        high=round(float(np.quantile(cosines, 0.995)), 4),
    )


def rescaled(logistic: Logistic, features: Sequence[Mapping[str, float]], same: Sequence[bool]) -> Logistic:
    """Return the model with slope and intercept fitted to labelled pairs (Platt 1999); with too few, as it is."""
    if min(sum(same), len(same) - sum(same)) < FEWEST_PAIRS:
        return logistic
    from sklearn.linear_model import LogisticRegression  # heavy: only for calibration

    logits = np.array([[_logit(logistic.probability(row))] for row in features])
    fitted = LogisticRegression(C=1.0).fit(logits, list(same))
    slope, shift = max(0.1, float(fitted.coef_[0][0])), float(fitted.intercept_[0])
    weights = {name: round(slope * weight, 4) for name, weight in logistic.weights.items()}
    return Logistic(intercept=round(slope * logistic.intercept + shift, 4), weights=weights)


def agreement(logistic: Logistic, features: Sequence[Mapping[str, float]], same: Sequence[bool]) -> Agreement:
    """Return how often the model, at one half, says of labelled pairs what the label says."""
    found = [logistic.probability(row) >= 0.5 for row in features]
    right = sum(one and other for one, other in zip(found, same, strict=True))
    return Agreement(
        pairs=len(same),
        precision=round(right / sum(found), 4) if any(found) else 1.0,
        recall=round(right / sum(same), 4) if any(same) else 1.0,
    )


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))
