"""Vectors → the signs of their numbers, 48 bytes for 384, and which are nearest to a vector's own.

Signs of centred vectors keep most of what cosines say; what is nearest by them is looked at again by its vector. A
million take 48 MB, and nothing has to be built before.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Signs = npt.NDArray[np.uint64]
_WORD = 64
_BLOCK = 125_000  # rows that a thread counts at a time


def signs(vectors: Vectors) -> Signs:
    """Return the signs of vectors, shape (n, dimensions), as bits: shape (n, dimensions / 64, rounded up)."""
    padded = np.pad(vectors, ((0, 0), (0, -vectors.shape[1] % _WORD)))
    return np.packbits(padded > 0, axis=1).view(np.uint64)


def nearest_by_signs(known: Signs, asked: Signs, count: int) -> npt.NDArray[np.int64]:
    """Return the places of the `count` rows of `known` that differ from `asked` (one row) in the fewest signs."""
    if not len(known) or count < 1:
        return np.zeros(0, np.int64)
    blocks = [known[start : start + _BLOCK] for start in range(0, len(known), _BLOCK)]
    with ThreadPoolExecutor() as pool:
        differing = np.concatenate(list(pool.map(partial(_differing, asked), blocks)))
    upto = int(np.searchsorted(np.cumsum(np.bincount(differing)), min(count, len(known))))  # quicker than a partition
    nearer, last = np.flatnonzero(differing < upto), np.flatnonzero(differing == upto)
    return np.concatenate([nearer, last[: count - len(nearer)]])


def _differing(asked: Signs, known: Signs) -> npt.NDArray[np.uint16]:
    """Return in how many signs each row of `known` differs from `asked`, by columns: quicker than by rows."""
    differing = np.zeros(len(known), np.uint16)
    for column in range(known.shape[1]):
        differing += np.bitwise_count(known[:, column] ^ asked[0, column])
    return differing
