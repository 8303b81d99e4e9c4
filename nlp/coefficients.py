"""The fitted part of a verdict: logistic and linear models over the features of a pair, as data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """A logistic model: probability = 1 / (1 + exp(-(intercept + sum of weight x feature)))."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability for the features named in `weights`; an unknown name is an error."""
        z = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A linear model of how near two news are to people: 1 = the same, 0 = nothing in common, about."""

    intercept: float
    weights: Mapping[str, float]

    def value(self, features: Mapping[str, float]) -> float:
        """Return the value for the features named in `weights`."""
        return self.intercept + sum(weight * features[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The fitted part of the verdict: a logistic model inside a language, one across."""

    version: str
    within: Logistic
    across: Logistic
