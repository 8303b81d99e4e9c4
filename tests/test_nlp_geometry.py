"""Centring: one threshold for all languages."""

from __future__ import annotations

import numpy as np

from nlp.features import features
from nlp.frozen import load_geometry, load_model
from nlp.geometry import SHRINKAGE, estimate
from nlp.weights import MODEL_ID
from tests.fingerprints import told


def test_means_are_shrunk_to_that_of_all_languages() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    geometry = estimate(vectors, ["de", "de", "fr"], "fake", "1")
    assert geometry.overall.tolist() == [0.5, 0.5]
    expected = (2 * np.array([1, 0]) + SHRINKAGE * np.array([0.5, 0.5])) / (2 + SHRINKAGE)
    assert np.allclose(geometry.means["de"], expected)


def test_centred_vectors_have_length_one_and_unknown_languages_take_the_global_mean() -> None:
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    geometry = estimate(vectors, ["de", "fr"], "fake", "1")
    centred = geometry.centre(vectors, ["de", "xx"])
    assert np.allclose(np.linalg.norm(centred, axis=1), 1)


def test_the_shipped_numbers_belong_to_the_default_model() -> None:
    geometry = load_geometry(MODEL_ID)
    assert geometry is not None
    assert len(geometry.means) >= 25
    assert load_geometry("another model") is None
    known = set(features(told("a"), told("b")))
    model = load_model()
    assert set(model.within.weights) | set(model.across.weights) <= known
