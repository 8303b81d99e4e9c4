"""Articles → how alike they are in meaning: by the vectors the archive has, across languages, without the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

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
    keys = {one.id: text_key(head(one)) for one in articles}
    kept = load_vectors(archive, list(keys.values()), model)
    languages = {one.id: one.language for one in articles}
    known = sorted(id for id, key in keys.items() if key in kept)
    if not known:
        return {}
    moved = geometry.centre(np.stack([kept[keys[id]] for id in known]), [languages[id] for id in known])
    return dict(zip(known, moved, strict=True))


def alike(placed: Placed) -> list[tuple[str, str, float]]:
    """Return the pairs of articles that are about one subject, in order, with their cosine."""
    ids = sorted(placed)
    if len(ids) < 2:
        return []
    stacked = np.stack([placed[id] for id in ids])
    cosines = stacked @ stacked.T
    np.fill_diagonal(cosines, 0.0)
    found: dict[tuple[str, str], float] = {}
    for at, others in enumerate(np.split(*_near(cosines))):
        rounded = np.round(cosines[at, others], EXACT)
        for place in np.argsort(-rounded, kind="stable")[:MOST_NEIGHBOURS]:
            first, second = sorted((ids[at], ids[others[place]]))
            found[first, second] = round(float(rounded[place]), EXACT)
    return [(*pair, cosine) for pair, cosine in sorted(found.items())]


def _near(cosines: Vectors) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the columns that are near, row by row, and the places at which the next row's begin."""
    rows, columns = np.nonzero(cosines >= ALIKE - 0.5 * 10**-EXACT)
    return columns, np.searchsorted(rows, np.arange(1, len(cosines)))


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
