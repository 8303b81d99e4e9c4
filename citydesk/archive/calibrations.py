"""Calibrations: means and coefficients fitted to this archive, each with what was measured; and its own geometry."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import numpy as np

from citydesk.archive.connection import Archive, packed, stamp
from nlp.coefficients import Logistic, Model
from nlp.geometry import Geometry
from nlp.weights import weights_of


def save_calibration(archive: Archive, geometry: Geometry, model: Model, report: object, made_at: datetime) -> None:
    """Keep a calibration; the last one kept for a model of vectors is the one that counts. Inside `write`."""
    archive.run(
        "INSERT OR REPLACE INTO calibrations VALUES (?,?,?,?,?,?,?)",
        (model.version, weights_of(geometry.model_id), stamp(made_at), pack_means(geometry), _plain(model.within),
         _plain(model.across), packed(report)),
    )  # fmt: skip


def load_calibration(archive: Archive, model_id: str) -> tuple[Geometry, Model] | None:
    """Return the calibration that counts for a model of vectors, or None: then what is shipped holds.

    It holds for every forward pass of the model: a machine with another pass keeps it.
    """
    rows = archive.rows(
        "SELECT * FROM calibrations WHERE model = ? ORDER BY made_at DESC, version DESC", (weights_of(model_id),)
    )
    if not rows:
        return None
    row = rows[0]
    model = Model(
        version=row["version"],
        within=Logistic(**json.loads(row["within"])),
        across=Logistic(**json.loads(row["across"])),
    )
    return unpack_means(row["means"], model_id, row["version"]), model


def forget_calibrations(archive: Archive, model_id: str) -> int:
    """Go back to what is shipped; return how many were forgotten. Inside `write`."""
    return archive.run("DELETE FROM calibrations WHERE model = ?", (weights_of(model_id),)).rowcount


def load_geometry(archive: Archive, model: str) -> Geometry | None:
    """Return the geometry that was estimated in this archive for a model, or None."""
    rows = archive.rows("SELECT * FROM geometries WHERE model = ?", (model,))
    return unpack_means(rows[0]["means"], model, rows[0]["version"]) if rows else None


def save_geometry(archive: Archive, geometry: Geometry) -> None:
    """Keep a geometry for ever: the first one of a model stays. Inside `write`."""
    row = (geometry.model_id, geometry.version, pack_means(geometry))
    archive.run("INSERT OR IGNORE INTO geometries VALUES (?,?,?)", row)


def pack_means(geometry: Geometry) -> bytes:
    """Return the means of a geometry as the archive keeps them: numpy's .npz."""
    buffer = io.BytesIO()
    arrays: dict[str, Any] = {"overall": geometry.overall, **geometry.means}
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def unpack_means(blob: bytes, model_id: str, version: str) -> Geometry:
    """Return the geometry that `pack_means` packed."""
    with np.load(io.BytesIO(blob)) as arrays:
        means = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return Geometry(model_id=model_id, version=version, overall=means.pop("overall"), means=means)


def _plain(logistic: Logistic) -> str:
    return packed({"intercept": logistic.intercept, "weights": dict(logistic.weights)})
