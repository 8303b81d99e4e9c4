"""Estimate the frozen numbers of nlp/data on the fitting half of the data, and write them with their provenance.

`python -m tests.evaluation.fit --data DIR`: language means (geometry), the coefficients of the pair verdict, nearness.
Split by document, never by pair; the other halves are not looked at here. Of our own `stages` the first half.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from citydesk.engine import model_cache
from nlp.coefficients import Logistic
from nlp.encode import DEFAULT_MODEL, Encoder, SentenceEncoder, Vectors, head
from nlp.features import features
from nlp.fingerprint import Fingerprint, fingerprint
from nlp.geometry import Geometry, estimate
from nlp.group import candidates
from nlp.similar import CONTAINED
from nlp.weights import weights_of
from tests.evaluation import fit_likeness, similarity, stages
from tests.evaluation.corpora import Labelled, duplicates, is_for_fitting

PARALLEL = ("ntrex_docs", "nsb_quads", "nsb_month")
DATA = Path("nlp/data")
DOMAIN_SHARE = 0.5  # of the way from news to official news, the same step for every language
# C of the regressions: features overlap, and large weights of opposite signs would not carry over.
STRENGTH_WITHIN = 10.0
STRENGTH_ACROSS = 10.0
# Taken off the intercept across languages: a third of the candidate pairs of the data are the same, few of a stream
# are. ln(0.75 / 0.25): what was as likely as 0.75 is now as likely as not.
RARITY = 1.0986


# How much each set weighs. Inside a language the press releases hold nothing but pairs that are not the same, which
# is what a stream mostly is. Grades of similarity across languages (semeval) are no grades of sameness.
WITHIN = {"nsb_month": 1.0, "nsb_quads": 1.0, "stages": 1.0, "semeval": 0.3}
ACROSS = {"nsb_month": 1.0, "nsb_quads": 1.0, "ntrex_docs": 1.0, "stages": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of one set: their features, whether they are the same news, how much the set weighs."""

    weight: float
    rows: list[dict[str, float]]
    same: list[bool]


