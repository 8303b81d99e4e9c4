"""Vectors → centred vectors: minus the mean of their language, so that one threshold serves all languages.

One global threshold for translation pairs: F1 0.839 raw, 0.937 after centring (nlp.md §8, 27 languages).
The means are estimated once, shrunk to the global mean, frozen and kept with the id of the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
SHRINKAGE = 200  # articles: mean = (n x own + 200 x global) / (n + 200), nlp.md §1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Mean vectors per language of one model; `version` names the estimate."""

    model_id: str
    version: str
    overall: Vectors  # shape (dimensions,)
    means: Mapping[str, Vectors]

    def centre_likely(self, vector: Vectors, shares: Mapping[str, float]) -> Vectors:
        """Return one vector, shape (1, dimensions), minus the mean of the languages it may be in, at length 1.

        `shares`: the probability of each language, 1 in all: of a few words none is sure.
        """
        shift = sum(share * self.means.get(language, self.overall) for language, share in shares.items())
        moved = vector.astype(np.float32) - shift
        return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-6), np.float32)

    def centre(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Return `vectors` minus the mean of each one's language, at length 1; the global one where unseen."""
        shift = np.stack([self.means.get(language, self.overall) for language in languages]) if languages else vectors
        moved = vectors.astype(np.float32) - shift
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-6), np.float32)


def estimate(vectors: Vectors, languages: Sequence[str], model_id: str, version: str) -> Geometry:
    """Estimate the geometry of a model from at least one unit vector; float32, deterministic."""
    overall_of = {language: _mean(vectors, languages, language) for language in sorted(set(languages))}
    overall = np.mean([mean for mean, _ in overall_of.values()], axis=0).astype(np.float32)  # languages weigh alike
    means = {
        language: np.asarray((count * mean + SHRINKAGE * overall) / (count + SHRINKAGE), np.float32)
        for language, (mean, count) in overall_of.items()
    }
    return Geometry(model_id=model_id, version=version, overall=overall, means=means)


def _mean(vectors: Vectors, languages: Sequence[str], language: str) -> tuple[Vectors, int]:
    chosen = [index for index, name in enumerate(languages) if name == language]
    return np.mean(vectors[chosen], axis=0), len(chosen)
