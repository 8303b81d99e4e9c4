"""The ids of articles → batches, each dealt with in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BATCH = 64  # articles a transaction: what a kill costs at most


def batches(ids: Sequence[str], times: int = 1) -> Iterator[Sequence[str]]:
    """Yield the ids in their order, BATCH × `times` at once: more where an article costs little."""
    size = BATCH * times
    return (ids[start : start + size] for start in range(0, len(ids), size))
