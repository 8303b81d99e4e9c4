"""Calibration: an archive's own means and coefficients, shown before and after, kept only when asked."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from citydesk.archive import Archive, articles, crawling
from citydesk.archive.calibrations import forget_calibrations, load_calibration
from citydesk.errors import CitydeskError, ConfigError
from citydesk.pipeline.calibrate import calibrate
from citydesk.pipeline.measures import measures
from nlp.calibrate import agreement, recentred, rescaled
from nlp.coefficients import Logistic
from nlp.geometry import Geometry
from tests.fakes import NOW, article, frozen_encoder, run_process, source

TEXT = "The council met for the {}th time and spoke of trams, schools and trees."
SHIPPED = Geometry(model_id="fake", version="1", overall=np.zeros(2, np.float32), means={})


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    opened = Archive(tmp_path / "archive.sqlite")
    crawling.save_sources(opened, [source()])
    with opened.write():
        for number in range(6):
            articles.save_version(opened, article(f"story-{number}", TEXT.format(number)), None, NOW)
    run_process(opened, frozen_encoder())
    return opened


def test_a_mean_moves_by_how_many_articles_there_are() -> None:
    few, many = (recentred(np.ones((count, 2), np.float32), ["de"] * count, SHIPPED, "2") for count in (1, 500))
    assert few.means["de"].max() < 0.01
    assert np.allclose(many.means["de"], 0.5)


def test_coefficients_stay_with_too_few_labels_and_follow_enough_of_them() -> None:
    logistic = Logistic(intercept=2.0, weights={"cosine": 1.0})
    rows = [{"cosine": number / 60} for number in range(60)]
    labels = [number >= 30 for number in range(60)]
    assert rescaled(logistic, rows[:10], labels[:10]) is logistic
    fitted = rescaled(logistic, rows, labels)
    assert agreement(logistic, rows, labels).precision == 0.5
    assert agreement(fitted, rows, labels).precision > 0.9


def test_nothing_is_kept_unless_asked(archive: Archive) -> None:
    encoder = frozen_encoder()
    report = calibrate(archive, encoder, None, NOW, keep=False).report
    assert set(report) == {"version", "background", "within", "across"}
    assert load_calibration(archive, encoder.model_id) is None


def test_what_is_kept_holds_until_it_is_forgotten(archive: Archive, tmp_path: Path) -> None:
    encoder = frozen_encoder()
    ids = [row[0] for row in archive.rows("SELECT id FROM articles ORDER BY id")]
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"left": ids[0], "right": ids[1], "same": False}) + "\n")
    kept = calibrate(archive, encoder, pairs, NOW, keep=True)
    geometry, model = measures(archive, encoder)
    assert (geometry.version, model) == (kept.report["version"], kept.model)
    assert load_calibration(archive, f"{encoder.model_id}+int8") is not None  # whatever pass the machine has
    assert run_process(archive, encoder).compared == len(ids)  # other measures: all is compared anew
    with archive.write():
        assert forget_calibrations(archive, encoder.model_id) == 1
    assert measures(archive, encoder)[0].version != kept.report["version"]


def test_mistakes_are_named(archive: Archive, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    for line, expected in (
        ('{"left": "a"}', 'line 1: needs "left", "right" and "same"'),
        ('{"left": "a", "right": "b", "same": 1}', "line 1: same: is neither true nor false"),
    ):
        pairs.write_text(line)
        with pytest.raises(ConfigError, match=expected):
            calibrate(archive, frozen_encoder(), pairs, NOW, keep=False)
    with pytest.raises(CitydeskError, match="has no article yet"):
        calibrate(Archive(":memory:"), frozen_encoder(), None, NOW, keep=False)