def main() -> None:
    """Fit and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", default="2")
    arguments = parser.parse_args()
    encoder = SentenceEncoder(DEFAULT_MODEL, model_cache())
    labelled = {
        name: [one for one in duplicates(arguments.data, name) if is_for_fitting(one.gold)] for name in PARALLEL
    }
    geometry = fit_geometry(labelled, encoder, arguments.version)
    _write_geometry(geometry)
    sets = dict(_sets(labelled, arguments.data, encoder, geometry))
    inside = [_chosen(sets[name], weight, is_within=True) for name, weight in WITHIN.items()]
    outside = [_chosen(sets[name], weight, is_within=False) for name, weight in ACROSS.items()]
    within, across = fit_model(inside, STRENGTH_WITHIN), fit_model(outside, STRENGTH_ACROSS, RARITY)
    _write_model(within, across, arguments.version)
    nearness, figures = fit_likeness.fit(arguments.data, encoder)
    fit_likeness.write(nearness)
    print(json.dumps(figures))


def fit_geometry(labelled: dict[str, list[Labelled]], encoder: Encoder, version: str) -> Geometry:
    """Estimate the means: those of translated news, moved half of the way that official news lies from it.

    Only four languages have official news in the data; the step is nearly the same in each (cosine 0.82–0.94
    between them), so its mean is taken for all.
    """
    news, official = (_means(labelled[name], encoder, version) for name in ("ntrex_docs", "nsb_quads"))
    step = np.mean([official.means[language] - news.means[language] for language in official.means], axis=0)
    shift = DOMAIN_SHARE * step
    means = {language: np.asarray(mean + shift, np.float32) for language, mean in news.means.items()}
    overall = np.asarray(news.overall + shift, np.float32)
    return Geometry(model_id=encoder.model_id, version=version, overall=overall, means=means)


def fit_model(sets: Sequence[Pairs], strength: float, rarity: float = 0.0) -> Logistic:
    """Fit a logistic model; a pair weighs what its set weighs, divided by the set's pairs."""
    from sklearn.linear_model import LogisticRegression

    rows = [row for pairs in sets for row in pairs.rows]
    names = [name for name in rows[0] if len({row[name] for row in rows}) > 1]
    table = np.array([[row[name] for name in names] for row in rows])
    same = np.array([one for pairs in sets for one in pairs.same])
    weights = np.concatenate([np.full(len(pairs.same), pairs.weight / len(pairs.same)) for pairs in sets])
    weights *= len(rows) / weights.sum()
    fitted = LogisticRegression(C=strength, max_iter=10_000).fit(table, same, sample_weight=weights)
    coefficients = {name: round(float(weight), 4) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return Logistic(intercept=round(float(fitted.intercept_[0]) - rarity, 4), weights=coefficients)


def _sets(
    labelled: dict[str, list[Labelled]], data: Path, encoder: Encoder, geometry: Geometry
) -> Iterator[tuple[str, tuple[list[tuple[Fingerprint, Fingerprint]], list[bool]]]]:
    """Yield the pairs of each set and whether they are the same news: candidates only, as at run time."""
    first_half = stages.read(stages.FOLDER / "stages_first_half.jsonl")
    for name, ones in (*labelled.items(), ("stages", first_half)):
        prints = _fingerprints(ones, encoder, geometry)
        near = list(candidates(prints, len(prints)))
        yield name, ([(prints[i], prints[j]) for i, j in near], [ones[i].gold == ones[j].gold for i, j in near])
    couples, grades = similarity.read(data)
    prints = _fingerprints([one for couple in couples for one in couple], encoder, geometry)
    halves = [is_for_fitting(couple[0].gold) for couple in couples]
    pairs = [pair for pair, is_fit in zip(zip(prints[::2], prints[1::2], strict=True), halves, strict=True) if is_fit]
    same = [grade <= similarity.SAME_NEWS for grade, is_fit in zip(grades, halves, strict=True) if is_fit]
    yield "semeval", (pairs, same)


def _chosen(
    pairs: tuple[list[tuple[Fingerprint, Fingerprint]], list[bool]], weight: float, *, is_within: bool
) -> Pairs:
    """Return the pairs inside a language that share too few words for the rules, or those across languages."""
    rows, same = [], []
    for (left, right), is_same in zip(*pairs, strict=True):
        if (left.language == right.language) == is_within:
            row = features(left, right)
            if row["contained"] < CONTAINED:
                rows.append(row)
                same.append(is_same)
    return Pairs(weight=weight, rows=rows, same=same)


def _means(ones: Sequence[Labelled], encoder: Encoder, version: str) -> Geometry:
    vectors = encoder.encode([head(one.article) for one in ones])
    return estimate(vectors, [one.article.language for one in ones], encoder.model_id, version)


def _fingerprints(ones: Sequence[Labelled], encoder: Encoder, geometry: Geometry) -> list[Fingerprint]:
    vectors: Vectors = encoder.encode([head(one.article) for one in ones])
    centred = geometry.centre(vectors, [one.article.language for one in ones])
    return [fingerprint(one.article, vector) for one, vector in zip(ones, centred, strict=True)]


def _write_geometry(geometry: Geometry) -> None:
    arrays = {"overall": geometry.overall, **geometry.means}
    rounded: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(DATA / "geometry.npz", **rounded)
    about = {
        "model_id": weights_of(geometry.model_id),
        "version": geometry.version,
        "from": _provenance("ntrex_docs, nsb_quads"),
    }
    (DATA / "geometry.json").write_text(json.dumps(about, indent=1) + "\n")


def _write_model(within: Logistic, across: Logistic, version: str) -> None:
    about = {
        "version": version,
        "from": _provenance(", ".join((*PARALLEL, "semeval_pairs")) + ", and the first half of stages"),
        "within": {"intercept": within.intercept, "weights": within.weights},
        "across": {"intercept": across.intercept, "weights": across.weights},
    }
    (DATA / "similar.json").write_text(json.dumps(about, indent=1) + "\n")


def _provenance(sets: str) -> str:
    return f"the fitting half, by document, of {sets}; python -m tests.evaluation.fit"


if __name__ == "__main__":
    main()
