"""The frozen data of the room, read once: language means, coefficients of the pair verdict, towns overseas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

import numpy as np

from nlp.coefficients import Linear, Logistic, Model
from nlp.geometry import Geometry, Vectors
from nlp.overseas import Towns, known_towns


def load_geometry(model_id: str) -> Geometry | None:
    """Return the shipped geometry of a model, or None where there is none (another model than the default)."""
    folder = resources.files("nlp.data")
    about = json.loads((folder / "geometry.json").read_text("utf-8"))
    if about["model_id"] != model_id:
        return None
    with resources.as_file(folder / "geometry.npz") as path, np.load(path) as arrays:
        means = {name: arrays[name].astype(np.float32) for name in arrays.files}
    overall = means.pop("overall")
    return Geometry(model_id=model_id, version=about["version"], overall=overall, means=means)


def load_model() -> Model:
    """Return the shipped coefficients of the pair verdict."""
    about = json.loads((resources.files("nlp.data") / "similar.json").read_text("utf-8"))
    return Model(
        version=about["version"],
        within=Logistic(**about["within"]),
        across=Logistic(**about["across"]),
        near=Linear(**about["near"]),
    )


def load_background(geometry: Geometry | None) -> dict[str, Vectors]:
    """Return what city news have in common under the shipped geometry: "" → mean of centred vectors.

    Nothing for another geometry, as that of an archive that was calibrated: its means have taken that away.
    """
    if geometry is None:
        return {}
    about = json.loads((resources.files("nlp.data") / "background.json").read_text("utf-8"))
    if (about["model_id"], about["geometry"]) != (geometry.model_id, geometry.version):
        return {}
    return {"": np.asarray(about["mean"], np.float32)}


def load_towns() -> Towns:
    """Return the shipped names of towns overseas, and which of them are names of European cities."""
    namesakes = (line.split("\t") for line in _lines("namesakes.txt"))
    return known_towns(_lines("towns_overseas.txt"), {name: int(inhabitants) for name, inhabitants in namesakes})


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("nlp.data") / name).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
