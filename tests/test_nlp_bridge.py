"""The bridge: what only translations differ in counts less, what news differ in counts as before."""

from __future__ import annotations

import numpy as np

from nlp.bridge import estimate_bridge
from nlp.frozen import load_bridge
from nlp.weights import MODEL_ID


def _translations() -> tuple[np.ndarray, list[str]]:
    """Return news in four languages: numbers 0 to 3 tell what it is, number 4 only which language it is in."""
    chance = np.random.default_rng(1)
    news = chance.standard_normal((30, 4)).repeat(4, axis=0) + 0.1 * chance.standard_normal((120, 4))
    language = 2.0 * chance.standard_normal((120, 1))
    vectors = np.hstack([news, language]).astype(np.float32)
    told = [str(number) for number in range(30) for _ in range(4)]
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), told


def test_translations_lie_nearer_than_they_did() -> None:
    vectors, told = _translations()
    across = estimate_bridge([(vectors, told)], "1").cross(vectors)
    same = np.array(told)[:, None] == np.array(told)[None, :]
    assert (across @ across.T)[same].mean() > (vectors @ vectors.T)[same].mean() + 0.1
    assert np.allclose(np.linalg.norm(across, axis=1), 1, atol=1e-5)


def test_a_set_weighs_alike_however_large_it_is() -> None:
    vectors, told = _translations()
    once = estimate_bridge([(vectors, told), (vectors[:40], told[:40])], "1").matrix
    more = estimate_bridge([(np.vstack([vectors] * 3), told * 3), (vectors[:40], told[:40])], "1").matrix
    assert once is not None and more is not None
    assert np.allclose(once, more, atol=1e-5)


def test_only_the_model_it_was_estimated_for_has_a_bridge() -> None:
    shipped = load_bridge(f"{MODEL_ID}+int8").matrix
    assert shipped is not None
    assert np.allclose(shipped, shipped.T, atol=1e-3)
    vectors, _ = _translations()
    assert load_bridge("another model").cross(vectors) is vectors
