"""Estimate what nearness of news needs (nlp/data/likeness.json and .npz) on the fitting half of the data, and write it.

A part of `python -m tests.evaluation.fit`. Folds of ten inside the fitting half choose the strengths and
where "the same news" begins; the other half is not looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from crawler.article import Article
from nlp.coefficients import Linear, Logistic
from nlp.encode import Encoder, Vectors
from nlp.geometry import Geometry, estimate
from nlp.likeness import BITS, Gist, Nearness, Rarity, features, gist, places, stems
from nlp.shingles import Shingles, shingles
from nlp.weights import weights_of
from tests.evaluation import similarity
from tests.evaluation.corpora import duplicates, is_for_fitting
from tests.evaluation.partitions import scores

DATA = Path("nlp/data")
VERSION = "1"
TEXTS = ("ntrex_docs", "nsb_quads")  # their words are counted beside those of the graded pairs
STRENGTH_NEAR = 3.0  # of the ridge; Pearson in folds .765, .762 at 10, .755 at 100
STRENGTH_SAME = 0.1  # C of the logistic model
REPEATS = 5

Table = npt.NDArray[np.float64]


def fit(data: Path, encoder: Encoder) -> tuple[Nearness, dict[str, float]]:
    """Return the nearness fitted, and Pearson and F1 of the same news of folds inside the fitting half."""
    couples, graded = similarity.read(data)
    chosen = [index for index, (one, _) in enumerate(couples) if is_for_fitting(one.gold)]
    articles = [one.article for index in chosen for one in couples[index]]
    grades = np.array([graded[index] for index in chosen])
    vectors = similarity.passage_vectors(articles, encoder)
    others = [one.article for name in TEXTS for one in duplicates(data, name) if is_for_fitting(one.gold)]
    empty = Nearness(
        version=VERSION,
        titles=_means(articles, [title for title, _ in vectors], encoder),
        heads=_means(articles, [beginning for _, beginning in vectors], encoder),
        grams=_rarity([*articles, *others], shingles),
        stems=_rarity([*articles, *others], stems),
        near=Linear(intercept=0.0, weights={}),
        same=Logistic(intercept=0.0, weights={}),
        same_from=0.5,
    )
    gists = [gist(one, pair, empty) for one, pair in zip(articles, vectors, strict=True)]
    return _fitted(empty, gists, grades)


def write(nearness: Nearness) -> None:
    """Write the two files."""
    arrays: dict[str, Any] = {}
    for kind, geometry in (("title", nearness.titles), ("head", nearness.heads)):
        means = {"overall": geometry.overall, **geometry.means}
        arrays |= {f"{kind}_{name}": mean.astype(np.float16) for name, mean in means.items()}
    np.savez_compressed(DATA / "likeness.npz", **arrays, grams=nearness.grams.counts, stems=nearness.stems.counts)
    about = {
        "version": nearness.version,
        "model_id": weights_of(nearness.heads.model_id),
        "from": "the fitting half of semeval_pairs (grades, means, words) and, by document, of "
        f"{' and '.join(TEXTS)} (words); python -m tests.evaluation.fit",
        "documents": dict(sorted(nearness.grams.documents.items())),
        "near": {"intercept": nearness.near.intercept, "weights": dict(nearness.near.weights)},
        "same": {"intercept": nearness.same.intercept, "weights": dict(nearness.same.weights)},
        "same_from": nearness.same_from,
    }
    (DATA / "likeness.json").write_text(json.dumps(about, indent=1) + "\n")


def _means(articles: Sequence[Article], vectors: Sequence[Vectors], encoder: Encoder) -> Geometry:
    """Estimate means of their own: official news and short texts lie elsewhere than what was graded."""
    return estimate(np.stack(vectors), [one.language for one in articles], encoder.model_id, VERSION)


def _rarity(articles: Sequence[Article], hashed: Callable[[str], Shingles]) -> Rarity:
    counts = np.zeros(1 << BITS, np.int64)
    for one in articles:
        counts[np.unique(places(hashed(f"{one.title}. {one.text}"), one.language))] += 1
    return Rarity(counts=np.minimum(counts, 255).astype(np.uint8), documents=Counter(one.language for one in articles))


def _fitted(empty: Nearness, gists: Sequence[Gist], grades: Table) -> tuple[Nearness, dict[str, float]]:
    rows = [features(left, right) for left, right in zip(gists[::2], gists[1::2], strict=True)]
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    near, same = (4 - grades) / 3, grades <= similarity.SAME_NEWS
    folded = [_folds(table, near, _near, repeat) for repeat in range(REPEATS)]
    chances = np.mean([_folds(table, same, _same, repeat) for repeat in range(REPEATS)], axis=0)
    f1 = {at: scores(int(((chances >= at) & same).sum()), int((chances >= at).sum()), int(same.sum()))[2]
          for at in chances}  # fmt: skip
    same_from = max(f1, key=f1.__getitem__)
    figures = {
        "pearson": round(float(np.mean([np.corrcoef(one, near)[0, 1] for one in folded])), 4),
        "same_news_f1": round(f1[same_from], 4),
    }
    (near_at, near_by), (same_at, same_by) = _near(table, near), _same(table, same)
    fitted = replace(
        empty,
        near=Linear(intercept=round(near_at, 4), weights=_named(names, near_by)),
        same=Logistic(intercept=round(same_at, 4), weights=_named(names, same_by)),
        same_from=round(float(same_from), 4),
    )
    return fitted, figures


def _folds(table: Table, gold: Any, model: Callable[[Table, Any], tuple[float, Table]], repeat: int) -> Table:
    """Return for each pair the value of the model fitted on the other nine folds; a chance where gold is yes or no."""
    from sklearn.model_selection import KFold

    found = np.zeros(len(gold))
    for known, asked in KFold(10, shuffle=True, random_state=repeat).split(table):
        intercept, weights = model(table[known], gold[known])
        found[asked] = table[asked] @ weights + intercept
    return 1 / (1 + np.exp(-found)) if gold.dtype == bool else found


def _near(table: Table, near: Table) -> tuple[float, Table]:
    from sklearn.linear_model import Ridge

    middle, spread = table.mean(0), table.std(0)
    fitted = Ridge(alpha=STRENGTH_NEAR).fit((table - middle) / spread, near)
    weights = fitted.coef_ / spread
    return float(fitted.intercept_ - weights @ middle), weights


def _same(table: Table, same: Any) -> tuple[float, Table]:
    from sklearn.linear_model import LogisticRegression

    middle, spread = table.mean(0), table.std(0)
    fitted = LogisticRegression(C=STRENGTH_SAME, max_iter=10_000).fit((table - middle) / spread, same)
    weights = fitted.coef_[0] / spread
    return float(fitted.intercept_[0] - weights @ middle), weights


def _named(names: Sequence[str], weights: Table) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
