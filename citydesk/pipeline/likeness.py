"""Articles → how alike they are in meaning: by the vectors the archive has, across languages, without the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from citydesk.archive import Archive, calibrations
from citydesk.archive.vectors import load_vectors, model_in_force
from crawler.article import Article
from nlp.encode import Vectors, head, text_key
from nlp.frozen import load_geometry
from nlp.geometry import Geometry

ALIKE = 0.35  # cosine of centred vectors from which a pair is kept: about one subject
MOST_NEIGHBOURS = 12  # of an article: what is kept of a week stays small
EXACT = 2  # decimals: the last bits differ from processor to processor

Placed = dict[str, Vectors]


def centred(archive: Archive, articles: Sequence[Article]) -> Placed:
    """Return the centred vectors of articles by id; those that were never embedded have none."""
    model = model_in_force(archive)
    geometry = _geometry(archive, model) if model else None
    if model is None or geometry is None:
        return {}
    kept = load_vectors(archive, [text_key(head(one)) for one in articles], model)
    known = sorted((one for one in articles if text_key(head(one)) in kept), key=lambda one: one.id)
    if not known:
        return {}
    raw = np.stack([kept[text_key(head(one))] for one in known])
    moved = geometry.centre(raw, [one.language for one in known])
    return {one.id: vector for one, vector in zip(known, moved, strict=True)}


def alike(placed: Placed) -> list[tuple[str, str, float]]:
    """Return the pairs of articles that are about one subject, in order, with their cosine."""
    ids = sorted(placed)
    if len(ids) < 2:
        return []
    stacked = np.stack([placed[id] for id in ids])
    found: dict[tuple[str, str], float] = {}
    for at, cosines in enumerate(np.round(stacked @ stacked.T, EXACT)):
        cosines[at] = 0.0
        near = np.flatnonzero(cosines >= ALIKE)
        for other in near[np.argsort(-cosines[near], kind="stable")][:MOST_NEIGHBOURS]:
            first, second = sorted((ids[at], ids[other]))
            found[first, second] = round(float(cosines[other]), EXACT)
    return [(*pair, cosine) for pair, cosine in sorted(found.items())]


def nearest(placed: Placed, told: Placed) -> Mapping[str, float]:
    """Return the cosine of each article to the most alike of those told before, itself left aside."""
    if not told or not placed:
        return {}
    before = sorted(told)
    old = np.stack([told[id] for id in before])
    found = {}
    for id, vector in placed.items():
        cosines = np.round(old @ vector, EXACT)
        if id in told:
            cosines[before.index(id)] = 0.0
        found[id] = round(float(cosines.max()), EXACT)
    return found


def _geometry(archive: Archive, model: str) -> Geometry | None:
    own = calibrations.load_calibration(archive, model)
    return own[0] if own else load_geometry(model) or calibrations.load_geometry(archive, model)
