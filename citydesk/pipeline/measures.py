"""An archive and an encoder → what articles are tagged and grouped with: means, coefficients, a tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citydesk.archive import Archive, calibrations
from citydesk.archive.vectors import all_vectors
from citydesk.pipeline.remembering import Remembering
from crawler.article import Article
from nlp.coefficients import Model
from nlp.encode import Encoder, Vectors, head, text_key
from nlp.frozen import load_geometry, load_model
from nlp.geometry import Geometry, estimate
from nlp.tag import Tagger


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What tagging and grouping work with: the geometry belongs to the encoder's model, the tagger to both."""

    encoder: Encoder
    geometry: Geometry
    model: Model
    tagger: Tagger | None = None  # None: nothing is tagged with it


def measures(archive: Archive, encoder: Encoder) -> tuple[Geometry, Model]:
    """Return means and coefficients: those this archive was calibrated to, else those that are shipped."""
    own = calibrations.load_calibration(archive, encoder.model_id)
    return own or (_geometry(archive, encoder), load_model())


def centred_vectors(archive: Archive, found: Sequence[Article], tools: Tools) -> Vectors:
    """Return the centred vectors of articles, shape (len(found), dimensions)."""
    if not found:
        return np.zeros((0, 0), np.float32)
    vectors = Remembering(archive, tools.encoder).encode([head(article) for article in found])
    return tools.geometry.centre(vectors, [article.language for article in found])


def _geometry(archive: Archive, encoder: Encoder) -> Geometry:
    """Return the shipped geometry of the model; for a model without one, that of this archive, frozen at first use."""
    shipped = load_geometry(encoder.model_id) or calibrations.load_geometry(archive, encoder.model_id)
    if shipped is not None:
        return shipped
    vectors, languages = all_vectors(archive, encoder.model_id, lambda one: text_key(head(one)))
    found = estimate(vectors, languages, encoder.model_id, f"archive-{len(languages)}")
    with archive.write():
        calibrations.save_geometry(archive, found)
    return found
