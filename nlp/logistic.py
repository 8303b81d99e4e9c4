"""Rows of numbers with yes or no in, a logistic regression out: by Newton's method, the same on every run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
MOST_STEPS = 50
CLOSE_ENOUGH = 1e-8  # largest change of a coefficient


def fit_logistic(
    rows: npt.ArrayLike, is_yes: npt.ArrayLike, weights: npt.ArrayLike, prior: npt.ArrayLike, strength: npt.ArrayLike
) -> Numbers:
    """Return the coefficients that fit best, given where they are expected to be: shape (columns,), float64.

    Minimises Σ weight · log-loss + ½ Σ strength · (coefficient - prior)², which has one minimum where every strength
    is over 0. `rows` has shape (examples, columns), with a column of ones for the intercept; `is_yes` and `weights`
    have shape (examples,), `prior` and `strength` (columns,). Newton with halved steps: Hastie, Tibshirani, Friedman,
    The Elements of Statistical Learning, §4.4.1.
    """
    x, y, w = (np.asarray(one, np.float64) for one in (rows, is_yes, weights))
    center, ridge = np.asarray(prior, np.float64), np.asarray(strength, np.float64)
    found, loss = center, _loss(center, x, y, w, center, ridge)
    for _ in range(MOST_STEPS):
        p = sigmoid(x @ found)
        slope = x.T @ (w * (p - y)) + ridge * (found - center)
        bend = (x.T * (w * p * (1 - p))) @ x + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        moved, moved_loss = found - step, _loss(found - step, x, y, w, center, ridge)
        while moved_loss > loss and np.abs(step).max() > CLOSE_ENOUGH:
            step = step / 2
            moved, moved_loss = found - step, _loss(found - step, x, y, w, center, ridge)
        found, loss = moved, moved_loss
        if np.abs(step).max() <= CLOSE_ENOUGH:
            break
    return found


def sigmoid(logits: npt.ArrayLike) -> Numbers:
    """Return probabilities of log-odds, from 0 to 1, without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(np.asarray(logits, np.float64), -500, 500))), np.float64)


def _loss(found: Numbers, x: Numbers, y: Numbers, w: Numbers, center: Numbers, ridge: Numbers) -> float:
    logits = x @ found
    losses = np.logaddexp(0, logits) - y * logits
    return float(w @ losses + 0.5 * (ridge * (found - center) ** 2).sum())
