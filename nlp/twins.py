"""Vectors of a whole archive → an index of what lies nearest to a vector, for old twins beyond the time window.

With `usearch` (the extra `ann`) an HNSW graph over float16: 0.2 to 0.4 ms a question in 100,000 vectors. Without it
every vector is looked at: exact, some 10 ms a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
FEWEST_FOR_GRAPH = 4_096  # below it looking at every vector takes under a millisecond, and misses none
CONNECTIVITY = 24  # neighbours a vector keeps in the graph
BUILD_EFFORT = 128  # candidates looked at when a vector is put in
SEARCH_EFFORT = 384  # and when one is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinIndex:
    """Vectors of length 1 by key; `graph` is None where usearch is not installed."""

    keys: tuple[str, ...]
    vectors: npt.NDArray[np.float16]  # empty where there is a graph
    graph: Any

    @classmethod
    def build(cls, vectors: Vectors, keys: Sequence[str]) -> TwinIndex:
        """Build the index of vectors, shape (len(keys), dimensions), each of length 1."""
        assert len(vectors) == len(keys)
        graph = _graph(vectors)
        kept = np.zeros((0, 0), np.float16) if graph is not None else vectors.astype(np.float16)
        return cls(keys=tuple(keys), vectors=kept, graph=graph)

    def near(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Return up to `count` keys with their cosines, the nearest first."""
        if self.graph is None:
            return [(self.keys[place], cosine) for place, cosine in nearest(self.vectors, vector, count)]
        found = self.graph.search(vector, count)
        return [(self.keys[int(match.key)], 1 - float(match.distance)) for match in found]


def nearest(vectors: npt.NDArray[np.floating], vector: Vectors, count: int) -> list[tuple[int, float]]:
    """Return the places of the `count` nearest vectors with their cosines, by looking at every one."""
    if not len(vectors) or count < 1:
        return []
    cosines = np.concatenate([block.astype(np.float32) @ vector for block in np.array_split(vectors, _blocks(vectors))])
    count = min(count, len(cosines))
    best = np.argpartition(-cosines, count - 1)[:count]
    best = best[np.argsort(-cosines[best], kind="stable")]
    return [(int(place), float(cosines[place])) for place in best]


def _blocks(vectors: npt.NDArray[np.floating]) -> int:
    return 1 + len(vectors) // 65_536  # float32 of a million vectors need not all be there at once


def _graph(vectors: Vectors) -> Any:
    try:
        from usearch.index import Index  # an extra
    except ImportError:
        return None
    if len(vectors) < FEWEST_FOR_GRAPH:
        return None
    graph = Index(
        ndim=vectors.shape[1],
        metric="cos",
        dtype="f16",
        connectivity=CONNECTIVITY,
        expansion_add=BUILD_EFFORT,
        expansion_search=SEARCH_EFFORT,
    )
    graph.add(np.arange(len(vectors)), vectors)
    return graph
