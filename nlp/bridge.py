"""Centred vectors → vectors in which a text and its translations, a title and its article lie nearer each other.

Within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006): what makes translations of one text differ is
no difference of meaning; along these directions vectors are shortened. For searching only: what parts two happenings
is decided on centred vectors, to which coefficients and thresholds belong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
SHRINKAGE = 1.0  # of the mean eigenvalue, added to each: directions that hardly differ are not lengthened much


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A symmetric matrix for the vectors of one model; `version` names the estimate."""

    version: str
    matrix: Vectors | None  # shape (dimensions, dimensions); None: vectors stay as they are

    def cross(self, centred: Vectors) -> Vectors:
        """Return centred vectors, shape (n, dimensions), on the other side, at length 1."""
        if self.matrix is None:
            return centred
        moved = centred @ self.matrix
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), np.float32)


NO_BRIDGE = Bridge(version="none", matrix=None)  # of a model that none was estimated for


def estimate_bridge(sets: Sequence[tuple[Vectors, Sequence[str]]], version: str) -> Bridge:
    """Estimate the bridge from sets of centred vectors and what each vector tells, the same in any language.

    Each set weighs alike, however many vectors it has. Float32, deterministic.
    """
    spreads = [_spread(vectors, told) for vectors, told in sets]
    spread = np.sum([one / np.trace(one) for one in spreads], axis=0)
    values, directions = np.linalg.eigh(spread)
    lengths = (values / values.mean() + SHRINKAGE) ** -0.5
    return Bridge(version=version, matrix=np.asarray((directions * lengths) @ directions.T, np.float32))


def _spread(vectors: Vectors, told: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the covariance of vectors around the mean of those that tell the same."""
    _, groups = np.unique(np.asarray(told), return_inverse=True)
    sums = np.zeros((groups.max() + 1, vectors.shape[1]))
    np.add.at(sums, groups, vectors)
    apart = vectors - (sums / np.bincount(groups)[:, None])[groups]
    return np.asarray(apart.T @ apart / len(vectors), np.float64)
