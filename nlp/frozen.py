"""The frozen data of the room, read once: language means, coefficients of the pair verdict, towns overseas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import numpy as np

from nlp.bridge import NO_BRIDGE, Bridge
from nlp.coefficients import Linear, Logistic, Model
from nlp.geometry import Geometry, Vectors
from nlp.likeness import Nearness, Rarity
from nlp.overseas import Towns, known_towns
from nlp.weights import weights_of


def load_geometry(model_id: str) -> Geometry | None:
    """Return the shipped geometry of a model, or None where there is none (another model than the default)."""
    folder = resources.files("nlp.data")
    about = json.loads((folder / "geometry.json").read_text("utf-8"))
    if about["model_id"] != weights_of(model_id):
        return None
    with resources.as_file(folder / "geometry.npz") as path, np.load(path) as arrays:
        means = {name: arrays[name].astype(np.float32) for name in arrays.files}
    overall = means.pop("overall")
    return Geometry(model_id=model_id, version=about["version"], overall=overall, means=means)


def load_bridge(model_id: str) -> Bridge:
    """Return the shipped bridge between translations of a model; for another model one that changes nothing."""
    folder = resources.files("nlp.data")
    about = json.loads((folder / "bridge.json").read_text("utf-8"))
    if about["model_id"] != weights_of(model_id):
        return NO_BRIDGE
    with resources.as_file(folder / "bridge.npz") as path, np.load(path) as arrays:
        return Bridge(version=about["version"], matrix=arrays["matrix"].astype(np.float32))


def load_model() -> Model:
    """Return the shipped coefficients of the pair verdict."""
    about = json.loads((resources.files("nlp.data") / "similar.json").read_text("utf-8"))
    return Model(
        version=about["version"],
        within=Logistic(**about["within"]),
        across=Logistic(**about["across"]),
    )


def load_nearness() -> Nearness:
    """Return the shipped tables and coefficients of the nearness of news; they fit the default model's vectors only."""
    folder = resources.files("nlp.data")
    about = json.loads((folder / "likeness.json").read_text("utf-8"))
    with resources.as_file(folder / "likeness.npz") as path, np.load(path) as arrays:
        found = {name: arrays[name] for name in arrays.files}
    titles, heads = (_means_of(kind, found, about) for kind in ("title_", "head_"))
    return Nearness(
        version=about["version"],
        titles=titles,
        heads=heads,
        grams=Rarity(counts=found["grams"], documents=about["documents"]),
        stems=Rarity(counts=found["stems"], documents=about["documents"]),
        near=Linear(**about["near"]),
        same=Logistic(**about["same"]),
        same_from=about["same_from"],
    )


def load_background(geometry: Geometry | None) -> dict[str, Vectors]:
    """Return what city news have in common under the shipped geometry: "" → mean of centred vectors.

    Nothing for another geometry, as that of an archive that was calibrated: its means have taken that away.
    """
    if geometry is None:
        return {}
    about = json.loads((resources.files("nlp.data") / "background.json").read_text("utf-8"))
    if (about["model_id"], about["geometry"]) != (weights_of(geometry.model_id), geometry.version):
        return {}
    return {"": np.asarray(about["mean"], np.float32)}


def load_towns() -> Towns:
    """Return the shipped names of towns overseas, and which of them are names of European cities."""
    namesakes = (line.split("\t") for line in _lines("namesakes.txt"))
    return known_towns(_lines("towns_overseas.txt"), {name: int(inhabitants) for name, inhabitants in namesakes})


def load_given_names() -> frozenset[str]:
    """Return the shipped first names of Europe, about 3,000."""
    return frozenset(name for line in _lines("given_names.txt") for name in line.split())


def _means_of(kind: str, arrays: dict[str, Any], about: dict[str, Any]) -> Geometry:
    means = {name.removeprefix(kind): mean.astype(np.float32) for name, mean in arrays.items() if name.startswith(kind)}
    overall = means.pop("overall")
    return Geometry(model_id=about["model_id"], version=about["version"], overall=overall, means=means)


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("nlp.data") / name).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))
