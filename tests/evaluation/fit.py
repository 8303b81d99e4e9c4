"""Estimate the frozen numbers of nlp/data on the fitting half of the data, and write them with their provenance.

`python -m tests.evaluation.fit --data DIR`: language means (geometry) and the coefficients of the pair verdict.
Split by document, never by pair; the other half is not looked at here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from nlp.encode import Encoder, SentenceEncoder, Vectors, head
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.geometry import Geometry, estimate
from nlp.group import candidates
from nlp.similar import features
from tests.evaluation.corpora import Labelled, duplicates, is_for_fitting

SETS = ("ntrex_docs", "nsb_quads", "nsb_month")
DATA = Path("nlp/data")
DOMAIN_SHARE = 0.5  # of the way from news to official news, the same step for every language


def main() -> None:
    """Fit and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", default="1")
    arguments = parser.parse_args()
    encoder = SentenceEncoder("multilingual-e5-small", Path(platformdirs.user_cache_dir("citydesk")))
    labelled = {name: [one for one in duplicates(arguments.data, name) if is_for_fitting(one.gold)] for name in SETS}
    vectors = {name: encoder.encode([head(one.article) for one in ones]) for name, ones in labelled.items()}
    geometry = fit_geometry(labelled, vectors, encoder, arguments.version)
    _write_geometry(geometry)
    prints = {name: _fingerprints(ones, vectors[name], geometry) for name, ones in labelled.items()}
    _write_model(fit_model(labelled, prints), arguments.version)


def fit_geometry(
    labelled: dict[str, list[Labelled]], vectors: dict[str, Vectors], encoder: Encoder, version: str
) -> Geometry:
    """Estimate the means: those of translated news, moved half of the way that official news lies from it.

    Only four languages have official news in the data; the step is nearly the same in each (cosine 0.82–0.94
    between them), so its mean is taken for all.
    """
    news = estimate(vectors["ntrex_docs"], _languages(labelled["ntrex_docs"]), encoder.model_id, version)
    official = estimate(vectors["nsb_quads"], _languages(labelled["nsb_quads"]), encoder.model_id, version)
    step = np.mean([official.means[language] - news.means[language] for language in official.means], axis=0)
    shift = DOMAIN_SHARE * step
    means = {language: np.asarray(mean + shift, np.float32) for language, mean in news.means.items()}
    overall = np.asarray(news.overall + shift, np.float32)
    return Geometry(model_id=encoder.model_id, version=version, overall=overall, means=means)


def fit_model(
    labelled: dict[str, list[Labelled]], prints: dict[str, list[Fingerprint]]
) -> tuple[list[str], list[float]]:
    """Fit the logistic model over candidate pairs of different languages, each set weighing the same."""
    from sklearn.linear_model import LogisticRegression

    rows: list[dict[str, float]] = []
    same: list[bool] = []
    weights: list[float] = []
    for name, ones in prints.items():
        pairs = [(i, j) for i, j in candidates(ones, len(ones)) if ones[i].language != ones[j].language]
        rows += [features(ones[i], ones[j]) for i, j in pairs]
        same += [labelled[name][i].gold == labelled[name][j].gold for i, j in pairs]
        weights += [1 / len(pairs)] * len(pairs)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    scaled = np.array(weights) * len(weights) / sum(weights)
    fitted = LogisticRegression(C=10, max_iter=5000).fit(table, same, sample_weight=scaled)
    return names, [float(fitted.intercept_[0]), *map(float, fitted.coef_[0])]


def _languages(ones: Sequence[Labelled]) -> list[str]:
    return [one.article.language for one in ones]


def _fingerprints(ones: Sequence[Labelled], vectors: Vectors, geometry: Geometry) -> list[Fingerprint]:
    centred = geometry.centre(vectors, _languages(ones))
    return [fingerprint(one.article, vector) for one, vector in zip(ones, centred, strict=True)]


def _write_geometry(geometry: Geometry) -> None:
    arrays = {"overall": geometry.overall, **geometry.means}
    rounded: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(DATA / "geometry.npz", **rounded)
    about = {
        "model_id": geometry.model_id,
        "version": geometry.version,
        "from": _provenance(("ntrex_docs", "nsb_quads")),
    }
    (DATA / "geometry.json").write_text(json.dumps(about, indent=1) + "\n")


def _write_model(fitted: tuple[list[str], list[float]], version: str) -> None:
    names, (intercept, *weights) = fitted
    about = {
        "version": version,
        "from": _provenance(SETS),
        "intercept": round(intercept, 4),
        "weights": {name: round(weight, 4) for name, weight in zip(names, weights, strict=True)},
    }
    (DATA / "similar.json").write_text(json.dumps(about, indent=1) + "\n")


def _provenance(sets: Sequence[str]) -> str:
    return f"the fitting half, by document, of {', '.join(sets)}; python -m tests.evaluation.fit"


if __name__ == "__main__":
    main()
